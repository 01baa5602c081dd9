"""Sums made by SQLite say what the invoices themselves say."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.totals import totals
from tests.whole_databases import invoices
from tui_clients.domain.ageing import age, ageing
from tui_clients.domain.choices import InvoiceState
from tui_clients.domain.client import Client
from tui_clients.domain.invoice import Invoice, Payment, Totals
from tui_clients.storage import invoice_sums
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database
from tui_clients.storage.invoices import Invoices


@settings(max_examples=40)
@given(st.lists(invoices(), max_size=6), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_the_sums_are_those_of_the_invoices(database: Database, given_: Sequence[Invoice], today: date) -> None:
    client, other = (Clients(database).add(Client(name=name), "kim").id for name in ("Anna", "Bert"))
    with database.transaction():
        Invoices(database).add_many(replace(each, client_id=id_) for each in given_ for id_ in (client, other))
    stored = Invoices(database).rows_of_client(client)
    sums = invoice_sums.of_client(database, client, today)
    assert [each.totals for each in sums] == list(totals(stored, today))
    for each in sums:
        own = [invoice for invoice in stored if invoice.currency == each.totals.currency]
        counts = Counter(invoice.status(today) for invoice in own)
        assert (each.count, dict(each.counts)) == (len(own), counts)
        amounts, invoiced, received, by_age = Counter(), Counter(), Counter(), Counter()  # type: ignore[var-annotated]
        for invoice in own:
            amounts[invoice.status(today)] += invoice.total
            if invoice.open > 0:
                by_age[age(invoice.due_date, today)] += invoice.open
            if invoice.is_demand:
                invoiced[invoice.issue_date.isoformat()[:7]] += invoice.total
            for payment in invoice.payments:
                received[payment.on.isoformat()[:7]] += payment.amount
        assert (each.amounts, each.invoiced, each.received) == (amounts, invoiced, received)
        found = ageing(each.open_by_due, today)
        assert {age: amount for age, amount in found.open.items() if amount} == by_age
        assert found.credit == -sum(invoice.open for invoice in own if invoice.open < 0)


def test_invoices_are_made_when_they_are_looked_at(database: Database) -> None:
    client = Clients(database).add(Client(name="Anna"), "kim").id
    day = date(2026, 1, 1)
    Invoices(database).add_many(Invoice(f"R-{n}", day, day, "EUR", n, client_id=client) for n in range(5))
    rows = Invoices(database).rows_of_client(client)
    assert (len(rows), rows[0].number, rows[-1].number) == (5, "R-4", "R-0")
    assert [each.number for each in rows[1:3]] == ["R-3", "R-2"]
    assert list(rows) == Invoices(database).of_client(client)


DUE = date(2026, 3, 31)
LATE = DUE + timedelta(days=1)


def invoice(total: int, *paid: int, state: InvoiceState = InvoiceState.ISSUED, currency: str = "EUR") -> Invoice:
    payments = tuple(Payment(amount, DUE) for amount in paid)
    return Invoice("R-1", date(2026, 3, 1), DUE, currency, total, state, payments)


def summed(database: Database, given_: Sequence[Invoice], today: date) -> list[Totals]:
    """Return the totals of a new client who has some invoices."""
    client = Clients(database).add(Client(name="Anna"), "kim").id
    Invoices(database).add_many(replace(each, client_id=client) for each in given_)
    return [each.totals for each in invoice_sums.of_client(database, client, today)]


def test_currencies_are_never_added_up_and_the_most_used_comes_first(database: Database) -> None:
    those = [
        invoice(7000, currency="JPY"),
        invoice(100, 40),
        invoice(200, 200),
        invoice(50, currency="CHF"),
        invoice(1000, state=InvoiceState.DRAFT),
        invoice(1000, state=InvoiceState.CANCELED),
    ]
    assert summed(database, those, LATE) == [
        Totals("EUR", invoiced=300, paid=240, open=60, overdue=60),
        Totals("CHF", invoiced=50, paid=0, open=50, overdue=50),
        Totals("JPY", invoiced=7000, paid=0, open=7000, overdue=7000),
    ]
    assert summed(database, those, DUE)[0].overdue == 0
    assert summed(database, [], DUE) == []


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 10**15), st.lists(st.integers(-(10**15), 10**15), max_size=4)), max_size=8))
def test_invoiced_is_paid_and_open_together(database: Database, figures: list[tuple[int, list[int]]]) -> None:
    for total in summed(database, [invoice(amount, *paid) for amount, paid in figures], LATE):
        assert total.invoiced == total.paid + total.open
