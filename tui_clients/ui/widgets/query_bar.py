"""The search bar."""

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input, Label, Static

from tui_clients.domain.text import cells, visible
from tui_clients.i18n import _
from tui_clients.ui.text import safe
from tui_clients.ui.widgets.line import Line

_SIGN = 2
"""Cells of the sign in front of the words."""


class QueryBar(Vertical):
    """What is searched for, as it is typed, and the date filter beside it; below it, what is wrong with the words."""

    DEFAULT_CSS = f"""
    QueryBar {{
        height: auto;
        & > Horizontal {{ height: 1; }}
        & #sign {{ width: {_SIGN}; color: $text-muted; }}
        & #added {{ width: auto; padding: 0 1; color: $text-muted; }}
        & #added.-set {{ color: $accent; text-style: bold; }}
        & > #mistake {{ height: auto; min-height: 1; max-height: 4; width: 1fr; color: $text-error; }}
    }}
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

    _mistake = ""

    def compose(self) -> ComposeResult:
        """Lay the sign, the words and the date filter out."""
        with Horizontal():
            yield Label("/", id="sign", markup=False)
            yield Line(placeholder=_("Search name, company, e-mail, phone, city, note"))
            yield Label("", id="added", markup=False)
        yield Static("", id="mistake", markup=False)

    @property
    def text(self) -> str:
        """The words as typed."""
        return self.query_one(Line).text

    @text.setter
    def text(self, value: str) -> None:
        self.query_one(Line).text = value

    def on_mount(self) -> None:
        """Follow the words."""
        self.watch(self.query_one(Line), "value", self.tell, init=False)

    def focus_input(self) -> None:
        """Go to the words, at their end."""
        words = self.query_one(Line)
        words.focus()
        words.action_end()

    def point_at(self, place: int, sentence: str) -> None:
        """Say below the words what is wrong at a place in them; "" where nothing is."""
        text = ""
        if sentence:
            words = self.query_one(Line)
            column = min(_SIGN + cells(visible(words.text[:place])) - words.scroll_offset.x, self.size.width - 1)
            has_room = column + 2 + cells(sentence) <= self.size.width
            text = f"{' ' * column}↑{' ' if has_room else chr(10)}{sentence}"
        if text != self._mistake:  # each update is a layout of the whole screen
            self._mistake = text
            self.query_one("#mistake", Static).update(safe(text, line_breaks=True))

    def watch_added(self, words: str) -> None:
        """Show the date filter."""
        label = self.query_one("#added", Label)
        label.update(words)
        label.set_class(bool(words), "-set")

    def tell(self) -> None:
        """Say that the words were changed; to the screen at once, or it would paint the letter before it searches."""
        self.screen.post_message(self.Changed(self.text))

    @on(Input.Changed)
    def stop_here(self, event: Input.Changed) -> None:
        """Let nobody above hear it twice."""
        event.stop()

    def on_key(self, event: events.Key) -> None:
        """Go to the rows with Enter, and with the keys that would move in them."""
        if event.key in ("enter", "down", "pagedown"):
            event.stop()
            # Not to ourselves first: the next key, which follows this one upwards, would overtake it.
            self.screen.post_message(self.Left())
