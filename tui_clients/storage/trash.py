"""Takes what belongs to clients out of its tables and brings it back; and undoes what was done to it last."""

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from tui_clients.domain.client import new_uid
from tui_clients.domain.items import ItemKind
from tui_clients.errors import N_, Refused
from tui_clients.storage import item_steps, item_texts
from tui_clients.storage.database import Database
from tui_clients.storage.item_rows import SHAPES, read, those
from tui_clients.storage.item_steps import Step
from tui_clients.storage.items import touch, write

_AMONG = "t.id IN (SELECT value FROM json_each(?))"
_KEPT_APART = frozenset({"said", "payments", "invoices", "project_uid"})
"""What the trash knows beside the columns of a row."""


def delete(database: Database, kind: ItemKind, ids: Iterable[int], by: str) -> int:
    """Put items into the trash, an invoice with its payments, and return how many there were."""
    with database.transaction():
        rows = read(database, kind, _AMONG, those(list(ids)))
        rows.sort(key=lambda row: row["client_id"])
        for _client_id, owned in groupby(rows, key=lambda row: row["client_id"]):
            _delete(database, kind, list(owned), by)
    return len(rows)


def _delete(database: Database, kind: ItemKind, rows: Sequence[Mapping[str, Any]], by: str) -> None:
    shape = SHAPES[kind]
    names = [item_texts.name_of(kind, row) for row in rows]
    steps = [
        Step(row["client_id"], kind, row["id"], row["version"], _whole(database, kind, row, said), is_in_trash=True)
        for row, said in zip(rows, names, strict=True)
    ]
    database.sql(f'DELETE FROM "{shape.table}" AS t WHERE {_AMONG}', those([row["id"] for row in rows]))
    if kind is ItemKind.PAYMENT:
        for row in rows:
            touch(database, kind, row)
    item_steps.record(database, steps, by, item_texts.joined(names), "")


def _whole(database: Database, kind: ItemKind, row: Mapping[str, Any], said: str) -> dict[str, Any]:
    """Return what it takes to make a row anew."""
    shape = SHAPES[kind]
    values = {name: row[name] for name in (*shape.columns, *shape.given)} | {"said": said}
    if kind is ItemKind.INVOICE:
        return values | {"payments": json.loads(row["payments"]), "project_uid": row["project_uid"]}
    if kind is ItemKind.PROJECT:
        uids = database.sql("SELECT uid FROM invoice WHERE project_id = ? ORDER BY id", row["id"])
        return values | {"invoices": [uid for (uid,) in uids]}
    return values


def restore(database: Database, kind: ItemKind, ids: Iterable[int], by: str) -> list[int]:
    """Take items out of the trash, by the ids they had, and return the ids they have.

    What they belonged to and is gone meanwhile they come back without; a payment whose invoice is gone is `Refused`.
    """
    with database.transaction():
        found = item_steps.in_trash(database, kind, ids)
        found.sort(key=lambda step: step.client_id)
        ids_now: list[int] = []
        for _client_id, owned in groupby(found, key=lambda step: step.client_id):
            ids_now += _restore(database, kind, list(owned), by)
    return ids_now


def _restore(database: Database, kind: ItemKind, steps: Sequence[Step], by: str) -> list[int]:
    names, back = [], []
    for step in steps:
        id_ = _insert(database, step)
        item_steps.leave_trash(database, step, id_)
        row = read(database, kind, "t.id = ?", id_)[0]
        names.append(item_texts.name_of(kind, row))
        back.append(Step(step.client_id, kind, id_, row["version"]))
    item_steps.record(database, back, by, "", item_texts.joined(names))
    return [step.row_id for step in back]


