"""Rows of cells on their way to a table: a text for each row, which costs less than a text for each cell."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Self


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows, as many as memory may hold at once: the cells of each with a separator between that none of them has.

    A row has at least one cell.
    """

    separator: str
    texts: Sequence[str]

    @classmethod
    def of(cls, rows: Iterable[Sequence[str]]) -> Self:
        """Return rows of cells."""
        given = list(rows)
        every = "".join(map("".join, given))
        separator = next(sign for sign in map(chr, count(0x1F)) if sign not in every)
        return cls(separator, list(map(separator.join, given)))

    def cells(self) -> list[list[str]]:
        """Return the cells of every row."""
        return [text.split(self.separator) for text in self.texts]

    def changed(self, change: Callable[[str], str], more: str) -> Self:
        """Return the rows with every cell changed, which gives none the separator, and with one cell more."""
        return type(self)(self.separator, [self.separator.join([*map(change, row), more]) for row in self.cells()])
