"""Entries of which one can be chosen: the cursor goes from entry to entry, and through those longer than the screen."""

from bisect import bisect_left
from typing import ClassVar

from textual import events
from textual.reactive import reactive

from tui_clients.ui import commands
from tui_clients.ui.commands import Group
from tui_clients.ui.widgets.journal import Journal
from tui_clients.ui.widgets.table_messages import CursorMoved, Opened


class EntryList(Journal):
    """A journal with a cursor on one of its entries."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"entry-list--cursor"}
    DEFAULT_CSS = """
    EntryList {
        & > .entry-list--cursor { background: $primary 40%; }
        &:focus > .entry-list--cursor { background: $primary; color: $text; text-style: bold; }
    }
    """

    cursor: reactive[int] = reactive(0, repaint=False)

    def __init__(self) -> None:
        super().__init__()
        commands.bind(self, Group.TABLE)
        self._is_hidden = False

    @property
    def kept_entry(self) -> int:
        """The entry under the cursor."""
        return self.cursor

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on an entry."""
        return max(0, min(cursor, len(self.entries) - 1))

    def watch_cursor(self, cursor: int) -> None:
        """Bring the entry into sight."""
        if not self.is_awaited:
            self._reveal()
            self.refresh()
        self.post_message(CursorMoved(cursor))

    def laid_out(self) -> None:
        """Go to the cursor's entry if it had no lines yet."""
        if self._is_hidden:
            self._reveal()

    def _span(self, index: int) -> tuple[int, int] | None:
        """Return the first line of an entry and its last, None as long as they are not there."""
        if self.is_awaited or index >= self._layout.count:
            return None
        return self._layout.starts[index], self._layout.starts[index + 1] - 1

    def _reveal(self) -> None:
        span = self._span(self.cursor)
        self._is_hidden = span is None
        if span is not None:
            start, end = span
            if start < self.top:
                self.go_to_line(start)
            elif end > self.top + self._page:
                self.go_to_line(min(start, end - self._page))

    def line_part(self, index: int) -> str:
        """Return as what part a line is drawn: the heading of the entry under the cursor stands out."""
        span = self._span(self.cursor)
        return "" if span is None or index != span[0] else "entry-list--cursor"

    def watch_has_focus(self, has_focus: bool) -> None:
        """Draw the cursor as it is with the focus, or without."""
        super().watch_has_focus(has_focus)
        self.refresh()

    # -- what the user does ----------------------------------------------------------------------

    def action_move(self, entries: int) -> None:
        """Go to a neighbour, or line by line through an entry that does not fit."""
        span, top = self._span(self.cursor), self.top
        if span and entries > 0 and span[1] > top + self._page:
            self.go_to_line(top + 1)
        elif span and entries < 0 and span[0] < top:
            self.go_to_line(top - 1)
        else:
            self.cursor += entries

    def action_page(self, pages: int) -> None:
        """Turn the pages; the cursor goes to an entry on them."""
        before = self.top
        self.go_to_line(before + pages * self._page)
        top, starts, count = self.top, self._layout.starts, self._layout.count
        if top == before:
            index = len(self.entries) - 1 if pages > 0 else 0
        else:
            index = bisect_left(starts, top, hi=count)
            index -= index >= count or starts[index] >= top + self._page
        self.cursor = index
        self.go_to_line(top)

    def action_home(self) -> None:
        """Go to the first entry."""
        self.cursor = 0
        self.go_to_line(0)

    def action_end(self) -> None:
        """Go to the end of the last entry."""
        self.cursor = len(self.entries) - 1
        self.go_to_line(self._layout.height)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to open an entry where there is one."""
        return action != "open" or bool(self.entries)

    def action_open(self) -> None:
        """Open the entry under the cursor."""
        if len(self.entries):
            self.post_message(Opened(key=self.cursor, index=self.cursor))

    def on_click(self, event: events.Click) -> None:
        """Go to the entry that was clicked; open it with a double click."""
        line = self.top + event.y
        if line < self._layout.height:
            self.cursor = self._layout.entry_at(line)
            if event.chain == 2:
                self.action_open()
