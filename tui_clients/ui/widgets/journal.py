"""What happened and what was said, entry under entry; long texts are wrapped off the event loop."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
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
_FIRST = 200
"""Lines that are laid out before they are shown: more than a screen has."""
_MORE = 10_000
"""Lines that are handed over at once behind the first ones."""


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
        """Some of the lines for a width are there, those of the entries from `first` on."""

        def __init__(self, entries: Sequence[Entry], width: int, first: int, texts: "list[list[Line]]") -> None:
            super().__init__()
            self.entries = entries
            self.width = width
            self.first = first
            self.texts = texts

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._lines: list[Line] = []
        self._starts: list[int] = []

    def watch_entries(self) -> None:
        """Show other entries."""
        self._lines, self._starts = [], []
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
        for first, texts in lay_out(entries, min(width, _WIDEST)):
            if get_current_worker().is_cancelled:
                return
            self.post_message(self._Wrapped(entries, width, first, texts))

    @on(_Wrapped)
    def _show(self, event: _Wrapped) -> None:
        event.stop()
        if event.entries is not self.entries or event.width != self.scrollable_content_region.width:
            return
        if event.first == 0:
            self._lines, self._starts = [], []
        for text in event.texts:
            self._starts.append(len(self._lines))
            self._lines += text
        self.virtual_size = Size(event.width, max(0, len(self._lines) - 1))  # without the empty line at the end
        self.laid_out()
        self.refresh()

    def laid_out(self) -> None:
        """Act on lines that came."""

    def render_line(self, y: int) -> Strip:
        """Draw one line of the widget."""
        width = self.scrollable_content_region.width
        index = y + round(self.scroll_y)
        line = self._lines[index] if index < len(self._lines) else ""
        style = self.line_style(index)
        segments = self._heading(line, style) if isinstance(line, Entry) else [Segment(line, style)]
        return Strip(segments).adjust_cell_length(width, style)

    def line_style(self, index: int) -> Style:
        """Return the style of a line."""
        return self.rich_style

    def _heading(self, entry: Entry, style: Style) -> list[Segment]:
        moment = show.moment(entry.at) if entry.at else show.MISSING
        rest = "  ".join(visible(text) for text in (entry.word, entry.by) if text)
        if style != self.rich_style:
            return [Segment(f"{moment}  {rest}", style)]
        return [
            Segment(moment, self.get_component_rich_style("journal--moment")),
            Segment(f"  {rest}", self.get_component_rich_style("journal--by")),
        ]


def lay_out(entries: Sequence[Entry], width: int) -> Iterator[tuple[int, list[list[Line]]]]:
    """Yield the lines of entries, in parts: which entry is the first of each, and the lines of every entry."""
    part: list[list[Line]] = []
    size, first, bound = 0, 0, _FIRST
    for number, entry in enumerate(entries):
        lines: list[Line] = [entry]
        if entry.text:
            lines += (" " * _INDENT + line for line in wrapped(entry.text, width - _INDENT))
        part.append([*lines, ""])
        size += len(lines) + 1
        if size >= bound:
            yield first, part
            part, size, first, bound = [], 0, number + 1, _MORE
    yield first, part
