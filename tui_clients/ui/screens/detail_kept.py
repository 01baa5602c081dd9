"""The lists of what belongs to a client and is stored by itself: with a form for each, and a trash."""

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, cast

from tui_clients.domain.text import one_line
from tui_clients.i18n import _
from tui_clients.ui import show
from tui_clients.ui.screens.detail_items import ItemsSection
from tui_clients.ui.screens.detail_section import Data
from tui_clients.ui.screens.detail_source import Item

if TYPE_CHECKING:
    from textual.screen import Screen

    from tui_clients.domain.items import Item as Kept
    from tui_clients.domain.items import ItemKind
    from tui_clients.ui.screens.trash_dialog import Lying


class KeptSection(ItemsSection[Data, Item]):
    """A section of items of one kind, which have a form and a trash."""

    KIND: ClassVar["ItemKind"]
    VERBS = (*ItemsSection.VERBS, "trash")

    async def add(self) -> int:
        """Fill in a form for a new item."""
        from tui_clients.services import keeping
        from tui_clients.ui.screens.item_form import today

        app = self.ours.clients_app
        ask = partial(keeping.blank, self.ours.stores.database, app.settings, self.KIND, self.owner_id, today())
        blank = await self.ours.read(ask)
        return await self._fill_in(blank) if blank else 0

    async def edit(self, item: Item) -> int:
        """Fill in the form of the item as it is stored now."""
        stored = await self._stored(item)
        if stored is None:
            return item.id
        return await self._fill_in(stored)

    async def _fill_in(self, item: "Kept") -> int:
        saved: Kept | None = await self.app.push_screen_wait(self.form(item))
        return saved.id if saved else 0

    def form(self, item: Any) -> "Screen[Kept]":
        """Return the form of an item."""
        from tui_clients.ui.screens.item_form import form_of

        return form_of(item)

    async def _stored(self, item: Item) -> "Kept | None":
        stored = await self.ours.read(self.ours.stores.items.get, self.KIND, item.id)
        if stored is None:
            self.app.notify(_("This was deleted in the meantime."), severity="warning", markup=False)
        return stored

    async def delete(self, item: Item) -> bool:
        """Put the item into the trash."""
        from tui_clients.storage import trash

        app = self.ours.clients_app
        gone = await self.ours.read(trash.delete, self.ours.stores.database, self.KIND, [item.id], app.user)
        if gone:
            self.gone.append(item.id)
            name = show.short(one_line(self.title_of(item)))
            said = _("“{name}” is in the trash: u brings it back, t shows the trash.")
            self.app.notify(said.format(name=name), markup=False)
        return bool(gone)

    def title_of(self, item: Item) -> str:
        """Return what a reader knows the item by."""
        from tui_clients.domain import items

        return items.name_of(cast("Kept", item))

    async def undo(self, item: Item | None) -> int:
        """Bring back what was deleted last."""
        from tui_clients.storage import trash

        id_, app = self.gone[-1], self.ours.clients_app
        came = await self.ours.read(trash.restore, self.ours.stores.database, self.KIND, [id_], app.user)
        if came is not None:
            self.gone.pop()
        return came[0] if came else 0

    def _bring_back(self, item: "Lying") -> int:
        from tui_clients.storage import trash

        came = trash.restore(self.ours.stores.database, self.KIND, [item.id], self.ours.clients_app.user)
        return came[0] if came else item.id  # somebody else may have been first

    async def trash(self, _item: Item | None) -> int:
        """Show what lies in the trash; return the number of what came back last, 0 if nothing did."""
        from tui_clients.storage import item_steps
        from tui_clients.ui.screens.trash_dialog import TrashDialog

        found = await self.ours.read(item_steps.trash_of_list, self.ours.stores.database, self.KIND, self.owner_id)
        if not found:
            if found is not None:
                self.app.notify(_("Nothing of this list is in the trash."), markup=False)
            return 0
        came = await self.app.push_screen_wait(TrashDialog(_(self.LABEL), found, self._bring_back))
        self.gone = [id_ for id_ in self.gone if id_ not in came]
        return [0, *came.values()][-1]
