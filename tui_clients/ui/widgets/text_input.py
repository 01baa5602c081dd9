"""Editors of plain text: one line, or several."""

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, TextArea

from tui_clients.domain.fields import Field
from tui_clients.domain.text import shorten
from tui_clients.ui.text import safe
from tui_clients.ui.widgets.field_input import FieldInput
from tui_clients.ui.widgets.line import Line
from tui_clients.ui.widgets.stand_ins import StandIns, clean_lines

_CURRENCY = 5
"""Cells for a currency; codes have three."""


class TextInput(FieldInput):
    """One line of text; white space around it does not count."""

    def __init__(self, field: Field, given: str = "") -> None:
        super().__init__(field, given)
        self._line = Line(given)

    def compose(self) -> ComposeResult:
        """Show the line."""
        yield self._line

    def propose(self, text: str) -> None:
        """Hold another text, as if the form had begun with it."""
        self.given = text
        self._line.set_silently(text)

    @property
    def value(self) -> str:
        """The text."""
        text = self._line.text
        return text if text == self.given else text.strip()

    @on(Input.Changed)
    def tell(self, event: Input.Changed) -> None:
        """Say that the value was changed."""
        event.stop()
        self.post_message(self.Changed(self))


class AmountInput(TextInput):
    """An amount, with its currency at the end of the line."""

    DEFAULT_CSS = """
    AmountInput {
        layout: vertical;
        text-align: right;
        color: $text-muted;
        & > Line { margin: 0 6 0 0; color: $text; }
    }
    """

    def watch_context(self) -> None:
        """Show the currency that holds now."""
        self.refresh()

    def render(self) -> Content:
        """Draw the currency."""
        return safe(f"{shorten(self.context.currency, _CURRENCY)} ")


class LinesInput(FieldInput):
    """Several lines of text; the editor grows with them."""

    DEFAULT_CSS = "LinesInput { height: auto; }"
    EDITOR = "Lines"
    IS_TALL = True

    def __init__(self, field: Field, given: str = "") -> None:
        super().__init__(field, given)
        self._shown = given.replace("\r\n", "\n")
        self._lines = Lines(self._shown)

    def compose(self) -> ComposeResult:
        """Show the lines."""
        yield self._lines

    @property
    def value(self) -> str:
        """The text."""
        text = self._lines.whole_text
        return self.given if text == self._shown else text

    @on(TextArea.Changed)
    def tell(self, event: TextArea.Changed) -> None:
        """Say that the value was changed."""
        event.stop()
        self.post_message(self.Changed(self))

    def use(self, key: str) -> bool:
        """Leave the lines with the arrow keys at their ends."""
        is_leaving = (key == "up" and self._lines.cursor_at_first_line) or (
            key == "down" and self._lines.cursor_at_last_line
        )
        if is_leaving:
            self.leave(-1 if key == "up" else 1)
        return is_leaving


class Lines(TextArea):
    """A text area that shows control characters as pictures and keeps them in its `whole_text`."""

    DEFAULT_CSS = """
    Lines {
        height: auto;
        min-height: 3;
        max-height: 10;
        padding: 0;
        border: none;
        &:focus { border: none; }
        background: transparent;
        scrollbar-size-vertical: 1;
        &:disabled { opacity: 60%; }
    }
    """
    _KEPT = "\n\t"

    def __init__(self, text: str) -> None:
        self._stand_ins = StandIns(text, self._KEPT)
        held = self._stand_ins.hide(text)
        super().__init__(held, soft_wrap=True, tab_behavior="focus", highlight_cursor_line=False)

    @property
    def whole_text(self) -> str:
        """The text that is meant, control characters and all."""
        return self._stand_ins.restore(self.text)

    def get_line(self, line_index: int) -> Text:
        """Return what is drawn of a line."""
        return Text(self._stand_ins.picture(self.document.get_line(line_index)), end="", no_wrap=True)

    @property
    def selected_text(self) -> str:
        """The selected part of the text that is meant."""
        return self._stand_ins.restore(super().selected_text)

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self._insert(event.text)

    def action_paste(self) -> None:
        """Paste what was copied inside the program."""
        self._insert(self.app.clipboard)

    def _insert(self, pasted: str) -> None:
        result = self._replace_via_keyboard(clean_lines(pasted), *self.selection)
        if result:
            self.move_cursor(result.end_location)
