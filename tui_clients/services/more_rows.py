"""Keeps the rows of what a client has several of."""

from dataclasses import replace

from tui_clients.domain import more
from tui_clients.domain.more import More
from tui_clients.errors import N_, Refused
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
