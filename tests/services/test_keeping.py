"""What is proposed and what is refused when something of a client is saved."""

from dataclasses import replace
from datetime import date

import pytest

from tui_clients.domain.choices import InvoiceState
from tui_clients.domain.client import Client, Contact
from tui_clients.domain.invoice import Invoice, Move, Payment
from tui_clients.domain.items import ItemKind
from tui_clients.domain.project import Project
from tui_clients.domain.validate import Code
from tui_clients.errors import EditConflict, Refused
from tui_clients.services import keeping
from tui_clients.services.keeping import Overpaid, Wrong
from tui_clients.settings import Settings
from tui_clients.storage import trash
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database
from tui_clients.storage.invoices import Invoices

TODAY = date(2026, 3, 4)
SETTINGS = Settings(user="kim", currency="CHF", invoice_terms=10)


@pytest.fixture
def anna(clients: Clients) -> int:
    return clients.add(Client(name="Anna"), "kim").id


@pytest.fixture
def bert(clients: Clients) -> int:
    return clients.add(Client(name="Bert"), "kim").id


def begun(database: Database, client: int, settings: Settings = SETTINGS, **values: object) -> Invoice:
    item = keeping.blank(database, settings, ItemKind.INVOICE, client, TODAY)
    assert isinstance(item, Invoice)
    return replace(item, **{"total": 1000, **values})  # type: ignore[arg-type]


def test_an_invoice_begins_with_number_days_and_currency(database: Database, anna: int, bert: int) -> None:
    first = begun(database, anna)
    assert (first.number, first.issue_date, first.due_date, first.currency) == (
        "2026-0001", TODAY, date(2026, 3, 14), "CHF",
    )  # fmt: skip
    for number, currency in (("2026-0041", "EUR"), ("2026-0009x", "EUR"), ("2025-0999", "USD"), ("2026-", "CHF")):
        keeping.save(database, SETTINGS, replace(first, number=number, currency=currency), "kim")
    assert begun(database, anna).currency == "EUR"
    assert begun(database, bert).currency == "CHF"
    assert begun(database, bert).number == "2026-0042"
    own = replace(SETTINGS, invoice_series="client", invoice_number="R{number}")
    assert begun(database, bert, own).number == "R1"
    stored = keeping.save(database, own, begun(database, anna, own), "kim")
    assert (stored.number, begun(database, anna, own).number, begun(database, bert, own).number) == ("R1", "R2", "R1")
    trash.delete(database, ItemKind.INVOICE, [stored.id], "kim")
    assert begun(database, anna, own).number == "R2"  # it may come back


def test_a_number_stands_once_in_its_series(database: Database, anna: int, bert: int) -> None:
    stored = keeping.save(database, SETTINGS, begun(database, anna, number="R-1"), "kim")
    with pytest.raises(Wrong) as wrong:
        keeping.save(database, SETTINGS, begun(database, bert, number="R-1"), "kim")
    assert [(problem.field, problem.code) for problem in wrong.value.problems] == [("number", Code.NUMBER_TAKEN)]
    keeping.save(database, replace(SETTINGS, invoice_series="client"), begun(database, bert, number="R-1"), "kim")
    assert keeping.save(database, SETTINGS, replace(stored, note="x"), "kim").note == "x"  # what is there may stay


def test_what_an_import_kept_may_stay_until_it_is_changed(database: Database, anna: int) -> None:
    early = date(2026, 1, 1)
    (odd,) = Invoices(database).add_many([Invoice("R-1", TODAY, early, "XYZ", 1000, client_id=anna)])
    noted = keeping.save(database, SETTINGS, replace(odd, note="x"), "kim")
    for change, field in ({"total": 5}, "currency"), ({"issue_date": date(2026, 2, 2)}, "due_date"):
        with pytest.raises(Wrong) as wrong:
            keeping.save(database, SETTINGS, replace(noted, **change), "kim")
        assert [problem.field for problem in wrong.value.problems] == [field]


def test_a_payment_above_what_is_open_is_asked_and_kept_as_credit(database: Database, anna: int) -> None:
    invoice = keeping.save(database, SETTINGS, begun(database, anna), "kim")
    payment = keeping.blank(database, SETTINGS, ItemKind.PAYMENT, invoice.id, TODAY)
    assert payment == Payment(1000, TODAY)
    assert isinstance(payment, Payment)
    paid = keeping.save(database, SETTINGS, replace(payment, amount=600), "kim")
    with pytest.raises(Overpaid) as over:
        keeping.save(database, SETTINGS, replace(payment, amount=401), "kim")
    assert (over.value.excess, over.value.invoice.number) == (1, invoice.number)
    keeping.save(database, SETTINGS, replace(payment, amount=401), "kim", may_exceed=True)
    (stored,) = Invoices(database).of_client(anna)
    assert (stored.paid, stored.open) == (1001, -1)
    with pytest.raises(EditConflict):
        keeping.save(database, SETTINGS, replace(paid, amount=5), "kim")
    with pytest.raises(Wrong) as wrong:
        keeping.save(database, SETTINGS, replace(stored, currency="EUR"), "kim")
    assert [problem.code for problem in wrong.value.problems] == [Code.PAID]


def test_canceled_and_draft_invoices_take_no_payment(database: Database, anna: int) -> None:
    draft = keeping.save(database, SETTINGS, begun(database, anna, state=InvoiceState.DRAFT), "kim")
    payment = Payment(5, TODAY, invoice_id=draft.id)
    with pytest.raises(Refused, match="draft"):
        keeping.save(database, SETTINGS, payment, "kim")
    issued = keeping.decide(database, draft, Move.ISSUE, "kim")
    canceled = keeping.decide(database, issued, Move.CANCEL, "kim")
    with pytest.raises(Refused, match="canceled"):
        keeping.save(database, SETTINGS, payment, "kim")
    with pytest.raises(Refused, match="canceled already"):
        keeping.decide(database, canceled, Move.CANCEL, "kim")
    with pytest.raises(EditConflict):
        keeping.decide(database, draft, Move.CANCEL, "kim")
    reopened = keeping.decide(database, canceled, Move.REOPEN, "kim")
    keeping.save(database, SETTINGS, payment, "kim")
    assert reopened.state is InvoiceState.ISSUED


def test_a_project_that_is_gone_is_said_beside_its_field(database: Database, anna: int, bert: int) -> None:
    project = keeping.save(database, SETTINGS, Project("Web", client_id=anna), "kim")
    begun_ = begun(database, anna, project="Web")
    trash.delete(database, ItemKind.PROJECT, [project.id], "lee")
    with pytest.raises(Wrong) as wrong:
        keeping.save(database, SETTINGS, begun_, "kim")
    assert [(problem.field, problem.code) for problem in wrong.value.problems] == [("project", Code.PROJECT)]
    assert Invoices(database).of_client(anna) == []
    with pytest.raises(Wrong):
        keeping.save(database, SETTINGS, Contact(" ", client_id=bert), "kim")
