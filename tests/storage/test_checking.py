"""What a check of the database finds, and that it finds nothing where nothing is wrong."""

import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from peewee import sqlite3 as library  # type: ignore[attr-defined]

from tests.storage.damage import NOTICED, SILENT, Damage, by
from tui_clients.domain.client import Client, ContactPoint
from tui_clients.errors import DatabaseRefused, IndexDamaged
from tui_clients.services import reindexing
from tui_clients.storage import checking, maintenance, search_index
from tui_clients.storage.checking import Fault
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database, open_database
from tui_clients.storage.failures import translated

INDEX = [(Fault.INDEX, "client_index", 0)]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed database of 500 clients, two of them in the trash."""
    database = open_database(tmp_path_factory.mktemp("filled") / "clients.db")
    clients = Clients(database)
    with database.transaction():
        everybody = (
            Client(name=f"Anna Müller {n}", country="DE", note=f"note {n * 7919 % 1009}", tags=("vip",) * (n % 2))
            for n in range(1, 501)
        )
        clients.add_many(everybody, "me")
    clients.delete([5, 6], "me")
    database.close_all()
    return database.path


@pytest.fixture
def filled(template: Path, tmp_path: Path) -> Iterator[Database]:
    shutil.copy(template, tmp_path / "clients.db")
    opened = open_database(tmp_path / "clients.db")
    yield opened
    opened.close_all()


@pytest.fixture
def closed(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(template, tmp_path / "clients.db"))


def _found(database: Database) -> list[tuple[Fault, str, int]]:
    return [(finding.fault, finding.table, finding.row) for finding in checking.check(database)]


def test_a_sound_database_has_no_findings(filled: Database) -> None:
    assert _found(filled) == []


def test_stale_texts_are_found_and_made_anew(filled: Database) -> None:
    for id_, name in ((3, "search"), (5, "sort_name"), (7, "sort_company"), (9, "tag_text")):
        filled.sql(f"UPDATE client SET {name} = 'stale' WHERE id = ?", id_)
    assert _found(filled) == [(Fault.SEARCH, "client", id_) for id_ in (3, 5, 7, 9)]
    reindexing.rebuild(filled, is_afresh=True)
    assert _found(filled) == []


def test_further_phones_are_part_of_the_text(filled: Database) -> None:
    added = Clients(filled).add(Client(name="Bert", more_phones=(ContactPoint("", "+442079460018"),)), "me")
    assert _found(filled) == []
    filled.sql("UPDATE contact_point SET value = '+442079460019'")
    assert _found(filled) == [(Fault.SEARCH, "client", added.id)]


def test_an_index_that_is_not_finished_is_called_that(filled: Database) -> None:
    search_index.discard(filled)
    assert _found(filled) == [(Fault.UNFINISHED_INDEX, "client_index", 0)]


@pytest.mark.parametrize("damage", [*NOTICED.values(), *SILENT.values()], ids=[*NOTICED, *SILENT])
def test_an_index_that_disagrees_with_the_clients_is_found_and_made_anew(closed: Path, damage: Damage) -> None:
    damage(closed)
    database = open_database(closed)
    assert _found(database)[-1:] == INDEX
    reindexing.rebuild(database, is_afresh=True)
    assert _found(database) == []
    database.close_all()


@pytest.mark.parametrize("damage", [*NOTICED.values(), *SILENT.values()], ids=[*NOTICED, *SILENT])
def test_a_backup_is_made_and_taken_whatever_happened_to_the_index(closed: Path, damage: Damage) -> None:
    damage(closed)
    database = open_database(closed)
    count = Clients(database).total()
    with maintenance.copied(database.path, closed.parent) as copy:
        maintenance.verify(copy)
        restored = open_database(copy)
        assert Clients(restored).total() == count
        reindexing.rebuild(restored, is_afresh=True)
        assert _found(restored) == []
        restored.close_all()
    database.close_all()


def test_every_leaf_that_cannot_be_reached_is_found(filled: Database) -> None:
    terms = filled.sql("SELECT segid, term, pgno FROM client_index_idx WHERE pgno > 3")
    assert len(terms) > 5
    for segment, term, page in terms:
        filled.sql("DELETE FROM client_index_idx WHERE segid = ? AND term = ?", segment, term)
        with pytest.raises(IndexDamaged):
            search_index.prove(filled)
        filled.sql("INSERT INTO client_index_idx VALUES (?, ?, ?)", segment, term, page)
    search_index.prove(filled)


def test_an_index_that_grew_by_many_changes_agrees_with_the_clients(filled: Database) -> None:
    clients = Clients(filled)
    draw = random.Random(1)
    for number in range(60):
        with filled.transaction():
            chosen = clients.get_many(draw.sample(range(1, 501), 20))
            clients.update_many([(client, replace(client, city=f"Ort {number}")) for client in chosen], "me")
        clients.delete([number * 3], "me")
        clients.restore([number], "me")
        search_index.prove(filled)


@pytest.mark.parametrize("is_index_damaged", [False, True])
def test_a_database_whose_clients_are_damaged_is_no_backup(closed: Path, is_index_damaged: bool) -> None:
    if is_index_damaged:
        NOTICED["config dropped"](closed)
    by("PRAGMA writable_schema = 1", "UPDATE sqlite_master SET sql = replace(sql, 'lower(value)', 'upper(value)')")(
        closed
    )
    database = open_database(closed)
    database.sql("INSERT INTO contact_point VALUES (1, 1, 'phone', '', 'abc', 0)")
    database.close_all()
    by("PRAGMA writable_schema = 1", "UPDATE sqlite_master SET sql = replace(sql, 'upper(value)', 'lower(value)')")(
        closed
    )
    database = open_database(closed)
    faults = [fault for fault, _table, _row in _found(database)]
    assert faults.count(Fault.INTEGRITY) > 0
    assert (Fault.INDEX in faults) == is_index_damaged
    database.close_all()
    with pytest.raises(DatabaseRefused, match="is damaged"):
        maintenance.verify(closed)


@pytest.mark.parametrize(
    ("statement", "expected"),
    [("SELECT count(*) FROM client_index WHERE client_index MATCH 'x'", IndexDamaged), ("SELECT 1", DatabaseRefused)],
)
def test_a_statement_tells_whose_damage_it_met(closed: Path, statement: str, expected: type[Exception]) -> None:
    content = closed.read_bytes()
    closed.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    connection = library.connect(closed)
    with pytest.raises(DatabaseRefused) as refused, translated(str(closed), statement):
        connection.execute("SELECT count(*) FROM category").fetchall()
    connection.close()
    assert type(refused.value) is expected
