"""The pie: which sectors there are, which cells each fills, and the legend that names them.

Knows no drawing library; a cell is taken to be twice as high as wide.
"""

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, cycle

from tui_clients.domain.text import cells, shorten, visible
from tui_clients.services.chart_cells import Canvas, Colour, Paint, amount, coloured, left, right, widest

_KEYS = "123456789abc"
_FILLS = "█░▓╱▒·+o=:#x"
_QUARTERS = " ▗▖▄▝▐▞▟▘▚▌▙▀▜▛█"  # by which are filled: upper left 8, upper right 4, lower left 2, lower right 1
_KEY_AT = 0.62  # of the radius, where a sector is wide and still its own
_MIN_ROWS = 4
_ROOMY_ROWS = 8
_MAX_LABEL = 24
_MIN_LABEL = 6


@dataclass(frozen=True, slots=True)
class Slice:
    """One share of a pie; `caption` is the number as shown, such as "12" or "1.234,50 €"."""

    label: str
    value: float
    caption: str
    colour: Colour | None = None  # None takes the next of the palette


@dataclass(frozen=True, slots=True)
class Sector:
    """A slice as it is drawn and named; `key` marks it in colour, `fill` without."""

    label: str
    value: float
    caption: str
    share: str
    colour: Colour
    key: str
    fill: str

    def mark(self, colour: bool) -> str:
        """Return the three cells by which the legend refers to the sector."""
        return coloured(f" {self.key} ", self.colour.ink, self.colour) if colour else self.fill * 3


def sectors(slices: Sequence[Slice], most: int, percent: Callable[[int], str]) -> list[Sector]:
    """Return the sectors of what is above zero, at most `most`: the smallest become one called "…"."""
    above_zero = _coloured(each for each in slices if amount(each.value))
    return _sectors(_condensed(above_zero, min(most, len(_KEYS))), percent)


def named(slices: Sequence[Slice], percent: Callable[[int], str]) -> list[Sector]:
    """Return all slices with their shares, those of nothing too."""
    return _sectors(_coloured(slices), percent)


def _coloured(slices: Iterable[Slice]) -> list[tuple[Slice, Colour]]:
    palette = cycle(Colour)
    return [(s, next(palette) if s.colour is None else s.colour) for s in slices]


def _sectors(chosen: Sequence[tuple[Slice, Colour]], percent: Callable[[int], str]) -> list[Sector]:
    parts = zip(chosen, shares([amount(s.value) for s, _ in chosen]), cycle(_KEYS), cycle(_FILLS), strict=False)
    return [
        Sector(visible(s.label), s.value, visible(s.caption), percent(share), colour, key, fill)
        for (s, colour), share, key, fill in parts
    ]


def _condensed(slices: list[tuple[Slice, Colour]], most: int) -> list[tuple[Slice, Colour]]:
    if len(slices) <= most:
        return slices
    if most < 1:
        return []
    by_value = sorted(range(len(slices)), key=lambda i: -slices[i][0].value)
    kept = sorted(by_value[: most - 1])
    rest = sum(slices[i][0].value for i in by_value[most - 1 :])
    return [*(slices[i] for i in kept), (Slice("…", rest, ""), Colour.GREY)]


def shares(values: Sequence[float]) -> list[int]:
    """Return each value's share in percent, rounded by itself, half a percent up.

    Equal values so have equal shares, each right to half a percent; they need not add up to 100.
    """
    return [math.floor(part * 100 + 0.5) for part in _parts(values)]


def _parts(values: Sequence[float]) -> list[float]:
    whole = math.fsum(values)
    return [value / whole if whole else 0.0 for value in values]


