"""The dialog that shows one row of an import whole: as it will be stored, and as it stands in the file."""

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Label

from tui_clients.domain.text import cells, shorten, visible
from tui_clients.formats.mapping import Column, Role
from tui_clients.i18n import _
from tui_clients.services.importing import Decision, Plan
from tui_clients.ui import import_words, show
from tui_clients.ui.commands import Group
from tui_clients.ui.screens import import_rows
from tui_clients.ui.screens.base import Dialog
from tui_clients.ui.text import safe
from tui_clients.ui.widgets.facts import Fact, Facts

_LABEL = 24  # cells


class RowDialog(Dialog[None]):
    """A row, field by field."""

    GROUPS = (Group.PANEL,)
    DEFAULT_CSS = """
    RowDialog {
        & > .dialog { width: 100; height: 90%; }
        & .dialog-title { width: 100%; height: auto; }
        & VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; }
        & Facts { margin: 0 0 1 0; }
    }
    """

    def __init__(self, plan: Plan, decision: Decision) -> None:
        super().__init__()
        self._plan = plan
        self._decision = decision

    def compose(self) -> ComposeResult:
        """Show the fields, then the cells."""
        with Vertical(classes="dialog"):
            yield Label(safe(import_words.row(self._plan.mapping.target, self._decision)), classes="dialog-title")
            with VerticalScroll():
                yield _facts(_("As it will be stored"), self._fields())
                yield _facts(_("In the file"), self._cells())

    def _fields(self) -> list[Fact]:
        target, complaints = self._plan.mapping.target, {}
        for problem in reversed(self._decision.problems):
            complaints[problem.field] = import_words.reason(target.name, problem)
        return [
            _fact(import_rows.label(target, name), import_rows.value(self._decision, name), complaints.get(name, ""))
            for name in import_rows.names(target, [self._decision])
        ]

    def _cells(self) -> list[Fact]:
        row = self._plan.cells(self._decision.row)
        named = zip(self._plan.mapping.columns, row, strict=False)
        return [
            _fact(column.name, cell, self._remark(position, column))
            for position, (column, cell) in enumerate(named)
            if column.name and cell.strip()
        ]

    def _remark(self, position: int, column: Column) -> str:
        line = self._decision.row.line
        if any((cell.line, cell.column) == (line, position) for cell in self._plan.options.fixes):
            return _("corrected here")
        return _("left out") if column.role is Role.UNUSED else ""


def _fact(label: str, value: str, complaint: str) -> Fact:
    shown = shorten(visible(label), _LABEL)
    return Fact(shown, value or show.MISSING, complaint, not value)


def _facts(heading: str, given: list[Fact]) -> Facts:
    facts = Facts(heading)
    facts.facts = tuple(given)
    facts.label_width = max((cells(fact.label) for fact in given), default=0)
    return facts
