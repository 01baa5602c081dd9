"""The clients that the search index finds, noted and counted by two threads, each of which takes stretches of ids.

SQLite lets go of Python's lock while it looks, so two threads take half the time. Each notes what it finds in a
table `temp.found` of its own connection; that costs 0.15 µs a match, so only as many are noted as can be of use.
"""

from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from threading import Lock
from typing import Any, TypeVar

from tui_clients.storage import walk
from tui_clients.storage.beside import Beside
from tui_clients.storage.database import Database
from tui_clients.storage.orders import Order, Sorting
from tui_clients.storage.predicates import Test
from tui_clients.storage.ranks import Ranks, Unsorted
from tui_clients.storage.walk import Place, Strand

FEW = 4_000
"""Matches that are all noted, and sorted at once."""

SOME = 200_000
"""Matches of which it is of use to note all, as long as no first clients are known."""

_RANKED = 50_000
"""Matches that are sorted by their ranks; of more a walk soon meets enough."""

STRETCHES = 12
FINE = 30
"""Stretches for a search that shall stop at once when it is told to: SQLite may not listen before the end of one."""

_PASSED = 3
"""Rows that are passed over on a walk in the time in which one match is sorted."""

_MOST_SEGMENTS = 4
"""Segments of an order for each of which the matches are sorted; an order by country has one for each."""

_MATCHES = "SELECT rowid FROM client_index WHERE client_index MATCH ? AND rowid > ? AND rowid <= ?"
_COUNT = _MATCHES.replace("rowid", "count(*)", 1)
_NOTED = "temp.found AS f CROSS JOIN client AS c ON c.id = f.id"
FOUND = Test("+c.id IN (SELECT id FROM temp.found)")  # the plus keeps SQLite from walking along the matches instead


_Found = TypeVar("_Found")


