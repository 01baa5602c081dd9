"""The dialog that asks a question with a few answers."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Label

from tui_clients.ui.screens.base import Dialog
from tui_clients.ui.text import safe
from tui_clients.ui.widgets.button_row import ButtonRow


class Confirm(Dialog[str]):
    """Returns the id of the answer, or None if the dialog was canceled; the question may hold data and line breaks."""

    DEFAULT_CSS = """
    Confirm {
        & #question { width: 100%; height: auto; margin: 0 0 1 0; }
    }
    """

    def __init__(self, question: str, choices: Sequence[tuple[str, str]], default: str = "") -> None:
        super().__init__()
        self._question = question
        self._choices = choices
        self._default = default or choices[0][0]

    def compose(self) -> ComposeResult:
        """Show the question above its answers."""
        with Vertical(classes="dialog"):
            yield Label(safe(self._question, line_breaks=True), id="question")
            yield ButtonRow(self._choices)

    def on_mount(self) -> None:
        """Put the focus on the answer that does least."""
        self.query_one(ButtonRow).focus_button(self._default)

    @on(ButtonRow.Chosen)
    def answer(self, event: ButtonRow.Chosen) -> None:
        """Return the answer."""
        self.dismiss(event.id)
