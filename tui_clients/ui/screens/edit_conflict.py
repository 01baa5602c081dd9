"""The dialog for two people who changed the same client."""

from collections.abc import Iterator

from textual import on

from tui_clients.domain.client import Client
from tui_clients.domain.fields import editable
from tui_clients.domain.record import to_record
from tui_clients.errors import EditConflict
from tui_clients.i18n import _
from tui_clients.ui import words
from tui_clients.ui.screens.two_sides import Side, SidesDialog, said
from tui_clients.ui.widgets.button_row import ButtonRow


class ConflictDialog(SidesDialog[str]):
    """Returns "mine", "theirs", "new" (where they deleted it) or None for back to the form."""

    def __init__(self, error: EditConflict, base: Client, mine: Client) -> None:
        theirs: Client | None = error.current
        sentence = words.sentence(error)
        if theirs is None:
            super().__init__(sentence, (), [("back", _("Back to the form")), ("new", _("Save as a new client"))])
        else:
            answers = [("back", _("Back")), ("mine", _("Save mine")), ("theirs", _("Take theirs"))]
            hint = _("Fields that you did not change stay as they are in the database.")
            super().__init__(sentence, list(differences(base, mine, theirs)), answers, hint)

    @on(ButtonRow.Chosen)
    def answer(self, event: ButtonRow.Chosen) -> None:
        """Return the answer."""
        self.dismiss(None if event.id == "back" else event.id)


def differences(base: Client, mine: Client, theirs: Client) -> Iterator[Side]:
    """Yield for each field in which the two differ its label, and what stands in the database and in the form."""
    before, here, there = to_record(base), to_record(mine), to_record(theirs)
    for field in editable():
        name = field.name
        if here[name] == there[name]:
            continue
        typed = said(field, mine) if here[name] != before[name] else _("not changed")
        yield words.label(field), _("Theirs: {theirs}\nMine:   {mine}").format(theirs=said(field, theirs), mine=typed)
