"""The last step of the import assistant: what the import did."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from tui_clients.domain.text import shorten, visible
from tui_clients.formats.targets import Target
from tui_clients.i18n import _, ngettext
from tui_clients.services.importing import Found, Plan, Report
from tui_clients.ui import import_words, show
from tui_clients.ui.screens.import_table import ToneTable
from tui_clients.ui.text import safe
from tui_clients.ui.widgets.cards import Cards, Figure
from tui_clients.ui.widgets.columns import Column
from tui_clients.ui.widgets.rows import ListRows
from tui_clients.ui.widgets.tool_button import ToolButton
from tui_clients.ui.widgets.virtual_table import VirtualTable

_LONGEST_VALUE = 100  # cells


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
        self._plan: Plan | None = None
        self._problems: tuple[Found, ...] = ()

    def compose(self) -> ComposeResult:
        """Lay out figures, problems and the way back."""
        yield Static(id="result", markup=False)
        yield Cards(5)
        yield Static(id="left-out", markup=False)
        yield Static(id="about-problems", markup=False)
        yield ToneTable(
            (
                Column("line", _("Line"), 8, 6, is_right=True),
                Column("field", _("Field"), 18, 12, gives_way=1),
                Column("value", _("Value"), 28, 12, grows=True),
                Column("problem", _("What is wrong"), 40, 20, grows=True),
            ),
            id="problems",
        )
        yield Static(id="problem", markup=False)
        with Horizontal(id="bar"):
            yield ToolButton(_("Back to the list"), "screen.back", id="done", is_primary=True)
            yield ToolButton(_("Save the rejected rows…"), "screen.save_rejected", id="save")
            yield ToolButton(_("Take this import back…"), "screen.take_back", id="take-back")

    def show(self, report: Report, plan: Plan) -> None:
        """Show what became of a file."""
        self._plan, self._problems = plan, report.problems
        self.set_class(not report.problem_count, "-sound")
        self.set_class(not report.unmapped, "-whole")
        self.set_class(not report.rejected, "-nothing-rejected")
        self.set_class(not report.created + report.updated, "-nothing-done")
        result = "\n".join(filter(None, (import_words.result(report, plan.path), import_words.belongings(report))))
        self.query_one("#result", Static).update(safe(result))
        self.query_one(Cards).figures = _figures(report)
        left_out = _("Columns left out: {columns}").format(columns=import_words.listed(report.unmapped))
        self.query_one("#left-out", Static).update(safe(left_out))
        self.query_one("#about-problems", Static).update(_about(report))
        rows = [self._cells(plan.mapping.target, found) for found in report.problems]
        tones = ["error" if found.problem.is_rejecting else "" for found in report.problems]
        self.query_one(ToneTable).show(ListRows(rows), tones)
        self.explain()

    def _cells(self, target: Target, found: Found) -> tuple[str, ...]:
        problem = found.problem
        value = shorten(visible(problem.value), _LONGEST_VALUE)
        label = import_words.field(target, problem.field)
        return show.number(found.line), label, value, import_words.reason(target.name, problem)

    @on(VirtualTable.CursorMoved)
    def explain(self) -> None:
        """Show the problem under the cursor in full."""
        if self._problems and self._plan:
            found = self._problems[self.query_one(ToneTable).cursor]
            sentence = import_words.problem(self._plan.mapping.target, found.problem)
            line = _("Line {line}: {problem}").format(line=show.number(found.line), problem=sentence)
            self.query_one("#problem", Static).update(safe(line))

    def focus_first(self) -> None:
        """Give the focus to the problems, or to the way back."""
        self.query_one(ToneTable if self._problems else "#done").focus()


def _figures(report: Report) -> tuple[Figure, ...]:
    figures = (
        (_("New"), report.created),
        (_("Updated"), report.updated),
        (_("Skipped"), report.skipped),
        (_("Rejected"), report.rejected),
        (_("To check"), report.flagged),
    )
    return tuple(Figure(label, show.number(count), is_quiet=not count) for label, count in figures)


def _about(report: Report) -> str:
    count = report.problem_count
    if not count:
        return _("Nothing was wrong with the rows.")
    if count > len(report.problems):
        sentence = _("The first {shown} of {count} problems")
        return sentence.format(shown=show.number(len(report.problems)), count=show.number(count))
    return ngettext("{count} problem", "{count} problems", count).format(count=show.number(count))
