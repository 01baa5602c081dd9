"""Makes the search index: all of it anew, or what a former run left to do."""

from collections.abc import Callable
from functools import partial

from tui_clients.errors import IndexDamaged
from tui_clients.services.progress import Listener, Progress, Watch, never, nobody
from tui_clients.storage import derived, search_index
from tui_clients.storage.database import Database


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
