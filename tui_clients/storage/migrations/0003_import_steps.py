"""An import can be taken back: what it did to the belongings of clients is noted, and whether it was taken back."""

from typing import Any

_KINDS = ("project", "invoice", "contact", "note")

# `before` is "" for a row that the import created; its versions are 0 before and 1 after.
_STEPS = """CREATE TABLE import_step (
    kind TEXT NOT NULL, row_id INTEGER NOT NULL,
    version_before INTEGER NOT NULL, version INTEGER NOT NULL,
    import_id INTEGER NOT NULL REFERENCES import_run (id),
    before TEXT NOT NULL,
    PRIMARY KEY (kind, row_id, version_before)) WITHOUT ROWID"""
_COLUMNS = (
    "reverted_at INTEGER",
    "reverted_by TEXT NOT NULL DEFAULT ''",
    "left_count INTEGER NOT NULL DEFAULT 0",
    "has_steps INTEGER NOT NULL DEFAULT 0",
)


def up(_migrator: Any, db: Any) -> None:
    """Create the table; rows that are deleted take their steps along, since SQLite may give their id again."""
    for column in _COLUMNS:
        db.execute_sql(f"ALTER TABLE import_run ADD COLUMN {column}")
    db.execute_sql(_STEPS)
    db.execute_sql("CREATE INDEX import_step_import ON import_step (import_id, kind, row_id)")
    for kind in _KINDS:
        db.execute_sql(f"""CREATE TRIGGER {kind}_steps_delete AFTER DELETE ON {kind} BEGIN
            DELETE FROM import_step WHERE kind = '{kind}' AND row_id = old.id; END""")
    db.execute_sql("DROP INDEX change_import")
    db.execute_sql("CREATE INDEX change_import ON change (import_id, client_id) WHERE import_id IS NOT NULL")
