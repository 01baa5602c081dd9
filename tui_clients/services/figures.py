"""What charts show of invoices and projects: by status, by month, by age; pure functions, no text."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tui_clients.domain.ageing import Ageing, ageing
from tui_clients.domain.choices import InvoiceStatus, ProjectStatus
from tui_clients.domain.invoice import Invoice, Totals, by_currency, total_of
from tui_clients.domain.project import Project


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


def of_invoices(invoices: Iterable[Invoice], today: date) -> tuple[Figures, ...]:
    """Return the figures of each currency, the one with the most invoices first."""
    return tuple(
        Figures(
            total_of(currency, group, today),
            invoices_by_status(group, today),
            by_month(group, today, MOST_MONTHS),
            ageing([(invoice.due_date, invoice.open) for invoice in group if invoice.is_demand], today),
        )
        for currency, group in by_currency(invoices)
    )


def invoices_by_status(invoices: Iterable[Invoice], today: date) -> ByStatus:
    """Return where invoices of one currency stand on `today`, in the order of the statuses."""
    totals: dict[str, list[int]] = {}
    for invoice in invoices:
        totals.setdefault(invoice.status(today).value, []).append(invoice.total)
    found = {status: totals[status.value] for status in InvoiceStatus if status.value in totals}
    return ByStatus({s: len(each) for s, each in found.items()}, {s: sum(each) for s, each in found.items()})


def projects_by_status(projects: Iterable[Project]) -> dict[ProjectStatus, int]:
    """Return how many projects stand where, in the order of the statuses, without those nobody has."""
    found = Counter(project.status for project in projects)
    return {status: found[status] for status in ProjectStatus if status in found}


def by_month(invoices: Iterable[Invoice], today: date, months: int = 12) -> Sequence[Month]:
    """Return the last `months` calendar months up to that of `today`, oldest first, of invoices of one currency.

    Invoices count in the month of their date, unless drafted or canceled, payments in the month they came in.
    """
    invoiced: Counter[tuple[int, int]] = Counter()
    paid: Counter[tuple[int, int]] = Counter()
    for invoice in invoices:
        if invoice.is_demand:
            invoiced[_key(invoice.issue_date)] += invoice.total
        for payment in invoice.payments:
            paid[_key(payment.on)] += payment.amount
    firsts = [_months_before(today, back) for back in reversed(range(months))]
    return [Month(first, invoiced[_key(first)], paid[_key(first)]) for first in firsts]


def _key(day: date) -> tuple[int, int]:
    return day.year, day.month


def _months_before(day: date, months: int) -> date:
    """Return the first day of the month that many months before that of `day`."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, 1)
