"""The table of clients: shows what a query finds, keeps the cursor on its client, and knows which are marked."""

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeAlias, cast

from textual import on, work
from textual.reactive import reactive

from tui_clients.domain import marks
from tui_clients.domain.client_row import ClientRow
from tui_clients.domain.marks import Marks
from tui_clients.domain.query import Query
from tui_clients.domain.text import fold
from tui_clients.errors import Canceled, UserError
from tui_clients.ui import list_words
from tui_clients.ui.commands import Group
from tui_clients.ui.latest import Latest
from tui_clients.ui.screens import client_messages, client_rows
from tui_clients.ui.screens.client_messages import Answered, Failed, FirstRead, MarksChanged, ResultShown, WindowRead
from tui_clients.ui.screens.client_rows import ClientRows
from tui_clients.ui.widgets.virtual_table import VirtualTable

if TYPE_CHECKING:
    from tui_clients.storage.results import Result
    from tui_clients.ui.app import ClientsApp
    from tui_clients.ui.screens.client_reading import Answer, Asked, Window

MOST_IN_RANGE = 20_000
FIRST_ROWS = 60
"""Rows read before the whole result is; as many as fit on most screens."""

_PAINTED = 0.02
"""Seconds after which an answer is painted: only then is the next one prepared, which would delay that."""


