"""What charts are made of: painted terminal cells, the palette, and text fitted into cells.

Knows no kind of chart and no drawing library.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from tui_clients.domain.text import cells


class Colour(IntEnum):
    """Colours of the terminal's own 16 that are told apart on dark and on light grounds."""

    GREEN = 2
    YELLOW = 11
    BLUE = 4
    RED = 9
    CYAN = 6
    ORANGE = 3
    GREY = 8
    MAGENTA = 13

    @property
    def ink(self) -> int:
        """The palette index of text upon this colour: black or white."""
        return 15 if self in (Colour.BLUE, Colour.GREY) else 0


@dataclass(frozen=True, slots=True)
class Paint:
    """What one cell shows: a character, the palette index of its colour and of the one behind it."""

    character: str
    colour: int | None = None
    ground: int | None = None


Canvas = dict[tuple[int, int], Paint]  # by column and row, counted from the lower left cell


def amount(value: float) -> float:
    """Return what can be drawn of `value`: nothing of what is not above zero or beyond any amount."""
    return value if 1e-100 < value < 1e100 else 0.0


def coloured(text: str, colour: int, ground: int | None = None) -> str:
    """Return `text` in colours of the palette, as SGR sequences (ECMA-48) in xterm's indexed form."""
    behind = "" if ground is None else f"\x1b[48;5;{int(ground)}m"
    return f"\x1b[38;5;{int(colour)}m{behind}{text}\x1b[0m"


def widest(texts: Iterable[str]) -> int:
    """Return the width of the widest text, in cells."""
    return max(map(cells, texts), default=0)


def left(text: str, width: int) -> str:
    """Return `text` filled up to `width` cells on its right."""
    return text + " " * (width - cells(text))


def right(text: str, width: int) -> str:
    """Return `text` filled up to `width` cells on its left."""
    return " " * (width - cells(text)) + text
