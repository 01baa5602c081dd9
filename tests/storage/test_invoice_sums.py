"""Sums made by SQLite say what the invoices themselves say."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.whole_databases import invoices
from tui_clients.domain.ageing import age, ageing
from tui_clients.domain.client import Client
from tui_clients.domain.invoice import Invoice, totals
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
