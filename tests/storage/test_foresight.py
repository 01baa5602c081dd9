"""What is likely to be asked next is answered before: the same answer, void as soon as anything changes."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.storage.test_finding import some_clients
from tui_clients.domain.client import Client
from tui_clients.domain.query import Query, Sort
from tui_clients.errors import Canceled
from tui_clients.storage import foresight, matches, searching
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database, open_database
from tui_clients.storage.foresight import Answered
from tui_clients.storage.interrupt import Interrupt

LIMIT = 5


@pytest.fixture(autouse=True)
def however_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foresight, "_WORTH", 0)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_database(tmp_path / "clients.db")
    yield database
    database.close_all()


def filled(database: Database, clients: Sequence[Client]) -> Clients:
    store = Clients(database)
    with database.transaction():
        store.add_many(clients, "me")
    return store


def asked(store: Clients, query: Query) -> None:
    """Do what the list does for a search: answer it, then prepare for what follows."""
    known = store.remembered(query)
    result = known.result if known else store.search(query)
    store.prepare(query, Answered(result, result.ids(0, LIMIT)), LIMIT)


@pytest.mark.parametrize("few", [4_000, 2])
@pytest.mark.parametrize("sort", [Sort(), Sort("country", True, "?? DE AT"), Sort("created_at")])
def test_an_answer_given_before_is_that_of_the_search(
    database: Database, monkeypatch: pytest.MonkeyPatch, few: int, sort: Sort
) -> None:
    store = filled(database, some_clients() * 3)
    for module in (matches, searching):
        monkeypatch.setattr(module, "FEW", few)
    met = 0
    for text in ("", "a", "an", "ann", "o", "b a", "country:DE ", "z"):
        asked(store, Query(text, sort=sort))
        for letter in " aäbnouü李eZz":
            query = Query(text + letter, sort=sort)
            if known := store.remembered(query):
                met += 1
                result = store.search(query)
                assert list(known.first) == list(result.ids(0, LIMIT))
                assert known.result.query == query
                assert list(known.result.ids(0, 500)) == list(result.ids(0, 500))
    assert met > 15


@pytest.mark.parametrize(
    ("typed", "letter"),
    [
        ("", "k"),
        ("k", "r"),
        ("kr", "ü"),  # as it is spelled, and not
        ("kr", "u"),
        ("kru", "g"),
        ("krü", "g"),
        ("re", "t"),  # with a third letter it may stand inside of a word
        ("krüger ", "m"),
        ("krüger", " "),
        ("krüger m", "a"),
        ("is:active kr", "ü"),
        ("0", "1"),  # stored as +49 1
        ("0171 ", "2"),
        ("+49 ", "1"),
    ],
)
def test_the_letter_that_can_follow_is_foreseen(database: Database, typed: str, letter: str) -> None:
    store = filled(database, [Client("Margarete Krüger", mobile="+491712345678"), Client("Xaver Qualm")])
    asked(store, Query(typed))
    known = store.remembered(Query(typed + letter))
    assert known is not None
    assert len(known.result) == 1


@pytest.mark.parametrize("typed", ['"kr', "-kr", "name:kr", "open:>1 kr", "has:overdue kr"])
def test_what_is_no_plain_word_is_not_foreseen(database: Database, typed: str) -> None:
    store = filled(database, [Client("Kruger: Kr")])
    asked(store, Query(typed))
    for letter in 'u:" ':
        known = store.remembered(Query(typed + letter))
        assert known is None or letter in ' "'  # which says the same as before


def test_a_change_by_anybody_makes_answers_void(database: Database) -> None:
    store = filled(database, [Client("Anna"), Client("Berta")])
    for change in (
        lambda: store.add_many([Client("Anja")], "me"),
        lambda: open_database(database.path).sql("UPDATE client SET search = '' WHERE id = 1"),
    ):
        asked(store, Query(""))
        assert store.remembered(Query("a"))
        change()
        assert store.remembered(Query("a")) is None
    asked(store, Query(""))
    store.delete([3], "me")  # between the question and the answer
    store.prepare(Query("anj"), Answered(store.search(Query("")), [1, 2, 3]), LIMIT)
    assert store.remembered(Query("anj")) is None


def test_only_the_latest_answers_are_kept(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foresight, "_KEPT", 3)
    store = filled(database, [Client("Abc"), Client("Def"), Client("Ghi"), Client("Jkl")])
    asked(store, Query(""))
    assert [bool(store.remembered(Query(text))) for text in ("", *"adgj")].count(True) == 3


def test_a_key_stops_what_is_done_before_it(database: Database) -> None:
    store = filled(database, [Client("Anna"), Client("Berta")])
    interrupt = Interrupt()
    result = store.search(Query(""))
    store.remembered(Query(""))
    with database.interruptible(interrupt):
        interrupt.set()  # while no statement runs: SQLite itself would not notice
        with pytest.raises(Canceled):
            store.prepare(Query(""), Answered(result, [1, 2]), LIMIT)
    assert store.remembered(Query("a")) is None


def test_an_index_that_is_being_built_is_not_asked_for_more(database: Database) -> None:
    store = filled(database, [Client("Anna")])
    database.sql("UPDATE search_state SET indexed_up_to = 0")
    asked(store, Query(""))
    assert store.remembered(Query("a")) is None
