"""What is open is known without a look at every invoice, and who is in the trash without one at every client."""

from typing import Any

from tui_clients.storage import open_invoices


def up(_migrator: Any, db: Any) -> None:
    """Add what is paid of each invoice, and the index of those of which something is open."""
    for column in open_invoices.COLUMNS:
        db.execute_sql(f"ALTER TABLE invoice ADD COLUMN {column}")
    open_invoices.recount(db.execute_sql)
    for statement in open_invoices.MADE.values():
        db.execute_sql(statement)
    db.execute_sql("CREATE INDEX client_trash ON client (deleted_at) WHERE deleted_at IS NOT NULL")
