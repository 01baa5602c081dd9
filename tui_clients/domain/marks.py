"""Which clients are marked: some one by one, or all that a query finds, which may be a million, as the query."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tui_clients.domain.query import Query, Sort


@dataclass(frozen=True, slots=True)
class Marks:
    """The clients with `ids`, and all that `query` finds (`found` when they were marked) but those `without`."""

    ids: frozenset[int] = frozenset()
    query: Query | None = None
    found: int = 0
    without: frozenset[int] = frozenset()

    def __len__(self) -> int:
        """Return how many clients are marked."""
        return len(self.ids) + self.found - len(self.without)

    def holds(self, client_id: int, is_found: bool) -> bool:
        """Whether a client is marked; `is_found` says whether the query finds it."""
        return client_id in self.ids or (is_found and self.query is not None and client_id not in self.without)

    def toggled(self, client_id: int, is_found: bool) -> "Marks":
        """Return the marks with a client's taken away, or added."""
        if is_found and self.query is not None:
            return replace(self, without=self.without ^ {client_id})
        return replace(self, ids=self.ids ^ {client_id})

    def including(self, ids: Iterable[int], found: frozenset[int]) -> "Marks":
        """Return the marks with those of some clients added; `found` are those of them that the query finds."""
        given = frozenset(ids)
        if self.query is None:
            return replace(self, ids=self.ids | given)
        return replace(self, ids=self.ids | (given - found), without=self.without - given)

    def as_query(self, sort: Sort) -> Query:
        """Return the query that finds the marked clients."""
        if self.query is None:
            return Query(sort=sort, ids=self.ids)
        return replace(self.query, sort=sort, without=self.query.without | self.without, also=self.ids)


def all_of(query: Query, found: int) -> Marks:
    """Return the marks of everything a query finds."""
    return Marks(query=query, found=found)
