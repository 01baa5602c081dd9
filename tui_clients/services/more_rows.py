"""Keeps the rows of what a client has several of, and knows which were taken away."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tui_clients.domain import more
from tui_clients.domain.client import Client
from tui_clients.domain.more import More
from tui_clients.domain.record import from_record
from tui_clients.errors import N_, Refused
from tui_clients.storage import history
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database


def put(database: Database, client_id: int, before: More | None, after: More | None, by: str) -> More:
    """Store a row in the place of another, and return it with the place it has now; a row taken away as it was.

    None for `before` adds a row, None for `after` takes one away. Refused where the client or the row before is gone.
    """
    clients = Clients(database)
    with database.transaction():
        client = clients.get(client_id)
        if client is None:
            raise Refused(N_("This client was deleted in the meantime."))
        changed = more.with_row(client, before, after)
        clients.update(changed, by)
    rows = more.rows_of(changed)
    found = next((row for row in rows if after is not None and replace(row, id=after.id) == after), None)
    return found or before or rows[0]


@dataclass(frozen=True, slots=True)
class Taken:
    """A row that was taken away from a client; `id` tells it from the others."""

    id: int
    row: More
    at: datetime | None
    by: str


def taken_away(database: Database, client_id: int) -> Sequence[Taken]:
    """Return the rows that a client no longer has, the one taken away last first; those that were changed are none."""
    client = Clients(database).get(client_id)
    if client is None:
        return ()
    found: list[Taken] = []
    known = more.rows_of(client)
    for change in history.of_client(database, client_id):
        for row in _gone(change.fields):
            if not any(more.is_same(row, other) for other in known):
                known.append(row)
                found.append(Taken(len(found) + 1, row, change.at, change.by))
    return found


def _gone(fields: Mapping[str, tuple[str, str]]) -> Iterator[More]:
    """Yield the rows that a step of the history took away, each step of one row alone being a change of it."""
    for kind in more.FIELDS.keys() & fields:
        before, after = (more.rows_of(_client(kind, text)) for text in fields[kind])
        lost = [row for row in before if not any(more.is_same(row, other) for other in after)]
        if len(before) > len(after):
            yield from lost


def _client(kind: str, text: str) -> Client:
    return from_record({kind: text})[0]
