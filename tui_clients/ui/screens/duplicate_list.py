"""The clients that may be the same, group by group: to be compared, merged, or parted."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Static

from tui_clients.domain.text import shorten, visible
from tui_clients.i18n import _
from tui_clients.services import duplicates
from tui_clients.services.duplicates import MOST_SHOWN, Found, Group, Likelihood
from tui_clients.services.progress import Listener
from tui_clients.storage.duplicates import Duplicates
from tui_clients.ui import commands, merge_words
from tui_clients.ui.screens import merge_run
from tui_clients.ui.screens.bulk_run import carry_out
from tui_clients.ui.screens.detail_rows import ItemRows
from tui_clients.ui.screens.import_table import ToneTable
from tui_clients.ui.screens.merge_screen import MOST
from tui_clients.ui.screens.tone_list import ToneList
from tui_clients.ui.widgets.columns import Column
from tui_clients.ui.widgets.virtual_table import VirtualTable

_LONGEST = 60
_TONES = {Likelihood.HIGH: "warning", Likelihood.MEDIUM: "", Likelihood.LOW: "quiet"}

Undo = Callable[[], Awaitable[bool]]
"""Takes something back and returns whether it did."""


class DuplicateList(ToneList[str | None]):
    """Returns what the list is to be searched for, where too many clients share something to be compared here."""

    GROUPS = (commands.Group.DUPLICATES,)

    def __init__(self) -> None:
        super().__init__()
        self._found = Found((), is_whole=True)
        self._undo: list[Undo] = []

    def compose(self) -> ComposeResult:
        """Lay out title, groups and keys."""
        likelihood, names, company, shared, count = merge_words.columns()
        columns = (
            Column("likelihood", likelihood, 17, 14),
            Column("names", names, 34, 20, grows=True),
            Column("company", company, 22, 10, gives_way=1, grows=True),
            Column("shared", shared, 22, 19),
            Column("count", count, 7, 6, gives_way=2, is_right=True),
        )
        yield from self.parts(_("Duplicates"), "", columns)

    def on_mount(self) -> None:
        """Look for duplicates."""
        self.action_again()

    @work(exclusive=True, group="search")
    async def action_again(self) -> None:
        """Look for duplicates; leave where that was stopped before anything was there."""
        found = await carry_out(self, _("Looking for duplicates"), self._find)
        if found is not None:
            self._show(found)
        elif not self._found.groups:
            self.dismiss(None)

    def _find(self, progress: Listener, is_canceled: Callable[[], bool]) -> Found:
        return duplicates.find(self.stores.database, progress=progress, is_canceled=is_canceled)

    def _show(self, found: Found) -> None:
        self._found = found
        rows = ItemRows(found.groups, merge_words.cells)
        self.show_rows(rows, [_TONES[group.likelihood] for group in found.groups])
        sentence = merge_words.found(len(rows), found.is_whole)
        self.query_one("#title", Static).update(
            " · ".join((_("Duplicates"), sentence)) if found.groups else _("Duplicates")
        )
        self.query_one(ToneTable).instead = sentence
        self.explain()
        self.refresh_bindings()

    @property
    def _group(self) -> Group:
        return self._found.groups[self.cursor]

    @on(VirtualTable.CursorMoved)
    def explain(self) -> None:
        """Show who is in the group under the cursor, and what they share."""
        about = ""
        if self._found.groups:
            parts = [merge_words.names(self._group.clients[:MOST])]
            if self._group.value:
                parts.append(shorten(visible(self._group.value), _LONGEST))
            about = " · ".join(parts)
        self.say(about)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done with a group where there is one, and to undo what was done."""
        if action == "undo":
            return bool(self._undo)
        return bool(self._found.groups) or action not in ("part", "compare")

    # -- what is done with a group ---------------------------------------------------------------

    @on(VirtualTable.Opened)
    @work(exclusive=True, group="merge")
    async def action_compare(self) -> None:
        """Compare the clients of a group and merge them; of too many, find them in the list."""
        group = self._group
        if group.count > MOST and group.value:
            self.dismiss(group.value)
            return
        merged = await merge_run.merge(self, group.ids[:MOST])
        if merged is not None:
            before = self._found
            self._undo.append(partial(self._undo_merge, merged.merge_id, before))
            self._take_out({client.id for client in merged.others})

    def _take_out(self, ids: set[int]) -> None:
        """Show the groups without clients that are in the trash now."""
        groups = []
        for group in self._found.groups:
            if ids.isdisjoint(group.ids):
                groups.append(group)
            elif len(rest := tuple(client for client in group.clients if client.id not in ids)) > 1:
                count = group.count - len(group.clients) + len(rest)
                groups.append(replace(group, clients=rest, count=count))
        self._show(replace(self._found, groups=tuple(groups)))

    async def _undo_merge(self, merge_id: int, before: Found) -> bool:
        if await merge_run.undo(self, merge_id) is None:
            return False
        self._show(before)
        return True

    @work(exclusive=True, group="merge")
    async def action_part(self) -> None:
        """Remember that the clients of a group are different ones."""
        group, before = self._group, self._found
        await self.read(_part, Duplicates(self.stores.database), group)
        self._undo.append(partial(self._undo_part, group, before))
        self._show(replace(before, groups=tuple(each for each in before.groups if each is not group)))
        self.app.notify(_("They are not proposed again. u takes it back."), markup=False)

    async def _undo_part(self, group: Group, before: Found) -> bool:
        await self.read(_rejoin, Duplicates(self.stores.database), group)
        self._show(before)
        return True

    @work(exclusive=True, group="merge")
    async def action_undo(self) -> None:
        """Take back what was done last."""
        if self._undo and await self._undo[-1]():
            self._undo.pop()
            self.refresh_bindings()

    def action_back(self) -> None:
        """Go back to the list."""
        self.dismiss(None)


def _part(store: Duplicates, group: Group) -> None:
    if group.count > MOST_SHOWN and group.value:
        store.let_share(group.value)
    else:
        store.part(group.ids)


def _rejoin(store: Duplicates, group: Group) -> None:
    if group.count > MOST_SHOWN and group.value:
        store.let_share(group.value, is_shared=False)
    else:
        store.rejoin(group.ids)
