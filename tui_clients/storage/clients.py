"""Keeps clients: finds, reads, adds, changes and deletes them."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Any

from peewee import SQL, fn

from tui_clients.domain.client import Client, ClientRow, Picture, new_uid, now
from tui_clients.domain.query import Query
from tui_clients.errors import N_, EditConflict
from tui_clients.storage import history
from tui_clients.storage.categories import Categories
from tui_clients.storage.database import Database
from tui_clients.storage.models import ClientModel, ContactPointModel, PictureModel
from tui_clients.storage.rows import (
    COLUMNS,
    LIST_COLUMNS,
    POINT_COLUMNS,
    client_of,
    list_row_of,
    points_of,
    row_of,
)
from tui_clients.storage.search import among, matching, ordered

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Twin:
    """Another client with the same value in a field."""

    field: str
    id: int
    name: str


class Clients:
    """The clients of a database; deleted ones are in the trash and seen by nobody."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # -- finding ---------------------------------------------------------------------------------

    def first_rows(self, query: Query, limit: int) -> list[ClientRow]:
        """Return the first `limit` clients a query finds, before the whole result is known."""
        return self._list_rows(ordered(matching(query, *LIST_COLUMNS), query).limit(limit))

    def find(self, query: Query) -> "array[int]":
        """Return the ids of all clients a query finds, in its order; eight bytes a client."""
        select = ordered(matching(query, ClientModel.id), query)
        return array("q", (id_ for (id_,) in self._database.stream(select)))

    def count(self, query: Query | None = None) -> int:
        """Return how many clients a query finds; without one, how many there are."""
        return int(self._database.scalar(matching(query or Query(), fn.count(SQL("*")))))

    def rows(self, ids: Sequence[int]) -> list[ClientRow]:
        """Return what the list shows of these clients, in their order; those deleted since are missing."""
        found = {row.id: row for row in self._list_rows(matching(Query(ids=frozenset(ids)), *LIST_COLUMNS))}
        return [found[id_] for id_ in ids if id_ in found]

    def _list_rows(self, select: Any) -> list[ClientRow]:
        rows = self._database.rows(select)
        categories = Categories(self._database)
        return [list_row_of(row, categories.names(row[6])[0]) for row in rows]

    # -- reading ---------------------------------------------------------------------------------

    def get(self, client_id: int) -> Client | None:
        """Return a client, or None if there is no such one."""
        return next(iter(self.get_many([client_id])), None)

    def get_many(self, ids: Sequence[int]) -> list[Client]:
        """Return clients whole, in the order of their ids; those that do not exist are missing."""
        query = Query(ids=frozenset(ids))
        names = ("id", *COLUMNS)
        columns = [getattr(ClientModel, name) for name in names]
        rows = {row[0]: dict(zip(names, row, strict=True)) for row in self._database.rows(matching(query, *columns))}
        categories = Categories(self._database)
        pictures = self._pictures(list(rows))
        points = self._points(list(rows))
        return [
            client_of(row, categories.names(row["category_id"]), pictures.get(id_), points.get(id_, ()))
            for id_ in ids
            if (row := rows.get(id_))
        ]

    def iterate(self, query: Query) -> Iterator[Client]:
        """Yield every client a query finds whole, in its order, in constant memory but for the ids."""
        ids = iter(self.find(query))
        while chunk := list(islice(ids, _CHUNK)):
            yield from self.get_many(chunk)

    def _pictures(self, ids: list[int]) -> dict[int, Picture]:
        query = PictureModel.select(PictureModel.client_id, PictureModel.media_type, PictureModel.data)
        rows = self._database.rows(query.where(among(PictureModel.client_id, ids)))
        return {id_: Picture(media_type, bytes(data)) for id_, media_type, data in rows}

    def _points(self, ids: list[int]) -> dict[int, list[tuple[str, str, str]]]:
        point = ContactPointModel
        query = point.select(point.client_id, point.kind, point.label, point.value)
        found: dict[int, list[tuple[str, str, str]]] = {}
        for id_, *values in self._database.rows(query.where(among(point.client_id, ids)).order_by(point.position)):
            found.setdefault(id_, []).append((values[0], values[1], values[2]))
        return found

    def categories(self) -> list[tuple[str, str]]:
        """Return every category with each of its sub-categories, sorted."""
        return Categories(self._database).all()

    def twins(self, client: Client) -> list[Twin]:
        """Return other clients with the same e-mail, mobile or office phone, the oldest first."""
        wanted = (
            ("email", fn.lower(ClientModel.email) == fn.lower(client.email), client.email),
            ("mobile", ClientModel.mobile == client.mobile, client.mobile),
            ("office_phone", ClientModel.office_phone == client.office_phone, client.office_phone),
        )
        found: list[Twin] = []
        for field, is_same, value in wanted:
            if value:
                others = matching(Query(), ClientModel.id, ClientModel.name).where(is_same, ClientModel.id != client.id)
                # "<> ''" lets SQLite use the partial index of the column.
                others = others.where(getattr(ClientModel, field) != "").order_by(ClientModel.id).limit(1)
                found += [Twin(field, id_, name) for id_, name in self._database.rows(others)]
        return found

    # -- changing --------------------------------------------------------------------------------

    def add(self, client: Client, by: str) -> Client:
        """Store a new client with its history and return it as stored."""
        with self._database.transaction():
            return self.add_many([client], by)[0]

    def add_many(
        self, clients: Iterable[Client], by: str, *, action: str = "created", import_id: int | None = None
    ) -> list[Client]:
        """Store new clients inside the caller's transaction; uid and times are given to those without."""
        at = now()
        next_id = int(self._database.sql("SELECT coalesce(max(id), 0) FROM client")[0][0]) + 1
        stored = [_stamped(client, id_, at, by) for id_, client in enumerate(clients, next_id)]
        categories = Categories(self._database)
        rows = (
            (client.id, *row_of(client, categories.id_for(client.category, client.sub_category))) for client in stored
        )
        self._database.insert_many("client", ("id", *COLUMNS), rows)
        self._write_parts(stored)
        entries = [history.entry(client.id, at, by, action, import_id=import_id) for client in stored]
        history.record(self._database, entries)
        return stored

    def update(self, client: Client, by: str, *, action: str = "updated", import_id: int | None = None) -> Client:
        """Store a changed client and return it; raise `EditConflict` if somebody else changed it since."""
        with self._database.transaction():
            before = self.get(client.id)
            if before is None:
                raise EditConflict(
                    N_("{name} was deleted by somebody else. Your changes were not saved."), None, name=client.name
                )
            if before.version != client.version:
                message = N_("{name} was changed by {by} in the meantime. Your changes were not saved.")
                raise EditConflict(message, before, name=before.name, by=before.updated_by)
            changes = history.difference(before, client)
            if not changes:
                return before
            at = now()
            after = replace(
                client, uid=before.uid, created_at=client.created_at or before.created_at, created_by=before.created_by,
                updated_at=at, updated_by=by, version=before.version + 1,
            )  # fmt: skip
            category_id = Categories(self._database).id_for(after.category, after.sub_category)
            values = dict(zip(COLUMNS, row_of(after, category_id), strict=True))
            self._database.change(ClientModel.update(**values).where(ClientModel.id == client.id))
            self._write_parts([after], is_new=False)
            history.record(self._database, [history.entry(after.id, at, by, action, changes, import_id)])
            return after

    def delete(self, ids: Iterable[int], by: str) -> int:
        """Put clients into the trash and return how many there were; their uid becomes free."""
        return self._move(ids, by, "deleted", ClientModel.deleted_at.is_null())

    def restore(self, ids: Iterable[int], by: str) -> int:
        """Take clients out of the trash and return how many there were."""
        return self._move(ids, by, "restored", ClientModel.deleted_at.is_null(False))

    def _move(self, ids: Iterable[int], by: str, action: str, condition: Any) -> int:
        at = now()
        is_deletion = action == "deleted"
        mark = fn.printf("#trash%d", ClientModel.id)  # a uid may come again while its client is in the trash
        uid = ClientModel.uid.concat(mark) if is_deletion else fn.replace(ClientModel.uid, mark, "")
        values = {
            "deleted_at": int(at.timestamp()) if is_deletion else None,
            "uid": uid,
            "version": ClientModel.version + 1,
        }
        with self._database.transaction():
            met = [
                id_
                for (id_,) in self._database.rows(
                    ClientModel.select(ClientModel.id).where(among(ClientModel.id, ids), condition)
                )
            ]
            self._database.change(ClientModel.update(**values).where(among(ClientModel.id, met)))
            history.record(self._database, [history.entry(id_, at, by, action) for id_ in met])
        return len(met)

    def _write_parts(self, clients: Sequence[Client], is_new: bool = True) -> None:
        """Write what stands beside the client's row: picture and contact points."""
        if not is_new:
            ids = [client.id for client in clients]
            self._database.change(PictureModel.delete().where(among(PictureModel.client_id, ids)))
            self._database.change(ContactPointModel.delete().where(among(ContactPointModel.client_id, ids)))
        pictures = [(c.id, c.picture.media_type, c.picture.data) for c in clients if c.picture]
        points = [row for client in clients for row in points_of(client, client.id)]
        if pictures:
            self._database.insert_many("picture", ("client_id", "media_type", "data"), pictures)
        if points:
            self._database.insert_many("contact_point", POINT_COLUMNS, points)


def _stamped(client: Client, id_: int, at: datetime, by: str) -> Client:
    """Return a client as it is first stored; what an import brings of uid and times is kept."""
    return replace(
        client,
        id=id_,
        uid=client.uid or new_uid(),
        created_at=client.created_at or at,
        updated_at=client.updated_at or at,
        created_by=client.created_by or by,
        updated_by=client.updated_by or by,
        version=1,
    )
