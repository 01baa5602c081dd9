"""A chart that is drawn anew, off the event loop, whenever its place or its numbers change."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rich.color import Color as RichColor
from rich.style import Style
from rich.text import Text
from textual import on, work
from textual.app import RenderResult
from textual.color import Color
from textual.filter import LineFilter
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.worker import get_current_worker

from tui_clients.domain.text import visible
from tui_clients.ui.text import safe
from tui_clients.ui.widgets.room import room

Draw = Callable[[int, int, bool], str]
"""Gives the chart as text in at most so many columns and rows, in colour or not; "" when there is nothing to draw."""

_SGR = re.compile("(\x1b\\[[0-9;]*m)")
_INDEXED = re.compile(r"([34]8);5;(\d+)")
_THEME_COLOURS = {
    0: "black", 2: "success", 3: "warning", 4: "primary-lighten-1", 6: "primary-lighten-3", 8: "panel-lighten-3",
    9: "error", 11: "warning-lighten-3", 15: "white",
}  # fmt: skip
_MAGENTA = 13


@dataclass(frozen=True, slots=True)
class _Look:
    """How a chart's lines are painted: in how many cells, between how many, and in which style."""

    width: int
    left: int
    right: int
    style: Style
    background: Color
    filters: Sequence[LineFilter]

    def painted(self, lines: Sequence[Strip], height: int) -> list[Strip]:
        """Return lines as the terminal gets them, and blank ones below."""
        blank = Strip.blank(self.left + self.width + self.right, self.style)
        left, right = blank.crop(0, self.left), blank.crop(0, self.right)
        shown = [
            Strip.join(
                [left, line.apply_style(self.style).adjust_cell_length(self.width, self.style), right]
            ).simplify()
            for line in lines[:height]
        ]
        shown += [blank] * (height - len(shown))
        for each in self.filters:
            shown = [strip.apply_filter(each, self.background) for strip in shown]
        return shown


