"""Makes one client of several, and takes that back: whole or not at all; knows no screen.

The first client stays. The others go into the trash, where they keep what they said; their projects, invoices,
contacts, notes, documents and histories go to the one that stays. One transaction holds the write lock from its
beginning, and in it the clients must still be as the user saw them.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from tui_clients.domain.client import Client, now
from tui_clients.domain.fields import by_name
from tui_clients.domain.record import to_text, with_texts
from tui_clients.domain.uniting import Picks, given_way, united
from tui_clients.errors import N_, EditConflict, UsageError
from tui_clients.services.progress import Listener, Progress, Watch, never, nobody
from tui_clients.storage import history, merges
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database
from tui_clients.storage.left_over import Left
from tui_clients.storage.merges import Merge

MERGED, ABSORBED, MERGED_INTO, UNMERGED = "merged", "absorbed", "merged_into", "unmerged"
"""What the history calls: what changed in the client that stayed, each client that it took in and what of that one gave
way, where the other one went, and that it was taken back."""

OTHER = "other_client"
"""The word in the history before the name of the other client."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of it: the client that stayed as it is stored, the others, and how much was moved by kind."""

    merge_id: int
    client: Client
    others: tuple[Client, ...]
    moved: Mapping[str, int]
    is_dry_run: bool


@dataclass(frozen=True, slots=True)
class Undone:
    """What became of a merge that was taken back: the clients that came back, and what stayed since it was changed."""

    merge: Merge
    client: Client
    restored: tuple[int, ...]
    left: tuple[Left, ...]


class _DryRun(Exception):
    """Ends the transaction of a dry run."""


def merge(
    database: Database,
    clients: Sequence[Client],
    by: str,
    picks: Picks | None = None,
    *,
    is_dry_run: bool = False,
    progress: Listener = nobody,
    is_canceled: Callable[[], bool] = never,
) -> Merged:
    """Make one client of several, given as the user saw them; the first stays, `picks` says whose values stand.

    A dry run does everything and takes it back. Raises `EditConflict` if somebody changed or deleted one of them
    since, `Canceled` if the user stopped; then nothing was changed.
    """
    if len({client.id for client in clients}) < max(2, len(clients)):
        raise UsageError(N_("Name two or more different clients to merge."))
    watch = Watch(progress, is_canceled)
    with suppress(_DryRun), database.transaction():
        present = _unchanged(Clients(database), clients)
        merged = _merge(database, present, by, picks or {}, watch)
        merged = replace(merged, is_dry_run=is_dry_run)
        if is_dry_run:
            raise _DryRun
    return merged


def _unchanged(store: Clients, clients: Sequence[Client]) -> list[Client]:
    """Return the clients as they are, which must be as the user saw them."""
    present = {client.id: client for client in store.get_many([client.id for client in clients])}
    for seen in clients:
        current = present.get(seen.id)
        if current is None:
            message = N_("{name} was deleted by somebody else. Nothing was merged.")
            raise EditConflict(message, None, name=seen.name)
        if current.version != seen.version:
            message = N_("{name} was changed by {by} in the meantime. Nothing was merged; look at it again.")
            raise EditConflict(message, current, name=current.name, by=current.updated_by)
    return [present[client.id] for client in clients]


def _merge(database: Database, clients: Sequence[Client], by: str, picks: Picks, watch: Watch) -> Merged:
    store, (kept, *others) = Clients(database), clients
    made = united(clients, picks)
    merge_id = merges.begin(database, kept.id, by)
    moved: dict[str, int] = {}
    for done, other in enumerate(others):
        watch.check(Progress(done, len(others)))
        for kind, count in merges.move(database, merge_id, other.id, kept.id).items():
            moved[kind] = moved.get(kind, 0) + count
    changed = store.update_many([(kept, made)], by, action=MERGED)
    step = history.last_of(database, kept.id) if changed else None
    stored = changed[0] if changed else kept
    entries = [
        history.entry(kept.id, now(), by, ABSORBED, {OTHER: (_named(other), ""), **given_way(other, made)})
        for other in others
    ]
    history.record(database, entries)
    store.delete([other.id for other in others], by, action=MERGED_INTO, other_client=("", _named(stored)))
    merges.finish(database, merge_id, step, [other.id for other in others])
    watch.check(Progress(len(others), len(others)))
    return Merged(merge_id, stored, tuple(others), moved, is_dry_run=False)


def _named(client: Client) -> str:
    return f"{client.name} ({client.id})"


# -- taking it back ----------------------------------------------------------------------------------


def undo(database: Database, merge_id: int, by: str) -> Undone:
    """Take a merge back and return what became of it; what was changed since is left as it is.

    The others come out of the trash with what belonged to them, and the client that stayed has its values again.
    Raises `UsageError` if it was taken back already, or the client went into another one since.
    """
    with database.transaction():
        merge = _undoable(database, merge_id)
        restored = tuple(gone.id for gone in merges.gone(database, merge.id) if gone.is_there)
        left = merges.move_back(database, merge)
        store = Clients(database)
        store.restore(restored, by, action=UNMERGED)
        (kept,) = store.get_stored([merge.client_id])
        wanted, changed_since = _as_before(kept, history.changes_of(database, merge.change_id))
        if changed_since:
            left.append(Left("clients", kept.id, wanted.name, changed_since, kept.updated_by, kept.updated_at))
        changed = store.update_many([(kept, wanted)], by, action=UNMERGED)
        if not changed:
            history.record(database, [history.entry(kept.id, now(), by, UNMERGED)])
        merges.end(database, merge.id, by)
    return Undone(merge, changed[0] if changed else kept, restored, tuple(left))


def _undoable(database: Database, merge_id: int) -> Merge:
    merge = merges.get(database, merge_id)
    if merge is None or merge.is_undone:
        raise UsageError(N_("This merge was taken back already."))
    if onwards := merges.onwards(database, merge):
        names = Clients(database).get_stored([onwards.client_id])
        message = N_("This client was merged into {name} since: take that merge back first.")
        raise UsageError(message, name=_named(names[0]))
    return merge


def _as_before(client: Client, changes: Mapping[str, tuple[str, str]]) -> tuple[Client, tuple[str, ...]]:
    """Return a client with what a step changed as it was before, and the fields that were changed since."""
    since = tuple(
        name for name, (_before, after) in changes.items() if to_text(by_name()[name], getattr(client, name)) != after
    )
    texts = {name: before for name, (before, _after) in changes.items() if name not in since}
    return with_texts(client, texts), since
