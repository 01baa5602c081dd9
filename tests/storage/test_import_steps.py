"""What imports note of what they do, also in databases of the version before, which did not."""

from pathlib import Path

import pytest
from peewee import SqliteDatabase
from peewee import sqlite3 as library  # type: ignore[attr-defined]
from playhouse.migrations import Runner

from tests.services.taking_back import taken_back
from tui_clients.domain.client import Client, Contact, Note
from tui_clients.errors import UsageError
from tui_clients.storage import checking, search_index
from tui_clients.storage import database as opening
from tui_clients.storage.clients import Clients
from tui_clients.storage.contacts import Contacts, Notes
from tui_clients.storage.database import APPLICATION_ID, Database, open_database
from tui_clients.storage.imports import Imports


def steps(database: Database) -> list[tuple[object, ...]]:
    return database.sql("SELECT kind, row_id, version_before, version, import_id FROM import_step")


def _second_schema(path: Path) -> None:
    """Make a database as version 2 did: import 1 created Anna and gave Ben a city, import 2 brought a note."""
    folder = Path(opening.__file__).parent / "migrations"
    connection = SqliteDatabase(str(path))
    Runner(connection, str(folder)).up(target="0002_search_index")
    connection.close()
    raw = library.connect(path, isolation_level=None)
    names = [name for _number, name, *_rest in raw.execute("PRAGMA table_info(client)")]
    marks = ", ".join("?" * len(names))
    for id_, name, city in ((1, "Anna", ""), (2, "Ben", "Graz")):
        known = {"id": id_, "uid": f"u{id_}", "name": name, "city": city, "version": 1, "status": "active"}
        known |= {"sort_name": name.lower(), "created_at": 1_700_000_000, "updated_at": 1_700_000_000}
        known |= {"deleted_at": None, "category_id": None, "search": f" {name.lower()}"}
        raw.execute(f"INSERT INTO client VALUES ({marks})", [known.get(name, "") for name in names])
    raw.execute("INSERT INTO import_run VALUES (1, 1700000000, 'kim', 'people.csv', 'clients', '{\"created\": 1}')")
    raw.execute("INSERT INTO import_run VALUES (2, 1700000000, 'kim', 'notes.csv', 'notes', '{\"created\": 1}')")
    raw.execute("INSERT INTO note VALUES (1, 2, 'hello', 'kim', 1700000000, 1)")
    raw.execute("INSERT INTO change VALUES (1, 1700000000, 'kim', 1, 'imported', '', 1)")
    changed = '{"city": ["Ulm", "Graz"]}'
    raw.execute("INSERT INTO change VALUES (2, 1700000000, 'kim', 2, 'imported', ?, 1)", (changed,))
    raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    raw.execute("PRAGMA user_version = 2")
    raw.close()


def test_imports_of_the_version_before_are_taken_back_as_far_as_it_noted_them(tmp_path: Path) -> None:
    _second_schema(tmp_path / "clients.db")
    database = open_database(tmp_path / "clients.db")
    runs = list(Imports(database).runs())
    assert [(run.id, run.target, run.counts, run.reverted_at) for run in runs] == [
        (2, "notes", {"created": 1}, None), (1, "clients", {"created": 1}, None),
    ]  # fmt: skip
    with pytest.raises(UsageError, match="older version"):
        taken_back(database, 2)
    outcome = taken_back(database, 1)
    assert (outcome.removed, outcome.restored, outcome.left_count) == (1, 1, 0)
    clients = Clients(database)
    ben = clients.get(2)
    assert ben is not None
    assert (clients.count(), ben.city) == (1, "Ulm")
    database.close_all()


def test_without_an_import_nothing_is_noted(database: Database, clients: Clients) -> None:
    client = clients.add(Client("Anna"), "me")
    contacts = Contacts(database)
    contacts.add(client.id, Contact("Kim"))
    contacts.update(contacts.of_client(client.id)[0])
    assert steps(database) == []


def test_what_is_deleted_takes_its_steps_along(database: Database, clients: Clients) -> None:
    client = clients.add(Client("Anna"), "me")
    import_id = Imports(database).begin("a.csv", "contacts", "me")
    contacts = Contacts(database)
    contacts.add(client.id, Contact("Kim"), import_id)
    contacts.update(contacts.of_client(client.id)[0], import_id)
    Notes(database).add(client.id, Note("hello"), import_id)
    assert steps(database) == [
        ("contact", 1, 0, 1, import_id), ("contact", 1, 1, 2, import_id), ("note", 1, 0, 1, import_id),
    ]  # fmt: skip
    database.sql("DELETE FROM contact")
    assert steps(database) == [("note", 1, 0, 1, import_id)]
    database.sql("DELETE FROM client")
    assert steps(database) == []
    assert search_index.is_whole(database)
    assert list(checking.check(database)) == []
