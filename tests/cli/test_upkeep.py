"""`backup`, `restore`, `check`, `paths`, and databases that are refused and stay as they are."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import SAMPLE, Command
from tests.storage.damage import NOTICED, SILENT, Damage
from tui_clients.storage.database import APPLICATION_ID, open_database


def test_a_backup_is_made_and_restored(command: Command, home: Path, tmp_path: Path) -> None:
    command("import", SAMPLE / "awkward.csv")
    saved = command("backup", tmp_path / "backup.db")
    assert (saved.code, saved.out) == (0, "")
    assert str(tmp_path / "backup.db") in saved.err
    command("import", SAMPLE / "clients.csv")
    restored = command("restore", tmp_path / "backup.db")
    assert restored.code == 0
    assert "before-restore" in restored.err
    assert len(command("list", "--json").json) == 34
    assert len(list(home.glob("clients.db.before-restore-*"))) == 1


def test_nothing_is_no_backup(command: Command, home: Path, tmp_path: Path) -> None:
    result = command("backup", tmp_path / "backup.db")
    assert result.code == 3
    assert not (tmp_path / "backup.db").exists()
    assert not (home / "clients.db").exists()


@pytest.mark.parametrize("arguments", [("backup",), ("restore",), ("backup", "a", "b")])
def test_backup_and_restore_need_a_file(command: Command, arguments: tuple[str, ...]) -> None:
    assert command(*arguments).code == 2


def test_a_sound_database_is_called_sound(command: Command) -> None:
    command("import", SAMPLE / "awkward.csv")
    result = command("check")
    assert (result.code, result.out) == (0, "")
    assert "sound" in result.err
    assert command("check", "--json").json == []


def test_what_a_check_finds_is_data_and_answers_one(command: Command, home: Path) -> None:
    command("import", SAMPLE / "awkward.csv")
    database = open_database(home / "clients.db")
    database.sql("UPDATE client SET search = 'stale' WHERE id = 3")
    database.close_all()
    result = command("check")
    assert result.code == 1
    assert result.out.startswith("Client 3 ")
    (finding,) = command("check", "--json").json
    assert (finding["fault"], finding["table"], finding["row"]) == ("search", "client", 3)


def test_a_damaged_index_is_named_and_made_anew_when_wished(command: Command, home: Path) -> None:
    command("import", SAMPLE / "awkward.csv")
    everybody = command("list", "--json").json
    SILENT["entry missing"](home / "clients.db")
    (finding,) = command("check", "--json").json
    assert (finding["fault"], finding["table"]) == ("index", "client_index")
    assert "--rebuild" in finding["message"]
    assert command("check").code == 1
    mended = command("check", "--rebuild")
    assert (mended.code, mended.out) == (0, "")
    assert "made anew" in mended.err
    assert "sound" in mended.err
    assert command("check", "--rebuild", "--json").json == []
    assert command("list", "--json").json == everybody


@pytest.mark.parametrize("damage", NOTICED.values(), ids=NOTICED)
def test_clients_are_listed_whatever_happened_to_the_index(command: Command, home: Path, damage: Damage) -> None:
    command("import", SAMPLE / "awkward.csv")
    everybody, some = command("list", "--json").json, command("list", "--json", "an").json
    assert 0 < len(some) < len(everybody)
    damage(home / "clients.db")
    assert command("list", "--json", "an").json == some
    assert command("list", "--json").json == everybody
    assert command("check").code == 1
    assert command("check", "--rebuild").code == 0
    assert command("list", "--json", "an").json == some


def test_what_a_rebuild_does_not_mend_is_still_told(command: Command, home: Path) -> None:
    command("import", SAMPLE / "awkward.csv")
    database = open_database(home / "clients.db")
    database.sql("UPDATE client SET search = 'stale' WHERE id = 3")
    database.sql("PRAGMA foreign_keys = 0")
    database.sql("INSERT INTO note VALUES (7, 4711, 'lost', '', 0, 1)")
    database.close_all()
    assert len(command("check", "--json").json) == 2
    result = command("check", "--rebuild", "--json")
    assert result.code == 1
    assert [finding["fault"] for finding in result.json] == ["foreign_key"]


def test_paths_tell_where_everything_is(command: Command, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert command("paths", "--json").json == {
        "settings": str(home / "settings.toml"),
        "database": str(home / "clients.db"),
        "backups": str(home / "clients.db.backups"),
        "logs": str(home / "logs"),
        "mappings": str(home / "mappings.json"),
    }
    assert f"database\t{home / 'clients.db'}" in command("paths").out.splitlines()
    monkeypatch.setenv("TUI_CLIENTS_DATABASE", "/by/environment.db")
    assert command("paths", "--json").json["database"] == "/by/environment.db"
    assert command("--database", "/by/option.db", "paths", "--json").json["database"] == "/by/option.db"
    assert command("paths", "--json", "--database", "/by/option.db").json["database"] == "/by/option.db"


def _foreign(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipe (x)")
    connection.close()


def _text(path: Path) -> None:
    path.write_text("Name,E-mail\nAnna,anna@example.com\n")


def _picture(path: Path) -> None:
    shutil.copy(next((SAMPLE / "pictures").glob("*.png")), path)


def _newer(path: Path) -> None:
    open_database(path).close_all()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()


def _damaged(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("CREATE TABLE client (x)")
        connection.executemany("INSERT INTO client VALUES (?)", [("x" * 500,)] * 500)
    connection.close()
    path.write_bytes(path.read_bytes()[:9000])


@pytest.mark.parametrize("make", [_foreign, _text, _picture, _newer, _damaged])
@pytest.mark.parametrize("arguments", [("list",), ("import", SAMPLE / "awkward.csv"), ("check",)], ids=lambda a: a[0])
def test_a_database_that_is_not_ours_is_refused_and_unchanged(
    command: Command, tmp_path: Path, make: Callable[[Path], None], arguments: tuple[object, ...]
) -> None:
    path = tmp_path / "clients.db"
    make(path)
    before = path.read_bytes()
    result = command("--database", path, *arguments)
    assert (result.code, result.out) == (3, "")
    assert len(result.err.splitlines()) == 1
    assert str(path) in result.err
    assert path.read_bytes() == before


def test_an_address_that_cannot_be_opened_is_refused(command: Command) -> None:
    assert command("--database", "postgresql://localhost/x", "list").code == 3


def test_settings_that_cannot_be_read_are_named(command: Command, home: Path) -> None:
    home.mkdir()
    (home / "settings.toml").write_text("colour = 'red'\n")
    result = command("list")
    assert (result.code, result.out) == (3, "")
    assert "colour" in result.err
