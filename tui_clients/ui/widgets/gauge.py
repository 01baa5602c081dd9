"""A bar that says how much of a task is done, with the percentage beside it."""

from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

_PERCENT = 6
"""Cells to the right of the bar: " 100 %"."""


class Gauge(Widget):
    """One line; empty while it is not known how much there is to do."""

    COMPONENT_CLASSES = {"gauge--done", "gauge--rest"}  # noqa: RUF012 - Textual's own way
    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Gauge {
        height: 1;
        & > .gauge--done { color: $primary; }
        & > .gauge--rest { color: $surface-lighten-2; }
    }
    """

    share: reactive[float | None] = reactive(None)
    """The part that is done, from 0 to 1, or None if that is not known."""

    def render_line(self, y: int) -> Strip:
        """Draw the bar."""
        width = max(0, self.size.width - _PERCENT)
        share = self.share or 0.0
        done = round(width * share)
        percent = "" if self.share is None else f"{int(share * 100)} %"
        segments = [
            Segment("━" * done, self.get_component_rich_style("gauge--done")),
            Segment("─" * (width - done), self.get_component_rich_style("gauge--rest")),
            Segment(percent.rjust(_PERCENT), self.rich_style),
        ]
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)
