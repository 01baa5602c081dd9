"""Rows that stay when an import is taken back, and what is known of who changed them since."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tui_clients.domain.text import one_line, shorten
from tui_clients.storage.database import Database
from tui_clients.storage.import_steps import Values
from tui_clients.storage.moments import moment

KINDS = {"invoice": "invoices", "project": "projects", "contact": "contacts", "note": "notes",
         "document": "documents"}  # fmt: skip
"""The tables of belongings and what imports call them, in the order in which they are taken back."""

_NAMES = {"invoice": "number", "project": "name", "contact": "name", "note": "text", "document": "name"}
_LONGEST = 60

_FIELDS = {"state": "status", "payments": "paid", "project_id": "project"}
"""Columns that are called otherwise where a row is read or shown."""


@dataclass(frozen=True, slots=True)
class Left:
    """A row that stays since it was changed after the import: which fields, by whom and when, as far as is known.

    `kind` is "clients" or one of the belongings, `client` the name of the client that a belonging belongs to.
    """

    kind: str
    id: int
    name: str
    fields: tuple[str, ...] = ()
    by: str = ""
    at: datetime | None = None
    client: str = ""


@dataclass(frozen=True, slots=True)
class BelongingRow:
    """A row that an import created (`before` is None) or changed, and how it stands now."""

    kind: str
    id: int
    client_id: int
    version: int
    version_before: int
    version_after: int
    before: Values | None
    present: Values

    @property
    def is_edited(self) -> bool:
        """Whether it was changed after the import."""
        return self.version != self.version_after

    @property
    def name(self) -> str:
        """What a reader knows it by."""
        return shorten(one_line(self.present[_NAMES[self.kind]]), _LONGEST)

    @property
    def changes(self) -> dict[str, tuple[Any, Any]]:
        """Return what the import changed: its value, and the one before it."""
        before = self.before or {}
        return {name: (self.present[name], value) for name, value in before.items() if self.present[name] != value}


def left_over(database: Database, import_id: int, rows: Sequence[BelongingRow]) -> list[Left]:
    """Return rows of one kind, which stay, with what later imports noted of changing them."""
    if not rows:
        return []
    kind, those = rows[0].kind, json.dumps([row.id for row in rows])
    statement = f"""SELECT t.id, c.name FROM "{kind}" AS t JOIN client AS c ON c.id = t.client_id
        WHERE t.id IN (SELECT value FROM json_each(?))"""
    owners = dict(database.sql(statement, those))
    edits = _edits(database, import_id, kind, those)
    uses = _uses(database, those) if kind == "project" else {}
    found = []
    for row in rows:
        left = Left(KINDS[kind], row.id, row.name, client=owners[row.id])
        if row.is_edited and row.id in edits:
            before, by, at = edits[row.id]
            changed = (name for name, value in before.items() if row.present[name] != value)
            left = replace(left, fields=tuple(_FIELDS.get(name, name) for name in changed), by=by, at=moment(at))
        elif not row.is_edited:  # a project to which an invoice belongs
            user, used_at = uses.get(row.id, ("", None))
            left = replace(left, fields=("invoices",), by=user, at=None if used_at is None else moment(used_at))
        found.append(left)
    return found


def _edits(database: Database, import_id: int, kind: str, ids: str) -> dict[int, tuple[Mapping[str, Any], str, int]]:
    """Return how rows stood before the first of the imports that changed them after this one, and the last's author."""
    statement = """SELECT s.row_id, s.before, r."by", r.at
        FROM import_step AS s JOIN import_run AS r ON r.id = s.import_id
        WHERE s.kind = ? AND s.row_id IN (SELECT value FROM json_each(?)) AND s.import_id > ? ORDER BY s.version"""
    found: dict[int, tuple[Mapping[str, Any], str, int]] = {}
    for id_, before, by, at in database.sql(statement, kind, ids, import_id):
        first = found[id_][0] if id_ in found else json.loads(before)
        found[id_] = (first, by, at)
    return found


def _uses(database: Database, ids: str) -> dict[int, tuple[str, int | None]]:
    """Return by whom and when projects were last given an invoice by an import, if they were."""
    statement = """SELECT i.project_id, r."by", max(r.at) FROM invoice AS i
        JOIN import_step AS s ON s.kind = 'invoice' AND s.row_id = i.id JOIN import_run AS r ON r.id = s.import_id
        WHERE i.project_id IN (SELECT value FROM json_each(?))
            AND iif(s.before = '', 1, json_extract(s.before, '$.project_id') IS NOT i.project_id)
        GROUP BY i.project_id"""
    return {id_: (by, at) for id_, by, at in database.sql(statement, ids)}