class ClientTable(VirtualTable):
    """The clients that a query finds."""

    KEYS = (Group.TABLE, Group.MARKS)

    wanted: reactive[Query] = reactive(Query, init=False, repaint=False)
    """What the table shall show."""

    ResultShown: TypeAlias = client_messages.ResultShown
    MarksChanged: TypeAlias = client_messages.MarksChanged
    Failed: TypeAlias = client_messages.Failed

    def __init__(self, first_rows: Sequence[ClientRow]) -> None:
        super().__init__(client_rows.columns())
        # Babel and phonenumbers take 100 ms to load: the first paint shows texts as they are stored.
        rows = ClientRows(len(first_rows))
        rows.add(0, [row.id for row in first_rows], {row.id: client_rows.plain(row) for row in first_rows})
        self.set_reactive(ClientTable.rows, rows)
        self.set_reactive(ClientTable.sort, (self.wanted.sort.field, self.wanted.sort.is_descending))
        self.marked = Marks()
        self._asks: Latest[Asked] = Latest(self, "search", self._search)
        self._reads: Latest[tuple[Result, int, int]] = Latest(self, "window", self._read_windows)
        self._total: int | None = None
        self._stays_on: int | None = None
        self.is_new = False  # what is wanted, or its end, is not shown yet: keys wait for that
        self._goes_last = False

    @property
    def _shown(self) -> ClientRows:
        return cast("ClientRows", self.rows)

    @property
    def result(self) -> "Result | None":
        """What is shown; None until the first search is answered."""
        return self._shown.result

    @property
    def _app(self) -> "ClientsApp":
        return cast("ClientsApp", self.app)

    def on_mount(self) -> None:
        """Look for what is wanted once the first rows are painted."""
        # A thread of Textual's writes the paint, and would wait for the thread that searches.
        self.call_after_refresh(self.set_timer, 0.01, self._ask)

    async def on_unmount(self) -> None:
        """End the threads: the database is about to be closed."""
        await self._asks.close()
        await self._reads.close()

    # -- searching -------------------------------------------------------------------------------

    def watch_wanted(self) -> None:
        """Look for what is wanted now, and show it from its beginning."""
        self._stays_on, self.is_new, self._goes_last = None, True, False
        self._reads.stop()
        self.sort = (self.wanted.sort.field, self.wanted.sort.is_descending)
        self._ask()

    def reload(self, stay_on: int | None = None) -> None:
        """Read the result again; the cursor stays on its client, or goes to `stay_on`."""
        if stay_on is not None or not self.is_new:
            self._stays_on = self.key if stay_on is None else stay_on
        self._total = None
        self._ask()

    def _ask(self) -> None:
        from tui_clients.ui.screens.client_reading import Asked

        self._asks.ask(Asked(self.wanted, self.page_rows, self._total, self._stays_on, self.cursor, self.marked))

    def expect_letters(self) -> None:
        """Prepare for what is about to be typed, if nothing is being looked for."""
        from tui_clients.ui.screens.client_reading import Asked

        if self.result is not None:
            self._asks.offer(Asked(self.wanted, self.page_rows, self._total, is_rehearsal=True))

    def _search(self) -> None:
        """Answer what was asked last, until nothing more is asked."""
        from tui_clients.ui.screens import client_reading

        stores = self._app.stores
        while taken := self._asks.take():
            asked, interrupt = taken
            try:
                with stores.database.interruptible(interrupt):
                    found = client_reading.answer(stores.listing, asked, partial(self._tell_first, asked))
                    if not asked.is_rehearsal:
                        self.post_message(Answered(found))
                    if not interrupt.comes_within(_PAINTED) and (
                        last := client_reading.make_ready(stores.listing, found)
                    ):
                        self.post_message(WindowRead(found.result, last))
            except Canceled:
                continue
            except UserError as error:
                self.post_message(Failed(asked.query, error))

    def _tell_first(self, asked: "Asked", window: "Window") -> None:
        if not asked.is_rehearsal:
            self.post_message(FirstRead(asked.query, window))

    @on(FirstRead)
    def _show_first(self, event: FirstRead) -> None:
        """Show the first rows at once; the place below them stays as large as it was until their number is known."""
        event.stop()
        if event.wanted == self.wanted:
            known = len(event.window.ids)
            # Of a full page there are most likely more, and the scroll bar that comes with them narrows the columns.
            rows = ClientRows(known if known < self.page_rows else max(known + 1, len(self.rows)))
            self._show(rows, event.window, 0)

    @on(Answered)
    def _show_answer(self, event: Answered) -> None:
        """Show the whole result, unless it is an older one that comes late."""
        event.stop()
        found = event.answer
        if found.asked.query != self.wanted:
            return
        self._total = found.total
        place = self._place_in(found)
        self._goes_last = False
        self._show(ClientRows(len(found.result), found.result), found.window, place, found.asked.stays_on is not None)
        self._stays_on = None
        self.post_message(ResultShown(self.wanted, len(found.result), found.total, found.is_indexed))

    def _place_in(self, found: "Answer") -> int:
        """Return where the cursor goes; it may have been moved on since the search was asked for."""
        if self._goes_last:
            return len(found.result) - 1
        if found.cursor is not None:
            return found.cursor + self.goal.cursor - found.asked.near
        return 0 if self.is_new else self.goal.cursor

    @on(Failed)
    def _keep_shown(self, event: Failed) -> None:
        """Let the last good result stay; no key waits for another."""
        if self.is_new and event.wanted == self.wanted:
            self.is_new = self._goes_last = False
            self.read_again()

    def _show(self, rows: ClientRows, window: "Window", cursor: int, keep_line: bool = False) -> None:
        self.is_new = self._goes_last
        rows.add(window.first, window.ids, window.cells, window.found)
        if not len(rows):
            self.instead = list_words.empty(self.wanted)
        self.rows = rows
        self.go_to(cursor, keep_line=keep_line)

    def action_end(self) -> None:
        """Move the cursor to the last row; while the number is not known, that and further keys wait for it."""
        if self.result is None:
            self.is_new = self._goes_last = True
        else:
            super().action_end()

    # -- windows ---------------------------------------------------------------------------------

    @on(VirtualTable.WindowWanted)
    def _ask_for_rows(self, event: VirtualTable.WindowWanted) -> None:
        """Read the rows that come into sight."""
        event.stop()
        if self.result is not None:
            self._reads.ask((self.result, event.first, event.end))

    def _read_windows(self) -> None:
        from tui_clients.ui.screens import client_reading

        stores = self._app.stores
        while taken := self._reads.take():
            (result, first, end), interrupt = taken
            try:
                with stores.database.interruptible(interrupt):
                    window = client_reading.read(stores.listing, result, first, end, self.marked)
                self.post_message(WindowRead(result, window))
            except Canceled:
                continue
            except UserError as error:
                self.post_message(Failed(self.wanted, error))

    @on(WindowRead)
    def _show_window(self, event: WindowRead) -> None:
        """Draw rows that were read."""
        event.stop()
        if event.result is self.result:
            self._shown.add(event.window.first, event.window.ids, event.window.cells, event.window.found)
            self.window_arrived()

    @on(VirtualTable.LetterAsked)
    @work(exclusive=True, group="letter")
    async def _go_to_letter(self, event: VirtualTable.LetterAsked) -> None:
        """Go to the first client that begins with a letter."""
        event.stop()
        if self.result is not None:
            place = await asyncio.to_thread(self.result.beginning, fold(event.character))
            if place is None:
                self.app.bell()
            else:
                self.go_to(place)

    # -- marks -----------------------------------------------------------------------------------

    def is_marked(self, index: int) -> bool:
        """Whether the client at a position is marked."""
        if not self.marked:
            return False
        key = self.rows.key(index)
        return key is not None and self.marked.holds(key, self._shown.is_found(index))

    def mark(self, marked: Marks) -> None:
        """Let other clients be the marked ones."""
        self.marked = marked
        self.show_changes()
        self.post_message(MarksChanged())

    @on(VirtualTable.MarkAsked)
    def _mark_one(self, event: VirtualTable.MarkAsked) -> None:
        """Mark a client, or take its mark away."""
        event.stop()
        self.mark(self.marked.toggled(event.key, self._shown.is_found(event.index)))

    @on(VirtualTable.AllAsked)
    def _mark_all(self, event: VirtualTable.AllAsked) -> None:
        """Mark all that are found; once more takes all marks away."""
        event.stop()
        is_again = self.marked.query == self.wanted and not self.marked.without
        self._shown.find_all()
        self.mark(Marks() if is_again else marks.all_of(self.wanted, len(self.rows)))

    @on(VirtualTable.RangeAsked)
    @work(exclusive=True, group="range")
    async def _mark_range(self, event: VirtualTable.RangeAsked) -> None:
        """Mark the clients between two positions."""
        event.stop()
        if event.end - event.first > MOST_IN_RANGE:
            self.app.notify(list_words.too_long_a_range(MOST_IN_RANGE), severity="warning", markup=False)
        elif self.result is not None:
            from tui_clients.ui.screens import client_reading

            asked = self._app.stores.listing, self.result, event.first, event.end, self.marked
            self.mark(await asyncio.to_thread(client_reading.with_range, *asked))
