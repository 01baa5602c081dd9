"""Charts as text: numbers and labels in, lines of characters out; the only importer of plotext.

Knows no widget and translates nothing: labels and numbers come as the reader shall see them. plotext
draws the shapes; text is set around them here, because plotext counts the cells of text differently.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import zip_longest
from threading import Lock

from tui_clients.services import chart_bars, chart_pie, chart_rows
from tui_clients.services.chart_bars import Bar
from tui_clients.services.chart_cells import Canvas, Colour, Paint, amount, right, widest
from tui_clients.services.chart_pie import Slice
from tui_clients.services.chart_svg import bars_svg, pie_svg, rows_svg

__all__ = ["Bar", "Colour", "Slice", "bars", "bars_svg", "pie", "pie_svg", "rows", "rows_svg", "warm_up"]

_FIGURE = Lock()  # plotext has one figure for the whole process


def warm_up() -> None:
    """Import plotext, which takes a quarter of a second, before the first chart is asked for."""
    import plotext  # noqa: F401


def pie(
    slices: Sequence[Slice],
    width: int,
    height: int,
    *,
    colour: bool = True,
    percent: Callable[[int], str] = "{}%".format,
) -> str:
    """Return a pie and its legend in at most `width` cells and `height` lines; "" where no slice is above zero."""
    sectors = chart_pie.sectors(slices, height, percent)
    if not sectors:
        return ""
    rows, gap = chart_pie.layout(sectors, width, height)
    if not rows:
        return _text(chart_pie.legend(sectors, width, colour))
    disc = _draw(chart_pie.disc(sectors, rows, colour), rows * 2, rows, colour)
    if gap:
        legend = chart_pie.legend(sectors, width - rows * 2 - gap, colour)
        return _text(_beside(disc, legend, rows * 2, gap))
    return _text(disc + chart_pie.legend(sectors, width, colour))


def _beside(disc: list[str], legend: list[str], columns: int, gap: int) -> Iterable[str]:
    """Yield the lines of a disc of `columns` cells and its legend, the lower one centred on the higher."""
    spare = len(disc) - len(legend)
    legend = [""] * (spare // 2) + legend
    disc = [""] * (-spare // 2) + disc
    for shape, entry in zip_longest(disc, legend, fillvalue=""):
        yield (shape or " " * columns) + " " * gap + entry


def rows(
    slices: Sequence[Slice],
    width: int,
    height: int,
    *,
    colour: bool = True,
    percent: Callable[[int], str] = "{}%".format,
) -> str:
    """Return a lying bar for each slice, in their order, in at most `width` cells and `height` lines.

    Unlike in a pie, a slice of nothing has its row; "" where no slice is above zero, or where nothing fits.
    """
    named = chart_pie.named(slices, percent)[: max(0, height)]
    placed = chart_rows.plan(named, width, height)
    if placed.label < 1 or not any(amount(row.value) for row in named):
        return ""
    drawn = []
    if placed.bar:
        lines = placed.height(len(named))
        drawn = _draw(chart_rows.canvas(named, placed, colour), placed.bar, lines, colour)
    return _text(chart_rows.beside(named, placed, drawn))


def bars(
    groups: Sequence[Bar],
    series: Sequence[str],
    width: int,
    height: int,
    *,
    colour: bool = True,
    tick: Callable[[float], str] = "{:g}".format,
) -> str:
    """Return grouped bars over an axis in at most `width` cells and `height` lines; "" where nothing is above zero.

    `tick` formats the numbers of the value axis. Where not all groups fit, the last are shown, after a "…".
    """
    rows = height - 3  # without legend, axis and labels
    values = [[amount(value) for value in group.values[: len(series)]] for group in groups]
    largest = max((value for group in values for value in group), default=0.0)
    if not largest or rows < 2:
        return ""
    axis = chart_bars.scale(largest, rows, all(value == int(value) for group in values for value in group))
    ticks = axis.ticks(rows, tick)
    margin = widest(ticks.values()) if widest(ticks.values()) <= width // 3 else 0
    layout = chart_bars.columns(width - margin - 1, len(groups), len(series))
    if not layout.groups:
        return ""
    shown = groups[-layout.groups :]
    canvas = chart_bars.canvas(values[-layout.groups :], layout, axis, colour)
    plot = _draw(canvas, layout.width, rows, colour, has_axes=True)
    if margin:
        plot = [right(ticks.get(row, ""), margin) + line for row, line in zip(range(rows, -1, -1), plot, strict=True)]
    labels = chart_bars.x_labels([group.label for group in shown], layout, margin + 1, width, len(shown) < len(groups))
    return _text([chart_bars.legend(series, width, colour), *plot, labels])


def _text(lines: Iterable[str]) -> str:
    return "\n".join(line.rstrip() for line in lines)


def _draw(canvas: Canvas, columns: int, rows: int, colour: bool, has_axes: bool = False) -> list[str]:
    """Return the lines of the drawn canvas; axes take one more column on the left and one more row below."""
    import plotext

    places: dict[Paint, list[tuple[int, int]]] = defaultdict(list)
    for place, paint in canvas.items():
        places[paint].append(place)
    with _FIGURE:
        plotext.terminal.limit(False, False)
        figure = plotext.figure
        figure.clear()
        figure.theme("colorless")
        figure.plot_size(columns + has_axes, rows + has_axes)
        figure.axes(False)
        figure.axes(has_axes, axis="both", side=0)
        for axis, size in (("x", columns), ("y", rows)):
            figure.ruler(axis).lim(0, size).alignment(lim="edge").frequency(0)
        for paint, where in places.items():
            marker = plotext.marker(paint.character, plotext.pixel(paint.colour, paint.ground))
            xs, ys = zip(*where, strict=True)
            figure.draw(figure.signal([x + 0.5 for x in xs], [y + 0.5 for y in ys], marker=marker))
        drawn: str = figure.build().string(colorless=not colour)
    return drawn.splitlines()
