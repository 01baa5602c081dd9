"""Imports of which others saw a part and that were killed: which there are, and how their last traces go away."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from tui_clients.storage import client_indexes, search_index
from tui_clients.storage.database import Database
from tui_clients.storage.lock_file import IMPORTING, LockFile

_UNFINISHED = "SELECT id, source FROM import_run WHERE counts = '' AND reverted_at IS NULL ORDER BY id DESC"
_THOSE = "IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class Unfinished:
    """An import that is not finished: its id and the name of its file."""

    id: int
    source: str


def interrupted(database: Database) -> list[Unfinished]:
    """Return the imports that are not finished and that nobody carries on, the latest first; seldom there are any."""
    found = unfinished(database)
    return [] if found and LockFile(database.path, IMPORTING).is_held() else found


def unfinished(database: Database) -> list[Unfinished]:
    """Return the imports that are not finished, the latest first."""
    return [Unfinished(*row) for row in database.sql(_UNFINISHED)]


def remove_clients(database: Database, ids: Sequence[int]) -> None:
    """Remove clients that an import has created, for good and with their history, inside the caller's transaction."""
    those = json.dumps(list(ids))
    database.sql(f"DELETE FROM import_step WHERE kind = 'client' AND row_id {_THOSE}", those)
    database.sql(f"DELETE FROM client WHERE id {_THOSE}", those)


def forget_changes(database: Database, import_id: int, ids: Sequence[int]) -> None:
    """Let clients that are again as they were before an import say so, inside the caller's transaction.

    Their version stays a new one, so that who has read them meanwhile is told.
    """
    those = json.dumps(list(ids))
    first = """SELECT before FROM import_step WHERE import_id = ?1 AND kind = 'client' AND row_id = client.id
        ORDER BY version_before LIMIT 1"""
    stamps = ", ".join(f"{name} = json_extract(s.before, '$.{name}')" for name in ("updated_at", "updated_by"))
    statement = f"""UPDATE client SET {stamps} FROM (SELECT id AS of_client, ({first}) AS before FROM client
        WHERE id {_THOSE.replace("?", "?2")}) AS s WHERE client.id = s.of_client AND s.before IS NOT NULL"""
    database.sql(statement, import_id, those)
    database.sql(f"DELETE FROM change WHERE import_id = ? AND client_id {_THOSE}", import_id, those)
    database.sql(f"DELETE FROM import_step WHERE import_id = ? AND kind = 'client' AND row_id {_THOSE}",
                 import_id, those)  # fmt: skip


def remove_categories(database: Database, import_id: int) -> None:
    """Remove the categories that an import has brought and nobody is in, inside the caller's transaction."""
    database.sql(
        """DELETE FROM category WHERE id IN
           (SELECT row_id FROM import_step WHERE import_id = ? AND kind = 'category')
           AND NOT EXISTS (SELECT 1 FROM client WHERE category_id = category.id)""",
        import_id,
    )
    database.sql("DELETE FROM import_step WHERE kind = 'category' AND row_id NOT IN (SELECT id FROM category)")


def merge_as_usual(database: Database) -> None:
    """Let the search index be merged again by whoever writes, in a transaction."""
    with database.transaction():
        search_index.merge_as_usual(database)


def make_indexes(database: Database) -> None:
    """Make those indexes of the list that are missing, in a transaction each."""
    for name in client_indexes.missing(database):
        with database.transaction():
            list(client_indexes.make(database, [name]))
