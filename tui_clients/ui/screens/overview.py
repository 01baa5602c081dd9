"""The overview of the clients in the list: when they came, from where, of which category, what they owe."""

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from time import monotonic

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tui_clients.domain.query import Query
from tui_clients.errors import Canceled, UserError
from tui_clients.i18n import _
from tui_clients.services import overview
from tui_clients.services.overview import Added, Categories, Countries, Debtors, Money, Part, Total
from tui_clients.storage.interrupt import Interrupt
from tui_clients.ui import overview_words
from tui_clients.ui.commands import Group
from tui_clients.ui.screens.base import CommandScreen
from tui_clients.ui.screens.overview_table import BarTable
from tui_clients.ui.text import safe
from tui_clients.ui.widgets.key_bar import KeyBar


@dataclass(slots=True)
class _Reading:
    """One run through the figures, which may be stopped, how many parts of it are here, and when (in seconds)."""

    interrupt: Interrupt = field(default_factory=Interrupt)
    done: int = 0
    began: float = field(default_factory=monotonic)
    ended: float | None = None
    is_outdated: bool = False

    def end_part(self) -> None:
        """Note that one part more is here."""
        self.done += 1
        self.ended = monotonic() if self.done == overview.PARTS else None


_REST = 3
"""How often as long as the figures took to read nothing is read while others go on changing the database."""


