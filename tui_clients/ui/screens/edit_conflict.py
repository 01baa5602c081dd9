"""The dialog for two people who changed the same thing."""

from collections.abc import Sequence

from textual import on

from tui_clients.errors import EditConflict
from tui_clients.i18n import _
from tui_clients.ui import words
from tui_clients.ui.screens.two_sides import Side, SidesDialog, short
from tui_clients.ui.widgets.button_row import ButtonRow


class ConflictDialog(SidesDialog[str]):
    """Returns "mine", "theirs", "new" (where they deleted it) or None for back to the form."""

    def __init__(self, error: EditConflict, sides: Sequence[Side]) -> None:
        sentence = words.sentence(error)
        if error.current is None:
            super().__init__(sentence, (), [("back", _("Back to the form")), ("new", _("Save as new"))])
        else:
            answers = [("back", _("Back")), ("mine", _("Save mine")), ("theirs", _("Take theirs"))]
            hint = _("Fields that you did not change stay as they are in the database.")
            super().__init__(sentence, sides, answers, hint)

    @on(ButtonRow.Chosen)
    def answer(self, event: ButtonRow.Chosen) -> None:
        """Return the answer."""
        self.dismiss(None if event.id == "back" else event.id)


def side(theirs: str, mine: str | None) -> str:
    """Return what stands in the database and in the form, None where nobody typed there."""
    typed = _("not changed") if mine is None else short(mine)
    return _("Theirs: {theirs}\nMine:   {mine}").format(theirs=short(theirs), mine=typed)
