"""Finds clients and reads what the list shows of them; all that the first paint needs of the database."""

from array import array
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TypeVar

from tui_clients.domain.client_row import ClientRow
from tui_clients.domain.query import Query
from tui_clients.errors import IndexDamaged
from tui_clients.storage import matches, search_index, searching
from tui_clients.storage.categories import Categories
from tui_clients.storage.database import Database
from tui_clients.storage.foresight import Answered, Foresight
from tui_clients.storage.matches import FINE
from tui_clients.storage.matching import matching
from tui_clients.storage.moments import moment
from tui_clients.storage.predicates import Test, among
from tui_clients.storage.results import Result
from tui_clients.storage.searching import Plan, Search

_COLUMNS = "c.id, c.name, c.company_name, c.email, c.mobile, c.country, c.category_id, c.created_at"
_LIVING = "client AS c WHERE c.deleted_at IS NULL"

Rows = Callable[[list[ClientRow]], None]
_Answer = TypeVar("_Answer")


class Listing:
    """The clients of a database as a list sees them; deleted ones are in the trash and seen by nobody."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._foresight = Foresight(database)

    def search(self, query: Query, limit: int = 0, tell_first: Rows | None = None, total: int | None = None) -> Result:
        """Return what a query finds; raises `QueryMistake`.

        `tell_first` is given the first `limit` rows where they are known before their number is; it may be called in
        another thread.
        `total` is how many clients there are, where the caller knows.
        """
        tell = None if tell_first is None else lambda ids: tell_first(self.rows(ids))
        search = Search(self._database, limit, tell)
        return self._answered(search, search.plan(query, total), search.run)

    def _answered(self, search: Search, plan: Plan, answer: Callable[[Plan], _Answer]) -> _Answer:
        """Answer with the index where that is whole; a damaged one is thrown away."""
        try:
            return answer(search.with_index(plan))
        except IndexDamaged:
            search_index.discard(self._database)
            return answer(plan)

    def remembered(self, query: Query) -> Answered | None:
        """Return what a query finds, if that is known already; raises `QueryMistake`.

        To be asked by one thread at a time, before it searches: what is remembered is of that moment.
        """
        return self._foresight.answer(query)

    def prepare(self, query: Query, answered: Answered | None = None, limit: int = 0) -> None:
        """Do what lets the next search tell its rows sooner; takes half a second, and may be stopped.

        The head of the query's order is read, and where `answered` says what it finds, the queries are answered that
        are likely to follow, each with its first `limit` clients, and the ranks in that order are read.
        """
        searching.remember_head(query, self._database)
        if answered and self.has_whole_index():
            self._foresight.keep(query, answered)
            self._foresight.foresee(query, answered.result, partial(self._answer, limit))
            searching.remember_ranks(query, self._database)

    def let_go(self) -> None:
        """Give back what searches have taken, after the last one for now."""
        matches.forget(self._database)

    def _answer(self, limit: int, query: Query) -> Answered:
        told: list[Sequence[int]] = []
        search = Search(self._database, limit, told.append, FINE)
        result = self._answered(search, search.plan(query, None), search.run)
        return Answered(result, told[0] if told else result.ids(0, limit))

    def has_whole_index(self) -> bool:
        """Return whether every client is found by the index; else each row is looked at."""
        try:
            return search_index.is_whole(self._database)
        except IndexDamaged:
            return False

    def find(self, query: Query) -> "array[int]":
        """Return the ids of all clients a query finds, in its order and as of one moment; eight bytes a client."""
        search = Search(self._database, 0, None)
        return self._answered(search, search.plan(query, None), search.ids)

    def count(self, query: Query | None = None) -> int:
        """Return how many clients a query finds; without one, how many there are."""
        return len(self.search(query)) if query else self.total()

    def total(self) -> int:
        """Return how many clients there are."""
        return searching.total(self._database)

    def first_rows(self, query: Query, limit: int) -> list[ClientRow]:
        """Return the first `limit` clients a query finds."""
        return self.rows(self.search(query).ids(0, limit))

    def rows(self, ids: Sequence[int]) -> list[ClientRow]:
        """Return what the list shows of these clients, in their order; those deleted since are missing."""
        test = among(ids)
        categories = Categories(self._database)
        found = {
            id_: ClientRow(id_, name, company, email, mobile, country, categories.names(category)[0], moment(at))
            for id_, name, company, email, mobile, country, category, at in self._database.sql(
                f"SELECT {_COLUMNS} FROM {_LIVING} AND {test.sql}", *test.values
            )
        }
        return [found[id_] for id_ in ids if id_ in found]

    def meeting(self, query: Query, ids: Iterable[int]) -> frozenset[int]:
        """Return those of some clients that a query finds."""
        test, those = matching(query, self._database).test or Test("1"), among(ids)
        statement = f"SELECT c.id FROM {_LIVING} AND {those.sql} AND ({test.sql})"
        return frozenset(id_ for (id_,) in self._database.sql(statement, *those.values, *test.values))
