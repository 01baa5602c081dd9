"""What a query asks for, as the search index and as tests of a client's row understand it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tui_clients.domain.conditions import Added, Condition, Has, OneOf, Open, Word
from tui_clients.domain.query import Query
from tui_clients.storage import facets, predicates
from tui_clients.storage.database import Database
from tui_clients.storage.predicates import Part, Test, all_of, among, any_of


@dataclass(frozen=True, slots=True)
class Matching:
    """What a query asks for.

    `test` is the whole of it, as a condition on a row. `match` is what the index can say of it, "" for nothing;
    the clients it finds must still meet `rest`, where there is one. Where `is_complement`, the clients it finds are
    those that are not wanted. `test` says the same as `words` (of each, one needle stands in the row's search text)
    and `beside` together. `ids`, where it is there, is the SELECT of a part (see `Part.ids`) that is all that is asked.
    """

    test: Test | None = None
    match: str = ""
    rest: Test | None = None
    is_complement: bool = False
    words: tuple[tuple[str, ...], ...] = ()
    beside: Test | None = None
    ids: Test | None = None

    @property
    def is_everybody(self) -> bool:
        """Whether every client is wanted."""
        return self.test is None


def matching(query: Query, database: Database) -> Matching:
    """Return what a query asks for; raises `QueryMistake`."""
    wanted: list[Part] = []
    unwanted: list[Part] = []
    conditions = [*map(_by_the_rare, query.conditions())]
    for condition in conditions:
        part = _part(condition, conditions, database)
        if part is not None:
            (unwanted if condition.is_excluded else wanted).append(part)
    narrowing = [among(query.ids)] if query.ids is not None else []
    narrowing += [~among(query.without)] if query.without else []
    others = [*(p.test for p in wanted if not p.needles), *(~part.test for part in unwanted), *narrowing]
    tests = [*(part.test for part in wanted if part.needles), *others]
    if query.also:
        test = any_of([all_of(tests), among(query.also)])
        return Matching(test, rest=test)
    inexact = [part.test for part in wanted if not _is_whole(part)] + [~p.test for p in unwanted if not _is_whole(p)]
    rest = [*inexact, *narrowing]
    match, is_complement = _expression(wanted, unwanted)
    return Matching(
        all_of(tests) if tests else None,
        match,
        all_of(rest) if rest else None,
        is_complement,
        tuple(part.needles for part in wanted if part.needles),
        all_of(others) if others else None,
        wanted[0].ids if len(tests) == len(wanted) == 1 else None,
    )


def _by_the_rare(condition: Condition) -> Condition:
    """Return "is active" as "is not inactive", of which the index knows."""
    if isinstance(condition, OneOf) and (condition.field, condition.values) == ("status", ("active",)):
        return OneOf("status", ("inactive",), not condition.is_excluded)
    return condition


def _is_whole(part: Part) -> bool:
    """Whether the index alone answers a condition."""
    return bool(part.match) and part.is_exact


def _expression(wanted: Iterable[Part], unwanted: Iterable[Part]) -> tuple[str, bool]:
    """Return the expression for the index, and whether it finds those that are not wanted."""
    those = " AND ".join(part.match for part in wanted if part.match)
    others = facets.either(excluded) if (excluded := [part.match for part in unwanted if _is_whole(part)]) else ""
    if those and others:
        return f"({those}) NOT {others}", False
    return those or others, bool(others)


def _part(condition: Condition, conditions: Sequence[Condition], database: Database) -> Part | None:
    """Return what one of the conditions becomes; None for one that asks for nothing."""
    match condition:
        case Word():
            return predicates.of_word(condition)
        case OneOf():
            return predicates.of_one_of(condition, database)
        case Added():
            return predicates.of_added(condition, database)
        case Open() | Has(what="overdue"):
            from tui_clients.storage import open_amounts

            today = date.today()  # noqa: DTZ011 - the user's own day is meant
            return open_amounts.of(condition, today, open_amounts.near(conditions, database))
        case Has():
            return predicates.of_has(condition)
