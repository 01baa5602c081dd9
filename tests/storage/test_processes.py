import threading
from dataclasses import replace
from pathlib import Path

import pytest
from peewee import sqlite3 as library  # type: ignore[attr-defined]

from tests.storage import workers
from tui_clients.domain.client import Client
from tui_clients.errors import DatabaseRefused, EditConflict
from tui_clients.storage import connections, history
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database, open_database


def test_eight_processes_may_open_a_new_database_at_the_same_moment(tmp_path: Path) -> None:
    path = tmp_path / "shared" / "clients.db"
    answers = workers.run_at_once(workers.add_one, path, 8)
    database = open_database(path)
    stored = [row.name for row in Clients(database).rows(range(1, 100))]
    assert sorted(stored) == sorted(answers)
    assert len(set(stored)) == 8
    assert database.sql("PRAGMA integrity_check") == [("ok",)]
    database.close_all()


def test_eight_processes_that_edit_the_same_clients_lose_nothing(database: Database, clients: Clients) -> None:
    for name in ("first", "second"):
        clients.add(Client(name=name, note="0"), "me")
    conflicts = workers.run_at_once(workers.count_up, database.path, 8)
    assert all(isinstance(answer, int) for answer in conflicts), conflicts
    for id_ in (1, 2):
        client = clients.get(id_)
        assert client is not None
        assert client.note == "40"
        assert client.version == 41
        steps = [change.fields["note"] for change in history.of_client(database, id_)[:-1]]
        assert steps == [(str(number - 1), str(number)) for number in range(40, 0, -1)]


def test_processes_that_read_and_then_write_wait_for_each_other(database: Database, clients: Clients) -> None:
    answers = workers.run_at_once(workers.add_in_transactions, database.path, 4)
    assert answers == [10] * 4
    assert sorted(row.name for row in clients.rows(range(1, 100))) == sorted(f"client {n}" for n in range(1, 41))


def test_a_transaction_has_the_write_lock_from_its_beginning(database: Database) -> None:
    other = library.connect(database.path, isolation_level=None, timeout=0)
    with database.transaction(), pytest.raises(library.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")
    other.close()


def test_a_writer_that_waits_too_long_is_told_so(
    database: Database, clients: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = library.connect(database.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr(connections, "BUSY_SECONDS", 0.3)
    with pytest.raises(DatabaseRefused, match="in use by another program"):
        clients.add(Client(name="Anna"), "me")
    other.close()
    assert clients.add(Client(name="Anna"), "me").id == 1


def test_threads_read_while_another_one_writes(database: Database, clients: Clients) -> None:
    if database.sql("PRAGMA journal_mode") != [("wal",)]:
        pytest.skip("this SQLite lets readers wait")
    clients.add(Client(name="before"), "me")
    seen: list[int] = []
    with database.transaction():
        clients.add_many([Client(name="after")], "me")
        reader = threading.Thread(target=lambda: seen.append(clients.count()))
        reader.start()
        reader.join(20)
        assert seen == [1]
        assert clients.count() == 2
    assert clients.count() == 2


def test_the_second_of_two_editors_sees_the_conflict_and_nothing_is_overwritten(clients: Clients) -> None:
    stored = clients.add(Client(name="Anna", city="Köln"), "me")
    first = clients.update(replace(stored, city="Bonn"), "bert")
    with pytest.raises(EditConflict, match="changed by bert") as conflict:
        clients.update(replace(stored, note="hello"), "carl")
    assert conflict.value.current == first
    assert clients.get(stored.id) == first
    again = clients.update(replace(conflict.value.current, note="hello"), "carl")
    assert (again.city, again.note, again.version) == ("Bonn", "hello", 3)


def test_who_edits_a_client_that_was_deleted_is_told_so(clients: Clients) -> None:
    stored = clients.add(Client(name="Anna"), "me")
    clients.delete([stored.id], "bert")
    with pytest.raises(EditConflict, match="Anna was deleted") as conflict:
        clients.update(replace(stored, note="hello"), "carl")
    assert conflict.value.current is None
    assert clients.get(stored.id) is None
