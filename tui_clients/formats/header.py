"""Finds the line of column names in a table that may have titles above it, and knows it again below."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, dropwhile, islice
from pathlib import Path
from typing import Any

from tui_clients.domain.text import digits, looks_like_phone
from tui_clients.errors import N_, FileRefused
from tui_clients.formats import rejected
from tui_clients.formats.keys import header_key, header_keys, without_subject
from tui_clients.formats.points import more_field
from tui_clients.formats.rows import Row
from tui_clients.formats.targets import CLIENTS, TARGETS

ROWS = 20  # how far down a header may stand
NONE = "none"
"""What is said of a table that has no line of column names: its columns are called by their place."""
_CELLS = 500  # looked at in a row
_PHONE_DIGITS = 6
_LONGEST = 200  # characters in a column name
_SHOWN = 80  # characters of a line shown in a message


@dataclass(frozen=True, slots=True)
class Header:
    """The column names and the line they stand in; 0 where the format itself names the columns.

    In a workbook `sheet` is the sheet they stand in, of all its `sheets`, and `rows` how many rows follow them there.
    """

    line: int
    columns: tuple[str, ...]
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    rows: int = 0

    def below(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Yield the rows below the header, without those that are the header once more."""
        first, line = self.columns[0].strip() if self.columns else "", self.line
        for row in rows:
            cells = row.cells
            if row.line > line and not (cells and cells[0].strip() == first and self._is_again(cells)):
                yield row

    def _is_again(self, cells: Sequence[str]) -> bool:
        """Whether a row is the header once more, as in files that were put together from several.

        In a file of one column it may as well be a value.
        """
        return len(cells) > 1 and [cell.strip() for cell in cells] == [column.strip() for column in self.columns]


class NoHeader(FileRefused):
    """No line of a table has a column name we know; `is_data` where the first one holds data."""

    def __init__(self, message: str, is_data: bool, columns: int, **values: Any) -> None:
        super().__init__(message, **values)
        self.is_data = is_data
        self.columns = columns


def head(rows: Iterator[Row], wanted: str) -> list[Row]:
    """Take the rows among which the header stands: the first ones, or those from the line that is `wanted`."""
    first = list(islice(rows, 1))
    if wanted.isdecimal() and not (first and rejected.is_marked(first[0].cells)):
        return list(islice(dropwhile(lambda row: row.line < int(wanted), chain(first, rows)), ROWS))
    return first + list(islice(rows, ROWS - 1))


def find_header(rows: Sequence[Row], path: Path, named: Collection[str] = (), wanted: str = "") -> Header:
    """Return the header among the first rows: the one with the most cells that are known column names.

    `named` are further names to know, such as those the user gave; `wanted` is as in `Detected.header`. NoHeader
    if no row has any, FileRefused if nothing stands in the line that is wanted.
    """
    if rows and rejected.is_marked(rows[0].cells):
        return Header(rows[0].line, tuple(rows[0].cells))
    if wanted == NONE:
        return Header(0, tuple(f"#{place + 1}" for place in range(max((len(row.cells) for row in rows), default=0))))
    if wanted:
        return _in_line(int(wanted), rows, path)
    best = search_header(rows, named)
    if best is None:
        first = rows[0] if rows else None
        shown = ", ".join(first.cells)[:_SHOWN] if first else ""
        raise NoHeader(
            N_(
                "No column of {path} is known: line {line} holds “{shown}”. Expected is a line of column names such "
                "as Name, E-mail, Phone; --header says which one it is, or that there is none."
            ),
            is_data=first is not None and any(map(_is_data, first.cells[:_CELLS])),
            columns=len(first.cells) if first else 0,
            path=path,
            line=first.line if first else 1,
            shown=shown,
        )
    return best


def titles_above(rows: Iterable[Row], header: Header) -> frozenset[str]:
    """Return what stands above the header."""
    return frozenset(cell.strip() for row in rows if row.line < header.line for cell in row.cells if cell.strip())


def search_header(rows: Iterable[Row], named: Collection[str] = (), least: int = 1) -> Header | None:
    """Return the header among the first rows, as `find_header` does; None if no row has `least` known names."""
    best, most = None, least - 1
    for row in rows:
        found = known_names(row.cells, named)
        if found > most:
            best, most = row, found
    return Header(best.line, tuple(best.cells)) if best else None


def _in_line(line: int, rows: Sequence[Row], path: Path) -> Header:
    if not rows or rows[0].line != line:
        message = N_("Nothing begins in line {line} of {path} that could be its column names.")
        raise FileRefused(message, path=path, line=line)
    return Header(line, tuple(rows[0].cells))


def known_names(cells: Sequence[str], named: Collection[str] = ()) -> int:
    """Return how many cells of a row are column names we know; 0 if it holds data."""
    present = [cell for cell in without_subject(cells[:_CELLS])[1] if cell.strip()]
    if any(_is_data(cell) for cell in present):
        return 0
    wanted = {header_key(name) for name in named}
    keys = [header_keys(cell) for cell in present]
    known = [each for each, cell in zip(keys, present, strict=True) if _is_known(each, cell, wanted)]
    if len(known) == 1 and len(present) > 2 and not (_is_plain(known[0]) or wanted.intersection(known[0])):
        return 0  # one word of many that is also a column name, such as "Kunde" in a row of data
    return len(known)


def _is_data(cell: str) -> bool:
    return len(cell) > _LONGEST or "@" in cell or (looks_like_phone(cell) and len(digits(cell)) >= _PHONE_DIGITS)


def _is_known(keys: tuple[str, ...], cell: str, wanted: set[str]) -> bool:
    return any(key in _known() or key in wanted for key in keys) or bool(more_field(cell))


def _is_plain(keys: tuple[str, ...]) -> bool:
    """Whether a header is the very name or label of a client field."""
    return any(CLIENTS.index.get(key, ("", 2))[1] <= 1 for key in keys)


@cache
def _known() -> frozenset[str]:
    return frozenset(key for target in TARGETS for key in target.index)
