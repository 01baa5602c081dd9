"""The history of a client: who changed what, the newest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual.app import ComposeResult

from tui_clients.domain.client import Change, Client
from tui_clients.domain.fields import by_name
from tui_clients.domain.record import from_record
from tui_clients.domain.text import one_line, shorten, visible
from tui_clients.errors import N_
from tui_clients.i18n import _
from tui_clients.services import merging
from tui_clients.storage import history, item_steps
from tui_clients.ui import import_words, show, words
from tui_clients.ui.screens.confirm import Confirm
from tui_clients.ui.screens.detail_items import ItemsSection
from tui_clients.ui.stores import Stores
from tui_clients.ui.widgets.entry_list import EntryList
from tui_clients.ui.widgets.journal import Entry

_LONGEST = 60
"""Cells of a value before and after; the whole value stands in the profile."""

_ACTIONS: Mapping[str, str] = {
    "created": N_("added"),
    "imported": N_("imported"),
    "updated": N_("changed"),
    "deleted": N_("put into the trash"),
    "restored": N_("taken out of the trash"),
    "reverted": N_("import taken back"),
    merging.MERGED: N_("changed by merging"),
    merging.ABSORBED: N_("merged with"),
    merging.MERGED_INTO: N_("merged into"),
    merging.UNMERGED: N_("merge taken back"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """A step as it is shown, and whether it can be undone."""

    id: int
    entry: Entry
    is_undoable: bool


class HistorySection(ItemsSection[Sequence[Step], Step]):
    """Every step since the client was added, the newest first; the last one done to a thing can be undone."""

    VERBS = ("undo", "filter")
    NAME = "history"
    LABEL = N_("History")
    EMPTY = N_("No history.")

    def __init__(self) -> None:
        super().__init__(EntryList())

    def parts(self) -> ComposeResult:
        """Yield the steps."""
        yield self.main

    @staticmethod
    def read(stores: Stores, client: Client) -> Sequence[Step]:
        """Return the steps as entries."""
        undoable = item_steps.undoable(stores.database, client.id)
        changes = history.of_client(stores.database, client.id)
        return [Step(change.id, _entry(change, change.id in undoable), change.id in undoable) for change in changes]

    @staticmethod
    def count(data: Sequence[Step]) -> int | None:
        """Return no number: how many steps there were tells nobody anything."""
        return None if data else 0

    def items(self, data: Sequence[Step]) -> Sequence[Step]:
        """Return the steps."""
        return data

    def entry(self, item: Step) -> Entry:
        """Return the step under who did it and when."""
        return item.entry

    def text(self, item: Step) -> str:
        """Return what was done, and by whom."""
        return f"{item.entry.by} {item.entry.word} {item.entry.text}"

    def may(self, verb: str) -> bool:
        """Tell whether something can be done with the step under the cursor."""
        if verb == "undo":
            return self.current is not None and self.current.is_undoable
        return super().may(verb)

    async def undo(self, item: Step | None) -> int:
        """Undo the step under the cursor, which is a step too."""
        from tui_clients.storage import trash

        if item is None:
            return 0
        question = _("Undo this step?") + f"\n{item.entry.text}"
        choices = [("keep", _("Keep")), ("undo", _("Undo it"))]
        if await self.app.push_screen_wait(Confirm(question, choices)) != "undo":
            return 0

        def undo() -> int:
            trash.undo(self.ours.stores.database, item.id, self.ours.clients_app.user)
            return item.id

        return await self.ours.read(undo) or 0


def _entry(change: Change, is_undoable: bool) -> Entry:
    action = _ACTIONS.get(change.action)
    lines = (_line(name, before, after) for name, (before, after) in change.fields.items())
    word = _(action) if action else change.action
    word += f" ({_short('', change.origin)})" if change.origin else ""
    word += f" · {_('can be undone')}" if is_undoable else ""
    return Entry(change.at, change.by, "\n".join(lines), word)


def _line(name: str, before: str, after: str) -> str:
    if name == merging.OTHER:
        return _short(name, before or after)
    label = _(import_words.KINDS[name]) if name in import_words.KINDS else words.label(name)
    return f"{visible(label)}: {_short(name, before)} → {_short(name, after)}"


def _short(name: str, text: str) -> str:
    """Return a value of the history as the user reads it, in one short line."""
    field = by_name().get(name)
    value = show.value(field, getattr(from_record({name: text})[0], name)) if field else text
    return shorten(visible(one_line(value)), _LONGEST)
