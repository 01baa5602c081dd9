"""The one place that knows the spreadsheet libraries: reads sheets for `SheetSource`, writes XLSX.

`serve` runs in a process of its own (see `sheets`), so this module imports little, and the libraries when used.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from io import BytesIO
from itertools import chain, islice
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, BinaryIO

from tui_clients.domain.fields import FIELDS, Kind
from tui_clients.domain.joined import Rows
from tui_clients.errors import N_, FileRefused, UsageError
from tui_clients.formats.cells import Value, text_of
from tui_clients.formats.csv_ import MAX_COLUMNS
from tui_clients.formats.keys import utc_header

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

MOST_ROWS = 2**20 - 1  # of an XLSX sheet, below the header
_MOST_ROWS = 2**24  # of any sheet that is read
_MOST_CHARACTERS = 32_767  # of a cell, as UTF-16 counts them
_FIRST_YEAR = 1901  # before it Excel's calendar is wrong or has not begun: such moments are written as text
_REPEATED = 10_000  # so many may repeat a row; each further one takes a byte of the file, in fact fifty
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MOMENTS = frozenset(field.name for field in FIELDS if field.kind is Kind.TIMESTAMP)
_WIDTHS = {field.name: field.width for field in FIELDS}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
_LIKE_ESCAPE = re.compile(r"_(?=x[0-9a-fA-F]{4}[_\x00-\x08\x0b-\x1f])")
_NOT_IN_XML = ("\ufffe", "\uffff")


# -- reading, in a process of its own ------------------------------------------------------------


def serve(descriptor: int, memory: int, seconds: int) -> None:
    """Answer requests for the sheets of an open file, each a line of JSON, within limits of bytes and seconds.

    Requests are `["sheets"]`, `["open", index]` and `["rows", count]`; the answer is `{"answer": …}` or
    `{"refused": reason}`. A library that crashes ends this process and no other.
    """
    _limit(memory, seconds)
    try:
        answers = _answers(descriptor)
        for line in sys.stdin:
            name, *arguments = json.loads(line)
            _say({"answer": answers[name](*arguments)})
    except MemoryError:
        _say({"refused": "memory"})
    except _Refused as refused:
        _say({"refused": str(refused)})


class _Refused(Exception):
    """A file that is no spreadsheet."""


def _limit(memory: int, seconds: int) -> None:
    import resource

    for kind, most in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds)):
        with suppress(OSError, ValueError):  # where the system has no such limit or a lower one
            resource.setrlimit(kind, (most, most))


def _say(answer: Mapping[str, Any]) -> None:
    sys.stdout.write(f"{json.dumps(answer)}\n")
    sys.stdout.flush()


def _answers(descriptor: int) -> Mapping[str, Any]:
    with open(descriptor, "rb") as file:
        data = file.read()
    sheets = _Sheets(_workbook(data), len(data))
    return {"sheets": sheets.names, "open": sheets.open, "rows": sheets.rows}


def _workbook(data: bytes) -> "CalamineWorkbook":
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        return CalamineWorkbook.from_filelike(BytesIO(data))
    except PasswordError as error:
        raise _Refused("locked") from error
    except (CalamineError, OSError, ValueError) as error:
        raise _Refused("locked" if _ENCRYPTED in data else "damaged") from error


class _Sheets:
    """The sheets of a workbook, one in memory at a time."""

    def __init__(self, workbook: "CalamineWorkbook", size: int) -> None:
        self._workbook = workbook
        self._most = _REPEATED + size
        self._sheet: CalamineSheet | None = None
        self._index = -1
        self._rows: Iterator[tuple[int, list[str]]] = iter(())

    def names(self) -> list[tuple[str, bool]]:
        """Return the name of every sheet, and whether it is a table in sight."""
        from python_calamine import SheetTypeEnum, SheetVisibleEnum

        return [
            (sheet.name, sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet)
            for sheet in self._workbook.sheets_metadata
        ]

    def open(self, index: int) -> int:
        """Begin a sheet, which may be the same again, and return the number of its last row."""
        if self._sheet is None or index != self._index:
            self._sheet, self._rows = None, iter(())  # before the next takes memory
            self._sheet, self._index = self._sound(index), index
        self._rows = _filled(self._sheet.iter_rows())
        return _last_row(self._sheet)

    def _sound(self, index: int) -> "CalamineSheet":
        """Return a sheet that is no larger than its file can be."""
        from python_calamine import CalamineError

        try:
            sheet = self._workbook.get_sheet_by_index(index)
        except (CalamineError, OSError, ValueError) as error:
            raise _Refused("damaged") from error
        if sheet.width > MAX_COLUMNS:
            raise _Refused("wide")
        if _last_row(sheet) > _MOST_ROWS:
            raise _Refused("damaged")
        if _last_row(sheet) > self._most and sum(map(any, sheet.iter_rows())) > self._most:
            raise _Refused("rows")
        return sheet

    def rows(self, count: int) -> list[tuple[int, list[str]]]:
        """Return the next rows that are not blank, each with its number; none at the end."""
        return list(islice(self._rows, count))


def _last_row(sheet: "CalamineSheet") -> int:
    return sheet.end[0] + 1 if sheet.end else 0


def _filled(rows: Iterable[Sequence[Value]]) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(rows, 1):
        cells = [text_of(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield number, cells


# -- writing -------------------------------------------------------------------------------------


def write(stream: BinaryIO, columns: Sequence[str], parts: Iterable[Rows]) -> int:
    """Write a sheet with a header and rows, which come some at a time; return how many rows there were.

    Text stays text, whatever it begins with. Moments become date cells in UTC, as their header says. FileRefused
    names the client and field of a value that no cell can hold, and refuses more rows than a sheet has.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    # The folder is private (0700), and goes with the files that XlsxWriter leaves after an error.
    with TemporaryDirectory(prefix="tui-clients-") as folder, _Sink(stream) as sink:
        workbook = Workbook(sink, {"constant_memory": True, "tmpdir": folder})
        workbook.use_zip64()
        sheet = _Sheet(workbook, columns)
        count = 0
        for count, cells in enumerate(chain.from_iterable(rows.cells() for rows in parts), 1):
            sheet.add(count, cells)
        sheet.finish(count)
        try:
            workbook.close()
        except FileCreateError as error:
            raise OSError(*error.args[0].args) from error
    return count


