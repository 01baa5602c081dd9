"""Clients can be merged, and that can be taken back; what was found not to be a duplicate is remembered."""

from typing import Any

_MOVED = ("project", "invoice", "contact", "note", "document", "change", "item_step")

# `version` is a row's after the move; a row that has another one was changed since. A row of kind "client" is a client
# that went into the trash. What is gone for good is not moved back: SQLite may give its id again.
_TABLES = (
    """CREATE TABLE client_merge (
        id INTEGER PRIMARY KEY, at INTEGER NOT NULL, "by" TEXT NOT NULL,
        client_id INTEGER NOT NULL REFERENCES client (id) ON DELETE CASCADE,
        change_id INTEGER,
        undone_at INTEGER, undone_by TEXT NOT NULL DEFAULT '')""",
    "CREATE INDEX client_merge_client ON client_merge (client_id)",
    """CREATE TABLE merge_moved (
        merge_id INTEGER NOT NULL REFERENCES client_merge (id) ON DELETE CASCADE,
        kind TEXT NOT NULL, row_id INTEGER NOT NULL,
        from_id INTEGER NOT NULL REFERENCES client (id) ON DELETE CASCADE,
        version INTEGER NOT NULL,
        PRIMARY KEY (merge_id, kind, row_id)) WITHOUT ROWID""",
    "CREATE INDEX merge_moved_row ON merge_moved (kind, row_id)",
    "CREATE INDEX merge_moved_from ON merge_moved (from_id)",
    """CREATE TABLE not_same (
        low INTEGER NOT NULL REFERENCES client (id) ON DELETE CASCADE,
        high INTEGER NOT NULL REFERENCES client (id) ON DELETE CASCADE,
        PRIMARY KEY (low, high)) WITHOUT ROWID""",
    "CREATE INDEX not_same_high ON not_same (high)",
    "CREATE TABLE shared_value (value TEXT PRIMARY KEY) WITHOUT ROWID",
)


def up(_migrator: Any, db: Any) -> None:
    """Create the tables, and forget what was moved once it is deleted."""
    for statement in _TABLES:
        db.execute_sql(statement)
    for kind in _MOVED:
        db.execute_sql(f"""CREATE TRIGGER {kind}_merge_delete AFTER DELETE ON "{kind}" BEGIN
            DELETE FROM merge_moved WHERE kind = '{kind}' AND row_id = old.id; END""")
