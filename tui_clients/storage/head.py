"""The first clients of an order with their search texts in memory: what stands there is found without the database.

Looking at a row costs 3 µs, and a word of many may be in none of the first ten thousand. Here they are one text of
two megabytes, of which Python looks at several gigabytes a second.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from tui_clients.storage.database import Database
from tui_clients.storage.orders import Order
from tui_clients.storage.predicates import Test, among
from tui_clients.storage.walk import Strand

SIZE = 12_000
"""Clients that are remembered; more would find little more, as what is rarer is found by the index."""

_LONGEST = 4_000_000
"""Bytes of their texts at which the head ends: long notes make it shorter."""

_AT_ONCE = 200
"""Clients that are read, or of which the rest of a query is asked, at once."""

_BUDGET = 1_600
"""Clients of which it is asked at all."""


@dataclass(frozen=True, slots=True)
class Head:
    """The first clients of `order` as of a moment; `starts` has where the text of each begins, and the end."""

    order: Order
    as_of: int
    ids: "array[int]"
    texts: bytearray
    starts: "array[int]"

    @classmethod
    def read(cls, database: Database, order: Order) -> "Head":
        """Read the head of an order; takes 40 ms."""
        now = moment(database)
        ids = array("q", Strand(database, order, None).read(0, SIZE))
        texts, starts = bytearray(), array("q", [0])
        for place in range(0, len(ids), _AT_ONCE):
            some = ids[place : place + _AT_ONCE]
            those = among(some)
            by_id = dict(database.sql(f"SELECT c.id, c.search FROM client AS c WHERE {those.sql}", *those.values))
            for id_ in some:
                texts += by_id.get(id_, "").encode() + b"\0"
                starts.append(len(texts))
            if len(texts) > _LONGEST:
                break
        return cls(order, now, ids[: len(starts) - 1], texts, starts)

    def is_of(self, database: Database, order: Order) -> bool:
        """Whether this is the head of an order as the database is now; to be asked in the thread that read it."""
        return self.order == order and self.as_of == moment(database)

    def first(
        self, database: Database, words: Sequence[Sequence[str]], beside: Test | None, limit: int
    ) -> Sequence[int]:
        """Return the first clients whose text holds one of each word's needles and that meet what is asked besides.

        Fewer than `limit` where the head does not hold so many.
        """
        needles = [[needle.encode() for needle in each] for each in words]
        met = (self.ids[row] for row in self._rows(needles))
        if beside is None:
            return list(islice(met, limit))
        found: list[int] = []
        for _ in range(_BUDGET // _AT_ONCE):
            some = list(islice(met, _AT_ONCE))
            found += _meeting(database, some, beside)
            if len(some) < _AT_ONCE or len(found) >= limit:
                break
        return found[:limit]

    def texts_with(self, words: Sequence[Sequence[str]], most: int) -> Iterator[str]:
        """Yield the texts of clients that hold one of each word's needles."""
        needles = [[needle.encode() for needle in each] for each in words]
        for row in islice(self._rows(needles), most):
            yield self.texts[self.starts[row] : self.starts[row + 1] - 1].decode()

    def _rows(self, words: Sequence[Sequence[bytes]]) -> Iterator[int]:
        """Yield the numbers of the clients whose texts hold one needle of each word, in order."""
        leading, *others = sorted(words, key=lambda needles: -min(map(len, needles)))
        find, starts = self.texts.find, self.starts
        places = {needle: find(needle) for needle in leading}
        while found := [place for place in places.values() if place >= 0]:
            row = bisect_right(starts, min(found)) - 1
            start, end = starts[row], starts[row + 1]
            if all(any(find(needle, start, end) >= 0 for needle in needles) for needles in others):
                yield row
            for needle, place in places.items():
                if 0 <= place < end:
                    places[needle] = find(needle, end)


def moment(database: Database) -> int:
    """Return what differs after every change; to be asked in the second thread, which changes nothing itself."""
    return int(database.sql("PRAGMA data_version")[0][0])


def _meeting(database: Database, ids: Sequence[int], test: Test) -> list[int]:
    """Return those of some clients that meet a test, in their order."""
    those = among(ids)
    statement = f"SELECT c.id FROM client AS c WHERE {those.sql} AND ({test.sql})"
    met = {id_ for (id_,) in database.sql(statement, *those.values, *test.values)}
    return [id_ for id_ in ids if id_ in met]
