"""Changes all clients a query finds, or puts them into the trash: whole or not at all; knows no screen.

Everything is found, read and written inside one transaction, which holds the write lock from its beginning: nobody
else's change can come between reading a client and writing it. Memory holds the ids and one chunk of clients.
"""

from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import reduce

from tui_clients.domain.choices import ClientStatus
from tui_clients.domain.client import Client
from tui_clients.domain.fields import by_name
from tui_clients.domain.query import Query, Sort
from tui_clients.domain.record import from_record, to_text
from tui_clients.domain.text import fold, one_line, storable
from tui_clients.errors import N_, UsageError
from tui_clients.services.automatic import AutomaticBackups
from tui_clients.services.progress import Listener, Progress, Watch, never, nobody
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database
from tui_clients.storage.kept import Reason

_CHUNK = 500
_AS_STORED = Sort("created_at")
"""An order in which neighbours share pages of the file."""

Edit = Callable[[Client], Client]
"""What is to be done to a client; one that is so already comes back as it is."""


@dataclass(frozen=True, slots=True)
class SetCategory:
    """Give a client a category.

    A `sub_category` of None stays where the category was that one already, and is emptied where it was another.
    """

    category: str
    sub_category: str | None = None

    def __call__(self, client: Client) -> Client:
        """Return the client in the category."""
        if self.sub_category is not None:
            return replace(client, category=self.category, sub_category=self.sub_category)
        if client.category == self.category and (self.category or not client.sub_category):
            return client
        return replace(client, category=self.category, sub_category="")


@dataclass(frozen=True, slots=True)
class AddTag:
    """Give a client a tag; one that differs only in case and accents is the same."""

    tag: str

    def __call__(self, client: Client) -> Client:
        """Return the client with the tag."""
        if _folded(self.tag) in map(_folded, client.tags):
            return client
        return replace(client, tags=(*client.tags, self.tag))


@dataclass(frozen=True, slots=True)
class RemoveTag:
    """Take a tag from a client, however it is written."""

    tag: str

    def __call__(self, client: Client) -> Client:
        """Return the client without the tag."""
        unwanted = _folded(self.tag)
        return replace(client, tags=tuple(tag for tag in client.tags if _folded(tag) != unwanted))


@dataclass(frozen=True, slots=True)
class SetStatus:
    """Make a client active or inactive."""

    status: ClientStatus

    def __call__(self, client: Client) -> Client:
        """Return the client with the status."""
        return replace(client, status=self.status)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the clients found: changed, so already, or left as they are since a field would be too long."""

    found: int
    changed: int
    rejected: int = 0

    @property
    def unchanged(self) -> int:
        """Return how many were so already."""
        return self.found - self.changed - self.rejected


def category_of(text: str, existing: Sequence[tuple[str, str]]) -> SetCategory:
    """Read "Category" or "Category/Sub-category"; a slash that is part of an existing name parts nothing."""
    for category, sub_category in existing:
        if text and text == category:
            return SetCategory(category)
        if sub_category and text == f"{category}/{sub_category}":
            return SetCategory(category, sub_category)
    category, separator, sub_category = (one_line(storable(part)) for part in text.partition("/"))
    edit = SetCategory(category, sub_category if separator else None)
    for name in ("category", "sub_category"):
        longest = by_name()[name].max_length
        if len(getattr(edit, name) or "") > longest:
            raise UsageError(N_("A category has {longest} characters at most."), longest=longest)
    return edit


def tags_of(text: str) -> tuple[str, ...]:
    """Return the tags in a text, which stand between commas or semicolons; raise `UsageError` where there is none."""
    tags = from_record({"tags": text})[0].tags
    if not tags:
        raise UsageError(N_("A tag needs a name."))
    return tags


def change(
    database: Database,
    query: Query,
    edits: Sequence[Edit],
    by: str,
    *,
    is_dry_run: bool = False,
    progress: Listener = nobody,
    is_canceled: Callable[[], bool] = never,
) -> Outcome:
    """Do all `edits`, in their order, to every client a query finds, and return what became of them.

    A client that is so already gets no entry in the history; one in which a field would become too long stays as it
    is, whole. A dry run counts and locks nothing. Raises `Canceled` if the user stopped; then nothing was changed.
    """
    clients, watch = Clients(database), Watch(progress, is_canceled)
    changed = rejected = 0
    with nullcontext() if is_dry_run else database.transaction():
        ids = _find(clients, query)
        for chunk in _chunks(ids, watch):
            pairs, too_long = _pairs(clients.get_many(chunk), edits)
            rejected += too_long
            changed += len(pairs) if is_dry_run else len(clients.update_many(pairs, by))
            del pairs  # not two portions at a time
    return Outcome(len(ids), changed, rejected)


def delete(
    database: Database,
    query: Query,
    by: str,
    *,
    backups: AutomaticBackups | None = None,
    progress: Listener = nobody,
    is_canceled: Callable[[], bool] = never,
) -> "array[int]":
    """Put every client a query finds into the trash and return their ids, which `restore` takes.

    Where they are many, a copy of the database is made before that, as `backups` has it.
    """
    clients, watch = Clients(database), Watch(progress, is_canceled)
    if backups and backups.is_due(deleted=clients.count(query)):
        backups.make(Reason.DELETION, watch)
    with database.transaction():
        ids = _find(clients, query)
        for chunk in _chunks(ids, watch):
            clients.delete(chunk, by)
    return ids


def restore(
    database: Database,
    ids: Sequence[int],
    by: str,
    *,
    progress: Listener = nobody,
    is_canceled: Callable[[], bool] = never,
) -> int:
    """Take clients out of the trash and return how many there were."""
    clients, watch = Clients(database), Watch(progress, is_canceled)
    with database.transaction():
        return sum(clients.restore(chunk, by) for chunk in _chunks(ids, watch))


def _find(clients: Clients, query: Query) -> "array[int]":
    return clients.find(replace(query, sort=_AS_STORED))


def _chunks(ids: Sequence[int], watch: Watch) -> Iterator[Sequence[int]]:
    """Yield the ids in portions; the user is asked before each, and at the end, while all can still be taken back."""
    for start in range(0, len(ids), _CHUNK):
        watch.check(Progress(start, len(ids)))
        yield ids[start : start + _CHUNK]
    watch.check(Progress(len(ids), len(ids)))


def _pairs(clients: Sequence[Client], edits: Sequence[Edit]) -> tuple[list[tuple[Client, Client]], int]:
    """Return those clients that change, before and after, and the number of those that would become too long."""
    every = [(client, reduce(lambda edited, edit: edit(edited), edits, client)) for client in clients]
    changed = [(before, after) for before, after in every if before != after]
    sound = [pair for pair in changed if not _is_too_long(*pair)]
    return sound, len(changed) - len(sound)


def _is_too_long(before: Client, after: Client) -> bool:
    """Whether the tags have grown beyond what the field holds; tags that were too long before may get shorter."""
    if before.tags == after.tags:
        return False
    field = by_name()["tags"]
    length = len(to_text(field, after.tags))
    return length > field.max_length and length > len(to_text(field, before.tags))


def _folded(tag: str) -> str:
    return fold(tag).strip()
