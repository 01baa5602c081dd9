"""The one table of file formats, and the one way to read a file of any of them as rows under a header."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO, Protocol, Self, TypeVar

from tui_clients.domain.record_json import plain_to_record
from tui_clients.errors import N_, UsageError
from tui_clients.formats import csv_, json_, json_write, ldif, nested, vcard, xlsx
from tui_clients.formats.detect import Detected, nothing_to_read
from tui_clients.formats.footer import without_footer
from tui_clients.formats.header import ROWS, Header, find_header, head, search_header, titles_above
from tui_clients.formats.json_text import Item
from tui_clients.formats.rows import Row
from tui_clients.formats.sheets import Sheet, SheetSource
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


class Source(Protocol):
    """An open file of any kind."""

    @property
    def size(self) -> int:
        """Return how many bytes the file has."""

    @property
    def position(self) -> int:
        """Return how many of them have been read."""

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: Any, error: Any, trace: Any, /) -> None: ...


Opened = tuple[Header, Iterator[Row]]
Opener = Callable[[Path, Detected], Source]
Reader = Callable[[Any, Detected, Collection[str]], Opened]
"""Takes what the format's opener gives."""
Writer = Callable[[BinaryIO, Sequence[str], Iterable[Any]], int]
"""Takes the names of the columns, and records by these names; where the format is not plain, `Rows` of text."""


def _open_text(path: Path, detected: Detected) -> Source:
    return TextSource(path, detected.encoding, is_guess=detected.is_guess)


def _open_sheets(path: Path, detected: Detected) -> Source:
    return SheetSource(path, detected.sheet)


def _cannot_write(_stream: BinaryIO, _columns: Sequence[str], _content: Iterable[Any]) -> int:
    known = ", ".join(each.name for each in FORMATS if each.is_written)
    raise UsageError(N_("Files of this format are only read. Written are: {known}."), known=known)


@dataclass(frozen=True, slots=True)
class Format:
    """One file format.

    `has_our_names` where its columns are called as our fields are. `is_plain` where it takes records with their lists
    and objects, else rows of text; `is_whole` where the record of a client holds what belongs to it too.
    `is_guardable` where a spreadsheet may take text for formulas. `most` records fit, any number if 0; the fields that
    it `leaves_out` are written only on request, since they seldom fit.
    """

    name: str
    extensions: tuple[str, ...]
    read: Reader
    write: Writer = _cannot_write
    has_our_names: bool = False
    is_plain: bool = False
    is_whole: bool = False
    is_guardable: bool = False
    open: Opener = _open_text
    most: int = 0
    leaves_out: frozenset[str] = frozenset()

    @property
    def is_binary(self) -> bool:
        """Whether it is something else than text."""
        return self.open is not _open_text

    @property
    def is_written(self) -> bool:
        """Whether clients can be exported to it."""
        return self.write is not _cannot_write


def _read_csv(source: TextSource, detected: Detected, named: Collection[str]) -> Opened:
    rows = csv_.read(source, detected.delimiter or ",")
    first = head(rows, detected.header)
    header = find_header(first, source.path, named, detected.header)
    return header, without_footer(header.below(chain(first, rows)), len(header.columns), titles_above(first, header))


def _read_json(source: TextSource, _detected: Detected, _named: Collection[str]) -> Opened:
    return _named_by_items((item._replace(values=nested.flat(item.values)) for item in json_.read(source)), source)


def _read_ldif(source: TextSource, _detected: Detected, _named: Collection[str]) -> Opened:
    return _named_by_items(ldif.read(source), source)


def _named_by_items(items: Iterator[Item], source: TextSource) -> Opened:
    """Return a row for each item, under the names that the first ones have."""
    first = _first(items, _ITEMS, source)
    apart = nested.names([item.values for item in first])
    columns = tuple(dict.fromkeys(name for item in first for name in item.values if name not in apart))
    csv_.require_width(source.path, first[0].line if first else 1, len(columns))
    if not columns and not apart:
        raise nothing_to_read(source.path)
    known = frozenset(columns)
    return Header(0, columns), (_row(item, columns, known, apart) for item in chain(first, items))


