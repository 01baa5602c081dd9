"""Figures side by side, each in a box with its label.

One widget that finds the places of its boxes when it is drawn: widgets whose styles follow the room and the texts
have the screen laid out and painted twice or three times where other figures are shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from tui_clients.domain.text import cells
from tui_clients.ui.text import safe
from tui_clients.ui.widgets.room import room
from tui_clients.ui.widgets.wrapping import wrapped

_EDGE = 2
"""Cells of a box that its text does not have: the coloured edge and a blank."""
_COLOURS = ("$primary", "$success", "$warning", "$error")
_QUIET = "$panel-lighten-2"
_MUTED = "$foreground-muted"


@dataclass(frozen=True, slots=True)
class Figure:
    """A label, the figure that matters most, and further ones that cannot be added to it."""

    label: str
    figure: str
    more: Sequence[str] = ()
    is_quiet: bool = False
    """Whether there is nothing in it that asks for attention."""
    short: str = ""
    """What stands for the label where there is no room for all labels."""

    @property
    def width(self) -> int:
        """The cells of a box in which each text has one line."""
        return _EDGE + max(map(cells, (self.label, self.figure, *self.more)))

    @property
    def least_width(self) -> int:
        """The cells of a box in which the figure has one line, and no word is parted."""
        return _EDGE + max(map(cells, (self.figure, *" ".join((self.label, *self.more)).split())))


class Cards(Widget):
    """One box for each figure; the order decides the colours."""

    DEFAULT_CSS = """
    Cards { height: auto; min-height: 2; text-wrap: nowrap; }
    """

    figures: reactive[tuple[Figure, ...]] = reactive(tuple, repaint=False)

    def watch_figures(self) -> None:
        """Show other figures; only where they take more lines, or fewer, the screen is laid out anew."""
        width, height = room(self)
        self.refresh(layout=len(_lines(self.figures, width)) != height)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the boxes take."""
        return len(_lines(self.figures, width))

    def render(self) -> Content:
        """Draw the boxes in the room there is."""
        return Content("\n").join(_lines(self.figures, self.content_size.width))


def _lines(figures: Sequence[Figure], width: int) -> list[Content]:
    """Return the boxes line by line, in so many cells."""
    if sum(figure.width for figure in figures) > width:
        figures = [replace(figure, label=figure.short or figure.label) for figure in figures]
    widths, gap = _places(figures, width)
    labels = [wrapped(figure.label, box - _EDGE) for figure, box in zip(figures, widths, strict=True)]
    height = max(map(len, labels), default=0)
    boxes = [
        _texts(figure, label + [""] * (height - len(label)), box - _EDGE)
        for figure, label, box in zip(figures, labels, widths, strict=True)
    ]
    colours = [_QUIET if each.is_quiet else _COLOURS[n % len(_COLOURS)] for n, each in enumerate(figures)]
    return [
        Content(" " * gap).join(map(_edged, row, widths, colours)) for row in zip_longest(*boxes, fillvalue=Content())
    ]


def _texts(figure: Figure, label: Sequence[str], width: int) -> list[Content]:
    """Return what stands in a box, line by line."""
    more = [line for text in figure.more for line in wrapped(text, width)]
    return [
        *(safe(line, _MUTED) for line in label),
        *(safe(line, "bold") for line in wrapped(figure.figure, width)),
        *(safe(line, _MUTED) for line in more),
    ]


def _edged(text: Content, width: int, colour: str) -> Content:
    """Return a line of a box."""
    edge = Content.styled("▌", colour)
    return Content.assemble(edge, " ", text.pad_right(width - _EDGE - text.cell_length)).stylize_before("on $surface")


def _places(figures: Sequence[Figure], width: int) -> tuple[list[int], int]:
    """Return the cells of each box, and of the gap between two: where there is room for it, all boxes are alike."""
    count = max(1, len(figures))
    wanted = [figure.width for figure in figures]
    least = [figure.least_width for figure in figures]
    if max(wanted, default=0) <= (width + 1) // count - 1:
        return _shared([0] * len(figures), width - count + 1), 1
    for needed, gap in ((wanted, 1), (wanted, 0), (least, 1), (least, 0)):
        room = width - gap * (count - 1)
        if sum(needed) <= room:
            return _shared(needed, room), gap
    return _shared([0] * len(figures), width), 0


def _shared(needed: Sequence[int], room: int) -> list[int]:
    """Return what each needs, and what is left shared out alike; never so little that no letter fits."""
    spare, rest = divmod(max(0, room - sum(needed)), max(1, len(needed)))
    return [max(_EDGE + 1, cells + spare + (place < rest)) for place, cells in enumerate(needed)]
