"""The overview: how many clients were added when, come from where and are of which category, and what they owe.

Figures come part by part, the quickest first. Each row of a part has the query that narrows the list to it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from tui_clients.domain import narrowing, query_values
from tui_clients.domain.dates import DateRange
from tui_clients.domain.query import Query
from tui_clients.storage import overview
from tui_clients.storage.database import Database
from tui_clients.storage.overview import Debtor, Found, Owed

MOST_DEBTORS = 10
_MOST_YEARS = 10
"""Years that have a row of their own, before those whose months have."""

PARTS = 7
"""How many parts `read` yields; the months of this year come a second time, with all that came before."""


@dataclass(frozen=True, slots=True)
class Total:
    """How many clients it is about."""

    clients: int


@dataclass(frozen=True, slots=True)
class Span:
    """How many clients were added on the days from `start` to `end`; None leaves that side open."""

    start: date | None
    end: date | None
    clients: int
    query: str


@dataclass(frozen=True, slots=True)
class Added:
    """The months of this year and the last one, the latest first, then years; nobody counts twice."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """How many clients have a value; "" for those without any."""

    value: str
    clients: int
    query: str


@dataclass(frozen=True, slots=True)
class Countries:
    """The countries by their stored codes, the one with the most clients first."""

    kinds: tuple[Kind, ...]


@dataclass(frozen=True, slots=True)
class Categories:
    """The categories, the largest first; who is of a sub-category of the same name counts too, as in a search."""

    kinds: tuple[Kind, ...]


@dataclass(frozen=True, slots=True)
class Money:
    """What is open and overdue, a currency each; the one in which most clients owe something comes first."""

    owed: tuple[Owed, ...]


@dataclass(frozen=True, slots=True)
class Debtors:
    """Those who owe most, the largest amount first, by currency in the order of `Money`."""

    by_currency: tuple[tuple[str, tuple[Debtor, ...]], ...]


Part = Total | Added | Countries | Categories | Money | Debtors


def read(database: Database, query: Query, today: date) -> Iterator[Part]:
    """Yield the figures of the clients that a query finds, part by part; raises `QueryMistake`.

    To be run through in one thread, beside which a second one sums up what is owed; what interrupts that thread's
    queries ends it with `Canceled`.
    """
    with database.beside.held() as beside:
        job: Future[tuple[Money, Debtors]] | None = None
        try:
            for part in _counts(database, query, today):
                yield part
                if beside and job is None and isinstance(part, Added):  # the first figures have both processors
                    job = beside.start(_sums, database, query, today)
        finally:  # the second thread is not to be had by others before it is done
            error = job.exception() if job else None
        if error:
            raise error
        yield from job.result() if job else _sums(database, query, today)


def _counts(database: Database, query: Query, today: date) -> Iterator[Part]:
    with overview.found(database, query) as found:
        yield Total(found.count)
        yield from _added(found, today)
        yield Countries(_countries(found))
        yield Categories(_categories(found.categories()))


def _sums(database: Database, query: Query, today: date) -> tuple[Money, Debtors]:
    with overview.found(database, query) as found:
        owed = [found.owed(currency, today) for currency in found.currencies()]
        ordered = sorted(filter(_is_anything, owed), key=lambda one: (-one.clients, one.currency))
        debtors = [(one.currency, tuple(found.debtors(one.currency, today, MOST_DEBTORS))) for one in ordered]
        return Money(tuple(ordered)), Debtors(tuple(debtors))


def _is_anything(owed: Owed) -> bool:
    return bool(owed.clients or owed.overdue or owed.credit)


# -- when clients were added -------------------------------------------------------------------------------------------


def _added(found: Found, today: date) -> Iterator[Added]:
    """Yield this year's months, which are soon counted, then all spans."""
    spans: list[Span] = []
    for span in _spans(found, today):
        spans.append(span)
        if span.start == date(today.year, 1, 1):
            yield Added(tuple(spans))
    yield Added(tuple(spans))


def _spans(found: Found, today: date) -> Iterator[Span]:
    """Yield the months back to January of last year, then years; what lies beyond either end where there is any."""
    months = _months(today)
    following = months[0]
    later = found.added(DateRange(following, None))
    if later:
        yield Span(following, None, later, narrowing.added_since(following))
    for after, start in pairwise(months):
        days = DateRange(start, after - timedelta(days=1))
        yield Span(days.start, days.end, found.added(days), narrowing.added_in(start.year, start.month))
    if not found.added(DateRange(None, months[-1] - timedelta(days=1))):
        return
    year = months[-1].year - 1
    oldest = max(found.first_year(), year - _MOST_YEARS + 1)
    for number in range(year, oldest - 1, -1):
        days = DateRange(date(number, 1, 1), date(number, 12, 31))
        yield Span(days.start, days.end, found.added(days), narrowing.added_in(number))
    rest = DateRange(None, date(oldest - 1, 12, 31))
    earlier = found.added(rest)
    if earlier:
        yield Span(None, rest.end, earlier, narrowing.added_before(date(oldest, 1, 1)))


def _months(today: date) -> Sequence[date]:
    """Return the first days of months: of the one after that of `today`, back to January of last year."""
    number = today.year * 12 + today.month
    return [date(month // 12, month % 12 + 1, 1) for month in range(number, (today.year - 1) * 12 - 1, -1)]


# -- where they are from, and of which kind ----------------------------------------------------------------------------


def _countries(found: Found) -> tuple[Kind, ...]:
    return _ordered(Kind(code, clients, narrowing.of_country(code)) for code, clients in found.countries())


def _categories(counts: Sequence[tuple[str, str, int]]) -> tuple[Kind, ...]:
    """Return the categories with as many clients as a search for their name finds."""
    clients: Counter[str] = Counter()
    spelled: dict[str, Counter[str]] = {}
    for name, sub_category, count in counts:
        own = name or sub_category
        spelled.setdefault(query_values.folded(own), Counter())[own] += count
        for folded in {query_values.folded(each) for each in (name, sub_category)}:
            clients[folded] += count
    names = {folded: written.most_common(1)[0][0] for folded, written in spelled.items()}
    own_counts = {folded: clients[folded] if folded else sum(spelled[folded].values()) for folded in names}
    return _ordered(Kind(name, own_counts[folded], narrowing.of_category(name)) for folded, name in names.items())


def _ordered(kinds: Iterator[Kind]) -> tuple[Kind, ...]:
    return tuple(sorted(kinds, key=lambda kind: (-kind.clients, kind.value)))
