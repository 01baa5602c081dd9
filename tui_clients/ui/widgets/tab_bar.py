"""Tabs as one widget of two lines; Textual's own are a dozen widgets and an animation, which costs time over SSH."""

from dataclasses import dataclass, replace
from itertools import accumulate
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

_PADDING = 1


@dataclass(frozen=True, slots=True)
class TabLabel:
    """A tab: its name for the program, its label for the reader, and how much is behind it, where there is room."""

    name: str
    label: str
    count: str = ""

    @property
    def text(self) -> str:
        """What stands on the tab."""
        return f"{self.label} ({self.count})" if self.count else self.label

    @property
    def width(self) -> int:
        """Cells from the tab's left edge to the next one's."""
        return cell_len(self.text) + 2 * _PADDING


class TabBar(Widget):
    """The tabs, the active one underlined; it never has the focus."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"tab-bar--active", "tab-bar--line", "tab-bar--active-line"}
    ALLOW_SELECT = False
    DEFAULT_CSS = """
    TabBar {
        height: 2;
        color: $text-muted;
        & > .tab-bar--active { color: $text; text-style: bold; }
        & > .tab-bar--line { color: $panel-lighten-1; }
        & > .tab-bar--active-line { color: $primary; }
    }
    """

    tabs: reactive[tuple[TabLabel, ...]] = reactive(tuple)
    active: reactive[str] = reactive("")

    class Chosen(Message):
        """A tab was clicked."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def render_line(self, y: int) -> Strip:
        """Draw the labels, or the line below them."""
        draw = self._label if y == 0 else self._line
        rest = self.rich_style if y == 0 else self.get_component_rich_style("tab-bar--line")
        strip = Strip([draw(tab) for tab in self._fitting()])
        first = self._first_cell()
        strip = strip.crop(first, first + self.size.width)
        missing = max(0, self.size.width - strip.cell_length)
        line = Strip.join([strip, Strip([Segment((" " if y == 0 else "─") * missing, rest)])])
        return self._with_arrows(line, first) if y == 0 else line

    def _with_arrows(self, line: Strip, first: int) -> Strip:
        """Show by ‹ and › that there are more tabs than fit."""
        width = self.size.width
        arrow = self.get_component_rich_style("tab-bar--active")
        if sum(tab.width for tab in self._fitting()) > first + width:
            line = Strip.join([line.crop(0, width - 1), Strip([Segment("›", arrow)])])
        if first:
            line = Strip.join([Strip([Segment("‹", arrow)]), line.crop(1, width)])
        return line

    def _fitting(self) -> tuple[TabLabel, ...]:
        """Return the tabs, without the numbers of those behind where all do not fit, or without any."""
        active_only = tuple(tab if tab.name == self.active else replace(tab, count="") for tab in self.tabs)
        for tabs in (self.tabs, active_only):
            if sum(tab.width for tab in tabs) <= self.size.width:
                return tabs
        return tuple(replace(tab, count="") for tab in self.tabs)

    def _label(self, tab: TabLabel) -> Segment:
        style = self.get_component_rich_style("tab-bar--active") if tab.name == self.active else self.rich_style
        return Segment(" " * _PADDING + tab.text + " " * _PADDING, style)

    def _line(self, tab: TabLabel) -> Segment:
        if tab.name == self.active:
            return Segment("━" * tab.width, self.get_component_rich_style("tab-bar--active-line"))
        return Segment("─" * tab.width, self.get_component_rich_style("tab-bar--line"))

    def _first_cell(self) -> int:
        """Return how far the tabs are moved to the left so that the active one is in sight."""
        tabs = self._fitting()
        ends = dict(zip((tab.name for tab in tabs), accumulate(tab.width for tab in tabs), strict=True))
        return max(0, ends.get(self.active, 0) - self.size.width)

    def on_click(self, event: events.Click) -> None:
        """Say which tab was clicked."""
        left = -self._first_cell()
        for tab in self._fitting():
            if left <= event.x < left + tab.width:
                self.post_message(self.Chosen(tab.name))
            left += tab.width