class Overview(CommandScreen[str]):
    """Dismissed with the query that narrows the list to the row that was opened, or with None."""

    GROUPS = (Group.OVERVIEW,)
    AUTO_FOCUS = "#added"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 - declared so by Textual
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]  # noqa: RUF012
    DEFAULT_CSS = """
    Overview {
        & > #head { height: 1; & > #title { width: 1fr; padding: 0 1; } & > #done { width: auto; padding: 0 1; } }
        & #done { color: $text-muted; }
        & > #counts { height: 1fr; layout: horizontal; }
        & #added { width: 1fr; height: 1fr; margin: 0 1 0 0; }
        & #kinds { width: 1fr; height: 1fr; layout: vertical; }
        & #countries { width: 1fr; height: 1fr; }
        & #categories { width: 1fr; height: 1fr; }
        & > #money { height: auto; min-height: 3; max-height: 4; }
        & > #debtors { height: 1fr; max-height: 7; }
        &.-tall > #money { max-height: 8; margin: 0 0 1 0; }
        &.-tall > #debtors { max-height: 11; height: 11; margin: 1 0 0 0; }
        &.-tall > #head { margin: 0 0 1 0; }
        &.-wide #added { width: 2fr; }
        &.-wide #kinds { width: 4fr; layout: horizontal; }
        &.-wide #countries { margin: 0 1 0 0; }
    }
    """

    class PartRead(Message):
        """Some of the figures are here."""

        def __init__(self, reading: _Reading, part: Part) -> None:
            super().__init__()
            self.reading = reading
            self.part = part

    class Failed(Message):
        """The figures cannot be read."""

        def __init__(self, reading: _Reading, error: UserError) -> None:
            super().__init__()
            self.reading = reading
            self.error = error

    def __init__(self, query: Query, clients: int | None = None) -> None:
        """Take whom it is of, and how many they are if that is known already."""
        super().__init__()
        self._wanted = query
        self._known = clients
        self._reading = _Reading()
        self._debtors = Debtors(())
        self._currency = ""

    def compose(self) -> ComposeResult:
        """Begin to read, which goes on while the rest is done: lay out what it is of, the panels and the keys."""
        self._read(self._reading)
        with Horizontal(id="head"):
            yield Static("" if self._known is None else self._title(self._known), id="title", markup=False)
            yield Static(self._progress, id="done", markup=False)
        yield BarTable(overview_words.money(), id="money")
        with Container(id="counts"):
            yield BarTable(overview_words.added(), id="added")
            with Container(id="kinds"):
                yield BarTable(overview_words.countries(), id="countries")
                yield BarTable(overview_words.categories(), id="categories")
        yield BarTable(overview_words.debtors(""), id="debtors")
        yield KeyBar()

    # -- reading ---------------------------------------------------------------------------------

    def action_reload(self) -> None:
        """Read the figures again; those shown stay until the new ones are here."""
        self._reading.interrupt.set()
        self._reading = _Reading()
        self._show_progress()
        self._read(self._reading)

    def read_again(self) -> None:
        """Read what others have changed once the figures are whole, which they may never be otherwise."""
        if not self._reading.is_outdated:
            self._reading.is_outdated = True
            self._catch_up()

    def _catch_up(self) -> None:
        """Begin anew where the figures are whole and outdated, after a rest; F5 may have begun before."""
        reading = self._reading
        if reading.ended is not None and reading.is_outdated:
            rest = (reading.ended - reading.began) * _REST - (monotonic() - reading.ended)
            self.set_timer(max(0.0, rest), partial(self._renew, reading))

    def _renew(self, reading: _Reading) -> None:
        if reading is self._reading:
            self.action_reload()

    @work(thread=True, group="read")
    def _read(self, reading: _Reading) -> None:
        today = date.today()  # noqa: DTZ011 - the user's own day is meant
        database = self.stores.database
        try:
            with database.interruptible(reading.interrupt):
                self.post_message(self.PartRead(reading, overview.first(database, self._wanted, today)))
                for part in overview.read(database, self._wanted, today):
                    self.post_message(self.PartRead(reading, part))
        except Canceled:
            return
        except UserError as error:
            self.post_message(self.Failed(reading, error))

    @on(PartRead)
    def show_part(self, event: PartRead) -> None:
        """Show the figures that are here."""
        if event.reading is not self._reading:  # an older one comes late
            return
        self._reading.end_part()
        match event.part:
            case Total(clients):
                self.query_one("#title", Static).update(self._title(clients))
            case Added(spans):
                self._panel("added").fill(overview_words.added(spans))
            case Countries(kinds):
                self._panel("countries").fill(overview_words.countries(kinds))
            case Categories(kinds):
                self._panel("categories").fill(overview_words.categories(kinds))
            case Money(owed):
                self._panel("money").fill(overview_words.money(owed))
            case Debtors():
                self._debtors = event.part
                self._show_debtors()
        self._show_progress()
        self._catch_up()

    @on(Failed)
    def tell_failure(self, event: Failed) -> None:
        """Say why there are no figures."""
        if event.reading is self._reading:
            self.tell(event.error)
            self.query_one("#done", Static).update("")

    def _title(self, clients: int) -> Content:
        return safe(f"{_('Overview')} · {overview_words.heading(self._wanted, clients)}")

    def _show_progress(self) -> None:
        self.query_one("#done", Static).update(self._progress)

    @property
    def _progress(self) -> str:
        done = self._reading.done
        return _("counting: {done} of {all}").format(done=done, all=overview.PARTS) if done < overview.PARTS else ""

    def _panel(self, name: str) -> BarTable:
        return self.query_one(f"#{name}", BarTable)

    # -- debtors ---------------------------------------------------------------------------------

    def _show_debtors(self) -> None:
        """Show those of one currency: the one shown before, if anybody still owes something in it."""
        by_currency = dict(self._debtors.by_currency)
        self._currency = self._currency if self._currency in by_currency else next(iter(by_currency), "")
        table = overview_words.debtors(self._currency, by_currency.get(self._currency, ()))
        self._panel("debtors").fill(table)
        self.refresh_bindings()

    def action_currency(self) -> None:
        """Show the debtors of the next currency."""
        currencies = [currency for currency, _those in self._debtors.by_currency]
        self._currency = currencies[(currencies.index(self._currency) + 1) % len(currencies)]
        self._show_debtors()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer another currency where there is one."""
        return action != "currency" or len(self._debtors.by_currency) > 1

    # -- going elsewhere -------------------------------------------------------------------------

    def action_neighbour(self, steps: int) -> None:
        """Go to the next panel or the one before."""
        panels = list(self.query(BarTable))
        here = next((place for place, panel in enumerate(panels) if panel.has_focus), 0)
        panels[(here + steps) % len(panels)].focus()

    @on(BarTable.RowOpened)
    async def open(self, event: BarTable.RowOpened) -> None:
        """Open the list with the row's clients, or the client."""
        row = event.row
        if row.client_id:
            await self.clients_app.profiles.open(lambda _client_id: self.action_reload(), row.client_id)
        elif row.query:
            self.dismiss(row.query)
        else:
            self.app.notify(_("No search can ask for this value."), severity="warning", markup=False)

    def action_back(self) -> None:
        """Go back to the list as it was."""
        self.dismiss(None)

    def on_unmount(self) -> None:
        """Read no more: nobody waits for it."""
        self._reading.interrupt.set()
