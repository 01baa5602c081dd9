"""What imports did to projects, invoices, contacts, notes and documents, step by step, so that it can be taken back.

A step has the row's version before and after it: a row whose version is another one was changed since.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from tui_clients.domain.client import Client
from tui_clients.storage.database import Database
from tui_clients.storage.moments import seconds

COLUMNS = {
    "invoice": ("number", "issue_date", "due_date", "currency", "total", "state", "note", "project_id"),
    "project": ("name", "status", "start", "deadline", "budget", "currency"),
    "contact": ("name", "role", "email", "phone", "note"),
    "note": ("text", "author", "created_at"),
    "document": ("name", "media_type"),
}
"""What an import can change in a row of each table; of an invoice, its payments too."""

_STEP = ("kind", "row_id", "version_before", "version", "import_id", "before")

Values = dict[str, Any]


def created(database: Database, import_id: int | None, kind: str, ids: Iterable[int]) -> None:
    """Note that an import created rows; without an import nothing is noted."""
    if import_id is not None:
        database.insert_many("import_step", _STEP, ((kind, id_, 0, 1, import_id, "") for id_ in ids))


def stamped(database: Database, import_id: int, clients: Iterable[Client]) -> None:
    """Note who changed clients last, and when, before an import did; their history knows all else."""
    stamps = (
        (client, json.dumps({"updated_at": seconds(client.updated_at), "updated_by": client.updated_by}))
        for client in clients
    )
    rows = (("client", each.id, each.version, each.version + 1, import_id, stamp) for each, stamp in stamps)
    database.insert_many("import_step", _STEP, rows)


def settle(database: Database, import_id: int) -> None:
    """Forget what is of use only as long as an import may be interrupted."""
    database.sql("DELETE FROM import_step WHERE import_id = ? AND kind IN ('client', 'category')", import_id)


@contextmanager
def adding(database: Database, import_id: int | None, kind: str) -> Iterator[None]:
    """Note the rows that an import creates inside."""
    highest = f'SELECT coalesce(max(id), 0) FROM "{kind}"'
    last = database.sql(highest)[0][0] if import_id is not None else 0
    yield
    if import_id is not None:
        created(database, import_id, kind, range(last + 1, database.sql(highest)[0][0] + 1))


def changing(database: Database, import_id: int | None, kind: str, id_: int) -> None:
    """Note how a row stands before an import changes it, which gives it the next version."""
    if import_id is not None:
        version, values = present(database, kind, [id_])[id_]
        text = json.dumps(values, ensure_ascii=False)
        database.insert_many("import_step", _STEP, [(kind, id_, version, version + 1, import_id, text)])


def present(database: Database, kind: str, ids: Sequence[int]) -> dict[int, tuple[int, Values]]:
    """Return the version and the values of rows, by their ids; an invoice has its "payments" as lists."""
    columns, those = COLUMNS[kind], json.dumps(list(ids))
    names = ", ".join(f'"{name}"' for name in columns)
    rows = database.sql(
        f'SELECT id, version, {names} FROM "{kind}" WHERE id IN (SELECT value FROM json_each(?))', those
    )
    found = {id_: (version, dict(zip(columns, values, strict=True))) for id_, version, *values in rows}
    if kind == "invoice":
        for id_, payments in _payments(database, those).items():
            found[id_][1]["payments"] = payments
        for _version, values in found.values():
            values.setdefault("payments", [])
    return found


def _payments(database: Database, ids: str) -> dict[int, list[list[Any]]]:
    found: dict[int, list[list[Any]]] = {}
    statement = """SELECT invoice_id, amount, paid_on, method FROM payment
        WHERE invoice_id IN (SELECT value FROM json_each(?)) ORDER BY id"""
    for id_, *payment in database.sql(statement, ids):
        found.setdefault(id_, []).append(payment)
    return found
