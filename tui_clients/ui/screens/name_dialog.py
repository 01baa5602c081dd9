"""The dialog that asks for a name: one that exists, or a new one as it is typed."""

from collections.abc import Sequence
from dataclasses import replace

from textual import on
from textual.widgets import Input, OptionList

from tui_clients.domain.text import fold, one_line
from tui_clients.ui.screens.choice_dialog import ChoiceDialog
from tui_clients.ui.text import safe
from tui_clients.ui.widgets import choice_match
from tui_clients.ui.widgets.choice_match import Choice
from tui_clients.ui.widgets.line import Line


class NameDialog(ChoiceDialog):
    """Returns the code of a choice, or what was typed; None if the dialog was canceled.

    What was typed stands among the choices that fit, as `offer` ("Add “{name}”") says it.
    """

    TALL = 20
    DEFAULT_CSS = """
    NameDialog.-short {
        & #hint, & Line, & Line:focus { margin: 0; }
    }
    """

    def __init__(self, title: str, choices: Sequence[Choice], offer: str, *, hint: str = "") -> None:
        super().__init__(title, choices, hint=hint, takes_new=True)
        self._offer = offer

    @on(Input.Changed)
    def search_or_offer(self, event: Input.Changed) -> None:
        """Show the choices that fit, and what was typed as another; the one that is meant most likely comes first."""
        event.prevent_default()  # the dialog below would show none but the choices that fit
        typed = one_line(self.query_one(Line).text)
        self._shown = self._fitting(typed)
        choices = self.query_one(OptionList)
        choices.set_options([safe(choice.label) for choice in self._shown])
        choices.highlighted = 0 if self._shown else None
        self.set_class(not self._shown, "-none")

    def _fitting(self, typed: str) -> list[Choice]:
        found = choice_match.matching(self._choices, typed)
        if not typed or choice_match.exact(found, typed):
            return found
        offer = replace(Choice.of(typed, typed), label=self._offer.format(name=typed))
        begins_so = any(key.startswith(fold(typed)) for choice in found for key in choice.keys)
        return [*found, offer] if begins_so else [offer, *found]
