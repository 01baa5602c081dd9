"""The index answers as the rows do, whatever is asked."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_clients.domain.choices import ClientStatus, Gender
from tui_clients.domain.client import Client, ContactPoint, Picture
from tui_clients.domain.dates import DateRange
from tui_clients.domain.invoice import Invoice, Payment
from tui_clients.domain.query import Query
from tui_clients.storage import facets
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import open_database
from tui_clients.storage.invoices import Invoices
from tui_clients.storage.matching import matching

DAY = date(2026, 11, 1)
PEOPLE = (
    Client("Anna Müller", email="anna@example.com", country="DE", language="de-AT", gender=Gender.FEMALE, city="Köln",
           category="Retail", sub_category="Shops", tags=("VIP", "Öl"), mobile="+491711234567", note="late payer",
           created_at=datetime(2024, 3, 31, 21, 59, tzinfo=UTC)),
    Client("Anna Berg", company_name="Müller GmbH", country="AT", language="gsw", category="VIP", city="Wien",
           status=ClientStatus.INACTIVE, created_at=datetime(2024, 3, 31, 22, 1, tzinfo=UTC)),
    Client("Bert Köln", office_phone="+4930123456", language="en-GB", gender=Gender.MALE, country="Atlantis",
           more_emails=(ContactPoint("", "bert@example.org"),), created_at=datetime(2025, 1, 1, tzinfo=UTC)),
    Client("Zoë", more_phones=(ContactPoint("", "+442079460018"),), category="Retail", tags=("oil",),
           picture=Picture("image/png", b"x"), created_at=datetime(1969, 1, 1, tzinfo=UTC)),
    Client("Far Future", created_at=datetime(9998, 1, 1, tzinfo=UTC), language="x", gender=Gender.OTHER),
)  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clients]:
    yield from _store(tmp_path_factory.mktemp("matching") / "clients.db")


def _store(path: Path) -> Iterator[Clients]:
    database = open_database(path)
    store = Clients(database)
    with database.transaction():
        stored = store.add_many(PEOPLE, "me")
        invoices = Invoices(database)
        anna, berg, bert = (client.id for client in stored[:3])
        day = date(2020, 1, 1)
        paid = (Payment(4_000, DAY),)
        invoices.add(Invoice("1", day, day, "EUR", 10_000, client_id=anna, payments=paid))
        invoices.add(Invoice("2", day, date.max, "JPY", 500, client_id=berg))
        invoices.add(Invoice("3", day, day, "EUR", 100, client_id=bert, payments=(Payment(100, DAY),)))
    yield store
    database.close_all()


def names(store: Clients, query: Query) -> str:
    found = store.find(query)
    assert len(found) == store.count(query)
    assert store.meeting(query, range(20)) == frozenset(found)
    return " ".join(client.name.split()[-1] for client in store.get_many(sorted(found)))


@pytest.mark.usefixtures("local_zone")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("anna", "Müller Berg"), ("anna -berg", "Müller"), ("-anna", "Köln Zoë Future"), ('"anna m"', "Müller"),
        ('"m anna"', ""), ("-anna -zoe", "Köln Future"), ("name:müller", "Müller"), ("company:mueller", "Berg"),
        ("-name:müller anna", "Berg"), ("city:köln", "Müller"), ("köln", "Müller Köln"),
        ("email:example.org", "Köln"), ("phone:7946", "Zoë"), ("mobile:7946", "Zoë"), ("office:0123", "Köln"),
        ("mobile:0123", ""), ("office:030123", "Köln"), ("note:late", "Müller"), ("note:anna", ""),
        ("country:DE", "Müller"), ("country:DE,AT", "Müller Berg"), ("-country:DE", "Berg Köln Zoë Future"),
        ("language:de", "Müller"), ("language:en,gsw", "Berg Köln"), ("gender:f", "Müller"),
        ("gender:other", "Future"), ("category:retail", "Müller Zoë"), ("category:shops", "Müller"),
        ("category:vip", "Berg"), ("-category:retail", "Berg Köln Future"), ("category:none", ""),
        ("tag:vip", "Müller"), ("tag:ÖL", "Müller"), ("tag:vi", ""), ("tag:oil,vip", "Müller Zoë"),
        ("-tag:vip anna", "Berg"), ("is:inactive", "Berg"), ("is:active", "Müller Köln Zoë Future"),
        ("-is:active", "Berg"), ("is:active anna", "Müller"), ("added:2024", "Müller Berg"),
        ("added:2024-03", "Müller"), ("added:<1970", "Zoë"), ("added:>=2025", "Köln Future"),
        ("added:..2024-03-31", "Müller Zoë"), ("added:9998", "Future"), ("-added:2024", "Köln Zoë Future"),
        ("added:2024 -berg", "Müller"), ("added:2030..2040", ""), ("open:>59", "Müller Berg"), ("open:60", "Müller"),
        ("open:>60", "Berg"), ("-open:>60", "Müller Köln Zoë Future"), ("open:0", ""), ("has:overdue", "Müller"),
        ("-has:overdue anna", "Berg"), ("has:email", "Müller Köln"), ("has:phone", "Müller Köln Zoë"),
        ("has:tag", "Müller Zoë"), ("has:picture", "Zoë"), ("has:note", "Müller"), ("-has:country", "Zoë Future"),
        ("has:category -anna", "Zoë"), ("a", "Müller Berg"), ("k", "Müller Köln"),
    ],
)  # fmt: skip
def test_each_condition_finds_its_clients(
    store: Clients, local_zone: Callable[[str], None], text: str, expected: str
) -> None:
    local_zone("Europe/Berlin")
    assert names(store, Query(text)) == expected
    wanted = matching(Query(text), store._database)
    test = wanted.test
    assert test is not None
    rows = store._database.sql(f"SELECT name FROM client c WHERE {test.sql} ORDER BY id", *test.values)
    assert " ".join(name.split()[-1] for (name,) in rows) == expected  # by the rows alone, as without an index


def test_the_bar_and_the_filters_compose(store: Clients) -> None:
    year = DateRange(date(2024, 1, 1), date(2024, 12, 31))
    assert names(store, Query("anna", year)) == "Müller Berg"
    assert names(store, Query("-anna", year)) == ""
    assert names(store, Query("anna country:DE", year)) == "Müller"
    assert names(store, Query("anna", year, ids=frozenset([2, 3]))) == "Berg"
    assert names(store, Query("anna", without=frozenset([2]))) == "Müller"
    assert names(store, Query("anna", year, without=frozenset([2]), also=frozenset([3]))) == "Müller Köln"
    assert names(store, Query(also=frozenset([3]), ids=frozenset())) == "Köln"


MOMENTS = st.integers(-(10**9), 8 * 10**9)


@pytest.fixture(scope="module")
def scattered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Clients, list[int]]]:
    database = open_database(tmp_path_factory.mktemp("scattered") / "clients.db")
    store = Clients(database)
    base = int(datetime(2023, 12, 31, tzinfo=UTC).timestamp())
    moments = sorted({base + n * n * 7_919 % (3 * 365 * 86_400) for n in range(3_000)} | {-5, 0, 899, 900, 8 * 10**9})
    people = [Client("x", created_at=datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=at)) for at in moments]
    with database.transaction():
        store.add_many(people, "me")
    yield store, moments
    database.close_all()


@given(st.data())
def test_a_span_of_time_is_what_its_tokens_say(scattered: tuple[Clients, list[int]], data: Any) -> None:
    store, moments = scattered
    near = st.sampled_from(moments).map(lambda at: at // 900 * 900) | st.sampled_from(moments) | MOMENTS
    first, last = sorted([data.draw(near), data.draw(near)])
    is_open = data.draw(st.sampled_from([(False, False), (True, False), (False, True)]))
    bounds = (None if is_open[0] else first, None if is_open[1] else last)
    match = facets.added(*bounds, max(moments))
    if match:
        ((count,),) = store._database.sql("SELECT count(*) FROM client_index WHERE client_index MATCH ?", match)
        low = moments[0] if bounds[0] is None else bounds[0]
        assert count == sum(low <= at and (bounds[1] is None or at < bounds[1]) for at in moments)
    else:
        assert any(bound is not None and (bound % 900 or not 900 <= bound <= facets._END - 900) for bound in bounds)


def test_a_year_in_another_zone_is_a_handful_of_tokens(local_zone: Callable[[str], None]) -> None:
    latest = int(datetime(2026, 11, 24, tzinfo=UTC).timestamp())
    for zone in ("Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia"):
        local_zone(zone)
        first, last = DateRange(date(2024, 1, 1), date(2024, 12, 31)).bounds()
        assert 0 < facets.added(first, last, latest).count("added :") < 40
    assert facets.added(*DateRange(date(2024, 1, 1)).bounds(), latest).count("added :") < 30
