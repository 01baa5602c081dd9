"""The search bar."""

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input, Label

from tui_clients.i18n import _


class QueryBar(Horizontal):
    """What is searched for, as it is typed, and the date filter beside it."""

    DEFAULT_CSS = """
    QueryBar {
        height: 1;
        & > #sign { width: 2; color: $text-muted; }
        & > Input { width: 1fr; }
        & > #added { width: auto; padding: 0 1; color: $text-muted; }
        & > #added.-set { color: $accent; text-style: bold; }
    }
    """

    added: reactive[str] = reactive("")
    """The words for the date filter, or "" for any time."""

    class Changed(Message):
        """The words were changed."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Left(Message):
        """The user is done typing and wants to go to the rows."""

    def compose(self) -> ComposeResult:
        """Lay the sign, the words and the date filter out."""
        yield Label("/", id="sign", markup=False)
        yield Input(
            placeholder=_("Search name, company, e-mail, phone, city, note"), compact=True, select_on_focus=False
        )
        yield Label("", id="added", markup=False)

    @property
    def text(self) -> str:
        """The words as typed."""
        return self.query_one(Input).value

    @text.setter
    def text(self, value: str) -> None:
        self.query_one(Input).value = value

    def focus_input(self) -> None:
        """Go to the words, at their end."""
        words = self.query_one(Input)
        words.focus()
        words.action_end()

    def watch_added(self, words: str) -> None:
        """Show the date filter."""
        label = self.query_one("#added", Label)
        label.update(words)
        label.set_class(bool(words), "-set")

    @on(Input.Changed)
    def tell(self, event: Input.Changed) -> None:
        """Say that the words were changed."""
        event.stop()
        self.post_message(self.Changed(event.value))

    @on(Input.Submitted)
    def leave(self, event: Input.Submitted) -> None:
        """Go to the rows."""
        event.stop()
        self.post_message(self.Left())

    def on_key(self, event: events.Key) -> None:
        """Go to the rows with the keys that would move in them."""
        if event.key in ("down", "pagedown"):
            event.stop()
            self.post_message(self.Left())
