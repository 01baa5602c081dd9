"""The last step of the import assistant: what the import did."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from tui_clients.i18n import _, ngettext
from tui_clients.services.importing import Report
from tui_clients.services.importing.sources import Refused
from tui_clients.ui import import_words, show
from tui_clients.ui.screens import report_lines
from tui_clients.ui.screens.import_run import Imported
from tui_clients.ui.screens.import_table import ToneTable
from tui_clients.ui.screens.report_lines import ReportLine
from tui_clients.ui.text import safe
from tui_clients.ui.widgets.cards import Cards, Figure
from tui_clients.ui.widgets.rows import ListRows
from tui_clients.ui.widgets.tool_button import ToolButton
from tui_clients.ui.widgets.virtual_table import VirtualTable


class ReportStep(Vertical):
    """Figures, the columns that were left out, and every problem with its line."""

    DEFAULT_CSS = """
    ReportStep {
        padding: 1 0 0 0;
        & > #result { height: auto; padding: 0 2; text-style: bold; margin: 0 0 1 0; }
        & > Cards { padding: 0 2; margin: 0 0 1 0; }
        & > #left-out { height: auto; max-height: 3; padding: 0 2; color: $text-muted; margin: 0 0 1 0; }
        & > #about-problems { height: auto; padding: 0 2; color: $accent; text-style: bold; }
        & > ToneTable { height: 1fr; }
        & > #problem { height: 2; padding: 0 2; color: $text-muted; }
        & > #bar { height: 1; padding: 0 2; }
        &.-sound { & > #about-problems { color: $text-muted; } & > ToneTable, & > #problem { visibility: hidden; } }
        &.-whole > #left-out { display: none; }
        &.-nothing-rejected #save, &.-nothing-done #take-back { display: none; }
    }
    """

    def __init__(self) -> None:
        super().__init__(id="report")
        self._lines: list[ReportLine] = []

    def compose(self) -> ComposeResult:
        """Lay out figures, problems and the way back."""
        yield Static(id="result", markup=False)
        yield Cards()
        yield Static(id="left-out", markup=False)
        yield Static(id="about-problems", markup=False)
        yield ToneTable(id="problems")
        yield Static(id="problem", markup=False)
        with Horizontal(id="bar"):
            yield ToolButton(_("Back"), "screen.back", id="done", is_primary=True)
            yield ToolButton(_("Save rejected"), "screen.save_rejected", id="save")
            yield ToolButton(_("Take back"), "screen.take_back", id="take-back")

    def show(self, imported: Imported, refused: Sequence[Refused] = ()) -> None:
        """Show what became of one file, or of several and of those that could not be read."""
        reports = [report for _plan, report in imported]
        has_files = len(imported) + len(refused) > 1
        self._lines = list(report_lines.of(imported, refused))
        problems = sum(report.problem_count for report in reports)
        unmapped = tuple(dict.fromkeys(name for report in reports for name in report.unmapped))
        self.set_class(not self._lines, "-sound")
        self.set_class(not unmapped, "-whole")
        self.set_class(not any(report.rejected for report in reports), "-nothing-rejected")
        self.set_class(not any(report.has_changes for report in reports), "-nothing-done")
        self.query_one("#result", Static).update(safe(_result(imported, len(refused))))
        self.query_one(Cards).figures = _figures(reports)
        left_out = _("Columns left out: {columns}").format(columns=import_words.listed(unmapped))
        self.query_one("#left-out", Static).update(safe(left_out))
        kept = sum(len(report.problems) for report in reports)
        self.query_one("#about-problems", Static).update(_about(problems, kept))
        table = self.query_one(ToneTable)
        table.columns = report_lines.columns(has_files)
        table.show(ListRows([line.cells for line in self._lines]), [line.tone for line in self._lines])
        self.explain()

    @on(VirtualTable.CursorMoved)
    def explain(self) -> None:
        """Show the problem under the cursor in full."""
        if self._lines:
            line = self._lines[self.query_one(ToneTable).cursor]
            self.query_one("#problem", Static).update(safe(line.sentence))

    def focus_first(self) -> None:
        """Give the focus to the problems, or to the way back."""
        self.query_one(ToneTable if self._lines else "#done").focus()


def _result(imported: Imported, refused: int) -> str:
    """Return in a sentence or two what the import did; `refused` files could not be read."""
    reports = [report for _plan, report in imported]
    if len(reports) + refused > 1:
        return report_lines.result_of_all(reports, refused)
    [(plan, report)] = imported
    return "\n".join(filter(None, (import_words.result(report, plan.path), import_words.belongings(report))))


def _figures(reports: Sequence[Report]) -> tuple[Figure, ...]:
    figures = (
        (_("New"), sum(report.created for report in reports)),
        (_("Updated"), sum(report.updated for report in reports)),
        (_("Skipped"), sum(report.skipped for report in reports)),
        (_("Rejected"), sum(report.rejected for report in reports)),
        (_("To check"), sum(report.flagged for report in reports)),
    )
    return tuple(Figure(label, show.number(count), is_quiet=not count) for label, count in figures)


def _about(count: int, shown: int) -> str:
    if not count:
        return _("Nothing was wrong with the rows.")
    if count > shown:
        sentence = _("The first {shown} of {count} problems")
        return sentence.format(shown=show.number(shown), count=show.number(count))
    return ngettext("{count} problem", "{count} problems", count).format(count=show.number(count))
