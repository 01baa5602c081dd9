from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import strategies
from tui_clients.domain.choices import InvoiceState, InvoiceStatus, ProjectStatus
from tui_clients.domain.client import Client
from tui_clients.domain.invoice import Invoice, Payment
from tui_clients.domain.project import Project
from tui_clients.errors import DatabaseRefused
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database
from tui_clients.storage.invoices import Invoices
from tui_clients.storage.projects import Projects

ISSUED, DUE = date(2026, 1, 1), date(2026, 1, 31)
PAYMENTS = (Payment(300, date(2026, 1, 10), "transfer"), Payment(-100, date(2026, 1, 12)))
LARGEST = 10**15


@pytest.fixture
def client(clients: Clients) -> Client:
    clients.add(Client(name="Another"), "me")
    return clients.add(Client(name="Anna"), "me")


def invoice(client: Client, number: str = "R-1", **values: object) -> Invoice:
    return replace(Invoice(number, ISSUED, DUE, "EUR", 1000, client_id=client.id), **values)  # type: ignore[arg-type]


def without_payment_ids(given: Invoice) -> Invoice:
    return replace(given, payments=tuple(replace(payment, id=0) for payment in given.payments))


def test_an_invoice_is_read_as_it_was_stored(database: Database, client: Client) -> None:
    project = Projects(database).add(Project("Website", client_id=client.id))
    given = invoice(client, state=InvoiceState.DRAFT, payments=PAYMENTS, project="Website", note="n\r\nm", uid="I-1")
    stored = Invoices(database).add(given)
    assert stored == replace(given, id=stored.id, version=1, project_uid=project.uid)
    (read,) = Invoices(database).of_client(client.id)
    assert without_payment_ids(read) == stored
    assert len({payment.id for payment in read.payments} - {0}) == 2
    assert read.status(DUE) is InvoiceStatus.DRAFT


@settings(max_examples=50)
@given(
    number=strategies.text(),
    note=strategies.text(),
    days=st.tuples(st.dates(), st.dates()),
    total=st.integers(-LARGEST, LARGEST),
    payments=st.lists(
        st.builds(Payment, st.integers(-LARGEST, LARGEST), st.dates(), strategies.text()), max_size=4
    ),
)  # fmt: skip
def test_every_invoice_is_read_as_it_was_stored(
    database: Database, number: str, note: str, days: tuple[date, date], total: int, payments: list[Payment]
) -> None:
    owner = Clients(database).add(Client(name="Anna"), "me")
    in_order = tuple(sorted(payments, key=lambda payment: payment.on))
    given = Invoice(number, *days, "JPY", total, payments=in_order, note=note, client_id=owner.id)
    Invoices(database).add(given)
    (read,) = Invoices(database).of_client(owner.id)
    assert replace(without_payment_ids(read), uid="", id=0, version=0) == given


def test_invoices_belong_to_their_client_the_latest_first(database: Database, client: Client) -> None:
    invoices = Invoices(database)
    other = replace(client, id=1)
    days = {"R-1": date(2026, 1, 1), "R-2": date(2026, 3, 1), "R-3": date(2026, 2, 1), "R-4": date(2026, 3, 1)}
    for number, day in days.items():
        invoices.add(invoice(client, number, issue_date=day, payments=PAYMENTS))
    invoices.add(invoice(other, "X"))
    assert [found.number for found in invoices.of_client(client.id)] == ["R-4", "R-2", "R-3", "R-1"]
    assert [found.paid for found in invoices.of_client(client.id)] == [200] * 4
    assert [(found.number, found.paid) for found in invoices.of_client(other.id)] == [("X", 0)]
    assert invoices.of_client(99) == []


def test_many_invoices_are_stored_like_one(database: Database, client: Client) -> None:
    Projects(database).add(Project("Website", client_id=client.id))
    Projects(database).add(Project("Website", client_id=1))
    given = [invoice(client, f"R-{n}", payments=PAYMENTS[: n % 3], project="Website") for n in range(9)]
    with database.transaction():
        stored = Invoices(database).add_many(one for one in given)
    read = [without_payment_ids(one) for one in Invoices(database).of_client(client.id)]
    assert read == stored[::-1]
    assert {one.project for one in read} == {"Website"}
    assert len({one.uid for one in stored}) == 9


