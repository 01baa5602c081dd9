"""Invoices as they come from their rows: made when they are looked at, since a client may have ten thousand."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, overload

from tui_clients.domain.choices import InvoiceState
from tui_clients.domain.invoice import Invoice, Payment
from tui_clients.storage.database import Database

_COLUMNS = """t.number, t.issue_date, t.due_date, t.currency, t.total, t.state, coalesce(p.name, ''), t.note, t.uid,
    t.id, t.client_id, t.version, coalesce(p.uid, '')"""
_SELECT = f"SELECT {_COLUMNS} FROM invoice AS t LEFT JOIN project AS p ON p.id = t.project_id"
_PAYMENTS = """SELECT y.invoice_id, y.amount, y.paid_on, y.method, y.id FROM invoice AS t
    CROSS JOIN payment AS y ON y.invoice_id = t.id"""
LATEST_FIRST = "t.issue_date DESC, t.number DESC, t.id"

_STATES = {state.value: state for state in InvoiceState}
_ID, _VERSION = 9, 11  # in `_COLUMNS`
_day = lru_cache(maxsize=4096)(date.fromisoformat)

_Paid = Mapping[int, list[tuple[Any, ...]]]


class InvoiceRows(Sequence[Invoice]):
    """Invoices with their payments, each made when it is asked for."""

    def __init__(self, rows: Sequence[tuple[Any, ...]], paid: _Paid) -> None:
        self._rows = rows
        self._paid = paid

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Invoice: ...

    @overload
    def __getitem__(self, index: slice) -> "InvoiceRows": ...

    def __getitem__(self, index: int | slice) -> "Invoice | InvoiceRows":
        """Return an invoice, or some."""
        if isinstance(index, slice):
            return InvoiceRows(self._rows[index], self._paid)
        return self._made(self._rows[index])

    def __iter__(self) -> Iterator[Invoice]:
        """Yield each."""
        return map(self._made, self._rows)

    def _made(self, row: tuple[Any, ...]) -> Invoice:
        number, issued, due, currency, total, state, *rest = row
        version = row[_VERSION]
        payments = tuple(
            Payment(amount, _day(on), method, id_, invoice_id, version)
            for invoice_id, amount, on, method, id_ in self._paid.get(row[_ID], ())
        )
        return Invoice(number, _day(issued), _day(due), currency, total, _STATES[state], payments, *rest)


def read(database: Database, condition: str, *values: Any, order: str = LATEST_FIRST) -> InvoiceRows:
    """Return the invoices `t` that meet a condition in SQL."""
    rows = database.sql(f"{_SELECT} WHERE {condition} ORDER BY {order}", *values)
    paid: dict[int, list[tuple[Any, ...]]] = {}
    for payment in database.sql(f"{_PAYMENTS} WHERE {condition} ORDER BY y.paid_on, y.id", *values):
        paid.setdefault(payment[0], []).append(payment)
    return InvoiceRows(rows, paid)
