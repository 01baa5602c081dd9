"""Bytes that stand in JSON as base64, a part at a time: written without holding them, found in a file and read back."""

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from tui_clients.formats.files import open_regular, unreadable

PATH = ("documents", "data")
"""Where such bytes stand in a record: in each object of this list, under this name."""

Place = tuple[int, int]
"""The first byte of a text in a file, and how many bytes it has: what a reader gives instead of a long text."""

_STEP = 2**18
_ESCAPES = ((b"\\/", b"/"), (b"\\r", b""), (b"\\n", b""), (b"\r", b""), (b"\n", b""))


@dataclass(frozen=True, slots=True)
class Data:
    """Bytes that are written as base64 when their turn comes."""

    parts: Callable[[], Iterable[bytes]]

    def encoded(self) -> Iterator[bytes]:
        """Yield the text."""
        rest = b""
        for part in self.parts():
            given = rest + part
            cut = len(given) - len(given) % 3
            yield b64encode(given[:cut])
            rest = given[cut:]
        yield b64encode(rest)


def decoded(path: Path, data: object) -> Iterator[bytes]:
    """Yield the bytes of a text of base64, or of one at a place in a file; ValueError for anything else.

    Line breaks in it, and the escapes that some programs write for a slash, say nothing.
    """
    rest = b""
    for part in _texts(path, data):
        given = rest + part
        cut = len(given) - len(given) % 4
        yield b64decode(given[:cut], validate=True)
        rest = given[cut:]
    if rest:
        raise ValueError("cut off")


def _texts(path: Path, data: object) -> Iterator[bytes]:
    if isinstance(data, str):
        text = data.encode()
        yield from _plain(BytesIO(text), len(text))
        return
    if not isinstance(data, tuple):
        raise ValueError("no text")
    with open_regular(path) as file:
        try:
            file.seek(data[0])
            yield from _plain(file, data[1])
        except OSError as error:
            raise unreadable(path, error) from error


def _plain(file: BinaryIO, length: int) -> Iterator[bytes]:
    while length > 0:
        step = file.read(min(_STEP, length))
        if step.endswith(b"\\"):
            step += file.read(1)
        if not step:
            raise ValueError("cut off")
        length -= len(step)
        for escape, sign in _ESCAPES:
            step = step.replace(escape, sign)
        yield step


def closing(text: str, position: int) -> int:
    """Return where the next quotation mark stands that is no escape, -1 for nowhere."""
    end = text.find('"', position)
    while end >= 0:
        first = end
        while first > position and text[first - 1] == "\\":
            first -= 1
        if (end - first) % 2 == 0:
            break
        end = text.find('"', end + 1)
    return end
