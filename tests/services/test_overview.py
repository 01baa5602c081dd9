"""The figures of the overview are those of the list: each row says how many clients its query finds."""

from collections.abc import Callable, Generator, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.conftest import REPO
from tui_clients.domain.client import Client
from tui_clients.domain.dates import DateRange
from tui_clients.domain.narrowing import narrowed
from tui_clients.domain.query import Query
from tui_clients.errors import Canceled
from tui_clients.services import importing, overview
from tui_clients.services.overview import Added, Categories, Countries, Debtors, Money, Total
from tui_clients.settings import Settings
from tui_clients.storage import overview as storage
from tui_clients.storage import owing
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database, open_database
from tui_clients.storage.interrupt import Interrupt

TODAY = date.today()  # noqa: DTZ011 - `has:overdue` asks for it too
TEXTS = (
    *("", "an", "country:DE", "-country:DE", "is:active", "name:a", "nobody-at-all"),
    *("open:>100", "has:overdue", "an has:overdue", "has:overdue added:2024", "added:<2016", "added:1970"),
)
ODD = (
    Client("Long ago", created_at=datetime(1970, 1, 1, 0, 30, tzinfo=UTC), category="VIP [/]", country="Atlantis"),
    Client(
        "In spring", created_at=datetime(2015, 3, 31, 22, 30, tzinfo=UTC), category='say "x"', sub_category="Retail"
    ),
    Client("Far ahead", created_at=datetime(9999, 12, 31, tzinfo=UTC), category="retail", country="de"),
)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The sample, some odd clients, and some in the trash."""
    opened = open_database(tmp_path_factory.mktemp("overview") / "clients.db")
    for name in ("clients", "projects", "invoices"):
        importing.run(importing.inspect(REPO / "sample_data" / f"{name}.csv", Settings()), opened, "kim")
    clients = Clients(opened)
    with opened.transaction():
        clients.add_many(ODD, "me")
    clients.delete([17, 32, 60], "me")
    yield opened
    opened.close_all()


@pytest.fixture(params=[storage.FEW, 0], ids=["rows are read", "indexes are read"])
def _way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if not request.param:
        monkeypatch.setattr(storage, "FEW", -1)
        monkeypatch.setattr(owing, "FEW", -1)


@pytest.mark.usefixtures("_way")
@pytest.mark.parametrize("text", TEXTS)
def test_each_row_counts_the_clients_that_its_query_finds(database: Database, text: str) -> None:
    clients, query = Clients(database), Query(text, DateRange(None, date(9000, 1, 1)) if text == "name:a" else None)
    parts = list(overview.read(database, query, TODAY))
    assert [type(part) for part in parts] == [Total, Added, Countries, Categories, Money, Debtors]
    assert len(parts) + 1 == overview.PARTS
    for part in (overview.first(database, query, TODAY), *parts):
        match part:
            case Total(count):
                assert count == clients.count(query)
            case Added(spans):
                assert [clients.count(_both(query, span.query)) for span in spans] == [span.clients for span in spans]
                assert sum(span.clients for span in spans) == clients.count(query) or part is not parts[1]
            case Countries(kinds) | Categories(kinds):
                those = [kind for kind in kinds if kind.query]
                assert [clients.count(_both(query, kind.query)) for kind in those] == [kind.clients for kind in those]
            case Money(owed):
                for one in owed:
                    asked = [f"{name}{one.currency}" for name in ("open:>0", "overdue:>0", "open:<0")]
                    counts = [one.clients, one.overdue_clients, one.credit_clients]
                    assert [clients.count(_both(query, each)) for each in asked] == counts
            case Debtors(by_currency):
                amounts = [[debtor.open for debtor in those] for _currency, those in by_currency]
                assert amounts == [sorted(row, reverse=True) for row in amounts]


def _both(query: Query, term: str) -> Query:
    return Query(narrowed(query.text, term), query.added)


@pytest.mark.usefixtures("_way")
def test_amounts_are_those_of_the_clients_found_by_currency(database: Database) -> None:
    whole, german = (_money(database, text) for text in ("", "country:DE"))
    assert set(german) == {"EUR"} < set(whole)
    assert 0 < german["EUR"][0] < whole["EUR"][0]
    owing = Clients(database).count(Query("open:>0"))
    assert 0 < max(clients for _open, clients in whole.values()) <= owing <= sum(c for _open, c in whole.values())


def _money(database: Database, text: str) -> dict[str, tuple[int, int]]:
    (money,) = (part for part in overview.read(database, Query(text), TODAY) if isinstance(part, Money))
    return {one.currency: (one.open, one.clients) for one in money.owed}


def test_who_is_in_the_trash_owes_nothing(database: Database) -> None:
    (debtors,) = (part for part in overview.read(database, Query(), TODAY) if isinstance(part, Debtors))
    ids = {debtor.client_id for _currency, those in debtors.by_currency for debtor in those}
    assert ids
    assert not ids & {17, 32, 60}
    assert all(len(those) <= overview.MOST_DEBTORS for _currency, those in debtors.by_currency)


def test_months_and_years_hold_everybody_once_whatever_the_zone(
    tmp_path: Path, local_zone: Callable[[str], None]
) -> None:
    local_zone("America/New_York")
    database = open_database(tmp_path / "clients.db")
    start = datetime(TODAY.year, 1, 1, tzinfo=UTC)
    moments = [start + timedelta(hours=hours) for hours in range(-40_000, 400, 333)]
    with database.transaction():
        Clients(database).add_many([Client(f"C {n}", created_at=at) for n, at in enumerate(moments)], "me")
    (added,) = (part for part in overview.read(database, Query(), TODAY) if isinstance(part, Added))
    assert sum(span.clients for span in added.spans) == len(moments)
    assert [Clients(database).count(Query(span.query)) for span in added.spans] == [s.clients for s in added.spans]
    database.close_all()


def test_the_months_are_those_in_which_clients_were_added(database: Database) -> None:
    for text, latest in (
        ("", TODAY.replace(day=1)),
        ("added:2015", date(2015, 12, 1)),
        ("in spring", date(2015, 12, 1)),
    ):
        added = next(part for part in overview.read(database, Query(text), TODAY) if isinstance(part, Added))
        spans = [span for span in added.spans if span.start and span.start <= TODAY]
        assert spans[0].start == latest
        assert any(span.clients for span in spans[:24])
    (first,) = (span for span in overview.first(database, Query("added:2015"), TODAY).spans if span.clients)
    assert (first.start, first.clients) in ((date(2015, 3, 1), 1), (date(2015, 4, 1), 1))  # by the zone


def test_both_threads_count_and_one_that_is_stopped_leaves_nothing_behind(database: Database) -> None:
    parts = list(overview.read(database, Query("an"), TODAY))
    for place in range(len(parts)):
        reading = overview.read(database, Query("an"), TODAY)
        for _ in range(place):
            next(reading)
        assert isinstance(reading, Generator)
        reading.close()
        assert list(overview.read(database, Query("an"), TODAY)) == parts
    with database.beside.held():  # by a search: the first thread counts all
        assert list(overview.read(database, Query("an"), TODAY)) == parts
    interrupt = Interrupt()
    stopped = (interrupt for _part in overview.read(database, Query("an"), TODAY) if not interrupt.set())  # type: ignore[func-returns-value]
    with pytest.raises(Canceled), database.interruptible(interrupt):
        list(stopped)
    assert list(overview.read(database, Query("an"), TODAY)) == parts
    assert "overview" not in {name for _number, name, _file in database.sql("PRAGMA database_list")}
