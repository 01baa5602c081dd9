"""The invoices of a client: what is owed, how it came about, and every invoice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from textual.app import ComposeResult

from tui_clients.domain.choices import InvoiceStatus
from tui_clients.domain.client import Client
from tui_clients.domain.invoice import Invoice
from tui_clients.domain.text import cells
from tui_clients.errors import N_
from tui_clients.i18n import _, ngettext
from tui_clients.services import figures
from tui_clients.ui import show, words
from tui_clients.ui.screens import detail_rows
from tui_clients.ui.screens.detail_charts import InvoiceBook
from tui_clients.ui.screens.detail_rows import ItemRows
from tui_clients.ui.screens.invoice_figures import InvoiceFigures
from tui_clients.ui.stores import Stores
from tui_clients.ui.widgets.columns import Column
from tui_clients.ui.widgets.virtual_table import VirtualTable


@dataclass(frozen=True, slots=True)
class InvoiceData:
    """A client's invoices and what was worked out of them on a day."""

    invoices: Sequence[Invoice]
    book: InvoiceBook
    today: date


class InvoicesSection(InvoiceFigures[InvoiceData]):
    """Cards, charts, and the table; where there is no room for charts they leave."""

    NAME = "invoices"
    LABEL = N_("Invoices")
    EMPTY = N_("No invoices yet.")
    SCOPED_CSS = False  # the screen's classes for wide and short terminals count here
    DEFAULT_CSS = f"""
    InvoicesSection {{
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        & > VirtualTable {{ height: 1fr; min-height: 5; }}
    }}
    {InvoiceFigures.FIGURES_CSS}
    """

    main: VirtualTable

    def __init__(self) -> None:
        super().__init__()
        self.main = VirtualTable(_columns())

    def parts(self) -> ComposeResult:
        """Yield figures and table."""
        yield from self.figures()
        yield self.main

    @staticmethod
    def read(stores: Stores, client: Client) -> InvoiceData:
        """Return the invoices and their figures."""
        invoices = stores.invoices.of_client(client.id)
        today = date.today()  # noqa: DTZ011 - the user's own day is meant
        return InvoiceData(invoices, InvoiceBook(figures.of_invoices(invoices, today)), today)

    @staticmethod
    def count(data: InvoiceData) -> int:
        """Return how many invoices there are."""
        return len(data.invoices)

    def show(self, data: InvoiceData) -> None:
        """Give cards, charts and table what they show."""
        self.show_charts(data.book)
        self.main.rows = ItemRows(data.invoices, partial(_cells, today=data.today))
        self.main.cursor = 0


def _columns() -> tuple[Column, ...]:
    day = detail_rows.day_width()
    status = max(cells(word) for word in (*map(words.choice, InvoiceStatus), _overdue(999)))
    return (
        Column("number", _("Number"), 16, 9, grows=True),
        Column("issue_date", _("Date"), day, day, gives_way=3),
        Column("due_date", _("Due"), day, day, gives_way=2),
        Column("status", _("Status"), status, status),
        Column("total", _("Total"), 16, 12, is_right=True),
        Column("open", _("Open"), 16, 12, gives_way=1, is_right=True),
    )


def _cells(invoice: Invoice, today: date) -> tuple[str, ...]:
    return (
        invoice.number,
        show.day(invoice.issue_date),
        show.day(invoice.due_date),
        _status(invoice, today),
        show.amount(invoice.total, invoice.currency),
        show.amount(invoice.open, invoice.currency) if invoice.open else "",
    )


def _status(invoice: Invoice, today: date) -> str:
    status = invoice.status(today)
    if status is not InvoiceStatus.OVERDUE:
        return words.choice(status)
    return _overdue((today - invoice.due_date).days)


def _overdue(days: int) -> str:
    return ngettext("{count} day overdue", "{count} days overdue", days).format(count=show.number(days))
