"""Clients are found by the notes on them, whatever becomes of notes and clients."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tui_clients.domain.client import Client, Note, now
from tui_clients.domain.items import ItemKind
from tui_clients.domain.query import Query
from tui_clients.storage import checking, derived, history, trash
from tui_clients.storage.clients import Clients
from tui_clients.storage.contacts import Notes
from tui_clients.storage.database import Database
from tui_clients.storage.items import Items

Find = Callable[[str], list[str]]


@pytest.fixture
def find(database: Database) -> Find:
    return lambda words: [client.name for client in Clients(database).iterate(Query(words))]


def test_a_note_is_found_until_it_is_gone_and_when_it_is_back(database: Database, clients: Clients, find: Find) -> None:
    anna, _bert = (clients.add(Client(name=name, note="own words"), "kim") for name in ("Anna", "Bert"))
    note = Items(database).add(Note("Zahlt in Köln\nper Überweisung", "kim", now(), client_id=anna.id), "kim")
    for words in ("überweisung", "UEBERWEISUNG", "note:köln", "note:own anna", '"zahlt in"', "weisun kö"):
        assert find(words) == ["Anna"], words
    assert find("own") == ["Anna", "Bert"]
    clients.update(replace(clients.get_many([anna.id])[0], name="Anne", note="other"), "kim")
    assert (find("überweisung other"), find("own")) == (["Anne"], ["Bert"])
    changed = Items(database).update(replace(note, text="Bar"), "kim")
    assert (find("überweisung"), find("note:bar")) == ([], ["Anne"])
    trash.undo(database, history.of_client(database, anna.id)[0].id, "kim")
    assert (find("überweisung"), find("note:bar")) == (["Anne"], [])
    trash.delete(database, ItemKind.NOTE, [changed.id], "kim")
    assert find("überweisung") == []
    trash.restore(database, ItemKind.NOTE, [changed.id], "kim")
    clients.delete([anna.id], "kim")
    assert find("überweisung") == []
    clients.restore([anna.id], "kim")
    assert find("überweisung") == ["Anne"]
    assert list(checking.check(database)) == []


def test_the_newest_notes_are_found_up_to_a_length_and_texts_are_made_anew(
    database: Database, clients: Clients, find: Find
) -> None:
    anna = clients.add(Client(name="Anna"), "kim")
    with database.transaction():
        Notes(database).add_many([(anna.id, Note("oldest", "kim", now().replace(year=2001)))])
        Notes(database).add_many((anna.id, Note("filler " * 1000, "kim", now())) for _ in range(3))
        Notes(database).add(anna.id, Note("newest", "kim", now()))
    assert (find("newest"), find("oldest")) == (["Anna"], [])
    text = database.sql("SELECT search FROM client")[0][0]
    assert len(text) < 60_000
    database.sql("UPDATE client SET search = substr(search, 1, instr(search, char(9)))")
    assert [finding.fault for finding in checking.check(database)] == [checking.Fault.SEARCH]
    derived.refresh(database, 0, anna.id)
    assert database.sql("SELECT search FROM client")[0][0] == text
    assert find("newest") == ["Anna"]
