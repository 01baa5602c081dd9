"""What is sorted by ranks stands as what is sorted by its rows, in every order."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.storage.test_finding import LISTED
from tests.storage.test_results import RANKS, filled, sorted_ids
from tui_clients.domain.client import Client
from tui_clients.domain.client_row import ClientRow
from tui_clients.domain.query import Query, Sort
from tui_clients.errors import Canceled
from tui_clients.storage import matches, ranks, results, searching
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database
from tui_clients.storage.interrupt import Interrupt
from tui_clients.storage.orders import Order, Sorting, order
from tui_clients.storage.ranks import Ranks
from tui_clients.storage.results import Few, Many, Ranked
from tui_clients.storage.walk import Anchor, Strand


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Clients]:
    monkeypatch.setattr(ranks, "_AT_ONCE", 7)
    monkeypatch.setattr(results, "_FIRST", 3)
    monkeypatch.setattr(searching, "_GLANCE", 0)
    yield from filled(tmp_path, 2)


def _no_rows(*_: object) -> None:
    raise AssertionError("rows were read to sort them")


def _by_name(database: Database) -> Order:
    by = order(Sort(), database)
    assert by
    return by


@pytest.mark.parametrize("is_descending", [False, True])
@pytest.mark.parametrize("field", LISTED)
@pytest.mark.parametrize("few", [2, 4_000])
def test_matches_are_sorted_by_their_ranks_without_their_rows(
    store: Clients, monkeypatch: pytest.MonkeyPatch, few: int, field: str, is_descending: bool
) -> None:
    monkeypatch.setattr(searching, "FEW", few)
    sort = Sort(field, is_descending, RANKS if field == "country" else "")
    searching.remember_ranks(Query(sort=sort), store._database)
    for text in ("an", "anna", "an country:DE", "added:1975..2030"):
        query = Query(text, sort=sort)
        expected = sorted_ids(store, query)
        told: list[ClientRow] = []
        with monkeypatch.context() as patched:
            patched.setattr(matches._Share, "rows", _no_rows)
            patched.setattr(matches._Share, "first", _no_rows)
            result = store.search(query, 2, told.extend)
        assert isinstance(result, Ranked if len(expected) > few else Few)
        assert [row.id for row in told] == (expected[:2] if isinstance(result, Ranked) else [])
        again = result.again(query)
        for found in (result, again):
            assert len(found) == len(expected)
            assert list(found.ids(0, 3)) == expected[:3]
            assert list(found.ids(-1, 2)) == expected[:2]
            assert list(found.ids(2, 9)) == expected[2:9]
            assert found.position(expected[-1], 0) == len(expected) - 1
        result.settle()
        assert list(result.ids(0, len(expected))) == expected


def test_pages_far_from_those_that_were_told_first_are_sorted_by_ranks(
    store: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "FEW", 2)
    query = Query("an")
    expected = sorted_ids(store, query)
    store.prepare(query)
    searching.remember_ranks(query, store._database)
    monkeypatch.setattr(matches.Matches, "are_noted", False)
    result = store.search(query, 2, lambda _rows: None)
    again = result.again(query)
    monkeypatch.setattr(Strand, "places", _no_rows)
    for found in (result, again):
        assert isinstance(found, Many)
        assert list(found.ids(0, 4)) == expected[:4]
        assert list(found.ids(len(expected) - 3, len(expected))) == expected[-3:]


def test_a_letter_leads_into_a_ranked_result(store: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
    query = Query("added:1975..2030")
    monkeypatch.setattr(searching, "FEW", -1)
    walked = store.search(query)
    searching.remember_ranks(query, store._database)
    ranked = store.search(query)
    assert isinstance(walked, Many)
    assert isinstance(ranked, Ranked)
    assert {letter: ranked.beginning(letter) for letter in "abmoz"} == {
        letter: walked.beginning(letter) for letter in "abmoz"
    }


@pytest.mark.parametrize(("sample", "ample"), [(500, 8), (20, 2), (20, 1), (3, 1)])
def test_the_first_of_many_are_those_that_all_sorted_begin_with(
    store: Clients, monkeypatch: pytest.MonkeyPatch, sample: int, ample: int
) -> None:
    monkeypatch.setattr(ranks, "_SAMPLE", sample)
    monkeypatch.setattr(ranks, "_AMPLE", ample)
    known = Ranks.begun(store._database, _by_name(store._database))
    assert known
    known.read(store._database)
    everybody = sorted_ids(store, Query(""))
    chance = random.Random(5)
    for limit in (0, 1, 2, 5, 40):
        for count in (0, 1, 3, len(everybody)):
            some = chance.sample(everybody, count)
            expected = sorted(some, key=everybody.index)
            assert list(known.sorted(some)) == expected
            assert list(known.first(some, limit)) == expected[:limit]


def test_ranks_that_are_not_whole_or_not_of_now_are_not_used(store: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "FEW", 2)
    database, query = store._database, Query("an")

    def is_ranked() -> bool:
        result = store.search(query)
        assert list(result.ids(0, len(result))) == sorted_ids(store, query)
        return isinstance(result, Ranked)

    stopped = Interrupt()
    following = Strand.following

    def stopping(*asked: object) -> object:
        stopped.set()
        return following(*asked)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(Strand, "following", stopping)
        with pytest.raises(Canceled), database.interruptible(stopped):
            searching.remember_ranks(query, database)
    assert not is_ranked()
    searching.remember_ranks(query, database)
    assert is_ranked()
    with database.transaction():
        store.add_many([Client(name="Anaïs"), Client(name="Hanna")], "me")
    assert not is_ranked()
    searching.remember_ranks(query, database)
    assert is_ranked()
    monkeypatch.setattr(ranks, "_HIGHEST", 10)
    searching.remember_ranks(Query("an", sort=Sort("email")), database)
    assert not is_ranked()


def test_a_client_that_came_since_is_not_known_to_ranks(store: Clients) -> None:
    known = Ranks.begun(store._database, _by_name(store._database))
    assert known
    assert not known.knows([1])
    known.read(store._database)
    assert known.knows([1, 2])
    assert known.knows([])
    assert not known.knows([1, 10_000])


def test_reading_ranks_goes_on_where_it_was_stopped(store: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
    database = store._database
    known = Ranks.begun(database, _by_name(database))
    assert known
    read: list[int] = []
    following = Strand.following

    def counted(strand: Strand, anchor: Anchor, count: int) -> tuple[list[int], Anchor]:
        if len(read) == 3:
            read.append(0)
            raise Canceled("stopped")
        read.append(anchor.position)
        return following(strand, anchor, count)

    monkeypatch.setattr(Strand, "following", counted)
    with pytest.raises(Canceled):
        known.read(database)
    assert not known.knows([1])
    known.read(database)
    assert known.knows([1])
    assert read[:5] == [0, 7, 14, 0, 21]
    by = Sorting.of(Sort())
    everybody = [
        id_ for (id_,) in database.sql(f"SELECT id FROM client c WHERE deleted_at IS NULL ORDER BY {by.clause}")
    ]
    assert list(known.sorted(sorted(everybody))) == everybody
