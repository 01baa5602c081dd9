"""The overview: how many clients were added when, come from where and are of which category, and what they owe.

Figures come part by part, the quickest first. Each row of a part has the query that narrows the list to it.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from itertools import pairwise

from tui_clients.domain import conditions, narrowing, query_values
from tui_clients.domain.dates import DateRange
from tui_clients.domain.query import Query
from tui_clients.storage import overview, owing
from tui_clients.storage.database import Database
from tui_clients.storage.overview import Found
from tui_clients.storage.owing import Debtor, Owed, Owing

MOST_DEBTORS = 10
_EARLIEST = 1900
_MOST_YEARS = 10
"""Years that have a row of their own, before those whose months have."""

PARTS = 7
"""How many parts there are: what `first` gives, and what `read` yields."""


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
    """The months of this year and the last one, the latest first, then years; nobody counts twice.

    Where the query asks for earlier days alone, or finds nobody in these years, it is the months of earlier years.
    """

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


def first(database: Database, query: Query, today: date) -> Added:
    """Return the months of this year, which are soon counted: only who was added in it is looked for.

    Raises `QueryMistake`.
    """
    last = _last_day(query, today)
    months = _months(last)[: last.month + 1]
    if not query.is_filtered:
        return Added(tuple(_by_month(overview.everybody(database), months)))
    since = narrowing.added_since(date(last.year, 1, 1))
    recent = replace(query, text=narrowing.narrowed(query.text, since))
    with overview.found(database, recent, reads_few=False) as found:
        return Added(tuple(_by_month(found, months)))


def read(database: Database, query: Query, today: date) -> Iterator[Part]:
    """Yield the figures of the clients that a query finds, part by part; raises `QueryMistake`.

    To be run through in one thread, beside which a second one counts too; what interrupts that thread's queries ends
    it with `Canceled`.
    """
    with (
        database.beside.held() as held,
        owing.owing(database, today, beside := held if overview.IS_SHARED else None) as amounts,
        overview.found(database, query) as found,
    ):
        if owing.are_few(found):
            amounts.stop()
        yield Total(found.count)
        figures = _Figures(found, amounts, _last_day(query, today))
        job = beside.start(figures.help) if beside else None
        try:
            yield from figures.count()
        finally:  # the second thread is not to be had by others before it is done
            error = job.exception() if job else None
        if error:
            raise error
        yield from figures.ready()
        yield from figures.amounts()


@dataclass(frozen=True, slots=True)
class _InCurrency:
    owed: Owed
    debtors: tuple[Debtor, ...]


_Counted = Added | Countries | Categories | _InCurrency
_Figure = Callable[[], _Counted]


class _Figures:
    """What is counted of the clients found, by two threads, which take the figures from either end."""

    def __init__(self, found: Found, owing: Owing, last: date) -> None:
        self._found = found
        self._owing = owing
        figures: list[_Figure] = [partial(_added, found, last), partial(_countries, found), partial(_categories, found)]
        figures += [partial(_owed, found, owing, currency) for currency in owing.currencies]
        self._left = deque(enumerate(figures))
        self._counted: dict[int, _Counted] = {}
        self._told = 0

    def count(self) -> Iterator[Part]:
        """Count from the first on, and yield what is there by then."""
        while self._takes(self._left.popleft):
            yield from self.ready()

    def help(self) -> None:
        """Count from the last on, in the second thread."""
        with self._found.here(), self._owing.here():
            while self._takes(self._left.pop):
                pass

    def _takes(self, next_one: Callable[[], tuple[int, _Figure]]) -> bool:
        """Count one thing more; return whether there was any."""
        try:
            place, figure = next_one()
        except IndexError:
            return False
        self._counted[place] = figure()
        return True

    def ready(self) -> Iterator[Part]:
        """Yield the parts that are counted and that follow on those yielded before."""
        while self._told in self._counted and not isinstance(part := self._counted[self._told], _InCurrency):
            self._told += 1
            yield part

    def amounts(self) -> Iterator[Part]:
        """Yield what is owed, once all is counted."""
        those = [each for each in self._counted.values() if isinstance(each, _InCurrency) and _is_anything(each.owed)]
        those.sort(key=lambda each: (-each.owed.clients, each.owed.currency))
        yield Money(tuple(each.owed for each in those))
        yield Debtors(tuple((each.owed.currency, each.debtors) for each in those))


def _owed(found: Found, owing: Owing, currency: str) -> _InCurrency:
    return _InCurrency(*owing.of(found, currency, MOST_DEBTORS))


def _is_anything(owed: Owed) -> bool:
    return bool(owed.clients or owed.overdue or owed.credit)


# -- when clients were added -------------------------------------------------------------------------------------------


def _last_day(query: Query, today: date) -> date:
    """Return the day up to which months are shown: today, or the last one on which a client may have been added."""
    spans = [each.range for each in query.conditions() if isinstance(each, conditions.Added) and not each.is_excluded]
    return max(date(_EARLIEST, 12, 31), min([today, *(span.end for span in spans if span.end)]))


def _added(found: Found, last: date) -> Added:
    """Return months back to January of a year before, then years; what lies beyond either end where there is any."""
    months = _months(last)
    spans = [*_by_month(found, months)]
    if found.count and not any(span.clients for span in spans):
        months = _months(date(max(_EARLIEST, found.last_year()), 12, 1))
        spans = [*_by_month(found, months)]
    left = found.count - sum(span.clients for span in spans)
    return Added((*spans, *_by_year(found, months[-1].year, left)))


def _by_month(found: Found, months: Sequence[date]) -> Iterator[Span]:
    """Yield the months between some first days of months, the latest first; what is later where there is any."""
    later = found.added(DateRange(months[0], None))
    if later:
        yield Span(months[0], None, later, narrowing.added_since(months[0]))
    for after, start in pairwise(months):
        days = DateRange(start, after - timedelta(days=1))
        yield Span(days.start, days.end, found.added(days), narrowing.added_in(start.year, start.month))


def _by_year(found: Found, until: int, left: int) -> Sequence[Span]:
    """Return the years before one, as long as anybody is `left`; what is earlier where there is any."""
    spans: list[Span] = []
    for year in range(until - 1, until - 1 - _MOST_YEARS, -1):
        if left <= 0:  # or less, where others add clients meanwhile
            return spans
        days = DateRange(date(year, 1, 1), date(year, 12, 31))
        spans.append(Span(days.start, days.end, found.added(days), narrowing.added_in(year)))
        left -= spans[-1].clients
    rest = DateRange(None, date(until - 1 - _MOST_YEARS, 12, 31))
    earlier = found.added(rest) if left > 0 else 0
    last = Span(None, rest.end, earlier, narrowing.added_before(date(until - _MOST_YEARS, 1, 1)))
    return [*spans, last] if earlier else spans


def _months(last: date) -> Sequence[date]:
    """Return the first days of months: of the one after that of a day, back to January of the year before."""
    number = last.year * 12 + last.month
    return [date(month // 12, month % 12 + 1, 1) for month in range(number, (last.year - 1) * 12 - 1, -1)]


# -- where they are from, and of which kind ----------------------------------------------------------------------------


def _countries(found: Found) -> Countries:
    return Countries(_ordered(Kind(code, clients, narrowing.of_country(code)) for code, clients in found.countries()))


def _categories(found: Found) -> Categories:
    """Return the categories with as many clients as a search for their name finds."""
    clients: Counter[str] = Counter()
    spelled: dict[str, Counter[str]] = {}
    for name, sub_category, count in found.categories():
        own = name or sub_category
        spelled.setdefault(query_values.folded(own), Counter())[own] += count
        for folded in {query_values.folded(each) for each in (name, sub_category)}:
            clients[folded] += count
    names = {folded: written.most_common(1)[0][0] for folded, written in spelled.items()}
    own_counts = {folded: clients[folded] if folded else sum(spelled[folded].values()) for folded in names}
    kinds = (Kind(name, own_counts[folded], narrowing.of_category(name)) for folded, name in names.items())
    return Categories(_ordered(kinds))


def _ordered(kinds: Iterator[Kind]) -> tuple[Kind, ...]:
    return tuple(sorted(kinds, key=lambda kind: (-kind.clients, kind.value)))
