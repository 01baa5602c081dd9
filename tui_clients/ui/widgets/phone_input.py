"""The editor of a phone number: formatted as one types, with the calling code of the country in front."""

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input, Label

from tui_clients.domain import phone
from tui_clients.domain.fields import Field
from tui_clients.ui.widgets.field_input import Context, FieldInput
from tui_clients.ui.widgets.line import Line


class PhoneInput(FieldInput):
    """A phone number as people of the form's country write it."""

    DEFAULT_CSS = """
    PhoneInput {
        & > #prefix { width: auto; padding: 0 1 0 0; color: $text-muted; }
        & > #prefix.-none { display: none; }
    }
    """

    def __init__(self, field: Field, given: str = "") -> None:
        super().__init__(field, given)
        self._shown = phone.show(given)
        self._prefix = Label("", id="prefix", markup=False)
        self._line = PhoneLine(self._shown)

    def compose(self) -> ComposeResult:
        """Show the calling code and the number."""
        yield self._prefix
        yield self._line

    @property
    def value(self) -> str:
        """The number as typed; reading the record makes E.164 of it."""
        text = self._line.text
        return self.given if text == self._shown else text.strip()

    def on_mount(self) -> None:
        """Show the calling code of the country the form begins with."""
        self.watch_context(self.context)

    def watch_context(self, context: Context) -> None:
        """Write numbers as the form's country does."""
        self._line.country = context.country
        self._show_prefix()

    @on(Input.Changed)
    def tell(self, event: Input.Changed) -> None:
        """Say that the value was changed."""
        event.stop()
        self._show_prefix()
        self.post_message(self.Changed(self))

    def _show_prefix(self) -> None:
        prefix = phone.country_prefix(self.context.country)
        text = self._line.text.strip()
        is_shown = prefix and not text.startswith(("+", "00")) and not any(c.isalpha() for c in text)
        self._prefix.update(f"({prefix})")  # in brackets: what is typed may begin with the country's own zero
        self._prefix.set_class(not is_shown, "-none")


class PhoneLine(Line):
    """A line that puts spaces into a number; the cursor stays behind the digit it was behind."""

    country = ""

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace a part of the line, and format what is there then."""
        super().replace(text, start, end)
        if text.isspace() or not is_plain(self.text):  # a space may be the beginning of " ext. 12"
            return
        formatted = phone.as_typed(self.text, self.country)
        if formatted != self.text:
            digits_before = significant(self.text[: self.cursor_position])
            self.value = formatted
            self.cursor_position = _position_behind(formatted, digits_before)

    def action_delete_left(self) -> None:
        """Delete the digit to the left, over the space that formatting put there."""
        before = self.value[: self.cursor_position]
        if self.selection.is_empty and before.endswith(" ") and is_plain(self.text):
            self.cursor_position = len(before.rstrip(" "))
        super().action_delete_left()

    def action_delete_right(self) -> None:
        """Delete the digit to the right, over the space that formatting put there."""
        after = self.value[self.cursor_position :]
        if self.selection.is_empty and after.startswith(" ") and is_plain(self.text):
            self.cursor_position += len(after) - len(after.lstrip(" "))
        super().action_delete_right()


def is_plain(text: str) -> bool:
    """Whether a number is nothing but digits and spaces with a + in front; anything else is left as it is typed."""
    return text.strip().removeprefix("+").replace(" ", "").isdecimal()


def significant(text: str) -> int:
    """Return how many characters of a number mean something: its digits and the +."""
    return sum(c.isdecimal() or c == "+" for c in text)


def _position_behind(text: str, count: int) -> int:
    seen = 0
    for position, character in enumerate(text):
        if seen == count:
            return position
        seen += significant(character)
    return len(text)
