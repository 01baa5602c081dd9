"""`import` from the command line with odd and hostile files, names and numbers."""

import os
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tui_clients.errors import UserError
from tui_clients.services.importing.remembered import Mappings, Remembered

PEOPLE = "Name,E-mail\nAnna,anna@example.com\n"


def _file(tmp_path: Path, content: str, name: str = "people.csv") -> Path:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    return path


def test_rejected_rows_never_take_the_place_of_any_file_that_is_imported(command: Command, tmp_path: Path) -> None:
    first, second = _file(tmp_path, "Name\nAnna\n"), _file(tmp_path, "Name,City\n,Bonn\n", "b.csv")
    between = _file(tmp_path, "Name\nCem\n", "bad-b.csv")
    result = command("import", first, between, second, "--errors", tmp_path / "bad.csv")
    assert result.code == 2
    assert between.read_text(encoding="utf-8") == "Name\nCem\n"
    assert command("list", "--json").json == []


def test_a_pipe_in_a_folder_is_named_and_waited_for_by_nobody(command: Command, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    os.mkfifo(folder / "a.csv")
    _file(folder, PEOPLE, "b.csv")
    _file(folder, PEOPLE, "\x1b[2Jevil.csv")
    result = command("import", folder)
    assert result.code == 1
    assert "is a pipe or a device" in result.err
    assert "\x1b" not in result.out + result.err


@pytest.mark.parametrize("name", ["none", "last", " ", "x" * 81, "a\x1b[2J"])
def test_a_mapping_of_a_name_that_cannot_be_is_refused_before_anything_is_imported(
    command: Command, tmp_path: Path, name: str
) -> None:
    result = command("import", _file(tmp_path, PEOPLE), "--save-mapping", name)
    assert (result.code, result.out) == (3, "")
    assert command("list", "--json").json == []


def test_what_is_remembered_never_grows_beyond_what_can_be_read(tmp_path: Path) -> None:
    memory = Mappings(tmp_path / "mappings.json")
    for number in range(12):
        memory.keep((f"column {number}",), Remembered(pairs=("x" * 2**20,)))
    assert (tmp_path / "mappings.json").stat().st_size <= 2**23
    assert memory.recall(("column 11",)) is not None
    assert memory.recall(("column 0",)) is None
    with pytest.raises(UserError, match="too large"):
        memory.save("large", Remembered(pairs=("x" * 2**23,)))
    assert memory.names() == []


def test_a_line_number_beyond_all_bounds_is_wrong_usage(command: Command, tmp_path: Path) -> None:
    assert command("import", _file(tmp_path, PEOPLE), "--header", "9" * 5000).code == 2
