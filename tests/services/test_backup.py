"""Backup, restore and check: whole copies only, nothing foreign touched, the old database kept."""

import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from peewee import sqlite3  # type: ignore[attr-defined]  # another library would not see its locks

from tests.services.importing_files import SAMPLE, bring_in, everybody, file
from tui_clients.errors import Canceled, DatabaseRefused, FileRefused
from tui_clients.services import backup
from tui_clients.storage import checking
from tui_clients.storage.checking import Fault
from tui_clients.storage.database import APPLICATION_ID, Database, open_database
from tui_clients.storage.following import Stage


@pytest.fixture
def filled(database: Database) -> Database:
    bring_in(database, SAMPLE / "awkward.csv")
    return database


@pytest.fixture
def closed(filled: Database) -> Path:
    filled.close_all()
    return filled.path


def _folder(path: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in path.iterdir() if each.is_file()}


def test_a_backup_is_private_whole_and_opens(filled: Database, tmp_path: Path) -> None:
    target = tmp_path / "kept" / "backup.db"
    target.parent.mkdir()
    size = backup.backup(filled, target)
    assert size == target.stat().st_size
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert [path.name for path in target.parent.iterdir()] == ["backup.db"]
    copy = open_database(target)
    assert everybody(copy) == everybody(filled)
    copy.close_all()


def test_a_backup_replaces_the_former_one(filled: Database, tmp_path: Path) -> None:
    target = tmp_path / "backup.db"
    backup.backup(filled, target)
    bring_in(filled, file(tmp_path, "Name\nLate\n"))
    backup.backup(filled, target)
    copy = open_database(target)
    assert everybody(copy)[-1].name == "Late"
    copy.close_all()


