"""The history of a client: who changed what, the newest first."""

from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from textual.app import ComposeResult

from tui_clients.domain.client import Change, Client
from tui_clients.domain.fields import by_name
from tui_clients.domain.record import from_record
from tui_clients.domain.text import one_line, shorten, visible
from tui_clients.errors import N_
from tui_clients.i18n import _
from tui_clients.services import merging
from tui_clients.storage import history, item_steps
from tui_clients.storage.database import Database
from tui_clients.ui import history_words, show, words
from tui_clients.ui.screens.confirm import Confirm
from tui_clients.ui.screens.detail_items import ItemsSection
from tui_clients.ui.stores import Stores
from tui_clients.ui.widgets.entry_layout import Entry
from tui_clients.ui.widgets.entry_list import EntryList

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
    """A step as it is shown."""

    id: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class Steps:
    """Every step by its number, the newest first, and the numbers of those that can be undone, the oldest first."""

    ids: "array[int]"
    undoable: "array[int]"
    database: Database = field(compare=False)
    first: Sequence[Step] = ()

    def may_undo(self, id_: int) -> bool:
        """Tell whether a step can be undone."""
        place = bisect_left(self.undoable, id_)
        return place < len(self.undoable) and self.undoable[place] == id_

    def read(self, ids: Sequence[int]) -> Sequence[Step]:
        """Return steps as entries."""
        return [Step(each.id, _entry(each, self.may_undo(each.id))) for each in history.those(self.database, ids)]


class HistorySection(ItemsSection[Steps, Step]):
    """Every step since the client was added, the newest first; the last one done to a thing can be undone."""

    VERBS = ("undo", "filter")
    NAME = "history"
    LABEL = N_("History")
    EMPTY = N_("No history.")

    def __init__(self) -> None:
        super().__init__(EntryList())
        self._steps: Steps | None = None

    def parts(self) -> ComposeResult:
        """Yield the steps."""
        yield self.main

    @staticmethod
    def read(stores: Stores, client: Client) -> Steps:
        """Return the steps."""
        undoable = array("q", sorted(item_steps.undoable(stores.database, client.id)))
        return Steps(history.ids_of(stores.database, client.id), undoable, stores.database)

    @staticmethod
    def count(data: Steps) -> int | None:
        """Return no number: how many steps there were tells nobody anything."""
        return None if data.ids else 0

    def source(self, data: Steps) -> Steps:
        """Return the steps."""
        self._steps = data
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
            return self._steps is not None and self._steps.may_undo(self.current_id)
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
    word += " · " + _("can be undone") if is_undoable else ""
    return Entry(change.at, change.by, "\n".join(lines), word)


def _line(name: str, before: str, after: str) -> str:
    if name == merging.OTHER:
        return _short(name, before or after)
    if history_words.is_belonging(name):
        return history_words.line(name, before, after, partial(_short, ""))
    return f"{visible(words.label(name))}: {_short(name, before)} → {_short(name, after)}"


def _short(name: str, text: str) -> str:
    """Return a value of the history as the user reads it, in one short line."""
    field = by_name().get(name)
    value = show.value(field, getattr(from_record({name: text})[0], name)) if field else text
    return shorten(visible(one_line(value)), _LONGEST)
