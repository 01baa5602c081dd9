"""What belongs to clients is changed step by step, has a trash, and may be documents.

A row that goes into the trash leaves its table and stays in `item_step`, so that whatever reads a table of belongings
sees the living alone. The bytes of a document stay where they are.
"""

from typing import Any

from tui_clients.storage import noted
from tui_clients.storage.search_text import notes_text

_TABLES = (
    """CREATE TABLE item_step (
        id INTEGER PRIMARY KEY,
        change_id INTEGER NOT NULL REFERENCES change (id) ON DELETE CASCADE,
        client_id INTEGER NOT NULL REFERENCES client (id) ON DELETE CASCADE,
        kind TEXT NOT NULL, row_id INTEGER NOT NULL, version INTEGER NOT NULL,
        before TEXT NOT NULL, is_in_trash INTEGER NOT NULL)""",
    "CREATE INDEX item_step_change ON item_step (change_id)",
    "CREATE INDEX item_step_row ON item_step (kind, row_id)",
    "CREATE INDEX item_step_trash ON item_step (client_id, kind) WHERE is_in_trash",
    """CREATE TABLE document (
        id INTEGER PRIMARY KEY, client_id INTEGER NOT NULL REFERENCES client (id) ON DELETE CASCADE,
        name TEXT NOT NULL, media_type TEXT NOT NULL, size INTEGER NOT NULL,
        author TEXT NOT NULL, created_at INTEGER NOT NULL, content_id INTEGER NOT NULL, version INTEGER NOT NULL)""",
    "CREATE INDEX document_client ON document (client_id, created_at)",
    """CREATE TABLE document_part (
        content_id INTEGER NOT NULL, number INTEGER NOT NULL, data BLOB NOT NULL,
        PRIMARY KEY (content_id, number))""",
)


def up(_migrator: Any, db: Any) -> None:
    """Create the tables, and let clients be found by the notes on them; an index that is unfinished learns them so."""
    for statement in _TABLES:
        db.execute_sql(statement)
    for (client_id,) in db.execute_sql("SELECT DISTINCT client_id FROM note").fetchall():
        notes = db.execute_sql(noted.NOTES, (client_id,))
        text = notes_text(text for (text,) in notes)
        db.execute_sql(noted.WRITE, (text, client_id, text))
