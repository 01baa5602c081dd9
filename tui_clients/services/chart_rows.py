"""Bars that lie: each with its label before it, its number and its share behind it.

Knows no drawing library.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tui_clients.domain.text import shorten
from tui_clients.services import table_bars
from tui_clients.services.chart_cells import Canvas, Paint, amount, left, right, widest
from tui_clients.services.chart_pie import Sector

_MIN_LABEL = 6
_MIN_BAR = 5
_FAIR_BAR = 12
_MAX_LINES = 6  # of a bar


@dataclass(frozen=True, slots=True)
class Plan:
    """Where the parts of the rows stand; `bar` is the cells of the longest, 0 where there is no room for bars.

    `tails` stand behind the bars. Each row is `lines` lines high, with `between` blank ones behind it.
    """

    label: int
    bar: int
    gap: int
    tails: Sequence[str]
    lines: int
    between: int

    def height(self, rows: int) -> int:
        """Return how many lines so many rows take."""
        return rows * (self.lines + self.between) - self.between

    def first(self, row: int) -> int:
        """Return the first line of a row."""
        return row * (self.lines + self.between)


def plan(rows: Sequence[Sector], width: int, height: int) -> Plan:
    """Return the plan that fits: where it is narrow, first gaps and shares give way, then labels, then the bars."""
    thickest = (height + 1) // max(1, len(rows)) - 1  # with a blank line between
    lines, between = (min(thickest, _MAX_LINES), 1) if thickest > 0 else (1, 0)
    label = widest(row.label for row in rows)
    for gap, has_shares in ((2, True), (1, True), (1, False)):
        tails = _tails(rows, gap, has_shares)
        rest = width - widest(tails) - 2 * gap
        if rest - label >= _FAIR_BAR:
            return Plan(label, rest - label, gap, tails, lines, between)
    shown = max(_MIN_LABEL, min(label, rest - _MIN_BAR))
    if rest - shown >= _MIN_BAR:
        return Plan(shown, rest - shown, gap, tails, lines, between)
    return Plan(min(label, rest + gap), 0, gap, tails, lines, between)


def canvas(rows: Sequence[Sector], placed: Plan, colour: bool) -> Canvas:
    """Return the cells of the bars, painted."""
    largest = max(amount(row.value) for row in rows)
    top = placed.height(len(rows)) - 1
    painted = {}
    for number, row in enumerate(rows):
        bar = table_bars.bar(amount(row.value), largest, placed.bar)
        for line in range(placed.first(number), placed.first(number) + placed.lines):
            for column, character in enumerate(bar):
                painted[column, top - line] = Paint(character, row.colour if colour else None)
    return painted


def beside(rows: Sequence[Sector], placed: Plan, bars: Sequence[str]) -> list[str]:
    """Return the lines: texts stand in the middle line of each row, around the drawn bars."""
    gap = " " * placed.gap
    blank = " " * placed.label + gap
    lines = [blank + bar for bar in bars] if placed.bar else [""] * placed.height(len(rows))
    for number, row in enumerate(rows):
        line = placed.first(number) + (placed.lines - 1) // 2
        bar = bars[line] + gap if placed.bar else ""
        lines[line] = left(shorten(row.label, placed.label), placed.label) + gap + bar + placed.tails[number]
    return lines


def _tails(rows: Sequence[Sector], gap: int, has_shares: bool) -> list[str]:
    number, share = widest(row.caption for row in rows), widest(row.share for row in rows)
    shares = [" " * gap + right(row.share, share) if has_shares else "" for row in rows]
    return [right(row.caption, number) + tail for row, tail in zip(rows, shares, strict=True)]