def test_an_invoice_is_found_by_its_uid_else_by_its_number_at_its_client(database: Database, client: Client) -> None:
    invoices = Invoices(database)
    first = invoices.add(invoice(client, uid="I-1", payments=PAYMENTS))
    second = invoices.add(invoice(replace(client, id=1), uid="I-2"))
    by_uid = invoices.find(invoice(client, "another number", uid="I-1"))
    assert by_uid is not None
    assert without_payment_ids(by_uid) == first
    by_number = invoices.find(invoice(replace(client, id=1)))
    assert by_number == second
    assert invoices.find(invoice(client, "R-9")) is None
    assert invoices.find(invoice(client, uid="I-9")) is None


def test_a_changed_invoice_has_its_new_payments_only(database: Database, client: Client) -> None:
    invoices = Invoices(database)
    other = invoices.add(invoice(client, "R-2", payments=PAYMENTS))
    stored = invoices.add(invoice(client, payments=PAYMENTS))
    paid = (Payment(1000, DUE, "cash"),)
    invoices.update(replace(stored, total=2000, payments=paid, state=InvoiceState.CANCELED, note="x"))
    found = {one.number: without_payment_ids(one) for one in invoices.of_client(client.id)}
    assert found["R-1"] == replace(stored, total=2000, payments=paid, state=InvoiceState.CANCELED, note="x", version=2)
    assert found["R-2"] == other


def test_an_invoice_of_nobody_is_refused(database: Database, client: Client) -> None:
    with pytest.raises(DatabaseRefused):
        Invoices(database).add(invoice(replace(client, id=99)))


@settings(max_examples=50)
@given(
    name=strategies.text(),
    status=st.sampled_from(ProjectStatus),
    days=st.tuples(st.none() | st.dates(), st.none() | st.dates()),
    budget=st.none() | st.integers(-LARGEST, LARGEST),
)
def test_every_project_is_read_as_it_was_stored(
    database: Database, name: str, status: ProjectStatus, days: tuple[date | None, date | None], budget: int | None
) -> None:
    owner = Clients(database).add(Client(name="Anna"), "me")
    given = Project(name, status, *days, budget, "EUR", client_id=owner.id)
    stored = Projects(database).add(given)
    assert stored == replace(given, uid=stored.uid, id=stored.id, version=1)
    assert Projects(database).of_client(owner.id) == [stored]


def test_projects_belong_to_their_client_the_latest_start_first(database: Database, client: Client) -> None:
    projects = Projects(database)
    starts = {"a": None, "b": date(2026, 1, 1), "c": date(2026, 3, 1), "d": None, "e": date(2026, 3, 1)}
    for name, start in starts.items():
        projects.add(Project(name, start=start, client_id=client.id))
    projects.add(Project("x", client_id=1))
    assert [project.name for project in projects.of_client(client.id)] == ["c", "e", "b", "a", "d"]
    assert [project.name for project in projects.of_client(1)] == ["x"]


def test_a_project_is_found_by_its_uid_else_by_its_name_at_its_client(database: Database, client: Client) -> None:
    projects = Projects(database)
    first = projects.add(Project("Website", uid="P-1", client_id=client.id))
    second = projects.add(Project("Website", client_id=1))
    assert projects.find(Project("another name", uid="P-1")) == first
    assert projects.find(Project("Website", client_id=1)) == second
    assert projects.find(Project("Website", client_id=client.id)) == first
    assert projects.find(Project("website", client_id=client.id)) is None
    assert projects.find(Project("Website", uid="P-9", client_id=client.id)) is None


def test_a_changed_project_is_stored_and_its_invoices_follow_its_name(database: Database, client: Client) -> None:
    projects = Projects(database)
    stored = projects.add(Project("Website", client_id=client.id))
    Invoices(database).add(invoice(client, project="Website"))
    projects.update(replace(stored, name="Shop", budget=5, status=ProjectStatus.FINISHED))
    assert projects.of_client(client.id) == [
        replace(stored, name="Shop", budget=5, status=ProjectStatus.FINISHED, version=2)
    ]
    assert Invoices(database).of_client(client.id)[0].project == "Shop"


def test_a_project_that_only_an_invoice_names_is_added(database: Database, clients: Clients) -> None:
    client = clients.add(Client(name="Anna"), "tester")
    day = date(2026, 1, 5)
    invoice = Invoice("1", day, day, "EUR", 100, project="New roof", client_id=client.id)
    with database.transaction():
        Invoices(database).add_many([invoice, replace(invoice, number="2")])
    assert [project.name for project in Projects(database).of_client(client.id)] == ["New roof"]
    assert {stored.project for stored in Invoices(database).of_client(client.id)} == {"New roof"}
