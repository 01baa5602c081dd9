"""What stands on a terminal that is too small."""

from textual.app import ComposeResult
from textual.widgets import Static

from tui_clients.i18n import _
from tui_clients.ui.screens.base import CommandScreen

MIN_WIDTH = 60
MIN_HEIGHT = 16


class TooSmall(CommandScreen[None]):
    """One sentence, until the terminal is larger; what was on the screen waits below."""

    DEFAULT_CSS = """
    TooSmall {
        align: center middle;
        & Static { width: 100%; text-align: center; }
    }
    """

    def compose(self) -> ComposeResult:
        """Say what is needed."""
        sentence = _("The terminal is too small. Please make it at least {width} × {height}.")
        yield Static(sentence.format(width=MIN_WIDTH, height=MIN_HEIGHT), markup=False)
