from dataclasses import replace

import pytest

from tui_clients.domain.client import Client, ContactPoint, Picture
from tui_clients.errors import Canceled, DatabaseRefused
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database

TABLES = ("client", "category", "picture", "contact_point", "change")
ANNA = Client(
    name="Anna", category="Retail", picture=Picture("image/png", b"x"), more_emails=(ContactPoint("", "a@b.de"),)
)


def everything(database: Database) -> dict[str, list[tuple[object, ...]]]:
    return {table: database.sql(f"SELECT * FROM {table} ORDER BY 1") for table in TABLES}


def test_a_transaction_that_fails_leaves_nothing_of_what_was_done(database: Database, clients: Clients) -> None:
    stored = clients.add(ANNA, "me")
    before = everything(database)

    def begin_and_cancel() -> None:
        with database.transaction():
            clients.add_many([ANNA, replace(ANNA, category="New")], "me")
            clients.update(replace(stored, name="Bert", picture=None, more_emails=()), "me")
            clients.delete([stored.id], "me")
            raise Canceled("Canceled.")

    with pytest.raises(Canceled):
        begin_and_cancel()
    assert everything(database) == before


def test_an_inner_transaction_that_fails_can_be_survived(database: Database, clients: Clients) -> None:
    clients.add(Client(name="first", uid="U"), "me")
    with database.transaction():
        clients.add(Client(name="kept"), "me")
        with pytest.raises(DatabaseRefused):
            clients.add(Client(name="dropped", uid="U"), "me")
    assert [row.name for row in clients.rows(range(5))] == ["first", "kept"]


def test_what_an_inner_block_did_goes_with_it_and_the_outer_block_stands(database: Database) -> None:
    def add(name: str) -> None:
        database.sql("INSERT INTO category (name, sub_category) VALUES (?, '')", name)

    def add_and_cancel(name: str) -> None:
        with database.transaction():
            add(name)
            with database.transaction():
                add(f"inner {name}")
            raise Canceled("Canceled.")

    with database.transaction():
        add("outer")
        for attempt in ("first", "second"):
            with pytest.raises(Canceled):
                add_and_cancel(attempt)
        with database.transaction():
            add("kept")
    assert database.sql("SELECT name FROM category ORDER BY id") == [("outer",), ("kept",)]


def test_a_client_is_added_whole_or_not_at_all(database: Database, clients: Clients) -> None:
    clients.add(Client(name="Anna", uid="U"), "me")
    before = everything(database)
    with pytest.raises(DatabaseRefused):
        clients.add(replace(ANNA, uid="U"), "me")
    assert everything(database) == before


def test_a_full_disk_is_called_that_and_changes_nothing(database: Database, clients: Clients) -> None:
    stored = clients.add(ANNA, "me")
    before = everything(database)
    database.sql("PRAGMA max_page_count = 1")  # means: no more pages than there are
    with pytest.raises(DatabaseRefused, match="The disk is full"):
        clients.add(Client(name="Bert", note="x" * 1_000_000), "me")
    with pytest.raises(DatabaseRefused, match="The disk is full"):
        clients.update(replace(stored, picture=Picture("image/png", bytes(1_000_000))), "me")
    assert everything(database) == before


def test_a_reader_sees_a_database_error_as_one_sentence(database: Database) -> None:
    with pytest.raises(DatabaseRefused, match=r"cannot be used \(no such table: nowhere\)"):
        database.sql("SELECT * FROM nowhere")


def test_closing_all_connections_lets_the_database_be_used_again(database: Database, clients: Clients) -> None:
    clients.add(Client(name="Anna"), "me")
    database.close_all()
    assert clients.count() == 1
    database.close()
    assert clients.count() == 1
