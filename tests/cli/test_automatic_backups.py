"""Backups that the program makes by itself: before what, how many are kept, and that nothing hangs on them."""

import fcntl
import os
import shutil
import stat
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import SAMPLE, Command
from tests.storage.first_schema import OLD, first_schema
from tui_clients.storage import kept
from tui_clients.storage.database import open_database
from tui_clients.storage.driver import library
from tui_clients.storage.kept import Reason


def imported(command: Command, folder: Path, *names: str, how: tuple[str, ...] = ()) -> None:
    """Import clients by name."""
    file = folder / "names.csv"
    file.write_text("Name\n" + "".join(f"{name}\n" for name in names))
    assert command("import", file, "--on-duplicate", "create", *how).code == 0


def names_in(path: Path) -> set[str]:
    """Return the names of the clients in a database."""
    database = open_database(path)
    names = {str(name) for (name,) in database.sql("SELECT name FROM client WHERE deleted_at IS NULL")}
    database.close_all()
    return names


def settle(home: Path, text: str) -> None:
    """Write the settings."""
    home.mkdir(exist_ok=True)
    (home / "settings.toml").write_text(text)


def listed(command: Command) -> list[dict[str, Any]]:
    """Return the backups, the newest first."""
    found: list[dict[str, Any]] = command("backups", "--json").json
    return found


def test_an_import_is_preceded_by_a_private_copy_of_the_state_before(
    command: Command, home: Path, tmp_path: Path
) -> None:
    imported(command, tmp_path, "Anna")
    assert listed(command) == []
    imported(command, tmp_path, "Ben")
    [copy] = listed(command)
    path = Path(copy["path"])
    assert (copy["reason"], copy["size"]) == ("import", path.stat().st_size)
    assert path.parent == home / "clients.db.backups"
    assert datetime.fromisoformat(copy["at"])
    assert names_in(path) == {"Anna"}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    shown = command("backups").out
    assert "before an import" in shown
    assert str(path) in shown


def test_an_automatic_backup_is_restored_by_its_path(command: Command, home: Path, tmp_path: Path) -> None:
    imported(command, tmp_path, "Anna")
    imported(command, tmp_path, "Ben")
    assert command("restore", listed(command)[0]["path"]).code == 0
    assert [client["name"] for client in command("list", "--json").json] == ["Anna"]


def test_an_import_that_changes_nothing_needs_no_backup(command: Command, home: Path) -> None:
    command("import", SAMPLE / "clients.csv")
    assert command("import", SAMPLE / "clients.csv").out.startswith("240 rows: 0 created, 0 updated, 240 skipped")
    assert command("import", SAMPLE / "awkward.csv", "--dry-run").code == 1
    assert listed(command) == []


def test_only_a_deletion_of_many_is_preceded_by_a_copy(command: Command, filled_home: Path) -> None:
    settle(filled_home, "backup_before_deleting = 10")
    found = command("list", "--json").json
    few, many = [client["city"] for client in found][:1], "--all"
    assert 0 < sum(client["city"] == few[0] for client in found) <= 10
    command("change", f'city:"{few[0]}"', "--delete")
    assert listed(command) == []
    command("change", many, "--delete", "--dry-run")
    assert listed(command) == []
    command("change", many, "--delete")
    [copy] = listed(command)
    assert copy["reason"] == "deletion"
    assert len(names_in(Path(copy["path"]))) > 200


def test_the_last_ones_are_kept_and_nothing_else_in_the_folder_is_touched(
    command: Command, home: Path, tmp_path: Path
) -> None:
    settle(home, "backups = 2")
    imported(command, tmp_path, "0")
    folder = home / "clients.db.backups"
    folder.mkdir(mode=0o700)
    (folder / "mine.db").write_text("precious")
    (folder / "20990101-000000Z-import.db").write_text("of a clock that went wrong")
    for number in range(1, 4):
        imported(command, tmp_path, str(number))
    paths = [Path(copy["path"]) for copy in listed(command)]
    assert paths[0].name == "20990101-000000Z-import.db"
    assert names_in(paths[1]) == {"0", "1", "2"}
    assert len(paths) == 2
    assert (folder / "mine.db").read_text() == "precious"


def test_copies_of_one_second_are_all_kept_in_their_order(command: Command, home: Path, tmp_path: Path) -> None:
    imported(command, tmp_path, "0")
    for number in range(1, 5):
        imported(command, tmp_path, str(number))
    assert [len(names_in(Path(copy["path"]))) for copy in listed(command)] == [4, 3, 2, 1]


