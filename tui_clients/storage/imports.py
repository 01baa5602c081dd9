"""The imports that were run, and how an import finds the clients its rows mean."""

import json
from collections.abc import Collection, Mapping
from typing import Any

from peewee import SQL, fn

from tui_clients.domain.client import now
from tui_clients.domain.text import sort_key
from tui_clients.storage.database import Database
from tui_clients.storage.models import ClientModel
from tui_clients.storage.parts import ContactModel, ImportModel, InvoiceModel, NoteModel, ProjectModel
from tui_clients.storage.search import filled

_MATCHED: dict[str, Any] = {
    "uid": ClientModel.uid,
    "email": fn.lower(ClientModel.email),
    "name": ClientModel.name,
    "mobile": ClientModel.mobile,
}
_TABLES = {
    "clients": ClientModel,
    "projects": ProjectModel,
    "invoices": InvoiceModel,
    "contacts": ContactModel,
    "notes": NoteModel,
}
MATCHES = tuple(_MATCHED)
"""The fields of clients that `lookup` knows."""


def match_key(field: str, value: str) -> str:
    """Return `value` as `lookup` compares it: SQLite's lower() knows ASCII alone, so this does too."""
    if field != "email":
        return value
    return value.lower() if value.isascii() else "".join(c.lower() if c.isascii() else c for c in value)


class Imports:
    """The imports of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, source: str, target: str, by: str) -> int:
        """Record an import of a file inside the caller's transaction and return its id."""
        row = ImportModel.insert(at=int(now().timestamp()), by=by, source=source, target=target, counts="")
        return self._database.insert(row)

    def finish(self, import_id: int, counts: Mapping[str, int]) -> None:
        """Record how many rows became what."""
        query = ImportModel.update(counts=json.dumps(counts)).where(ImportModel.id == import_id)
        self._database.change(query)

    def is_empty(self, target: str) -> bool:
        """Whether there is none yet of what an import of `target` brings ("invoices")."""
        model = _TABLES[target]
        return not self._database.rows(model.select(model.id).limit(1))

    def lookup(self, field: str, keys: Collection[str]) -> dict[str, list[int]]:
        """Return for each key (see `match_key`) the ids of the clients that have it, the oldest first."""
        column = _MATCHED[field]
        query = ClientModel.select(column, ClientModel.id).where(_among(column, keys), ClientModel.deleted_at.is_null())
        if field == "name":  # the name has no index of its own, the key it is sorted by has
            query = query.where(_among(ClientModel.sort_name, {sort_key(key) for key in keys}))
        if field in ("email", "mobile"):
            query = query.where(filled(field))
        found: dict[str, list[int]] = {}
        for key, id_ in self._database.rows(query.order_by(ClientModel.id)):
            found.setdefault(key, []).append(id_)
        return found


def _among(column: Any, texts: Collection[str]) -> Any:
    return column.in_(SQL("(SELECT value FROM json_each(?))", (json.dumps(list(texts), ensure_ascii=False),)))
