"""The dialog that lets the user choose one of several things; a long list is searched by typing."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Label, OptionList
from textual.widgets.option_list import Option

from tui_clients.i18n import _
from tui_clients.ui import commands
from tui_clients.ui.screens.base import Dialog
from tui_clients.ui.text import safe
from tui_clients.ui.widgets import choice_match
from tui_clients.ui.widgets.choice_match import Choice
from tui_clients.ui.widgets.line import Line

_SHORT = 9
"""A list of so many choices is seen at a glance."""


class ChoiceDialog(Dialog[str]):
    """Returns the code of the choice, or None if the dialog was canceled.

    `present` is the code of the choice that holds now. With `takes_new` a text that fits no choice is returned
    as it was typed.
    """

    SHARES: ClassVar[Mapping[str, int]] = {"OptionList": 40}
    DEFAULT_CSS = """
    ChoiceDialog {
        & Line, & Line:focus { width: 100%; border-left: wide $accent; background: $primary 25%; margin: 0 0 1 0; }
        & OptionList { height: auto; scrollbar-size-vertical: 1; }
        & #hint { width: 100%; height: auto; color: $text-muted; margin: 0 0 1 0; }
        & #none { width: 100%; height: auto; color: $text-muted; display: none; }
        &.-none { & OptionList { display: none; } & #none { display: block; } }
    }
    """

    def __init__(
        self, title: str, choices: Sequence[Choice], present: str = "", *, hint: str = "", takes_new: bool = False
    ) -> None:
        super().__init__()
        self._heading = title
        self._choices = choices
        self._present = present
        self._hint = hint
        self._takes_new = takes_new
        self._is_searched = takes_new or len(choices) > _SHORT
        self._shown: Sequence[Choice] = choices

    def compose(self) -> ComposeResult:
        """Show what can be chosen, below the words that narrow it."""
        with Vertical(classes="dialog"):
            yield Label(safe(self._heading), classes="dialog-title")
            if self._hint:
                yield Label(safe(self._hint), id="hint")
            if self._is_searched:
                yield Line(placeholder=_("Type or choose") if self._takes_new else _("Type to search"))
            yield OptionList(*map(_option, self._choices), compact=True, markup=False)
            yield Label(_("Enter takes what you typed.") if self._takes_new else _("Nothing fits."), id="none")

    def on_mount(self) -> None:
        """Put the cursor on the present choice."""
        codes = [choice.code for choice in self._choices]
        choices = self.query_one(OptionList)
        choices.highlighted = codes.index(self._present) if self._present in codes else 0
        choices.can_focus = not self._is_searched
        if self._is_searched:
            line = self.query_one(Line)
            commands.bind_one(line, "choice.line")
            line.focus()

    @on(Input.Changed)
    def search(self) -> None:
        """Show the choices that fit what is typed."""
        self._shown = choice_match.matching(self._choices, self.query_one(Line).text)
        choices = self.query_one(OptionList)
        choices.set_options(map(_option, self._shown))
        choices.highlighted = 0 if self._shown else None
        self.set_class(not self._shown, "-none")

    @on(Input.Submitted)
    def take(self) -> None:
        """Return the choice under the cursor, or what was typed."""
        index = self.query_one(OptionList).highlighted
        typed = self.query_one(Line).text.strip()
        if self._shown and index is not None:
            self.dismiss(self._shown[index].code)
        elif self._takes_new and typed:
            self.dismiss(typed)

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Return the choice."""
        self.dismiss(self._shown[event.option_index].code)

    def on_key(self, event: events.Key) -> None:
        """Move in the list while the words keep the focus."""
        if self._is_searched and event.key in ("up", "down", "pageup", "pagedown"):
            event.stop()
            event.prevent_default()
            action = {"up": "cursor_up", "down": "cursor_down", "pageup": "page_up", "pagedown": "page_down"}[event.key]
            getattr(self.query_one(OptionList), f"action_{action}")()


def _option(choice: Choice) -> Option:
    return Option(safe(choice.label))
