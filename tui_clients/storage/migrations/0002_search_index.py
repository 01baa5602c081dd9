"""Clients are found by an index, and every column of the list has one to be sorted by."""

from typing import Any

from tui_clients.storage import orders, search_index

_REPLACED = ("client_sort_name", "client_created_at", "client_email", "client_mobile")


def up(_migrator: Any, db: Any) -> None:
    """Create the indexes; that of words is filled afterwards where there are clients already."""
    db.execute_sql("ALTER TABLE client ADD COLUMN tag_text TEXT NOT NULL DEFAULT ''")
    for name in _REPLACED:
        db.execute_sql(f"DROP INDEX {name}")
    for statement in orders.INDEXES:
        db.execute_sql(statement)
    db.execute_sql("CREATE TABLE search_state (indexed_up_to INTEGER NOT NULL)")
    has_clients = bool(db.execute_sql("SELECT 1 FROM client LIMIT 1").fetchone())
    db.execute_sql("INSERT INTO search_state VALUES (?)", (0 if has_clients else search_index.COMPLETE,))
    for statement in (*search_index.TABLES, *search_index.SETTINGS):
        db.execute_sql(statement)