@pytest.mark.parametrize("how", ["setting", "option"])
def test_who_wants_no_backups_gets_none(command: Command, home: Path, tmp_path: Path, how: str) -> None:
    imported(command, tmp_path, "Anna")
    if how == "setting":
        settle(home, "backups = 0")
    (tmp_path / "b.csv").write_text("Name\nBen\n")
    assert command("import", tmp_path / "b.csv", *(["--no-backup"] if how == "option" else [])).code == 0
    assert not (home / "clients.db.backups").exists()


def test_what_cannot_be_backed_up_is_imported_with_a_warning(command: Command, home: Path, tmp_path: Path) -> None:
    imported(command, tmp_path, "Anna")
    (home / "clients.db.backups").write_text("a file where the folder should be")
    (tmp_path / "b.csv").write_text("Name\nBen\n")
    result = command("import", tmp_path / "b.csv")
    assert result.code == 0
    assert "No backup was made first: No backup could be written to" in result.err
    assert names_in(home / "clients.db") == {"Anna", "Ben"}
    assert listed(command) == []


def test_a_disk_is_not_filled_with_backups(
    command: Command, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(command, tmp_path, "Anna")
    size = (home / "clients.db").stat().st_size
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(10**9, 0, size))
    (tmp_path / "b.csv").write_text("Name\nBen\n")
    result = command("import", tmp_path / "b.csv")
    assert (result.code, "too little room" in result.err) == (0, True)
    assert names_in(home / "clients.db") == {"Anna", "Ben"}


def test_what_a_killed_process_left_behind_goes_with_the_next(command: Command, home: Path, tmp_path: Path) -> None:
    imported(command, tmp_path, "Anna")
    for folder in (home / "clients.db.backups", home):  # of a backup, and of a dry run that went on with a copy
        left, in_use, begun = (folder / f".tui-clients-{name}" for name in ("left", "used", "begun"))
        for room in (left, in_use, begun):
            room.mkdir(parents=True)
            (room / "copy.db").write_text("half")
        for room in (left, in_use):
            os.utime(room, (1, 1))
        handle = os.open(in_use, os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_EX)
        imported(command, tmp_path, "Ben", how=("--dry-run",) if folder == home else ())
        assert (left.exists(), in_use.exists(), begun.exists()) == (False, True, True)
        os.close(handle)


def test_of_a_large_database_there_is_one_in_ten_minutes(
    command: Command, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui_clients.services.automatic._SMALL", 1)
    imported(command, tmp_path, "Anna")
    imported(command, tmp_path, "Ben")
    imported(command, tmp_path, "Cem")
    [copy] = listed(command)
    Path(copy["path"]).rename(home / "clients.db.backups" / "20200101-000000Z-import.db")
    imported(command, tmp_path, "Dora")
    assert [names_in(Path(copy["path"])) for copy in listed(command)] == [{"Anna", "Ben", "Cem"}, {"Anna"}]


def test_in_a_shared_folder_the_group_may_use_the_backups(command: Command, tmp_path: Path, home: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o2770)
    for name in ("Anna", "Ben"):
        (tmp_path / "names.csv").write_text(f"Name\n{name}\n")
        command("--database", shared / "team.db", "import", tmp_path / "names.csv")
    [copy] = (shared / "team.db.backups").iterdir()
    assert stat.S_IMODE(copy.stat().st_mode) == 0o660
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o2770


def test_an_old_database_is_copied_before_it_is_brought_up_to_date(command: Command, home: Path) -> None:
    home.mkdir()
    first_schema(home / "clients.db")
    before = (home / "clients.db").stat().st_size
    assert len(command("list", "--json").json) == len(OLD)
    [copy] = kept.all_of(home / "clients.db")
    assert copy.reason is Reason.UPGRADE
    assert copy.size <= before
    with closing(library.connect(copy.path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    command("list")
    assert len(kept.all_of(home / "clients.db")) == 1


def test_an_old_database_stays_as_it_is_where_it_cannot_be_copied(command: Command, home: Path) -> None:
    home.mkdir()
    first_schema(home / "clients.db")
    before = (home / "clients.db").read_bytes()
    (home / "clients.db.backups").write_text("a file where the folder should be")
    refused = command("list")
    assert (refused.code, refused.out) == (3, "")
    assert "--no-backup" in refused.err
    assert "Not a directory" in refused.err
    assert (home / "clients.db").read_bytes() == before
    assert len(command("list", "--json", "--no-backup").json) == len(OLD)


def test_a_new_database_is_not_copied(command: Command, home: Path) -> None:
    command("list")
    command("import", SAMPLE / "clients.csv")
    assert not (home / "clients.db.backups").exists()
