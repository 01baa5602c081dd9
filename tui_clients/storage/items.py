"""Keeps what belongs to clients as a user changes it: one at a time, with a step in the client's history.

Each call is whole in a transaction of its own. What is deleted goes into the trash (`storage.trash`); what imports
do is kept by the stores of each kind.
"""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast
from zlib import crc32

from tui_clients.domain.invoice import Invoice, Payment
from tui_clients.domain.items import Item, ItemKind, kind_of, name_of
from tui_clients.errors import N_, EditConflict, Refused
from tui_clients.storage import invoice_rows, item_rows, item_steps, item_texts
from tui_clients.storage.database import Database
from tui_clients.storage.item_rows import SHAPES, read
from tui_clients.storage.item_steps import Step

_Kept = TypeVar("_Kept", bound=Item)


@dataclass(frozen=True, slots=True)
class Listed:
    """The ids of a client's items of one kind, in their order; they are another value where an item was changed.

    Eight bytes an item: `stamp` is made of the versions of all of them.
    """

    kind: ItemKind
    ids: "array[int]"
    stamp: int


class Items:
    """The projects, invoices, payments, contact persons, notes and documents of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, kind: ItemKind, id_: int) -> Item | None:
        """Return an item, or None if there is no such one; an invoice has its payments."""
        rows = read(self._database, kind, "t.id = ?", id_)
        return SHAPES[kind].item(rows[0]) if rows else None

    def of_owner(self, kind: ItemKind, owner_id: int) -> list[Item]:
        """Return what belongs to a client in the order of its table; the payments of an invoice, by its id."""
        if kind is ItemKind.INVOICE:
            return list(invoice_rows.read(self._database, "t.client_id = ?", owner_id))
        column = "invoice_id" if kind is ItemKind.PAYMENT else "client_id"
        rows = read(self._database, kind, f"t.{column} = ?", owner_id)
        return [SHAPES[kind].item(row) for row in rows]

    def listed(self, kind: ItemKind, client_id: int) -> Listed:
        """Return which items of a kind belong to a client, in the order of its table."""
        ids, versions = array("q"), array("q")
        statement = f"""SELECT t.id, t.version FROM "{SHAPES[kind].table}" AS t WHERE t.client_id = ?
            ORDER BY {item_rows.order_of(kind)}"""
        for id_, version in self._database.stream_sql(statement, client_id):
            ids.append(id_)
            versions.append(version)
        return Listed(kind, ids, crc32(versions))

    def those(self, kind: ItemKind, ids: Sequence[int]) -> list[Item]:
        """Return the items of some ids that are there, in the order of the ids."""
        rows = read(self._database, kind, "t.id IN (SELECT value FROM json_each(?))", item_rows.those(ids))
        found = {row["id"]: row for row in rows}
        return [SHAPES[kind].item(found[id_]) for id_ in ids if id_ in found]

    def add(self, item: _Kept, by: str, **more: Any) -> _Kept:
        """Store a new item of `client_id` (a payment: of `invoice_id`) and return it; `more` are further columns.

        `Refused` if the owner, or the project of an invoice, is not there any more.
        """
        kind = kind_of(item)
        with self._database.transaction():
            client_id = self._owner(item)
            values = item_rows.values_of(item) | self._project(item) | more
            if kind is not ItemKind.PAYMENT:
                values["version"] = 1
            values["id"] = next_id(self._database, kind)
            self._database.insert_many(SHAPES[kind].table, list(values), [list(values.values())])
            if kind is ItemKind.PAYMENT:
                touch(self._database, kind, values)
            after = self._row(kind, values["id"])
            step = Step(client_id, kind, values["id"], after["version"])
            item_steps.record(self._database, [step], by, "", item_texts.name_of(kind, after))
        return cast(_Kept, SHAPES[kind].item(after))

    def update(self, item: _Kept, by: str) -> _Kept:
        """Store a changed item and return it, an invoice without touching its payments.

        `EditConflict` if somebody else changed or deleted it since: `current` is how it stands, or None.
        """
        kind = kind_of(item)
        with self._database.transaction():
            before = self._unchanged(kind, item)
            values = item_rows.values_of(item) | self._project(item)
            changed = {name: values[name] for name in SHAPES[kind].columns if values[name] != before[name]}
            if not changed:
                return cast(_Kept, SHAPES[kind].item(before))
            write(self._database, kind, item.id, changed)
            version = touch(self._database, kind, before)
            after = self._row(kind, item.id)
            step = Step(
                after["client_id"], kind, item.id, version, {name: before[name] for name in SHAPES[kind].columns}
            )
            texts = (item_texts.changed(kind, row, changed) for row in (before, after))
            item_steps.record(self._database, [step], by, *texts)
        return cast(_Kept, SHAPES[kind].item(after))

    # -- what an item needs to be there ------------------------------------------------------------

    def _owner(self, item: Item) -> int:
        """Return the client of an item, which must be there and not in the trash."""
        owner = "c.id = ?", getattr(item, "client_id", 0)
        if isinstance(item, Payment):
            owner = "c.id = (SELECT client_id FROM invoice WHERE id = ?)", item.invoice_id
        rows = self._database.sql(f"SELECT c.id FROM client AS c WHERE {owner[0]} AND c.deleted_at IS NULL", owner[1])
        if rows:
            return int(rows[0][0])
        if isinstance(item, Payment):
            raise Refused(N_("This invoice is not there any more. Nothing was saved."))
        raise Refused(N_("This client is not there any more. Nothing was saved."))

    def _project(self, item: Item) -> dict[str, int | None]:
        """Return the id of an invoice's project: of several of its name that of its uid, else the oldest."""
        if not isinstance(item, Invoice):
            return {}
        if not item.project:
            return {"project_id": None}
        rows = self._database.sql(
            "SELECT id FROM project WHERE client_id = ? AND name = ? ORDER BY uid = ? DESC, id LIMIT 1",
            item.client_id, item.project, item.project_uid,
        )  # fmt: skip
        if not rows:
            message = N_("The project “{name}” is not there any more. Nothing was saved; choose another one.")
            raise Refused(message, "project", name=item.project)
        return {"project_id": rows[0][0]}

    def _row(self, kind: ItemKind, id_: int) -> dict[str, Any]:
        return read(self._database, kind, "t.id = ?", id_)[0]

    def _unchanged(self, kind: ItemKind, item: Item) -> dict[str, Any]:
        """Return the row that an item was read from."""
        rows = read(self._database, kind, "t.id = ?", item.id)
        owner = getattr(item, "client_id", 0)
        if not rows or (owner and rows[0]["client_id"] != owner):
            message = N_("{name} was deleted by somebody else. Your changes were not saved.")
            raise EditConflict(message, None, name=name_of(item))
        if rows[0]["version"] != item.version:
            current = SHAPES[kind].item(rows[0])
            by = item_steps.last_author(self._database, kind, item.id)
            message = (
                N_("{name} was changed by {by} in the meantime. Your changes were not saved.")
                if by
                else N_("{name} was changed by somebody else in the meantime. Your changes were not saved.")
            )
            raise EditConflict(message, current, name=item_texts.name_of(kind, rows[0]), by=by)
        return rows[0]


