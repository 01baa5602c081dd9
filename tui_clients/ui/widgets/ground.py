"""What lies behind widgets and is nothing but ground: one blank line, drawn once, stands for all of it."""

from rich.style import Style
from textual.containers import Vertical
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class Ground(Vertical):
    """A container without border and title; Textual draws and divides each line of one by itself, 2 ms for 34."""

    def __init__(self, *children: Widget, classes: str = "") -> None:
        super().__init__(*children, classes=classes)
        self._line: tuple[tuple[object, ...], Strip] = ((), Strip.blank(0))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the ground."""
        background, filters = self.background_colors[1], self.get_line_filters()
        key = (crop.width, background, *filters)
        if self._line[0] != key:
            strip = Strip.blank(crop.width, Style(bgcolor=background.rich_color))
            for each in filters:
                strip = strip.apply_filter(each, background)
            self._line = (key, strip)
        return [self._line[1]] * crop.height
