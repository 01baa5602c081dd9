"""What was deleted from a list, above the list: it is seen here, and brought back."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tui_clients.domain.text import cells, one_line
from tui_clients.i18n import _
from tui_clients.ui import show
from tui_clients.ui.commands import Group
from tui_clients.ui.screens import detail_rows
from tui_clients.ui.screens.base import Dialog
from tui_clients.ui.screens.import_table import ToneTable
from tui_clients.ui.text import safe
from tui_clients.ui.widgets.columns import Column
from tui_clients.ui.widgets.rows import ListRows
from tui_clients.ui.widgets.virtual_table import VirtualTable


class Lying(Protocol):
    """What lies in the trash: known by `name`, put there at a moment by somebody."""

    @property
    def id(self) -> int:
        """What tells it from the others."""

    @property
    def name(self) -> str:
        """What a reader knows it by."""

    @property
    def at(self) -> datetime | None:
        """When it was deleted."""

    @property
    def by(self) -> str:
        """Who deleted it."""


class TrashDialog(Dialog[Mapping[int, int]]):
    """Returns for the id of each that came back the one it has now; closes when nothing is left.

    `bring_back` brings something back, in a thread, and returns the id it has then.
    """

    GROUPS = (Group.TRASH, Group.PANEL)
    AUTO_FOCUS = "ToneTable"
    DEFAULT_CSS = """
    TrashDialog {
        & > .dialog { width: 76; max-width: 100%; height: 18; padding: 0 1; }
        & #about { width: 100%; height: 2; padding: 0 1; color: $text-muted; }
        & ToneTable { height: 1fr; }
    }
    """

    def __init__(self, of: str, found: Sequence[Lying], bring_back: Callable[[Lying], int]) -> None:
        super().__init__()
        self._bring_back = bring_back
        self._of = of
        self._found = list(found)
        self._came: dict[int, int] = {}
        self._about = Static("", id="about", markup=False)

    def compose(self) -> ComposeResult:
        """Lay out what was deleted, and what the row under the cursor says in full."""
        with Vertical(classes="dialog"):
            yield Static(_("Trash: {list}").format(list=self._of), classes="dialog-title", markup=False)
            yield ToneTable(_columns())
            yield self._about

    def on_mount(self) -> None:
        """Show what was deleted."""
        self._show()

    def _show(self) -> None:
        table = self.query_one(ToneTable)
        rows = [[one_line(each.name), show.moment(each.at) if each.at else "", each.by] for each in self._found]
        table.show(ListRows(rows), [""] * len(rows))
        self.explain()

    @on(VirtualTable.CursorMoved)
    def explain(self) -> None:
        """Show the name under the cursor in full."""
        cursor = self.query_one(ToneTable).cursor
        if 0 <= cursor < len(self._found):
            self._about.update(safe(self._found[cursor].name))

    @on(VirtualTable.Opened)
    @work(exclusive=True, group="restore")
    async def action_restore(self) -> None:
        """Bring back what is under the cursor."""
        chosen = self._found[self.query_one(ToneTable).cursor]
        came = await self.read(self._bring_back, chosen)
        if came is None:
            return
        self._came[chosen.id] = came
        self._found.remove(chosen)
        self.app.notify(_("“{name}” is back.").format(name=show.short(one_line(chosen.name))), markup=False)
        if self._found:
            self._show()
        else:
            self.dismiss(self._came)

    def action_cancel(self) -> None:
        """Go back to the list."""
        self.dismiss(self._came)


def _columns() -> tuple[Column, ...]:
    at = detail_rows.moment_width()
    return (
        Column("name", _("Name"), 40, 20, grows=True),
        Column("at", _("Deleted"), at, at),
        Column("by", _("By"), max(10, cells(_("By"))), 6, gives_way=1),
    )