def _insert(database: Database, step: Step) -> int:
    """Make a row anew and return its id: the old one unless another row has got it."""
    kind, table = step.kind, SHAPES[step.kind].table
    kept = dict(step.before or {})
    values = {name: value for name, value in kept.items() if name not in _KEPT_APART}
    is_free = not database.sql(f'SELECT 1 FROM "{table}" WHERE id = ?', step.row_id)
    values["id"] = step.row_id if is_free else None
    if "client_id" in values:  # it may have been another one's before clients were merged
        values["client_id"] = step.client_id
    if "uid" in values and database.sql(f'SELECT 1 FROM "{table}" WHERE uid = ?', values["uid"]):
        values["uid"] = new_uid()
    if kind is ItemKind.INVOICE:
        values["project_id"] = _project(database, step.client_id, kept["project_uid"])
    if kind is not ItemKind.PAYMENT:
        values["version"] = step.version + 1
    elif not database.sql("SELECT 1 FROM invoice WHERE id = ?", values["invoice_id"]):
        raise Refused(N_("This invoice is not there any more. Nothing was saved."))
    database.insert_many(table, list(values), [list(values.values())])
    ((id_,),) = database.sql("SELECT last_insert_rowid()")
    _reunite(database, kind, id_, values, kept)
    return int(id_)


def _project(database: Database, client_id: int, uid: str | None) -> int | None:
    rows = database.sql("SELECT id FROM project WHERE client_id = ? AND uid = ?", client_id, uid)
    return int(rows[0][0]) if rows else None


def _reunite(database: Database, kind: ItemKind, id_: int, values: Mapping[str, Any], kept: Mapping[str, Any]) -> None:
    """Give a row back what belonged to it."""
    if kind is ItemKind.INVOICE:
        paid = [(id_, *payment[:3]) for payment in kept["payments"]]
        database.insert_many("payment", ("invoice_id", "amount", "paid_on", "method"), paid)
    elif kind is ItemKind.PROJECT:
        statement = """UPDATE invoice SET project_id = ? WHERE client_id = ? AND project_id IS NULL
            AND uid IN (SELECT value FROM json_each(?))"""
        database.sql(statement, id_, values["client_id"], json.dumps(kept["invoices"]))
    elif kind is ItemKind.PAYMENT:
        touch(database, kind, values)


def undo(database: Database, change_id: int, by: str) -> None:
    """Undo a step of the history that changed what belongs to a client; that is a step too, and can be undone.

    `Refused` where something was done to it since, or there is nothing to undo.
    """
    with database.transaction():
        steps = item_steps.of_change(database, change_id)
        if not steps:
            raise Refused(N_("This step cannot be undone."))
        if not all(_is_untouched(database, step) for step in steps):
            raise Refused(N_("This was changed since. Nothing was undone."))
        kind, ids = steps[0].kind, [step.row_id for step in steps]
        if steps[0].is_in_trash:
            restore(database, kind, ids, by)
        elif steps[0].before is None:
            delete(database, kind, ids, by)
        else:
            for step in steps:
                _put_back(database, step, by)


def _is_untouched(database: Database, step: Step) -> bool:
    if not item_steps.is_latest(database, step):
        return False
    rows = read(database, step.kind, "t.id = ?", step.row_id)
    return step.is_in_trash or (bool(rows) and rows[0]["version"] == step.version)


def _put_back(database: Database, step: Step, by: str) -> None:
    """Write the values before a step."""
    kind, shape = step.kind, SHAPES[step.kind]
    present = read(database, kind, "t.id = ?", step.row_id)[0]
    before = dict(step.before or {})
    if before.get("project_id"):  # a project that is gone cannot be belonged to again
        owned = "SELECT 1 FROM project WHERE id = ? AND client_id = ?"
        if not database.sql(owned, before["project_id"], step.client_id):
            before["project_id"] = None
    changed = {name: before[name] for name in shape.columns if before[name] != present[name]}
    if changed:
        write(database, kind, step.row_id, changed)
    version = touch(database, kind, present)
    after = read(database, kind, "t.id = ?", step.row_id)[0]
    done = Step(step.client_id, kind, step.row_id, version, {name: present[name] for name in shape.columns})
    texts = (item_texts.changed(kind, row, changed) for row in (present, after))
    item_steps.record(database, [done], by, *texts)
