"""What can happen to the search index of a database file that nobody has open."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from peewee import sqlite3 as library  # type: ignore[attr-defined]

Damage = Callable[[Path], None]


def by(*statements: str) -> Damage:
    """Return what does some statements to a file."""

    def do(path: Path) -> None:
        with closing(library.connect(path, isolation_level=None)) as connection:
            for statement in statements:
                connection.execute(statement)

    return do


_SCHEMA = "PRAGMA writable_schema = 1"

NOTICED = {
    "data dropped": by("DROP TABLE client_index_data"),
    "terms dropped": by("DROP TABLE client_index_idx"),
    "config dropped": by("DROP TABLE client_index_config"),
    "config emptied": by("DELETE FROM client_index_config"),
    "data emptied": by("DELETE FROM client_index_data"),
    "garbage": by("UPDATE client_index_data SET block = x'deadbeefdeadbeefdeadbeef'"),
    "garbage in leaves": by("UPDATE client_index_data SET block = x'deadbeefdeadbeefdeadbeef' WHERE id > 10"),
    "index removed": by(_SCHEMA, "DELETE FROM sqlite_master WHERE name = 'client_index'"),
    "all removed": by(
        _SCHEMA, "DELETE FROM sqlite_master WHERE name LIKE 'client_index%' AND type = 'table'", "VACUUM"
    ),
    "a trigger removed": by("DROP TRIGGER client_index_update"),
    "view removed": by("DROP VIEW client_entry"),
    "state emptied": by("DELETE FROM search_state"),
    "state doubled": by("INSERT INTO search_state SELECT * FROM search_state"),
    "state of nonsense": by("UPDATE search_state SET indexed_up_to = 'all'"),
    "state dropped": by("DROP TABLE search_state"),
}
"""What the next search meets, so that it throws the index away."""


def _unheard(change: str) -> Damage:
    """Return a change of client that the triggers do not see."""

    def do(path: Path) -> None:
        with closing(library.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA foreign_keys = 1")
            names = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
            triggers = connection.execute(names).fetchall()
            for name, _sql in triggers:
                connection.execute(f"DROP TRIGGER {name}")
            connection.execute(change)
            for _name, sql in triggers:
                connection.execute(sql)

    return do


_ENTRY = "SELECT id, text, added, country, language, gender, category, status, tags FROM client_entry WHERE id = 2"
_COLUMNS = "rowid, text, added, country, language, gender, category, status, tags"
SILENT = {
    "nothing in it": by("UPDATE client_index_data SET block = zeroblob(length(block)) WHERE id = 10"),
    "entry missing": by(f"INSERT INTO client_index (client_index, {_COLUMNS}) SELECT 'delete', * FROM ({_ENTRY})"),
    "entry doubled": by(f"INSERT INTO client_index ({_COLUMNS}) {_ENTRY}"),
    "entry of nobody": by("INSERT INTO client_index (rowid, text) VALUES (4711, '  nobody')"),
    "text changed": _unheard("UPDATE client SET city = city, search = search || '  more' WHERE id = 2"),
    "country changed": _unheard("UPDATE client SET country = 'FR' WHERE id = 2"),
    "day changed": _unheard("UPDATE client SET created_at = created_at - 900 WHERE id = 2"),
    "put in the trash": _unheard("UPDATE client SET deleted_at = 1 WHERE id = 2"),
    "client removed": _unheard("DELETE FROM client WHERE id = 2"),
    "term lost": by("DELETE FROM client_index_idx WHERE pgno / 2 = (SELECT max(pgno / 2) FROM client_index_idx)"),
    "totals wrong": by("UPDATE client_index_data SET block = x'0102030405060708090a' WHERE id = 1"),
    "trigger of another kind": by(
        "DROP TRIGGER client_index_insert",
        "CREATE TRIGGER client_index_insert AFTER INSERT ON client BEGIN SELECT 1; END",
    ),
}
"""What only a check finds."""
