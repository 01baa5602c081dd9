"""Texts that take the place of cells of a file when its rows are read; the file itself stays as it is."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from tui_clients.formats.rows import Row


class Cell(NamedTuple):
    """A cell: the line in which its row begins, the row's place among those that begin there, and its column."""

    line: int
    place: int
    column: int


Fixes = Mapping[Cell, str]


class PlacedRow(NamedTuple):
    """A row and its place among the rows that begin in its line; several do in JSON without line breaks."""

    row: Row
    place: int


def placed(rows: Iterable[Row]) -> Iterator[PlacedRow]:
    """Yield rows with their places."""
    line, place = -1, 0
    for row in rows:
        place = place + 1 if row.line == line else 0
        line = row.line
        yield PlacedRow(row, place)


def fixed(rows: Iterable[Row], fixes: Fixes) -> Iterator[Row]:
    """Yield rows with the texts that take the place of their cells."""
    if not fixes:
        yield from rows
        return
    lines = {cell.line for cell in fixes}
    for row, place in placed(rows):
        yield with_fixes(row, place, fixes) if row.line in lines else row


def with_fixes(row: Row, place: int, fixes: Fixes) -> Row:
    """Return a row with the texts that take the place of its cells."""
    found = {cell.column: text for cell, text in fixes.items() if (cell.line, cell.place) == (row.line, place)}
    if not found:
        return row
    cells = [*row.cells, *[""] * (max(found) + 1 - len(row.cells))]
    return row._replace(cells=[found.get(position, cell) for position, cell in enumerate(cells)])
