"""The first screen: the list of clients, and the way to everything else."""

from collections.abc import Sequence
from dataclasses import replace

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from tui_clients.domain.client_row import ClientRow
from tui_clients.domain.dates import DateRange
from tui_clients.i18n import _, ngettext
from tui_clients.ui import list_words
from tui_clients.ui.commands import Group
from tui_clients.ui.screens import client_rows
from tui_clients.ui.screens.base import CommandScreen
from tui_clients.ui.screens.client_table import ClientTable
from tui_clients.ui.text import safe
from tui_clients.ui.widgets.key_bar import KeyBar
from tui_clients.ui.widgets.query_bar import QueryBar
from tui_clients.ui.widgets.tool_button import ToolButton
from tui_clients.ui.widgets.virtual_table import VirtualTable


class ClientList(CommandScreen[None]):
    """The clients, what narrows and orders them, and what can be done with them."""

    GROUPS = (Group.LIST,)
    AUTO_FOCUS = "ClientTable"
    DEFAULT_CSS = """
    ClientList {
        & > #toolbar {
            height: 1;
            margin: 0 0 1 0;
            & > #title { width: 1fr; text-align: right; color: $text-muted; padding: 0 1; }
        }
        & > QueryBar { margin: 0 0 1 0; padding: 0 1; }
        & > #empty { height: 1fr; content-align: center middle; color: $text-muted; display: none; }
        & > ClientTable { height: 1fr; }
        & > #status { height: 1; color: $text-muted; padding: 0 1; }
        &.-empty > #empty { display: block; }
        &.-empty > ClientTable { display: none; }
    }
    """

    def __init__(self, first_rows: Sequence[ClientRow]) -> None:
        super().__init__()
        self._first_rows = first_rows
        self._total = 0
        self._deleted: list[int] = []

    def compose(self) -> ComposeResult:
        """Lay out toolbar, search bar, rows and status line."""
        with Horizontal(id="toolbar"):
            yield ToolButton(_("+ Add client"), "screen.add", id="add", is_primary=True)
            yield ToolButton(_("Import"), "screen.import")
            yield ToolButton(_("Export"), "screen.export")
            yield Static(self.app.title, id="title", markup=False)
        yield QueryBar()
        yield Static(id="empty", markup=False)
        yield ClientTable(self._first_rows)
        yield Static(id="status", markup=False)
        yield KeyBar()

    @property
    def table(self) -> ClientTable:
        """The rows."""
        return self.query_one(ClientTable)

    @on(ClientTable.ResultShown)
    def show_result(self, event: ClientTable.ResultShown) -> None:
        """Say what is shown, or why nothing is."""
        self._total = event.total
        self.set_class(event.found == 0, "-empty")
        self.query_one("#empty", Static).update(safe(list_words.empty(event.wanted), line_breaks=True))
        self.show_status()

    @on(ClientTable.Failed)
    def tell_failure(self, event: ClientTable.Failed) -> None:
        """Say why there is no answer."""
        self.tell(event.error)

    @on(VirtualTable.Marked)
    def show_status(self) -> None:
        """Say how many clients are shown, in which order, and why not all."""
        table = self.table
        column = next((column.label for column in table.columns if column.name == table.sort[0]), "")
        words = list_words.status(table.wanted, len(table.rows), self._total, column, len(table.marks))
        self.query_one("#status", Static).update(safe(words))

    # -- narrowing and ordering ------------------------------------------------------------------

    @on(QueryBar.Changed)
    def search(self, event: QueryBar.Changed) -> None:
        """Show the clients that match, newest keystroke first."""
        self.table.wanted = replace(self.table.wanted, text=event.text)

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

    def filter_date(self, chosen: tuple[DateRange | None] | None) -> None:
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
        elif self.table.marks:
            self.table.marks = frozenset()
            self.show_status()
        self.table.focus()

    def action_reload(self) -> None:
        """Read the list again; the cursor stays on its client."""
        self.table.reload()

    # -- going elsewhere -------------------------------------------------------------------------

    @on(VirtualTable.Opened)
    def open(self, event: VirtualTable.Opened) -> None:
        """Open the client under the cursor."""
        from tui_clients.ui.screens.client_detail import ClientDetail

        self.app.push_screen(ClientDetail(event.key, self.table.ids, event.index), self.return_to)

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

    def action_export(self) -> None:
        """Export clients to a file."""
        from tui_clients.ui.screens.export_dialog import ExportDialog

        table = self.table
        self.app.push_screen(ExportDialog(table.wanted, len(table.rows), self._total, table.marks))

    @work
    async def action_delete(self) -> None:
        """Put the marked clients, or the one under the cursor, into the trash."""
        from tui_clients.ui.screens.confirm import Confirm

        table = self.table
        ids = list(table.marks) or ([] if table.key is None else [table.key])
        if not ids:
            return
        question = ngettext("Put {count} client into the trash?", "Put {count} clients into the trash?", len(ids))
        choices = [("delete", _("Into the trash")), ("keep", _("Keep"))]
        if await self.app.push_screen_wait(Confirm(question.format(count=len(ids)), choices, "keep")) == "delete":
            gone = await self.read(self.stores.clients.delete, ids, self.clients_app.user)
            if gone is not None:
                self._deleted = ids
                table.marks = frozenset()
                words = ngettext("{count} client is in the trash. u takes it back.",
                                 "{count} clients are in the trash. u takes them back.", gone)  # fmt: skip
                self.app.notify(words.format(count=gone), markup=False)
                table.reload()

    @work
    async def action_undelete(self) -> None:
        """Take back what was deleted last."""
        ids, self._deleted = self._deleted, []
        back = await self.read(self.stores.clients.restore, ids, self.clients_app.user) if ids else 0
        if back is None:
            self._deleted = ids
            return
        self.app.clear_notifications()
        words = ngettext("{count} client is back.", "{count} clients are back.", back).format(count=back)
        self.app.notify(words if ids else _("Nothing to undo."), markup=False)
        if ids:
            self.table.reload(ids[0])
