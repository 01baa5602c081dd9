"""A form in a dialog: for what belongs to a client."""

from collections.abc import Mapping
from typing import ClassVar, Generic

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Label

from tui_clients.ui.commands import Group
from tui_clients.ui.screens.base import Dialog
from tui_clients.ui.screens.form import Form, Thing
from tui_clients.ui.text import safe


class DialogForm(Dialog[Thing], Form[Thing, Thing], Generic[Thing]):
    """Returns the thing as it was stored, or None if nothing was."""

    GROUPS = (Group.FORM,)
    SHARES: ClassVar[Mapping[str, int]] = {"#fields": 70}
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    DialogForm {
        & > .dialog { width: 76; max-width: 100%; padding: 0; }
        & #title { width: 100%; height: 1; padding: 0 1; text-style: bold; }
        & #hint { width: 100%; height: auto; padding: 0 1; color: $text-muted; display: none; }
        & #hint.-shown { display: block; }
        & #fields { height: auto; margin: 1 0; }
    }
    """

    def compose(self) -> ComposeResult:
        """Lay out the form above the list it belongs to."""
        with Vertical(classes="dialog"):
            yield from super().compose()

    def action_cancel(self) -> None:
        """Leave the form; ask first if something was changed."""
        Form.action_cancel(self)

    def begin(self) -> None:
        """Begin in the first field that is to be filled in, else in the first one."""
        super().begin()
        rows = list(self._rows.values())
        missing = [row for row in rows if row.field.required and not row.input.value]
        (missing or rows)[0].input.focus()

    def hint(self) -> str:
        """Return a sentence below the heading, raw."""
        return ""

    def lay_out(self) -> ComposeResult:
        """Yield the fields below the sentence."""
        hint = self.hint()
        if hint:
            yield Label(safe(hint), id="hint", classes="-shown")
        yield from super().lay_out()
