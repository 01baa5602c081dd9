"""The history: what was changed, when, by whom."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from tui_clients.domain.client import Change, Client
from tui_clients.domain.fields import FIELDS
from tui_clients.domain.record import to_text
from tui_clients.storage.database import Database
from tui_clients.storage.parts import ChangeModel

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


def of_client(database: Database, client_id: int) -> list[Change]:
    """Return a client's history, the newest step first."""
    query = (
        ChangeModel.select(ChangeModel.id, ChangeModel.at, ChangeModel.by, ChangeModel.action, ChangeModel.fields)
        .where(ChangeModel.client_id == client_id)
        .order_by(ChangeModel.id.desc())
    )
    return [
        Change(datetime.fromtimestamp(at, UTC), by, action, _fields(fields), id=id_)
        for id_, at, by, action, fields in database.rows(query)
    ]


def _fields(text: str) -> dict[str, tuple[str, str]]:
    if not text:
        return {}
    return {name: (before, after) for name, (before, after) in json.loads(text).items()}
