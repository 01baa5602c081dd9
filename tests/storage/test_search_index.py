"""The search index: damaged, it is noticed and thrown away while clients are found; it is built while others write."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.storage import index_workers, workers
from tests.storage.damage import NOTICED, SILENT, Damage
from tests.storage.first_schema import first_schema
from tui_clients.domain.client import Client, ContactPoint
from tui_clients.domain.query import Query
from tui_clients.errors import Canceled, IndexDamaged
from tui_clients.services import reindexing
from tui_clients.services.progress import Progress
from tui_clients.storage import checking, search_index
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database, open_database

FEW = 40
MANY = 5_000
CITIES = ("Köln", "Bonn", "Kiel")


def _fill(path: Path, count: int) -> Path:
    database = open_database(path)
    with database.transaction():
        everybody = (
            Client(name=f"Anna {n:04}", city=CITIES[n % 3], tags=("vip",) * (n % 2)) for n in range(1, count + 1)
        )
        Clients(database).add_many(everybody, "me")
    database.close_all()
    return path


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    folder = tmp_path_factory.mktemp("templates")
    return {count: _fill(folder / f"{count}.db", count) for count in (FEW, MANY)}


@pytest.fixture
def file(tmp_path: Path, templates: dict[int, Path]) -> Path:
    return Path(shutil.copy(templates[FEW], tmp_path / "clients.db"))


@pytest.fixture
def large(tmp_path: Path, templates: dict[int, Path]) -> Iterator[Database]:
    """Return a database of many clients whose index was thrown away."""
    database = open_database(shutil.copy(templates[MANY], tmp_path / "clients.db"))
    search_index.discard(database)
    yield database
    database.close_all()


def _finds_what_is_there(clients: Clients) -> None:
    assert list(clients.find(Query("koeln"))) == list(range(3, FEW + 1, 3))
    assert list(clients.find(Query("bo tag:vip"))) == [n for n in range(1, FEW + 1) if n % 3 == 1 and n % 2]
    assert clients.count(Query("-kiel")) == sum(1 for n in range(1, FEW + 1) if n % 3 != 2)


def _saves(clients: Clients) -> None:
    added = clients.add(Client(name="Berta", city="Ulm"), "me")
    changed = clients.update(replace(added, city="Hof"), "me")
    assert (clients.count(Query("ulm")), clients.count(Query("hof"))) == (0, 1)
    clients.delete([changed.id], "me")
    assert clients.count(Query("hof")) == 0


@pytest.mark.parametrize("damage", NOTICED.values(), ids=NOTICED)
def test_clients_are_found_and_saved_whatever_happened_to_the_index(file: Path, damage: Damage) -> None:
    damage(file)
    database = open_database(file)
    clients = Clients(database)
    _finds_what_is_there(clients)
    assert not search_index.is_whole(database)
    _saves(clients)
    reindexing.rebuild(database)
    assert search_index.is_whole(database)
    assert list(checking.check(database)) == []
    _finds_what_is_there(clients)
    _saves(clients)
    assert list(checking.check(database)) == []
    database.close_all()


@pytest.mark.parametrize("damage", NOTICED.values(), ids=NOTICED)
def test_building_begins_again_where_the_index_is_damaged(file: Path, damage: Damage) -> None:
    damage(file)
    database = open_database(file)
    reindexing.rebuild(database, is_afresh=True)
    assert list(checking.check(database)) == []
    _finds_what_is_there(Clients(database))
    database.close_all()


def test_a_client_that_a_damaged_index_does_not_let_in_can_be_saved_after_a_build(file: Path) -> None:
    SILENT["nothing in it"](file)
    database = open_database(file)
    clients = Clients(database)
    before = clients.count()
    with pytest.raises(IndexDamaged):
        clients.add(Client(name="Late"), "me")
    assert clients.count() == before
    reindexing.rebuild(database, is_afresh=True)
    _saves(clients)
    database.close_all()


def test_a_process_that_has_the_damaged_index_open_finds_clients_too(file: Path) -> None:
    database = open_database(file)
    clients = Clients(database)
    _finds_what_is_there(clients)
    NOTICED["terms dropped"](file)
    _finds_what_is_there(clients)
    _saves(clients)
    database.close_all()


def test_texts_are_made_anew_for_clients_in_the_trash_too(file: Path) -> None:
    database = open_database(file)
    clients = Clients(database)
    clients.delete([3], "me")
    versions = database.sql("SELECT id, version, updated_at FROM client")
    database.sql("UPDATE client SET search = 'old', tag_text = 'old', sort_name = 'old', sort_company = 'old'")
    reindexing.rebuild(database, is_afresh=True)
    clients.restore([3], "me")
    _finds_what_is_there(clients)
    assert list(checking.check(database)) == []
    assert [row for row in database.sql("SELECT id, version, updated_at FROM client") if row not in versions] == [
        (3, 3, versions[2][2])
    ]
    database.close_all()


def test_progress_goes_up_to_the_last_client(large: Database) -> None:
    told: list[Progress] = []
    reindexing.rebuild(large, told.append)
    assert [progress.rows for progress in told] == sorted(progress.rows for progress in told)
    assert told[-1].share == 1
    assert list(checking.check(large)) == []


def test_a_canceled_build_goes_on_where_it_stopped(large: Database) -> None:
    with pytest.raises(Canceled):
        reindexing.rebuild(large, is_canceled=lambda: True)
    assert large.sql("SELECT indexed_up_to FROM search_state") == [(2_000,)]
    assert Clients(large).count(Query("bonn")) == 1_667
    told: list[Progress] = []
    reindexing.rebuild(large, told.append)
    assert told[0].rows == 4_000
    assert list(checking.check(large)) == []


def test_a_build_that_lost_its_power_goes_on(large: Database) -> None:
    crash = f"from tests.storage.index_workers import die_while_building as die; die({str(large.path)!r})"
    large.close_all()
    ended = subprocess.run([sys.executable, "-c", crash], cwd=Path(__file__).parents[2], check=False)
    assert ended.returncode == -9
    assert large.sql("SELECT indexed_up_to FROM search_state") == [(2_000,)]
    assert Clients(large).count(Query("bonn")) == 1_667
    reindexing.rebuild(large)
    assert list(checking.check(large)) == []


def test_several_processes_build_at_once(large: Database) -> None:
    assert workers.run_at_once(index_workers.rebuild, large.path, 3) == ["built"] * 3
    assert list(checking.check(large)) == []
    assert Clients(large).count(Query("bonn")) == 1_667


def test_others_write_while_the_index_is_built(large: Database) -> None:
    answers = workers.run_at_once(index_workers.rebuild_or_write, large.path, 4)
    waits = [answer for answer in answers if not isinstance(answer, str)]
    assert sorted(map(str, answers))[-2:] == ["built"] * 2
    assert len(waits) == 2
    assert all(wait < 5 for wait in waits), waits  # not the 30 s after which a writer gives up
    assert list(checking.check(large)) == []
    late = large.sql("SELECT count(*) FROM client WHERE name GLOB 'Late*' AND deleted_at IS NULL")[0][0]
    assert Clients(large).count(Query("late")) == late > 0


def test_a_database_of_the_first_schema_is_searched_at_once_and_whole_after_a_build(tmp_path: Path) -> None:
    first_schema(tmp_path / "clients.db")
    database = open_database(tmp_path / "clients.db")
    clients = Clients(database)
    assert not search_index.is_whole(database)
    assert list(clients.find(Query("koeln"))) == [1, 3]
    assert list(clients.find(Query("mueller"))) == [1]
    reindexing.rebuild(database)
    assert search_index.is_whole(database)
    assert list(checking.check(database)) == []
    for text, found in {"koeln": [1, 3], "an": [1], "tag:vip": [2], "7946": [2], '"anna müller"': [1]}.items():
        assert list(clients.find(Query(text))) == found, text
    client = clients.get(2)
    assert client is not None
    assert client.more_phones == (ContactPoint("", "+442079460018"),)
    database.close_all()
