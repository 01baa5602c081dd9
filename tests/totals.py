"""What invoices themselves say in each currency, against which sums made by SQLite are held."""

from collections.abc import Iterable
from datetime import date

from tui_clients.domain.invoice import Invoice, Totals, by_currency


def totals(invoices: Iterable[Invoice], today: date) -> tuple[Totals, ...]:
    """Return the figures of each currency, the one with the most invoices first."""
    return tuple(total_of(currency, group, today) for currency, group in by_currency(invoices))


def total_of(currency: str, invoices: Iterable[Invoice], today: date) -> Totals:
    """Return the figures of invoices that are all in one currency."""
    invoiced = paid = still_open = overdue = 0
    for invoice in invoices:
        received = invoice.paid
        paid += received
        if invoice.is_demand:
            rest = invoice.total - received
            invoiced += invoice.total
            still_open += rest
            overdue += rest if rest > 0 and invoice.due_date < today else 0
    return Totals(currency, invoiced, paid, still_open, overdue)
