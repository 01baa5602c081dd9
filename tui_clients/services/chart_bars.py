"""Grouped bars: the scale of the value axis, the place of each bar, the labels beneath and the legend above.

Knows no drawing library.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle

from tui_clients.domain.text import cells, shorten, visible
from tui_clients.services.chart_cells import Canvas, Colour, Paint, coloured

_TIPS = " ▁▂▃▄▅▆▇"  # by eighths of a row
_FILLS = "█▒░▓"
_COLOURS = (Colour.BLUE, Colour.GREEN, Colour.ORANGE, Colour.CYAN)
_ROUND = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
_MAX_TICKS = 5
_MAX_THICKNESS = 6
_BETWEEN = 3
_BESIDE_NAME = len("██ ") + _BETWEEN


@dataclass(frozen=True, slots=True)
class Bar:
    """One group on the x axis, such as a month, with one value for each series."""

    label: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """A value axis that begins at 0 and has a tick of `step` every `rows` rows."""

    step: float
    rows: int

    def eighths(self, value: float) -> int:
        """Return how high `value` stands, in eighths of a row; at least one for what is above zero."""
        return max(1, round(value / self.step * self.rows * 8)) if value > 0 else 0

    def ticks(self, height: int, text: Callable[[float], str]) -> dict[int, str]:
        """Return the label of each row that has one; rows are counted from the axis, which is 0."""
        labels = {n * self.rows: visible(text(n * self.step)) for n in range(height // self.rows + 1)}
        return {row: label for row, label in labels.items() if label != labels.get(row - self.rows)}


def scale(largest: float, height: int, is_whole: bool) -> Scale:
    """Return the scale with round numbers on whole rows in which `largest` stands as high as it can.

    `is_whole` keeps the ticks whole, for numbers that are counted.
    """
    fewest = max(min(2, height), math.ceil(height / _MAX_TICKS))
    spacings = range(fewest, max(fewest, height // 2) + 1)
    choices = [Scale(_round_up(largest / height * rows, is_whole), rows) for rows in spacings]
    return min(choices, key=lambda choice: choice.step / choice.rows)


def _round_up(value: float, is_whole: bool) -> float:
    if is_whole and value <= 1:
        return 1
    unit = 10.0 ** math.floor(math.log10(value))
    # The tolerance keeps 0.30000000000000004 from asking for 0.4.
    fitting = (step * unit for step in _ROUND if step * unit >= value * (1 - 1e-9))
    return next((step for step in fitting if not is_whole or step == int(step)), 10 * unit)


@dataclass(frozen=True, slots=True)
class Columns:
    """How bars share the width: `groups` of `series` bars, `pitch` columns apart, each `thickness` wide."""

    groups: int
    series: int
    pitch: int
    thickness: int

    @property
    def width(self) -> int:
        """How many columns the groups take."""
        return self.groups * self.pitch

    @property
    def bars_width(self) -> int:
        """How many columns the bars of one group take."""
        return self.series * self.thickness

    def start(self, group: int) -> int:
        """Return the first column of a group's bars."""
        return group * self.pitch + (self.pitch - self.bars_width) // 2


def columns(width: int, groups: int, series: int) -> Columns:
    """Return the arrangement that shows as many groups as fit, each bar at least one column wide."""
    shown = max(0, min(groups, width // series))
    pitch = min(width // shown, series * _MAX_THICKNESS + 2) if shown else 0
    return Columns(shown, series, pitch, max(1, (pitch - 1) // series))


def canvas(values: Sequence[Sequence[float]], layout: Columns, axis: Scale, colour: bool) -> Canvas:
    """Return the cells of the bars, painted."""
    painted = {}
    for group, amounts in enumerate(values):
        for i, (value, mark) in enumerate(zip(amounts, cycle(_marks(colour)), strict=False)):
            first = layout.start(group) + i * layout.thickness
            for row, character in enumerate(_bar(axis.eighths(value), mark.character, colour)):
                for column in range(first, first + layout.thickness):
                    painted[column, row] = Paint(character, mark.colour)
    return painted


def colour_of(series: int) -> Colour:
    """Return the colour of a series by its place."""
    return _COLOURS[series % len(_COLOURS)]


def _marks(colour: bool) -> list[Paint]:
    return [Paint("█", index) for index in _COLOURS] if colour else [Paint(fill) for fill in _FILLS]


def _bar(eighths: int, fill: str, is_exact: bool) -> str:
    """Return a bar's characters from the bottom up.

    Only a solid bar can end within a row, so bars of different fills end on whole rows: equal values stay equal.
    """
    if is_exact:
        return fill * (eighths // 8) + _TIPS[eighths % 8].strip()
    return fill * ((eighths + 4) // 8) or _TIPS[min(eighths, 1)].strip()


def x_labels(labels: Sequence[str], layout: Columns, margin: int, width: int, is_cut: bool) -> str:
    """Return the line beneath the axis: each label under its group, every second, third … where not all fit.

    `margin` is how many cells stand left of the bars; the line begins with "…" when `is_cut`.
    """
    shown = [shorten(visible(label), width - 2 * is_cut) for label in labels]
    every = math.ceil((max(map(cells, shown)) + 1) / layout.pitch)
    line = "…" * is_cut
    for group in range(0, len(shown), every):
        wanted = margin + layout.start(group) + math.ceil((layout.bars_width - cells(shown[group])) / 2)
        earliest = cells(line) + bool(line)
        start = min(wanted if group else max(earliest, wanted), width - cells(shown[group]))
        if start >= earliest:
            line += " " * (start - cells(line)) + shown[group]
    return line


def legend(series: Sequence[str], width: int, colour: bool) -> str:
    """Return the line that names the series by their marks; names share the width where not all fit."""
    names = [visible(name) for name in series]
    if sum(_BESIDE_NAME + cells(name) for name in names) - _BETWEEN > width:
        room = (width + _BETWEEN) // len(names) - _BESIDE_NAME
        if room < 1:
            return ""
        names = [shorten(name, room) for name in names]
    marks = [coloured(m.character * 2, m.colour) if m.colour else m.character * 2 for m in _marks(colour)]
    return (" " * _BETWEEN).join(f"{mark} {name}" for mark, name in zip(cycle(marks), names, strict=False))
