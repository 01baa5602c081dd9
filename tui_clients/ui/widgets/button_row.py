"""A row of buttons that are reached with the arrow keys as well as with Tab; a column where there is no room."""

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message

from tui_clients.domain.text import cells
from tui_clients.ui.widgets.press_button import PressButton


class ButtonRow(Horizontal):
    """Buttons, each with an id and a label; `primary` is the id of the one that is meant to be pressed."""

    DEFAULT_CSS = """
    ButtonRow {
        height: 1;
        &.-stacked { layout: vertical; height: auto; }
    }
    """

    class Chosen(Message):
        """A button was pressed."""

        def __init__(self, id_: str) -> None:
            super().__init__()
            self.id = id_

    def __init__(self, choices: Sequence[tuple[str, str]], primary: str = "") -> None:
        super().__init__()
        self._choices = choices
        self._primary = primary

    def compose(self) -> ComposeResult:
        """Show the buttons."""
        for id_, label in self._choices:
            yield PressButton(label, id=id_, is_primary=id_ == self._primary)

    def on_resize(self, event: events.Resize) -> None:
        """Put the buttons below each other where they do not fit beside each other."""
        labels = sum(cells(label) for _id, label in self._choices)
        around = sum(button.styles.gutter.width + button.styles.margin.width for button in self.query(PressButton))
        self.set_class(labels + around > event.size.width, "-stacked")

    def focus_button(self, id_: str) -> None:
        """Give the focus to a button."""
        self.query_one(f"#{id_}", PressButton).focus()

    @on(PressButton.Pressed)
    def tell(self, event: PressButton.Pressed) -> None:
        """Say which button was pressed."""
        event.stop()
        self.post_message(self.Chosen(event.button.id or ""))

    def on_key(self, event: events.Key) -> None:
        """Go from button to button, and to what is above and below."""
        if event.key in ("up", "down"):
            event.stop()
            (self.screen.focus_previous if event.key == "up" else self.screen.focus_next)()
        elif event.key in ("left", "right"):
            event.stop()
            buttons = list(self.query(PressButton))
            here = next((index for index, button in enumerate(buttons) if button.has_focus), 0)
            buttons[(here + (1 if event.key == "right" else -1)) % len(buttons)].focus()
