"""Projects, invoices, contacts and notes from files: tied to the right client, with the right figures."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.services.importing_files import SAMPLE, bring_in, codes, counts, everybody, file
from tui_clients.domain.choices import InvoiceState, InvoiceStatus, ProjectStatus
from tui_clients.domain.client import Client
from tui_clients.domain.invoice import Invoice
from tui_clients.services import importing
from tui_clients.services.importing import Outcome
from tui_clients.settings import Settings
from tui_clients.storage.clients import Clients
from tui_clients.storage.contacts import Contacts, Notes
from tui_clients.storage.database import Database
from tui_clients.storage.invoices import Invoices
from tui_clients.storage.projects import Projects

DAY = date(2026, 3, 1)


@pytest.fixture
def people(database: Database) -> list[Client]:
    clients = Clients(database)
    given = [
        Client(name="Anna", email="anna@example.com", uid="a", country="GB"),
        Client(name="Ben", email="team@example.com", uid="b"),
        Client(name="Ben", email="ben@example.com", uid="b2"),
        Client(name="Cem", email="team@example.com", uid="c"),
    ]
    return [clients.add(client, "me") for client in given]


def _invoices(database: Database, folder: Path, header: str, *rows: str) -> list[Invoice]:
    text = f"client_uid,number,{header}\n" + "".join(f"a,{n},{row}\n" for n, row in enumerate(rows, 1))
    report = bring_in(database, file(folder, text), target="invoices")
    assert codes(report) == []
    return sorted(Invoices(database).of_client(1), key=lambda invoice: invoice.number)


def test_the_sample_comes_in_whole_and_a_second_time_not_at_all(database: Database) -> None:
    names = ("clients", "projects", "invoices", "contacts", "notes")
    first = [bring_in(database, SAMPLE / f"{name}.csv") for name in names]
    assert [report.target for report in first] == list(names)
    assert all(report.created == report.rows > 100 for report in first)
    assert all(report.problem_count == 0 for report in first)
    before = counts(database)
    assert [before[name] for name in ("client", "project", "invoice", "contact", "note")] == [r.rows for r in first]
    second = [bring_in(database, SAMPLE / f"{name}.csv") for name in names]
    assert all(report.skipped == report.rows for report in second)
    assert counts(database) == before | {"import_run": 10}


@pytest.mark.parametrize(
    ("tie", "expected"),
    [
        ("a,,", "a"),
        (",ANNA@example.com,", "a"),
        (",,Anna", "a"),
        ("unknown,,Anna", "a"),
        (",team@example.com,Cem", "c"),
        (",team@example.com,", "ambiguous_client"),
        (",,Ben", "ambiguous_client"),
        (",ben@example.com,Somebody", "b2"),
        (",,Dora", "no_client"),
        (",,", "no_client"),
    ],
)
@pytest.mark.usefixtures("people")
def test_a_project_finds_its_client_or_is_rejected(database: Database, tmp_path: Path, tie: str, expected: str) -> None:
    report = bring_in(database, file(tmp_path, f"client_uid,client_email,client_name,name,budget\n{tie},Site,\n"))
    if expected.endswith("_client"):
        assert (report.rejected, [code for _line, _field, code in codes(report)]) == (1, [expected])
    else:
        assert report.created == 1
        owners = {client.uid for client in everybody(database) if Projects(database).of_client(client.id)}
        assert owners == {expected}


@pytest.mark.usefixtures("people")
def test_a_project_has_its_values(database: Database, tmp_path: Path) -> None:
    header = "client_uid,name,status,start,deadline,budget,currency\n"
    bring_in(database, file(tmp_path, header + 'a,Site,in progress,01.02.2026,2026-03-04,"1.234,50",eur\n'))
    (project,) = Projects(database).of_client(1)
    assert (project.name, project.status) == ("Site", ProjectStatus.IN_PROGRESS)
    assert (project.start, project.deadline) == (date(2026, 2, 1), date(2026, 3, 4))
    assert (project.budget, project.currency) == (123450, "EUR")


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("1234.50", "EUR", 123450),
        ('"1.234,50"', "EUR", 123450),
        ('"1,234"', "EUR", 123400),
        ("1.234", "EUR", 123400),
        ("1234", "JPY", 1234),
        ("1.234", "KWD", 1234),
        ("-5", "EUR", -500),
    ],
)
@pytest.mark.usefixtures("people")
def test_amounts_are_read_as_their_currency_allows(
    database: Database, tmp_path: Path, text: str, currency: str, minor: int
) -> None:
    (invoice,) = _invoices(database, tmp_path, "issue_date,total,currency", f"2026-03-01,{text},{currency}")
    assert (invoice.total, invoice.currency) == (minor, currency)


@pytest.mark.usefixtures("people")
def test_without_a_currency_it_is_the_amounts_sign_or_the_usual_one(database: Database, tmp_path: Path) -> None:
    invoices = _invoices(database, tmp_path, "issue_date,total", "2026-03-01,£ 12.50", "2026-03-01,12.50")
    assert [(invoice.total, invoice.currency) for invoice in invoices] == [(1250, "GBP"), (1250, "EUR")]


@pytest.mark.parametrize(
    ("row", "state", "payments", "status"),
    [
        ("draft,,,", InvoiceState.DRAFT, [], InvoiceStatus.DRAFT),
        ("sent,,,", InvoiceState.ISSUED, [], InvoiceStatus.UNPAID),
        ("overdue,,,", InvoiceState.ISSUED, [], InvoiceStatus.UNPAID),
        ("void,,,", InvoiceState.CANCELED, [], InvoiceStatus.CANCELED),
        ("paid,,2026-03-09,cash", InvoiceState.ISSUED, [(10000, date(2026, 3, 9), "cash")], InvoiceStatus.PAID),
        ("paid,,,", InvoiceState.ISSUED, [(10000, date(2026, 3, 31), "")], InvoiceStatus.PAID),
        ("partial,40,2026-03-09,", InvoiceState.ISSUED, [(4000, date(2026, 3, 9), "")], InvoiceStatus.PARTIAL),
        (",40.00,,", InvoiceState.ISSUED, [(4000, date(2026, 3, 31), "")], InvoiceStatus.PARTIAL),
        ("unpaid,0,,", InvoiceState.ISSUED, [], InvoiceStatus.UNPAID),
    ],
)
@pytest.mark.usefixtures("people")
def test_the_status_of_an_invoice_becomes_payments(
    database: Database,
    tmp_path: Path,
    row: str,
    state: InvoiceState,
    payments: list[tuple[int, date, str]],
    status: InvoiceStatus,
) -> None:
    header = "issue_date,due_date,total,status,paid,paid_on,payment_method"
    (invoice,) = _invoices(database, tmp_path, header, f"2026-03-01,2026-03-31,100,{row}")
    assert invoice.state is state
    assert [(payment.amount, payment.on, payment.method) for payment in invoice.payments] == payments
    assert invoice.status(DAY) is status


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("a,1,2026-03-01,much,EUR", "amount"),
        ("a,1,2026-03-01,,EUR", "required"),
        ("a,,2026-03-01,5,EUR", "required"),
        ("a,1,,5,EUR", "required"),
        ("a,1,2026-03-01,5,XXY", "currency"),
        (f"a,{'9' * 301},2026-03-01,5,EUR", "too_long"),
    ],
)
@pytest.mark.usefixtures("people")
def test_an_invoice_without_number_day_or_amount_is_rejected(
    database: Database, tmp_path: Path, row: str, code: str
) -> None:
    report = bring_in(database, file(tmp_path, f"client_uid,number,issue_date,total,currency\n{row}\n"))
    assert (report.rejected, counts(database)["invoice"]) == (1, 0)
    assert code in [code for _line, _field, code in codes(report)]


@pytest.mark.usefixtures("people")
def test_an_invoice_belongs_to_the_clients_project_of_that_name(database: Database, tmp_path: Path) -> None:
    bring_in(database, file(tmp_path, "client_uid,name,budget\na,Site,\nb,Site,\n"))
    (invoice,) = _invoices(database, tmp_path, "issue_date,total,project", "2026-03-01,5,Site")
    assert invoice.project == "Site"
    assert database.sql("SELECT p.client_id FROM invoice i JOIN project p ON p.id = i.project_id") == [(1,)]


@pytest.mark.usefixtures("people")
def test_an_update_overwrites_what_is_given_and_keeps_the_payments(database: Database, tmp_path: Path) -> None:
    header = "client_uid,number,issue_date,due_date,total,status,paid,note\n"
    bring_in(database, file(tmp_path, header + "a,1,2026-03-01,2026-03-31,100,partial,40,first\n"))
    path = file(tmp_path, header + "a,1,2026-03-01,2026-04-15,120,overdue,,\n")
    assert bring_in(database, path).skipped == 1
    assert bring_in(database, path, on_duplicate="update").updated == 1
    (invoice,) = Invoices(database).of_client(1)
    assert (invoice.total, invoice.due_date, invoice.note, invoice.paid) == (12000, date(2026, 4, 15), "first", 4000)
    assert bring_in(database, path, on_duplicate="update").skipped == 1
    assert bring_in(database, path, on_duplicate="create").created == 1
    assert counts(database)["invoice"] == 2


@pytest.mark.usefixtures("people")
def test_the_same_identifier_twice_in_one_file_is_one_invoice(database: Database, tmp_path: Path) -> None:
    header = "uid,client_uid,number,issue_date,total\n"
    report = bring_in(database, file(tmp_path, header + "x,a,1,2026-03-01,5\nx,b,2,2026-03-01,5\n"))
    assert (report.created, report.skipped) == (1, 1)
    update = bring_in(
        database, file(tmp_path, header + "y,a,3,2026-03-01,5\ny,a,3,2026-03-01,7\n"), on_duplicate="update"
    )
    assert (update.created, update.updated) == (1, 1)
    assert {invoice.uid: invoice.total for invoice in Invoices(database).of_client(1)} == {"x": 500, "y": 700}


@pytest.mark.usefixtures("people")
def test_a_contacts_number_is_read_in_the_country_of_the_client(database: Database, tmp_path: Path) -> None:
    text = "client_uid,name,role,email,phone\na,Dora,Head,dora@example.com,020 7946 0018\nb,Emil,,emil@@x,030 123456\n"
    report = bring_in(database, file(tmp_path, text), country="DE")
    (dora,), (emil,) = Contacts(database).of_client(1), Contacts(database).of_client(2)
    assert (dora.name, dora.role, dora.phone) == ("Dora", "Head", "+442079460018")
    assert (emil.email, emil.phone) == ("emil@@x", "+4930123456")
    assert codes(report) == [(3, "email", "email")]


@pytest.mark.usefixtures("people")
def test_notes_keep_author_time_and_lines(database: Database, tmp_path: Path) -> None:
    text = 'client_uid,text,author,created_at\na,"two\r\nlines",kim,2026-01-02T03:04:05Z\na,undated,,\na,undated,,\n'
    report = bring_in(database, file(tmp_path, text))
    assert (report.created, report.skipped) == (2, 1)
    notes = Notes(database).of_client(1)
    assert [(note.text, note.author) for note in notes] == [("undated", ""), ("two\nlines", "kim")]
    assert notes[1].created_at == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.mark.usefixtures("people")
def test_the_preview_names_the_client_of_each_row(database: Database, tmp_path: Path) -> None:
    path = file(tmp_path, "client_uid,name,budget\na,Site,1\nb,Shop,2\nb,Shop,3\nz,Lost,4\n")
    shown = importing.preview(importing.inspect(path, Settings()), database)
    assert [row.client for row in shown] == ["Anna", "Ben", "Ben", ""]
    expected = [Outcome.CREATED, Outcome.CREATED, Outcome.SKIPPED, Outcome.REJECTED]
    assert [row.outcome for row in shown] == expected
    assert counts(database)["project"] == 0
