"""What the tests of taking imports back share: an import of a few lines, and all that a database holds of clients."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.services.importing_files import bring_in, file
from tui_clients.domain.client import Client
from tui_clients.services import reverting
from tui_clients.services.reverting import Outcome
from tui_clients.storage.database import Database

# Versions, the time of the last change and what follows from it tell of changes, not of what clients are.
_CLIENT = """SELECT id, uid, name, salutation, email, country, mobile, gender, language,
    (SELECT name || '/' || sub_category FROM category WHERE id = category_id), tags, status, company_name, website,
    office_phone, tax_name, tax_number, address, city, state, postal_code, note, extra, created_at, created_by,
    deleted_at IS NULL, sort_name, sort_company, search, tag_text FROM client"""
_KEPT = {
    "client": _CLIENT,
    "picture": "SELECT client_id, media_type, data FROM picture",
    "contact_point": "SELECT client_id, kind, label, value, position FROM contact_point",
    "project": "SELECT id, uid, client_id, name, status, start, deadline, budget, currency FROM project",
    "invoice": """SELECT id, uid, client_id, project_id, number, issue_date, due_date, currency, total, state, note
        FROM invoice""",
    "payment": "SELECT invoice_id, amount, paid_on, method FROM payment",
    "contact": "SELECT id, client_id, name, role, email, phone, note FROM contact",
    "note": "SELECT id, client_id, text, author, created_at FROM note",
}

Import = Callable[..., int]


def contents(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Return every client and belonging, versions and times of change aside; what is in the trash is left out."""
    found = {table: sorted(database.sql(statement), key=repr) for table, statement in _KEPT.items()}
    living = {row[0] for row in found["client"] if row[25]}
    found["client"] = [row for row in found["client"] if row[0] in living]
    for table in ("picture", "contact_point"):
        found[table] = [row for row in found[table] if row[0] in living]
    return found


def imported(database: Database, folder: Path, text: str, **options: Any) -> int:
    """Import a file of that text, updating what is there, and return the import's id."""
    chosen = {"on_duplicate": "update", "by": "kim", **options}
    report = bring_in(database, file(folder, text), **chosen)
    assert report.rejected == 0
    return report.import_id


def taken_back(database: Database, import_id: int) -> Outcome:
    """Take an import back, and return what became of it."""
    return reverting.revert(database, import_id, "anna")


def left_names(outcome: Outcome) -> list[tuple[str, str, tuple[str, ...], str]]:
    """Return kind, name, fields and author of the rows that were left."""
    return [(left.kind, left.name, left.fields, left.by) for left in outcome.left]


def only(clients: list[Client]) -> Client:
    """Return the one client there is."""
    assert len(clients) == 1
    return clients[0]
