"""What the lists of a profile share: the same keys to add, edit, delete, undo and filter, and the cursor on its row.

A section says what its items are, how they look, and what the keys do with them.
"""

import asyncio
from collections.abc import Awaitable, Sequence
from typing import Any, ClassVar, Generic, Protocol, TypeVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.message import Message

from tui_clients.domain.text import fold
from tui_clients.i18n import _
from tui_clients.ui import commands, show
from tui_clients.ui.screens.base import OurScreen
from tui_clients.ui.screens.detail_rows import ItemRows
from tui_clients.ui.screens.detail_section import Data, Section
from tui_clients.ui.widgets.entry_list import EntryList
from tui_clients.ui.widgets.filter_line import FilterLine
from tui_clients.ui.widgets.journal import Entry
from tui_clients.ui.widgets.rows import ListRows
from tui_clients.ui.widgets.virtual_table import VirtualTable


class Identified(Protocol):
    """What has a number by which the cursor finds it again."""

    @property
    def id(self) -> int:
        """The number, of which no other of the list has the same."""


Item = TypeVar("Item", bound=Identified)
_BRING_BACK = ("undo", "trash")
Result = TypeVar("Result")


class ItemsSection(Section[Data], Generic[Data, Item]):
    """A section whose main widget shows items."""

    VERBS: ClassVar[tuple[str, ...]] = ("add", "edit", "delete", "undo", "filter")
    """What can be done in the list; each is a method of the same name."""

    main: VirtualTable | EntryList

    class Changed(Message):
        """An item was added, changed or deleted: the client is to be read again."""

    def __init__(self, main: VirtualTable | EntryList) -> None:
        super().__init__()
        self.main = main
        self.filter_line = FilterLine()
        self.owner_id = 0
        self._items: Sequence[Item] = ()
        self._shown_items: Sequence[Item] = ()
        self._texts: list[str] | None = None
        self._wanted_id = 0
        self.gone: list[Any] = []
        """What was deleted here, the last one last."""
        if "edit" in self.VERBS:
            commands.bind_one(main, "items.edit")

    def compose(self) -> ComposeResult:
        """Lay out the parts, and the filter below them."""
        yield from super().compose()
        yield self.filter_line

    # -- what each section is ---------------------------------------------------------------------

    def items(self, data: Data) -> Sequence[Item]:
        """Return the items among what was read."""
        raise NotImplementedError

    def cells(self, item: Item) -> Sequence[str]:
        """Return the texts of an item's row in a table."""
        raise NotImplementedError

    def entry(self, item: Item) -> Entry:
        """Return an item as an entry among others."""
        raise NotImplementedError

    def text(self, item: Item) -> str:
        """Return what the filter looks for words in; called in a thread for every item."""
        return " ".join(self.cells(item))

    async def add(self) -> int:
        """Add an item; return its number, 0 if nothing was added."""
        raise NotImplementedError

    async def edit(self, item: Item) -> int:
        """Change an item; return its number, 0 if nothing was changed."""
        raise NotImplementedError

    async def delete(self, item: Item) -> bool:
        """Delete an item; return whether that was done."""
        raise NotImplementedError

    async def undo(self, item: Item | None) -> int:
        """Bring back what was deleted last; return its number, 0 if there was nothing."""
        raise NotImplementedError

    # -- what is shown ----------------------------------------------------------------------------

    def of_owner(self, owner_id: int) -> None:
        """Learn whose items are shown; what was done with those of another is settled."""
        if owner_id != self.owner_id:
            self.owner_id = owner_id
            self._items = self._shown_items = ()
            self._wanted_id = 0
            self.gone = []
            self.filter_line.close()

    def show(self, data: Data) -> None:
        """Show the items; the cursor stays on its item, or goes to one that was added."""
        self._items, self._texts = self.items(data), None
        if self.filter_line.words:
            self._narrow()
        else:
            self._fill(self._items)

    @property
    def current(self) -> Item | None:
        """The item under the cursor."""
        place = self.main.cursor
        return self._shown_items[place] if 0 <= place < len(self._shown_items) else None

    def _fill(self, items: Sequence[Item]) -> None:
        is_first = not self._shown_items
        wanted = self._wanted_id or (self.current.id if self.current else 0)
        place = next((n for n, item in enumerate(items) if item.id == wanted), None) if wanted else None
        before = 0 if is_first else self.main.cursor
        self._wanted_id = 0
        self._shown_items = items
        if isinstance(self.main, VirtualTable):
            self.main.rows = ItemRows(items, self.cells)
        else:
            self.main.entries = [self.entry(item) for item in items]
        self.main.cursor = before if place is None else place
        self.filter_line.found = (
            _("{index} of {count}").format(index=show.number(len(items)), count=show.number(len(self._items)))
            if self.filter_line.words
            else ""
        )
        self.screen.refresh_bindings()

    def on_unmount(self) -> None:
        """Let go of the items."""
        self._items = self._shown_items = ()
        self._texts = None
        if isinstance(self.main, VirtualTable):
            self.main.set_reactive(VirtualTable.rows, ListRows())
        else:
            self.main.set_reactive(EntryList.entries, ())

    # -- the filter -------------------------------------------------------------------------------

    @on(FilterLine.Changed)
    def follow_filter(self, event: FilterLine.Changed) -> None:
        """Show the items that hold the words, newest keystroke first."""
        event.stop()
        self._narrow()

    @work(exclusive=True, group="filter")
    async def _narrow(self) -> None:
        words = fold(self.filter_line.words).split()
        items = self._items
        if words:
            found = await asyncio.to_thread(self._find, items, words)
        else:
            found = items
        if items is self._items:
            self._fill(found)

    def _find(self, items: Sequence[Item], words: Sequence[str]) -> Sequence[Item]:
        texts = self._texts
        if texts is None:
            texts = [fold(self.text(item)) for item in items]
            if items is self._items:
                self._texts = texts
        return [item for item, text in zip(items, texts, strict=True) if all(word in text for word in words)]

    def clear_filter(self) -> bool:
        """Take the filter away; return whether there was one."""
        return self.filter_line.close()

    # -- what the user does -----------------------------------------------------------------------

    def may(self, verb: str) -> bool:
        """Tell whether something can be done now."""
        if verb not in self.VERBS:
            return False
        if verb == "undo":
            return bool(self.gone)
        return verb in ("add", "trash") or (self.current is not None if verb != "filter" else bool(self._items))

    @work(group="act")
    async def act(self, verb: str) -> None:
        """Do what a key asks for, and have the client read again if something changed."""
        item = self.current
        if verb == "filter":
            self.filter_line.open()
        elif verb == "add":
            await self._changed(self.add(), is_new=True)
        elif verb in _BRING_BACK:
            await self._changed(getattr(self, verb)(item), is_new=True)
        elif item is not None:
            await self._changed(getattr(self, verb)(item))

    async def _changed(self, doing: Awaitable[int], *, is_new: bool = False) -> None:
        done = await doing
        if not done:
            return
        if is_new:
            self.clear_filter()
            self._wanted_id = int(done)
        self.post_message(self.Changed())

    @on(VirtualTable.Opened)
    def open(self, event: VirtualTable.Opened) -> None:
        """Edit the item that was opened."""
        event.stop()
        self.act("edit")

    @property
    def ours(self) -> OurScreen[Any]:
        """The screen, with the database and the user."""
        return cast("OurScreen[Any]", self.screen)


class ItemKeys(OurScreen[Result]):
    """A screen on which the keys of a list work on the list in front."""

    @property
    def front(self) -> ItemsSection[Any, Any] | None:
        """The list in front, None where there is none."""
        raise NotImplementedError

    def action_item(self, verb: str) -> None:
        """Do something in the list in front."""
        if self.front is not None and self.front.may(verb):
            self.front.act(verb)

    def action_open(self) -> None:
        """Edit what is under the cursor of the list in front."""
        self.action_item("edit")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done in the list in front."""
        if action not in ("item", "open"):
            return True
        return self.front is not None and self.front.may(str(parameters[0]) if parameters else "edit")
