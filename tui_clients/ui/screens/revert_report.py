"""The dialog that says what an import that was taken back has left, and why."""

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Label, Static

from tui_clients.i18n import _
from tui_clients.services.reverting import Outcome
from tui_clients.ui import revert_words
from tui_clients.ui.commands import Group
from tui_clients.ui.screens.base import Dialog
from tui_clients.ui.screens.import_table import ToneTable
from tui_clients.ui.text import safe
from tui_clients.ui.widgets.button_row import ButtonRow
from tui_clients.ui.widgets.columns import Column
from tui_clients.ui.widgets.rows import ListRows
from tui_clients.ui.widgets.virtual_table import VirtualTable


class RevertReport(Dialog[None]):
    """The rows that were left, each with what was changed in it since, by whom and when."""

    GROUPS = (Group.PANEL,)
    DEFAULT_CSS = """
    RevertReport {
        & > .dialog { width: 110; }
        & #result { width: 100%; height: auto; margin: 0 0 1 0; }
        & #row { height: 2; color: $text-muted; }
        & ButtonRow { margin: 1 0 0 0; }
    }
    """
    SHARES: ClassVar[Mapping[str, int]] = {"ToneTable": 40}
    AUTO_FOCUS = "ToneTable"

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self._outcome = outcome

    def compose(self) -> ComposeResult:
        """Show what was done above what was not."""
        with Vertical(classes="dialog"):
            yield Label(_("Not everything could be taken back"), classes="dialog-title", markup=False)
            yield Static(safe(revert_words.outcome(self._outcome)), id="result")
            yield ToneTable(
                (
                    Column("row", _("Left as it is"), 34, 16, grows=True),
                    Column("fields", _("Changed since"), 24, 12, grows=True),
                    Column("author", _("When and by whom"), 28, 12),
                )
            )
            yield Static(id="row", markup=False)
            yield ButtonRow([("close", _("Close"))])

    def on_mount(self) -> None:
        """Fill the table."""
        rows = [revert_words.left(left) for left in self._outcome.left]
        table = self.query_one(ToneTable)
        table.styles.height = len(rows) + 1  # and the names of the columns
        table.show(ListRows(rows), [""] * len(rows))
        self.explain()

    @on(VirtualTable.CursorMoved)
    def explain(self) -> None:
        """Show the row under the cursor in full, and below the last one that there are more."""
        cursor, left = self.query_one(ToneTable).cursor, self._outcome.left
        parts = [part for part in revert_words.left(left[cursor]) if part]
        rest = self._outcome.left_count - len(left)
        more = [revert_words.more(rest)] if rest and cursor == len(left) - 1 else []
        self.query_one("#row", Static).update(safe(" · ".join([*parts, *more])))

    @on(ButtonRow.Chosen)
    @on(VirtualTable.Opened)
    def close(self) -> None:
        """Leave."""
        self.dismiss(None)
