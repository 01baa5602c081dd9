"""What a table shows: rows by their place, wherever their texts come from."""

from collections.abc import Sequence
from typing import Protocol


class Rows(Protocol):
    """The rows of a table, by their place in it; they may be held in windows that are read when they are wanted."""

    def __len__(self) -> int:
        """Return how many rows there are."""

    def key(self, index: int) -> int | None:
        """Return what identifies the row wherever it stands, or None if that is not here yet."""

    def cells(self, index: int) -> Sequence[str] | None:
        """Return the row's raw texts, one for each column, or None if they are not here yet."""


class ListRows:
    """Rows that are all there."""

    def __init__(self, rows: Sequence[Sequence[str]] = (), keys: Sequence[int] | None = None) -> None:
        self._rows = rows
        self._keys = range(len(rows)) if keys is None else keys

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self._rows)

    def key(self, index: int) -> int:
        """Return the row's key."""
        return self._keys[index]

    def cells(self, index: int) -> Sequence[str]:
        """Return the row's texts."""
        return self._rows[index]
