"""How the command line prints: data to stdout, narration to stderr, and nothing a terminal could act on."""

import os
import shutil
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from tui_clients.domain.text import cells, shorten, visible

_SMALLEST_COLUMN = 6
_GAP = "  "


def prepare() -> None:
    """Let both streams write any text, whatever encoding the environment gave them."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)  # a test may have put another stream there
        if reconfigure:
            reconfigure(errors="backslashreplace")


def write(text: str = "") -> None:
    """Print a line of data; values in it have gone through `visible`."""
    sys.stdout.write(f"{text}\n")


def say(text: str) -> None:
    """Print a line of narration."""
    sys.stderr.write(f"{text}\n")


def is_terminal() -> bool:
    """Whether data is printed on a terminal."""
    return sys.stdout.isatty()


def json_text(value: Any) -> str:
    """Return a value as JSON that any terminal shows harmlessly and every encoding of stdout can write."""
    import json

    from tui_clients.formats.json_write import safe

    is_unicode = (sys.stdout.encoding or "").lower().startswith("utf")
    text = json.dumps(value, ensure_ascii=not is_unicode, indent=2)
    return "\n".join(map(safe, text.split("\n")))


def write_json(value: Any) -> None:
    """Print a value as JSON."""
    write(json_text(value))


def write_json_array(values: Iterable[Any]) -> None:
    """Print values as a JSON array, one after the other, however many there are."""
    separator = "["
    for value in values:
        sys.stdout.write(f"{separator}\n{json_text(value)}")
        separator = ","
    write("\n]" if separator == "," else "[]")


def terminal_width() -> int:
    """Return how many cells a line of the terminal has."""
    return shutil.get_terminal_size().columns


def fitting(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """Return the widths at which rows of cells fit into `width` terminal cells; the widest columns give way first."""
    widths = [max(cells(visible(cell)) for cell in column) for column in zip(*rows, strict=True)]
    room = width - len(_GAP) * (len(widths) - 1)
    while sum(widths) > room and max(widths) > _SMALLEST_COLUMN:
        widths[widths.index(max(widths))] -= 1
    return widths


def aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    """Return a row of cells as a line, each cell cut or padded to its width."""
    return _GAP.join(_padded(visible(cell), width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _padded(cell: str, size: int) -> str:
    shown = shorten(cell, size)
    return shown + " " * (size - cells(shown))


class ProgressLine:
    """A line on stderr that says how far a long task is; nothing where stderr is no terminal."""

    _SECONDS = 0.1

    def __init__(self, is_wanted: bool = True) -> None:
        self._is_shown = is_wanted and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._last = 0.0

    def show(self, text: str) -> None:
        """Show how far the task is, at most ten times a second."""
        if self._is_shown and time.monotonic() - self._last >= self._SECONDS:
            self._last = time.monotonic()
            sys.stderr.write(f"\r\x1b[K{shorten(text, terminal_width() - 1)}")
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away."""
        if self._is_shown and self._last:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


@contextmanager
def progress_line() -> Iterator[ProgressLine]:
    """Give a line that says how far a long task is, and take it away at the end."""
    line = ProgressLine()
    try:
        yield line
    finally:
        line.clear()
