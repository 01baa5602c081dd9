"""The orders of the list: for each column, the stretches of an index that give its rows one after the other.

An order is made of segments. Most have two: the clients with a value, by the value, and the blank ones, by id.
What sorts by the names readers see (countries, categories) has a segment for each code. Every segment can be walked
from either end or from any row in it; none is sorted when it is read.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from operator import itemgetter
from typing import Any

from tui_clients.domain.query import Sort
from tui_clients.storage.database import Database
from tui_clients.storage.predicates import Test

_TEXTS = {"company_name": "sort_company", "email": "lower(email)", "mobile": "mobile"}
_NEVER_BLANK = {"name": "sort_name", "created_at": "created_at"}
_EVERY = Test("1")

INDEXES = (
    "CREATE INDEX client_by_name ON client (sort_name) WHERE deleted_at IS NULL",
    "CREATE INDEX client_by_created_at ON client (created_at) WHERE deleted_at IS NULL",
    "CREATE INDEX client_by_company_name ON client (sort_company = '', sort_company) WHERE deleted_at IS NULL",
    "CREATE INDEX client_by_email ON client (email = '', lower(email)) WHERE deleted_at IS NULL",
    "CREATE INDEX client_by_mobile ON client (mobile = '', mobile) WHERE deleted_at IS NULL",
    "CREATE INDEX client_by_country ON client (country) WHERE deleted_at IS NULL",
    "CREATE INDEX client_by_category ON client (category_id) WHERE deleted_at IS NULL",
)
"""An index for each column of the list; clients in the trash are in none of them."""


@dataclass(frozen=True, slots=True)
class Segment:
    """The clients `within`, by `key` (an SQL expression) and then by id; without a key by id alone."""

    within: Test
    key: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """The segments of a column's order; where `is_descending` the rows of each go backwards."""

    column: str
    segments: tuple[Segment, ...]
    is_descending: bool

    @property
    def index(self) -> str:
        """The index that is walked along."""
        return f"client_by_{self.column}"

    @property
    def is_text(self) -> bool:
        """Whether the column holds texts that begin with letters."""
        return self.column in ("name", "company_name", "email")

    def reversed(self) -> "Order":
        """Return the same rows from the last to the first."""
        return replace(self, segments=self.segments[::-1], is_descending=not self.is_descending)


def order(sort: Sort, database: Database) -> Order | None:
    """Return the order of a column that has an index, else None."""
    segments = _segments(sort, database)
    return Order(sort.field, tuple(segments), sort.is_descending) if segments else None


def _segments(sort: Sort, database: Database) -> Sequence[Segment]:
    if sort.field in _NEVER_BLANK:
        return [Segment(_EVERY, _NEVER_BLANK[sort.field])]
    if sort.field in _TEXTS:
        key = _TEXTS[sort.field]
        flag = f"({'sort_company' if sort.field == 'company_name' else sort.field} = '')"
        return [Segment(Test(f"{flag} = 0"), key), Segment(Test(f"{flag} = 1"), key)]
    if sort.field == "country":
        return _coded("country", [_country_codes(sort.ranks, database), [""]], sort.is_descending)
    if sort.field == "category":
        return _coded("category_id", _category_ids(database), sort.is_descending)
    return []


def _coded(column: str, groups: Sequence[Sequence[str | int | None]], is_descending: bool) -> list[Segment]:
    """Return a segment for each code; the groups keep their order, their codes go backwards where rows do."""
    codes = chain.from_iterable(group[::-1] if is_descending else group for group in groups)
    return [Segment(Test(f"{column} IS ?", (code,))) for code in codes]


def _country_codes(ranks: str, database: Database) -> list[str]:
    """Return the codes there are, in the order of their names; those without a name come first."""
    rows = database.sql(
        """WITH RECURSIVE present (code) AS (
             SELECT min(country) FROM client INDEXED BY client_by_country WHERE deleted_at IS NULL
             UNION ALL
             SELECT (SELECT min(country) FROM client INDEXED BY client_by_country
                     WHERE deleted_at IS NULL AND country > present.code)
             FROM present WHERE present.code IS NOT NULL)
           SELECT code FROM present WHERE code <> ''"""
    )
    place = {code: number for number, code in enumerate(ranks.split())}
    return sorted((code for (code,) in rows), key=lambda code: (place.get(code, -1), code))


def _category_ids(database: Database) -> list[list[int | None]]:
    """Return the ids of the categories with a name, in the order of their names, and those of clients without one."""
    rows = database.sql("SELECT id, name FROM category ORDER BY lower(name), name, sub_category, id")
    return [[id_ for id_, name in rows if name], [None, *(id_ for id_, name in rows if not name)]]


@dataclass(frozen=True, slots=True)
class Sorting:
    """What sorts clients `c`, with their category `k`, as the segments stand.

    `keys` are SQL expressions, never NULL, each with whether it is descending; the last one tells all clients apart.
    """

    keys: tuple[tuple[str, bool], ...]
    values: tuple[str, ...] = ()

    @classmethod
    def of(cls, sort: Sort) -> "Sorting":
        """Return what sorts by a column."""
        if sort.field in _NEVER_BLANK:
            return cls._turned("", (f"c.{_NEVER_BLANK[sort.field]}",), sort)
        if sort.field == "country":
            return cls._turned("c.country = ''", ("instr(?, c.country)", "c.country"), sort, (sort.ranks,))
        if sort.field == "category":
            name, sub_category = "coalesce(k.name, '')", "coalesce(k.sub_category, '')"
            keys = (f"lower({name})", name, sub_category, "coalesce(k.id, 0)")
            return cls._turned(f"{name} = ''", keys, sort)
        column = {"company_name": "c.sort_company", "email": "lower(c.email)"}.get(sort.field, f"c.{sort.field}")
        return cls._turned(f"{'c.email' if sort.field == 'email' else column} = ''", (column,), sort)

    @classmethod
    def _turned(cls, is_blank: str, keys: Sequence[str], sort: Sort, values: tuple[str, ...] = ()) -> "Sorting":
        """Return what sorts by `keys`, then by id, in the direction of a sort; blank ones come last in either."""
        first = [(is_blank, False)] if is_blank else []
        return cls((*first, *((key, sort.is_descending) for key in (*keys, "c.id"))), values)

    @property
    def columns(self) -> str:
        """The keys, to be selected."""
        return ", ".join(key for key, _is_descending in self.keys)

    @property
    def clause(self) -> str:
        """The keys, to sort by in SQL."""
        return ", ".join(key + (" DESC" if is_descending else "") for key, is_descending in self.keys)

    def sort(self, rows: list[tuple[Any, ...]]) -> None:
        """Sort rows of the keys' values; UTF-8 sorts as code points do, so that SQLite and Python agree."""
        for number, (_key, is_descending) in reversed(list(enumerate(self.keys))):
            rows.sort(key=itemgetter(number), reverse=is_descending)
