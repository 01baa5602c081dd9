"""The invoices of a client: what is owed, how it came about, and every invoice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from textual.app import ComposeResult
from textual.containers import Horizontal

from tui_clients.domain.choices import InvoiceStatus
from tui_clients.domain.client import Client
from tui_clients.domain.invoice import Invoice, Totals, totals
from tui_clients.domain.text import cells
from tui_clients.errors import N_
from tui_clients.i18n import _, ngettext
from tui_clients.services import figures
from tui_clients.ui import show, words
from tui_clients.ui.screens import detail_charts, detail_rows
from tui_clients.ui.screens.detail_rows import ItemRows
from tui_clients.ui.screens.detail_section import Section
from tui_clients.ui.stores import Stores
from tui_clients.ui.widgets.cards import Cards, Figure
from tui_clients.ui.widgets.chart import Chart, Draw
from tui_clients.ui.widgets.columns import Column
from tui_clients.ui.widgets.virtual_table import VirtualTable


@dataclass(frozen=True, slots=True)
class InvoiceData:
    """A client's invoices and what was worked out of them on a day."""

    invoices: Sequence[Invoice]
    cards: tuple[Figure, ...]
    by_status: Draw
    by_month: Draw
    currency: str
    today: date


class InvoicesSection(Section[InvoiceData]):
    """Cards, two charts, and the table; where there is no room for charts they leave."""

    NAME = "invoices"
    LABEL = N_("Invoices")
    EMPTY = N_("No invoices yet.")
    SCOPED_CSS = False  # the screen's classes for wide and short terminals count here
    DEFAULT_CSS = """
    InvoicesSection {
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        & > Cards { padding: 0 1; }
        & > .charts { height: 1fr; min-height: 9; max-height: 14; }
        & > .charts > Chart { width: 1fr; }
        & > VirtualTable { height: 1fr; min-height: 5; }
    }
    .-normal InvoicesSection .by-month { width: 36; }
    .-short InvoicesSection > .charts { display: none; }
    """

    main: VirtualTable

    def __init__(self) -> None:
        super().__init__()
        self.cards = Cards(4)
        self.by_status = Chart(empty=_("Nothing to draw."))
        self.by_month = Chart(empty=_("Nothing was invoiced or paid in the last 12 months."))
        self.by_month.add_class("by-month")
        self.main = VirtualTable(_columns())

    def parts(self) -> ComposeResult:
        """Yield cards, charts and table."""
        yield self.cards
        with Horizontal(classes="charts"):
            yield self.by_status
            yield self.by_month
        yield self.main

    @staticmethod
    def read(stores: Stores, client: Client) -> InvoiceData:
        """Return the invoices and their figures."""
        invoices = stores.invoices.of_client(client.id)
        today = date.today()  # noqa: DTZ011 - the user's own day is meant
        sums = totals(invoices, today)
        currency = sums[0].currency if sums else ""
        return InvoiceData(
            invoices,
            _cards(sums),
            detail_charts.status_pie(figures.invoices_by_status(invoices, today)),
            detail_charts.month_bars(figures.by_month(invoices, currency, today), currency),
            currency,
            today,
        )

    @staticmethod
    def count(data: InvoiceData) -> int:
        """Return how many invoices there are."""
        return len(data.invoices)

    def show(self, data: InvoiceData) -> None:
        """Give cards, charts and table what they show."""
        self.cards.figures = data.cards
        self.by_status.border_title = _("By status")
        self.by_month.border_title = _("By month, in {currency}").format(currency=data.currency)
        self.by_status.draw, self.by_month.draw = data.by_status, data.by_month
        self.main.rows = ItemRows(data.invoices, partial(_cells, today=data.today))
        self.main.cursor = 0


def _cards(sums: Sequence[Totals]) -> tuple[Figure, ...]:
    """Return the four cards; the currency with the most invoices is large, the others stand below it."""
    if not sums:
        return ()
    return (
        _card(_("Invoiced"), [(s.invoiced, s.currency) for s in sums]),
        _card(_("Paid"), [(s.paid, s.currency) for s in sums]),
        _card(_("Open"), [(s.open, s.currency) for s in sums]),
        _card(_("Overdue"), [(s.overdue, s.currency) for s in sums]),
    )


def _card(label: str, sums: Sequence[tuple[int, str]]) -> Figure:
    first, *more = [show.amount(*money) for money in sums]
    return Figure(label, first, more, is_quiet=not any(amount for amount, _currency in sums))


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
