"""The program with the client list open under a pseudo-terminal: keys go in, what they cost comes out."""

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.terminal import Paint, Terminal

UP, DOWN, PAGE_UP, PAGE_DOWN, HOME, END = "\x1b[A", "\x1b[B", "\x1b[5~", "\x1b[6~", "\x1b[H", "\x1b[F"
ENTER, ESCAPE = "\r", "\x1b"
PASTE = "\x1b[200~{}\x1b[201~"
QUIET = 0.15
SEARCH_QUIET = 0.6
"""Seconds after which no more is expected of a key; longer for searches, whose count may come late."""

_ROWS = slice(6, 36)
_ROW_CELLS = 100
"""The lines and columns of a screen of 120×40 on which only rows stand: no header, no scroll bar, no status."""

_BLINK_BYTES = 300
_BLINK_AFTER = 0.3
"""A text cursor blinks every half second, counted from the last key; the whole line of the search bar is painted."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What followed on keys: milliseconds until the rows stood as they stay, and until the last byte; bytes painted."""

    rows_ms: float
    last_ms: float
    size: int


class Listed:
    """The program, and what it paints; `late` counts answers that came after the quiet time."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.late = 0

    @property
    def lines(self) -> list[str]:
        """Return the screen, line by line."""
        return self.terminal.lines

    @property
    def found(self) -> int | None:
        """Return the number of clients the status line says were found, None without a search or filter."""
        counts = re.search(r"([\d,]+) of [\d,]+", "\n".join(self.lines[-3:]))
        return int(counts[1].replace(",", "")) if counts else None

    @property
    def sorted_by(self) -> str:
        """Return what the status line says of the order: "country, descending"."""
        words = re.search(r"sorted by ([^·]+)", "\n".join(self.lines[-3:]))
        return words[1].strip() if words else "?"

    @property
    def first_name(self) -> str:
        """Return the name in the first row, as far as it is not cut."""
        header = next(number for number, line in enumerate(self.lines) if line.strip().startswith("Name"))
        return re.split(r"\s{2,}|…", self.lines[header + 1].strip())[0]

    def do(self, keys: str, quiet: float = QUIET, negligible: int = 0) -> Answer:
        """Type keys in one piece and return what followed."""
        self._drain()
        pressed = self.terminal.press(keys)
        paints = self.terminal.read_until_quiet(quiet, negligible=negligible)
        return self._answer(pressed, paints)

    def search(self, letters: str, quiet: float = SEARCH_QUIET) -> Answer:
        """Type letters in one piece into the search bar, which is open."""
        return self.do(letters, quiet, _BLINK_BYTES)

    def choose(self, key: str, position: int) -> Answer:
        """Open a dialog that lists choices, go down from the first, and return what the choice cost."""
        for step in (key, HOME, *[DOWN] * position):
            self.do(step)
        return self.do(ENTER, 0.4)

    def choose_words(self, key: str, first: str, words: str) -> Answer:
        """Choose what is called `words` in a dialog whose first choice is called `first`."""
        self.do(key)
        top, line = (next(n for n, text in enumerate(self.lines) if label in text) for label in (first, words))
        for step in (HOME, *[DOWN] * (line - top)):
            self.do(step)
        return self.do(ENTER, 0.4)

    def _drain(self) -> None:
        """Read what came after the quiet time: a blink of the cursor, or a late answer."""
        before = self.lines
        for paint in self.terminal.read_until_quiet(0, patience=0.001):
            self.terminal.feed(paint.data)
        self.late += self.lines != before

    def _answer(self, pressed: float, paints: list[Paint]) -> Answer:
        """Put on the screen what was painted and find the moments that count; blinks of the cursor do not."""
        steps: list[tuple[Paint, list[str]]] = []
        shown = self.lines
        for paint in paints:
            self.terminal.feed(paint.data)
            before, shown = shown, self.lines
            is_small = len(paint.data) <= _BLINK_BYTES and paint.at - pressed > _BLINK_AFTER
            if not (is_small and shown == before):
                steps.append((paint, _rows(shown)))
        if not steps:
            return Answer(0, 0, 0)
        at = next(paint.at for paint, rows in steps if rows == steps[-1][1])
        size = sum(len(paint.data) for paint, _rows in steps)
        return Answer((at - pressed) * 1000, (steps[-1][0].at - pressed) * 1000, size)


def _rows(lines: list[str]) -> list[str]:
    return [line[:_ROW_CELLS] for line in lines[_ROWS]]


def command(database: Path) -> list[str]:
    """Return the command that opens the list of a database."""
    return [sys.executable, "-m", "tui_clients", "--language", "en", "--database", str(database)]


@contextmanager
def environ() -> Iterator[dict[str, str]]:
    """Give an environment with settings of its own, gone at the end."""
    with tempfile.TemporaryDirectory(prefix="tui-clients-benchmark-") as home:
        yield dict(os.environ) | {"TUI_CLIENTS_HOME": home, "LC_ALL": "C.UTF-8"}


@contextmanager
def opened(database: Path) -> Iterator[Listed]:
    """Give the program with its list painted and whatever it loads behind that loaded."""
    with environ() as variables, Terminal(command(database), variables) as terminal:
        terminal.wait_for(lambda text: re.search(r"\d clients", text) is not None)  # the status line: all is read
        terminal.settle(4)  # the charts are made ready two seconds after the start
        yield Listed(terminal)
