"""Entries as lines for a width: how many each has is known of all, the lines themselves only of those that are seen.

Eight bytes an entry, so that the scroll bar is true for thousands of notes.
"""

from array import array
from asyncio import to_thread
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from tui_clients.ui.widgets.wrapping import wrapped

_INDENT = 2
_WIDEST = 100
"""Cells; longer lines are hard to read."""
_FIRST = 25
"""Entries that are laid out before the first are shown: more than most screens have room for."""
_STEP = 100
"""Entries that are read and counted at once behind those."""
_KEPT = 300
"""Entries whose lines are held before those far away are let go."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something of a moment, raw: who, a word on it, and the text, which may have lines."""

    at: datetime | None
    by: str
    text: str
    word: str = ""


Line = Entry | str
"""A line on the screen: the heading of an entry, or a line of its text."""


class Entries(Protocol):
    """Entries by their place."""

    def __len__(self) -> int:
        """Return how many there are."""

    async def read(self, first: int, end: int) -> Sequence[Entry] | None:
        """Return the entries from `first` up to `end` (excluded); None where they cannot be read."""


class NoEntries:
    """Nothing."""

    def __len__(self) -> int:
        """Return how many there are."""
        return 0

    async def read(self, first: int, end: int) -> Sequence[Entry] | None:
        """Return none."""
        return ()


class Layout:
    """The lines of entries for a width: of the first so many the number, of some the lines themselves."""

    def __init__(self, entries: Entries, width: int) -> None:
        self.entries = entries
        self.width = width
        self.starts = array("q", [0])
        """The first line of each entry, and behind the last one that of the next."""
        self._lines: dict[int, list[Line]] = {}

    @property
    def count(self) -> int:
        """How many entries were counted."""
        return len(self.starts) - 1

    @property
    def height(self) -> int:
        """The lines of all that were counted."""
        return self.starts[-1]

    def entry_at(self, line: int) -> int:
        """Return the place of the entry that has a line."""
        return bisect_right(self.starts, line, hi=max(1, self.count)) - 1

    def grow(self, texts: Sequence[list[Line]]) -> None:
        """Count the lines of the entries that come next."""
        for lines in texts:
            self.starts.append(self.starts[-1] + len(lines))

    def hold(self, first: int, texts: Sequence[list[Line]]) -> None:
        """Hold the lines of entries from `first` on."""
        if len(self._lines) > _KEPT:
            self._lines = {n: lines for n, lines in self._lines.items() if abs(n - first) < _KEPT // 4}
        self._lines.update(enumerate(texts, first))

    def line(self, index: int) -> Line:
        """Return a line, "" where it is not here."""
        entry = self.entry_at(index)
        lines = self._lines.get(entry, ())
        place = index - self.starts[entry]
        return lines[place] if place < len(lines) else ""

    def lacking(self, first: int, end: int) -> range:
        """Return the entries between two lines whose lines are not here."""
        if not self.count:
            return range(0)
        near = range(self.entry_at(max(0, first)), self.entry_at(min(end, self.height - 1)) + 1)
        missing = [n for n in near if n not in self._lines]
        return range(missing[0], missing[-1] + 1) if missing else range(0)

    @property
    def is_whole(self) -> bool:
        """Whether all entries were counted."""
        return self.count >= len(self.entries)

    def next_places(self) -> range:
        """Return the entries that are to be counted next."""
        return range(self.count, min(len(self.entries), self.count + (_STEP if self.count else _FIRST)))

    def highest_top(self, page: int) -> int:
        """Return the line at the top of the last `page` lines; the empty one at the end does not count."""
        return max(0, self.height - 1 - page)

    async def read(self, places: range) -> list[list[Line]] | None:
        """Return the lines of some entries, read and wrapped in threads; None where they cannot be read."""
        entries = await self.entries.read(places.start, places.stop)
        return None if entries is None else await to_thread(lay_out, entries, self.width)


def lay_out(entries: Sequence[Entry], width: int) -> list[list[Line]]:
    """Return the lines of each entry, an empty one behind it."""
    texts: list[list[Line]] = []
    for entry in entries:
        lines = [" " * _INDENT + line for line in wrapped(entry.text, min(width, _WIDEST) - _INDENT)]
        texts.append([entry, *(lines if entry.text else ()), ""])
    return texts
