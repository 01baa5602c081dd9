"""Asks which cell of a row of an import is to be corrected, and how it shall read; the file stays as it is."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tui_clients.domain.text import one_line, shorten, visible
from tui_clients.formats.mapping import Role
from tui_clients.i18n import _
from tui_clients.services.importing import Decision, Options, Plan
from tui_clients.services.importing.fixes import Cell
from tui_clients.services.spreadsheet import guarded
from tui_clients.ui import import_words, show
from tui_clients.ui.screens.cell_dialog import CellDialog
from tui_clients.ui.screens.choice_dialog import ChoiceDialog
from tui_clients.ui.widgets.choice_match import Choice

if TYPE_CHECKING:
    from textual.app import App

_LONGEST = 5_000  # characters of a cell that can be edited in a line
_MANY = 200  # columns
_SHOWN = 40  # cells of a cell or column name in a choice


async def ask(app: "App[None]", plan: Plan, decision: Decision) -> tuple[int, str] | None:
    """Return a column of the row and its new text, or None if nothing is to be changed."""
    columns = plan.mapping.columns
    cells = [*plan.cells(decision.row), *[""] * (len(columns) - len(decision.row.cells))]
    title = _("Line {line}: which cell?").format(line=show.number(decision.row.line))
    choices = [
        Choice.of(str(position), f"{_short(columns[position].name)}: {_short(cells[position])}")
        for position in _offered(plan, cells)
    ]
    chosen = await app.push_screen_wait(ChoiceDialog(title, choices, str(_wrong(plan, decision))))
    if not chosen:
        return None
    position = int(chosen)
    if len(cells[position]) > _LONGEST:
        app.notify(_("This cell is too long to be corrected here."), severity="warning", markup=False)
        return None
    before = one_line(cells[position])
    problems = [each for each in decision.problems if each.field == columns[position].field]
    hint = import_words.problem(plan.mapping.target, problems[0]) if problems else ""
    name = _short(columns[position].name)
    text = await app.push_screen_wait(CellDialog(name, before, hint=hint))
    return None if text is None or text == before else (position, text)


def _short(text: str) -> str:
    return shorten(visible(text[:_LONGEST]), _SHOWN)


def _offered(plan: Plan, cells: Sequence[str]) -> list[int]:
    """Return the columns that can be corrected: all, but of very many those that go somewhere or hold something."""
    named = [position for position, column in enumerate(plan.mapping.columns) if column.name]
    if len(named) <= _MANY:
        return named
    telling = [i for i in named if plan.mapping.columns[i].role is not Role.UNUSED or cells[i].strip()]
    return telling[:_MANY]


def _wrong(plan: Plan, decision: Decision) -> int:
    """Return the column of the first thing that is wrong with a row, or its first column."""
    fields = [problem.field for problem in decision.problems]
    found = (
        position
        for field in fields
        for position, column in enumerate(plan.mapping.columns)
        if column.field == field and column.role is not Role.UNUSED
    )
    return next(found, 0)


def corrected(plan: Plan, cell: Cell, text: str) -> Options:
    """Return the options with a cell corrected."""
    kept = guarded(text) if plan.is_guarded else text
    return replace(plan.options, fixes={**plan.options.fixes, cell: kept})
