"""The rows of the profile's tables: texts are made when a row comes into sight, for amounts and dates cost time."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Generic, TypeVar

from tui_clients.domain.text import cells
from tui_clients.ui import show

Item = TypeVar("Item")


class ItemRows(Generic[Item]):
    """Rows of things that are all there, each turned into texts by `cells_of`."""

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

    def cells(self, index: int) -> Sequence[str]:
        """Return the row's texts."""
        if index not in self._made:
            self._made[index] = self._cells_of(self._items[index])
        return self._made[index]


def moment_width() -> int:
    """Return the cells of the longest moment in the user's language."""
    return max(cells(show.moment(datetime(2000, month, 28, 23, 59))) for month in range(1, 13))  # noqa: DTZ001


def day_width() -> int:
    """Return the cells of the longest day in the user's language."""
    return max(cells(show.day(date(2000, month, 28))) for month in range(1, 13))
