"""The words that narrow a list below it; out of sight while nothing is asked for."""

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Label

from tui_clients.i18n import _
from tui_clients.ui.widgets.line import Line


class FilterLine(Horizontal):
    """A line to type in, and how much of the list fits."""

    DEFAULT_CSS = """
    FilterLine {
        dock: bottom;
        height: 1;
        display: none;
        background: $surface;
        &.-open { display: block; }
        & > #sign { width: 3; padding: 0 1; color: $accent; text-style: bold; }
        & > #found { width: auto; padding: 0 1; color: $text-muted; }
    }
    """

    class Changed(Message):
        """The words were changed."""

    class Left(Message):
        """The user is done typing and wants to go to the rows."""

    def __init__(self) -> None:
        super().__init__()
        self._line = Line(placeholder=_("Filter"))
        self._found = Label("", id="found", markup=False)

    def compose(self) -> ComposeResult:
        """Lay the sign, the words and the number out."""
        yield Label("/", id="sign", markup=False)
        yield self._line
        yield self._found

    @property
    def words(self) -> str:
        """The words as typed."""
        return self._line.text

    @property
    def found(self) -> str:
        """How much fits, in words."""
        return str(self._found.content)

    @found.setter
    def found(self, text: str) -> None:
        if text != self.found:  # else a layout of the screen for nothing
            self._found.update(text)

    @property
    def is_open(self) -> bool:
        """Whether the line is in sight."""
        return self.has_class("-open")

    def open(self) -> None:
        """Show the line and let the user type."""
        self.add_class("-open")
        self._line.focus()
        self._line.action_end()

    def close(self) -> bool:
        """Take the words away and hide; return whether there was something to hide."""
        was_open = self.is_open
        self.remove_class("-open")
        self._line.text = ""
        return was_open

    @on(Input.Changed)
    def tell(self, event: Input.Changed) -> None:
        """Say that the words were changed."""
        event.stop()
        self.post_message(self.Changed())

    def on_key(self, event: events.Key) -> None:
        """Go to the rows with Enter and the keys that would move in them; Esc takes the words away."""
        if event.key in ("enter", "down", "pagedown", "escape"):
            event.stop()
            if event.key == "escape" or not self.words:
                self.close()
            self.screen.post_message(self.Left())