class _Sink:
    """The stream for as long as it is written to; an archive that failed goes on writing when it is thrown away."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def __enter__(self) -> "_Sink":
        return self

    def __exit__(self, *_error: object) -> None:
        self._stream = BytesIO()

    def write(self, data: bytes) -> int:
        """Write some bytes."""
        return self._stream.write(data)

    def tell(self) -> int:
        """Return where the next bytes go; OSError for a pipe."""
        return self._stream.tell()

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to another place; OSError for a pipe."""
        return self._stream.seek(offset, whence)

    def flush(self) -> None:
        """Hand on what is held back."""
        self._stream.flush()


class _Sheet:
    """The sheet that is being written."""

    def __init__(self, workbook: Any, columns: Sequence[str]) -> None:
        self._columns = columns
        self._sheet = workbook.add_worksheet()
        # XlsxWriter's own misses escapes that overlap, and takes text that begins with "<r>" for markup that it made.
        self._sheet._escape_control_characters = _escaped
        self._moment = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        bold = workbook.add_format({"bold": True})
        self._sheet.freeze_panes(1, 0)
        for position, name in enumerate(columns):
            is_moment = name in _MOMENTS
            self._sheet.set_column(position, position, max(_WIDTHS.get(name, 0), 19 if is_moment else 8))
            self._sheet.write_string(0, position, utc_header(name) if is_moment else name, bold)

    def add(self, row: int, cells: Sequence[str]) -> None:
        """Write a row."""
        if row > MOST_ROWS:
            raise too_many()
        for position, (name, text) in enumerate(zip(self._columns, cells, strict=True)):
            moment = _moment(text) if name in _MOMENTS else None
            if moment:
                self._sheet.write_datetime(row, position, moment, self._moment)
            elif text:
                if problem := _unwritable(text):
                    record = dict(zip(self._columns, cells, strict=True))
                    client = record.get("name") or record.get("uid") or "—"
                    raise FileRefused(problem, field=name, client=client, most=_MOST_CHARACTERS)
                self._sheet.write_string(row, position, text)

    def finish(self, rows: int) -> None:
        """Put the filter over everything that was written."""
        if self._columns:
            self._sheet.autofilter(0, 0, rows, len(self._columns) - 1)


def _escaped(text: str) -> str:
    """Return text as XLSX writes it: "_x0007_" for a control character, and what looks like that with "_" escaped."""
    plain = _LIKE_ESCAPE.sub("_x005F_", text)
    safe = _CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", plain)
    return f"_x003C_{safe[1:]}" if safe.startswith("<r>") else safe


def too_many() -> UsageError:
    """Return the refusal of more rows than a sheet has."""
    message = N_("A spreadsheet holds {most} clients at most. Export fewer, or to CSV or JSON.")
    return UsageError(message, most=MOST_ROWS)


def _moment(text: str) -> datetime | None:
    """Return a moment in UTC without its zone, None for what a date cell cannot hold."""
    if not text.endswith("Z"):
        return None
    moment = datetime.fromisoformat(text.removesuffix("Z"))
    return moment if moment.year >= _FIRST_YEAR else None


def _unwritable(text: str) -> str:
    """Return the sentence that says why no cell can hold a text, "" if one can."""
    if len(text) > _MOST_CHARACTERS // 2 and len(text.encode("utf-16-le")) > 2 * _MOST_CHARACTERS:
        return N_(
            "“{field}” of “{client}” has more than the {most} characters that a cell of a spreadsheet holds. "
            "Export to CSV or JSON, which hold everything, or leave the field out."
        )
    if any(character in text for character in _NOT_IN_XML):
        return N_("“{field}” of “{client}” has a character that no spreadsheet can hold. Export to CSV or JSON.")
    return ""
