import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tui_clients.domain.choices import ClientStatus, Gender
from tui_clients.domain.client import Client
from tui_clients.domain.dates import DateRange
from tui_clients.domain.query import Query, Sort
from tui_clients.domain.text import sort_key
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import open_database

LISTED = ["name", "company_name", "email", "mobile", "country", "category", "created_at"]
OTHERS = ["salutation", "gender", "language", "status", "website", "office_phone", "tax_name", "tax_number", "address",
          "city", "state", "postal_code", "note", "uid", "updated_at", "created_by", "updated_by"]  # fmt: skip


def some_clients() -> list[Client]:
    chance = random.Random(1)
    words = ["", "", "Anna", "anna", "Ärzte", "Zoë", "Österreich", "李", "b", "B"]
    moments = [datetime(year, 1, 1, tzinfo=UTC) for year in (1, 1969, 1970, 2026, 9999)]

    def word() -> str:
        return chance.choice(words)

    return [
        Client(
            name=word() or "x", salutation=word(), email=word(), country=chance.choice(["", "DE", "AT", "??"]),
            mobile=word(), gender=chance.choice(list(Gender)), language=word(), category=word(), sub_category=word(),
            status=chance.choice(list(ClientStatus)), company_name=word(), website=word(), office_phone=word(),
            tax_name=word(), tax_number=word(), address=word(), city=word(), state=word(), postal_code=word(),
            note=word(), created_at=chance.choice(moments), updated_at=chance.choice(moments), created_by=word(),
            updated_by=word(),
        )
        for _ in range(60)
    ]  # fmt: skip


@dataclass(frozen=True)
class Crowd:
    """Clients that are only read, and what is known of them; two more are in the trash."""

    store: Clients
    known: dict[int, Client]
    gone: tuple[int, ...]


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crowd]:
    database = open_database(tmp_path_factory.mktemp("crowd") / "clients.db")
    store = Clients(database)
    with database.transaction():
        stored = store.add_many(some_clients(), "me")
    gone = (stored[7].id, stored[30].id)
    store.delete(gone, "me")
    yield Crowd(store, {client.id: client for client in stored if client.id not in gone}, gone)
    database.close_all()


@pytest.mark.parametrize("is_descending", [False, True])
@pytest.mark.parametrize("field", LISTED + OTHERS)
def test_first_rows_ids_rows_and_count_agree_for_every_sort(crowd: Crowd, field: str, is_descending: bool) -> None:
    for text in ("", "an"):
        query = Query(text, sort=Sort(field, is_descending))
        ids = list(crowd.store.find(query))
        assert 0 < len(ids) == len(set(ids)) == crowd.store.count(query)
        assert [row.id for row in crowd.store.first_rows(query, 10)] == ids[:10]
        assert crowd.store.first_rows(query, 100) == crowd.store.rows(ids)
        assert [client.id for client in crowd.store.iterate(query)] == ids


def ascii_lower(text: str) -> str:
    return "".join(c.lower() if c.isascii() else c for c in text)


@pytest.mark.parametrize("is_descending", [False, True])
@pytest.mark.parametrize("field", LISTED + OTHERS)
def test_values_are_in_order_the_blank_ones_last_and_equal_ones_by_id(
    crowd: Crowd, field: str, is_descending: bool
) -> None:
    def rank(id_: int) -> tuple[Any, ...]:
        client = crowd.known[id_]
        value = getattr(client, field)
        value = value.value if isinstance(value, Gender | ClientStatus) else value
        if field == "category":
            return (ascii_lower(value), value, client.sub_category, id_)
        folded = {"name": sort_key, "company_name": sort_key, "email": ascii_lower}
        return (folded.get(field, str)(value), id_)

    ids = list(crowd.store.find(Query(sort=Sort(field, is_descending))))
    blank = [id_ for id_ in ids if rank(id_)[0] == ""]
    filled = [id_ for id_ in ids if rank(id_)[0] != ""]
    assert ids == filled + blank
    assert sorted(ids) == list(crowd.known)
    assert filled == sorted(filled, key=rank, reverse=is_descending)
    assert blank == sorted(blank, key=rank, reverse=is_descending)


