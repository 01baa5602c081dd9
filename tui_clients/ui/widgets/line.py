"""One line of text to edit: whatever the text holds, and whatever is pasted, the screen stays sane."""

from rich.text import Text
from textual import events
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.widgets import Input

from tui_clients.domain.text import shorten
from tui_clients.ui.widgets.stand_ins import StandIns, clean_line


class Line(Input):
    """An input one cell high that shows control characters as pictures and keeps them in its `text`."""

    DEFAULT_CSS = """
    Line {
        width: 1fr;
        height: 1;
        padding: 0;
        border: none;
        background: transparent;
        &:focus { border: none; background-tint: $foreground 0%; }
        &:disabled { opacity: 60%; }
    }
    """

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)
    """A line stays as wide as its place, so that a letter typed is no reason to lay the screen out anew; 10 ms each."""

    def __init__(self, text: str = "", *, placeholder: str = "", select_on_focus: bool = False) -> None:
        self._stand_ins = StandIns(text)
        self._hint = placeholder
        super().__init__(
            self._stand_ins.hide(text),
            placeholder=placeholder,
            select_on_focus=select_on_focus,
            validate_on=(),  # else every first value gives the line a class, and the screen a round of styling
        )

    @property
    def text(self) -> str:
        """The text that is meant, control characters and all."""
        return self._stand_ins.restore(self.value)

    @text.setter
    def text(self, text: str) -> None:
        self._stand_ins = StandIns(text)
        self.value = self._stand_ins.hide(text)
        self.cursor_position = len(self.value)

    def set_silently(self, text: str) -> None:
        """Set the text without the message that it was changed."""
        with self.prevent(Input.Changed):
            self.text = text

    def on_resize(self) -> None:
        """Say by "…" that there is no room for all of the placeholder."""
        self.placeholder = shorten(self._hint, max(1, self.content_size.width))

    def on_blur(self) -> None:
        """Show the beginning of a text that is longer than the line: by its end nobody knows it."""
        self.scroll_to(x=0, animate=False, force=True, immediate=True)

    def on_focus(self) -> None:
        """Show where the cursor is."""
        cursor = Region(self._cursor_offset, 0, width=1, height=1)
        self.scroll_to_region(cursor, force=True, animate=False, immediate=True)

    @property
    def _value(self) -> Text:
        """What is drawn; Textual would hand the value to the terminal as it is."""
        return Text(self._stand_ins.picture(self.value), no_wrap=True, overflow="ignore", end="")

    @property
    def selected_text(self) -> str:
        """The selected part of the text that is meant."""
        return self._stand_ins.restore(super().selected_text)

    async def _on_key(self, event: events.Key) -> None:
        """Take letters that came in one piece as one change: each would be a search that the next one stops."""
        if not event.is_printable:
            return
        event.stop()
        event.prevent_default()  # of Textual's own handler, which takes one letter
        letters = event.character or ""
        while isinstance(waiting := self._peek_message(), events.Key) and waiting.is_printable:
            await self._get_message()
            letters += waiting.character or ""
        self._restart_blink()
        self.replace(letters, *self.selection)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()  # Textual calls its own handler too, which takes the first line only
        self.replace(clean_line(event.text), *self.selection)

    def action_paste(self) -> None:
        """Paste what was copied inside the program."""
        self.replace(clean_line(self.app.clipboard), *self.selection)
