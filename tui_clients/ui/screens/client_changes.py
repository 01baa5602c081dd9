"""What can be done with many clients of the list at once, and taken back."""

from collections.abc import Sequence

from textual import work

from tui_clients.domain.marks import Marks
from tui_clients.domain.query import Query
from tui_clients.i18n import _, ngettext
from tui_clients.ui.screens.base import CommandScreen
from tui_clients.ui.screens.client_table import ClientTable
from tui_clients.ui.widgets.key_bar import KeyBar

_ON_A_ROW = frozenset({"edit", "bulk", "delete"})
_ON_CLIENTS = frozenset({"export", "search", "filter_date", "sort", "merge", "duplicates", "overview"})
_WITH_A_MARK = ("list.bulk", "list.export", "list.delete", "list.clear")
_NARROWED = ("list.clear",)
_WITH_MARKS = ("list.bulk", "list.merge", "list.export", "list.delete", "list.clear")


class ClientChanges(CommandScreen[None]):
    """A screen with a table of clients; it changes those that are marked, or else the one under the cursor."""

    def __init__(self) -> None:
        super().__init__()
        self._deleted: Sequence[int] = ()
        self._merge_id = 0  # of what was merged last, if nothing was deleted since
        self._is_row_there = self._is_client_there = True

    def offer(self, total: int) -> None:
        """Let the keys be those that can do something with so many clients in all, the rows, and what is marked."""
        table = self.table
        count = len(table.marked)
        foremost = (
            _WITH_MARKS if count > 1 else _WITH_A_MARK if count else _NARROWED if table.wanted.is_filtered else ()
        )
        now = bool(len(table.rows)), bool(total or len(table.rows)), foremost
        if now != (self._is_row_there, self._is_client_there, self.foremost):
            self._is_row_there, self._is_client_there, self.foremost = now
            self.refresh_bindings()
            bar = self.query_one(KeyBar)
            bar.draw()
            self.paint_along(bar)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what needs a client, or one under the cursor, only where there is one."""
        if action in _ON_A_ROW:
            return self._is_row_there
        return self._is_client_there or action not in _ON_CLIENTS

    @property
    def table(self) -> ClientTable:
        """The rows."""
        return self.query_one(ClientTable)

    @property
    def _chosen(self) -> tuple[Query, int]:
        """The query that finds the marked clients, or else the one under the cursor, and their number."""
        table = self.table
        if table.marked:
            return table.marked.as_query(table.wanted.sort), len(table.marked)
        return Query(ids=frozenset() if table.key is None else frozenset([table.key])), int(table.key is not None)

    @work
    async def action_bulk(self) -> None:
        """Change the marked clients, or the one under the cursor."""
        from tui_clients.ui.screens.bulk_dialog import BulkDialog

        query, count = self._chosen
        if count and (done := await self.app.push_screen_wait(BulkDialog(query, count))):
            self._take_away(done.deleted)

    @work
    async def action_delete(self) -> None:
        """Put the marked clients, or the one under the cursor, into the trash."""
        from tui_clients.ui.screens import bulk_run
        from tui_clients.ui.screens.confirm import Confirm

        query, count = self._chosen
        if not count:
            return
        from tui_clients.ui import show

        question = ngettext("Put {count} client into the trash?", "Put {count} clients into the trash?", count)
        choices = [("delete", _("Into the trash")), ("keep", _("Keep"))]
        dialog = Confirm(question.format(count=show.number(count)), choices, "keep")
        if await self.app.push_screen_wait(dialog) == "delete" and (gone := await bulk_run.delete(self, query)):
            self._take_away(gone)

    def _take_away(self, gone: Sequence[int]) -> None:
        """Remember what went into the trash, and read the list again."""
        if gone:
            self._deleted, self._merge_id = gone, 0
            self.table.mark(Marks())
        self.table.reload()

    @work
    async def action_merge(self) -> None:
        """Make one client of those that are marked."""
        from tui_clients.ui.screens import merge_run
        from tui_clients.ui.screens.merge_screen import MOST

        table = self.table
        query = table.marked.as_query(table.wanted.sort)
        ids = await self.read(lambda: self.stores.listing.search(query).ids(0, MOST + 1)) if table.marked else []
        if ids is not None and (merged := await merge_run.merge(self, sorted(ids))):
            self._deleted, self._merge_id = (), merged.merge_id
            self.table.mark(Marks())
            self.table.reload(merged.client.id)

    @work
    async def action_undelete(self) -> None:
        """Take back what was deleted or merged last."""
        from tui_clients.ui.screens import bulk_run, merge_run

        ids, merge_id = self._deleted, self._merge_id
        if merge_id:
            if undone := await merge_run.undo(self, merge_id):
                self._merge_id = 0
                self.table.reload(undone.client.id)
        elif not ids:
            self.app.notify(_("Nothing to undo."), markup=False)
        elif await bulk_run.restore(self, ids) is not None:
            self._deleted = ()
            self.table.reload(ids[0])
