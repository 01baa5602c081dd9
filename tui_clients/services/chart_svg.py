"""Charts as SVG 1.1, for printing and for documents: the same numbers and names, in shapes instead of cells.

A picture stands alone: it asks for no font and no style of another place. Everything in it is escaped.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate

from tui_clients.domain.text import markup, shorten, visible
from tui_clients.services import chart_bars, chart_pie
from tui_clients.services.chart_bars import Bar
from tui_clients.services.chart_cells import Colour, amount
from tui_clients.services.chart_pie import Sector, Slice

_COLOURS: Mapping[Colour, str] = {
    Colour.GREEN: "#3f8f4f", Colour.YELLOW: "#f2cf63", Colour.BLUE: "#2f6db3", Colour.RED: "#d64545",
    Colour.CYAN: "#58b8c4", Colour.ORANGE: "#ee9436", Colour.GREY: "#8a8f98", Colour.MAGENTA: "#9a5fb5",
}  # fmt: skip
_WIDTH = 720
_TOP = 60  # below the title
_RADIUS = 130
_LINE = 26
_PLOT = 300
_LEFT = 90
_MOST = 12
_LONGEST = 28  # cells of a label
_KEY_FROM = 0.03  # of the whole: a smaller sector has no room for its key


def pie_svg(slices: Sequence[Slice], title: str, *, percent: Callable[[int], str]) -> str:
    """Return a pie with its legend."""
    sectors = chart_pie.sectors(slices, _MOST, percent)
    ends = list(accumulate(sector.value / math.fsum(s.value for s in sectors) for sector in sectors))
    shapes = [shape for each in zip(sectors, [0.0, *ends], ends, strict=False) for shape in _sector(*each)]
    legend = (_legend(sector, _TOP + 20 + number * _LINE) for number, sector in enumerate(sectors))
    height = _TOP + max(2 * _RADIUS, len(sectors) * _LINE) + 20
    return _picture(title, height, [*shapes, *legend])


def _sector(sector: Sector, start: float, end: float) -> Iterable[str]:
    fill = _fill(sector.colour)
    middle = (_LEFT / 3 + _RADIUS, _TOP + _RADIUS)
    if end - start > 1 - 1e-9:  # an arc that ends where it begins is none
        yield f'<circle cx="{middle[0]:.1f}" cy="{middle[1]:.1f}" r="{_RADIUS}" {fill}/>'
    else:
        (x1, y1), (x2, y2) = _at(middle, start, _RADIUS), _at(middle, end, _RADIUS)
        arc = f"A{_RADIUS} {_RADIUS} 0 {int(end - start > 0.5)} 1 {x2:.2f} {y2:.2f}"
        path = f"M{middle[0]:.1f} {middle[1]:.1f}L{x1:.2f} {y1:.2f}{arc}Z"
        yield f'<path d="{path}" {fill} stroke="#fff" stroke-width="1"/>'
    if end - start >= _KEY_FROM:
        x, y = _at(middle, (start + end) / 2, _RADIUS * 0.8 if end - start < 1 - 1e-9 else 0)
        yield _text(x, y + 5, sector.key, "middle", _ink(sector.colour))


def _at(middle: tuple[float, float], turn: float, radius: float) -> tuple[float, float]:
    """Return the point that lies so many turns clockwise from the top."""
    angle = turn * math.tau
    return middle[0] + math.sin(angle) * radius, middle[1] - math.cos(angle) * radius


def _legend(sector: Sector, y: float) -> str:
    left = _LEFT / 3 + 2 * _RADIUS + 40
    return "".join(
        (
            f'<rect x="{left:.1f}" y="{y - 14:.1f}" width="22" height="18" {_fill(sector.colour)}/>',
            _text(left + 11, y, sector.key, "middle", _ink(sector.colour)),
            _text(left + 32, y, shorten(sector.label, _LONGEST)),
            _text(_WIDTH - 80, y, sector.caption, "end"),
            _text(_WIDTH - 20, y, sector.share, "end"),
        )
    )


def rows_svg(slices: Sequence[Slice], title: str, *, percent: Callable[[int], str]) -> str:
    """Return lying bars with label, number and share."""
    named = chart_pie.named(slices, percent)
    largest = max((amount(row.value) for row in named), default=0.0) or 1.0
    left, room = 180, _WIDTH - 180 - 230
    shapes = []
    for number, row in enumerate(named):
        y = _TOP + number * (_LINE + 10)
        width = amount(row.value) / largest * room
        shapes += [
            _text(left - 12, y + 18, shorten(row.label, _LONGEST), "end"),
            f'<rect x="{left}" y="{y}" width="{width:.1f}" height="{_LINE}" {_fill(row.colour)}/>',
            _text(_WIDTH - 80, y + 18, row.caption, "end"),
            _text(_WIDTH - 20, y + 18, row.share, "end"),
        ]
    return _picture(title, _TOP + len(named) * (_LINE + 10) + 10, shapes)


def bars_svg(groups: Sequence[Bar], series: Sequence[str], title: str, *, tick: Callable[[float], str]) -> str:
    """Return grouped bars over an axis, with the numbers of the axis and the names of the series."""
    values = [[amount(value) for value in group.values[: len(series)]] for group in groups]
    largest = max((value for group in values for value in group), default=0.0)
    if not largest:
        return _picture(title, _TOP, [])
    axis = chart_bars.scale(largest, 20, all(value == int(value) for group in values for value in group))
    foot = _TOP + 30 + _PLOT
    shapes = [_named(name, number) for number, name in enumerate(series)]
    for row, label in axis.ticks(20, tick).items():
        y = foot - row / 20 * _PLOT
        shapes.append(
            f'<path d="M{_LEFT} {y:.1f}H{_WIDTH - 20}" stroke="#ccc"/>' + _text(_LEFT - 8, y + 4, label, "end")
        )
    pitch = (_WIDTH - 20 - _LEFT) / len(groups)
    every = math.ceil(max(len(group.label) for group in groups) * 8 / pitch)
    for number, group in enumerate(groups):
        x = _LEFT + number * pitch
        shapes += _columns(values[number], x + pitch * 0.1, pitch * 0.8, foot, _PLOT / 20 * axis.rows / axis.step)
        if number % every == 0:
            shapes.append(_text(x + pitch / 2, foot + 18, group.label, "middle"))
    return _picture(title, foot + 34, shapes)


def _columns(values: Sequence[float], left: float, width: float, foot: float, unit: float) -> Iterable[str]:
    """Yield the bars of one group; `unit` is the height of 1."""
    each = width / max(1, len(values))
    for place, value in enumerate(values):
        height = value * unit
        size = f'y="{foot - height:.2f}" width="{each:.2f}" height="{height:.2f}"'
        yield f'<rect x="{left + place * each:.2f}" {size} {_fill(chart_bars.colour_of(place))}/>'


def _named(name: str, place: int) -> str:
    x = _LEFT + place * 200
    mark = f'<rect x="{x}" y="{_TOP - 12}" width="18" height="14" {_fill(chart_bars.colour_of(place))}/>'
    return mark + _text(x + 26, _TOP, shorten(visible(name), _LONGEST))


def _fill(colour: Colour) -> str:
    return f'fill="{_COLOURS[colour]}"'


def _ink(colour: Colour) -> str:
    return "#000" if colour.ink == 0 else "#fff"


def _text(x: float, y: float, text: str, anchor: str = "start", colour: str = "#222") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{markup(text)}</text>'


def _picture(title: str, height: float, shapes: Iterable[str]) -> str:
    size = f'width="{_WIDTH}" height="{height:.0f}" viewBox="0 0 {_WIDTH} {height:.0f}"'
    inside = "\n".join(shapes)
    return f"""<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" font-family="sans-serif" font-size="14">
<title>{markup(title)}</title>
<rect width="100%" height="100%" fill="#fff"/>
<text x="30" y="34" font-size="18" font-weight="bold" fill="#222">{markup(title)}</text>
{inside}
</svg>
"""
