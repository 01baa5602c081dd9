"""The commands `imports` and `revert`: what they say, what they answer, and what is left when they are killed."""

import signal
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

from tests.cli.conftest import Command
from tests.conftest import REPO
from tests.services.taking_back import contents
from tui_clients.domain import dates
from tui_clients.storage.database import open_database

PROGRAM = (sys.executable, "-m", "tui_clients")
DYING = (
    "import os, sys; from tui_clients.cli.main import run; from tui_clients.services.progress import Watch\n"
    "Watch.check = lambda self, progress: progress.rows > 900 and os.kill(os.getpid(), 9)\n"
    "sys.exit(run(sys.argv[1:]))"
)


def write(folder: Path, text: str, name: str = "new.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def many(folder: Path) -> Path:
    return write(folder, "name,email\n" + "".join(f"Client {n},client{n}@example.com\n" for n in range(1500)))


def dump(home: Path) -> tuple[dict[str, list[tuple[object, ...]]], list[tuple[object, ...]]]:
    """Return all that a home's database holds of clients, and its history."""
    database = open_database(home / "clients.db")
    assert database.sql("PRAGMA integrity_check") == [("ok",)]
    found = contents(database), database.sql("SELECT * FROM change ORDER BY id")
    database.close_all()
    return found


def test_imports_are_listed_the_newest_first(command: Command, filled_home: Path, tmp_path: Path) -> None:
    command("import", write(tmp_path, "name\nAnna\n\x1b[31m\n", "odd\x1b[31m.csv"))
    runs = command("imports", "--json").json
    assert [run["id"] for run in runs] == [6, 5, 4, 3, 2, 1]
    assert [run["kind"] for run in runs] == ["clients", "notes", "contacts", "invoices", "projects", "clients"]
    assert {run["by"] for run in runs[1:]} == {"kim"}
    newest = runs[0]
    assert dates.parse_moment(newest.pop("at")) is not None
    assert newest.pop("by")
    assert newest == {
        "id": 6, "source": "odd\x1b[31m.csv", "kind": "clients", "created": 2, "updated": 0, "skipped": 0,
        "rejected": 0, "reverted_at": None, "reverted_by": None, "left": 0, "finished": True,
    }  # fmt: skip
    table = command("imports")
    assert (table.code, table.err) == (0, "")
    lines = table.out.splitlines()
    assert lines[0].split("\t")[:5] == ["id", "at", "by", "source", "kind"]
    assert lines[1].split("\t")[3] == "odd␛[31m.csv"
    assert len(lines) == 7


def test_a_database_without_imports_has_none(command: Command) -> None:
    assert command("imports", "--json").json == []


def test_an_import_is_taken_back(command: Command, filled_home: Path, tmp_path: Path) -> None:
    before = dump(filled_home)[0]
    file = write(tmp_path, "uid,name\nnew-1,Anna\nnew-2,Ben\n")
    assert command("import", file).code == 0
    result = command("revert", 6, "--json")
    assert (result.code, result.err) == (0, "2 rows were removed.\n")
    assert result.json == {
        "import_id": 6, "dry_run": False, "removed": 2, "restored": 0, "left_count": 0, "left": [],
    }  # fmt: skip
    assert dump(filled_home)[0] == before
    newest = command("imports", "--json").json[0]
    assert newest["reverted_by"]
    assert newest["reverted_at"]
    again = command("revert", 6)
    assert (again.code, again.out) == (2, "")
    assert again.err.startswith("Import 6 was taken back already, by ")


def test_the_whole_sample_is_taken_back_the_last_import_first(command: Command, filled_home: Path) -> None:
    for number in (5, 4, 3, 2, 1):
        assert command("revert", number).code == 0, number
    assert not any(dump(filled_home)[0].values())
    assert command("check").code == 0


def test_what_was_edited_since_is_listed_and_answers_one(command: Command, filled_home: Path, tmp_path: Path) -> None:
    command("import", write(tmp_path, "uid,name\nnew-1,Anna\nnew-2,Ben\nnew-3,Cem\n"))
    command("change", "name:Anna", "is:active", "added:today", "--add-tag", "vip", "--status", "inactive")
    note = "client_uid,text,author\nnew-2,hello,mia\n"
    command("import", write(tmp_path, note, "notes.csv"), "--kind", "notes")
    result = command("revert", 6, "--json")
    assert result.code == 1
    assert (result.json["removed"], result.json["left_count"]) == (1, 2)
    found = {left["name"]: left for left in result.json["left"]}
    assert {left["kind"] for left in found.values()} == {"clients"}
    assert found["Anna"]["fields"] == ["tags", "status"]
    assert found["Ben"]["fields"] == ["notes"]
    assert all(left["by"] and left["at"] and left["id"] for left in found.values())
    assert "“Anna”: Tags, Status: " in result.err
    assert "“Ben”: notes: " in result.err
    assert result.err.splitlines()[-1] == (
        "1 row was removed, 2 rows were left, since they were changed after the import."
    )
    assert command("imports", "--json").json[1]["left"] == 2


def test_a_dry_run_says_so_and_changes_nothing(command: Command, filled_home: Path) -> None:
    before = dump(filled_home)
    result = command("revert", 5, "--dry-run", "--json")
    assert result.code == 0
    assert result.json["dry_run"] is True
    assert result.json["removed"] > 100
    assert "This was a dry run" in result.err
    assert dump(filled_home) == before
    assert command("imports", "--json").json[0]["reverted_at"] is None


@pytest.mark.parametrize("number", ["99", "-1", "x", "٣", "9" * 30, "0", " 1"])
def test_an_unknown_number_is_refused_in_one_sentence(command: Command, filled_home: Path, number: str) -> None:
    result = command("revert", "--", number)
    assert (result.code, result.out) == (2, "")
    assert result.err == f"There is no import {number}. “tui-clients imports” shows the numbers.\n"


def test_a_killed_revert_leaves_the_database_as_it_was(
    command: Command, filled_home: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    command("import", many(tmp_path))
    before = dump(filled_home)
    line = [sys.executable, "-c", DYING, "revert", "6"]
    done = subprocess.run(line, env=environment, cwd=REPO, check=False, capture_output=True)
    assert done.returncode == -signal.SIGKILL
    assert dump(filled_home) == before
    assert command("revert", 6).err == "1,500 rows were removed.\n"


@pytest.mark.usefixtures("filled_home")
def test_of_two_processes_that_take_an_import_back_at_once_one_does(
    command: Command, environment: dict[str, str], tmp_path: Path
) -> None:
    command("import", many(tmp_path))
    line = [*PROGRAM, "revert", "6"]
    crew = [subprocess.Popen(line, env=environment, cwd=REPO, stderr=subprocess.PIPE) for _ in range(2)]
    said = b" ".join(process.communicate(timeout=60)[1] for process in crew)
    assert sorted(process.returncode for process in crew) == [0, 2]
    assert b"1,500 rows were removed." in said
    assert b"was taken back already" in said


def test_on_a_terminal_imports_stand_in_columns(filled_home: Path, environment: dict[str, str]) -> None:
    assert filled_home.is_dir()
    size = environment | {"COLUMNS": "80"}
    terminal = pexpect.spawn(PROGRAM[0], [*PROGRAM[1:], "imports"], env=size, cwd=str(REPO), dimensions=(24, 80))
    lines = terminal.read().decode().splitlines()
    terminal.close()
    assert (terminal.exitstatus, len(lines)) == (0, 6)
    assert lines[0].split()[:2] == ["No.", "When"]
    assert "clients.csv" in lines[-1]
    assert max(map(len, lines)) <= 80
