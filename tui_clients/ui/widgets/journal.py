"""What happened and what was said, entry under entry; only what is seen is held, and laid out off the event loop."""

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import work
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.strip import Strip

from tui_clients.domain.text import visible
from tui_clients.ui import show
from tui_clients.ui.widgets.entry_layout import Entries, Entry, Layout, NoEntries
from tui_clients.ui.widgets.room import room
from tui_clients.ui.widgets.scrolled import Scrolled

_PAGES = 2
"""Pages that are read on either side of what is seen."""


class Journal(Scrolled, can_focus=True):
    """Entries in their order."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"journal--moment", "journal--by"}
    DEFAULT_CSS = """
    Journal {
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        padding: 0 1;
        & > .journal--moment { color: $accent; text-style: bold; }
        & > .journal--by { color: $text-muted; }
    }
    """

    entries: reactive[Entries] = reactive(NoEntries, layout=False, repaint=False)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._layout = Layout(NoEntries(), 0)
        self._goal: int | None = None
        self._offset = 0
        self._styles: dict[str, Style] = {}

    def on_mount(self) -> None:
        """Make the scrollbar before a worker does: it would hold on to that worker, and so to what was laid out."""
        self.make_bar()

    def clear(self) -> None:
        """Show nothing, and let go of what was shown."""
        self.workers.cancel_node(self)
        self.set_reactive(Journal.entries, NoEntries())
        self._layout = Layout(self.entries, 0)
        self._goal, self._offset = None, 0
        self.fit_to(Size(0, 0))
        self.refresh()

    # -- laying out -------------------------------------------------------------------------------

    @property
    def kept_entry(self) -> int:
        """The entry that stays where it is on the screen when others come or the width is another."""
        return 0

    @property
    def is_awaited(self) -> bool:
        """Whether what is shown is about to give way to other entries."""
        return self._layout.entries is not self.entries

    def watch_entries(self) -> None:
        """Show other entries; what is shown stays until they are laid out."""
        self._wrap()

    def on_resize(self) -> None:
        """Wrap for the new width; where it is the same, more lines may have come into sight."""
        if room(self).width != self._layout.width:
            self._wrap()
        else:
            self._look_around()

    def _wrap(self) -> None:
        kept = self.kept_entry
        if kept < self._layout.count:
            self._offset = self._layout.starts[kept] - self.top
        width = room(self).width
        if width:
            self._run(Layout(self.entries, width))

    @work(exclusive=True, group="wrap")
    async def _run(self, layout: Layout) -> None:
        """Count the lines of all entries; show them as soon as those on the screen are among them."""
        while layout is not self._layout or not layout.is_whole:
            places = layout.next_places()
            texts = await layout.read(places)
            if texts is None:
                return
            layout.grow(texts)
            if not places.start:
                layout.hold(0, texts)
            if layout is not self._layout and (
                layout.is_whole or layout.height > self._top_of(layout) + 2 * self._page
            ):
                await self._take(layout)
        self._fit()
        self.laid_out()

    def _top_of(self, layout: Layout) -> int:
        """Return the line at the top when the entry that is kept stands where it stood."""
        return max(0, layout.starts[min(self.kept_entry, layout.count)] - self._offset)

    async def _take(self, layout: Layout) -> None:
        """Show other lines than before."""
        top = min(self._top_of(layout), layout.highest_top(self._page))
        await self._hold(layout, top)
        self._layout, self._goal = layout, None
        self._fit()
        self.scroll_target_y = self.scroll_y = top
        self.refresh()

    def _fit(self) -> None:
        """Scroll over as many lines as there are, without the empty one at the end."""
        self.fit_to(Size(0, max(0, self._layout.height - 1)))

    def laid_out(self) -> None:
        """Act on it that all entries are counted."""

    # -- lines that come into sight ---------------------------------------------------------------

    @property
    def _page(self) -> int:
        return max(1, room(self).height)

    @property
    def top(self) -> int:
        """The first line on the screen, or the one that is about to be."""
        return round(self.scroll_y) if self._goal is None else self._goal

    def go_to_line(self, top: int) -> None:
        """Scroll when the lines that will be on the screen are here."""
        self._goal = max(0, min(top, self._layout.highest_top(self._page)))
        if self._layout.lacking(self._goal, self._goal + self._page):
            self._read_around(self._layout, self._goal)
        else:
            self._arrive()

    def _arrive(self) -> None:
        goal, self._goal = self._goal, None
        if goal is not None:
            self.scroll_target_y = self.scroll_y = goal

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Read what comes into sight."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self._look_around()

    def _look_around(self) -> None:
        top, half = round(self.scroll_y), self._page // 2
        if self._goal is None and self._layout.lacking(top - half, top + self._page + half):
            self._read_around(self._layout, top)

    @work(exclusive=True, group="lines")
    async def _read_around(self, layout: Layout, top: int) -> None:
        """Read the lines on the screen and beside it."""
        await self._hold(layout, top)
        if layout is self._layout:
            self._arrive()
            self.refresh()

    async def _hold(self, layout: Layout, top: int) -> None:
        places = layout.lacking(top - _PAGES * self._page, top + (_PAGES + 1) * self._page)
        texts = await layout.read(places) if places else None
        if texts is not None:
            layout.hold(places.start, texts)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw lines, in the styles there are now."""
        self._styles = {}
        return super().render_lines(crop)

    def part_style(self, name: str = "") -> Style:
        """Return the style of a part, or of the text; to work it out takes longer than to draw a line."""
        if name not in self._styles:
            self._styles[name] = self.get_component_rich_style(name) if name else self.rich_style
        return self._styles[name]

    def render_line(self, y: int) -> Strip:
        """Draw one line of the widget."""
        width = self.scrollable_content_region.width
        index = y + round(self.scroll_y)
        line = self._layout.line(index) if index < self._layout.height else ""
        style = self.part_style(self.line_part(index))
        segments = self._heading(line, style) if isinstance(line, Entry) else [Segment(line, style)]
        return Strip(segments).adjust_cell_length(width, style)

    def line_part(self, index: int) -> str:
        """Return as what part a line is drawn, "" for what is usual."""
        return ""

    def _heading(self, entry: Entry, style: Style) -> list[Segment]:
        moment = show.moment(entry.at) if entry.at else show.MISSING
        rest = "  ".join(visible(text) for text in (entry.word, entry.by) if text)
        if style != self.part_style():
            return [Segment(f"{moment}  {rest}", style)]
        return [
            Segment(moment, self.part_style("journal--moment")),
            Segment(f"  {rest}", self.part_style("journal--by")),
        ]
