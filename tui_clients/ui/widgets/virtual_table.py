"""A table that draws only the rows on the screen and asks for those it does not have.

Textual's DataTable holds every cell (15 s for 100,000 rows, DESIGN §5); this one holds none. It is given
`Rows`, asks with `WindowWanted` for those that are not there yet, and says what the user did.
"""

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui_clients.domain.text import visible
from tui_clients.ui import commands
from tui_clients.ui.commands import Group
from tui_clients.ui.widgets.columns import GAP, Column, Placed, place
from tui_clients.ui.widgets.rows import ListRows, Rows

_MARGIN = 2
"""Cells left of the first column: whether the row is marked."""


class VirtualTable(ScrollView, can_focus=True):
    """Rows under a header, with a cursor and marks."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "virtual-table--header",
        "virtual-table--cursor",
        "virtual-table--marked",
        "virtual-table--pending",
    }
    DEFAULT_CSS = """
    VirtualTable {
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        & > .virtual-table--header { text-style: bold; color: $text-muted; background: $surface; }
        & > .virtual-table--cursor { background: $primary 40%; }
        &:focus > .virtual-table--cursor { background: $primary; color: $text; text-style: bold; }
        & > .virtual-table--marked { color: $accent; }
        & > .virtual-table--pending { color: $text-disabled; }
    }
    """

    rows: reactive[Rows] = reactive(ListRows, layout=False, repaint=False, always_update=True)
    columns: reactive[tuple[Column, ...]] = reactive(tuple, repaint=False)
    cursor: reactive[int] = reactive(0, repaint=False)
    marks: reactive[frozenset[int]] = reactive(frozenset, repaint=False)
    sort: reactive[tuple[str, bool]] = reactive(("", False), repaint=False)
    """The column the rows are sorted by, and whether downwards."""

    class Opened(Message):
        """The user opened a row."""

        def __init__(self, key: int, index: int) -> None:
            super().__init__()
            self.key = key
            self.index = index

    class CursorMoved(Message):
        """The cursor stands on another row."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    class Marked(Message):
        """The user marked rows or took marks away; `keys` are all that are marked."""

        def __init__(self, keys: frozenset[int]) -> None:
            super().__init__()
            self.keys = keys

    class HeaderChosen(Message):
        """The user clicked a column's header."""

        def __init__(self, column: str) -> None:
            super().__init__()
            self.column = column

    class WindowWanted(Message):
        """Rows from `first` up to `end` (excluded) are about to be seen and are not here."""

        def __init__(self, first: int, end: int) -> None:
            super().__init__()
            self.first = first
            self.end = end

    def __init__(self, columns: Sequence[Column] = (), *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        commands.bind(self, Group.TABLE)
        self._layout: tuple[int, tuple[Placed, ...]] = (-1, ())
        self.set_reactive(VirtualTable.columns, tuple(columns))

    @property
    def key(self) -> int | None:
        """The key of the row under the cursor, or None where there are no rows."""
        return self.rows.key(self.cursor) if self.cursor < len(self.rows) else None

    @property
    def page_rows(self) -> int:
        """How many rows are on the screen."""
        return max(1, self.size.height - 1)

    # -- state ---------------------------------------------------------------------------------

    def watch_rows(self) -> None:
        """Show other rows; the cursor stays where it is if there is such a place."""
        self.virtual_size = Size(self.size.width, len(self.rows) + 1)
        self.cursor = self.validate_cursor(self.cursor)
        self.refresh()
        self.ask_for_window()

    @property
    def _placed(self) -> tuple[Placed, ...]:
        """The columns that fit the present width."""
        width = self.scrollable_content_region.width
        if self._layout[0] != width:
            self._layout = (width, place(self.columns, width - _MARGIN))
        return self._layout[1]

    def watch_columns(self) -> None:
        """Lay the columns out anew."""
        self._layout = (-1, ())
        self.refresh()

    def watch_sort(self) -> None:
        """Show in the header by which column the rows are sorted."""
        self.refresh()

    def watch_marks(self) -> None:
        """Show which rows are marked."""
        self.refresh()

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row."""
        return max(0, min(cursor, len(self.rows) - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        """Draw the two rows that changed and see to it that the cursor's row is on the screen."""
        self._refresh_row(old)
        self._refresh_row(new)
        top = round(self.scroll_y)
        if new < top:
            self.scroll_to(y=new, animate=False, immediate=True)
        elif new >= top + self.page_rows:
            self.scroll_to(y=new - self.page_rows + 1, animate=False, immediate=True)
        if old != new:
            self.post_message(self.CursorMoved(new))

    def _refresh_row(self, index: int) -> None:
        self.refresh(Region(0, index - round(self.scroll_y) + 1, self.size.width, 1))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Ask for the rows that come into sight."""
        super().watch_scroll_y(old_value, new_value)
        self.ask_for_window()

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self.virtual_size = Size(self.size.width, len(self.rows) + 1)
        self.watch_cursor(self.cursor, self.cursor)
        self.ask_for_window()

    def ask_for_window(self) -> None:
        """Ask for rows on the screen that are not here, with a page on either side."""
        top = round(self.scroll_y)
        count = len(self.rows)
        if any(self.rows.cells(index) is None for index in range(top, min(top + self.page_rows, count))):
            self.post_message(self.WindowWanted(max(0, top - self.page_rows), min(top + 2 * self.page_rows, count)))

    # -- drawing -------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Draw one line of the widget: the header, a row, or nothing below the last row."""
        width = self.scrollable_content_region.width
        if y == 0:
            return self._header().adjust_cell_length(width, self.get_component_rich_style("virtual-table--header"))
        index = y - 1 + round(self.scroll_y)
        if index >= len(self.rows):
            return Strip.blank(width, self.rich_style)
        return self._row(index, width)

    def _header(self) -> Strip:
        sorted_by, is_descending = self.sort
        arrow = " ▼" if is_descending else " ▲"
        labels = {
            placed.index: placed.column.label + (arrow if placed.column.name == sorted_by else "")
            for placed in self._placed
        }
        style = self.get_component_rich_style("virtual-table--header")
        return Strip([Segment(" " * _MARGIN, style), *self._segments(labels, style)])

    def _row(self, index: int, width: int) -> Strip:
        cells = self.rows.cells(index)
        is_marked = self.rows.key(index) in self.marks
        style = self.rich_style
        if is_marked:
            style += self.get_component_rich_style("virtual-table--marked", partial=True)
        if index == self.cursor:
            style += self.get_component_rich_style("virtual-table--cursor", partial=True)
        margin = Segment("✓ " if is_marked else " " * _MARGIN, style)
        if cells is None:
            pending = style + self.get_component_rich_style("virtual-table--pending", partial=True)
            return Strip([margin, Segment("…", pending)]).adjust_cell_length(width, style)
        texts = {placed.index: cells[placed.index] for placed in self._placed}
        return Strip([margin, *self._segments(texts, style)]).adjust_cell_length(width, style)

    def _segments(self, texts: dict[int, str], style: Style) -> list[Segment]:
        cells = [fit(visible(texts[placed.index]), placed.width, placed.column.is_right) for placed in self._placed]
        return [Segment((" " * GAP).join(cells), style)]

    # -- what the user does ----------------------------------------------------------------------

    def action_move(self, rows: int) -> None:
        """Move the cursor up or down."""
        self.cursor += rows

    def action_page(self, pages: int) -> None:
        """Move the cursor by pages; the screen moves with it."""
        self.cursor += pages * self.page_rows

    def action_home(self) -> None:
        """Move the cursor to the first row."""
        self.cursor = 0

    def action_end(self) -> None:
        """Move the cursor to the last row."""
        self.cursor = len(self.rows) - 1

    def action_open(self) -> None:
        """Open the row under the cursor."""
        if self.key is not None:
            self.post_message(self.Opened(self.key, self.cursor))

    def action_mark(self) -> None:
        """Mark the row under the cursor, or take its mark away, and go on to the next."""
        if self.key is not None:
            self.marks ^= {self.key}
            self.post_message(self.Marked(self.marks))
            self.cursor += 1

    async def _on_click(self, event: events.Click) -> None:
        if event.y == 0:
            column = self._column_at(event.x)
            if column:
                self.post_message(self.HeaderChosen(column))
            return
        index = event.y - 1 + round(self.scroll_y)
        if index < len(self.rows):
            self.cursor = index
            if event.chain == 2:
                self.action_open()

    def _column_at(self, x: int) -> str:
        left = _MARGIN
        for placed in self._placed:
            if left <= x < left + placed.width + GAP:
                return placed.column.name
            left += placed.width + GAP
        return ""


def fit(text: str, width: int, is_right: bool = False) -> str:
    """Return `text` in exactly `width` cells; what is too long ends in an ellipsis."""
    length = cell_len(text)
    if length > width:
        return set_cell_size(text, width - 1) + "…" if width > 1 else "…"[:width]
    padding = " " * (width - length)
    return padding + text if is_right else text + padding
