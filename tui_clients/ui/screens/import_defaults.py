"""The texts that an import puts into a field of rows that say nothing themselves: how they are shown and asked for."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from tui_clients import i18n
from tui_clients.domain import names
from tui_clients.domain.choices import ClientStatus, Gender, InvoiceStatus, ProjectStatus
from tui_clients.domain.fields import Kind, by_name
from tui_clients.domain.text import shorten, visible
from tui_clients.formats.mapping import Mapping as ColumnMapping
from tui_clients.i18n import _
from tui_clients.ui import import_words, words
from tui_clients.ui.screens.cell_dialog import CellDialog
from tui_clients.ui.screens.choice_dialog import ChoiceDialog
from tui_clients.ui.widgets.choice_match import Choice

if TYPE_CHECKING:
    from textual.app import App

_LONGEST = 100  # cells
_NOT_FOR_ALL = ("extra", "uid", "picture")
_STATUSES = {"clients": ClientStatus, "invoices": InvoiceStatus, "projects": ProjectStatus}


def rows(mapping: ColumnMapping) -> list[tuple[str, str, str, str]]:
    """Return a row for each text that all rows have, and the one by which another is given."""
    found = [
        (_("all rows"), shorten(visible(text), _LONGEST), import_words.field(mapping.target, name), _("chosen"))
        for name, text in mapping.defaults
    ]
    return [*found, (_("+ for all rows…"), "", "", "")]


async def ask(app: "App[None]", mapping: ColumnMapping, name: str) -> tuple[str, str] | None:
    """Return a field and its text, asking for the field too where `name` is "", or None if nothing is to be changed."""
    target = mapping.target
    if not name:
        free = [field.name for field in target.fields if field.name not in _NOT_FOR_ALL]
        fields = [Choice.of(each, import_words.field(target, each)) for each in free]
        hint = _("It goes into every row that says nothing itself.")
        name = await app.push_screen_wait(ChoiceDialog(_("A value for all rows"), fields, hint=hint)) or ""
    if not name:
        return None
    present = dict(mapping.defaults).get(name, "")
    label = import_words.field(target, name)
    offered = _choices(target.name, name)
    text = await app.push_screen_wait(ChoiceDialog(label, offered, present) if offered else CellDialog(label, present))
    return None if text is None or text == present else (name, text)


def _choices(target: str, name: str) -> Sequence[Choice]:
    """Return what a field can hold, nothing where that is any text."""
    if name == "status":
        return [Choice.of(each.value, words.choice(each)) for each in _STATUSES.get(target, ())]
    field = by_name().get(name)
    return _CHOICES[field.kind]() if field and target == "clients" and field.kind in _CHOICES else ()


_CHOICES: Mapping[Kind, Callable[[], list[Choice]]] = {
    Kind.COUNTRY: lambda: [Choice.of(*each) for each in names.countries(i18n.current().locale).items()],
    Kind.LANGUAGE: lambda: [Choice.of(*each) for each in names.languages(i18n.current().locale).items()],
    Kind.GENDER: lambda: [Choice.of(each.value, words.choice(each)) for each in Gender],
}
