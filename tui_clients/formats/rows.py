"""What every format reads: rows of cells under a header; knows no file and no field."""

from collections.abc import Iterator
from typing import NamedTuple

_MOST = 2**24  # characters of rows that are held at once, however few these are


class Row(NamedTuple):
    """One row of a table.

    `line` is the line of the file where it starts. `is_repaired` where a stray quotation mark made its cells
    doubtful, `is_damaged` where the record has no end or lines that say nothing (in vCards). `rest` holds what stands
    under names that are no columns of the table (in JSON and vCards).
    """

    line: int
    cells: list[str]
    is_repaired: bool = False
    rest: dict[str, str] | None = None
    is_damaged: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds anything."""
        return not any(cell.strip() for cell in self.cells) and not self.rest


def take(rows: Iterator[Row], count: int) -> list[Row]:
    """Return the next rows, `count` at most, and fewer where their pictures are large."""
    taken: list[Row] = []
    size = 0
    while len(taken) < count and size < _MOST and (row := next(rows, None)):
        taken.append(row)
        size += sum(map(len, row.cells))
    return taken
