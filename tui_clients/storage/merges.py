"""The merges of clients: moves what belongs to one client to another, and back where nobody has changed it since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tui_clients.domain.client import now
from tui_clients.domain.text import one_line, shorten
from tui_clients.storage import noted
from tui_clients.storage.database import Database
from tui_clients.storage.left_over import Left
from tui_clients.storage.moments import moment

BELONGINGS: Mapping[str, tuple[str, str]] = {
    "project": ("projects", "name"),
    "invoice": ("invoices", "number"),
    "contact": ("contacts", "name"),
    "note": ("notes", "text"),
    "document": ("documents", "name"),
}
"""The tables of what belongs to clients, with the word for it and the column by which a reader knows a row."""

_JOURNALS = ("change", "item_step")
MOVED = (*BELONGINGS, *_JOURNALS)
"""The tables whose rows are moved; those of the history have no version."""

# What imports, users and earlier merges did to rows is noted with the version after it: that goes along with a new one.
_NOTES_ALONG = (
    """UPDATE {notes} SET version = version + 1 WHERE kind = '{kind}' AND EXISTS (
        SELECT 1 FROM "{kind}" AS t WHERE t.id = row_id AND t.version = {notes}.version AND {those})""",
    """UPDATE item_step SET version = version + 1 WHERE '{kind}' = 'invoice' AND kind = 'payment' AND EXISTS (
        SELECT 1 FROM payment AS p JOIN invoice AS t ON t.id = p.invoice_id
        WHERE p.id = row_id AND t.version = item_step.version AND {those})""",
)

_LONGEST = 60  # cells of a row's name
_MERGE = 'SELECT id, at, "by", client_id, change_id, undone_at IS NOT NULL FROM client_merge'

# A project and its invoices go back together or not at all, so that no invoice belongs to another client's project.
_STAYING = """
    WITH moved AS (
        SELECT m.kind, m.row_id, m.from_id, t.project_id, t.version = m.version AND t.client_id = ?1 AS is_same
        FROM merge_moved AS m JOIN invoice AS t ON t.id = m.row_id WHERE m.merge_id = ?2 AND m.kind = 'invoice'
        UNION ALL
        SELECT m.kind, m.row_id, m.from_id, t.id, t.version = m.version AND t.client_id = ?1
        FROM merge_moved AS m JOIN project AS t ON t.id = m.row_id WHERE m.merge_id = ?2 AND m.kind = 'project'),
    fixed (project_id) AS (
        SELECT project_id FROM moved WHERE NOT is_same AND project_id IS NOT NULL
        UNION
        SELECT i.project_id FROM invoice AS i JOIN moved AS p ON p.kind = 'project' AND p.row_id = i.project_id
        WHERE NOT EXISTS (SELECT 1 FROM merge_moved AS m
            WHERE m.merge_id = ?2 AND m.kind = 'invoice' AND m.row_id = i.id AND m.from_id = p.from_id)
        UNION
        SELECT i.project_id FROM moved AS i WHERE i.kind = 'invoice' AND i.project_id IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM merge_moved AS m
            WHERE m.merge_id = ?2 AND m.kind = 'project' AND m.row_id = i.project_id AND m.from_id = i.from_id))
    SELECT kind, row_id FROM moved WHERE NOT is_same OR project_id IN (SELECT project_id FROM fixed)"""
_STAYING_ALONE = """SELECT m.kind, m.row_id FROM merge_moved AS m JOIN "{kind}" AS t ON t.id = m.row_id
    WHERE m.merge_id = ?2 AND m.kind = '{kind}' AND NOT (t.version = m.version AND t.client_id = ?1)"""


@dataclass(frozen=True, slots=True)
class Merge:
    """A merge: when, by whom, into which client, and the step of its history that says what changed in it, if any."""

    id: int
    at: datetime
    by: str
    client_id: int
    change_id: int | None
    is_undone: bool


@dataclass(frozen=True, slots=True)
class Gone:
    """A client that a merge put into the trash; `is_there` if it still lies there as it came."""

    id: int
    is_there: bool


def begin(database: Database, client_id: int, by: str) -> int:
    """Record a merge into a client inside the caller's transaction and return its number."""
    statement = 'INSERT INTO client_merge (at, "by", client_id) VALUES (?, ?, ?) RETURNING id'
    return int(database.sql(statement, int(now().timestamp()), by, client_id)[0][0])


def finish(database: Database, merge_id: int, change_id: int | None, gone: Sequence[int]) -> None:
    """Record the step of the history that says what changed, and the clients that went into the trash."""
    database.sql("UPDATE client_merge SET change_id = ? WHERE id = ?", change_id, merge_id)
    for id_ in gone:
        those = "SELECT ?, 'client', id, id, version FROM client WHERE id = ?"
        database.sql(f"INSERT INTO merge_moved {those}", merge_id, id_)