class _Stretches:
    """The stretches of ids that no thread has taken yet."""

    def __init__(self, database: Database, count: int) -> None:
        ((highest,),) = database.sql("SELECT coalesce(max(id), 0) FROM client")
        edges = [highest * number // count for number in range(count)] + [highest]
        self._left = list(pairwise(edges))
        self._lock = Lock()

    def take(self) -> tuple[int, int] | None:
        """Return the next stretch, first id excluded and last included; None where all are taken."""
        with self._lock:
            return self._left.pop(0) if self._left else None


@dataclass(slots=True)
class _Share:
    """What one thread has found: all that were `noted` are in its table if `count` is no more."""

    database: Database
    count: int = 0
    noted: int = 0

    def look(self, expression: str, stretches: _Stretches, most: Callable[[], int]) -> None:
        """Note and count the matches in stretch after stretch; `most` says how many are of use."""
        sql = self.database.sql
        _forget_own(self.database)
        while stretch := stretches.take():
            first, last = stretch
            room = max(0, most() + 1 - self.noted) if self.count == self.noted else 0
            if room:
                sql(f"INSERT INTO temp.found {_MATCHES} LIMIT ?", expression, first, last, room)
                ((added, reached),) = sql("SELECT count(*), max(id) FROM temp.found WHERE id > ?", first)
                self.noted += added
                self.count += added
                if added < room:
                    continue
                first = reached
            self.count += int(sql(_COUNT, expression, first, last)[0][0])

    def ids(self) -> list[int]:
        """Return the noted matches."""
        return self.database.ids("SELECT id FROM temp.found")

    def rows(self, by: Sorting, test: Test) -> list[tuple[Any, ...]]:
        """Return what sorts the noted matches that meet a test."""
        those = f"{_NOTED} LEFT JOIN category AS k ON k.id = c.category_id WHERE c.deleted_at IS NULL AND ({test.sql})"
        return self.database.sql(f"SELECT {by.columns} FROM {those}", *by.values, *test.values)

    def first(self, order: Order, limit: int) -> list[Place]:
        """Return the first of the noted matches in an order.

        They may stand together anywhere in it: where walking takes longer than sorting them, they are sorted.
        """
        strand = Strand(self.database, order, FOUND)
        if len(order.segments) > _MOST_SEGMENTS:
            return strand.places(0, limit)
        places = strand.first(limit, self.noted * _PASSED)
        return places if len(places) == limit else strand.sorted("temp.found", limit)


@dataclass(slots=True)
class Matches:
    """How many clients match; while it is looked for them, `is_told` says that their first ones are known already.

    They are looked for in so many `stretches`; `ranks` are those of the order in which they are wanted, if at hand.
    """

    database: Database
    expression: str
    is_told: bool
    stretches: int = STRETCHES
    ranks: Ranks | None = field(init=False, default=None)
    _own: _Share = field(init=False)
    _other: _Share | None = field(init=False, default=None)
    _beside: Beside | None = field(init=False, default=None)

    @property
    def count(self) -> int:
        """How many clients match."""
        return self._own.count + (self._other.count if self._other else 0)

    @property
    def are_noted(self) -> bool:
        """Whether every match was noted."""
        shares = [self._own, *([self._other] if self._other else [])]
        return all(share.noted == share.count for share in shares)

    @contextmanager
    def looked_for(self, glance: Callable[[Beside], None]) -> Iterator["Matches"]:
        """Look for the matches, and keep those noted until the end; the second thread does `glance` before."""
        with self.database.beside.held() as self._beside:
            self._own = _Share(self.database)
            stretches = _Stretches(self.database, self.stretches)
            if self._beside is None:
                self._own.look(self.expression, stretches, self._most)
            else:
                self._other = _Share(self.database)
                job = self._beside.start(self._help, self._beside, self._other, stretches, glance)
                try:
                    self._own.look(self.expression, stretches, self._most)
                finally:  # the second thread is not to be had by others before it is done
                    error = job.exception()
                if error:
                    raise error
            yield self

    def _help(self, beside: Beside, share: _Share, stretches: _Stretches, glance: Callable[[Beside], None]) -> None:
        glance(beside)
        share.look(self.expression, stretches, self._most)

    def _most(self) -> int:
        return FEW if self.is_told else SOME

    def sorted(self, by: Sorting, test: Test | None) -> "array[int]":
        """Return the noted matches, those that meet a test on clients `c` where there is one.

        Each thread looks at the rows of its own, where a row must be looked at.
        """
        if test is None and (unsorted := self.ranked()):
            return unsorted.sorted()
        own, other = self._both(lambda share: share.rows(by, test or Test("1")))
        rows = own + other
        by.sort(rows)
        return array("q", (row[-1] for row in rows))

    def ranked(self) -> "Unsorted | None":
        """Return the matches with their ranks, where both are at hand."""
        if self.ranks and self.count <= _RANKED and self.are_noted and self.ranks.knows(ids := self._ids()):
            return Unsorted(array("I", ids), self.ranks)
        return None

    def first(self, order: Order, limit: int) -> Sequence[int]:
        """Return the first of the noted matches in an order."""
        own, other = self._both(lambda share: share.first(order, limit))
        return [place.id for place in walk.joined(order, own, other)[:limit]]

    def _ids(self) -> list[int]:
        own, other = self._both(_Share.ids)
        return own + other

    def _both(self, task: Callable[[_Share], list[_Found]]) -> tuple[list[_Found], list[_Found]]:
        """Return what a task gives for what each of the threads has noted; both do it at once."""
        if self._beside is None or self._other is None:
            return task(self._own), []
        job = self._beside.start(task, self._other)
        return task(self._own), job.result()


def forget(database: Database) -> None:
    """Give back the memory in which matches were noted; the next search notes its own."""
    with database.beside.held() as beside:
        if beside:
            beside.start(_forget_own, database).result()
    _forget_own(database)


def _forget_own(database: Database) -> None:
    database.sql("CREATE TABLE IF NOT EXISTS temp.found (id INTEGER PRIMARY KEY)")
    database.sql("DELETE FROM temp.found")
