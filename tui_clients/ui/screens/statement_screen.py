"""A client's statement of account: balances, movements, and what is open by age, in one currency at a time."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from textual import work
from textual.app import ComposeResult
from textual.widgets import Static

from tui_clients.domain import statement
from tui_clients.domain.client import Client
from tui_clients.domain.dates import DateRange, Period, period_range
from tui_clients.domain.statement import Account, Entry, Kind, Statement
from tui_clients.domain.text import cells
from tui_clients.i18n import _
from tui_clients.ui import show
from tui_clients.ui import statement_words as told
from tui_clients.ui.commands import Group
from tui_clients.ui.screens import detail_rows, saving
from tui_clients.ui.screens.base import CommandScreen
from tui_clients.ui.screens.date_filter import DateFilter
from tui_clients.ui.screens.detail_rows import ItemRows
from tui_clients.ui.stores import Stores
from tui_clients.ui.text import safe
from tui_clients.ui.widgets.cards import Cards, Figure
from tui_clients.ui.widgets.columns import Column
from tui_clients.ui.widgets.key_bar import KeyBar
from tui_clients.ui.widgets.virtual_table import VirtualTable

_WITH_DUE = 100
"""Cells of a terminal from which on there is room for due dates."""
_WITH_BOTH = 76
"""Cells from which on what was invoiced and what was paid have a column each."""
_WITH_METHOD = 34
"""Cells of a payment with its invoice and how it was paid."""


class StatementScreen(CommandScreen[None]):
    """The account of a client in a period, this year at first."""

    GROUPS = (Group.STATEMENT,)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (76, "-normal")]  # noqa: RUF012 - declared so by Textual
    DEFAULT_CSS = """
    StatementScreen {
        & > #subject { height: 1; padding: 0 1; background: $surface; color: $text-primary; text-style: bold; }
        & > #period { height: 1; padding: 0 1; background: $surface; color: $text-muted; }
        & > Cards { padding: 0 1; margin: 1 0 0 0; }
        & > .ages { height: 2; }
        & > #ages-line { display: none; height: auto; padding: 0 2; color: $text-muted; }
        &.-narrow > .ages { display: none; }
        &.-narrow > #ages-line { display: block; }
        & > VirtualTable { height: 1fr; margin: 1 0 0 0; }
        & > #nothing { display: none; height: 1fr; content-align: center middle; color: $text-muted; }
        &.-nothing > Cards, &.-nothing > VirtualTable, &.-nothing > #ages-line { display: none; }
        &.-nothing > #nothing { display: block; }
    }
    """

    def __init__(self, client: Client) -> None:
        super().__init__()
        self._client = client
        today = date.today()  # noqa: DTZ011 - the user's own day is meant
        self._today = today
        self._range: DateRange | None = period_range(Period.THIS_YEAR, today)
        self._account = Account(client, None, today, ())
        self._place = 0
        self._period = Static(id="period", markup=False)
        self._balances = Cards()
        self._ages = Cards()
        self._ages.add_class("ages")
        self._ages_line = Static(id="ages-line", markup=False)
        self._table = VirtualTable()
        self._nothing = Static(id="nothing", markup=False)

    def compose(self) -> ComposeResult:
        """Lay out whose account it is, its days, balances, movements and ages."""
        yield Static(safe(f"{self._client.name} – {_('Statement of account')}"), id="subject")
        yield self._period
        yield self._balances
        yield self._table
        yield self._nothing
        yield self._ages
        yield self._ages_line
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the account."""
        self.set_focus(self._table)
        self.read_account()

    @property
    def _statement(self) -> Statement | None:
        found = self._account.statements
        return found[self._place % len(found)] if found else None

    @work(exclusive=True, group="read")
    async def read_account(self) -> None:
        """Work the statements of the period out, in a thread, and show the one in front."""
        start = self._range.start if self._range else None
        end = (self._range.end if self._range else None) or self._today
        account = await self.read(_account, self.stores, self._client, start, end)
        if account is not None:
            self._account = account
            self.show_statement()

    def show_statement(self) -> None:
        """Show the statement in the currency in front."""
        shown = self._statement
        parts = [told.period(self._account)]
        if shown is not None:
            parts.append(_("in {currency}").format(currency=shown.currency))
            self._balances.figures = _balances(shown)
            self._ages.figures = tuple(Figure(*each, is_quiet=not sum_) for each, sum_ in _aged(shown))
            self._ages_line.update(safe(" · ".join(" ".join(each) for each in told.ages(shown))))
            self._lay_out(shown)
            self._table.cursor = 0
        others = [each.currency for each in self._account.statements if each is not shown]
        if others:
            parts.append(_("also in {currencies}").format(currencies=", ".join(others)))
        self._period.update(safe(" · ".join(parts)))
        self._nothing.update(safe(told.nothing(self._account)))
        self.set_class(shown is None, "-nothing")
        self.refresh_bindings()

    def _lay_out(self, shown: Statement) -> None:
        """Give the table its rows, in as many columns as there is room for."""
        width = self.size.width
        self._table.columns = _columns(shown, width)
        self._table.rows = ItemRows(shown.entries, partial(_cells, currency=shown.currency, width=width))

    def on_resize(self) -> None:
        """Lay the table out for the room there is."""
        if self._statement is not None:
            self._lay_out(self._statement)

    # -- what the user does ----------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the next currency where there are several."""
        return len(self._account.statements) > 1 if action == "currency" else True

    def action_currency(self) -> None:
        """Show the statement in the next currency."""
        self._place = (self._place + 1) % len(self._account.statements)
        self.show_statement()

    def action_period(self) -> None:
        """Choose the days."""
        self.app.push_screen(DateFilter(self._range, self._today, _("Period of the statement")), self._take_period)

    def _take_period(self, answer: tuple[DateRange | None] | None) -> None:
        if answer is not None:
            self._range = answer[0]
            self.read_account()

    def action_back(self) -> None:
        """Go back to the client."""
        self.workers.cancel_node(self)
        self.dismiss(None)

    @work
    async def action_save(self) -> None:
        """Save the statement, in all its currencies."""
        from tui_clients.ui import statement_forms

        account = self._account
        forms = {ending: partial(_content, form, account) for ending, form in statement_forms.ENDINGS.items()}
        title = f"{_('Statement')} {self._client.name} {account.end.isoformat()}"
        await saving.save(self, _("Save the statement as"), title, forms)


