"""The dialog that asks for a text in one line."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Label

from tui_clients.i18n import _
from tui_clients.ui.screens.base import Dialog
from tui_clients.ui.text import safe
from tui_clients.ui.widgets.line import Line


class CellDialog(Dialog[str]):
    """Returns what was typed, which may be nothing, or None if the dialog was canceled."""

    DEFAULT_CSS = """
    CellDialog {
        & Line, & Line:focus { width: 100%; border-left: wide $accent; background: $primary 25%; margin: 0 0 1 0; }
        & #hint { width: 100%; height: auto; margin: 0 0 1 0; }
        & #keys { width: 100%; height: auto; color: $text-muted; }
    }
    """

    def __init__(self, title: str, text: str = "", *, hint: str = "") -> None:
        super().__init__()
        self._heading = title
        self._text = text
        self._hint = hint

    def compose(self) -> ComposeResult:
        """Show what is asked for, and the text as it is."""
        with Vertical(classes="dialog"):
            yield Label(safe(self._heading), classes="dialog-title")
            if self._hint:
                yield Label(safe(self._hint), id="hint")
            yield Line(self._text)
            yield Label(_("Enter takes it · Esc leaves it as it was"), id="keys", markup=False)

    def on_mount(self) -> None:
        """Put the cursor behind the text."""
        line = self.query_one(Line)
        line.focus()
        line.action_end()

    @on(Input.Submitted)
    def take(self) -> None:
        """Return what was typed."""
        self.dismiss(self.query_one(Line).text)
