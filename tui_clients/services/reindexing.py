"""Makes anew what follows from other rows: the search index, all of it or what a former run left, and what is open."""

from collections.abc import Callable
from functools import partial

from tui_clients.errors import IndexDamaged
from tui_clients.services.progress import Listener, Progress, Watch, never, nobody
from tui_clients.storage import derived, interrupted, open_invoices, search_index
from tui_clients.storage.database import Database
from tui_clients.storage.lock_file import IMPORTING, LockFile


def rebuild(
    database: Database,
    progress: Listener = nobody,
    is_canceled: Callable[[], bool] = never,
    *,
    is_afresh: bool = False,
) -> None:
    """Bring the search index, and the texts it is made of, from where it stands to the last client.

    It may be interrupted, run in several processes at once and while others write: what is done is kept, and the
    list finds clients meanwhile. What there is of an index is thrown away if it is damaged, or if `is_afresh`.
    """
    watch = Watch(progress, is_canceled)
    if is_afresh:
        search_index.discard(database)
    try:
        _build(database, watch)
    except IndexDamaged:
        search_index.discard(database)
        _build(database, watch)


def _build(database: Database, watch: Watch) -> None:
    def tell(reached: int, highest: int) -> None:
        watch.check(Progress(reached, highest))

    search_index.build(database, partial(derived.refresh, database), tell)


def sum_up(database: Database, progress: Listener = nobody) -> None:
    """Make the index of open invoices, where it is missing, and the sums it is made of; others can write meanwhile."""
    watch = Watch(progress, never)
    open_invoices.rebuild(database, lambda reached, highest: watch.check(Progress(reached, highest)))


def make_indexes(database: Database) -> None:
    """Make the indexes of the list that are missing, unless an import has put them off."""
    if not LockFile(database.path, IMPORTING).is_held():
        interrupted.make_indexes(database)