def test_a_backup_holds_what_is_committed_while_somebody_writes(filled: Database, tmp_path: Path) -> None:
    count = len(everybody(filled))
    other = sqlite3.connect(filled.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("DELETE FROM client")
    backup.backup(filled, tmp_path / "backup.db")
    other.execute("ROLLBACK")
    other.close()
    copy = open_database(tmp_path / "backup.db")
    assert len(everybody(copy)) == count
    copy.close_all()


def test_the_database_is_no_place_for_its_backup(filled: Database, tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(filled.path)
    for target in (filled.path, link):
        with pytest.raises(FileRefused):
            backup.backup(filled, target)
    assert everybody(filled)


@pytest.mark.parametrize("target", [".", "missing/backup.db"])
def test_a_backup_that_cannot_be_written_is_refused(filled: Database, tmp_path: Path, target: str) -> None:
    with pytest.raises(FileRefused):
        backup.backup(filled, tmp_path / target)


def test_a_restore_brings_back_the_backup_and_keeps_the_present(filled: Database, tmp_path: Path) -> None:
    backup.backup(filled, tmp_path / "backup.db")
    then = everybody(filled)
    bring_in(filled, file(tmp_path, "Name\nLate\n"))
    present = everybody(filled)
    filled.close_all()
    kept = backup.restore(tmp_path / "backup.db", filled.path)
    assert kept is not None
    assert kept.name.startswith("clients.db.before-restore-")
    for path, expected in ((filled.path, then), (kept, present)):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        opened = open_database(path)
        assert everybody(opened) == expected
        opened.close_all()


def test_two_restores_in_one_second_keep_both_databases(closed: Path, tmp_path: Path) -> None:
    opened = open_database(closed)
    backup.backup(opened, tmp_path / "backup.db")
    opened.close_all()
    kept = {backup.restore(tmp_path / "backup.db", closed) for _ in range(3)}
    assert len(kept) == 3
    assert all(path and path.is_file() for path in kept)


def test_a_restore_to_where_nothing_is_keeps_nothing_aside(filled: Database, tmp_path: Path) -> None:
    backup.backup(filled, tmp_path / "backup.db")
    assert backup.restore(tmp_path / "backup.db", tmp_path / "new" / "clients.db") is None
    opened = open_database(tmp_path / "new" / "clients.db")
    assert everybody(opened) == everybody(filled)
    opened.close_all()


def _foreign(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()


def _newer(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 99")
        connection.execute("CREATE TABLE t (x)")
    connection.close()


def _truncated(path: Path) -> None:
    database = open_database(path)
    bring_in(database, SAMPLE / "clients.csv")
    backup.backup(database, path.with_suffix(".whole"))
    database.close_all()
    path.write_bytes(path.with_suffix(".whole").read_bytes()[:-20_000])
    path.with_suffix(".whole").unlink()


def _break_index(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA writable_schema = 1")
        connection.execute("UPDATE sqlite_master SET sql = replace(sql, 'lower(email)', 'upper(email)')")
    connection.close()


def _inconsistent(path: Path) -> None:
    database = open_database(path)
    bring_in(database, SAMPLE / "awkward.csv")
    database.close_all()
    _break_index(path)


def _text(path: Path) -> None:
    path.write_text("Name,E-mail\nAnna,anna@example.com\n")


def _empty(path: Path) -> None:
    path.touch()


@pytest.mark.parametrize("make", [_foreign, _newer, _truncated, _inconsistent, _text, _empty])
def test_what_is_no_sound_backup_of_ours_is_refused_and_nothing_changes(
    closed: Path, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    bad = tmp_path / "bad.db"
    make(bad)
    before = _folder(tmp_path)
    with pytest.raises(DatabaseRefused):
        backup.restore(bad, closed)
    assert _folder(tmp_path) == before


def test_nothing_foreign_is_moved_aside(filled: Database, tmp_path: Path) -> None:
    backup.backup(filled, tmp_path / "backup.db")
    foreign = tmp_path / "foreign.db"
    _foreign(foreign)
    before = _folder(tmp_path)
    with pytest.raises(DatabaseRefused):
        backup.restore(tmp_path / "backup.db", foreign)
    assert _folder(tmp_path) == before


def test_a_damaged_database_is_what_one_restores_over(closed: Path, tmp_path: Path) -> None:
    opened = open_database(closed)
    backup.backup(opened, tmp_path / "backup.db")
    opened.close_all()
    content = closed.read_bytes()
    closed.write_bytes(content[:8192] + b"\xff" * (len(content) - 8192))
    kept = backup.restore(tmp_path / "backup.db", closed)
    assert kept is not None
    assert kept.read_bytes()[8192:8200] == b"\xff" * 8
    opened = open_database(closed)
    assert len(everybody(opened)) == 34
    opened.close_all()


def test_a_database_that_is_written_to_is_not_replaced(filled: Database, tmp_path: Path) -> None:
    backup.backup(filled, tmp_path / "backup.db")
    other = sqlite3.connect(filled.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("UPDATE client SET city = 'Kiel'")
    filled.close_all()
    with pytest.raises(DatabaseRefused) as refused:
        backup.restore(tmp_path / "backup.db", filled.path)
    assert "in use" in str(refused.value)
    other.execute("COMMIT")
    assert other.execute("SELECT DISTINCT city FROM client").fetchall() == [("Kiel",)]
    other.close()
    assert not list(tmp_path.glob("*.before-restore-*"))


def test_a_database_that_somebody_only_has_open_is_not_replaced(filled: Database, tmp_path: Path) -> None:
    if filled.sql("PRAGMA journal_mode") != [("wal",)]:
        pytest.skip("without a write-ahead log nobody can tell")
    backup.backup(filled, tmp_path / "backup.db")
    with pytest.raises(DatabaseRefused):
        backup.restore(tmp_path / "backup.db", filled.path)
    assert len(everybody(filled)) == 34


def test_an_index_that_does_not_fit_its_table_is_found(closed: Path) -> None:
    _break_index(closed)
    opened = open_database(closed)
    findings = list(checking.check(opened))
    opened.close_all()
    assert {found.fault for found in findings} == {Fault.INTEGRITY}


@pytest.mark.parametrize("stage", [Stage.COPY, Stage.CHECK, Stage.PACK])
def test_a_canceled_backup_leaves_the_former_one_and_nothing_else(
    filled: Database, tmp_path: Path, stage: Stage
) -> None:
    room = tmp_path / "room"
    room.mkdir()
    (room / "kept.gz").write_text("the former one")
    reached: list[Stage | None] = []
    with pytest.raises(Canceled):
        backup.backup(
            filled,
            room / "kept.gz",
            progress=lambda progress: reached.append(progress.stage),
            is_canceled=lambda: stage in reached,
        )
    assert reached[-1] is stage
    assert [(path.name, path.read_text()) for path in room.iterdir()] == [("kept.gz", "the former one")]


@pytest.mark.parametrize("name", ["kept.db", "kept.xz"])
def test_a_canceled_restore_leaves_the_present_database(filled: Database, tmp_path: Path, name: str) -> None:
    backup.backup(filled, tmp_path / name)
    bring_in(filled, file(tmp_path, "Name\nLate\n"))
    filled.close_all()
    before = _folder(tmp_path)
    reached: list[Stage | None] = []
    with pytest.raises(Canceled):
        backup.restore(
            tmp_path / name,
            filled.path,
            progress=lambda progress: reached.append(progress.stage),
            is_canceled=lambda: bool(reached),
        )
    assert reached
    assert _folder(tmp_path) == before
