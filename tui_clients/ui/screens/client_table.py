"""The table of clients: finds what a query wants, reads the rows on the screen, keeps the cursor on its client."""

from array import array
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, cast

from textual import on, work
from textual.message import Message
from textual.reactive import reactive
from textual.worker import get_current_worker

from tui_clients.domain.client_row import ClientRow
from tui_clients.domain.query import Query
from tui_clients.errors import UserError
from tui_clients.ui.screens import client_rows
from tui_clients.ui.screens.client_rows import Cells, ClientRows
from tui_clients.ui.widgets.virtual_table import VirtualTable

if TYPE_CHECKING:
    from tui_clients.ui.app import ClientsApp

FIRST_ROWS = 60
"""Rows read before the whole result is; as many as fit on most screens."""


class ClientTable(VirtualTable):
    """The clients that a query finds."""

    wanted: reactive[Query] = reactive(Query, init=False, repaint=False)
    """What the table shall show."""

    class ResultShown(Message):
        """The whole result of a query is shown: so many were found of so many in all."""

        def __init__(self, query: Query, found: int, total: int) -> None:
            super().__init__()
            self.wanted = query
            self.found = found
            self.total = total

    class Failed(Message):
        """The database gave no answer; the last good result stays."""

        def __init__(self, error: UserError) -> None:
            super().__init__()
            self.error = error

    class _FirstRowsRead(Message):
        """The first rows of a result are here, the whole is still being read."""

        def __init__(self, query: Query, rows: Mapping[int, Cells]) -> None:
            super().__init__()
            self.wanted = query
            self.rows = rows

    class _ResultRead(Message):
        """All ids of a result are here; `total` counts every client there is."""

        def __init__(self, query: Query, ids: "array[int]", total: int) -> None:
            super().__init__()
            self.wanted = query
            self.ids = ids
            self.total = total

    class _WindowRead(Message):
        """Rows that were wanted are here."""

        def __init__(self, ids: Sequence[int], rows: Mapping[int, Cells]) -> None:
            super().__init__()
            self.ids = ids
            self.rows = rows

    def __init__(self, first_rows: Sequence[ClientRow]) -> None:
        super().__init__(client_rows.columns())
        # Babel and phonenumbers take 100 ms to load: the first paint shows texts as they are stored.
        plain = {row.id: client_rows.plain(row) for row in first_rows}
        self.set_reactive(ClientTable.rows, ClientRows(array("q", plain), plain))
        self.set_reactive(ClientTable.sort, (self.wanted.sort.field, self.wanted.sort.is_descending))
        self._stays_on: int | None = None
        self._total: int | None = None

    @property
    def ids(self) -> "array[int]":
        """The ids of the clients shown, in their order."""
        return self.rows.ids if isinstance(self.rows, ClientRows) else array("q")

    def on_mount(self) -> None:
        """Look for what is wanted once the first rows are painted."""
        self.call_after_refresh(self.watch_wanted)

    def watch_wanted(self) -> None:
        """Look for what is wanted now."""
        self._stays_on = None
        self.sort = (self.wanted.sort.field, self.wanted.sort.is_descending)
        self.find(self.wanted, self._total)

    def reload(self, stay_on: int | None = None) -> None:
        """Read the result again; the cursor stays on its client, or goes to `stay_on`."""
        self._stays_on = self.key if stay_on is None else stay_on
        self.find(self.wanted)

    @work(thread=True, exclusive=True, group="find")
    def find(self, query: Query, total: int | None = None) -> None:
        """Read the first rows, then the whole result; where `total` is not known, all clients are counted too."""
        worker = get_current_worker()
        listing = cast("ClientsApp", self.app).stores.listing
        try:
            first = listing.first_rows(query, FIRST_ROWS)
            self.post_message(self._FirstRowsRead(query, {row.id: client_rows.cells(row) for row in first}))
            if worker.is_cancelled:
                return
            ids = listing.find(query)
            if total is None or not query.is_filtered:
                total = listing.count() if query.is_filtered else len(ids)
            self.post_message(self._ResultRead(query, ids, total))
        except UserError as error:
            self.post_message(self.Failed(error))

    @on(_FirstRowsRead)
    def _show_first(self, event: _FirstRowsRead) -> None:
        """Show the first rows at once, unless the cursor shall stay on a client further down."""
        event.stop()
        if event.wanted == self.wanted and self._stays_on is None:
            self.rows = ClientRows(array("q", event.rows), event.rows)
            self.cursor = 0

    @on(_ResultRead)
    def _show(self, event: _ResultRead) -> None:
        """Show the whole result."""
        event.stop()
        if event.wanted != self.wanted:  # an older answer is late: drop it
            return
        self._total = event.total
        rows = ClientRows(event.ids)
        if isinstance(self.rows, ClientRows) and self._stays_on is None:
            rows.take_from(self.rows)
        self.rows = rows
        if self._stays_on is not None and self._stays_on in event.ids:
            self.cursor = event.ids.index(self._stays_on)
        self._stays_on = None
        self.post_message(self.ResultShown(event.wanted, len(event.ids), event.total))

    @on(VirtualTable.WindowWanted)
    def _read_window(self, event: VirtualTable.WindowWanted) -> None:
        """Read the rows that come into sight."""
        event.stop()
        self._read_rows(self.ids[event.first : event.end])

    @work(thread=True, exclusive=True, group="window")
    def _read_rows(self, ids: "array[int]") -> None:
        try:
            rows = cast("ClientsApp", self.app).stores.listing.rows(ids)
            self.post_message(self._WindowRead(ids, {row.id: client_rows.cells(row) for row in rows}))
        except UserError as error:
            self.post_message(self.Failed(error))

    @on(_WindowRead)
    def _show_window(self, event: _WindowRead) -> None:
        """Draw rows that were read."""
        event.stop()
        if isinstance(self.rows, ClientRows):
            self.rows.add(event.rows)
            self.rows.add_missing(event.ids)
            self.refresh()