def _read_vcard(source: TextSource, detected: Detected, _named: Collection[str]) -> Opened:
    return vcard.read(source, detected.encoding, is_guess=detected.is_guess)


def _row(item: Item, columns: Sequence[str], known: frozenset[str], apart: frozenset[str]) -> Row:
    own, belongings = nested.parted(item.values, apart)
    record = plain_to_record(own)
    rest = {name: record[name] for name in record.keys() - known}
    cells = [record.get(column, "") for column in columns]
    return Row(item.line, cells, rest=rest or None, nested=belongings or None)


def _first(items: Iterator[_T], count: int, source: Source) -> list[_T]:
    """Return the first items, fewer of them where they are large: a picture may take millions of characters."""
    end = source.position + _HEAD
    taken: list[_T] = []
    for item in items:
        taken.append(item)
        if len(taken) == count or source.position > end:
            break
    return taken


def _read_sheets(source: SheetSource, detected: Detected, named: Collection[str]) -> Opened:
    """Read the first sheet whose header has several known names, else the first that has one.

    Where the header's line is said, it is that of the first sheet that has any rows.
    """
    tops: list[tuple[Sheet, list[Row]]] = []
    for sheet in source.sheets():
        if detected.header:
            top = head(source.rows(source.last_row(sheet)), detected.header)
            if top:
                return _below(source, sheet, find_header(top, source.path, named, detected.header))
            continue
        tops.append((sheet, list(islice(source.rows(source.last_row(sheet)), ROWS))))
        header = search_header(tops[-1][1], named, least=2)
        if header:
            return _below(source, sheet, header)
    for sheet, first in tops:
        header = search_header(first, named)
        if header:
            return _below(source, sheet, header)
    for sheet, first in tops:
        if first:
            return _below(source, sheet, find_header(first, source.path, named))
    raise nothing_to_read(source.path)


def _below(source: SheetSource, sheet: Sheet, header: Header) -> Opened:
    last = source.last_row(sheet)
    names = tuple(each.name for each in source.every())
    rows = header.below(source.rows(last))
    header = replace(header, sheet=sheet.name, sheets=names, rows=max(0, last - header.line))
    return header, without_footer(rows, len(header.columns))


FORMATS: tuple[Format, ...] = (
    Format("csv", (".csv", ".tsv", ".tab", ".txt"), _read_csv, csv_.write, is_guardable=True),
    Format("json", (".json",), _read_json, json_write.write, is_plain=True, is_whole=True),
    Format("jsonl", (".jsonl", ".ndjson"), _read_json, json_write.write_lines, is_plain=True, is_whole=True),
    Format("vcard", (".vcf", ".vcard"), _read_vcard, vcard.write_4, has_our_names=True, is_plain=True),
    Format("vcard3", (".vcf", ".vcard"), _read_vcard, vcard.write_3, has_our_names=True, is_plain=True),
    Format("xlsx", (".xlsx",), _read_sheets, xlsx.write, open=_open_sheets,
           most=xlsx.MOST_ROWS, leaves_out=frozenset({"picture"})),
    Format("ldif", (".ldif", ".ldi"), _read_ldif),
    Format("xlsm", (".xlsm",), _read_sheets, open=_open_sheets),
    Format("xlsb", (".xlsb",), _read_sheets, open=_open_sheets),
    Format("ods", (".ods",), _read_sheets, open=_open_sheets),
    Format("xls", (".xls",), _read_sheets, open=_open_sheets),
)  # fmt: skip


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
    chosen = by_name(detected.format)
    with chosen.open(path, detected) as source:
        header, rows = chosen.read(source, detected, named)
        samples = tuple(_first(rows, _SAMPLES, source))
        yield Table(header, samples, chain(samples, rows), source.size, lambda: source.position)