@dataclass(frozen=True, slots=True)
class Disc:
    """A full circle of `rows` rows and twice as many columns, cut clockwise from the top into `parts` of 1."""

    parts: tuple[float, ...]
    rows: int

    def quarters(self) -> dict[tuple[int, int], list[int | None]]:
        """Return, for each cell, in which part its upper left, upper right, lower left and lower right lie."""
        ends = list(accumulate(self.parts))
        corners = ((0.25, 0.75), (0.75, 0.75), (0.25, 0.25), (0.75, 0.25))
        return {
            (column, row): [self._part(ends, column + x, row + y) for x, y in corners]
            for row in range(self.rows)
            for column in range(self.rows * 2)
        }

    def _part(self, ends: list[float], column: float, row: float) -> int | None:
        x, y = column / 2 - self.rows / 2, row - self.rows / 2
        if math.hypot(x, y) > self.rows / 2:
            return None
        turn = math.atan2(x, y) / math.tau % 1.0
        return min(bisect_right(ends, turn), len(ends) - 1)

    def middle(self, part: int) -> tuple[int, int]:
        """Return column and row of the cell in the middle of a part."""
        angle = (sum(self.parts[:part]) + self.parts[part] / 2) * math.tau
        radius = 0.0 if len(self.parts) == 1 else self.rows / 2 * _KEY_AT
        return int(self.rows + math.sin(angle) * radius * 2), int(self.rows / 2 + math.cos(angle) * radius)


def disc(drawn: Sequence[Sector], rows: int, colour: bool) -> Canvas:
    """Return the cells of the pie, painted."""
    shape = Disc(tuple(_parts([sector.value for sector in drawn])), rows)
    quarters = shape.quarters()
    if not colour:
        fills = {place: _textured(parts, drawn) for place, parts in quarters.items()}
        return {place: paint for place, paint in fills.items() if paint}
    canvas = {place: _solid(parts, drawn) for place, parts in quarters.items() if any(p is not None for p in parts)}
    for i, sector in enumerate(drawn):
        column, row = shape.middle(i)
        if all(quarters.get((near, row)) == [i] * 4 for near in (column - 1, column, column + 1)):
            canvas[column, row] = Paint(sector.key, sector.colour.ink, sector.colour)
    return canvas


def _solid(parts: Sequence[int | None], drawn: Sequence[Sector]) -> Paint:
    """Paint a cell with edges to a quarter; a cell has two colours, so a third sector in it gives way."""
    ranked = Counter(part for part in parts if part is not None).most_common()
    first = ranked[0][0]
    if None in parts or len(ranked) == 1:
        return Paint(_block(part is not None for part in parts), drawn[first].colour)
    return Paint(_block(part == first for part in parts), drawn[first].colour, drawn[ranked[1][0]].colour)


def _block(filled: Iterable[bool]) -> str:
    return _QUARTERS[sum(bit for bit, is_filled in zip((8, 4, 2, 1), filled, strict=True) if is_filled)]


def _textured(parts: Sequence[int | None], drawn: Sequence[Sector]) -> Paint | None:
    """Paint a cell with the fill of the sector that has most of it, or not where most of it is outside."""
    inside = [part for part in parts if part is not None]
    return Paint(drawn[Counter(inside).most_common(1)[0][0]].fill) if len(inside) >= 2 else None


def layout(named: Sequence[Sector], width: int, height: int) -> tuple[int, int]:
    """Return the rows of the largest disc that leaves room for the legend, and the cells between the two.

    0 cells between them: the legend goes below. 0 rows: there is no room but for the legend.
    """
    below = min(height - len(named), width // 2)
    for gap in (2, 1):
        beside = min(height, (width - _legend_width(named, gap) - gap - 1) // 2)
        if beside >= min(height, _ROOMY_ROWS):
            break
    if max(beside, below) < _MIN_ROWS:
        return 0, 0
    return (below, 0) if below > beside else (beside, gap + 1)


def _legend_width(named: Sequence[Sector], gap: int) -> int:
    label = min(_MAX_LABEL, widest(s.label for s in named))
    return 4 + label + gap + widest(s.caption for s in named) + gap + widest(s.share for s in named)


def legend(named: Sequence[Sector], width: int, colour: bool) -> list[str]:
    """Return a line for each sector: mark, label, number and share; the number gives way first."""
    gap = " " * (2 if _legend_width(named, 2) <= width else 1)
    number = partial(right, width=widest(s.caption for s in named))
    share = partial(right, width=widest(s.share for s in named))
    tails = [f"{gap}{number(s.caption)}{gap}{share(s.share)}" for s in named]
    label = widest(s.label for s in named)
    if width - 4 - cells(tails[0]) < min(_MIN_LABEL, label):
        tails = [f"{gap}{share(s.share)}" for s in named]
    label = min(width - 4 - cells(tails[0]), label)
    if label < 1:
        return []
    rows = zip(named, tails, strict=True)
    return [f"{s.mark(colour)} {left(shorten(s.label, label), label)}{tail}" for s, tail in rows]
