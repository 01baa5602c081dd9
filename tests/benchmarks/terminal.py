"""A program under a pseudo-terminal, its screen kept by pyte."""

import fcntl
import os
import pty
import re
import select
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pyte

_SEQUENCE = re.compile(rb"\x1b\[[0-9;?]*[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Paint:
    """What one read gave, and the moment at which it was read (`time.perf_counter`)."""

    at: float
    data: bytes


class Terminal:
    """Runs a program at `columns` × `lines` and reads what it paints."""

    def __init__(self, command: Sequence[str], environ: Mapping[str, str], columns: int = 120, lines: int = 40) -> None:
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self.screen)
        self.started = time.perf_counter()
        self.bytes = 0
        self.pid, self._handle = pty.fork()
        if self.pid == 0:  # the child
            full = dict(environ) | {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
            os.execvpe(command[0], list(command), full)  # noqa: S606
        fcntl.ioctl(self._handle, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *_why: object) -> None:
        os.kill(self.pid, 9)
        os.waitpid(self.pid, 0)
        os.close(self._handle)

    @property
    def lines(self) -> list[str]:
        """Return the screen line by line; pyte's own `display` fails where half of a wide letter is overwritten."""
        columns = range(self.screen.columns)
        rows = [self.screen.buffer[number] for number in range(self.screen.lines)]
        return ["".join(row[column].data for column in columns) for row in rows]

    @property
    def text(self) -> str:
        """Return what is on the screen."""
        return "\n".join(self.lines)

    def wait_for(self, is_there: Callable[[str], bool], seconds: float = 60) -> float:
        """Read until the screen is as wanted and return the moment at which it was (`time.perf_counter`)."""
        deadline = time.perf_counter() + seconds
        while time.perf_counter() < deadline:
            if not select.select([self._handle], [], [], 0.5)[0]:
                continue
            data = self._read()
            read_at = time.perf_counter()
            self.bytes += len(data)
            self._stream.feed(data)
            if is_there(self.text):
                return read_at
        raise AssertionError(f"not seen within {seconds} s; the screen was:\n{self.text}")

    def wait_for_bytes(self) -> float:
        """Read once and return the moment at which something was painted; what follows at once is read too."""
        data = self._read()
        read_at = time.perf_counter()
        while select.select([self._handle], [], [], 0.02)[0]:
            data += self._read()
        self.bytes += len(data)
        self._stream.feed(data)
        return read_at

    def _read(self) -> bytes:
        try:
            return os.read(self._handle, 65536)
        except OSError as error:  # Linux gives EIO where nobody holds the other end
            raise AssertionError(f"the program ended; the screen was:\n{self.text}") from error

    def press(self, keys: str) -> float:
        """Type keys and return the moment."""
        pressed_at = time.perf_counter()
        os.write(self._handle, keys.encode())
        return pressed_at

    def read_until_quiet(self, quiet: float, patience: float = 3, negligible: int = 0) -> list[Paint]:
        """Read until nothing is painted for `quiet` seconds; nothing is parsed meanwhile, `feed` puts it on the screen.

        The first byte is waited for with `patience`. Later reads of up to `negligible` bytes do not prolong the wait.
        """
        paints: list[Paint] = []
        deadline = time.perf_counter() + patience
        while (left := deadline - time.perf_counter()) > 0 and select.select([self._handle], [], [], left)[0]:
            data = self._read()
            paints.append(Paint(time.perf_counter(), data))
            if len(data) > negligible or len(paints) == 1:
                deadline = paints[-1].at + quiet
        return paints

    def read_until(self, words: bytes, seconds: float = 60) -> float:
        """Read until these words were painted, and return the moment; the screen is fed afterwards."""
        seen = b""
        deadline = time.perf_counter() + seconds
        while (left := deadline - time.perf_counter()) > 0 and select.select([self._handle], [], [], left)[0]:
            seen += self._read()
            read_at = time.perf_counter()
            if words in _SEQUENCE.sub(b"", seen):
                self.feed(seen)
                return read_at
        self.feed(seen)
        raise AssertionError(f"{words!r} not seen within {seconds} s; the screen was:\n{self.text}")

    def feed(self, data: bytes) -> None:
        """Put what was read on the screen."""
        self.bytes += len(data)
        self._stream.feed(data)

    def settle(self, quiet: float = 0.15) -> float:
        """Read until nothing is painted for `quiet` seconds; return the moment of the last byte."""
        last = time.perf_counter()
        while select.select([self._handle], [], [], quiet)[0]:
            data = self._read()
            last = time.perf_counter()
            self.bytes += len(data)
            self._stream.feed(data)
        return last
