"""Takes an import back: whole or not at all, but for the rows that were changed since; knows no screen.

What it created goes away, clients into the trash; what it changed is again what it was before. Everything happens
inside one transaction, which holds the write lock from its beginning. Memory holds one chunk of rows.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain, islice

from tui_clients.domain.client import now
from tui_clients.domain.record import with_texts
from tui_clients.errors import N_, UsageError
from tui_clients.services.progress import Listener, Progress, Watch, never, nobody
from tui_clients.storage import client_steps, history, reverting
from tui_clients.storage.client_steps import REVERTED
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database
from tui_clients.storage.imports import ImportRun, Imports
from tui_clients.storage.left_over import Left
from tui_clients.storage.reverting import Chunk

KEPT = 1000
"""Rows left that an outcome lists; all are counted."""

_AT_ONCE = 20
"""Clients that are restored together, each with its history and picture."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the rows of an import, the first one of several; `left` are the first `KEPT` of `left_count`."""

    run: ImportRun
    is_dry_run: bool
    removed: int
    restored: int
    left_count: int
    left: tuple[Left, ...]


class _Undone(Exception):
    """Ends the transaction of a dry run."""


def revert(
    database: Database,
    import_id: int,
    by: str,
    *,
    is_dry_run: bool = False,
    progress: Listener = nobody,
    is_canceled: Callable[[], bool] = never,
) -> Outcome:
    """Take an import back and return what became of its rows.

    One of which rows were left before may be taken back again: what stood in the way may be gone. A dry run does
    everything and takes it back. Raises `UsageError` for an import that is unknown or was taken back,
    `Canceled` if the user stopped; then nothing was changed.
    """
    with suppress(_Undone), database.transaction():
        run = _run(database, import_id)
        task = _Task(database, import_id, by, Watch(progress, is_canceled))
        task.belongings()
        task.clients()
        Imports(database).mark_reverted(import_id, by, task.left_count)
        task.finish()
        if is_dry_run:
            raise _Undone
    return Outcome(run, is_dry_run, task.removed, task.restored, task.left_count, tuple(task.left))


def revert_all(
    database: Database,
    import_ids: Iterable[int],
    by: str,
    *,
    progress: Listener = nobody,
    is_canceled: Callable[[], bool] = never,
) -> Outcome:
    """Take several imports back, the latest one first, and return what became of all their rows; all or none."""
    with database.transaction():
        latest_first = sorted(import_ids, reverse=True)
        came = [revert(database, id_, by, progress=progress, is_canceled=is_canceled) for id_ in latest_first]
    return Outcome(
        came[-1].run,
        False,
        sum(each.removed for each in came),
        sum(each.restored for each in came),
        sum(each.left_count for each in came),
        tuple(islice(chain.from_iterable(each.left for each in came), KEPT)),
    )


def _run(database: Database, import_id: int) -> ImportRun:
    run = Imports(database).get(import_id)
    if run is None:
        raise UsageError(N_("There is no import {id}. “tui-clients imports” shows the numbers."), id=import_id)
    if run.is_taken_back:
        raise UsageError(N_("Import {id} was taken back already, by {by}."), id=import_id, by=run.reverted_by)
    if not run.is_finished:
        raise UsageError(N_("Import {id} is not finished. It can be taken back when it is."), id=import_id)
    if run.target != "clients" and not run.has_steps:
        message = N_(
            "Import {id} was run by an older version, which did not note what it did: it cannot be taken back."
        )
        raise UsageError(message, id=import_id)
    return run


def restore(database: Database, import_id: int, ids: Sequence[int], by: str) -> None:
    """Give clients the values that they had before an import, inside the caller's transaction."""
    clients = Clients(database)
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        before = client_steps.values_before(database, import_id, some)
        pairs = [(client, with_texts(client, before[client.id])) for client in clients.get_stored(some)]
        clients.update_many(pairs, by, action=REVERTED, import_id=import_id)


@dataclass(slots=True)
class _Task:
    """An import that is being taken back: what is done so far."""

    database: Database
    import_id: int
    by: str
    watch: Watch
    removed: int = 0
    restored: int = 0
    left_count: int = 0
    left: list[Left] = field(default_factory=list)
    done: int = 0
    total: int = 0

    def __post_init__(self) -> None:
        """Count what there is to do."""
        counts = reverting.count(self.database, self.import_id), client_steps.count(self.database, self.import_id)
        self.total = sum(counts)
        self.watch.check(Progress(0, self.total))

    def belongings(self) -> None:
        """Take back what was done to projects, invoices, contacts and notes."""
        for chunk in reverting.belongings(self.database, self.import_id):
            self._record(chunk)
            self._count(chunk.seen, chunk.removed, chunk.restored, chunk.left)

    def _record(self, chunk: Chunk) -> None:
        at = now()
        entries = [history.entry(id_, at, self.by, REVERTED, texts, self.import_id)
                   for id_, texts in chunk.texts.items()]  # fmt: skip
        history.record(self.database, entries)

    def clients(self) -> None:
        """Take back what was done to clients; one that was created stays if it has got belongings."""
        clients = Clients(self.database)
        for fates in client_steps.fates(self.database, self.import_id):
            clients.delete(fates.to_trash, self.by, action=REVERTED, import_id=self.import_id)
            restore(self.database, self.import_id, fates.to_restore, self.by)
            self._count(fates.seen, len(fates.to_trash), len(fates.to_restore), fates.left)

    def _count(self, seen: int, removed: int, restored: int, left: Sequence[Left]) -> None:
        self.removed += removed
        self.restored += restored
        self.left_count += len(left)
        self.left += left[: KEPT - len(self.left)]
        self.done += seen
        self.watch.check(Progress(min(self.done, self.total), self.total))

    def finish(self) -> None:
        """Ask the user a last time, while all can still be as it was."""
        self.watch.check(Progress(self.total, self.total))
