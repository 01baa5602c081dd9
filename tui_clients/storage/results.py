"""What a search found: how many clients, and which stand where; holds windows, never rows."""

from array import array
from collections.abc import Callable, Sequence
from typing import Protocol

from tui_clients.domain.query import Query
from tui_clients.storage.database import Database
from tui_clients.storage.orders import Order
from tui_clients.storage.predicates import Test, among
from tui_clients.storage.ranks import Unsorted
from tui_clients.storage.walk import Strand

_FIRST = 250
"""Clients of a ranked result that are sorted at once: some pages."""

_NEAR = 200
"""Rows on either side among which a client is looked for that may have moved."""


class Result(Protocol):
    """The clients a query found, in its order; of the moment it was asked, not of now. Safe to use from any thread."""

    query: Query

    def __len__(self) -> int:
        """Return how many clients there are."""

    def again(self, query: Query) -> "Result":
        """Return the same for a query that finds the same, without what was settled."""

    def ids(self, first: int, end: int) -> Sequence[int]:
        """Return the ids at the positions from `first` up to `end` (excluded)."""

    def settle(self) -> None:
        """Do what makes later questions cheaper; takes up to a third of a second, and may be stopped."""

    def position(self, client_id: int, near: int) -> int | None:
        """Return where a client stands, most likely `near` a position, or None if it is not among them."""

    def beginning(self, text: str) -> int | None:
        """Return where the first client stands whose sorted value begins with a folded text; None without texts."""


class Few:
    """A result that is all there: eight bytes a client."""

    def __init__(self, query: Query, ids: "array[int]", database: Database, order: Order | None) -> None:
        self.query = query
        self._ids = ids
        self._database = database
        self._order = order

    def __len__(self) -> int:
        """Return how many clients there are."""
        return len(self._ids)

    def again(self, query: Query) -> "Few":
        """Return the same for a query that finds the same."""
        return Few(query, self._ids, self._database, self._order)

    def settle(self) -> None:
        """Do nothing: all is known."""

    def ids(self, first: int, end: int) -> Sequence[int]:
        """Return the ids at some positions."""
        return self._ids[max(first, 0) : max(end, 0)]

    def position(self, client_id: int, near: int) -> int | None:
        """Return where a client stands."""
        return self._ids.index(client_id) if client_id in self._ids else None

    def beginning(self, text: str) -> int | None:
        """Return where the first client stands whose value in the sorted column begins with a folded text."""
        if self._order is None:
            return None
        place = Strand(self._database, self._order, among(self._ids)).begins(text)
        return None if place is None else min(place, len(self._ids) - 1)


class Ranked:
    """A result of thousands, of which the first are sorted; the others are when one goes there."""

    def __init__(self, query: Query, unsorted: Unsorted, first: "array[int]", database: Database, order: Order) -> None:
        self.query = query
        self._unsorted = unsorted
        self._first = first
        self._database = database
        self._order = order
        self._sorted: Few | None = None

    @classmethod
    def of(cls, query: Query, unsorted: Unsorted, database: Database, order: Order) -> "Ranked":
        """Return the result of clients that are not sorted yet."""
        return cls(query, unsorted, unsorted.first(_FIRST), database, order)

    def __len__(self) -> int:
        """Return how many clients there are."""
        return len(self._unsorted.ids)

    def again(self, query: Query) -> "Ranked":
        """Return the same for a query that finds the same, without what was sorted."""
        return Ranked(query, self._unsorted, self._first, self._database, self._order)

    def settle(self) -> None:
        """Sort all of them."""
        self._all()

    def ids(self, first: int, end: int) -> Sequence[int]:
        """Return the ids at some positions."""
        is_near = end <= len(self._first) and self._sorted is None
        return self._first[max(first, 0) : max(end, 0)] if is_near else self._all().ids(first, end)

    def position(self, client_id: int, near: int) -> int | None:
        """Return where a client stands."""
        return self._all().position(client_id, near)

    def beginning(self, text: str) -> int | None:
        """Return where the first client stands whose value in the sorted column begins with a folded text."""
        return self._all().beginning(text)

    def _all(self) -> Few:
        if self._sorted is None:
            self._sorted = Few(self.query, self._unsorted.sorted(), self._database, self._order)
        return self._sorted


class Many:
    """A result of which the number and the `first` ids are known; others are found by walking from the nearer end."""

    def __init__(
        self,
        query: Query,
        database: Database,
        order: Order,
        test: Test | None,
        count: int,
        first: Sequence[int] = (),
    ) -> None:
        self.query = query
        self._database = database
        self._order = order
        self._count = count
        self._test = test
        self._first = first
        self._sort: Callable[[], array[int]] | None = None
        self._is_quick = False
        self._sorted: Few | None = None
        self._forward = Strand(database, order, test)
        self._backward = Strand(database, order.reversed(), test)

    def __len__(self) -> int:
        """Return how many clients there are."""
        return self._count

    def again(self, query: Query) -> "Many":
        """Return the same for a query that finds the same, without what was sorted."""
        many = Many(query, self._database, self._order, self._test, self._count, self._first)
        many._sort, many._is_quick = self._sort, self._is_quick
        return many

    def sort_later(self, sort: "Callable[[], array[int]]", is_quick: bool) -> None:
        """Take what gives all the ids, for when there is time; where it `is_quick` no walk is taken instead."""
        self._sort, self._is_quick = sort, is_quick

    def settle(self) -> None:
        """Sort what can be sorted, so that every place is equally near."""
        sort = self._sort
        if sort is not None:
            ids = sort()
            if len(ids) == self._count:  # else somebody has changed clients since they were counted
                self._sorted = Few(self.query, ids, self._database, self._order)
            self._sort = None

    def ids(self, first: int, end: int) -> Sequence[int]:
        """Return the ids at some positions."""
        if self._sorted is not None:
            return self._sorted.ids(first, end)
        first, end = max(first, 0), min(end, self._count)
        if first >= end:
            return []
        if end <= len(self._first):
            return self._first[first:end]
        if self._is_quick and self._sort is not None:
            self.settle()
            return self.ids(first, end)
        if self._forward.distance(first) <= self._backward.distance(self._count - end):
            return self._forward.read(first, end - first)
        return self._backward.read(self._count - end, end - first)[::-1]

    def position(self, client_id: int, near: int) -> int | None:
        """Return where a client stands; quick where that is near, else the rows before it are counted."""
        if self._sorted is not None:
            return self._sorted.position(client_id, near)
        first = max(0, near - _NEAR)
        around = self.ids(first, near + _NEAR)
        return first + around.index(client_id) if client_id in around else self._forward.before(client_id)

    def beginning(self, text: str) -> int | None:
        """Return where the first client stands whose value in the sorted column begins with a folded text."""
        place = self._forward.begins(text)
        return None if place is None else min(place, self._count - 1)
