"""The dialog that asks by which column to sort."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Label, OptionList
from textual.widgets.option_list import Option

from tui_clients.domain.query import Sort
from tui_clients.i18n import _
from tui_clients.ui.screens.base import Dialog


class SortDialog(Dialog[str]):
    """Returns the name of the column chosen; the present one again turns its order round."""

    DEFAULT_CSS = "SortDialog > .dialog { width: 40; }"

    def __init__(self, columns: Sequence[tuple[str, str]], present: Sort) -> None:
        super().__init__()
        self._columns = columns
        self._present = present

    def compose(self) -> ComposeResult:
        """List the columns, the present one under the cursor."""
        arrow = " ▼" if self._present.is_descending else " ▲"
        options = [
            Option(label + (arrow if name == self._present.field else ""), id=name) for name, label in self._columns
        ]
        with Vertical(classes="dialog"):
            yield Label(_("Sort by"), classes="dialog-title", markup=False)
            yield OptionList(*options, compact=True, markup=False)

    def on_mount(self) -> None:
        """Put the cursor on the present column."""
        names = [name for name, _label in self._columns]
        self.query_one(OptionList).highlighted = names.index(self._present.field)

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Return the column."""
        self.dismiss(event.option.id)
