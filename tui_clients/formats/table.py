"""The one table of file formats, and the one way to read a file of any of them as rows under a header."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from tui_clients.domain.record import plain_to_record
from tui_clients.errors import N_, UsageError
from tui_clients.formats import csv_, json_, nested
from tui_clients.formats.detect import Detected, nothing_to_read
from tui_clients.formats.header import Header, find_header, head
from tui_clients.formats.rows import Row
from tui_clients.formats.source import TextSource

_ITEMS = 1000  # whose names become the columns of a JSON file
_SAMPLES = 100
_HEAD = 2**22  # bytes of the file that are held at a time

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Table:
    """A file being read: its header, its first rows, and all its rows, which can be taken once.

    `position()` tells how many of `size` bytes have been read.
    """

    header: Header
    samples: tuple[Row, ...]
    rows: Iterator[Row]
    size: int
    position: Callable[[], int]


Opened = tuple[Header, Iterator[Row]]
Reader = Callable[[TextSource, Detected, Collection[str]], Opened]
Writer = Callable[[BinaryIO, Sequence[str], Iterable[Mapping[str, Any]]], int]


@dataclass(frozen=True, slots=True)
class Format:
    """One file format; `is_plain` where a record keeps its lists and objects, else every value is text."""

    name: str
    extensions: tuple[str, ...]
    read: Reader
    write: Writer
    is_plain: bool = False


def _read_csv(source: TextSource, detected: Detected, named: Collection[str]) -> Opened:
    rows = csv_.read(source, detected.delimiter or ",")
    first = head(rows, detected.header)
    header = find_header(first, source.path, named, detected.header)
    below = (row for row in chain(first, rows) if row.line > header.line and not header.is_again(row.cells))
    return header, below


def _read_json(source: TextSource, _detected: Detected, _named: Collection[str]) -> Opened:
    items = json_.read(source)
    first = _first(items, _ITEMS, source)
    apart = nested.names([item.values for item in first])
    columns = tuple(dict.fromkeys(name for item in first for name in item.values if name not in apart))
    if not columns and not apart:
        raise nothing_to_read(source.path)
    known = frozenset(columns)
    return Header(0, columns), (_row(item, columns, known, apart) for item in chain(first, items))


def _row(item: json_.Item, columns: Sequence[str], known: frozenset[str], apart: frozenset[str]) -> Row:
    own, belongings = nested.parted(item.values, apart)
    record = plain_to_record(own)
    rest = {name: record[name] for name in record.keys() - known}
    cells = [record.get(column, "") for column in columns]
    return Row(item.line, cells, rest=rest or None, nested=belongings or None)


def _first(items: Iterator[_T], count: int, source: TextSource) -> list[_T]:
    """Return the first items, fewer of them where they are large: a picture may take millions of characters."""
    end = source.position + _HEAD
    taken: list[_T] = []
    for item in items:
        taken.append(item)
        if len(taken) == count or source.position > end:
            break
    return taken


FORMATS: tuple[Format, ...] = (
    Format("csv", (".csv", ".tsv", ".tab", ".txt"), _read_csv, csv_.write),
    Format("json", (".json",), _read_json, json_.write, is_plain=True),
    Format("jsonl", (".jsonl", ".ndjson"), _read_json, json_.write_lines, is_plain=True),
)


def by_name(name: str) -> Format:
    """Return a format by its name; UsageError lists those there are."""
    for each in FORMATS:
        if each.name == name:
            return each
    known = ", ".join(each.name for each in FORMATS)
    raise UsageError(N_("There is no format “{name}”; there are: {known}."), name=name, known=known)


def by_extension(path: Path) -> Format | None:
    """Return the format that a file's name stands for, or None."""
    extension = path.suffix.lower()
    return next((each for each in FORMATS if extension in each.extensions), None)


@contextmanager
def opened(path: Path, detected: Detected, named: Collection[str] = ()) -> Iterator[Table]:
    """Open a file as a table; FileRefused, also while its rows are taken, says what is wrong in which line.

    `named` are column names the user gave, which count as known when the header is looked for. Rows that
    repeat the header are left out; blank ones are not (see `Row.is_blank`).
    """
    read = by_name(detected.format).read
    with TextSource(path, detected.encoding) as source:
        header, rows = read(source, detected, named)
        samples = tuple(_first(rows, _SAMPLES, source))
        yield Table(header, samples, chain(samples, rows), source.size, lambda: source.position)
