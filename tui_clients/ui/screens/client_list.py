"""The first screen: the list of clients, and the way to everything else."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from tui_clients.domain.client_row import ClientRow
from tui_clients.domain.marks import Marks
from tui_clients.errors import UserError
from tui_clients.i18n import _
from tui_clients.ui import list_words
from tui_clients.ui.commands import Group
from tui_clients.ui.screens import client_rows
from tui_clients.ui.screens.client_overview import OverviewedList
from tui_clients.ui.screens.client_table import ClientTable
from tui_clients.ui.text import safe
from tui_clients.ui.widgets.key_bar import KeyBar
from tui_clients.ui.widgets.query_bar import QueryBar
from tui_clients.ui.widgets.tool_button import ToolButton
from tui_clients.ui.widgets.virtual_table import VirtualTable

if TYPE_CHECKING:
    from tui_clients.domain.dates import DateRange
    from tui_clients.services.progress import Progress


class ClientList(OverviewedList):
    """The clients, what narrows and orders them, and what can be done with them."""

    GROUPS = (Group.LIST,)
    AUTO_FOCUS = "ClientTable"
    DEFAULT_CSS = """
    ClientList {
        & > #toolbar {
            height: 1;
            margin: 0 0 1 0;
            & > #title {
                width: 1fr; text-align: right; color: $text-muted; padding: 0 1;
                text-wrap: nowrap; text-overflow: ellipsis;
            }
        }
        & > QueryBar { padding: 0 1; }
        & > ClientTable { height: 1fr; }
        & > #status { height: 1; color: $text-muted; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
    }
    """

    def __init__(self, first_rows: Sequence[ClientRow]) -> None:
        super().__init__()
        self._first_rows = first_rows
        self._total = 0
        self._builds_index = False
        self._index_share = 0.0

    def compose(self) -> ComposeResult:
        """Lay out toolbar, search bar, rows and status line."""
        with Horizontal(id="toolbar"):
            yield ToolButton(_("+ Add client"), "screen.add", id="add", is_primary=True)
            yield ToolButton(_("Import"), "screen.import")
            yield ToolButton(_("Export"), "screen.export")
            yield ToolButton(_("Overview"), "screen.overview")
            yield Static(self.app.title, id="title", markup=False)
        yield QueryBar()
        yield ClientTable(self._first_rows)
        yield Static(id="status", markup=False)
        yield KeyBar()

    @on(ClientTable.ResultShown)
    def show_result(self, event: ClientTable.ResultShown) -> None:
        """Say how many clients are shown."""
        self._total = event.total
        self.query_one(QueryBar).point_at(0, "")
        self.show_status()
        if not event.is_indexed and not self._builds_index:
            self._builds_index = True
            self._build_index()

    class IndexBuilt(Message):
        """So much of the search index is made, up to 1.0."""

        def __init__(self, share: float) -> None:
            super().__init__()
            self.share = share

    @work(thread=True, group="index")
    def _build_index(self) -> None:
        """Make the search index, which is damaged or not finished; the list finds clients without it meanwhile."""
        from tui_clients.services import reindexing

        worker = get_current_worker()
        try:
            reindexing.rebuild(
                self.stores.database,
                self._tell_index,
                lambda: worker.is_cancelled,
            )
            self.post_message(self.IndexBuilt(1.0))
        except UserError as error:  # searching goes on without it; the next start tries again
            logging.getLogger(__name__).warning("The search index was not made: %s", error)

    def _tell_index(self, progress: "Progress") -> None:
        self.post_message(self.IndexBuilt(progress.share or 0.0))

    @on(IndexBuilt)
    def show_index(self, event: IndexBuilt) -> None:
        """Say how much of the search index is made."""
        self._index_share = event.share
        self._builds_index = event.share < 1
        self.show_status()

    @on(ClientTable.Failed)
    def tell_failure(self, event: ClientTable.Failed) -> None:
        """Say why there is no answer; a mistake in the words is shown below them while they stand there."""
        from tui_clients.domain.query_parser import QueryMistake
        from tui_clients.ui import words

        if not isinstance(event.error, QueryMistake):
            self.tell(event.error)
        elif event.wanted == self.table.wanted:
            self.query_one(QueryBar).point_at(event.error.start, words.sentence(event.error))

    @on(ClientTable.MarksChanged)
    def show_status(self) -> None:
        """Say how many clients are shown, in which order, and why not all; offer what can be done with them."""
        table = self.table
        self.offer(self._total)
        column = next((column.label for column in table.columns if column.name == table.sort[0]), "")
        status = list_words.status(table.wanted, len(table.rows), self._total, column, len(table.marked))
        if self._builds_index:
            status += " · " + list_words.index(self._index_share)
        line = self.query_one("#status", Static)
        line.update(safe(status), layout=False)  # a layout costs 10 ms a letter
        self.paint_along(line)

    # -- narrowing and ordering ------------------------------------------------------------------

    @on(QueryBar.Changed)
    def search(self, event: QueryBar.Changed) -> None:
        """Show the clients that match, newest keystroke first."""
        self.table.wanted = replace(self.table.wanted, text=event.text)

    @on(events.DescendantFocus, "QueryBar Line")
    def expect_letters(self) -> None:
        """Let the rows for the first letter be found before it is typed."""
        self.table.expect_letters()

    @on(QueryBar.Left)
    def go_to_rows(self) -> None:
        """Leave the search bar for the rows."""
        self.table.focus()

    def action_search(self) -> None:
        """Go to the search bar."""
        self.query_one(QueryBar).focus_input()

    def action_filter_date(self) -> None:
        """Choose the days on which the clients were added."""
        from tui_clients.ui.screens.date_filter import DateFilter

        self.app.push_screen(DateFilter(self.table.wanted.added), self.filter_date)

    def filter_date(self, chosen: "tuple[DateRange | None] | None") -> None:
        """Show the clients added in a range; None where the dialog was canceled."""
        if chosen is not None:
            self.table.wanted = replace(self.table.wanted, added=chosen[0])
            self.query_one(QueryBar).added = list_words.added(chosen[0])

    def action_sort(self) -> None:
        """Choose the column to sort by."""
        from tui_clients.ui.screens.sort_dialog import SortDialog

        labels = [(column.name, column.label) for column in self.table.columns]
        self.app.push_screen(SortDialog(labels, self.table.wanted.sort), self.sort_by)

    @on(VirtualTable.HeaderChosen)
    def sort_by_header(self, event: VirtualTable.HeaderChosen) -> None:
        """Sort by the column that was clicked."""
        self.sort_by(event.column)

    def sort_by(self, column: str | None) -> None:
        """Sort by a column, or turn its order round."""
        if column is not None:
            self.table.wanted = self.table.wanted.sorted_by(column, client_rows.ranks(column))

    def action_clear(self) -> None:
        """Take away the search, else the date filter, else the marks."""
        bar = self.query_one(QueryBar)
        if bar.text:
            bar.text = ""
        elif self.table.wanted.added is not None:
            self.filter_date((None,))
        elif self.table.marked:
            self.table.mark(Marks())
        self.table.focus()

    def action_reload(self) -> None:
        """Read the list again; the cursor stays on its client."""
        self.table.reload()

    def read_again(self) -> None:
        """Read the list again; the cursor and the marks stay."""
        if self.query(ClientTable):  # else the program is about to end, and the rows are gone
            self.table.reload()

    # -- going elsewhere -------------------------------------------------------------------------

    @on(VirtualTable.Opened)
    async def open(self, event: VirtualTable.Opened) -> None:
        """Open the client under the cursor."""
        await self.clients_app.profiles.open(self.return_to, event.key, self.table.result, event.index)

    def return_to(self, client_id: int | None) -> None:
        """Come back from a client: read the list again, with the cursor on it."""
        if client_id is not None:
            self.table.reload(client_id)

    def action_add(self) -> None:
        """Add a client."""
        from tui_clients.ui.screens.client_form import ClientForm

        self.app.push_screen(ClientForm(), self.return_to)

    @work
    async def action_edit(self) -> None:
        """Edit the client under the cursor."""
        from tui_clients.ui.screens.client_form import ClientForm

        client = None if self.table.key is None else await self.read(self.stores.clients.get, self.table.key)
        if client is not None:
            saved = await self.app.push_screen_wait(ClientForm(client))
            self.return_to(saved)

    def action_import(self) -> None:
        """Import a file."""
        from tui_clients.ui.screens.import_wizard import ImportWizard

        self.app.push_screen(ImportWizard(), lambda _result: self.action_reload())

    def action_imports(self) -> None:
        """Show the imports that were run."""
        from tui_clients.ui.screens.import_list import ImportList

        self.app.push_screen(ImportList(), lambda is_changed: self.action_reload() if is_changed else None)

    def action_duplicates(self) -> None:
        """Find clients that may be the same; what too many share is searched for here."""
        from tui_clients.ui.screens.duplicate_list import DuplicateList

        self.app.push_screen(DuplicateList(), self.find_shared)

    def find_shared(self, value: str | None) -> None:
        """Show the clients that share an address or a number."""
        if value:
            self.query_one(QueryBar).text = value
        else:
            self.action_reload()

    def action_export(self) -> None:
        """Export clients to a file."""
        from tui_clients.ui.screens.export_dialog import ExportDialog

        table = self.table
        total = None if table.result is None else self._total  # it is counted behind the first paint
        self.app.push_screen(ExportDialog(table.wanted, len(table.rows), total, table.marked, table.shown_columns))
