import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from peewee import sqlite3 as library  # type: ignore[attr-defined]

from tui_clients.domain.client import Client
from tui_clients.domain.query import Query
from tui_clients.errors import DatabaseRefused
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import APPLICATION_ID, SCHEMA_VERSION, Database, open_database

pytestmark = pytest.mark.usefixtures("migrated")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def raw(path: Path, statement: str) -> object:
    connection = library.connect(path, isolation_level=None)
    try:
        return connection.execute(statement).fetchone()[0]
    finally:
        connection.close()


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o777])
def test_a_new_database_is_private_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        database = open_database(tmp_path / "clients.db")
        Clients(database).add(Client(name="Anna"), "me")
        modes = {file.name: mode(file) for file in tmp_path.iterdir()}
    finally:
        os.umask(before)
    assert set(modes.values()) == {0o600}
    assert "clients.db" in modes
    database.close_all()


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_in_a_shared_folder_the_group_may_read_and_write(tmp_path: Path, umask: int) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o2770)
    before = os.umask(umask)
    try:
        database = open_database(shared / "clients.db")
        Clients(database).add(Client(name="Anna"), "me")
        modes = {mode(file) for file in shared.iterdir()}
    finally:
        os.umask(before)
    assert modes == {0o660}
    database.close_all()


@pytest.mark.parametrize("folder_mode", [0o2750, 0o770, 0o777])
def test_other_folders_are_not_taken_for_shared_ones(tmp_path: Path, folder_mode: int) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    folder.chmod(folder_mode)
    open_database(folder / "clients.db").close_all()
    assert mode(folder / "clients.db") == 0o600


def test_missing_folders_are_made_for_their_owner_alone(tmp_path: Path) -> None:
    open_database(tmp_path / "a" / "b" / "clients.db").close_all()
    assert mode(tmp_path / "a" / "b") == 0o700


def test_a_new_database_is_marked_as_ours_with_its_version(database: Database) -> None:
    assert raw(database.path, "PRAGMA application_id") == APPLICATION_ID
    assert raw(database.path, "PRAGMA user_version") == SCHEMA_VERSION


def test_the_version_is_the_number_of_the_newest_migration() -> None:
    migrations = Path(open_database.__code__.co_filename).parent / "migrations"
    assert max(int(file.name[:4]) for file in migrations.glob("[0-9]*.py")) == SCHEMA_VERSION


def test_connections_keep_foreign_keys_and_distrust_the_schema(database: Database) -> None:
    assert database.sql("PRAGMA foreign_keys") == [(1,)]
    assert database.sql("PRAGMA trusted_schema") == [(0,)]
    expected = "wal" if library.sqlite_version_info >= (3, 51, 3) else "delete"
    assert database.sql("PRAGMA journal_mode") == [(expected,)]
    with pytest.raises(DatabaseRefused):
        database.sql("INSERT INTO note (client_id, text, author, created_at, version) VALUES (99, '', '', 0, 1)")


def test_the_write_ahead_log_is_only_used_where_sqlite_keeps_it_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "clients.db"
    open_database(path).close_all()
    monkeypatch.setattr(library, "sqlite_version_info", (3, 51, 2))
    database = open_database(path)
    assert database.sql("PRAGMA journal_mode") == [("delete",)]
    database.close_all()


@pytest.mark.parametrize("name", ["clients.db", "a?mode=memory&x=#%41.db", "Kundén 李.db", "a'b\"c.db", "%00.db"])
def test_clients_are_there_again_after_reopening_whatever_the_file_is_called(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    first = open_database(path)
    Clients(first).add(Client(name="Anna"), "me")
    first.close_all()
    assert name in [file.name for file in tmp_path.iterdir()]
    again = open_database(str(path))
    assert [client.name for client in Clients(again).iterate(Query())] == ["Anna"]
    again.close_all()


def test_a_file_of_no_bytes_becomes_a_database(tmp_path: Path) -> None:
    path = tmp_path / "clients.db"
    path.touch()
    database = open_database(path)
    Clients(database).add(Client(name="Anna"), "me")
    assert raw(path, "PRAGMA application_id") == APPLICATION_ID
    database.close_all()


def test_a_database_of_sqlite_that_holds_nothing_becomes_ours(tmp_path: Path) -> None:
    path = tmp_path / "clients.db"
    raw(path, "PRAGMA journal_mode = wal")
    assert path.stat().st_size > 0
    open_database(path).close_all()
    assert raw(path, "PRAGMA application_id") == APPLICATION_ID


def test_the_list_is_read_without_peewee_and_with_the_library_that_peewee_would_take(database: Database) -> None:
    read = "from tui_clients.storage.database import open_database; from tui_clients.storage.listing import Listing"
    code = (
        f"import sys; {read}; from tui_clients.domain.query import Query; "
        "Listing(open_database(sys.argv[1])).first_rows(Query(), 60); assert 'peewee' not in sys.modules; "
        "from tui_clients.storage.driver import library; import peewee; assert library is peewee.sqlite3"
    )
    subprocess.run([sys.executable, "-c", code, str(database.path)], cwd=Path(__file__).parents[2], check=True)


def test_opening_a_second_time_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "clients.db"
    open_database(path).close_all()
    before = path.read_bytes()
    open_database(path).close_all()
    assert path.read_bytes() == before


def test_a_home_folder_may_be_written_with_a_tilde(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    database = open_database("~/clients.db")
    assert database.path == tmp_path / "clients.db"
    database.close_all()


@pytest.mark.parametrize("journal_mode", ["wal", "delete"])
def test_after_a_crash_the_database_is_as_it_was_before_the_transaction(tmp_path: Path, journal_mode: str) -> None:
    path = tmp_path / "clients.db"
    database = open_database(path)
    with database.transaction():
        Clients(database).add_many((Client(name=f"c{n}", note="x" * 500) for n in range(300)), "me")
    database.close_all()
    crash = f"from tests.storage.workers import die_while_writing as die; die({str(path)!r}, {journal_mode!r})"
    ended = subprocess.run([sys.executable, "-c", crash], cwd=Path(__file__).parents[2], check=False)
    assert ended.returncode == -9
    left = {"wal": "clients.db-wal", "delete": "clients.db-journal"}[journal_mode]
    assert (tmp_path / left).stat().st_size > 100_000
    again = open_database(path)
    assert Clients(again).count() == 300
    assert Clients(again).count(Query("broken")) == 0
    assert again.sql("PRAGMA integrity_check") == [("ok",)]
    assert again.sql("SELECT count(*) FROM client WHERE name = 'BROKEN'") == [(0,)]
    again.close_all()
