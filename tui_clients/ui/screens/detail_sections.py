"""The sections of a profile: one is in front, the others are filled while they are out of sight."""

from collections.abc import Mapping
from typing import Any

from textual.widget import Widget
from textual.widgets import Static

from tui_clients.i18n import _
from tui_clients.ui import show
from tui_clients.ui.screens.detail_contacts import ContactsSection
from tui_clients.ui.screens.detail_documents import DocumentsSection
from tui_clients.ui.screens.detail_history import HistorySection
from tui_clients.ui.screens.detail_invoices import InvoicesSection
from tui_clients.ui.screens.detail_more import MoreSection
from tui_clients.ui.screens.detail_notes import NotesSection
from tui_clients.ui.screens.detail_profile import ProfileSection
from tui_clients.ui.screens.detail_projects import ProjectsSection
from tui_clients.ui.screens.detail_section import Section
from tui_clients.ui.widgets.ground import Ground
from tui_clients.ui.widgets.tab_bar import TabLabel

KINDS: Mapping[str, type[Section[Any]]] = {
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


class Sections(Ground):
    """The place of the sections, each of which is mounted when it is first filled, and stays.

    To mount one takes 15 to 30 ms, to bring one that is there to the front a third of that.
    """

    DEFAULT_CSS = """
    Sections {
        height: 1fr;
        & > #nobody { display: none; height: 1fr; content-align: center middle; color: $text-muted; }
    }
    """

    def __init__(self) -> None:
        self._nobody = Static(_("This client was deleted in the meantime."), id="nobody", markup=False)
        super().__init__(self._nobody)
        self._mounted: dict[str, Section[Any]] = {}
        self._counts: dict[str, int | None] = {}
        self._filled: set[str] = set()
        self._owner_id = 0
        self.front: Section[Any] | None = None
        """The section that is seen, None where none is."""

    def begin(self, owner_id: int) -> None:
        """Go over to a client, or read the same one again: what is there is shown no more until it was read."""
        self._filled.clear()
        if owner_id != self._owner_id:
            self._counts = {}
        self._owner_id = owner_id
        self._nobody.display = False

    def end(self) -> None:
        """Say that the client is gone."""
        self._filled.clear()
        self._counts = {}
        self._nobody.display = True

    async def fill(self, name: str, answer: Any) -> None:
        """Give a section what was read for it; nothing is shown of one whose reading was refused."""
        if answer is None:
            return
        if name not in self._mounted:
            self._mounted[name] = section = KINDS[name]()
            section.display = False
            await self.mount(section)
        if not self._mounted[name].is_attached:  # the program ends meanwhile
            return
        self._counts[name] = KINDS[name].count(answer)
        self._filled.add(name)
        self._mounted[name].present(answer, self._owner_id)

    def bring(self, name: str) -> Section[Any] | None:
        """Bring a section to the front, where it is seen if it is filled; return it if it is."""
        for mounted, section in self._mounted.items():
            section.display = mounted == name and name in self._filled
        self.front = self._mounted[name] if name in self._filled else None
        if self.front is not None:
            self.front.was_seen = True
        return self.front

    def labels(self) -> tuple[TabLabel, ...]:
        """Return what stands on the tabs."""
        counts = {name: show.number(count) for name, count in self._counts.items() if count is not None}
        return tuple(TabLabel(name, _(kind.LABEL), counts.get(name, "")) for name, kind in KINDS.items())

    def forget(self, front: str) -> Widget | None:
        """Let go of the client, and of what was done with it; give the widget that takes the keys of a section.

        Of that section stays what is painted, out of sight: to lay it out again is half of what it takes to open it.
        """
        self._filled.clear()
        self._counts = {}
        self._owner_id = 0
        self._nobody.display = False
        for name, section in self._mounted.items():
            section.forget()
            section.display = name == front
        self.front = None
        return self._mounted[front].main if front in self._mounted else None
