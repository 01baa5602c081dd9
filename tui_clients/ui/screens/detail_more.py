"""What a client has several of: further e-mails and phones, tags, custom fields."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from tui_clients.domain import more
from tui_clients.domain.client import Client
from tui_clients.domain.more import More
from tui_clients.domain.text import cells, one_line
from tui_clients.errors import N_
from tui_clients.i18n import _
from tui_clients.ui import show
from tui_clients.ui.screens.detail_items import ItemsSection
from tui_clients.ui.screens.detail_source import Held
from tui_clients.ui.stores import Stores
from tui_clients.ui.widgets.choice_match import Choice
from tui_clients.ui.widgets.columns import Column
from tui_clients.ui.widgets.virtual_table import VirtualTable

if TYPE_CHECKING:
    from tui_clients.ui.screens.trash_dialog import Lying

_KINDS = {
    "more_emails": N_("E-mail"),
    "more_phones": N_("Phone"),
    "tags": N_("Tag"),
    "extra": N_("Custom field"),
}


@dataclass(frozen=True, slots=True)
class MoreData:
    """The rows, and the country in which local numbers are meant."""

    rows: Held[More]
    country: str


@dataclass(frozen=True, slots=True)
class _Lying:
    """A row that was taken away, as the trash shows it."""

    id: int
    name: str
    at: datetime | None
    by: str


class MoreSection(ItemsSection[MoreData, More]):
    """The table of them all."""

    NAME = "more"
    LABEL = N_("More")
    VERBS = (*ItemsSection.VERBS, "trash")
    EMPTY = N_("No further e-mails, phones, tags or custom fields yet. Press a to add one.")
    DEFAULT_CSS = "MoreSection > VirtualTable { height: 1fr; }"

    def __init__(self) -> None:
        super().__init__(VirtualTable(_columns()))
        self._country = ""

    def parts(self) -> ComposeResult:
        """Yield the table."""
        yield self.main

    @staticmethod
    def read(stores: Stores, client: Client) -> MoreData:
        """Return the rows."""
        return MoreData(Held(more.rows_of(client)), client.country)

    @staticmethod
    def count(data: MoreData) -> int:
        """Return how many rows there are."""
        return len(data.rows.first)

    def source(self, data: MoreData) -> Held[More]:
        """Return the rows."""
        self._country = data.country or self.ours.clients_app.settings.country
        return data.rows

    def cells(self, item: More) -> Sequence[str]:
        """Return a row's texts."""
        value = show.value(more.FIELDS[item.kind][-1 if item.kind == "extra" else 0], item.value)
        return _(_KINDS[item.kind]), item.label, value

    # -- what the user does -----------------------------------------------------------------------

    async def add(self) -> int:
        """Choose what to add, and fill in its form."""
        from tui_clients.ui.screens.choice_dialog import ChoiceDialog

        kinds = [Choice.of(kind, _(word)) for kind, word in _KINDS.items()]
        kind = await self.app.push_screen_wait(ChoiceDialog(_("What do you want to add?"), kinds))
        return await self.edit(More(kind)) if kind else 0

    async def edit(self, item: More) -> int:
        """Fill in the form of a row."""
        from tui_clients.ui.screens.more_form import MoreForm

        saved = await self.app.push_screen_wait(MoreForm(item, self.owner_id, self._country))
        return saved.id if saved else 0

    async def delete(self, item: More) -> bool:
        """Take a row away from the client."""
        done = await self._put(item, None)
        if done:
            self.gone.append(item)
            name = show.short(one_line(item.label if item.kind == "extra" else item.value))
            said = _("“{name}” is in the trash: u brings it back, t shows the trash.")
            self.app.notify(said.format(name=name), markup=False)
        return bool(done)

    async def undo(self, item: More | None) -> int:
        """Give back what was taken away last."""
        done = await self._put(None, self.gone[-1])
        if done:
            self.gone.pop()
        return done

    async def trash(self, _item: More | None) -> int:
        """Show what was taken away; return the number of what came back last, 0 if nothing did."""
        from tui_clients.services import more_rows
        from tui_clients.ui.screens.trash_dialog import TrashDialog

        taken = await self.ours.read(more_rows.taken_away, self.ours.stores.database, self.owner_id)
        if not taken:
            if taken is not None:
                self.app.notify(_("Nothing of this list is in the trash."), markup=False)
            return 0
        rows = {each.id: each.row for each in taken}
        found = [_Lying(each.id, _name(each.row), each.at, each.by) for each in taken]
        user, database = self.ours.clients_app.user, self.ours.stores.database

        def bring_back(item: "Lying") -> int:
            return more_rows.put(database, self.owner_id, None, rows[item.id], user).id

        came = await self.app.push_screen_wait(TrashDialog(_(self.LABEL), found, bring_back))
        back = [replace(rows[id_], id=0) for id_ in came]
        self.gone = [row for row in self.gone if replace(row, id=0) not in back]
        return [0, *came.values()][-1]

    async def _put(self, before: More | None, after: More | None) -> int:
        from tui_clients.services import more_rows

        put = partial(more_rows.put, self.ours.stores.database, self.owner_id, before, after)
        stored = await self.ours.read(put, self.ours.clients_app.user)
        return stored.id if stored else 0


def _name(row: More) -> str:
    return f"{_(_KINDS[row.kind])}: {row.label + ': ' if row.kind == 'extra' else ''}{row.value}"


def _columns() -> tuple[Column, ...]:
    kind = max(cells(_(word)) for word in _KINDS.values())
    return (
        Column("kind", _("Kind"), kind, kind),
        Column("label", _("Label"), 22, 12),
        Column("value", _("Value"), 40, 20, grows=True),
    )
