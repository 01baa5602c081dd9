"""What charts show of a client's invoices: by status, by month, by age; no text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tui_clients.domain.ageing import Ageing, ageing
from tui_clients.domain.choices import InvoiceStatus
from tui_clients.domain.invoice import Totals
from tui_clients.storage import invoice_sums
from tui_clients.storage.database import Database
from tui_clients.storage.invoice_sums import Sums


@dataclass(frozen=True, slots=True)
class Month:
    """What was invoiced and what was paid in a calendar month, in minor units of one currency."""

    first: date
    invoiced: int = 0
    paid: int = 0


@dataclass(frozen=True, slots=True)
class ByStatus:
    """How many invoices stand where and their totals in minor units, without the statuses nobody has."""

    counts: Mapping[InvoiceStatus, int]
    amounts: Mapping[InvoiceStatus, int]


@dataclass(frozen=True, slots=True)
class Figures:
    """What is drawn of a client's invoices in one currency."""

    totals: Totals
    by_status: ByStatus
    months: Sequence[Month]
    """The last `MOST_MONTHS`, the oldest first."""
    ageing: Ageing

    @property
    def currency(self) -> str:
        """The currency of all amounts."""
        return self.totals.currency


MOST_MONTHS = 24


def of_client(database: Database, client_id: int, today: date) -> tuple[Figures, ...]:
    """Return the figures of each currency of a client, the one with the most invoices first."""
    return tuple(
        Figures(
            sums.totals,
            ByStatus(sums.counts, sums.amounts),
            by_month(sums, today, MOST_MONTHS),
            ageing(sums.open_by_due, today),
        )
        for sums in invoice_sums.of_client(database, client_id, today)
    )


def by_month(sums: Sums, today: date, months: int) -> Sequence[Month]:
    """Return the last `months` calendar months up to that of `today`, the oldest first.

    Invoices count in the month of their date, unless drafted or canceled, payments in the month they came in.
    """
    firsts = [_months_before(today, back) for back in reversed(range(months))]
    return [Month(first, sums.invoiced.get(_key(first), 0), sums.received.get(_key(first), 0)) for first in firsts]


def _key(day: date) -> str:
    return day.isoformat()[:7]


def _months_before(day: date, months: int) -> date:
    """Return the first day of the month that many months before that of `day`."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, 1)
