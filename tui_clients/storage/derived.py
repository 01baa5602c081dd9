"""What a client's row holds to be found and sorted by, all of which follows from its other columns."""

from collections.abc import Iterator
from dataclasses import dataclass

from tui_clients.domain.client import Client
from tui_clients.domain.text import sort_key
from tui_clients.storage import noted
from tui_clients.storage.database import Database
from tui_clients.storage.rows import COLUMNS, client_of
from tui_clients.storage.search_text import search_text, tag_text

NAMES = ("sort_name", "sort_company", "search", "tag_text")


@dataclass(frozen=True, slots=True)
class Stale:
    """A client whose derived texts are not what they should be, and what these are, as `NAMES` has them."""

    id: int
    version: int
    texts: tuple[str, ...]


def stale(database: Database, after: int, up_to: int) -> Iterator[Stale]:
    """Yield the clients with ids behind `after` and up to `up_to`, also in the trash, whose texts are out of date."""
    columns = ", ".join(COLUMNS)
    rows = database.sql(f"SELECT id, {columns} FROM client WHERE id > ? AND id <= ?", after, up_to)
    points = _points(database, after, up_to)
    notes = dict(noted.texts(database, after, up_to))
    for id_, *values in rows:
        row = dict(zip(COLUMNS, values, strict=True), id=id_)
        texts = _texts(client_of(row, ("", ""), None, points.get(id_, ())), notes.get(id_, ""))
        if texts != tuple(row[name] for name in NAMES):
            yield Stale(id_, row["version"], texts)


def refresh(database: Database, after: int, up_to: int) -> None:
    """Make the texts of these clients anew, inside the caller's transaction."""
    assignments = ", ".join(f"{name} = ?" for name in NAMES)
    for client in stale(database, after, up_to):
        database.sql(f"UPDATE client SET {assignments} WHERE id = ?", *client.texts, client.id)


def _texts(client: Client, notes: str) -> tuple[str, ...]:
    return sort_key(client.name), sort_key(client.company_name), search_text(client) + notes, tag_text(client.tags)


def _points(database: Database, after: int, up_to: int) -> dict[int, list[tuple[str, str, str]]]:
    statement = """SELECT client_id, kind, label, value FROM contact_point
        WHERE client_id > ? AND client_id <= ? ORDER BY client_id, kind, position"""
    found: dict[int, list[tuple[str, str, str]]] = {}
    for id_, *point in database.sql(statement, after, up_to):
        found.setdefault(id_, []).append((point[0], point[1], point[2]))
    return found
