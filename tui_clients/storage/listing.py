"""Finds clients and reads what the list shows of them; all that the first paint needs of the database."""

from array import array
from collections.abc import Sequence
from typing import Any

from peewee import SQL, fn

from tui_clients.domain.client_row import ClientRow
from tui_clients.domain.query import Query
from tui_clients.storage.categories import Categories
from tui_clients.storage.database import Database
from tui_clients.storage.models import ClientModel
from tui_clients.storage.moments import moment
from tui_clients.storage.search import matching, ordered

_COLUMNS = (
    ClientModel.id,
    ClientModel.name,
    ClientModel.company_name,
    ClientModel.email,
    ClientModel.mobile,
    ClientModel.country,
    ClientModel.category,
    ClientModel.created_at,
)


class Listing:
    """The clients of a database as a list sees them; deleted ones are in the trash and seen by nobody."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def first_rows(self, query: Query, limit: int) -> list[ClientRow]:
        """Return the first `limit` clients a query finds, before the whole result is known."""
        return self._list_rows(ordered(matching(query, *_COLUMNS), query).limit(limit))

    def find(self, query: Query) -> "array[int]":
        """Return the ids of all clients a query finds, in its order; eight bytes a client."""
        select = ordered(matching(query, ClientModel.id), query)
        return array("q", (id_ for (id_,) in self._database.stream(select)))

    def count(self, query: Query | None = None) -> int:
        """Return how many clients a query finds; without one, how many there are."""
        return int(self._database.scalar(matching(query or Query(), fn.count(SQL("*")))))

    def rows(self, ids: Sequence[int]) -> list[ClientRow]:
        """Return what the list shows of these clients, in their order; those deleted since are missing."""
        found = {row.id: row for row in self._list_rows(matching(Query(ids=frozenset(ids)), *_COLUMNS))}
        return [found[id_] for id_ in ids if id_ in found]

    def _list_rows(self, select: Any) -> list[ClientRow]:
        rows = self._database.rows(select)
        categories = Categories(self._database)
        return [
            ClientRow(id_, name, company, email, mobile, country, categories.names(category)[0], moment(created_at))
            for id_, name, company, email, mobile, country, category, created_at in rows
        ]
