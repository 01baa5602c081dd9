"""What stands on a terminal that is too small."""

from textual import events
from textual.app import ComposeResult
from textual.geometry import Size
from textual.widgets import Static

from tui_clients.i18n import _
from tui_clients.ui.screens.base import CommandScreen

MIN_WIDTH = 60
MIN_HEIGHT = 16


def is_too_small(size: Size) -> bool:
    """Whether nothing sensible fits into a terminal of this size."""
    return size.width < MIN_WIDTH or size.height < MIN_HEIGHT


class TooSmall(CommandScreen[None]):
    """One sentence, until the terminal is larger; what was on the screen waits below."""

    DEFAULT_CSS = """
    TooSmall {
        align: center middle;
        & Static { width: 100%; text-align: center; }
    }
    """

    def on_screen_resume(self, _event: events.ScreenResume) -> None:
        """Go when what stood above is closed and the terminal has grown meanwhile."""
        self.leave_if_there_is_room(self.app.size)

    def leave_if_there_is_room(self, size: Size) -> None:
        """Show what waits below as soon as it fits."""
        if self.is_current and not is_too_small(size):
            self.dismiss(None)

    def compose(self) -> ComposeResult:
        """Say what is needed."""
        sentence = _("The terminal is too small. Please make it at least {width} × {height}.")
        yield Static(sentence.format(width=MIN_WIDTH, height=MIN_HEIGHT), markup=False)
