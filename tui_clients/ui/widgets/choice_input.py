"""The editor of a field with choices: a line that filters a list as one types."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, OptionList

from tui_clients.domain.fields import Field
from tui_clients.ui.widgets import choice_match
from tui_clients.ui.widgets.choice_match import Choice
from tui_clients.ui.widgets.drop_down import DropDown
from tui_clients.ui.widgets.field_input import FieldInput
from tui_clients.ui.widgets.line import Line


class ChoiceInput(FieldInput):
    """A line with a list below it; text that names no choice stays as it was typed.

    Subclasses say which choices there are, and what else a text may mean.
    """

    DEFAULT_CSS = """
    ChoiceInput {
        layout: vertical;
        text-align: right;
        & > Line { margin: 0 2 0 0; }
    }
    """

    TAKES_NEW: ClassVar[bool] = False
    """Whether a text that names no choice is a value of its own."""

    def __init__(self, field: Field, given: str = "") -> None:
        super().__init__(field, given)
        self._shown = self.label_of(given)
        self._line = Line(self._shown, select_on_focus=True)
        self._list = DropDown()
        self._before = self._shown
        self._seen = self._shown
        self._has_moved = False

    @property
    def may_be_empty(self) -> bool:
        """Whether there need not be a choice; else an empty line takes back what was there."""
        return True

    # -- what subclasses say ---------------------------------------------------------------------

    def choices(self) -> Sequence[Choice]:
        """Return what can be chosen, in the order in which it is shown."""
        raise NotImplementedError

    def label_of(self, code: str) -> str:
        """Return how a code is read; anything else as it is."""
        return code

    def resolve(self, text: str) -> str | None:
        """Return the code that a text means which is no choice's label or code ("Holland"), or None."""
        return None

    def text_of(self, choice: Choice) -> str:
        """Return what stands in the line for a choice."""
        return choice.label if choice.code else ""

    # -- value -----------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Show the line; the list comes when it is opened first."""
        yield self._line

    def render(self) -> Content:
        """Draw the arrow at the end of the line."""
        return Content("▾ ")

    @property
    def value(self) -> str:
        """The code of the choice that the line names, else the text."""
        text = self._line.text
        if text == self._shown:
            return self.given
        text = text.strip()
        named = choice_match.exact(self.choices(), text) if text else None
        return named.code if named else (self.resolve(text) or text)

    async def settle(self) -> None:
        """Close the list and take what the text means, if it can mean but one thing."""
        was_chosen = self._list.chosen if self._list.is_open and self._has_moved else None
        self._list.close()
        text = self._line.text
        if text == self._shown and not was_chosen:
            return
        taken = was_chosen or self._meant(text)
        if taken:
            self._take(taken)
        elif not text.strip() and not self.may_be_empty:
            self._set(self._before)

    def _meant(self, text: str) -> Choice | None:
        if self.TAKES_NEW:
            return choice_match.exact(self.choices(), text)
        code = self.resolve(text.strip())
        by_code = next((choice for choice in self.choices() if choice.code == code), None)
        return choice_match.exact(self.choices(), text) or by_code or choice_match.unambiguous(self.choices(), text)

    def _take(self, choice: Choice) -> None:
        self._list.close()
        self._set(self.text_of(choice))
        self._before = self._line.text

    def _set(self, text: str) -> None:
        if text != self._line.text:
            self._line.set_silently(text)
            self._seen = text
            self.post_message(self.Changed(self))
        self._line.cursor_position = len(self._line.value)

    def on_descendant_focus(self) -> None:
        """Remember what to come back to."""
        self._before = self._line.text

    # -- the list --------------------------------------------------------------------------------

    @on(Input.Changed)
    def filter(self, event: Input.Changed) -> None:
        """Show the choices that fit what has been typed."""
        event.stop()
        text = self._line.text
        if text == self._seen:  # Textual tells of the first value too
            return
        self._seen = text
        if text.strip():
            found = self.found(text)
            self._open(found, found[0] if found else None)
        else:
            self._list.close()
        self.post_message(self.Changed(self))

    def found(self, text: str) -> list[Choice]:
        """Return the choices that fit a text, the best first."""
        code = self.resolve(text.strip())
        meant = [choice for choice in self.choices() if code and choice.code == code]
        return meant + [choice for choice in choice_match.matching(self.choices(), text) if choice not in meant]

    def _open(self, choices: Sequence[Choice], chosen: Choice | None) -> None:
        self._has_moved = False
        if not self._list.is_attached:
            self.mount(self._list)
        self._list.open(choices, chosen)

    def _open_all(self) -> None:
        self._open(self.choices(), choice_match.exact(self.choices(), self._line.text or self.value))

    @on(OptionList.OptionSelected)
    def take_clicked(self, event: OptionList.OptionSelected) -> None:
        """Take the choice that was clicked."""
        event.stop()
        if self._list.chosen:
            self._take(self._list.chosen)
        self._line.focus()

    def on_click(self, event: events.Click) -> None:
        """Open the list with the mouse, or close it."""
        event.stop()
        if event.widget is not self:  # the line, not the arrow
            return
        self._line.focus()
        if self._list.is_open:
            self._list.close()
        else:
            self._open_all()

    def use(self, key: str) -> bool:
        """Move in the list, take a choice, or close the list; the down key opens it."""
        if not self._list.is_open:
            if key == "down" and self.choices():
                self._open_all()
                return True
            return super().use(key)
        if key in ("up", "down", "pageup", "pagedown"):
            self._has_moved = True
            self._list.move(key)
        elif key == "escape":
            self._give_up()
        elif key == "enter" and self._list.chosen:
            self._take(self._list.chosen)
            self.leave(1)
        else:
            return super().use(key)
        return True

    def _give_up(self) -> None:
        self._list.close()
        if not self.TAKES_NEW and choice_match.exact(self.choices(), self._line.text) is None:
            self._set(self._before)