@pytest.mark.parametrize("is_descending", [False, True])
def test_countries_sort_as_their_names_do(crowd: Crowd, is_descending: bool) -> None:
    query = Query(sort=Sort("country", is_descending, ranks="DE AT"))
    found = [crowd.known[id_].country for id_ in crowd.store.find(query)]
    order = [country for number, country in enumerate(found) if country not in found[:number]]
    assert order == (["AT", "DE", "??", ""] if is_descending else ["??", "DE", "AT", ""])


def test_a_query_may_be_narrowed_to_chosen_clients(crowd: Crowd) -> None:
    chosen = frozenset([*list(crowd.known)[:5], *crowd.gone, 99])
    assert sorted(crowd.store.find(Query(ids=chosen))) == list(crowd.known)[:5]
    assert crowd.store.count(Query(ids=frozenset())) == 0
    assert set(crowd.store.find(Query("an", ids=chosen))) == set(crowd.store.find(Query("an"))) & chosen


def test_rows_come_in_the_order_asked_for_and_as_often(crowd: Crowd) -> None:
    ids = [*list(crowd.known)[::-1], next(iter(crowd.known))]
    assert [row.id for row in crowd.store.rows(ids)] == ids


def test_names_sort_as_readers_expect(clients: Clients) -> None:
    for name in ("zoe", "Ärmel", "anna", "Émile", "Bob", "李", "  Carl"):
        clients.add(Client(name=name), "me")
    names = [row.name for row in clients.first_rows(Query(), 10)]
    assert names == ["anna", "Ärmel", "Bob", "  Carl", "Émile", "zoe", "李"]


def test_the_days_of_a_range_are_local_and_both_included(clients: Clients, local_zone: Callable[[str], None]) -> None:
    local_zone("Europe/Berlin")
    moments = {
        "before": datetime(2026, 3, 28, 22, 59, 59, tzinfo=UTC),
        "first": datetime(2026, 3, 28, 23, tzinfo=UTC),
        "last": datetime(2026, 3, 29, 21, 59, 59, tzinfo=UTC),
        "after": datetime(2026, 3, 29, 22, tzinfo=UTC),
    }
    for name, moment in moments.items():
        clients.add(Client(name=name, created_at=moment), "me")
    day = date(2026, 3, 29)  # a day of 23 hours

    def found(added: DateRange) -> set[str]:
        query = Query(added=added)
        assert clients.count(query) == len(clients.find(query))
        return {row.name for row in clients.first_rows(query, 10)}

    assert found(DateRange(day, day)) == {"first", "last"}
    assert found(DateRange(start=day)) == {"first", "last", "after"}
    assert found(DateRange(end=day)) == {"before", "first", "last"}
    assert found(DateRange(end=date.max)) == set(moments)
    assert found(DateRange(date.min, date.max)) == set(moments)
    assert found(DateRange()) == set(moments)
    assert found(DateRange(day, date(2026, 3, 28))) == set()


def test_an_empty_database_finds_nothing(clients: Clients) -> None:
    assert clients.count() == 0
    assert list(clients.find(Query("a"))) == []
    assert clients.first_rows(Query(), 10) == []
    assert clients.rows([]) == []
    assert clients.get_many([]) == []
    assert list(clients.iterate(Query())) == []


def test_clients_without_a_category_sort_last_by_category(clients: Clients) -> None:
    plain = clients.add(Client(name="Anna"), "me")
    odd = clients.add(Client(name="Anna", sub_category="Shops"), "me")
    retail = clients.add(replace(plain, category="Retail", uid=""), "me")
    assert list(clients.find(Query(sort=Sort("category")))) == [retail.id, plain.id, odd.id]
