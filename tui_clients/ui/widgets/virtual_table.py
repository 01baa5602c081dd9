"""A table that draws only the rows on the screen and asks for those it does not have.

Textual's DataTable holds every cell (15 s for 100,000 rows, DESIGN §5); this one holds none. It is given
`Rows`, asks with `WindowWanted` for those that are not there yet, and says what the user did.
"""

from collections.abc import Sequence
from typing import ClassVar, TypeAlias

from textual import events

from tui_clients.ui import commands
from tui_clients.ui.commands import Group
from tui_clients.ui.widgets import table_messages
from tui_clients.ui.widgets.columns import GAP, Column
from tui_clients.ui.widgets.table_lines import MARGIN, fit
from tui_clients.ui.widgets.table_paint import PaintedTable

__all__ = ["VirtualTable", "fit"]


class VirtualTable(PaintedTable):
    """Rows under a header, with a cursor and marks; its owner marks rows, and calls `window_arrived`."""

    KEYS: ClassVar[tuple[Group, ...]] = (Group.TABLE,)
    """The groups of keys that do something here; those of marks ask the owner."""

    Opened: TypeAlias = table_messages.Opened
    CursorMoved: TypeAlias = table_messages.CursorMoved
    MarkAsked: TypeAlias = table_messages.MarkAsked
    RangeAsked: TypeAlias = table_messages.RangeAsked
    AllAsked: TypeAlias = table_messages.AllAsked
    LetterAwaited: TypeAlias = table_messages.LetterAwaited
    LetterAsked: TypeAlias = table_messages.LetterAsked
    HeaderChosen: TypeAlias = table_messages.HeaderChosen
    WindowWanted: TypeAlias = table_messages.WindowWanted

    def __init__(self, columns: Sequence[Column] = (), *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(columns, id=id)
        commands.bind(self, *self.KEYS)
        self._is_letter_awaited = False
        self._marked_last: tuple[int, int | None] | None = None
        self._run: tuple[int, int] | None = None
        self._without_key: list[tuple[type[table_messages.Opened] | type[table_messages.MarkAsked], int]] = []

    @property
    def key(self) -> int | None:
        """The key of the row under the cursor, or None where there are no rows."""
        return self._key_at(self.cursor)

    def _key_at(self, index: int) -> int | None:
        return self.rows.key(index) if 0 <= index < len(self.rows) else None

    # -- state ---------------------------------------------------------------------------------

    def watch_rows(self) -> None:
        """Show other rows; what was done with the former rows is settled."""
        self._without_key.clear()
        self._run = None
        if self._marked_last is not None and self._marked_last[1] != self._key_at(self._marked_last[0]):
            self._marked_last = None
        super().watch_rows()

    def window_arrived(self) -> None:
        """Go where rows were awaited, and do what was asked of rows that were not here."""
        waiting, self._without_key = self._without_key, []
        for message, index in waiting:
            self._say(message, index)
        super().window_arrived()

    # -- what the user does ----------------------------------------------------------------------

    def action_move(self, rows: int) -> None:
        """Move the cursor up or down."""
        self.go_to(self.goal.cursor + rows)

    def action_page(self, pages: int) -> None:
        """Move the cursor by pages; the screen moves with it."""
        self._turn_pages(pages)

    def action_home(self) -> None:
        """Move the cursor to the first row."""
        self.go_to(0)

    def action_end(self) -> None:
        """Move the cursor to the last row."""
        self.go_to(len(self.rows) - 1)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to open a row where there is one."""
        return action != "open" or len(self.rows) > 0

    def action_open(self) -> None:
        """Open the row under the cursor."""
        self._say(table_messages.Opened, self.goal.cursor)

    def action_mark(self) -> None:
        """Mark the row under the cursor, or take its mark away, and go on to the next."""
        index = self.goal.cursor
        if index < len(self.rows):
            self._marked_last = (index, self._key_at(index))
            self._say(table_messages.MarkAsked, index)
            self.go_to(index + 1)

    def action_mark_range(self) -> None:
        """Mark the rows from the one marked last up to the cursor."""
        index = self.goal.cursor
        if index < len(self.rows):
            start = index if self._marked_last is None else self._marked_last[0]
            self._marked_last = (index, self._key_at(index))
            self._ask_for_range(start, index)

    def action_mark_move(self, rows: int) -> None:
        """Move the cursor and mark the rows it has run over, from where the run began."""
        if not self.rows:
            return
        start = index = self.goal.cursor
        if self._run is not None and self._run[1] == index:
            start = self._run[0]
        self.go_to(index + rows)
        self._run = (start, self.goal.cursor)
        self._ask_for_range(start, self.goal.cursor)

    def action_mark_all(self) -> None:
        """Mark all rows."""
        self.post_message(table_messages.AllAsked())

    def _ask_for_range(self, start: int, last: int) -> None:
        self.post_message(table_messages.RangeAsked(min(start, last), max(start, last) + 1))

    def _say(self, message: type[table_messages.Opened] | type[table_messages.MarkAsked], index: int) -> None:
        """Say what the user did with a row, once it is known which it is."""
        key = self._key_at(index)
        if key is not None:
            self.post_message(message(key=key, index=index))
        elif index < len(self.rows):
            self._without_key.append((message, index))

    def action_letter(self) -> None:
        """Take the next character as a letter to jump to."""
        self._await_letter(True)

    def _await_letter(self, is_awaited: bool) -> None:
        if is_awaited != self._is_letter_awaited:
            self._is_letter_awaited = is_awaited
            self.post_message(table_messages.LetterAwaited(is_awaited))

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Tell whether a key is a letter to jump to, or gives that up."""
        return self._is_letter_awaited and (key == "escape" or (character is not None and character.isprintable()))

    async def _on_key(self, event: events.Key) -> None:
        is_consumed = self.check_consume_key(event.key, event.character)
        self._await_letter(False)
        if is_consumed:
            event.stop()
            event.prevent_default()
            if event.key != "escape" and event.character is not None:
                self.post_message(table_messages.LetterAsked(event.character))

    def on_blur(self) -> None:
        """Wait for no letter that is typed elsewhere."""
        self._await_letter(False)

    async def _on_click(self, event: events.Click) -> None:
        index = event.y - 1 + self.top
        if event.y == 0:
            column = self._column_at(event.x)
            if column:
                self.post_message(table_messages.HeaderChosen(column))
        elif index < len(self.rows):
            self.cursor = index
            if event.chain == 2:
                self.action_open()

    def _column_at(self, x: int) -> str:
        left = MARGIN
        for placed in self._placed:
            if left <= x < left + placed.width + GAP:
                return placed.column.name
            left += placed.width + GAP
        return ""