class Chart(Widget, can_focus=True):
    """What `draw` gives, or the sentence `empty` where it gives nothing."""

    DEFAULT_CSS = """
    Chart {
        border-top: solid $panel-lighten-2;
        border-title-color: $text-muted;
        padding: 0 1;
        &:focus { border-title-color: $text; border-title-style: bold; border-top: solid $primary; }
        &.-empty { color: $text-muted; content-align: center middle; }
    }
    """

    draw: reactive[Draw | None] = reactive(None, repaint=False)
    title: reactive[str] = reactive("", repaint=False)

    class _Drawn(Message):
        """A chart is there."""

        def __init__(
            self, draw: Draw, size: Size, text: Text, lines: Sequence[Strip], look: _Look, painted: Sequence[Strip]
        ) -> None:
            super().__init__()
            self.draw = draw
            self.size = size
            self.text = text
            self.lines = lines
            self.look = look
            self.painted = painted

    def __init__(
        self,
        draw: Draw | None = None,
        empty: str = "",
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.empty = empty
        self._drawn: Text | None = None
        self._lines: Sequence[Strip] = ()
        self._look: _Look | None = None
        self._painted: Sequence[Strip] = ()
        self._wanted: tuple[Draw | None, Size] = (None, Size(0, 0))
        self.set_reactive(Chart.draw, draw)

    def clear(self) -> None:
        """Show nothing."""
        self.workers.cancel_node(self)
        self.draw = self._drawn = None
        self._lines = self._painted = ()
        self._wanted = (None, Size(0, 0))
        self.title = ""
        self.refresh()

    def watch_title(self) -> None:
        """Write another title."""
        self.border_title = safe(self.title)

    def on_resize(self) -> None:
        """Draw for the new size; what was drawn stays until then."""
        self._redraw()

    def watch_draw(self) -> None:
        """Draw the new numbers."""
        self._redraw()

    def _redraw(self) -> None:
        size = room(self)
        if self.draw is not None and size.area and self._wanted != (self.draw, size):
            self._wanted = (self.draw, size)
            is_colourful = not self.app.no_color and self.app.console.color_system is not None
            self._run(self.draw, size, is_colourful, self._palette(), self._looks(size))

    @work(thread=True, exclusive=True, group="draw")
    def _run(self, draw: Draw, size: Size, is_colourful: bool, palette: Mapping[int, Color], look: _Look) -> None:
        text = draw(size.width, size.height, is_colourful)
        drawn = coloured(text, palette)
        lines = [Strip(line.render(self.app.console)) for line in drawn.split(allow_blank=True)]
        painted = look.painted(lines, size.height)
        if not get_current_worker().is_cancelled:
            self.post_message(self._Drawn(draw, size, drawn, lines, look, painted))

    @on(_Drawn)
    def _show(self, event: _Drawn) -> None:
        event.stop()
        if event.draw is self.draw and event.size == room(self):  # else an older drawing is late: drop it
            self._drawn, self._lines = event.text or None, event.lines
            self._look, self._painted = event.look, event.painted
            self.set_class(not event.text, "-empty")
            self.refresh()

    def _palette(self) -> Mapping[int, Color]:
        """Return the theme's colours for the terminal's sixteen; none where the theme uses the terminal's own.

        A terminal of sixteen colours gets those themselves: nearest ones of a theme's are no longer told apart.
        """
        if self.app.native_ansi_color:
            return {}
        if self.app.console.color_system == "standard":
            return {index: Color(*RichColor.from_ansi(index).get_truecolor()) for index in range(16)}
        theme = self.app.theme_variables
        colours = {index: Color.parse(theme.get(name, name)) for index, name in _THEME_COLOURS.items()}
        return colours | {_MAGENTA: Color.parse(theme["primary"]).blend(Color.parse(theme["error"]), 0.5)}

    def _looks(self, size: Size) -> _Look:
        """Return how lines of so many cells are painted now."""
        padding = self.styles.padding
        background, filters = self.background_colors[1], tuple(self.get_line_filters())
        return _Look(size.width, padding.left, padding.right, self.rich_style, background, filters)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw lines: those of the chart are painted already, by the thread that drew it.

        Of a part of them, of what is selected in them, and of the sentence instead, Textual knows more.
        """
        size, top = self.content_size, self.styles.gutter.top
        is_whole = crop == self.outer_size.region and self.outer_size.height == top + size.height
        if not is_whole or self._drawn is None or self.text_selection is not None or self.opacity < 1:
            return super().render_lines(crop)
        look = self._looks(size)
        if look != self._look or len(self._painted) != size.height:
            self._look, self._painted = look, look.painted(self._lines, size.height)
        return [*super().render_lines(Region(0, 0, crop.width, top)), *self._painted]

    def render(self) -> RenderResult:
        """Show the chart as it was drawn last."""
        if self._drawn is not None:
            return self._drawn
        return safe(self.empty) if self.has_class("-empty") else ""


def coloured(drawn: str, palette: Mapping[int, Color]) -> Text:
    """Return text with its colours (SGR, ECMA-48), those of the palette where it has them.

    Any other sequence a terminal would act on is made visible.
    """
    parts = _SGR.split(drawn)
    kept = [_repainted(part, palette) if n % 2 else visible(part, line_breaks=True) for n, part in enumerate(parts)]
    return Text.from_ansi("".join(kept), no_wrap=True)


def _repainted(sgr: str, palette: Mapping[int, Color]) -> str:
    """Return a sequence that names a colour of the palette with the colour itself."""
    return _INDEXED.sub(lambda match: _direct(match, palette), sgr)


def _direct(match: re.Match[str], palette: Mapping[int, Color]) -> str:
    colour = palette.get(int(match[2]))
    return f"{match[1]};2;{colour.r};{colour.g};{colour.b}" if colour else match[0]