def _account(stores: Stores, client: Client, start: date | None, end: date) -> Account:
    return statement.account(client, stores.invoices.of_client(client.id), start, end)


def _content(form: str, account: Account) -> bytes:
    from tui_clients.ui import statement_forms

    return statement_forms.FORMS[form](account).encode()


def _balances(shown: Statement) -> tuple[Figure, ...]:
    opening, closing, credit = told.opening(shown), told.closing(shown), told.credit(shown)
    invoiced, paid = told.moved(shown)
    more = [f"{credit.label}: {credit.amount}"] if credit else []
    return (
        Figure(*opening, is_quiet=not shown.opening, short=_("Opening")),
        Figure(*invoiced, is_quiet=not shown.invoiced),
        Figure(*paid, is_quiet=not shown.paid),
        Figure(*closing, more, is_quiet=not shown.closing, short=_("Closing")),
    )


def _aged(shown: Statement) -> Sequence[tuple[told.Labelled, int]]:
    return list(zip(told.ages(shown), shown.ageing.open.values(), strict=True))


def _columns(shown: Statement, width: int) -> tuple[Column, ...]:
    """Return the columns; those of amounts are as wide as the longest, so that there is room for the rest."""
    day, named = detail_rows.day_width(), told.headings()
    amounts = [entry.amount for entry in shown.entries]
    invoices = [entry.amount for entry in shown.entries if entry.kind is Kind.INVOICE]
    payments = [-entry.amount for entry in shown.entries if entry.kind is Kind.PAYMENT]
    moved = [("invoiced", named.invoiced, invoices), ("paid", named.paid, payments)]
    sums = [
        *(moved if width >= _WITH_BOTH else [("amount", _("Amount"), amounts)]),
        ("balance", named.balance, [entry.balance for entry in shown.entries]),
    ]
    return (
        Column("day", named.day, day, day),
        Column("entry", named.entry, _WITH_METHOD, 12, grows=True),
        *([Column("due", named.due, day, day)] if width >= _WITH_DUE else []),
        *(_sums(name, label, found, shown.currency) for name, label, found in sums),
    )


def _sums(name: str, label: str, found: Sequence[int], currency: str) -> Column:
    width = max(
        cells(text) for text in (label, *(show.sum_of(edge(found, default=0), currency) for edge in (min, max)))
    )
    return Column(name, label, width, width, is_right=True)


def _cells(entry: Entry, currency: str, width: int) -> Sequence[str]:
    line = told.line(entry, currency, show.sum_of)
    if width < _WITH_BOTH:
        return line.day, line.entry, show.sum_of(entry.amount, currency), line.balance
    return line if width >= _WITH_DUE else (line.day, line.entry, line.invoiced, line.paid, line.balance)
