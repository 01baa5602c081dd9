"""Takes back what an import did to projects, invoices, contacts, notes and documents, a chunk at a time.

Rows that were changed since stay; so do projects that other invoices than the import's belong to.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tui_clients.storage import import_steps, item_texts, noted
from tui_clients.storage.database import Database
from tui_clients.storage.left_over import KINDS, BelongingRow, Left, left_over

_CHUNK = 500
# A project that is gone cannot be belonged to again; its id may be another client's by now.
_VALUES = {"project_id": "(SELECT p.id FROM project AS p WHERE p.id = ? AND p.client_id = invoice.client_id)"}

_WITH = {
    "document": (
        """DELETE FROM document_part WHERE content_id IN
            (SELECT content_id FROM document WHERE id IN (SELECT value FROM json_each(?)))""",
    )
}
"""What goes away with rows of a table."""

_Texts = dict[int, dict[str, tuple[str, str]]]
"""What was taken back at clients, as the history says it: client → kind → text before and after."""


@dataclass(slots=True)
class Chunk:
    """What was done to some rows: how many of them were removed and restored, and which were left."""

    seen: int = 0
    removed: int = 0
    restored: int = 0
    left: list[Left] = field(default_factory=list)
    texts: _Texts = field(default_factory=dict)


def count(database: Database, import_id: int) -> int:
    """Return about how many belongings an import created and changed."""
    return int(database.sql("SELECT count(*) FROM import_step WHERE import_id = ?", import_id)[0][0])


def belongings(database: Database, import_id: int) -> Iterator[Chunk]:
    """Take back what an import did to belongings inside the caller's transaction."""
    for kind in KINDS:
        reached = 0
        while ids := _next_ids(database, import_id, kind, reached):
            yield _take_back(database, import_id, _rows(database, import_id, kind, ids))
            reached = ids[-1]


def _next_ids(database: Database, import_id: int, kind: str, after: int) -> list[int]:
    statement = """SELECT DISTINCT row_id FROM import_step WHERE import_id = ? AND kind = ? AND row_id > ?
        ORDER BY row_id LIMIT ?"""
    return [id_ for (id_,) in database.sql(statement, import_id, kind, after, _CHUNK)]


def _rows(database: Database, import_id: int, kind: str, ids: Sequence[int]) -> list[BelongingRow]:
    """Return rows with the versions before the first step that the import did to them and after the last."""
    of_rows = "s.import_id = ? AND s.kind = ? AND s.row_id IN (SELECT value FROM json_each(?)) GROUP BY s.row_id"
    values = import_id, kind, json.dumps(list(ids))
    last = dict(database.sql(f"SELECT s.row_id, max(s.version) FROM import_step AS s WHERE {of_rows}", *values))
    statement = f"""SELECT s.row_id, t.client_id, min(s.version_before), s.before
        FROM import_step AS s JOIN "{kind}" AS t ON t.id = s.row_id WHERE {of_rows} ORDER BY s.row_id"""
    present = import_steps.present(database, kind, ids)
    return [
        BelongingRow(
            kind, id_, client_id, present[id_][0], first, last[id_], json.loads(before) if first else None,
            present[id_][1],
        )
        for id_, client_id, first, before in database.sql(statement, *values)
    ]  # fmt: skip


def _take_back(database: Database, import_id: int, rows: Sequence[BelongingRow]) -> Chunk:
    used = _used(database, rows)
    removed = [row for row in rows if row.before is None and not row.is_edited and row.id not in used]
    restored = [row for row in rows if row.before is not None and not row.is_edited]
    done = {row.id for row in (*removed, *restored)}
    _remove(database, removed)
    for row in restored:
        _restore(database, import_id, row)
    if rows and rows[0].kind == "note":
        noted.refresh(database, (row.client_id for row in (*removed, *restored)))
    left = left_over(database, import_id, [row for row in rows if row.id not in done])
    return Chunk(len(rows), len(removed), len(restored), left, _texts(removed, restored))


def _used(database: Database, rows: Sequence[BelongingRow]) -> frozenset[int]:
    """Return the projects to which invoices belong; those of the import itself are gone by now."""
    if not rows or rows[0].kind != "project":
        return frozenset()
    statement = "SELECT DISTINCT project_id FROM invoice WHERE project_id IN (SELECT value FROM json_each(?))"
    return frozenset(id_ for (id_,) in database.sql(statement, json.dumps([row.id for row in rows])))


def _remove(database: Database, rows: Sequence[BelongingRow]) -> None:
    if not rows:
        return
    kind, ids = rows[0].kind, json.dumps([row.id for row in rows])
    for statement in (*_WITH.get(kind, ()), f'DELETE FROM "{kind}" WHERE id IN (SELECT value FROM json_each(?))'):
        database.sql(statement, ids)


def _restore(database: Database, import_id: int, row: BelongingRow) -> None:
    """Write the values before the import; who has read the row meanwhile is told so by its version, a new one."""
    values = dict(row.before or {})
    payments = values.pop("payments", [])
    assignments = ", ".join(f'"{name}" = {_VALUES.get(name, "?")}' for name in values)
    statement = f'UPDATE "{row.kind}" SET {assignments}, version = version + 1 WHERE id = ?'
    database.sql(statement, *values.values(), row.id)
    if "payments" in row.changes:
        database.sql("DELETE FROM payment WHERE invoice_id = ?", row.id)
        paid = [(row.id, *payment) for payment in payments]
        database.insert_many("payment", ("invoice_id", "amount", "paid_on", "method"), paid)
    own = "kind = ? AND row_id = ?"
    database.sql(f"DELETE FROM import_step WHERE {own} AND import_id = ?", row.kind, row.id, import_id)
    # The import before this one finds the row as it left it.
    statement = f"UPDATE import_step SET version = ? WHERE {own} AND version = ?"
    database.sql(statement, row.version + 1, row.kind, row.id, row.version_before)


# -- what the history says ---------------------------------------------------------------------------


def _texts(removed: Sequence[BelongingRow], restored: Sequence[BelongingRow]) -> _Texts:
    pairs: dict[tuple[int, str], list[tuple[str, str]]] = {}
    for row in removed:
        pairs.setdefault((row.client_id, row.kind), []).append((row.name, ""))
    for row in restored:
        pairs.setdefault((row.client_id, row.kind), []).append((_described(row, 0), _described(row, 1)))
    return {
        client_id: {
            KINDS[kind]: (
                item_texts.joined(before for before, _ in texts),
                item_texts.joined(after for _, after in texts),
            )
        }
        for (client_id, kind), texts in pairs.items()
    }


def _described(row: BelongingRow, side: int) -> str:
    """Return a row's name and the values that were changed: those of the import (0) or those before it (1)."""
    currency = ((row.before or {}) if side else row.present).get("currency", "")
    values = {name: pair[side] for name, pair in row.changes.items() if name in _SAID}
    return item_texts.named(row.name, values, currency)


_SAID = frozenset(
    {"total", "budget", "payments", "status", "state", "start", "deadline", "issue_date", "due_date", "currency",
     "role", "email", "phone", "note"}
)  # fmt: skip
