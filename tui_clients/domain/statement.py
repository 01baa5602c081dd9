"""The statement of a client's account: what was owed, what came in, what is owed, in a period.

What counts, and on which day:
- An invoice counts with its total on its issue date. Drafts and canceled invoices stay out, and so do the payments
  on them, as they do in what is open.
- A payment counts on the day it came in, whatever the date of its invoice. One above what is open, or before the
  invoice, leaves a credit: a balance below zero.
- The opening balance is all of that before the first day of the period, the closing balance all up to its last day,
  so that the closing balance of a period is the opening one of the next.
- The ageing is that of what is open at the end of the last day. Less the credit it is the closing balance.
- Currencies are never added up: each has a statement of its own.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import accumulate, islice
from typing import NamedTuple

from tui_clients.domain.ageing import Ageing, ageing
from tui_clients.domain.client import Client
from tui_clients.domain.invoice import Invoice, by_currency


class Kind(Enum):
    """What moves an account; the value is its name in files."""

    INVOICE = "invoice"
    PAYMENT = "payment"


_Movement = tuple[date, Kind, str, int, date | None, str]  # an entry without its balance


class Entry(NamedTuple):
    """One movement; `amount` is in minor units as it changes the balance, so payments are below zero.

    `number` is the invoice's, `due` its due date; a payment has a `method` and no due date. `balance` is what is owed
    after it.
    """

    on: date
    kind: Kind
    number: str
    amount: int
    due: date | None
    method: str
    balance: int


@dataclass(frozen=True, slots=True)
class Statement:
    """The account in one currency from `start` (None: its beginning) to `end`, both included, in minor units."""

    currency: str
    start: date | None
    end: date
    opening: int
    entries: Sequence[Entry]
    ageing: Ageing

    @property
    def invoiced(self) -> int:
        """Return the sum of the period's invoices."""
        return sum(entry.amount for entry in self.entries if entry.kind is Kind.INVOICE)

    @property
    def paid(self) -> int:
        """Return the sum of the period's payments."""
        return -sum(entry.amount for entry in self.entries if entry.kind is Kind.PAYMENT)

    @property
    def closing(self) -> int:
        """Return what is owed at the end; below zero it is a credit."""
        return self.entries[-1].balance if self.entries else self.opening


@dataclass(frozen=True, slots=True)
class Account:
    """The statements of a client for a period, one for each currency."""

    client: Client
    start: date | None
    end: date
    statements: Sequence[Statement]


def account(client: Client, invoices: Iterable[Invoice], start: date | None, end: date) -> Account:
    """Return the statements of a client's invoices."""
    return Account(client, start, end, statements(invoices, start, end))


def statements(invoices: Iterable[Invoice], start: date | None, end: date) -> tuple[Statement, ...]:
    """Return the statement of each currency that has an invoice to count up to `end`, the most used first."""
    demands = [invoice for invoice in invoices if invoice.is_demand]
    found = (_statement(currency, group, start, end) for currency, group in by_currency(demands))
    return tuple(each for each in found if each is not None)


def _statement(currency: str, invoices: Sequence[Invoice], start: date | None, end: date) -> Statement | None:
    first = start or date.min
    movements = [movement for invoice in invoices for movement in _movements(invoice) if movement[0] <= end]
    if not movements:
        return None
    opening = sum(amount for on, _kind, _number, amount, _due, _method in movements if on < first)
    inside = sorted((movement for movement in movements if movement[0] >= first), key=_order)
    balances = islice(accumulate((movement[3] for movement in inside), initial=opening), 1, None)
    entries = [Entry(*movement, balance) for movement, balance in zip(inside, balances, strict=True)]
    return Statement(currency, start, end, opening, entries, _ageing(invoices, end))


def _movements(invoice: Invoice) -> Iterator[_Movement]:
    yield invoice.issue_date, Kind.INVOICE, invoice.number, invoice.total, invoice.due_date, ""
    for payment in invoice.payments:
        yield payment.on, Kind.PAYMENT, invoice.number, -payment.amount, None, payment.method


def _order(movement: _Movement) -> tuple[date, bool, str]:
    """Return by what movements are sorted: the invoices of a day stand before its payments."""
    return movement[0], movement[1] is Kind.PAYMENT, movement[2]


def _ageing(invoices: Iterable[Invoice], end: date) -> Ageing:
    """Return the ageing at the end of a day; what was paid before there was an invoice is a credit."""
    return ageing(((invoice.due_date, _open(invoice, end)) for invoice in invoices), end)


def _open(invoice: Invoice, end: date) -> int:
    paid = sum(payment.amount for payment in invoice.payments if payment.on <= end)
    return (invoice.total if invoice.issue_date <= end else 0) - paid
