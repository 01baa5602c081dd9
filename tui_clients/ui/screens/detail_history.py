"""The history of a client: who changed what, the newest first."""

from collections.abc import Mapping, Sequence

from tui_clients.domain.client import Change, Client
from tui_clients.domain.fields import by_name
from tui_clients.domain.record import from_record
from tui_clients.domain.text import one_line, shorten, visible
from tui_clients.errors import N_
from tui_clients.i18n import _
from tui_clients.services import merging
from tui_clients.storage import history
from tui_clients.ui import import_words, show, words
from tui_clients.ui.screens.detail_journal import JournalSection
from tui_clients.ui.stores import Stores
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


class HistorySection(JournalSection):
    """Every step since the client was added."""

    NAME = "history"
    LABEL = N_("History")
    EMPTY = N_("No history.")

    @staticmethod
    def read(stores: Stores, client: Client) -> Sequence[Entry]:
        """Return the steps as entries."""
        return [_entry(change) for change in history.of_client(stores.database, client.id)]

    @staticmethod
    def count(data: Sequence[Entry]) -> int | None:
        """Return no number: how many steps there were tells nobody anything."""
        return None if data else 0


def _entry(change: Change) -> Entry:
    action = _ACTIONS.get(change.action)
    lines = (_line(name, before, after) for name, (before, after) in change.fields.items())
    word = _(action) if action else change.action
    return Entry(
        change.at, change.by, "\n".join(lines), f"{word} ({_short('', change.origin)})" if change.origin else word
    )


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
