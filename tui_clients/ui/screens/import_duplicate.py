"""The dialog that asks what becomes of a row of an import whose client is there already."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Label

from tui_clients.domain.client import Client
from tui_clients.domain.fields import editable
from tui_clients.domain.record import to_record
from tui_clients.i18n import _
from tui_clients.services.importing import Decision, OnDuplicate, Plan
from tui_clients.ui import commands, import_words, show, words
from tui_clients.ui.commands import Group
from tui_clients.ui.screens.two_sides import Side, SidesDialog, said
from tui_clients.ui.widgets.button_row import ButtonRow
from tui_clients.ui.widgets.option_row import OptionRow

_ALL = "all"
_NAMED = 5  # other clients that the row may mean


class DuplicateDialog(SidesDialog[tuple[OnDuplicate, bool]]):
    """Returns what becomes of the row, and whether that goes for all the rest; None to stop asking.

    `position` says which of the duplicates it is ("3 / 12").
    """

    GROUPS = (Group.DIALOG, Group.DUPLICATE)
    SHARES: ClassVar[Mapping[str, int]] = {"VerticalScroll": 42}
    DEFAULT_CSS = """
    DuplicateDialog {
        & #reach { height: 1; margin: 0 0 1 0; }
        &.-short #reach { margin: 0; }
        & ButtonRow.-stacked { layout: grid; grid-size: 2; grid-rows: 1; }
        & PressButton { padding: 0 1; }
        & #reach Label { width: auto; padding: 0 1 0 0; color: $text-muted; }
    }
    """

    def __init__(self, plan: Plan, decision: Decision, position: str) -> None:
        answers = [
            (way.value, f"{command.key_shown} {command.label_shown}")
            for way in (OnDuplicate.SKIP, OnDuplicate.UPDATE, OnDuplicate.FILL, OnDuplicate.CREATE)
            for command in commands.of(Group.DUPLICATE)
            if command.action == f"take('{way.value}')"
        ]
        super().__init__(_sentence(decision, position), _sides(plan, decision), answers)

    def below(self) -> Sequence[Widget]:
        """Return the choice how far the answer goes."""
        options = [("one", _("this row")), (_ALL, _("all the rest too"))]
        return (Horizontal(Label(_("r  Goes for"), markup=False), OptionRow(options, "one"), id="reach"),)

    @on(ButtonRow.Chosen)
    def answer(self, event: ButtonRow.Chosen) -> None:
        """Return the answer of a button."""
        self.action_take(event.id)

    def action_take(self, way: str) -> None:
        """Return an answer."""
        self.dismiss((OnDuplicate(way), self.query_one(OptionRow).chosen == _ALL))

    def action_reach(self) -> None:
        """Let the answer go for this row, or for all the rest too."""
        row = self.query_one(OptionRow)
        row.choose("one" if row.chosen == _ALL else _ALL)


def _sentence(decision: Decision, position: str) -> str:
    match = decision.match
    if match is None:
        return position
    line = show.number(decision.row.line)
    sentence = _("{position}: line {line} is {client}, by {field}.")
    client, field = import_words.met(match), words.label(match.field)
    found = sentence.format(position=position, line=line, client=client, field=field)
    if match.others:
        others = ", ".join(import_words.client(other) for other in match.others[:_NAMED])
        also = _("It may also be {others}.").format(others=others)
        return f"{found} {also}"
    return found


def _sides(plan: Plan, decision: Decision) -> list[Side]:
    """Return what the two differ in, what they agree in, and what only the client that is there says."""
    given, match = decision.item, decision.match
    if match is None or not isinstance(given, Client):
        return []
    given_fields = {name for name, text in plan.record(decision.row).items() if text.strip()}
    here, there = to_record(match.client), to_record(given)
    differing, same, silent = [], [], []
    for field in editable():
        name, label = field.name, words.label(field)
        ours, theirs = said(field, match.client), said(field, given)
        if name not in given_fields:
            silent += [(label, _("Ours: {ours}").format(ours=ours))] if here[name] and name != "status" else []
        elif here[name] == there[name]:
            same.append((label, _("Both: {value}").format(value=ours)))
        else:
            differing.append((label, _("Ours: {ours}\nFile: {theirs}").format(ours=ours, theirs=theirs)))
    return [*differing, *same, *silent]
