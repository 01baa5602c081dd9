"""A result that is walked along gives the same clients as one that is sorted, from wherever it is read."""

import random
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests.storage.test_finding import LISTED, some_clients
from tui_clients.domain.client import Client
from tui_clients.domain.client_row import ClientRow
from tui_clients.domain.query import Query, Sort
from tui_clients.errors import Canceled
from tui_clients.storage import matches, searching
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import open_database
from tui_clients.storage.interrupt import Interrupt
from tui_clients.storage.results import Few, Many

RANKS = "?? DE AT"
TEXTS = ["", "an", "anna", "-anna", "is:active", "added:1975..2030", "name:an", "-country:DE", "ärzte -b"]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clients]:
    yield from filled(tmp_path_factory.mktemp("results"), 4)


def filled(folder: Path, times: int) -> Iterator[Clients]:
    """Give a store of `some_clients`, so many times, two of them in the trash."""
    database = open_database(folder / "clients.db")
    store = Clients(database)
    with database.transaction():
        stored = store.add_many(some_clients() * times, "me")
    store.delete([stored[7].id, stored[30].id], "me")
    yield store
    database.close_all()


@pytest.mark.parametrize("is_descending", [False, True])
@pytest.mark.parametrize("field", LISTED)
@pytest.mark.parametrize("text", TEXTS)
def test_windows_of_a_walk_are_those_of_the_sorted_result(
    store: Clients, monkeypatch: pytest.MonkeyPatch, text: str, field: str, is_descending: bool
) -> None:
    query = Query(text, sort=Sort(field, is_descending, RANKS if field == "country" else ""))
    search = searching.Search(store._database, 0, None)
    plan = search.plan(query, None)
    sorted_ids = list(search.sorted_ids(plan, plan.where))
    monkeypatch.setattr(searching, "FEW", -1)
    result = store.search(query)
    assert isinstance(result, Few if text == "name:an" else Many)
    assert len(result) == len(sorted_ids)
    chance = random.Random(3)
    for _ in range(25):
        first = chance.randrange(-2, len(sorted_ids) + 2)
        end = first + chance.randrange(0, 40)
        assert list(result.ids(first, end)) == sorted_ids[max(first, 0) : max(end, 0)]
    for place in chance.sample(range(len(sorted_ids)), 10):
        for near in (0, place, len(sorted_ids) - 1):
            assert result.position(sorted_ids[place], near) == place
    assert result.position(999_999, 0) is None
    result.settle()
    assert list(result.ids(0, len(result))) == sorted_ids


@pytest.mark.parametrize("is_descending", [False, True])
@pytest.mark.parametrize("is_many", [False, True])
@pytest.mark.parametrize(("field", "letter"), [("name", "a"), ("name", "o"), ("email", "b"), ("company_name", "z")])
def test_a_letter_leads_to_the_first_client_that_begins_so(
    store: Clients, monkeypatch: pytest.MonkeyPatch, field: str, letter: str, is_many: bool, is_descending: bool
) -> None:
    monkeypatch.setattr(searching, "FEW", -1 if is_many else 10_000)
    query = Query("added:1975..2030", sort=Sort(field, is_descending))
    result = store.search(query)
    place = result.beginning(letter)
    assert place is not None
    keys = {"name": "sort_name", "company_name": "sort_company", "email": "lower(email)"}
    ids = result.ids(0, len(result))
    values = dict(store._database.sql(f"SELECT id, {keys[field]} FROM client"))
    assert values[ids[place]].startswith(letter)
    assert not any(values[id_].startswith(letter) for id_ in ids[:place])


def test_there_are_no_letters_among_dates(store: Clients) -> None:
    assert store.search(Query(sort=Sort("created_at"))).beginning("a") is None


@pytest.mark.parametrize("is_descending", [False, True])
@pytest.mark.parametrize("field", LISTED)
@pytest.mark.parametrize("way", ["remembered", "glanced at", "noted", "noted in one thread"])
def test_the_first_rows_are_told_before_the_number_is_known(
    store: Clients, monkeypatch: pytest.MonkeyPatch, way: str, field: str, is_descending: bool
) -> None:
    monkeypatch.setattr(searching, "FEW", 2)
    monkeypatch.setattr(matches, "FEW", 2)
    if way.startswith("noted"):
        monkeypatch.setattr(searching, "_GLANCE", 0)
    for text in ("an", "anna", "an country:DE", "ärzte OR", "b -anna", "added:1975..2030"):
        query = Query(text, sort=Sort(field, is_descending, RANKS if field == "country" else ""))
        if way == "remembered":
            store.prepare(query)
        told: list[ClientRow] = []
        with store._database.transaction() if way == "noted in one thread" else nullcontext():
            result = store.search(query, 5, told.extend)
        assert [row.id for row in told] == (list(result.ids(0, 5)) if len(result) > 4 else [])
        if way == "remembered":
            again: list[ClientRow] = []
            assert len(store.search(query, 5, again.extend)) == len(result)
            assert again == told
        assert list(result.ids(0, len(result))) == sorted_ids(store, query)


def sorted_ids(store: Clients, query: Query) -> list[int]:
    search = searching.Search(store._database, 0, None)
    plan = search.plan(query, None)
    return list(search.sorted_ids(plan, plan.where))


def test_a_change_is_seen_by_the_search_that_follows(tmp_path: Path) -> None:
    database = open_database(tmp_path / "clients.db")
    store = Clients(database)
    with database.transaction():
        first, *_others = store.add_many([Client(name=f"Anna {number:05}") for number in range(5000)], "me")
    query = Query("anna")
    store.prepare(query)
    assert len(store.search(query, 2, lambda _rows: None)) == 5000
    store.delete([first.id], "me")
    told: list[str] = []
    result = store.search(query, 2, lambda rows: told.extend(row.name for row in rows))
    assert told == ["Anna 00001", "Anna 00002"]
    assert len(result) == 4999
    database.close_all()


def test_a_search_that_is_stopped_stops_in_both_threads_and_the_next_one_finds(store: Clients) -> None:
    interrupt = Interrupt()
    interrupt.set()
    with pytest.raises(Canceled), store._database.interruptible(interrupt):
        store.search(Query("an"))
    stopped = Interrupt()
    with pytest.raises(Canceled), store._database.interruptible(stopped):
        store.search(Query("an"), 5, lambda _rows: stopped.set())
    assert list(store.search(Query("an")).ids(0, 3)) == sorted_ids(store, Query("an"))[:3]
