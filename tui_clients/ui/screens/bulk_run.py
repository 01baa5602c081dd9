"""Carries out what is to be done to many clients, with progress and the way to stop it, and says what came of it."""

from array import array
from collections.abc import Sequence
from typing import Any, TypeVar

from tui_clients.domain.query import Query
from tui_clients.errors import Canceled, UserError
from tui_clients.i18n import _, ngettext
from tui_clients.services import bulk
from tui_clients.services.bulk import Edit, Outcome
from tui_clients.ui import bulk_words, show, words
from tui_clients.ui.screens.base import OurScreen
from tui_clients.ui.screens.progress_dialog import ProgressDialog, Task

Answer = TypeVar("Answer")


async def change(screen: OurScreen[Any], query: Query, edits: Sequence[Edit]) -> Outcome | None:
    """Change the clients a query finds and say so; None where it was stopped or refused. Called by a worker."""
    database, by = screen.stores.database, screen.clients_app.user
    outcome = await carry_out(
        screen,
        _("Changing clients"),
        lambda progress, is_canceled: bulk.change(
            database, query, edits, by, progress=progress, is_canceled=is_canceled
        ),
    )
    if outcome is not None:
        _tell(screen, bulk_words.outcome(outcome))
    return outcome


async def delete(screen: OurScreen[Any], query: Query) -> "array[int] | None":
    """Put the clients a query finds into the trash, say so, and return their ids; None where nothing was done."""
    backups, by = screen.clients_app.backups(), screen.clients_app.user
    gone = await carry_out(
        screen,
        _("Putting clients into the trash"),
        lambda progress, is_canceled: bulk.delete(
            backups.database, query, by, backups=backups, progress=progress, is_canceled=is_canceled
        ),
    )
    if gone is not None:
        sentence = ngettext(
            "{count} client is in the trash. u takes it back.",
            "{count} clients are in the trash. u takes them back.",
            len(gone),
        )
        _tell(screen, sentence.format(count=show.number(len(gone))) if gone else _("No client was found."))
    return gone


async def restore(screen: OurScreen[Any], ids: Sequence[int]) -> int | None:
    """Take clients out of the trash, say so, and return how many there were; None where nothing was done."""
    database, by = screen.stores.database, screen.clients_app.user
    back = await carry_out(
        screen,
        _("Taking clients out of the trash"),
        lambda progress, is_canceled: bulk.restore(database, ids, by, progress=progress, is_canceled=is_canceled),
    )
    if back is not None:
        sentence = ngettext("{count} client is back.", "{count} clients are back.", back)
        _tell(screen, sentence.format(count=show.number(back)))
    return back


async def carry_out(screen: OurScreen[Any], title: str, task: Task[Answer]) -> Answer | None:
    """Do a long task with progress and the way to stop it; None where it was stopped or refused, which is said."""
    outcome = await screen.app.push_screen_wait(ProgressDialog(title, task))
    if isinstance(outcome, Canceled):
        _tell(screen, words.sentence(outcome))
    elif isinstance(outcome, UserError):
        screen.tell(outcome)
    else:
        return outcome
    return None


def _tell(screen: OurScreen[Any], sentence: str) -> None:
    screen.app.notify(sentence, markup=False)
