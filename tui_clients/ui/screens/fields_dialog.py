"""The dialog in which the fields of an export are chosen."""

from collections.abc import Collection, Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Label, SelectionList
from textual.widgets.selection_list import Selection

from tui_clients.domain.fields import FIELDS
from tui_clients.i18n import _
from tui_clients.ui import words
from tui_clients.ui.screens.base import Dialog
from tui_clients.ui.widgets.button_row import ButtonRow


class FieldsDialog(Dialog[tuple[str, ...]]):
    """Returns the names of the fields that were chosen, in the order of the table of fields; at least one."""

    TALL = 20
    SHARES: ClassVar[Mapping[str, int]] = {"SelectionList": 50}
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "take", show=False, priority=True)]
    DEFAULT_CSS = """
    FieldsDialog {
        & > .dialog { width: 50; }
        & SelectionList { height: auto; scrollbar-size-vertical: 1; }
        & #hint { width: 100%; height: auto; color: $text-muted; margin: 0 0 1 0; }
        & ButtonRow { margin: 1 0 0 0; }
        &.-short { & #hint, & ButtonRow { margin: 0; } }
    }
    """

    def __init__(self, chosen: Collection[str]) -> None:
        super().__init__()
        self._chosen = chosen

    def compose(self) -> ComposeResult:
        """List the fields, those that are chosen marked."""
        fields = [Selection(words.label(field), field.name, field.name in self._chosen) for field in FIELDS]
        with Vertical(classes="dialog"):
            yield Label(_("Fields"), classes="dialog-title", markup=False)
            yield Label(_("Space chooses a field, Enter takes them."), id="hint", markup=False)
            yield SelectionList(*fields, compact=True)
            yield ButtonRow([("take", _("Take")), ("cancel", _("Cancel"))])

    def on_mount(self) -> None:
        """Begin with the list."""
        self.query_one(SelectionList).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave Enter to a button that has the focus."""
        return action != "take" or self.query_one(SelectionList).has_focus

    def action_take(self) -> None:
        """Return the fields, unless there are none."""
        selected = set(self.query_one(SelectionList).selected)
        if selected:
            self.dismiss(tuple(field.name for field in FIELDS if field.name in selected))
        else:
            self.query_one("#hint", Label).update(_("Please choose at least one field."))

    @on(ButtonRow.Chosen)
    def press(self, event: ButtonRow.Chosen) -> None:
        """Do what the button says."""
        (self.action_take if event.id == "take" else self.action_cancel)()
