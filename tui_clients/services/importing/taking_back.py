"""Takes back what others have seen already of an import that did not come to its end; knows no file.

Each chunk has a transaction of its own, and others write in between: who is killed here goes on the next time. Nothing
of the import is left, not even in the trash or the history, but for what others have changed since.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from tui_clients.errors import N_, Canceled, DatabaseRefused, UserError
from tui_clients.services.progress import Listener, Progress, Watch, never, nobody
from tui_clients.services.reverting import restore
from tui_clients.storage import client_steps, interrupted, reverting
from tui_clients.storage.client_steps import Fates
from tui_clients.storage.database import Database
from tui_clients.storage.giving_way import GivingWay, giving_way
from tui_clients.storage.imports import Imports
from tui_clients.storage.lock_file import IMPORTING, LockFile
from tui_clients.storage.reverting import Chunk

Some = TypeVar("Some", Chunk, Fates)
"""Some rows and what becomes of them: belongings, or clients."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """An import that was interrupted, by the name of its file, and how many rows of it stayed."""

    source: str
    left: int


def take_back_interrupted(
    database: Database, by: str, progress: Listener = nobody, is_canceled: Callable[[], bool] = never
) -> list[TakenBack]:
    """Take back the imports that were killed; where another process does that already, leave it to that one.

    It may be stopped by `Canceled`, and goes on the next time.
    """
    if not interrupted.interrupted(database):
        return []
    with LockFile(database.path, IMPORTING).held(alone=True) as is_alone, giving_way(database) as way:
        if not is_alone:
            return []
        found = interrupted.unfinished(database)  # another process may have been faster
        left = take_back(database, [each.id for each in found], by, way, Watch(progress, is_canceled))
    return [TakenBack(each.source, count) for each, count in zip(found, left, strict=True)]


@contextmanager
def whole_or_not_at_all(
    database: Database, by: str, way: GivingWay, import_ids: Sequence[int], progress: Listener
) -> Iterator[None]:
    """Take back the imports that were begun inside, should they not come to their end, where others saw a part."""
    try:
        yield
    except BaseException as error:
        if not way.has_shown:
            raise
        try:
            own = [each.id for each in interrupted.unfinished(database) if each.id in import_ids]
            left = sum(take_back(database, own, by, way, Watch(progress)))
        except DatabaseRefused as refused:
            raise _told(error, _LATER) from refused
        if left:
            raise _told(error, _CANCELED if isinstance(error, Canceled) else _STOPPED, left) from error
        raise


_LATER = N_("{reason} What was imported so far is taken back when the database is opened the next time.")
_STOPPED = N_("{reason} Rows that stay, since others have changed them meanwhile: {count}.")
_CANCELED = N_("Canceled. Rows that stay, since others have changed them meanwhile: {count}.")


def _told(error: BaseException, sentence: str, count: int = 0) -> BaseException:
    """Return the error that ended an import with what is to be said besides."""
    if not isinstance(error, UserError):
        return error
    told = UserError(sentence, reason=error, count=count)
    told.exit_code = error.exit_code
    return told


def take_back(database: Database, import_ids: Sequence[int], by: str, way: GivingWay, watch: Watch) -> list[int]:
    """Take unfinished imports back, given the latest first, and return how many rows of each stayed."""
    interrupted.merge_as_usual(database)
    left = [_Task(database, import_id, by, way, watch).run() for import_id in import_ids]
    interrupted.make_indexes(database)
    with database.transaction():
        for import_id, count in zip(import_ids, left, strict=True):
            interrupted.remove_categories(database, import_id)
            Imports(database).forget(import_id, by, count)
    return left


class _Task:
    """One import that is taken back, a chunk of rows after the other."""

    def __init__(self, database: Database, import_id: int, by: str, way: GivingWay, watch: Watch) -> None:
        self._database = database
        self._import_id = import_id
        self._by = by
        self._way = way
        self._watch = watch
        self._total = reverting.count(database, import_id) + client_steps.count(database, import_id)
        self._done = self._left = 0

    def run(self) -> int:
        """Take it back, belongings first, and return how many rows stay."""
        belongings = reverting.belongings(self._database, self._import_id)
        while self._has_next(belongings, lambda _chunk: None):
            pass
        clients = client_steps.fates(self._database, self._import_id)
        while self._has_next(clients, self._take_back):
            pass
        return self._left

    def _has_next(self, chunks: Iterator[Some], take_back: Callable[[Some], None]) -> bool:
        """Do the next chunk, unless there is none, and let others write."""
        with self._database.transaction():
            chunk = next(chunks, None)
            if chunk is None:
                return False
            take_back(chunk)
        self._left += len(chunk.left)
        self._done += chunk.seen
        self._watch.check(Progress(min(self._done, self._total), self._total))
        self._way.stand_aside()
        return True

    def _take_back(self, fates: Fates) -> None:
        database = self._database
        interrupted.remove_clients(database, fates.to_trash)
        restore(database, self._import_id, fates.to_restore, self._by)
        interrupted.forget_changes(database, self._import_id, fates.to_restore)
