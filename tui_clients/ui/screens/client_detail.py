"""The profile of a client: who it is, at a glance and in sections; `n` and `p` go along the list."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual import events, on, work
from textual.app import ComposeResult
from textual.reactive import reactive
from textual.timer import Timer

from tui_clients.domain.client import Client
from tui_clients.i18n import _
from tui_clients.storage.results import Result
from tui_clients.ui import show
from tui_clients.ui.commands import Group
from tui_clients.ui.screens.base import CommandScreen
from tui_clients.ui.screens.detail_items import ItemKeys, ItemsSection
from tui_clients.ui.screens.detail_profile import ProfileSection
from tui_clients.ui.screens.detail_sections import KINDS, Sections
from tui_clients.ui.widgets.client_header import ClientHeader
from tui_clients.ui.widgets.filter_line import FilterLine
from tui_clients.ui.widgets.key_bar import KeyBar
from tui_clients.ui.widgets.tab_bar import TabBar

if TYPE_CHECKING:
    from tui_clients.ui.stores import Stores

_PATIENCE = 0.1
"""Seconds for which a screen that is about to be shown waits for what it shows."""
_LEFT = 0.25
"""Seconds after which a screen that was left lets go of what it showed: the screen below is painted by then."""


class ClientDetail(ItemKeys[int | None], CommandScreen[int | None]):
    """A client; dismissed with the id of the one shown last.

    `result` is what the client was opened from, `index` its place in it.
    """

    GROUPS = (Group.ITEMS, Group.PROFILE)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (70, "-normal"), (110, "-wide")]  # noqa: RUF012 - declared so by Textual
    VERTICAL_BREAKPOINTS = [(0, "-short"), (22, "-tall")]  # noqa: RUF012

    client_id: reactive[int] = reactive(0, init=False, repaint=False)
    section: reactive[str] = reactive(ProfileSection.NAME, init=False, repaint=False)
    """The name of the section in front."""

    def __init__(self, client_id: int = 0, result: Result | None = None, index: int = 0) -> None:
        super().__init__()
        self._header = ClientHeader()
        self._tabs = TabBar()
        self._sections = Sections()
        self._is_filled = asyncio.Event()
        self._is_seen = asyncio.Event()
        self._leaving: Timer | None = None
        self._turn_to(client_id, result, index)

    def _turn_to(self, client_id: int, result: Result | None, index: int) -> None:
        self._result = result
        self._count = len(result) if result is not None else 0
        self._index = index
        self.set_reactive(ClientDetail.client_id, client_id)

    def compose(self) -> ComposeResult:
        """Lay out header, tabs and the place of the sections, each of which comes when it is first filled."""
        yield self._header
        yield self._tabs
        yield self._sections
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the client."""
        self._tabs.active = self.section
        self._tabs.tabs = self._sections.labels()
        self.show_client()

    # -- from one client to the next ----------------------------------------------------------------

    async def begin(self, client_id: int, result: Result | None = None, index: int = 0) -> None:
        """Take up a client, as a screen that was left and is about to be shown again.

        That is waited for, so that all is painted at once; where reading takes long, what is not there yet stays empty.
        """
        self.forget()
        self._is_stale = False
        self._turn_to(client_id, result, index)
        self.show_client()
        try:
            await asyncio.wait_for(self._is_filled.wait(), _PATIENCE)
        except TimeoutError:
            self._sections.bring("")

    def on_screen_resume(self, _event: events.ScreenResume) -> None:
        """Go on reading, now that there is something to be seen."""
        self._is_seen.set()

    def leave(self) -> None:
        """Go, and let go of what was read a little later: the screen below is painted first."""
        self.workers.cancel_node(self)
        self._leaving = self.set_timer(_LEFT, self.forget)
        self.dismiss(self.client_id)

    def forget(self) -> None:
        """Be as if nothing had been shown: neither data nor choices of the user go over to the next client."""
        if self._leaving is None:
            return
        self._leaving.stop()
        self._leaving = None
        for node in self.walk_children(with_self=True):
            self.workers.cancel_node(node)
        self._is_filled.clear()
        self._is_seen.clear()
        self._turn_to(0, None, 0)
        self.clear_selection()
        self._header.client, self._header.place = None, ""
        self.set_reactive(ClientDetail.section, ProfileSection.NAME)
        self.set_focus(self._sections.forget(self.section), scroll_visible=False)
        self._tabs.active, self._tabs.tabs = self.section, self._sections.labels()
        self.clients_app.tidy_up_later()

    # -- the client ------------------------------------------------------------------------------

    def watch_client_id(self) -> None:
        """Show another client."""
        self.refresh_bindings()
        self.show_client()

    @work(exclusive=True, group="read")
    async def show_client(self) -> None:
        """Read the client, then section by section, that in front first; a later call ends an earlier one's reading.

        What was shown stays until the client and the section in front are there, and gives way to both at once.
        """
        client_id, first = self.client_id, self.section
        if not client_id:
            return
        client, answer = await self.read(self._read_first, client_id, KINDS[first].read) or (None, None)
        with self.app.batch_update():
            await self._show_first(client, first, answer)
        self._is_filled.set()
        if client is None:
            return
        await self._is_seen.wait()
        if not self.is_running:  # the program ends meanwhile
            return
        await self.wait_for_refresh()  # a thread that reads would hold up the first paint
        self.clients_app.make_charts_ready()
        for name in (name for name in KINDS if name != first):
            await self._sections.fill(name, await self.read(KINDS[name].read, self.stores, client))
            if name == self.section:
                self._show_front()
        self._tabs.tabs = self._sections.labels()

    def _read_first(self, client_id: int, read: "Callable[[Stores, Client], Any]") -> tuple[Client | None, Any]:
        """Return the client and what a section shows of it, None for both where there is no such client."""
        client = self.stores.clients.get(client_id)
        return client, read(self.stores, client) if client else None

    async def _show_first(self, client: Client | None, name: str, answer: Any) -> None:
        """Show the client and a section, or say that it is gone; the next and the previous one can still be reached."""
        if client is None:
            self._sections.end()
        else:
            self._sections.begin(client.id)
            await self._sections.fill(name, answer)
        self._header.client = client
        if self._count:
            of = {"index": show.number(self._index + 1), "count": show.number(self._count)}
            self._header.place = _("{index} of {count}").format(**of)
        self._tabs.tabs = self._sections.labels()
        self._show_front()

    # -- the sections ----------------------------------------------------------------------------

    def watch_section(self) -> None:
        """Bring another section to the front."""
        self._tabs.active = self.section
        with self.app.batch_update():
            self._show_front()

    def _show_front(self) -> None:
        """Show the section in front as soon as it is filled, and let it take the keys."""
        front = self._sections.bring(self.section)
        if front is not None and (self.focused is None or front not in self.focused.ancestors):
            self.set_focus(front.main if front.main.focusable else None, scroll_visible=False)
        self.refresh_bindings()

    @property
    def front(self) -> ItemsSection[Any, Any] | None:
        """The list in front."""
        section = self._sections.front
        return section if isinstance(section, ItemsSection) else None

    @on(ItemsSection.Changed)
    def follow_changes(self) -> None:
        """Read the client again, whose list was changed."""
        self.show_client()

    def read_again(self) -> None:
        """Read the client again; cursor and filter stay."""
        self.show_client()

    @on(FilterLine.Left)
    def go_to_rows(self) -> None:
        """Leave the filter for the rows."""
        if self.front is not None:
            self.set_focus(self.front.main)

    @on(TabBar.Chosen)
    def follow_tab(self, event: TabBar.Chosen) -> None:
        """Bring the section of a clicked tab to the front."""
        self.section = event.name

    def action_section(self, name: str) -> None:
        """Go to a section."""
        self.section = name

    def action_neighbour(self, steps: int) -> None:
        """Go to the section on the left or on the right."""
        names = list(KINDS)
        self.section = names[(names.index(self.section) + steps) % len(names)]

    # -- going elsewhere -------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the next and the previous client where there is one."""
        if action != "step":
            return super().check_action(action, parameters)
        if self._count < 2:
            return False
        return 0 <= self._index + int(str(parameters[0])) < self._count or None

    @work(exclusive=True, group="step")
    async def action_step(self, steps: int) -> None:
        """Go to the next or the previous client of the list."""
        if self._result is not None:
            self._index += steps
            ids = await self.read(self._result.ids, self._index, self._index + 1)
            if ids:
                self.client_id = ids[0]

    def action_statement(self) -> None:
        """Show the statement of the client's account."""
        from tui_clients.ui.screens.statement_screen import StatementScreen

        if self._header.client is not None:
            self.app.push_screen(StatementScreen(self._header.client))

    def action_back(self) -> None:
        """Take the filter away, else go back to the list."""
        if self.front is not None and self.front.clear_filter():
            return
        self.leave()

    @work
    async def action_edit(self) -> None:
        """Edit the client, then show it as it is stored."""
        from tui_clients.ui.screens.client_form import ClientForm

        client = await self.read(self.stores.clients.get, self.client_id)
        if client is not None:
            await self.app.push_screen_wait(ClientForm(client))
        self.show_client()

    @work
    async def action_unmerge(self) -> None:
        """Take the last merge into the client back, then show it as it is stored."""
        from tui_clients.ui.screens import merge_run

        if await merge_run.undo_last(self, self.client_id):
            self.show_client()
