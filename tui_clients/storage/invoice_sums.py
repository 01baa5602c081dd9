"""Sums over a client's invoices, made by SQLite: what cards and charts show of ten thousand of them.

They are grouped, so that whoever asks need not see each invoice; currencies are never added up.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from tui_clients.domain.ageing import LONGEST
from tui_clients.domain.choices import InvoiceStatus
from tui_clients.domain.invoice import Totals
from tui_clients.storage.database import Database

_STATUS = """CASE WHEN state <> 'issued' THEN state WHEN paid >= total THEN 'paid' WHEN due_date < ? THEN 'overdue'
    WHEN paid <> 0 THEN 'partial' ELSE 'unpaid' END"""
_GROUPS = f"""SELECT currency, {_STATUS}, {" + ".join(["(due_date >= ?)"] * len(LONGEST))}, max(due_date), count(*),
    sum(total), sum(paid) FROM invoice WHERE client_id = ? GROUP BY 1, 2, 3"""
_INVOICED = """SELECT currency, substr(issue_date, 1, 7), sum(total) FROM invoice
    WHERE client_id = ? AND state = 'issued' GROUP BY 1, 2"""
_RECEIVED = """SELECT t.currency, substr(y.paid_on, 1, 7), sum(y.amount) FROM invoice AS t
    CROSS JOIN payment AS y ON y.invoice_id = t.id WHERE t.client_id = ? GROUP BY 1, 2"""


@dataclass(frozen=True, slots=True)
class Sums:
    """What the invoices of one currency add up to, in minor units.

    `counts` and `amounts` (of the totals) are by status; `invoiced` and `received` by month ("2026-01"); `open_by_due`
    has what is open of issued invoices, one day for all that are of one age, and what was paid too much (below zero).
    """

    totals: Totals
    count: int
    counts: Mapping[InvoiceStatus, int]
    amounts: Mapping[InvoiceStatus, int]
    invoiced: Mapping[str, int]
    received: Mapping[str, int]
    open_by_due: Sequence[tuple[date, int]]


@dataclass(slots=True)
class _Book:
    """The sums of one currency while they are made."""

    paid: int = 0
    counts: Counter[InvoiceStatus] = field(default_factory=Counter)
    amounts: Counter[InvoiceStatus] = field(default_factory=Counter)
    open: Counter[tuple[InvoiceStatus, date]] = field(default_factory=Counter)


_NO_DEMAND = frozenset({InvoiceStatus.DRAFT, InvoiceStatus.CANCELED})


def of_client(database: Database, client_id: int, today: date) -> tuple[Sums, ...]:
    """Return the sums of each currency of a client, the one with the most invoices first."""
    books: dict[str, _Book] = {}
    ages = [(today - timedelta(days)).isoformat() for days in LONGEST.values()]
    for currency, word, _age, due, count, total, paid in database.sql(_GROUPS, today.isoformat(), *ages, client_id):
        book, status = books.setdefault(currency, _Book()), InvoiceStatus(word)
        book.counts[status] += count
        book.amounts[status] += total
        book.paid += paid
        if status not in _NO_DEMAND and total != paid:
            book.open[status, date.fromisoformat(due)] += total - paid
    invoiced, received = (_months(database, statement, client_id) for statement in (_INVOICED, _RECEIVED))
    ordered = sorted(books.items(), key=lambda item: (-item[1].counts.total(), item[0]))
    return tuple(
        _sums(currency, book, invoiced.get(currency, {}), received.get(currency, {})) for currency, book in ordered
    )


def _months(database: Database, statement: str, client_id: int) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for currency, month, amount in database.sql(statement, client_id):
        found.setdefault(currency, {})[month] = amount
    return found


def _sums(currency: str, book: _Book, invoiced: Mapping[str, int], received: Mapping[str, int]) -> Sums:
    by_due = [(due, amount) for (_status, due), amount in book.open.items()]
    totals = Totals(
        currency,
        invoiced=sum(amount for status, amount in book.amounts.items() if status not in _NO_DEMAND),
        paid=book.paid,
        open=sum(amount for _due, amount in by_due),
        overdue=sum(amount for (status, _due), amount in book.open.items() if status is InvoiceStatus.OVERDUE),
    )
    return Sums(
        totals, book.counts.total(), _in_order(book.counts), _in_order(book.amounts), invoiced, received, by_due
    )


def _in_order(found: Mapping[InvoiceStatus, int]) -> dict[InvoiceStatus, int]:
    return {status: found[status] for status in InvoiceStatus if status in found}
