"""Clients side by side, field by field: which of them stays, and what of each."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Static

from tui_clients.domain.client import Client
from tui_clients.i18n import _, ngettext
from tui_clients.services import merging
from tui_clients.services.merging import Merged
from tui_clients.services.progress import Listener
from tui_clients.ui import merge_words, show
from tui_clients.ui.commands import Group
from tui_clients.ui.screens import merge_rows
from tui_clients.ui.screens.base import CommandScreen
from tui_clients.ui.screens.bulk_run import carry_out
from tui_clients.ui.screens.import_table import ToneTable
from tui_clients.ui.screens.merge_rows import Row, Sides
from tui_clients.ui.text import safe
from tui_clients.ui.widgets.columns import Column
from tui_clients.ui.widgets.key_bar import KeyBar
from tui_clients.ui.widgets.rows import ListRows
from tui_clients.ui.widgets.virtual_table import VirtualTable

MOST = 8
"""Clients that are merged at once: of more nobody sees the values side by side."""


class MergeScreen(CommandScreen[Merged | None]):
    """Returns what became of the clients, or None if they were not merged."""

    GROUPS = (Group.MERGE,)
    AUTO_FOCUS = "ToneTable"
    DEFAULT_CSS = """
    MergeScreen {
        & > #title { height: 1; padding: 0 1; text-style: bold; }
        & > #what { height: auto; max-height: 2; padding: 0 1; color: $text-muted; margin: 0 0 1 0; }
        & > ToneTable { height: 1fr; }
        & > #about { height: 2; color: $text-muted; padding: 0 1; }
    }
    """

    def __init__(self, clients: Sequence[Client]) -> None:
        super().__init__()
        self._sides = Sides(tuple(clients), {})
        self._rows: list[Row] = []
        self._taken = clients[0].id

    def compose(self) -> ComposeResult:
        """Lay out what becomes of them above their values."""
        yield Static(id="title", markup=False)
        yield Static(id="what", markup=False)
        yield ToneTable()
        yield Static(id="about", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the clients."""
        self._lay_out()

    def _lay_out(self) -> None:
        """Show the clients in their order: the first stays."""
        clients = self._sides.clients
        count = ngettext("Merge {count} client", "Merge {count} clients", len(clients))
        self.query_one("#title", Static).update(count.format(count=show.number(len(clients))))
        what = _("{client} stays, with all that belongs to the others: {others}.")
        told = what.format(client=merge_words.name(clients[0]), others=merge_words.names(clients[1:]))
        self.query_one("#what", Static).update(safe(told))
        titles = merge_rows.titles(clients)
        values = (Column(f"client{i}", title, 24, 9, gives_way=i, grows=True) for i, title in enumerate(titles))
        self.query_one(ToneTable).columns = (Column("field", _("Field"), 16, 12), *values)
        self._show()

    def _show(self) -> None:
        whose, self._rows = self._sides.whose(), self._sides.rows()
        cells = [self._sides.cells(row, whose) for row in self._rows]
        self.query_one(ToneTable).show(ListRows(cells), ["quiet" if row.is_same else "" for row in self._rows])
        self.explain()

    @on(VirtualTable.CursorMoved)
    def explain(self) -> None:
        """Say what becomes of the field under the cursor."""
        row = self._rows[self.query_one(ToneTable).cursor]
        self.query_one("#about", Static).update(safe(self._sides.about(row, self._sides.whose())))

    def _change(self, sides: Sides) -> None:
        self._sides = sides
        self._show()

    def action_choose(self, steps: int) -> None:
        """Take the value of the client on the right or on the left."""
        row = self._rows[self.query_one(ToneTable).cursor]
        self._change(replace(self._sides, picks=merge_rows.picked(self._sides, row, steps)))

    @on(VirtualTable.Opened)
    def choose_next(self) -> None:
        """Take the value of the next client."""
        self.action_choose(1)

    def action_swap(self) -> None:
        """Let the next client be the one that stays; what was chosen stays chosen."""
        first, *others = self._sides.clients
        self._sides = replace(self._sides, clients=(*others, first))
        self._lay_out()

    def action_take_all(self) -> None:
        """Take all values of the next client."""
        ids = [client.id for client in self._sides.clients]
        next_one = self._sides.clients[(ids.index(self._taken) + 1) % len(ids)]
        self._taken = next_one.id
        self._change(replace(self._sides, picks=merge_rows.all_of(next_one)))

    @work(exclusive=True, group="merge")
    async def action_go(self) -> None:
        """Merge the clients; where one of them was changed meanwhile, say so."""
        merged = await carry_out(self, _("Merging clients"), partial(self._merge, self._sides))
        if merged is not None:
            self.app.notify(" ".join((merge_words.merged(merged), _("u takes it back."))), markup=False)
            self.dismiss(merged)
        else:
            await self._read_again()

    async def _read_again(self) -> None:
        """Show the clients as they are; somebody may have changed one of them."""
        ids = [client.id for client in self._sides.clients]
        clients = await self.read(self.stores.clients.get_many, ids)
        if clients is not None and len(clients) == len(ids):
            self._sides = replace(self._sides, clients=tuple(clients))
            self._lay_out()
        elif clients is not None:
            self.dismiss(None)

    def _merge(self, sides: Sides, progress: Listener, is_canceled: Callable[[], bool]) -> Merged:
        database, by = self.stores.database, self.clients_app.user
        return merging.merge(database, sides.clients, by, sides.picks, progress=progress, is_canceled=is_canceled)

    def action_back(self) -> None:
        """Go back without merging."""
        self.dismiss(None)
