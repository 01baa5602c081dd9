"""The history: what was changed, when, by whom."""

import json
from array import array
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from tui_clients.domain.client import Change, Client
from tui_clients.domain.fields import FIELDS
from tui_clients.domain.record import to_text
from tui_clients.storage.database import Database

_COLUMNS = ("at", "by", "client_id", "action", "fields", "import_id")
_RECORD_KEEPING = ("uid", "updated_at", "created_by", "updated_by")

Entry = tuple[int, str, int, str, str, int | None]


def difference(before: Client, after: Client) -> dict[str, tuple[str, str]]:
    """Return the fields a user or an import changed, each with its text before and after."""
    found: dict[str, tuple[str, str]] = {}
    for field in FIELDS:
        old, new = getattr(before, field.name), getattr(after, field.name)
        if old != new and field.name not in _RECORD_KEEPING:
            texts = to_text(field, old), to_text(field, new)
            if texts[0] != texts[1]:
                found[field.name] = texts
    return found


def entry(
    client_id: int,
    at: datetime,
    by: str,
    action: str,
    fields: Mapping[str, Any] = {},
    import_id: int | None = None,
) -> Entry:
    """Return one step of the history as `record` takes it."""
    text = json.dumps(fields, ensure_ascii=False) if fields else ""
    return (int(at.timestamp()), by, client_id, action, text, import_id)


def record(database: Database, entries: Sequence[Entry]) -> None:
    """Write steps of the history; called inside the transaction that makes the changes."""
    database.insert_many("change", _COLUMNS, entries)


def record_new(database: Database, ids: range, at: int, by: str, action: str, import_id: int | None) -> None:
    """Write the first step of many new clients, `at` in seconds; without a value for each it takes half as long."""
    columns = ", ".join(f'"{column}"' for column in _COLUMNS)
    steps = f"INSERT INTO change ({columns}) SELECT ?, ?, id, ?, '', ? FROM client WHERE id BETWEEN ? AND ? ORDER BY id"
    database.sql(steps, at, by, action, import_id, ids.start, ids.stop - 1)


_STEPS = """SELECT h.id, h.at, h."by", h.action, h.fields, (
        SELECT c.name FROM merge_moved AS m JOIN client AS c ON c.id = m.from_id
        WHERE m.kind = 'change' AND m.row_id = h.id ORDER BY m.merge_id LIMIT 1)
    FROM change AS h WHERE {} ORDER BY h.id DESC"""


def of_client(database: Database, client_id: int) -> list[Change]:
    """Return a client's history, the newest step first; of clients that were merged into it with their names."""
    return _changes(database, "h.client_id = ?", client_id)


def ids_of(database: Database, client_id: int) -> "array[int]":
    """Return the ids of the steps of a client's history, the newest first."""
    statement = "SELECT id FROM change WHERE client_id = ? ORDER BY id DESC"
    return array("q", (id_ for (id_,) in database.stream_sql(statement, client_id)))


def those(database: Database, ids: Sequence[int]) -> list[Change]:
    """Return steps by their ids, as `of_client` does."""
    return _changes(database, "h.id IN (SELECT value FROM json_each(?))", json.dumps(list(ids)))


def _changes(database: Database, condition: str, value: Any) -> list[Change]:
    return [
        Change(datetime.fromtimestamp(at, UTC), by, action, _fields(fields), id=id_, origin=origin or "")
        for id_, at, by, action, fields, origin in database.sql(_STEPS.format(condition), value)
    ]


def last_of(database: Database, client_id: int) -> int:
    """Return the id of a client's newest step, 0 if it has none."""
    return int(database.sql("SELECT coalesce(max(id), 0) FROM change WHERE client_id = ?", client_id)[0][0])


def changes_of(database: Database, change_id: int | None) -> dict[str, tuple[str, str]]:
    """Return what a step changed, each field with its text before and after."""
    rows = database.sql("SELECT fields FROM change WHERE id = ?", change_id)
    return _fields(rows[0][0]) if rows else {}


def _fields(text: str) -> dict[str, tuple[str, str]]:
    if not text:
        return {}
    return {name: (before, after) for name, (before, after) in json.loads(text).items()}
