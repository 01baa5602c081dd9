"""Reading folders for the dialog that chooses a file."""

from pathlib import Path

import pytest

from tui_clients.errors import Canceled, FileRefused
from tui_clients.services.folders import read_folder


def test_folders_come_first_and_names_sort_as_readers_expect(tmp_path: Path) -> None:
    for name in ("b.csv", "Ärger.csv", "a.CSV", "x.txt", ".hidden.csv"):
        (tmp_path / name).write_text("12345")
    (tmp_path / "Zoo").mkdir()
    (tmp_path / "void").symlink_to(tmp_path / "nowhere")
    (tmp_path / "linked").symlink_to(tmp_path / "Zoo")
    names = [entry.name for entry in read_folder(tmp_path, ("*.csv",))]
    assert names == ["linked", "Zoo", ".hidden.csv", "a.CSV", "Ärger.csv", "b.csv"]
    entries = {entry.name: entry for entry in read_folder(tmp_path)}
    assert entries["x.txt"].size == 5
    assert entries["x.txt"].changed > 0
    assert entries["Zoo"].is_folder
    assert not entries["void"].is_folder
    assert entries[".hidden.csv"].is_hidden


def test_a_folder_that_cannot_be_read_is_refused_in_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    for path in (tmp_path / "nowhere", file, Path("\x00")):
        with pytest.raises(FileRefused, match="cannot be read"):
            read_folder(path)


def test_reading_stops_when_the_user_is_elsewhere(tmp_path: Path) -> None:
    for number in range(10):
        (tmp_path / str(number)).touch()
    answers = iter([False, False, True])
    with pytest.raises(Canceled):
        read_folder(tmp_path, (), lambda: next(answers))
