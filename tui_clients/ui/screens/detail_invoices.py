"""The invoices of a client: what is owed, how it came about, and every invoice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from textual.app import ComposeResult

from tui_clients.domain.choices import InvoiceState, InvoiceStatus
from tui_clients.domain.client import Client
from tui_clients.domain.invoice import Invoice, Move
from tui_clients.domain.items import ItemKind
from tui_clients.domain.text import cells, one_line
from tui_clients.errors import N_
from tui_clients.i18n import _, ngettext
from tui_clients.services import figures
from tui_clients.ui import show, words
from tui_clients.ui.screens import detail_rows
from tui_clients.ui.screens.detail_charts import InvoiceBook
from tui_clients.ui.screens.detail_kept import KeptSection
from tui_clients.ui.screens.detail_source import Stored, stored
from tui_clients.ui.screens.invoice_figures import InvoiceFigures
from tui_clients.ui.stores import Stores
from tui_clients.ui.widgets.columns import Column
from tui_clients.ui.widgets.virtual_table import VirtualTable

_DECIDED = {
    Move.CANCEL: N_("Invoice {number} is canceled; x reopens it."),
    Move.REOPEN: N_("Invoice {number} is open again."),
}


@dataclass(frozen=True, slots=True)
class InvoiceData:
    """A client's invoices and what was worked out of them on a day."""

    invoices: Stored[Invoice]
    book: InvoiceBook
    today: date


class InvoicesSection(InvoiceFigures, KeptSection[InvoiceData, Invoice]):
    """Cards, charts, and the table; where there is no room for charts they leave."""

    KIND = ItemKind.INVOICE
    VERBS = (*KeptSection.VERBS, "payments", "cancel")
    NAME = "invoices"
    LABEL = N_("Invoices")
    EMPTY = N_("No invoices yet. Press a to add one.")
    SCOPED_CSS = False  # the screen's classes for wide and short terminals count here
    DEFAULT_CSS = f"""
    InvoicesSection {{
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        & > VirtualTable {{ height: 1fr; min-height: 5; }}
    }}
    {InvoiceFigures.FIGURES_CSS}
    """

    def __init__(self) -> None:
        super().__init__(VirtualTable(_columns()))
        self._today = date.min

    def parts(self) -> ComposeResult:
        """Yield figures and table."""
        yield from self.figures()
        yield self.main

    @staticmethod
    def read(stores: Stores, client: Client) -> InvoiceData:
        """Return the invoices and their figures."""
        today = date.today()  # noqa: DTZ011 - the user's own day is meant
        book = InvoiceBook(figures.of_client(stores.database, client.id, today))
        return InvoiceData(stored(stores, ItemKind.INVOICE, client.id), book, today)

    @staticmethod
    def count(data: InvoiceData) -> int:
        """Return how many invoices there are."""
        return len(data.invoices.ids)

    def show(self, data: InvoiceData) -> None:
        """Give cards, charts and table what they show."""
        self.show_charts(data.book)
        self._today = data.today
        super().show(data)

    def forget(self) -> None:
        """Be as if nothing had been shown."""
        super().forget()
        self.forget_charts()
        self.remove_class("-age", "-long")

    def source(self, data: InvoiceData) -> Stored[Invoice]:
        """Return the invoices."""
        return data.invoices

    def cells(self, item: Invoice) -> Sequence[str]:
        """Return an invoice's row."""
        return _cells(item, self._today)

    def text(self, item: Invoice) -> str:
        """Return what can be looked for, without what costs time for thousands of rows."""
        days = (
            f"{item.issue_date} {item.due_date} {show.day_example(item.issue_date)} {show.day_example(item.due_date)}"
        )
        amounts = " ".join(show.spellings(item.total, item.currency))
        status = words.choice(item.status(self._today))
        return f"{item.number} {status} {days} {amounts} {item.currency} {item.project} {item.note}"

    async def payments(self, item: Invoice) -> int:
        """Show the payments on the invoice, to be booked and changed."""
        from tui_clients.ui.screens.payments_dialog import PaymentsDialog

        return item.id if await self.app.push_screen_wait(PaymentsDialog(item.id)) else 0

    async def cancel(self, item: Invoice) -> int:
        """Cancel the invoice, or reopen it."""
        from tui_clients.services import keeping

        move = Move.REOPEN if item.state is InvoiceState.CANCELED else Move.CANCEL
        decide = partial(keeping.decide, self.ours.stores.database, item, move, self.ours.clients_app.user)
        stored = await self.ours.read(decide)
        if stored is not None:
            self.app.notify(_(_DECIDED[move]).format(number=one_line(stored.number)), markup=False)
        return item.id


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
