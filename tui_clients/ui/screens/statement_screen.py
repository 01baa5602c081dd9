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
from tui_clients.domain.statement import Account, Entry, Statement
from tui_clients.i18n import _
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


class StatementScreen(CommandScreen[None]):
    """The account of a client in a period, this year at first."""

    GROUPS = (Group.STATEMENT,)
    DEFAULT_CSS = """
    StatementScreen {
        & > #subject { height: 1; padding: 0 1; background: $surface; color: $text-primary; text-style: bold; }
        & > #period { height: 1; padding: 0 1; background: $surface; color: $text-muted; }
        & > Cards { padding: 0 1; margin: 1 0 0 0; }
        & > .ages > Static { height: 2; }
        & > VirtualTable { height: 1fr; margin: 1 0 0 0; }
        & > #nothing { display: none; height: 1fr; content-align: center middle; color: $text-muted; }
        &.-nothing > Cards, &.-nothing > VirtualTable { display: none; }
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
        self._balances = Cards(4)
        self._ages = Cards(5)
        self._ages.add_class("ages")
        self._table = VirtualTable(_columns())
        self._nothing = Static(id="nothing", markup=False)

    def compose(self) -> ComposeResult:
        """Lay out whose account it is, its days, balances, movements and ages."""
        yield Static(safe(f"{self._client.name} – {_('Statement of account')}"), id="subject")
        yield self._period
        yield self._balances
        yield self._table
        yield self._nothing
        yield self._ages
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
            self._table.rows = ItemRows(shown.entries, partial(_cells, currency=shown.currency))
            self._table.cursor = 0
        others = [each.currency for each in self._account.statements if each is not shown]
        if others:
            parts.append(_("also in {currencies}").format(currencies=", ".join(others)))
        self._period.update(safe(" · ".join(parts)))
        self._nothing.update(safe(told.nothing(self._account)))
        self.set_class(shown is None, "-nothing")
        self.refresh_bindings()

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
        Figure(*opening, is_quiet=not shown.opening),
        Figure(*invoiced, is_quiet=not shown.invoiced),
        Figure(*paid, is_quiet=not shown.paid),
        Figure(*closing, more, is_quiet=not shown.closing),
    )


def _aged(shown: Statement) -> Sequence[tuple[told.Labelled, int]]:
    return list(zip(told.ages(shown), shown.ageing.open.values(), strict=True))


def _columns() -> tuple[Column, ...]:
    day = detail_rows.day_width()
    named = told.headings()
    return (
        Column("day", named.day, day, day),
        Column("entry", named.entry, 30, 16, grows=True),
        Column("due", named.due, day, day, gives_way=1),
        Column("invoiced", named.invoiced, 13, 12, is_right=True),
        Column("paid", named.paid, 13, 12, is_right=True),
        Column("balance", named.balance, 14, 12, is_right=True),
    )


def _cells(entry: Entry, currency: str) -> Sequence[str]:
    return told.line(entry, currency)
