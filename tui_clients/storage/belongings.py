"""Reads what belongs to many clients at once, such as their projects and documents, by a few queries."""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from tui_clients.storage.contacts import Contacts, Notes
from tui_clients.storage.database import Database
from tui_clients.storage.documents import Documents
from tui_clients.storage.invoices import Invoices
from tui_clients.storage.projects import Projects

_OWNERS = """
    SELECT b.uid, b.client_id, c.deleted_at IS NULL FROM {table} AS b JOIN client AS c ON c.id = b.client_id
    WHERE b.uid IN (SELECT value FROM json_each(?))"""
STORES: Mapping[str, Any] = {
    "projects": Projects, "invoices": Invoices, "contacts": Contacts, "notes": Notes, "documents": Documents,
}  # fmt: skip
"""What keeps each kind."""

_IDENTIFIED = {"projects": "project", "invoices": "invoice"}

Owned = Mapping[int, Sequence[Any]]


def of_clients(database: Database, kind: str, ids: Sequence[int]) -> Owned:
    """Return for each client that has any what belongs to it of one kind ("invoices"), in the order it came."""
    found: Owned = STORES[kind](database).of_clients(ids)
    return found


def owners(database: Database, kind: str, uids: Collection[str]) -> dict[str, int]:
    """Return for each uid that is taken the id of the client it belongs to, 0 where that is in the trash."""
    if not uids or kind not in _IDENTIFIED:
        return {}
    statement = _OWNERS.format(table=_IDENTIFIED[kind])
    rows = database.sql(statement, json.dumps(list(uids), ensure_ascii=False))
    return {uid: client_id if is_living else 0 for uid, client_id, is_living in rows}
