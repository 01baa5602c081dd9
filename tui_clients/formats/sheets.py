"""Reads the sheets of a workbook through a process of its own, which may crash, hang or run out of memory alone.

The library makes a full rectangle of the cells it finds: two cells in opposite corners of a sheet, 1,400 bytes as a
file, ask for 550 GB and abort the process. What it would take cannot be told without reading the cells as it does, in
four formats. The process costs 0.1 s a file, and gives its memory back. 100,000 rows of 12 columns, 6 MB, take
2.1 s of processor and 180 MB of address space there (measured on 2 cores); the limits, which grow with the file, allow
21 s and 436 MB for it, and 1 s and 160 MB for a small one.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from tui_clients.errors import N_, FileRefused, UsageError
from tui_clients.formats.archive import DAMAGED, LOCKED
from tui_clients.formats.files import open_regular
from tui_clients.formats.rows import Row

_PROGRAM = "import sys; sys.path[:] = {path!r}; from tui_clients.formats.xlsx import serve; serve({arguments})"
_CHUNK = 500  # rows in an answer
_MEMORY = 160 * 2**20  # bytes of address space for any file, and …
_MEMORY_A_BYTE = 48  # … more for each byte of it
_MOST_MEMORY = 2**32
_SECONDS = 1  # of processor, and …
_BYTES_A_SECOND = 300_000  # … one more for so many bytes

_TOO_LARGE = N_(
    "{path} is refused: its cells take more memory than a spreadsheet of {size} bytes should, for instance because "
    "one lies far from the others. Save the sheet as CSV."
)
_TOO_SLOW = N_("{path} is refused: it takes longer to read than a spreadsheet of {size} bytes should.")
_TOO_WIDE = N_("{path} is refused: a sheet has more columns than the 16,384 that can be read.")
_TOO_MANY = N_("{path} is refused: it repeats its rows more often than a spreadsheet of {size} bytes should.")
_REASONS = {
    "locked": LOCKED,
    "damaged": DAMAGED,
    "memory": _TOO_LARGE,
    "wide": _TOO_WIDE,
    "rows": _TOO_MANY,
}
_SIGNALS = {signal.SIGABRT: _TOO_LARGE, signal.SIGXCPU: _TOO_SLOW, signal.SIGKILL: _TOO_SLOW}


class Sheet(NamedTuple):
    """A sheet: its place in the workbook and its name; `is_shown` unless it is hidden or no table."""

    place: int
    name: str
    is_shown: bool


class SheetSource:
    """An open workbook; `size` and `position` (both in bytes) tell about how far it has been read."""

    def __init__(self, path: Path, name: str = "") -> None:
        self.path = path
        self.name = name
        """The sheet that the user wants to be read, or ""."""
        with open_regular(path) as file:
            self.size = os.fstat(file.fileno()).st_size
            self._process = _start(file.fileno(), self.size)
        self._share = 0.0

    def __enter__(self) -> "SheetSource":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()

    @property
    def position(self) -> int:
        """Return about how many bytes of the file the rows taken so far are."""
        return int(self.size * self._share)

    def sheets(self) -> list[Sheet]:
        """Return the sheets to look at for a header: the one that was asked for, else those in sight, else all."""
        every = self.every()
        if self.name:
            wanted = [sheet for sheet in every if sheet.name == self.name] or [
                sheet for sheet in every if sheet.name.casefold() == self.name.casefold()
            ]
            if wanted:
                return wanted[:1]
            names = ", ".join(sheet.name for sheet in every)
            message = N_("{path} has no sheet “{sheet}”; it has: {known}.")
            raise UsageError(message, path=self.path, sheet=self.name, known=names)
        return [sheet for sheet in every if sheet.is_shown] or every

    def every(self) -> list[Sheet]:
        """Return all sheets in their order."""
        return [Sheet(index, name, is_shown) for index, (name, is_shown) in enumerate(self._ask("sheets"))]

    def last_row(self, sheet: Sheet) -> int:
        """Begin to read a sheet, and return the number of its last row."""
        return int(self._ask("open", sheet.place))

    def rows(self, last: int) -> Iterator[Row]:
        """Yield the rows of the sheet that was begun, without blank ones, each with its number."""
        while found := self._ask("rows", _CHUNK):
            for number, cells in found:
                self._share = number / max(last, number)
                yield Row(number, cells)

    def _ask(self, *request: Any) -> Any:
        """Return the answer of the process; FileRefused with the reason if it refuses or has died."""
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:  # they are pipes, as `_start` asks for
            raise self._refusal(DAMAGED)
        try:
            stdin.write(f"{json.dumps(request)}\n".encode())
            stdin.flush()
            line = stdout.readline()
        except BrokenPipeError:
            line = b""
        if not line:
            raise self._refusal(_SIGNALS.get(-self._process.wait(), DAMAGED))  # type: ignore[call-overload]
        answer = json.loads(line)
        if "refused" in answer:
            raise self._refusal(_REASONS[answer["refused"]])
        return answer["answer"]

    def _refusal(self, message: str) -> FileRefused:
        return FileRefused(message, path=self.path, size=self.size)


def _start(descriptor: int, size: int) -> "subprocess.Popen[bytes]":
    memory = min(_MEMORY + _MEMORY_A_BYTE * size, _MOST_MEMORY)
    seconds = _SECONDS + size // _BYTES_A_SECOND
    program = _PROGRAM.format(path=sys.path, arguments=f"{descriptor}, {memory}, {seconds}")
    return subprocess.Popen(  # noqa: S603 - our own interpreter with our own program
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pass_fds=(descriptor,),
        env={**os.environ, "RUST_BACKTRACE": "0"},
    )
