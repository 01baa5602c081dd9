"""Walks along an order from its ends, or from where it has been before, and never reads more than is asked for."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from threading import Lock
from typing import Any, NamedTuple

from tui_clients.storage.database import Database
from tui_clients.storage.orders import Order, Segment
from tui_clients.storage.predicates import Test, all_of

_MOST_ANCHORS = 512


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in the order: `position` rows lie before it, the last of them in a segment with this key and id."""

    position: int
    segment: int = 0
    key: Any = None
    id: int | None = None


START = Anchor(0)


class Place(NamedTuple):
    """Where a client stands in an order: in which segment, and with which key there."""

    segment: int
    key: Any
    id: int


def joined(order: Order, *strands: Iterable[Place]) -> list[Place]:
    """Return the places of several strands along one order, in that order."""
    every = [place for places in strands for place in places]
    every.sort(key=lambda place: (place.key, place.id), reverse=order.is_descending)
    every.sort(key=attrgetter("segment"))
    return every


class Strand:
    """The clients that meet a test, along an order in one direction."""

    def __init__(self, database: Database, order: Order, test: Test | None) -> None:
        self._database = database
        self._order = order
        self._test = test
        self._anchors = [START]
        self._lock = Lock()

    def distance(self, position: int) -> int:
        """Return how many rows must be passed over to get to a position."""
        return position - self._nearest(position).position

    def read(self, position: int, count: int) -> list[int]:
        """Return up to `count` ids from a position on."""
        return [place.id for place in self.places(position, count)]

    def places(self, position: int, count: int) -> list[Place]:
        """Return where up to `count` clients from a position on stand."""
        anchor = self._nearest(position)
        rows: list[Place] = []
        skip = position - anchor.position
        for number in range(anchor.segment, len(self._order.segments)):
            for stretch in self._stretches(number, anchor):
                found = self._select(number, stretch, count - len(rows), skip)
                if found:
                    skip = 0
                elif skip:
                    skip -= self._count(number, stretch)
                rows += [Place(number, key, id_) for id_, key in found]
                if len(rows) == count:
                    break
            if len(rows) == count:
                break
        if rows:
            self._remember(Anchor(position + len(rows), *rows[-1]))
        return rows

    def following(self, anchor: Anchor, count: int) -> tuple[list[int], Anchor]:
        """Return up to `count` ids behind an anchor, and where that leads to."""
        ids: list[int] = []
        for number in range(anchor.segment, len(self._order.segments)):
            segment = self._order.segments[number]
            for stretch in self._stretches(number, anchor):
                where = self._where(segment, stretch)
                select = f"SELECT c.id AS id FROM {self._rows(where)} {self._by(segment)} LIMIT ?"
                ids += self._database.ids(select, *where.values, count - len(ids))
                if len(ids) == count:
                    return ids, self._behind(anchor.position + count, number, ids[-1])
        return ids, Anchor(anchor.position + len(ids), len(self._order.segments))

    def first(self, limit: int, budget: int) -> list[Place]:
        """Return where up to `limit` clients stand that are among the first `budget` rows and meet the test."""
        segment = self._order.segments[0]
        inner = f"SELECT c.* FROM {self._rows(segment.within)} {self._by(segment)} LIMIT {budget}"
        test = self._test or Test("1")
        statement = f"SELECT c.id, {segment.key or 'NULL'} FROM ({inner}) c WHERE {test.sql} LIMIT {limit}"
        return [Place(0, key, id_) for id_, key in self._database.sql(statement, *segment.within.values, *test.values)]

    def sorted(self, ids: str, limit: int) -> list[Place]:
        """Return where the first of the clients in a table of ids stand; the row of each of them is looked at."""
        rows: list[Place] = []
        for number, segment in enumerate(self._order.segments):
            those = f"{ids} AS i CROSS JOIN client AS c ON c.id = i.id WHERE c.deleted_at IS NULL"
            statement = f"SELECT c.id, {segment.key or 'NULL'} FROM {those} AND {segment.within.sql}"
            found = self._database.sql(
                f"{statement} {self._by(segment)} LIMIT ?", *segment.within.values, limit - len(rows)
            )
            rows += [Place(number, key, id_) for id_, key in found]
            if len(rows) == limit:
                break
        return rows

    def before(self, client_id: int) -> int | None:
        """Return how many rows lie before a client, or None if it is not among them."""
        passed = 0
        for number in range(len(self._order.segments)):
            own = Test("c.id = ?", (client_id,))
            found = self._select(number, own, 1, 0)
            if found:
                anchor = Anchor(0, number, found[0][1], client_id)
                beyond = sum(self._count(number, stretch) for stretch in self._stretches(number, anchor))
                return passed + self._count(number, Test("1")) - beyond - 1
            passed += self._count(number, Test("1"))
        return None

    def begins(self, text: str) -> int | None:
        """Return how many rows lie before those whose key begins with a folded text; None where keys are no texts."""
        key = self._order.segments[0].key if self._order.segments else ""
        if not self._order.is_text:
            return None
        above = Test(f"{key} >= ?", (text + chr(0x10FFFF),))
        return self._count(0, above if self._order.is_descending else Test(f"{key} < ?", (text,)))

    # -- SQL -----------------------------------------------------------------------------------------------------------

    def _stretches(self, number: int, anchor: Anchor) -> Iterator[Test]:
        """Yield conditions that part what of a segment lies behind an anchor: those of the same key, and the others."""
        if number != anchor.segment or anchor.id is None:
            yield Test("1")
            return
        key, sign = self._order.segments[number].key, "<" if self._order.is_descending else ">"
        if key:
            yield Test(f"{key} = ? AND c.id {sign} ?", (anchor.key, anchor.id))
            yield Test(f"{key} {sign} ?", (anchor.key,))
        else:
            yield Test(f"c.id {sign} ?", (anchor.id,))

    def _select(self, number: int, stretch: Test, limit: int, skip: int) -> list[tuple[Any, ...]]:
        segment = self._order.segments[number]
        where = self._where(segment, stretch)
        statement = (
            f"SELECT c.id, {segment.key or 'NULL'} FROM {self._rows(where)} {self._by(segment)} LIMIT ? OFFSET ?"
        )
        return self._database.sql(statement, *where.values, limit, skip)

    def _count(self, number: int, stretch: Test) -> int:
        where = self._where(self._order.segments[number], stretch)
        return int(self._database.sql(f"SELECT count(*) FROM {self._rows(where)}", *where.values)[0][0])

    def _where(self, segment: Segment, stretch: Test) -> Test:
        return all_of([segment.within, stretch, *([self._test] if self._test else [])])

    def _rows(self, where: Test) -> str:
        return f"client AS c INDEXED BY {self._order.index} WHERE c.deleted_at IS NULL AND {where.sql}"

    def _by(self, segment: Segment) -> str:
        turn = " DESC" if self._order.is_descending else ""
        return f"ORDER BY {segment.key}{turn}, c.id{turn}" if segment.key else f"ORDER BY c.id{turn}"

    def _behind(self, position: int, number: int, id_: int) -> Anchor:
        """Return the anchor behind a client of a segment."""
        key = self._order.segments[number].key or "NULL"
        rows = self._database.sql(f"SELECT {key} FROM client AS c WHERE c.id = ?", id_)
        return Anchor(position, number, rows[0][0] if rows else None, id_)

    # -- places --------------------------------------------------------------------------------------------------------

    def _nearest(self, position: int) -> Anchor:
        with self._lock:
            return self._anchors[bisect_right(self._anchors, position, key=attrgetter("position")) - 1]

    def _remember(self, anchor: Anchor) -> None:
        with self._lock:
            if len(self._anchors) >= _MOST_ANCHORS:
                del self._anchors[1::2]
            place = bisect_right(self._anchors, anchor.position, key=attrgetter("position"))
            if self._anchors[place - 1].position != anchor.position:
                self._anchors.insert(place, anchor)
