"""What one condition of a query becomes: an expression for the search index, and a test of a client's row in SQL."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tui_clients.domain.conditions import Added, Has, OneOf, Word
from tui_clients.domain.dates import DateRange
from tui_clients.domain.text import fold
from tui_clients.storage import facets
from tui_clients.storage.database import Database
from tui_clients.storage.search_text import needles, section

_SEARCHED_WITH = {"phone": ("mobile", "office_phone", "more_phones"), "mobile": ("mobile", "more_phones")}
_POINT = "EXISTS (SELECT 1 FROM contact_point p WHERE p.client_id = c.id AND p.kind = '{kind}')"
_PRESENT = {
    "email": f"c.email <> '' OR {_POINT.format(kind='email')}",
    "phone": f"c.mobile <> '' OR c.office_phone <> '' OR {_POINT.format(kind='phone')}",
    "tags": "c.tag_text <> ''",
    "category": "c.category_id IS NOT NULL",
    "picture": "EXISTS (SELECT 1 FROM picture p WHERE p.client_id = c.id)",
}


@dataclass(frozen=True, slots=True)
class Test:
    """A condition on a row `c` of `client`, in SQL with the values of its question marks."""

    sql: str
    values: tuple[Any, ...] = ()

    @property
    def is_by_id(self) -> bool:
        """Whether it asks for nothing of the row but its id, so that an index answers it."""
        return "c." not in self.sql.replace("c.id", "")

    def __invert__(self) -> "Test":
        """Return the opposite condition; a client without a value meets it."""
        return Test(f"({self.sql}) IS NOT TRUE", self.values)


NOBODY = Test("c.id < 0")  # a plain 0 leaves SQLite no way along an index it is told to take


@dataclass(frozen=True, slots=True)
class Part:
    """One condition: its test, and the expression with which the index finds the clients that meet it.

    `match` is "" where the index knows nothing of it. Where it is not exact, the index finds others too. `needles`,
    where there are any, say the same as the test: one of them stands in the row's search text. `ids`, where it is
    there, is a SELECT of the clients that meet it, some of them twice or in the trash: quicker than to ask of each.
    """

    test: Test
    match: str = ""
    is_exact: bool = True
    needles: tuple[str, ...] = ()
    ids: Test | None = None


def all_of(tests: Iterable[Test]) -> Test:
    """Return the condition that all tests hold."""
    return _joined(" AND ", "1", tests)


def any_of(tests: Iterable[Test]) -> Test:
    """Return the condition that one of the tests holds."""
    return _joined(" OR ", "0", tests)


def _joined(word: str, empty: str, tests: Iterable[Test]) -> Test:
    given = list(tests)
    sql = word.join(f"({test.sql})" for test in given) or empty
    return Test(sql, tuple(value for test in given for value in test.values))


def among(ids: Iterable[int], column: str = "c.id") -> Test:
    """Return the condition that a column holds one of `ids`; one value, as SQLite takes 32,766 at most."""
    return Test(f"{column} IN (SELECT value FROM json_each(?))", ("[" + ",".join(map(str, ids)) + "]",))


def of_word(condition: Word) -> Part | None:
    """Return what a word becomes: any of its spellings; None for a word that is nothing."""
    every = dict.fromkeys(text for spelling in condition.spellings for text in needles(spelling))
    texts = [text for text in every if not any(other in text for other in every if other != text)]
    if not texts:
        return None
    match = facets.either(facets.phrase("text", text) for text in texts)
    if not condition.field:
        test = any_of(Test("instr(c.search, ?) > 0", (text,)) for text in texts)
        return Part(test, match, needles=tuple(texts))
    places = [section(name, "c") for name in _SEARCHED_WITH.get(condition.field, (condition.field,))]
    tests = [Test(f"instr({place}, ?) > 0", (text,)) for place in places for text in texts]
    return Part(any_of(tests), match, is_exact=False)


def of_one_of(condition: OneOf, database: Database) -> Part:
    """Return what a condition on a coded field becomes."""
    if condition.field == "category":
        return _of_categories(condition.values, database)
    values = [_of_value(condition.field, value) for value in condition.values]
    matches = [part.match for part in values]
    return Part(any_of(part.test for part in values), facets.either(matches) if all(matches) else "")


def _of_value(field: str, value: str) -> Part:
    if field == "tags":
        return Part(Test("instr(c.tag_text, ?) > 0", (facets.tag_text([value]),)), facets.tag(value))
    if field == "language":
        test = Test("lower(c.language) = ? OR lower(c.language) GLOB ?", (value, f"{value}-*"))
        return Part(test, facets.language(value))
    return Part(Test(f"c.{field} = ?", (value,)), facets.code(field, value))


def _of_categories(names: Iterable[str], database: Database) -> Part:
    wanted = set(names)
    rows = database.sql("SELECT id, name, sub_category FROM category")
    ids = [id_ for id_, *stored in rows if wanted & set(map(fold, stored))]
    return Part(among(ids, "c.category_id"), facets.either(map(facets.category, ids))) if ids else Part(NOBODY)


def of_added(condition: Added, database: Database) -> Part | None:
    """Return what a span of days becomes; None for one that is open on both sides."""
    tests = within(condition.range)
    if not tests:
        return None
    first, last = condition.range.bounds()
    ((latest,),) = database.sql(
        "SELECT max(created_at) FROM client INDEXED BY client_by_created_at WHERE deleted_at IS NULL"
    )
    return Part(all_of(tests), facets.added(first, last, latest or 0))


def within(days: DateRange) -> list[Test]:
    """Return the conditions that a client was added on the days of a range; none for a side that is open."""
    first, last = days.bounds()
    bounds = (("c.created_at >= ?", first), ("c.created_at < ?", last))
    return [Test(sql, (value,)) for sql, value in bounds if value is not None]


def of_has(condition: Has) -> Part:
    """Return what a condition on something being there becomes; for a text field that it is not blank."""
    return Part(Test(_PRESENT.get(condition.what, f"c.{condition.what} <> ''")))