def next_id(database: Database, kind: ItemKind) -> int:
    """Return an id that no row of the kind has, or had before it was deleted or an import was taken back.

    A form may still be open on that one, and what an import noted of it may still be there.
    """
    table = SHAPES[kind].table
    statement = f"""SELECT max((SELECT coalesce(max(id), 0) FROM "{table}"),
        (SELECT coalesce(max(row_id), 0) FROM item_step WHERE kind = ?1),
        (SELECT coalesce(max(row_id), 0) FROM import_step WHERE kind = ?1)) + 1"""
    return int(database.sql(statement, kind.value)[0][0])


def write(database: Database, kind: ItemKind, id_: int, values: Mapping[str, Any]) -> None:
    """Write columns of a row inside the caller's transaction."""
    assignments = ", ".join(f'"{name}" = ?' for name in values)
    database.sql(f'UPDATE "{SHAPES[kind].table}" SET {assignments} WHERE id = ?', *values.values(), id_)


def touch(database: Database, kind: ItemKind, row: Mapping[str, Any]) -> int:
    """Give a row its next version and return it; a payment's is that of its invoice."""
    table, id_ = ("invoice", row["invoice_id"]) if kind is ItemKind.PAYMENT else (SHAPES[kind].table, row["id"])
    database.sql(f'UPDATE "{table}" SET version = version + 1 WHERE id = ?', id_)
    return int(database.sql(f'SELECT version FROM "{table}" WHERE id = ?', id_)[0][0])
