"""Reads and writes tables as text (RFC 4180); knows no field.

What is written comes back byte for byte. Lines end in a line feed, so that other programs of the command line
find no carriage return in the last column; every reader of RFC 4180 takes it.
"""

import codecs
import csv
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from pathlib import Path
from typing import BinaryIO

from tui_clients.domain.joined import Rows
from tui_clients.errors import N_, FileRefused, UsageError
from tui_clients.formats.csv_lines import Lines
from tui_clients.formats.delimiter import CANDIDATES, FIELD_LIMIT
from tui_clients.formats.rows import Row
from tui_clients.formats.source import TextSource

MAX_COLUMNS = 16_384  # as many as a spreadsheet has
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_TABBED = (".tsv", ".tab")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a table is written: what stands between its columns, and whether a byte order mark stands before all.

    Excel takes a file for UTF-8 only by the mark, and where a comma stands in numbers it wants semicolons.
    """

    delimiter: str = ","
    has_mark: bool = False

    def __post_init__(self) -> None:
        if self.delimiter not in CANDIDATES:
            message = N_("“{delimiter}” cannot part the columns of an export. It can be one of: , ; | tab")
            raise UsageError(message, delimiter=self.delimiter)


def dialect_of(path: Path | None) -> Dialect:
    """Return how a file of that name is written: with tabs if the name says so."""
    return Dialect("\t" if path is not None and path.suffix.lower() in _TABBED else ",")


def read(source: TextSource, delimiter: str = ",") -> Iterator[Row]:
    """Yield the rows of a table, without those in whose line nothing stands, each with the line it starts in.

    A stray quotation mark costs no more than its own line, which is marked as repaired. FileRefused names the line
    of a cell that is too long, of a quotation mark that is never closed, of a row of too many columns.
    """
    csv.field_size_limit(FIELD_LIMIT)
    lines = Lines(source, delimiter)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        first, plain = lines.plain()
        for line, cells in enumerate(csv.reader(plain, delimiter=delimiter, strict=True), first):
            if any(cells):
                require_width(source.path, line, len(cells))
                yield Row(line, cells)
        lines.start_record()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            row = _repaired(source.path, lines, delimiter, error)
        else:
            row = Row(lines.start, cells, lines.is_doubtful)
        require_width(source.path, row.line, len(row.cells))
        if row.cells:
            yield row


def require_width(path: Path, line: int, count: int) -> None:
    """Raise FileRefused if a row has more columns than can be read."""
    if count > MAX_COLUMNS:
        message = N_("Line {line} of {path} has {count} columns; at most {most} can be read.")
        raise FileRefused(message, path=path, line=line, count=count, most=MAX_COLUMNS)


def _repaired(path: Path, lines: Lines, delimiter: str, error: csv.Error) -> Row:
    """Return the row of a record that is no valid CSV, or else of its first line; the lines after it start anew."""
    escaped = _escaped(lines, delimiter)
    if escaped is not None:
        return Row(lines.start, escaped)
    reason = str(error)
    if "limit" in reason and len(lines.pending) == 1:
        raise FileRefused(
            N_("Line {line} of {path} holds a cell of more than {most} characters."),
            path=path,
            line=lines.start,
            most=FIELD_LIMIT,
        )
    if "limit" in reason or "end of data" in reason:
        raise FileRefused(
            N_("The quotation mark opened in line {line} of {path} is never closed."),
            path=path,
            line=_opened(lines, delimiter),
        )
    lines.doubt()
    lines.put_back(1)
    return Row(lines.start, _cells(lines.pending[0].rstrip("\r\n"), delimiter), is_repaired=True)


def _escaped(lines: Lines, delimiter: str) -> list[str] | None:
    r"""Return the cells of a record that has \" for a quotation mark, as databases write it, None if it is no such one.

    It may go on behind the lines that have been read. That is tried until it fails once, so that no line is read again
    and again.
    """
    before = len(lines.pending)
    if not lines.may_escape or not any('\\"' in line for line in lines.pending):
        return None
    reader = csv.reader(chain(tuple(lines.pending), lines), delimiter=delimiter, escapechar="\\", strict=True)
    try:
        cells = next(reader)
    except (csv.Error, StopIteration):
        lines.may_escape = False
        lines.put_back(before)
        return None
    lines.put_back(reader.line_num)
    return cells


def _opened(lines: Lines, delimiter: str) -> int:
    """Return the line of the quotation mark that the record's last cell begins with."""
    try:
        *_, cells = csv.reader(lines.pending, delimiter=delimiter)
    except csv.Error:
        return lines.start
    breaks = len(_LINE_BREAK.findall(cells[-1]))
    return lines.start + len(lines.pending) - (breaks if cells[-1].endswith(("\r", "\n")) else breaks + 1)


