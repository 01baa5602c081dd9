"""What the lists of a profile share: the same keys to add, edit, delete, undo and filter, and the cursor on its row.

A section says what its items are, how they look, and what the keys do with them.
"""

import asyncio
from collections.abc import Awaitable, Mapping, Sequence
from typing import Any, ClassVar, Generic, TypeVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.message import Message

from tui_clients.domain.text import fold
from tui_clients.i18n import _
from tui_clients.ui import commands, show
from tui_clients.ui.screens.base import OurScreen
from tui_clients.ui.screens.detail_entries import ItemEntries
from tui_clients.ui.screens.detail_rows import ItemRows, WindowRows
from tui_clients.ui.screens.detail_section import Data, Section
from tui_clients.ui.screens.detail_source import Held, Item, Source, holding, texts_of
from tui_clients.ui.widgets.entry_layout import Entry
from tui_clients.ui.widgets.entry_list import EntryList
from tui_clients.ui.widgets.filter_line import FilterLine
from tui_clients.ui.widgets.rows import ListRows
from tui_clients.ui.widgets.virtual_table import VirtualTable

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
        self._source: Source[Item] = Held(())
        self._ids: Sequence[int] = ()
        self._rows: WindowRows[Item] = WindowRows((), 1)
        self._texts: asyncio.Future[Sequence[str] | None] | None = None
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

    def source(self, data: Data) -> Source[Item]:
        """Return where the items are among what was read."""
        raise NotImplementedError

    def cells(self, item: Item) -> Sequence[str]:
        """Return the texts of an item's row in a table; called in a thread but for the first rows."""
        raise NotImplementedError

    def entry(self, item: Item) -> Entry:
        """Return an item as an entry among others; called in a thread."""
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

    def change_owner(self) -> None:
        """Begin with another client: what was done with the items of the one before is settled."""
        self._source, self._ids, self._rows = Held(()), (), WindowRows((), 1)
        self._wanted_id = 0
        self.gone = []
        self.filter_line.close()
        if isinstance(self.main, EntryList):
            self.main.clear()

    def show(self, data: Data) -> None:
        """Show the items; the cursor stays on its item, or goes to one that was added."""
        self._source, self._texts = self.source(data), None
        self._ids = self._source.ids
        if self.filter_line.words:
            self._narrow()
        else:
            self._fill(self._ids)

    @property
    def _place(self) -> int:
        """Where the cursor is, or is about to be."""
        return self.main.goal.cursor if isinstance(self.main, VirtualTable) else self.main.cursor

    @property
    def current_id(self) -> int:
        """The number of the item under the cursor, 0 where there is none."""
        return self._rows.ids[self._place] if 0 <= self._place < len(self._rows) else 0

    @property
    def current(self) -> Item | None:
        """The item under the cursor as it is shown, None where it is not here."""
        return self._rows.item(self._place)

    def _fill(self, ids: Sequence[int]) -> None:
        wanted = self._wanted_id or self.current_id
        before = self._place if len(self._rows) else 0
        place = ids.index(wanted) if wanted in ids else before
        self._wanted_id = 0
        self._rows = WindowRows(ids, len(self.main.columns) if isinstance(self.main, VirtualTable) else 1)
        if isinstance(self.main, VirtualTable):
            if ids is self._ids:
                self._rows.begin_with(ItemRows(self._source.first, self.cells))
            self.main.rows = self._rows
            self.main.go_to(place)
        else:
            self.main.entries = ItemEntries(self.ours.read, self._source, ids, self.entry)
            self.main.cursor = place
        self.filter_line.found = (
            _("{index} of {count}").format(index=show.number(len(ids)), count=show.number(len(self._ids)))
            if self.filter_line.words
            else ""
        )
        self.screen.refresh_bindings()

    @on(VirtualTable.WindowWanted)
    def follow_rows(self, event: VirtualTable.WindowWanted) -> None:
        """Read the rows that come into sight."""
        event.stop()
        self._read_rows(self._rows, event.first, event.end)

    @work(exclusive=True, group="rows")
    async def _read_rows(self, rows: WindowRows[Item], first: int, end: int) -> None:
        found = await self.ours.read(self._made, self._source, rows.ids[first:end])
        if found is not None and rows is self._rows and isinstance(self.main, VirtualTable):
            rows.add(first, end, found)
            self.main.window_arrived()

    def _made(self, source: Source[Item], ids: Sequence[int]) -> Mapping[int, tuple[Item, Sequence[str]]]:
        return {item.id: (item, self.cells(item)) for item in source.read(ids)}

    def let_go(self) -> None:
        """Hold none of the items."""
        super().let_go()
        self._source, self._ids, self._rows, self._texts = Held(()), (), WindowRows((), 1), None
        if isinstance(self.main, VirtualTable):
            self.main.set_reactive(VirtualTable.rows, ListRows())
        else:
            self.main.clear()

    # -- the filter -------------------------------------------------------------------------------

    @on(FilterLine.Changed)
    def follow_filter(self, event: FilterLine.Changed) -> None:
        """Show the items that hold the words, newest keystroke first."""
        event.stop()
        self._narrow()

    @work(exclusive=True, group="filter")
    async def _narrow(self) -> None:
        words = fold(self.filter_line.words).split()
        source = self._source
        found = self._ids
        if words:
            texts = await asyncio.shield(self._prepare())
            if texts is None:  # the database refused, and may not the next time
                self._texts = None
                return
            found = await asyncio.to_thread(holding, words, self._ids, texts)
        elif not self.filter_line.is_open:
            self._texts = None
        if source is self._source:
            self._fill(found)

    def _prepare(self) -> "asyncio.Future[Sequence[str] | None]":
        """Begin to read what the filter looks for words in, unless that was done: the letters come later."""
        if self._texts is None:
            source = self._source
            read = self.ours.read(texts_of, source, self._ids, self.text, lambda: source is self._source)
            self._texts = asyncio.ensure_future(read)
        return self._texts

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
        return verb in ("add", "trash") or (self.current_id > 0 if verb != "filter" else len(self._ids) > 0)

    @work(group="act")
    async def act(self, verb: str) -> None:
        """Do what a key asks for, and have the client read again if something changed."""
        if verb == "filter":
            self.filter_line.open()
            self._prepare()
        elif verb == "add":
            await self._changed(self.add(), is_new=True)
        elif verb in _BRING_BACK:
            await self._changed(getattr(self, verb)(await self._chosen()), is_new=True)
        else:
            item = await self._chosen()
            if item is not None:
                await self._changed(getattr(self, verb)(item))

    async def _chosen(self) -> Item | None:
        """Return the item under the cursor as it is shown; where it is not here, it is read."""
        shown, id_ = self.current, self.current_id
        if shown is not None or not id_:
            return shown
        found = await self.ours.read(self._source.read, [id_])
        if found is not None and not found:
            self.app.notify(_("This was deleted in the meantime."), severity="warning", markup=False)
        return found[0] if found else None

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
