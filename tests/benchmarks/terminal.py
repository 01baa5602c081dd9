"""A program under a pseudo-terminal, its screen kept by pyte."""

import fcntl
import os
import pty
import select
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence

import pyte


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
    def text(self) -> str:
        """Return what is on the screen."""
        return "\n".join(self.screen.display)

    def wait_for(self, is_there: Callable[[str], bool], seconds: float = 60) -> float:
        """Read until the screen is as wanted and return the moment at which it was (`time.perf_counter`)."""
        deadline = time.perf_counter() + seconds
        while time.perf_counter() < deadline:
            if not select.select([self._handle], [], [], 0.5)[0]:
                continue
            data = os.read(self._handle, 65536)
            read_at = time.perf_counter()
            self.bytes += len(data)
            self._stream.feed(data)
            if is_there(self.text):
                return read_at
        raise AssertionError(f"not seen within {seconds} s; the screen was:\n{self.text}")

    def wait_for_bytes(self) -> float:
        """Read once and return the moment at which something was painted; what follows at once is read too."""
        data = os.read(self._handle, 65536)
        read_at = time.perf_counter()
        while select.select([self._handle], [], [], 0.02)[0]:
            data += os.read(self._handle, 65536)
        self.bytes += len(data)
        self._stream.feed(data)
        return read_at

    def press(self, keys: str) -> float:
        """Type keys and return the moment."""
        pressed_at = time.perf_counter()
        os.write(self._handle, keys.encode())
        return pressed_at

    def settle(self, quiet: float = 0.15) -> float:
        """Read until nothing is painted for `quiet` seconds; return the moment of the last byte."""
        last = time.perf_counter()
        while select.select([self._handle], [], [], quiet)[0]:
            data = os.read(self._handle, 65536)
            last = time.perf_counter()
            self.bytes += len(data)
            self._stream.feed(data)
        return last
