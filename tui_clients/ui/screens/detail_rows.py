"""The rows of the profile's tables, which are held only around those that are seen."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Generic, TypeVar

from tui_clients.domain.text import cells
from tui_clients.i18n import _
from tui_clients.ui import show

Item = TypeVar("Item")

_KEPT = 600
"""Rows that are held before those far away are let go."""


class ItemRows(Generic[Item]):
    """Rows of things that are all there, each turned into texts by `cells_of` when it comes into sight."""

    def __init__(self, items: Sequence[Item], cells_of: Callable[[Item], Sequence[str]]) -> None:
        self._items = items
        self._cells_of = cells_of
        self._made: dict[int, Sequence[str]] = {}

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self._items)

    def key(self, index: int) -> int:
        """Return the row's place, which identifies it until the section is read again."""
        return index

    def item(self, index: int) -> Item:
        """Return the thing in a row."""
        return self._items[index]

    def cells(self, index: int) -> Sequence[str]:
        """Return the row's texts."""
        if index not in self._made:
            self._made[index] = self._cells_of(self._items[index])
        return self._made[index]


class WindowRows(Generic[Item]):
    """Rows of things whose numbers are known in their order; they themselves come in windows, with their texts."""

    def __init__(self, ids: Sequence[int], columns: int) -> None:
        self.ids = ids
        self._columns = columns
        self._rows: dict[int, tuple[Item | None, Sequence[str]]] = {}
        self._first: ItemRows[Item] | None = None

    def begin_with(self, first: "ItemRows[Item]") -> None:
        """Take in the first rows, whose texts are made when they come into sight."""
        self._first = first

    def add(self, first: int, end: int, found: Mapping[int, tuple[Item, Sequence[str]]]) -> None:
        """Take in the rows from `first` up to `end` (excluded); those that are not `found` were deleted."""
        if len(self._rows) > _KEPT:
            self._rows = {place: row for place, row in self._rows.items() if abs(place - first) < _KEPT // 4}
        gone = (None, (_("(deleted)"), *[""] * (self._columns - 1)))
        for place, id_ in enumerate(self.ids[first:end], first):
            self._rows[place] = found.get(id_, gone)

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.ids)

    def key(self, index: int) -> int:
        """Return the thing's number."""
        return self.ids[index]

    def cells(self, index: int) -> Sequence[str] | None:
        """Return the row's texts, or None if they are not here yet."""
        if self._first is not None and index < len(self._first):
            return self._first.cells(index)
        row = self._rows.get(index)
        return row[1] if row else None

    def item(self, index: int) -> Item | None:
        """Return the thing itself as it is shown, or None if it is not here."""
        if self._first is not None and index < len(self._first):
            return self._first.item(index)
        row = self._rows.get(index)
        return row[0] if row else None


def moment_width() -> int:
    """Return the cells of the longest moment in the user's language."""
    return max(cells(show.moment(datetime(2000, month, 28, 23, 59))) for month in range(1, 13))  # noqa: DTZ001


def day_width() -> int:
    """Return the cells of the longest day in the user's language."""
    return max(cells(show.day(date(2000, month, 28))) for month in range(1, 13))
