"""A sample of the clients' search texts in memory: it tells which part of a word is rare.

To find a long word the index goes through all clients that have any of its trigrams, most of which are common: 25 ms
with 1,000,000 clients. Asked for a rare part alone it goes through fewer, and the rows of those it finds are looked at.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import inf

from tui_clients.storage import facets
from tui_clients.storage.database import Database
from tui_clients.storage.matching import Matching

SIZE = 1_000
"""Clients in a sample."""

_LONGEST = 1_000  # characters of each text
_RARE = 4
"""Clients of the sample that may have what is rare: 4,000 of 1,000,000, whose rows take 12 ms."""

_DEARER = 60
"""Looking at a row costs 3 µs, and going through the clients of a trigram 0.05 µs each."""

_MOST_WORDS, _MOST_LETTERS = 8, 30
"""Words, and letters of each, of which a rare part is looked for: a page may be pasted into the search."""

_MOST_COUNTS = 10_000
_GAIN = 0.7
_GROWTH = 1.2


@dataclass(frozen=True, slots=True)
class Sample:
    """The texts of `SIZE` clients, evenly spread over the ids up to `highest`; `counts` remembers what was counted."""

    highest: int
    texts: bytes
    counts: dict[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, database: Database) -> "Sample":
        """Read a sample; takes 10 ms."""
        highest = _highest(database)
        rows = database.sql(
            """WITH RECURSIVE place (id) AS (SELECT 1 UNION ALL SELECT id + ? FROM place WHERE id + ? <= ?)
            SELECT substr(search, 1, ?) FROM place JOIN client USING (id) WHERE deleted_at IS NULL""",
            *[max(1, highest // SIZE)] * 2, highest, _LONGEST,
        )  # fmt: skip
        return cls(highest, "\0".join(text for (text,) in rows).encode())

    def each(self) -> list[str]:
        """Return the texts one by one."""
        return self.texts.decode().split("\0")

    def is_of(self, database: Database) -> bool:
        """Whether there are about as many clients as when the sample was read."""
        return self.highest <= _highest(database) * _GROWTH and _highest(database) <= self.highest * _GROWTH

    def narrowed(self, wanted: Matching) -> Matching:
        """Return the same, the index being asked for a rare part of a word only where that is less work."""
        if not wanted.match or wanted.is_complement or not wanted.words:
            return wanted
        words = [[needle[:_MOST_LETTERS] for needle in needles] for needles in wanted.words[:_MOST_WORDS]]
        whole = sum(self._work(needle) for needles in words for needle in needles)
        cheapest = min(([self._rare_part(needle) for needle in needles] for needles in words), key=_cost)
        if _cost(cheapest) > whole * _GAIN:
            return wanted
        return replace(
            wanted, match=facets.either(facets.phrase("text", part) for _cost, part in cheapest), rest=wanted.test
        )

    def _rare_part(self, needle: str) -> tuple[float, str]:
        """Return the part of a needle that costs the least to find, with that cost: infinite where all are common."""
        found = [(inf, needle)]
        for start in range(len(needle) - 2):
            ends = range(start + 3, len(needle) + 1)
            part = next((part for end in ends if self._count(part := needle[start:end]) <= _RARE), None)
            if part:
                found.append((self._work(part) + (self._count(part) + 1) * _DEARER, part))
        return min(found)

    def _work(self, needle: str) -> int:
        """Return how many clients of the sample the index goes through for a needle."""
        return sum(self._count(needle[start : start + 3]) for start in range(len(needle) - 2))

    def _count(self, text: str) -> int:
        if text not in self.counts:
            if len(self.counts) >= _MOST_COUNTS:
                self.counts.clear()
            self.counts[text] = self.texts.count(text.encode())
        return self.counts[text]


def _cost(parts: Sequence[tuple[float, str]]) -> float:
    return sum(cost for cost, _part in parts)


def _highest(database: Database) -> int:
    return int(database.sql("SELECT coalesce(max(id), 0) FROM client")[0][0])
