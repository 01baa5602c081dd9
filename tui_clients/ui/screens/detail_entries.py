"""Items as entries of a journal, read when they are laid out."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Generic

from tui_clients.i18n import _
from tui_clients.ui.screens.detail_source import Item, Source
from tui_clients.ui.widgets.entry_layout import Entry

Ask = Callable[..., Awaitable[Any]]
"""Asks the database in a thread; gives None where it refuses."""


class ItemEntries(Generic[Item]):
    """The items of some numbers of a source, each made an entry by `entry_of`, which is called in a thread."""

    def __init__(self, ask: Ask, source: Source[Item], ids: Sequence[int], entry_of: Callable[[Item], Entry]) -> None:
        self._ask = ask
        self._source = source
        self._ids = ids
        self._entry_of = entry_of

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._ids)

    async def read(self, first: int, end: int) -> Sequence[Entry] | None:
        """Return the entries from `first` up to `end` (excluded); None where the database refuses."""
        found: Sequence[Entry] | None = await self._ask(self._made, self._ids[first:end])
        return found

    def _made(self, ids: Sequence[int]) -> Sequence[Entry]:
        found = {item.id: self._entry_of(item) for item in self._source.read(ids)}
        gone = Entry(None, "", _("(deleted)"))
        return [found.get(id_, gone) for id_ in ids]