def move(database: Database, merge_id: int, from_id: int, to_id: int) -> dict[str, int]:
    """Move what belongs to a client, its history too, and return how many rows there were of each kind that has any.

    Rows get a new version, so that whoever is about to change them is told.
    """
    counts = {}
    for kind in MOVED:
        version = "0" if kind in _JOURNALS else "version + 1"
        those = f'SELECT ?, ?, id, client_id, {version} FROM "{kind}" WHERE client_id = ?'
        database.sql(f"INSERT INTO merge_moved {those}", merge_id, kind, from_id)
        _assign(database, kind, "t.client_id = ?", "?", to_id, from_id)
        if kind in BELONGINGS:
            count = "SELECT count(*) FROM merge_moved WHERE merge_id = ? AND kind = ? AND from_id = ?"
            ((counts[kind],),) = database.sql(count, merge_id, kind, from_id)
    noted.refresh(database, (from_id, to_id))
    return {kind: count for kind, count in counts.items() if count}


def _assign(database: Database, kind: str, those: str, owner: str, owner_id: int | None, *values: int) -> None:
    """Give rows to a client, with a new version for those that have one."""
    versions = ""
    if kind in BELONGINGS:
        versions = ", version = version + 1"
        for notes in ("import_step", "item_step", "merge_moved"):
            database.sql(_NOTES_ALONG[0].format(notes=notes, kind=kind, those=those), *values)
        database.sql(_NOTES_ALONG[1].format(kind=kind, those=those), *values)
    owners = () if owner_id is None else (owner_id,)
    database.sql(f'UPDATE "{kind}" AS t SET client_id = {owner}{versions} WHERE {those}', *owners, *values)


# -- taking it back ----------------------------------------------------------------------------------


def get(database: Database, merge_id: int) -> Merge | None:
    """Return a merge, or None if there is no such one."""
    return _merge(database.sql(f"{_MERGE} WHERE id = ?", merge_id))


def newest(database: Database, client_id: int) -> Merge | None:
    """Return the newest merge into a client that was not taken back, or None."""
    condition = "client_id = ? AND undone_at IS NULL ORDER BY id DESC LIMIT 1"
    return _merge(database.sql(f"{_MERGE} WHERE {condition}", client_id))


def onwards(database: Database, merge: Merge) -> Merge | None:
    """Return the later merge by which the client of a merge went into another one, or None."""
    condition = """undone_at IS NULL AND id > ? AND id IN (
        SELECT merge_id FROM merge_moved WHERE kind = 'client' AND row_id = ?)"""
    return _merge(database.sql(f"{_MERGE} WHERE {condition}", merge.id, merge.client_id))


def _merge(rows: Sequence[tuple[int, int, str, int, int | None, int]]) -> Merge | None:
    for id_, at, by, client_id, change_id, is_undone in rows:
        return Merge(id_, moment(at), by, client_id, change_id, bool(is_undone))
    return None


def gone(database: Database, merge_id: int) -> list[Gone]:
    """Return the clients that a merge put into the trash."""
    statement = """SELECT c.id, c.deleted_at IS NOT NULL AND c.version = m.version FROM merge_moved AS m
        JOIN client AS c ON c.id = m.row_id WHERE m.merge_id = ? AND m.kind = 'client' ORDER BY c.id"""
    return [Gone(id_, bool(is_there)) for id_, is_there in database.sql(statement, merge_id)]


def move_back(database: Database, merge: Merge) -> list[Left]:
    """Give everything back that was moved and not changed since, and return what stays where it is."""
    left: list[Left] = []
    for statement in (_STAYING, *(_STAYING_ALONE.format(kind=kind) for kind in ("contact", "note", "document"))):
        staying = database.sql(statement, merge.client_id, merge.id)
        for kind, row_id in staying:
            left.append(_left(database, kind, row_id))
            key = "merge_id = ? AND kind = ? AND row_id = ?"
            database.sql(f"DELETE FROM merge_moved WHERE {key}", merge.id, kind, row_id)
    origin = "SELECT m.from_id FROM merge_moved AS m WHERE m.merge_id = {} AND m.kind = '{}' AND m.row_id = t.id"
    for kind in MOVED:
        owner = origin.format(int(merge.id), kind)
        those = f"t.id IN (SELECT row_id FROM merge_moved WHERE merge_id = ? AND kind = '{kind}')"
        _assign(database, kind, those, f"({owner})", None, merge.id)
    noted.refresh(database, (merge.client_id, *(client.id for client in gone(database, merge.id))))
    return left


def _left(database: Database, kind: str, row_id: int) -> Left:
    word, column = BELONGINGS[kind]
    statement = f'SELECT t.{column}, c.name FROM "{kind}" AS t JOIN client AS c ON c.id = t.client_id WHERE t.id = ?'
    ((name, client),) = database.sql(statement, row_id)
    return Left(word, row_id, shorten(one_line(name), _LONGEST), client=client)


def end(database: Database, merge_id: int, by: str) -> None:
    """Record that a merge was taken back; nothing is known any more of what it moved."""
    values = int(now().timestamp()), by, merge_id
    database.sql("UPDATE client_merge SET undone_at = ?, undone_by = ? WHERE id = ?", *values)
    database.sql("DELETE FROM merge_moved WHERE merge_id = ?", merge_id)
