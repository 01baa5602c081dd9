from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings

from tests import strategies
from tui_clients.domain.client import Client, Contact, Note, now
from tui_clients.storage.clients import Clients
from tui_clients.storage.contacts import Contacts, Notes
from tui_clients.storage.database import Database

NOON = datetime(2026, 3, 29, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def owners(clients: Clients) -> None:
    for name in ("Anna", "Bert"):
        clients.add(Client(name=name), "me")


def test_persons_belong_to_their_client_by_name(database: Database) -> None:
    contacts = Contacts(database)
    full = Contact("Zoe", "CEO", "zoe@example.com", "+4930123456", "a\nb")
    for contact in (full, Contact("Carl"), Contact("Carl", "again")):
        contacts.add(1, contact)
    contacts.add(2, Contact("Dora"))
    found = contacts.of_client(1)
    assert [replace(contact, id=0, version=0) for contact in found] == [Contact("Carl"), Contact("Carl", "again"), full]
    assert {contact.version for contact in found} == {1}
    assert len({contact.id for contact in found}) == 3
    assert [contact.name for contact in contacts.of_client(2)] == ["Dora"]
    assert contacts.of_client(3) == []


def test_a_person_is_found_by_name_at_the_client(database: Database) -> None:
    contacts = Contacts(database)
    contacts.add(1, Contact("Zoe", "first"))
    contacts.add(1, Contact("Zoe", "second"))
    found = contacts.find(1, Contact("Zoe", "whatever"))
    assert found is not None
    assert found.role == "first"
    assert contacts.find(2, Contact("Zoe")) is None
    assert contacts.find(1, Contact("zoe")) is None


def test_a_changed_person_is_stored_and_the_others_stay(database: Database) -> None:
    contacts = Contacts(database)
    for name in ("Zoe", "Carl"):
        contacts.add(1, Contact(name))
    carl, zoe = contacts.of_client(1)
    contacts.update(replace(zoe, name="Zoë", role="CEO", email="z@example.com", phone="1", note="n"))
    assert contacts.of_client(1) == [
        carl, Contact("Zoë", "CEO", "z@example.com", "1", "n", zoe.id, 2),
    ]  # fmt: skip


def test_notes_belong_to_their_client_the_latest_first(database: Database) -> None:
    notes = Notes(database)
    for text, at in (("old", NOON), ("new", NOON + timedelta(days=1)), ("old too", NOON)):
        notes.add(1, Note(text, "me", at))
    notes.add(2, Note("other", "you", NOON))
    found = notes.of_client(1)
    assert [note.text for note in found] == ["new", "old too", "old"]
    assert replace(found[2], id=0) == Note("old", "me", NOON, version=1)
    assert [note.text for note in notes.of_client(2)] == ["other"]


def test_a_note_without_a_time_is_of_this_moment(database: Database) -> None:
    before = now()
    Notes(database).add(1, Note("x"))
    at = Notes(database).of_client(1)[0].created_at
    assert at is not None
    assert before <= at <= now()


def test_the_same_note_of_the_same_moment_is_known(database: Database) -> None:
    notes = Notes(database)
    notes.add(1, Note("x", "me", NOON))
    assert notes.has(1, Note("x", "you", NOON))
    assert notes.has(1, Note("x"))
    assert not notes.has(1, Note("x", created_at=NOON + timedelta(seconds=1)))
    assert not notes.has(1, Note("X"))
    assert not notes.has(2, Note("x"))


@settings(max_examples=50)
@given(name=strategies.text(), text=strategies.text(60), at=strategies.moments())
def test_every_person_and_note_is_read_as_it_was_stored(database: Database, name: str, text: str, at: datetime) -> None:
    owner = Clients(database).add(Client(name="Anna"), "me").id
    contact, note = Contact(name, text, name, text, text), Note(text, name, at)
    Contacts(database).add(owner, contact)
    Notes(database).add(owner, note)
    assert [replace(found, id=0, version=0) for found in Contacts(database).of_client(owner)] == [contact]
    assert [replace(found, id=0, version=0) for found in Notes(database).of_client(owner)] == [note]
    assert Contacts(database).find(owner, contact) == Contacts(database).of_client(owner)[0]
    assert Notes(database).has(owner, note)
