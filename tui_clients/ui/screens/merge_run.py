"""Leads through merging clients, and takes a merge back: for the screens from which that is done."""

from collections.abc import Sequence
from typing import Any

from tui_clients.i18n import _
from tui_clients.services import merging
from tui_clients.services.merging import Merged, Undone
from tui_clients.storage import merges
from tui_clients.ui import merge_words, revert_words, show
from tui_clients.ui.screens.base import OurScreen
from tui_clients.ui.screens.bulk_run import carry_out
from tui_clients.ui.screens.confirm import Confirm
from tui_clients.ui.screens.merge_screen import MOST, MergeScreen

_NAMED = 8  # entries that were left, which are told


async def merge(screen: OurScreen[Any], ids: Sequence[int]) -> Merged | None:
    """Show clients side by side and merge them as the user has it; None if they were not. Called by a worker."""
    if len(ids) < 2:
        screen.app.notify(_("Mark two or more clients with the space bar, then merge them."), markup=False)
        return None
    if len(ids) > MOST:
        sentence = _("{count} clients at a time can be merged at the most.")
        screen.app.notify(sentence.format(count=show.number(MOST)), markup=False)
        return None
    clients = await screen.read(screen.stores.clients.get_many, list(ids))
    if clients is None:
        return None
    if len(clients) < 2:
        screen.app.notify(_("These clients were deleted or merged in the meantime."), markup=False)
        return None
    return await screen.app.push_screen_wait(MergeScreen(clients))


async def undo(screen: OurScreen[Any], merge_id: int) -> Undone | None:
    """Take a merge back and say what came of it; None if that was refused. Called by a worker."""
    database, by = screen.stores.database, screen.clients_app.user
    undone = await carry_out(screen, _("Taking the merge back"), lambda *_: merging.undo(database, merge_id, by))
    if undone is None:
        return None
    if undone.left:
        rows = [": ".join(part for part in revert_words.left(left) if part) for left in undone.left[:_NAMED]]
        rest = len(undone.left) - len(rows)
        lines = [merge_words.undone(undone), "", *rows, *([revert_words.more(rest)] if rest else [])]
        await screen.app.push_screen_wait(Confirm("\n".join(lines), [("close", _("Close"))]))
    else:
        screen.app.notify(merge_words.undone(undone), markup=False)
    return undone


async def undo_last(screen: OurScreen[Any], client_id: int) -> Undone | None:
    """Ask whether the last merge into a client is to be taken back, and do it. Called by a worker."""
    database = screen.stores.database
    merge = await screen.read(merges.newest, database, client_id)
    if merge is None:
        screen.app.notify(_("No client was merged into this one."), markup=False)
        return None
    gone = await screen.read(lambda: screen.stores.clients.get_stored([c.id for c in merges.gone(database, merge.id)]))
    answers = [("undo", _("Take back")), ("keep", _("Keep"))]
    question = merge_words.undo_question(merge, gone or [])
    if await screen.app.push_screen_wait(Confirm(question, answers, "keep")) != "undo":
        return None
    return await undo(screen, merge.id)