def _cells(line: str, delimiter: str) -> list[str]:
    """Return the cells of a line with stray quotation marks: a cell ends where a mark stands before a delimiter."""
    cells, position, closing = [], 0, f'"{delimiter}'
    has_closing = True
    while position <= len(line):
        end = line.find(closing, position + 1) if has_closing and line.startswith('"', position) else -1
        if end >= 0:
            cells.append(line[position + 1 : end].replace('""', '"'))
            position = end + 2
            continue
        has_closing = has_closing and not line.startswith('"', position)
        if _is_last_quoted(line, position, delimiter):
            cells.append(line[position + 1 : -1].replace('""', '"'))
            break
        end = line.find(delimiter, position)
        cells.append(line[position : end if end >= 0 else len(line)])
        position = end + 1 if end >= 0 else len(line) + 1
    return cells


def _is_last_quoted(line: str, position: int, delimiter: str) -> bool:
    is_quoted = line.startswith('"', position) and line.endswith('"') and len(line) > position + 1
    return is_quoted and line.find(delimiter, position) < 0


_COMMA = Dialect()


def write(stream: BinaryIO, columns: Sequence[str], parts: Iterable[Rows], dialect: Dialect = _COMMA) -> int:
    """Write a header and rows, which come some at a time, in UTF-8; return how many rows there were.

    Rows that hold another delimiter are quoted throughout: so the delimiter is never in doubt when they are read.
    """
    table = _Table(dialect)
    if dialect.has_mark:
        stream.write(codecs.BOM_UTF8)
    table.add(Rows.of([columns]))
    stream.write(table.taken())
    count = 0
    for rows in parts:
        table.add(rows)
        stream.write(table.taken())
        count += len(rows.texts)
    return count


class _Table:
    """Lines of a table that wait to be written."""

    def __init__(self, dialect: Dialect) -> None:
        self._lines = _Written()
        self._delimiter = dialect.delimiter
        self._plain = csv.writer(self._lines, delimiter=dialect.delimiter, lineterminator="\n")
        self._quoted = csv.writer(self._lines, delimiter=dialect.delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL)
        others = "".join(each for each in CANDIDATES if each != dialect.delimiter)
        self._doubtful = re.compile(f"[\r{re.escape(others)}]")
        self._special = f'"\r\n{dialect.delimiter}{others}'

    def add(self, rows: Rows) -> None:
        """Add rows; those in which nothing needs a quotation mark take a tenth of the time of the others."""
        start = 0
        for place in _holding(rows.texts, self._special):
            self._add_simple(rows, start, place)
            text = rows.texts[place]
            (self._quoted if self._doubtful.search(text) else self._plain).writerow(text.split(rows.separator))
            start = place + 1
        self._add_simple(rows, start, len(rows.texts))

    def _add_simple(self, rows: Rows, start: int, end: int) -> None:
        if start < end:
            self._lines.append("\n".join(rows.texts[start:end]).replace(rows.separator, self._delimiter))
            self._lines.append("\n")

    def taken(self) -> bytes:
        """Return what has been added since this was asked last."""
        text = "".join(self._lines)
        self._lines.clear()
        return text.encode()


class _Written(list[str]):
    """What `csv.writer` wrote, which wants a file."""

    write = list.append


def _holding(texts: Sequence[str], signs: str) -> list[int]:
    """Return the places of the texts that hold one of some signs, or nothing; all are looked through at once."""
    ends = list(accumulate(map(len, texts)))
    whole, found = "".join(texts), {place for place, text in enumerate(texts) if not text}
    for sign in signs:
        position = whole.find(sign)
        while position >= 0:
            place = bisect_right(ends, position)
            found.add(place)
            position = whole.find(sign, ends[place])
    return sorted(found)
