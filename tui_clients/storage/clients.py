"""Keeps clients: reads, adds, changes and deletes them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from operator import concat, itemgetter
from typing import Any

from peewee import Value, fn

from tui_clients.domain.client import Client, Picture, new_uid, now
from tui_clients.domain.query import Query
from tui_clients.errors import N_, EditConflict
from tui_clients.storage import history, search_index
from tui_clients.storage.categories import Categories
from tui_clients.storage.imports import Imports
from tui_clients.storage.listing import Listing
from tui_clients.storage.models import ClientModel
from tui_clients.storage.noted import KEEPING_NOTES
from tui_clients.storage.parts import ContactPointModel, PictureModel
from tui_clients.storage.rows import COLUMNS, POINT_COLUMNS, NewRow, client_of, new_row, points_of, row_of
from tui_clients.storage.search import among, filled, living

_CHUNK = 500
_PICTURES = 2**23  # bytes of pictures that are read at once
_PARTS = frozenset({"picture", "more_emails", "more_phones"})  # what stands beside a client's row
_A_BULK = 20
"""New clients that are indexed in less time together than one by one."""

_category, _values = itemgetter(0), itemgetter(1)  # of a `NewRow`
_TRASH_MARK = fn.printf("#trash%d", ClientModel.id)  # a uid may come again while its client is in the trash


@dataclass(frozen=True, slots=True)
class Twin:
    """Another client with the same value in a field."""

    field: str
    id: int
    name: str


class Clients(Listing):
    """The clients of a database: found, read, added, changed and deleted."""

    # -- reading ---------------------------------------------------------------------------------

    def get(self, client_id: int) -> Client | None:
        """Return a client, or None if there is no such one."""
        return next(iter(self.get_many([client_id])), None)

    def get_many(self, ids: Sequence[int]) -> list[Client]:
        """Return clients whole, in the order of their ids; those that do not exist are missing."""
        return self._whole(ids, living)

    def get_stored(self, ids: Sequence[int]) -> list[Client]:
        """Return clients whole as `get_many` does, those in the trash too; their uid bears a mark there."""
        return self._whole(ids, ClientModel.select)

    def _whole(self, ids: Sequence[int], select: Callable[..., Any]) -> list[Client]:
        names = ("id", *COLUMNS)
        query = select(*(getattr(ClientModel, name) for name in names)).where(among(ClientModel.id, ids))
        rows = {row[0]: dict(zip(names, row, strict=True)) for row in self._database.rows(query)}
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
            for part in self._small(chunk):
                yield from self.get_many(part)

    def _small(self, ids: list[int], most: int = _PICTURES) -> Iterator[list[int]]:
        """Part ids so that the pictures of each part do not fill the memory."""
        query = PictureModel.select(PictureModel.client_id, fn.length(PictureModel.data))
        sizes = dict(self._database.rows(query.where(among(PictureModel.client_id, ids))))
        part: list[int] = []
        size = 0
        for id_ in ids:
            part.append(id_)
            size += sizes.get(id_, 0)
            if size > most:
                yield part
                part, size = [], 0
        if part:
            yield part

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
                others = living(ClientModel.id, ClientModel.name).where(is_same, ClientModel.id != client.id)
                others = others.where(filled(field)).order_by(ClientModel.id).limit(1)
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
        stored = [_stamped(client, id_, at, by) for id_, client in enumerate(clients, self._next_id())]
        moment = int(at.timestamp())
        self.add_rows([new_row(client, moment, by) for client in stored], moment, by, action, import_id)
        return stored

    def add_rows(self, rows: Sequence[NewRow], at: int, by: str, action: str, import_id: int | None) -> range:
        """Store the rows of new clients inside the caller's transaction, `at` in seconds; return their ids."""
        ids = range(first := self._next_id(), first + len(rows))
        categories = Categories(self._database, import_id)
        id_of = {names: categories.id_for(*names) for names in dict.fromkeys(map(_category, rows))}
        first_two = zip(ids, map(id_of.__getitem__, map(_category, rows)), strict=True)
        with search_index.in_bulk(self._database) if len(rows) > _A_BULK else nullcontext():
            self._database.insert_many("client", ("id", *COLUMNS), map(concat, first_two, map(_values, rows)))
        pictures = [(id_, *row[2]) for id_, row in zip(ids, rows, strict=True) if row[2]]
        points = [(id_, *point) for id_, row in zip(ids, rows, strict=True) for point in row[3]]
        self._insert_parts(pictures, points)
        history.record_new(self._database, ids, at, by, action, import_id)
        return ids

    def _next_id(self) -> int:
        return int(self._database.sql("SELECT coalesce(max(id), 0) FROM client")[0][0]) + 1

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
            changed = self.update_many([(before, client)], by, action=action, import_id=import_id)
            return changed[0] if changed else before

    def update_many(
        self, pairs: Iterable[tuple[Client, Client]], by: str, *, action: str = "updated", import_id: int | None = None
    ) -> list[Client]:
        """Store changed clients inside the caller's transaction and return those in which something changed.

        Each pair is a client as it was read inside that transaction, and as it shall be.
        """
        at = now()
        categories = Categories(self._database, import_id)
        stored: list[Client] = []
        with_parts: list[Client] = []
        entries: list[history.Entry] = []
        for before, wanted in pairs:
            after = _restamped(before, wanted, at, by)
            if changes := history.difference(before, after):
                self._update_row(before, after, categories)
                stored.append(after)
                if not _PARTS.isdisjoint(changes):
                    with_parts.append(after)
                entries.append(history.entry(after.id, at, by, action, changes, import_id))
        if with_parts:
            self._write_parts(with_parts)
        history.record(self._database, entries)
        return stored

    def _update_row(self, before: Client, after: Client, categories: Categories) -> None:
        """Write the columns in which a client changed; SQLite would write the indexes of all that are named."""
        rows = [row_of(client, categories.id_for(client.category, client.sub_category)) for client in (before, after)]
        values = {name: new for name, old, new in zip(COLUMNS, *rows, strict=True) if new != old}
        assignments = ", ".join(f'"{name}" = {KEEPING_NOTES if name == "search" else "?"}' for name in values)
        self._database.sql(f"UPDATE client SET {assignments} WHERE id = ?", *values.values(), after.id)

    def delete(
        self, ids: Iterable[int], by: str, *, action: str = "deleted", import_id: int | None = None, **fields: Any
    ) -> int:
        """Put clients into the trash and return how many there were; `fields` is what the history says beside."""
        return self._move(ids, by, action, import_id, fields, is_deletion=True)

    def restore(self, ids: Iterable[int], by: str, *, action: str = "restored") -> int:
        """Take clients out of the trash and return how many there were; a uid that was given away is made anew."""
        chosen = list(ids)
        with self._database.transaction():
            self._renew_taken_uids(chosen)
            return self._move(chosen, by, action, None, {}, is_deletion=False)

    def _renew_taken_uids(self, ids: Sequence[int]) -> None:
        is_chosen = (among(ClientModel.id, ids), ClientModel.deleted_at.is_null(False))
        columns = (ClientModel.id, fn.replace(ClientModel.uid, _TRASH_MARK, ""))
        rows = self._database.rows(ClientModel.select(*columns).where(*is_chosen).order_by(ClientModel.id))
        taken = set(Imports(self._database).lookup("uid", [uid for _id, uid in rows]))
        for id_, uid in rows:
            if uid in taken:
                fresh = ClientModel.update(uid=Value(new_uid()).concat(_TRASH_MARK))
                self._database.change(fresh.where(ClientModel.id == id_))
            taken.add(uid)

    def _move(
        self, ids: Iterable[int], by: str, action: str, import_id: int | None, fields: Any, *, is_deletion: bool
    ) -> int:
        at = now()
        condition = ClientModel.deleted_at.is_null(is_deletion)
        uid = ClientModel.uid.concat(_TRASH_MARK) if is_deletion else fn.replace(ClientModel.uid, _TRASH_MARK, "")
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
            history.record(self._database, [history.entry(id_, at, by, action, fields, import_id) for id_ in met])
        return len(met)

    def _write_parts(self, clients: Sequence[Client]) -> None:
        """Write anew what stands beside the client's row: picture and contact points."""
        ids = [client.id for client in clients]
        self._database.change(PictureModel.delete().where(among(PictureModel.client_id, ids)))
        self._database.change(ContactPointModel.delete().where(among(ContactPointModel.client_id, ids)))
        pictures = [(c.id, c.picture.media_type, c.picture.data) for c in clients if c.picture]
        self._insert_parts(pictures, [row for client in clients for row in points_of(client, client.id)])

    def _insert_parts(self, pictures: Sequence[tuple[Any, ...]], points: Sequence[tuple[Any, ...]]) -> None:
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


def _restamped(before: Client, after: Client, at: datetime, by: str) -> Client:
    """Return a client as it is stored after a change; what was given to it once stays."""
    return replace(
        after,
        id=before.id,
        uid=before.uid,
        created_at=after.created_at or before.created_at,
        created_by=before.created_by,
        updated_at=at,
        updated_by=by,
        version=before.version + 1,
    )
