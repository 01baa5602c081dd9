"""The profile of a client: who it is, at a glance and in sections; `n` and `p` go along the list."""

from collections.abc import Mapping
from typing import Any

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.reactive import reactive
from textual.widgets import Static

from tui_clients.domain.client import Client
from tui_clients.i18n import _
from tui_clients.storage.results import Result
from tui_clients.ui import show
from tui_clients.ui.commands import Group
from tui_clients.ui.screens.base import CommandScreen
from tui_clients.ui.screens.detail_contacts import ContactsSection
from tui_clients.ui.screens.detail_documents import DocumentsSection
from tui_clients.ui.screens.detail_history import HistorySection
from tui_clients.ui.screens.detail_invoices import InvoicesSection
from tui_clients.ui.screens.detail_items import ItemKeys, ItemsSection
from tui_clients.ui.screens.detail_more import MoreSection
from tui_clients.ui.screens.detail_notes import NotesSection
from tui_clients.ui.screens.detail_profile import ProfileSection
from tui_clients.ui.screens.detail_projects import ProjectsSection
from tui_clients.ui.screens.detail_section import Section
from tui_clients.ui.widgets.client_header import ClientHeader
from tui_clients.ui.widgets.filter_line import FilterLine
from tui_clients.ui.widgets.key_bar import KeyBar
from tui_clients.ui.widgets.tab_bar import TabBar, TabLabel

_KINDS: Mapping[str, type[Section[Any]]] = {
    kind.NAME: kind
    for kind in (
        ProfileSection,
        ProjectsSection,
        InvoicesSection,
        ContactsSection,
        NotesSection,
        DocumentsSection,
        MoreSection,
        HistorySection,
    )
}
"""The sections by name, in the order of their tabs."""


class ClientDetail(ItemKeys[int | None], CommandScreen[int | None]):
    """A client; dismissed with the id of the one shown last.

    `result` is what the client was opened from, `index` its place in it.
    """

    GROUPS = (Group.ITEMS, Group.PROFILE)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (70, "-normal"), (110, "-wide")]  # noqa: RUF012 - declared so by Textual
    VERTICAL_BREAKPOINTS = [(0, "-short"), (22, "-tall")]  # noqa: RUF012
    DEFAULT_CSS = """
    ClientDetail {
        & > #sections { height: 1fr; }
        & #nobody { display: none; height: 1fr; content-align: center middle; color: $text-muted; }
    }
    """

    client_id: reactive[int] = reactive(0, init=False)
    section: reactive[str] = reactive(ProfileSection.NAME, init=False)
    """The name of the section in front."""

    def __init__(self, client_id: int, result: Result | None = None, index: int = 0) -> None:
        super().__init__()
        self._header = ClientHeader()
        self._tabs = TabBar()
        self._nobody = Static(_("This client was deleted in the meantime."), id="nobody", markup=False)
        self._place = Vertical(self._nobody, id="sections")
        self._result = result
        self._count = len(result) if result is not None else 0
        self._index = index
        self._answers: dict[str, Any] = {}
        self._mounted: dict[str, Section[Any]] = {}
        self.set_reactive(ClientDetail.client_id, client_id)

    def compose(self) -> ComposeResult:
        """Lay out header, tabs and the place of the sections, each of which comes when it is first wanted."""
        yield self._header
        yield self._tabs
        yield self._place
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the client."""
        self._tabs.active = self.section
        self._show_tabs()
        self.show_client()

    def on_unmount(self) -> None:
        """Let go of what was read."""
        self._answers = {}

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
        client = await self.read(self.stores.clients.get, self.client_id)
        if client is None:
            await self._show_nobody()
            return
        answers = {self.section: await self.read(_KINDS[self.section].read, self.stores, client)}
        with self.app.batch_update():
            self._answers = answers
            self._nobody.display = False
            self._show_header(client)
            await self._show_front()
        if not self.is_running:  # the program ends meanwhile
            return
        await self.wait_for_refresh()  # a thread that reads would hold up the first paint
        self.clients_app.make_charts_ready()
        for name in (name for name in _KINDS if name not in answers):
            answers[name] = await self.read(_KINDS[name].read, self.stores, client)
            if name == self.section:
                await self._show_front()
        self._show_tabs()

    def _show_header(self, client: Client | None) -> None:
        self._header.client = client
        if self._count:
            of = {"index": show.number(self._index + 1), "count": show.number(self._count)}
            self._header.place = _("{index} of {count}").format(**of)
        self._show_tabs()

    async def _show_nobody(self) -> None:
        """Say that the client is gone; the next and the previous one can still be reached."""
        self._answers = {}
        self._show_header(None)
        await self._show_front()
        self._nobody.display = True

    def _show_tabs(self) -> None:
        self._tabs.tabs = tuple(TabLabel(name, _(_KINDS[name].LABEL), self._count_of(name)) for name in _KINDS)

    def _count_of(self, name: str) -> str:
        answer = self._answers.get(name)
        count = None if answer is None else _KINDS[name].count(answer)
        return "" if count is None else show.number(count)

    # -- the sections ----------------------------------------------------------------------------

    async def watch_section(self) -> None:
        """Bring another section to the front."""
        self._tabs.active = self.section
        with self.app.batch_update():
            await self._show_front()

    async def _show_front(self) -> None:
        """Show the section in front as soon as its data are there; each is mounted when it is first shown."""
        name, answer = self.section, self._answers.get(self.section)
        if answer is not None and name not in self._mounted:
            self._mounted[name] = _KINDS[name]()
            await self._place.mount(self._mounted[name])
        for mounted, section in self._mounted.items():
            section.display = mounted == self.section and self._answers.get(mounted) is not None
        front = self._mounted.get(self.section)
        if front is not None and front.is_mounted and front.display:
            front.present(self._answers[self.section], self.client_id)
            if self.focused is None or front not in self.focused.ancestors:
                self.set_focus(front.main if front.main.focusable else None, scroll_visible=False)
        self.refresh_bindings()

    @property
    def front(self) -> ItemsSection[Any, Any] | None:
        """The list in front."""
        section = self._mounted.get(self.section)
        return section if isinstance(section, ItemsSection) and section.display else None

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
        names = list(_KINDS)
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
        self.workers.cancel_node(self)
        self.dismiss(self.client_id)

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
