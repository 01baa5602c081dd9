"""The list of choices that drops down over the form; it never has the focus."""

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui_clients.ui.text import safe
from tui_clients.ui.widgets.choice_match import Choice

_LONGEST = 400
"""Choices shown; there are fewer countries and languages, and whoever has more categories types."""


class DropDown(OptionList, can_focus=False):
    """Choices, one of them under the cursor or none."""

    DEFAULT_CSS = """
    DropDown {
        overlay: screen;
        constrain: inside inflect;
        width: auto;
        min-width: 24;
        max-width: 60;
        height: auto;
        max-height: 8;
        padding: 0;
        border: none;
        background: $panel-lighten-1;
        scrollbar-size-vertical: 1;
        & > .option-list--option { padding: 0 1; }
        & > .option-list--option-highlighted {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
            text-style: bold;
        }
    }
    """

    def __init__(self) -> None:
        super().__init__(compact=True, markup=False)
        self._choices: Sequence[Choice] = ()

    @property
    def is_open(self) -> bool:
        """Whether the list is shown."""
        return self.is_attached and bool(self.display)

    @property
    def chosen(self) -> Choice | None:
        """The choice under the cursor."""
        index = self.highlighted
        return None if index is None or index >= len(self._choices) else self._choices[index]

    def open(self, choices: Sequence[Choice], chosen: Choice | None) -> None:
        """Show choices, with the cursor on one of them."""
        self._choices = choices[:_LONGEST]
        self.set_options([Option(_prompt(choice)) for choice in self._choices])
        self.display = bool(self._choices)
        self.highlighted = self._choices.index(chosen) if chosen in self._choices else None
        self.call_after_refresh(self.scroll_to_highlight)

    def close(self) -> None:
        """Hide the list."""
        self.display = False

    def move(self, key: str) -> None:
        """Move the cursor by the key that was pressed."""
        if key == "up":
            self.action_cursor_up()
        elif key == "down":
            self.action_cursor_down()
        elif key == "pageup":
            self.action_page_up()  # type: ignore[no-untyped-call]
        elif key == "pagedown":
            self.action_page_down()  # type: ignore[no-untyped-call]


def _prompt(choice: Choice) -> Content:
    has_code = len(choice.code) <= 3 and choice.code.isupper()  # as countries have
    return Content.assemble(safe(choice.label), "  ", safe(choice.code, "dim")) if has_code else safe(choice.label)
