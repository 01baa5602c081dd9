"""The lines of a table, of which those without quotation marks are records and can be parted together."""

import csv
from collections import deque
from collections.abc import Iterator, Sequence

from tui_clients.formats.source import TextSource

_MOST_LINES = 500_000  # in one record
_LONG = 2**15  # characters of a line that is read by itself
_TOGETHER = 2**12
"""Characters of lines that are looked at together: how far a file has been read tells how many rows there are."""


class Lines:
    """The lines of a file, those of the present record kept so that they can be read once more."""

    def __init__(self, source: TextSource, delimiter: str) -> None:
        self._source = source.lines()
        self._blank = f"\r\n{delimiter}"
        self._again: deque[str] = deque()
        self._read = 0
        self._doubtful = 0
        self.may_escape = True
        """Whether no record has been found yet whose marks behind backslashes make it no better."""
        self.pending: list[str] = []
        self.start = 1

    @property
    def is_doubtful(self) -> bool:
        """Whether the present record stands in lines that were first taken for something else."""
        return self.start <= self._doubtful

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._next("" if self.pending else self._blank)
        if not self.pending:
            self.start = self._read
        elif len(self.pending) > _MOST_LINES:
            raise csv.Error("limit")
        self.pending.append(line)
        return line

    def _next(self, blank: str) -> str:
        """Return the next line that holds anything else than the characters of `blank`."""
        while self._again:
            line = self._again.popleft()
            self._read += 1
            if line.strip(blank) or not blank:
                return line
        for line in self._source:
            self._read += 1
            if line.strip(blank) or not blank:
                return line
        raise StopIteration

    def plain(self) -> tuple[int, Sequence[str]]:
        """Return lines that come next, blank ones among them, and the number of the first; each is a whole record.

        That is said of lines without quotation marks, and of none that is to be looked at closely.
        """
        if not self._again:
            size = 0
            for line in self._source:
                self._again.append(line)
                size += len(line)
                if size > _TOGETHER:
                    break
        first, plain = self._read + 1, list[str]()
        while self._again and not (first <= self._doubtful or '"' in self._again[0] or len(self._again[0]) > _LONG):
            plain.append(self._again.popleft())
        self._read += len(plain)
        return first, plain

    def start_record(self) -> None:
        """Keep the lines that come next as those of another record."""
        self.pending.clear()
        self.start = self._read + 1

    def doubt(self) -> None:
        """Note that what has been read was taken for something else than it is."""
        self._doubtful = self._read

    def put_back(self, kept: int) -> None:
        """Have the lines of the present record after so many read once more."""
        self._again.extendleft(reversed(self.pending[kept:]))
        del self.pending[kept:]
        self._read = self.start + kept - 1
