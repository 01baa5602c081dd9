"""What users did to what belongs to clients, step by step: so that it can be undone, and is kept in the trash.

A step belongs to a step of the client's history. It has the row's values before it (nothing for a row that was
added) and its version after it; a row of another version, or with a later step, was changed since.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tui_clients.domain.client import now
from tui_clients.domain.items import ItemKind
from tui_clients.storage import history, noted
from tui_clients.storage.database import Database
from tui_clients.storage.item_rows import SHAPES
from tui_clients.storage.moments import moment

_COLUMNS = ("change_id", "client_id", "kind", "row_id", "version", "before", "is_in_trash")
_SELECT = f"SELECT {', '.join(f's.{name}' for name in _COLUMNS)}, s.id FROM item_step AS s"


@dataclass(frozen=True, slots=True)
class Step:
    """One step; `change_id` and `id` are 0 until it is recorded."""

    client_id: int
    kind: ItemKind
    row_id: int
    version: int
    before: Mapping[str, Any] | None = None
    is_in_trash: bool = False
    change_id: int = 0
    id: int = 0


@dataclass(frozen=True, slots=True)
class Trashed:
    """What lies in the trash: `id` is what it had, `name` what a reader knows it by."""

    kind: ItemKind
    id: int
    name: str
    at: datetime
    by: str


def record(database: Database, steps: Sequence[Step], by: str, before: str, after: str) -> None:
    """Write steps of one client and kind with their step in the history, inside the caller's transaction."""
    first = steps[0]
    fields = {SHAPES[first.kind].word: (before, after)}
    history.record(database, [history.entry(first.client_id, now(), by, "updated", fields)])
    ((change_id,),) = database.sql("SELECT max(id) FROM change")
    rows = [
        (change_id, step.client_id, step.kind.value, step.row_id, step.version,
         "" if step.before is None else json.dumps(step.before, ensure_ascii=False), step.is_in_trash)
        for step in steps
    ]  # fmt: skip
    database.insert_many("item_step", _COLUMNS, rows)
    if first.kind is ItemKind.NOTE:
        noted.refresh(database, [first.client_id])


def of_change(database: Database, change_id: int) -> list[Step]:
    """Return the steps that belong to a step of the history."""
    return _steps(database, "s.change_id = ?", change_id)


def in_trash(database: Database, kind: ItemKind, ids: Iterable[int]) -> list[Step]:
    """Return how items of a kind came into the trash."""
    condition = "s.is_in_trash AND s.kind = ? AND s.row_id IN (SELECT value FROM json_each(?))"
    return _steps(database, condition, kind.value, json.dumps(list(ids)))


def _steps(database: Database, condition: str, *values: Any) -> list[Step]:
    rows = database.records(f"{_SELECT} WHERE {condition} ORDER BY s.id", *values)
    return [
        Step(**row | {
            "kind": ItemKind(row["kind"]),
            "before": json.loads(row["before"]) if row["before"] else None,
            "is_in_trash": bool(row["is_in_trash"]),
        })
        for row in rows
    ]  # fmt: skip


def is_latest(database: Database, step: Step) -> bool:
    """Whether nothing was done to the row of a step since that left a step."""
    statement = "SELECT max(id) FROM item_step WHERE kind = ? AND row_id = ?"
    return bool(database.sql(statement, step.kind.value, step.row_id)[0][0] == step.id)


def leave_trash(database: Database, step: Step, row_id: int) -> None:
    """Say that a row is back under an id, which may be another one than before."""
    database.sql("UPDATE item_step SET is_in_trash = 0 WHERE id = ?", step.id)
    if row_id != step.row_id:
        statement = "UPDATE item_step SET row_id = ? WHERE kind = ? AND row_id = ? AND id <= ?"
        database.sql(statement, row_id, step.kind.value, step.row_id, step.id)


def last_author(database: Database, kind: ItemKind, id_: int) -> str:
    """Return who changed an item last, "" where that is not known."""
    statement = """SELECT c."by" FROM item_step AS s JOIN change AS c ON c.id = s.change_id
        WHERE s.kind = ? AND s.row_id = ? ORDER BY s.id DESC LIMIT 1"""
    rows = database.sql(statement, kind.value, id_)
    return str(rows[0][0]) if rows else ""


def trash_of_list(database: Database, kind: ItemKind, owner_id: int) -> list[Trashed]:
    """Return what lies in the trash of one kind: of a client, or the payments of an invoice, by its id."""
    owner = "s.client_id = ?1"
    if kind is ItemKind.PAYMENT:
        owner = """s.client_id = (SELECT client_id FROM invoice WHERE id = ?1)
            AND json_extract(s.before, '$.invoice_id') = ?1"""
    statement = f"""SELECT s.row_id, json_extract(s.before, '$.said'), c.at, c."by"
        FROM item_step AS s JOIN change AS c ON c.id = s.change_id
        WHERE s.is_in_trash AND {owner} AND s.kind = ?2 ORDER BY s.id DESC"""
    return [
        Trashed(kind, id_, name, moment(at), by) for id_, name, at, by in database.sql(statement, owner_id, kind.value)
    ]


def undoable(database: Database, client_id: int) -> frozenset[int]:
    """Return the steps of a client's history, by their ids, after which nothing was done to what they changed."""
    statement = """SELECT change_id FROM item_step AS s WHERE client_id = ? GROUP BY change_id
        HAVING min(id = (SELECT max(id) FROM item_step AS l WHERE l.kind = s.kind AND l.row_id = s.row_id))"""
    return frozenset(id_ for (id_,) in database.sql(statement, client_id))
