"""The one place that knows the spreadsheet libraries: reads sheets for `SheetSource`, writes XLSX.

`serve` runs in a process of its own (see `sheets`), so this module imports little, and the libraries when used.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from io import BytesIO
from itertools import islice
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, BinaryIO

from tui_clients.domain.fields import FIELDS, Kind
from tui_clients.errors import N_, FileRefused, UsageError
from tui_clients.formats.cells import Value, text_of
from tui_clients.formats.csv_ import MAX_COLUMNS
from tui_clients.formats.keys import utc_header

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

MOST_ROWS = 2**20 - 1  # of a sheet, below the header
_MOST_CHARACTERS = 32_767  # of a cell, as UTF-16 counts them
_FIRST_YEAR = 1901  # before it Excel's calendar is wrong or has not begun: such moments are written as text
_MOST_ROWS_OF_NOTHING = 10_000  # so many may repeat a row; each further one takes a byte of the file, in fact fifty
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MOMENTS = frozenset(field.name for field in FIELDS if field.kind is Kind.TIMESTAMP)
_WIDTHS = {field.name: field.width for field in FIELDS}
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
    """The sheets of a workbook, one open at a time."""

    def __init__(self, workbook: "CalamineWorkbook", size: int) -> None:
        self._workbook = workbook
        self._most = _MOST_ROWS_OF_NOTHING + size
        self._rows: Iterator[tuple[int, list[str]]] = iter(())

    def names(self) -> list[tuple[str, bool]]:
        """Return the name of every sheet, and whether it is a table in sight."""
        from python_calamine import SheetTypeEnum, SheetVisibleEnum

        return [
            (sheet.name, sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet)
            for sheet in self._workbook.sheets_metadata
        ]

    def open(self, index: int) -> int:
        """Begin a sheet, and return the number of its last row."""
        from python_calamine import CalamineError

        try:
            sheet = self._workbook.get_sheet_by_index(index)
        except (CalamineError, OSError, ValueError) as error:
            raise _Refused("damaged") from error
        if sheet.width > MAX_COLUMNS:
            raise _Refused("wide")
        last = sheet.end[0] + 1 if sheet.end else 0
        if last > self._most and sum(map(any, sheet.iter_rows())) > self._most:
            raise _Refused("rows")
        self._rows = _filled(sheet.iter_rows())
        return last

    def rows(self, count: int) -> list[tuple[int, list[str]]]:
        """Return the next rows that are not blank, each with its number; none at the end."""
        return list(islice(self._rows, count))


def _filled(rows: Iterable[Sequence[Value]]) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(rows, 1):
        cells = [text_of(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield number, cells


# -- writing -------------------------------------------------------------------------------------


def write(stream: BinaryIO, columns: Sequence[str], records: Iterable[Mapping[str, Any]]) -> int:
    """Write a sheet with a header and a row for each record; return how many records there were.

    Text stays text, whatever it begins with. Moments become date cells in UTC, as their header says. FileRefused
    names the client and field of a value that no cell can hold, and refuses more rows than a sheet has.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    with TemporaryDirectory(prefix="tui-clients-") as folder:  # 0700; XlsxWriter leaves its files after an error
        workbook = Workbook(stream, {"constant_memory": True, "tmpdir": folder})
        workbook.use_zip64()
        sheet = _Sheet(workbook, columns)
        count = 0
        for record in records:
            count += 1
            sheet.add(count, record)
        sheet.finish(count)
        try:
            workbook.close()
        except FileCreateError as error:
            raise OSError(*error.args[0].args) from error
    return count


class _Sheet:
    """The sheet that is being written."""

    def __init__(self, workbook: Any, columns: Sequence[str]) -> None:
        self._columns = columns
        self._sheet = workbook.add_worksheet()
        self._moment = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        bold = workbook.add_format({"bold": True})
        self._sheet.freeze_panes(1, 0)
        for position, name in enumerate(columns):
            is_moment = name in _MOMENTS
            self._sheet.set_column(position, position, max(_WIDTHS.get(name, 0), 19 if is_moment else 8))
            self._sheet.write_string(0, position, utc_header(name) if is_moment else name, bold)

    def add(self, row: int, record: Mapping[str, Any]) -> None:
        """Write a record."""
        if row > MOST_ROWS:
            raise too_many()
        for position, name in enumerate(self._columns):
            text = str(record.get(name, ""))
            moment = _moment(text) if name in _MOMENTS else None
            if moment:
                self._sheet.write_datetime(row, position, moment, self._moment)
            elif text:
                _require_writable(record, name, text)
                self._write_text(row, position, text)

    def _write_text(self, row: int, position: int, text: str) -> None:
        if text.startswith("<r>") and text.endswith("</r>"):  # which XlsxWriter takes for markup that it made itself
            self._sheet.write_rich_string(row, position, text[:1], text[1:])
        else:
            self._sheet.write_string(row, position, text)

    def finish(self, rows: int) -> None:
        """Put the filter over everything that was written."""
        if self._columns:
            self._sheet.autofilter(0, 0, rows, len(self._columns) - 1)


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


def _require_writable(record: Mapping[str, Any], name: str, text: str) -> None:
    values = {"field": name, "client": record.get("name") or record.get("uid") or "—"}
    if len(text) > _MOST_CHARACTERS // 2 and len(text.encode("utf-16-le")) > 2 * _MOST_CHARACTERS:
        message = N_(
            "“{field}” of “{client}” has more than the {most} characters that a cell of a spreadsheet holds. "
            "Export to CSV or JSON, which hold everything, or leave the field out."
        )
        raise FileRefused(message, **values, most=_MOST_CHARACTERS)
    if any(character in text for character in _NOT_IN_XML):
        message = N_("“{field}” of “{client}” has a character that no spreadsheet can hold. Export to CSV or JSON.")
        raise FileRefused(message, **values)
