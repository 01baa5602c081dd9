"""How a table's lines look: one run of text in one style each, which is what a thin line carries fastest."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui_clients.domain.text import visible
from tui_clients.ui.widgets.columns import GAP, Placed

MARGIN = 2
"""Cells left of the first column: whether the row is marked."""


class Line(NamedTuple):
    """What a line shows of a row; it is painted again only when this changes. No cells: they are not here yet."""

    cells: Sequence[str] | None
    is_marked: bool = False
    has_cursor: bool = False
    tone: str | None = None


class Sentence(NamedTuple):
    """A line of what is said in place of rows where there are none; harmless, and no wider than the table."""

    text: str


class Look:
    """Draws lines; `component` gives the partial style of a component class and is asked once for each."""

    def __init__(self, component: Callable[[str], Style]) -> None:
        self._component = component
        self.base = Style()
        self._styles: dict[tuple[object, ...], Style] = {}

    def renew(self, base: Style) -> None:
        """Draw on another base, or with other component styles."""
        self.base = base
        self._styles.clear()

    def start_on(self, base: Style) -> None:
        """Draw on `base`, which seldom differs from the last."""
        if base != self.base:
            self.renew(base)

    def row(self, line: Line, placed: Sequence[Placed], width: int) -> Strip:
        """Draw a row in exactly `width` cells."""
        style = self._style(line)
        margin = "✓ " if line.is_marked else " " * MARGIN
        cells = line.cells
        if cells is None:
            return _strip(margin + "…", MARGIN + 1, width, style)
        return _strip(
            margin + _texts([cells[column.index] for column in placed], placed), _length(placed), width, style
        )

    def header(self, labels: Sequence[str], placed: Sequence[Placed], width: int) -> Strip:
        """Draw the labels above their columns."""
        style = self._named("virtual-table--header")
        return _strip(" " * MARGIN + _texts(labels, placed), _length(placed), width, style)

    def sentence(self, line: Sentence, width: int) -> Strip:
        """Draw a line of what is said in place of rows, in the middle."""
        left = " " * ((width - cell_len(line.text)) // 2)
        text = left + line.text
        return _strip(text, cell_len(text), width, self._named("virtual-table--instead"))

    def blank(self, width: int) -> Strip:
        """Draw a line below the last row."""
        return Strip.blank(width, self.base)

    def _style(self, line: Line) -> Style:
        key = (line.is_marked, line.has_cursor, line.tone, line.cells is None)
        if key not in self._styles:
            names = [
                "virtual-table--marked" if line.is_marked else None,
                line.tone,
                "virtual-table--cursor" if line.has_cursor else None,
                "virtual-table--pending" if line.cells is None else None,
            ]
            self._styles[key] = self._named(*(name for name in names if name))
        return self._styles[key]

    def _named(self, *names: str) -> Style:
        style = self.base
        for name in names:
            style += self._component(name)
        return style


def _texts(texts: Sequence[str], placed: Sequence[Placed]) -> str:
    fitted = [
        fit(visible(text), column.width, column.column.is_right) for text, column in zip(texts, placed, strict=True)
    ]
    return (" " * GAP).join(fitted)


def _length(placed: Sequence[Placed]) -> int:
    return MARGIN + sum(column.width + GAP for column in placed) - (GAP if placed else 0)


def _strip(text: str, length: int, width: int, style: Style) -> Strip:
    padded = text + " " * (width - length)
    return Strip([Segment(padded, style)], max(length, width)).adjust_cell_length(width, style)


def fit(text: str, width: int, is_right: bool = False) -> str:
    """Return `text` in exactly `width` cells; what is too long ends in an ellipsis."""
    length = cell_len(text)
    if length > width:
        return set_cell_size(text, width - 1) + "…" if width > 1 else "…"[:width]
    padding = " " * (width - length)
    return padding + text if is_right else text + padding
