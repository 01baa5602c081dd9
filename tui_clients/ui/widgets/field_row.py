"""A field of the form: its label, its editor, and below it what is wrong."""

from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Label

from tui_clients.domain.fields import Field
from tui_clients.ui import words
from tui_clients.ui.text import safe
from tui_clients.ui.widgets.field_kinds import editor


class FieldRow(Widget):
    """One line while all is well; the label is drawn beside the editor, which costs no widget."""

    DEFAULT_CSS = """
    FieldRow {
        height: 1;
        color: $text-muted;
        &.-wrong, &.-tall { height: auto; }
        & > FieldInput { margin: 0 0 0 19; }
        & > .wrong { width: 1fr; height: auto; margin: 0 0 0 20; color: $text-error; }
        &:focus-within { color: $text; }
        &.-wrong { color: $text-error; }
    }
    """

    def __init__(self, field: Field, given: str) -> None:
        self.field = field
        self.input = editor(field, given)
        super().__init__(classes="-tall" if self.input.IS_TALL else None)
        self.wrong = ""
        """The sentence that says what is wrong, or ""."""

    def compose(self) -> ComposeResult:
        """Show the editor."""
        yield self.input

    def render(self) -> Content:
        """Draw the label."""
        label = words.label(self.field) + (" *" if self.field.required else "")
        return Content.styled(label, "bold" if self.has_focus_within else "")

    def show_wrong(self, sentence: str) -> None:
        """Show what is wrong, or nothing for ""."""
        if sentence == self.wrong:
            return
        self.wrong = sentence
        if self.is_mounted:
            self._draw_wrong()

    def on_mount(self) -> None:
        """Show what was found wrong before there was a screen."""
        if self.wrong:
            self._draw_wrong()

    def _draw_wrong(self) -> None:
        self.set_class(bool(self.wrong), "-wrong")
        self.query(".wrong").remove()
        if self.wrong:
            self.mount(Label(safe(self.wrong), classes="wrong"))
