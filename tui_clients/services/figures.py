"""What charts show of invoices and projects: counts by status, sums by month; pure functions, no text."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tui_clients.domain.choices import InvoiceStatus, ProjectStatus
from tui_clients.domain.invoice import Invoice
from tui_clients.domain.project import Project


@dataclass(frozen=True, slots=True)
class Month:
    """What was invoiced and what was paid in a calendar month, in minor units of one currency."""

    first: date
    invoiced: int = 0
    paid: int = 0


def invoices_by_status(invoices: Iterable[Invoice], today: date) -> dict[InvoiceStatus, int]:
    """Return how many invoices stand where on `today`, in the order of the statuses, without those nobody has."""
    found = Counter(invoice.status(today) for invoice in invoices)
    return {status: found[status] for status in InvoiceStatus if status in found}


def projects_by_status(projects: Iterable[Project]) -> dict[ProjectStatus, int]:
    """Return how many projects stand where, in the order of the statuses, without those nobody has."""
    found = Counter(project.status for project in projects)
    return {status: found[status] for status in ProjectStatus if status in found}


def by_month(invoices: Iterable[Invoice], currency: str, today: date, months: int = 12) -> Sequence[Month]:
    """Return the last `months` calendar months up to that of `today`, oldest first.

    Invoices count in the month of their date, unless drafted or canceled, payments in the month they came in.
    Other currencies stay out.
    """
    invoiced: Counter[tuple[int, int]] = Counter()
    paid: Counter[tuple[int, int]] = Counter()
    for invoice in invoices:
        if invoice.currency != currency:
            continue
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
