"""The part of the import assistant that shows the first rows of the file as they will be stored."""

from collections.abc import Sequence
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tui_clients.i18n import _
from tui_clients.services.importing import Decision, Outcome
from tui_clients.ui import import_words, words
from tui_clients.ui.screens import import_rows
from tui_clients.ui.screens.detail_rows import ItemRows
from tui_clients.ui.screens.import_reading import Reading
from tui_clients.ui.screens.import_row import RowDialog
from tui_clients.ui.screens.import_table import ToneTable
from tui_clients.ui.text import safe
from tui_clients.ui.widgets.virtual_table import VirtualTable


class PreviewPane(Vertical):
    """The rows, and below them what becomes of the one under the cursor."""

    DEFAULT_CSS = """
    PreviewPane {
        & > ToneTable { height: 1fr; }
        & > #row { height: 2; padding: 0 2; color: $text-muted; }
        & > #none { display: none; height: 1fr; padding: 1 2; color: $text-muted; }
        &.-none { & > ToneTable, & > #row { display: none; } & > #none { display: block; } }
    }
    """

    def __init__(self) -> None:
        super().__init__(id="preview", classes="pane")
        self._reading: Reading | None = None
        self._shown: Sequence[Decision] = ()
        self._only_problems = False

    def compose(self) -> ComposeResult:
        """Lay out the rows and the sentence below."""
        yield Static(_("Preview"), classes="heading", markup=False)
        yield ToneTable(id="rows")
        yield Static(id="none", markup=False)
        yield Static(id="row", markup=False)

    @property
    def table(self) -> ToneTable:
        """The rows."""
        return self.query_one(ToneTable)

    @property
    def title(self) -> str:
        """What the rows are."""
        return _("Preview: only problems") if self._only_problems else _("Preview")

    def show(self, reading: Reading) -> None:
        """Show what was read of a file."""
        is_other = self._reading is None or self._reading.plan.path != reading.plan.path
        self._reading = reading
        if is_other:
            self._only_problems = False
            self.table.cursor = 0
        self._show_rows()

    def _show_rows(self) -> None:
        if self._reading is None:
            return
        plan, decisions = self._reading.plan, self._reading.decisions
        self._shown = [d for d in decisions if has_problem(d)] if self._only_problems else decisions
        names = import_rows.shown_names(plan.mapping.target, decisions)
        self.table.columns = import_rows.columns(plan.mapping.target, names)
        rows = ItemRows(self._shown, partial(import_rows.cells, shown=names))
        self.table.show(rows, [tone(decision) for decision in self._shown])
        self.query_one(".heading", Static).update(self.title)
        self.query_one("#none", Static).update(safe(self._why_nothing(self._reading)))
        self.set_class(not self._shown, "-none")
        self.explain()

    def _why_nothing(self, reading: Reading) -> str:
        missing = reading.plan.mapping.missing
        if reading.refusal:
            return words.sentence(reading.refusal)
        if missing:
            label = import_words.field(reading.plan.mapping.target, missing[0])
            return _("No column goes to “{field}” yet. Choose one under “Columns”.").format(field=label)
        if reading.decisions:
            return _("None of the rows shown has a problem.")
        return _("There are no rows below the header.")

    @on(VirtualTable.CursorMoved)
    def explain(self) -> None:
        """Say what becomes of the row under the cursor."""
        if self._reading and self._shown:
            decision = self._shown[self.table.cursor]
            sentence = import_words.row(self._reading.plan.mapping.target, decision)
            self.query_one("#row", Static).update(safe(sentence))

    def toggle_problems(self) -> None:
        """Show only the rows with problems, or all of them again."""
        self._only_problems = not self._only_problems
        self.table.cursor = 0
        self._show_rows()

    @on(VirtualTable.Opened)
    def open_row(self, event: VirtualTable.Opened) -> None:
        """Show a row whole."""
        event.stop()
        if self._reading:
            self.app.push_screen(RowDialog(self._reading.plan, self._shown[event.index]))


def has_problem(decision: Decision) -> bool:
    """Whether a row is worth a look."""
    return bool(decision.problems) or decision.is_open


def tone(decision: Decision) -> str:
    """Return the tone of a row."""
    if decision.outcome is Outcome.REJECTED:
        return "error"
    if decision.outcome is Outcome.SKIPPED and not decision.is_open:
        return "quiet"
    return "warning" if has_problem(decision) else ""
