"""What happened and what was said, entry under entry; long texts are wrapped off the event loop."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from rich.segment import Segment
from textual import on, work
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.worker import get_current_worker

from tui_clients.domain.text import visible
from tui_clients.ui import show
from tui_clients.ui.widgets.wrapping import wrapped

_INDENT = 2
_WIDEST = 100
"""Cells; longer lines are hard to read."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something of a moment, raw: who, a word on it, and the text, which may have lines."""

    at: datetime | None
    by: str
    text: str
    word: str = ""


Line = Entry | str
"""A line on the screen: the heading of an entry, or a line of its text."""


class Journal(ScrollView, can_focus=True):
    """Entries in their order."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"journal--moment", "journal--by"}
    DEFAULT_CSS = """
    Journal {
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        padding: 0 1;
        & > .journal--moment { color: $accent; text-style: bold; }
        & > .journal--by { color: $text-muted; }
    }
    """

    entries: reactive[Sequence[Entry]] = reactive(tuple, layout=False, repaint=False)

    class _Wrapped(Message):
        """The lines for a width are there."""

        def __init__(self, entries: Sequence[Entry], width: int, lines: list[Line]) -> None:
            super().__init__()
            self.entries = entries
            self.width = width
            self.lines = lines

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._lines: list[Line] = []

    def watch_entries(self) -> None:
        """Show other entries from the first on."""
        self._lines = []
        self.scroll_to(y=0, animate=False)
        self.refresh()
        self._wrap()

    def on_resize(self) -> None:
        """Wrap for the new width."""
        self._wrap()

    def _wrap(self) -> None:
        width = self.scrollable_content_region.width
        if width:
            self._run(self.entries, width)

    @work(thread=True, exclusive=True, group="wrap")
    def _run(self, entries: Sequence[Entry], width: int) -> None:
        lines = lay_out(entries, min(width, _WIDEST))
        if not get_current_worker().is_cancelled:
            self.post_message(self._Wrapped(entries, width, lines))

    @on(_Wrapped)
    def _show(self, event: _Wrapped) -> None:
        event.stop()
        if event.entries is self.entries and event.width == self.scrollable_content_region.width:
            self._lines = event.lines
            self.virtual_size = Size(event.width, len(event.lines))
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the widget."""
        width = self.scrollable_content_region.width
        index = y + round(self.scroll_y)
        line = self._lines[index] if index < len(self._lines) else ""
        segments = self._heading(line) if isinstance(line, Entry) else [Segment(line, self.rich_style)]
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def _heading(self, entry: Entry) -> list[Segment]:
        moment = show.moment(entry.at) if entry.at else show.MISSING
        rest = "  ".join(visible(text) for text in (entry.word, entry.by) if text)
        return [
            Segment(moment, self.get_component_rich_style("journal--moment")),
            Segment(f"  {rest}", self.get_component_rich_style("journal--by")),
        ]


def lay_out(entries: Sequence[Entry], width: int) -> list[Line]:
    """Return the lines of entries, an empty one after each."""
    lines: list[Line] = []
    for entry in entries:
        lines.append(entry)
        if entry.text:
            lines += (" " * _INDENT + line for line in wrapped(entry.text, width - _INDENT))
        lines.append("")
    return lines[:-1]
