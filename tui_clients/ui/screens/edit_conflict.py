"""The dialog for two people who changed the same client."""

from collections.abc import Iterator

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Label, Static

from tui_clients.domain.client import Client
from tui_clients.domain.fields import editable
from tui_clients.domain.record import to_record
from tui_clients.domain.text import shorten, visible
from tui_clients.errors import EditConflict
from tui_clients.i18n import _
from tui_clients.ui import show, words
from tui_clients.ui.screens.base import Dialog
from tui_clients.ui.text import safe
from tui_clients.ui.widgets.button_row import ButtonRow

_LONGEST = 200
"""Cells of a value that are shown of each side."""


class ConflictDialog(Dialog[str]):
    """Returns "mine", "theirs", "new" (where they deleted it) or None for back to the form."""

    CSS = "ConflictDialog > .dialog { width: 76; padding: 0 2; }"  # above the application's sheet
    DEFAULT_CSS = """
    ConflictDialog {
        & #sentence { width: 100%; height: auto; margin: 0 0 1 0; }
        & VerticalScroll { height: auto; max-height: 35vh; margin: 0 0 1 0; scrollbar-size-vertical: 1; }
        & Horizontal { height: auto; }
        & .label { width: 18; text-style: bold; }
        & .values { width: 1fr; }
        & #hint { width: 100%; color: $text-muted; margin: 0 0 1 0; }
    }
    """

    def __init__(self, error: EditConflict, base: Client, mine: Client) -> None:
        super().__init__()
        self._sentence = words.sentence(error)
        self._theirs: Client | None = error.current
        self._base = base
        self._mine = mine

    def compose(self) -> ComposeResult:
        """Show what differs, and the ways out."""
        with Vertical(classes="dialog"):
            yield Label(safe(self._sentence), id="sentence")
            if self._theirs is None:
                yield ButtonRow([("back", _("Back to the form")), ("new", _("Save as a new client"))])
            else:
                with VerticalScroll():
                    for label, values in differences(self._base, self._mine, self._theirs):
                        with Horizontal():
                            yield Label(label, classes="label", markup=False)
                            yield Static(values, classes="values")
                yield Label(_("Fields that you did not change stay as they are in the database."), id="hint")
                yield ButtonRow([
                    ("back", _("Back")), ("mine", _("Save mine")), ("theirs", _("Take theirs")),
                ])  # fmt: skip

    def on_mount(self) -> None:
        """Put the focus on the answer that changes nothing."""
        self.query_one(ButtonRow).focus_button("back")

    @on(ButtonRow.Chosen)
    def answer(self, event: ButtonRow.Chosen) -> None:
        """Return the answer."""
        self.dismiss(None if event.id == "back" else event.id)


def differences(base: Client, mine: Client, theirs: Client) -> Iterator[tuple[str, Content]]:
    """Yield for each field in which the two differ its label, and what stands in the database and in the form."""
    before, here, there = to_record(base), to_record(mine), to_record(theirs)
    for field in editable():
        name = field.name
        if here[name] == there[name]:
            continue
        given = _short(show.value(field, getattr(theirs, name)))
        typed = _short(show.value(field, getattr(mine, name))) if here[name] != before[name] else _("not changed")
        lines = _("Theirs: {theirs}\nMine:   {mine}").format(theirs=given, mine=typed)
        yield words.label(field), safe(lines, line_breaks=True)


def _short(text: str) -> str:
    """Return a value in one line of a sane length, its line breaks visible."""
    return shorten(visible(text), _LONGEST)
