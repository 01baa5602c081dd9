"""The list of the imports that were run, from which one can be taken back."""

from textual import on, work
from textual.app import ComposeResult

from tui_clients.i18n import _
from tui_clients.storage.imports import ImportRun, Imports
from tui_clients.ui import revert_words
from tui_clients.ui.commands import Group
from tui_clients.ui.screens import detail_rows, revert_run
from tui_clients.ui.screens.tone_list import ToneList
from tui_clients.ui.widgets.columns import Column
from tui_clients.ui.widgets.rows import ListRows
from tui_clients.ui.widgets.virtual_table import VirtualTable


class ImportList(ToneList[bool]):
    """Returns whether an import was taken back."""

    GROUPS = (Group.IMPORTS,)

    def __init__(self) -> None:
        super().__init__()
        self._runs: list[ImportRun] = []
        self._is_changed = False

    def compose(self) -> ComposeResult:
        """Lay out title, imports and keys."""
        at = detail_rows.moment_width()
        when, by, what, rows, file, back = revert_words.columns()
        columns = (
            Column("at", when, at, at),
            Column("by", by, 10, 6, gives_way=1),
            Column("kind", what, 15, 10),
            Column("counts", rows, 22, 9),
            Column("source", file, 22, 10, grows=True),
            Column("reverted", back, 24, 12, grows=True),
        )
        yield from self.parts(_("Imports"), _("Nothing was imported yet."), columns)

    def on_mount(self) -> None:
        """Read the imports."""
        self.fill()

    @work(exclusive=True, group="fill")
    async def fill(self) -> None:
        """Show the imports, the cursor where it was."""
        await self._fill()

    async def _fill(self) -> None:
        imports = Imports(self.stores.database)
        runs = await self.read(lambda: list(imports.runs()))
        if runs is not None:
            self._runs = runs
            tones = ["quiet" if run.is_taken_back else "warning" if run.left else "" for run in runs]
            self.show_rows(ListRows([revert_words.cells(run) for run in runs]), tones)
            self.explain()
            self.refresh_bindings()

    @on(VirtualTable.CursorMoved)
    def explain(self) -> None:
        """Show the import under the cursor in full."""
        if self._runs:
            self.say(revert_words.about(self._runs[self.cursor]))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to take back where there is something."""
        return bool(self._runs) or action != "take_back"

    @on(VirtualTable.Opened)
    @work(exclusive=True, group="revert")
    async def action_take_back(self) -> None:
        """Take the import under the cursor back."""
        run = self._runs[self.cursor]
        if run.is_taken_back:
            self.app.notify(_("This import was taken back already."), markup=False)
        elif await revert_run.take_back(self, [run]):
            self._is_changed = True
            await self._fill()

    def action_back(self) -> None:
        """Go back to the list."""
        self.dismiss(self._is_changed)
