"""The assistant with several files, or a folder of them."""

import csv
from pathlib import Path

from tests.ui.assistant import Assistant, Until, write
from tests.ui.conftest import Running
from tui_clients.domain.query import Query
from tui_clients.storage.clients import Clients
from tui_clients.ui.screens.file_dialog import FileDialog
from tui_clients.ui.screens.files_dialog import FilesDialog


def names(clients: Clients) -> list[str]:
    """Return the names stored, sorted."""
    return [client.name for client in clients.iterate(Query())]


async def test_a_folder_is_imported_whole_with_a_report_for_each_file(
    running: Running, until: Until, clients: Clients, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    write(folder / "a.csv", ("Name", "City"), ("Anna", "Bonn"), ("", "Köln"))
    write(folder / "b.csv", ("Vorname", "Nachname"), ("Ben", "Öl"), delimiter=";", encoding="cp1252")
    (folder / "c.csv").touch()
    (folder / "d.json").write_text('[{"name": "Dan"}]', encoding="utf-8")
    (folder / "e.md").write_text("no table", encoding="utf-8")
    async with running(size=(80, 24)) as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open()
        assistant.write(folder)
        await assistant.press("enter")
        await assistant.see("Import: a.csv (1 of 4)", "2 rows: 1 new, 1 rejected")
        await assistant.press("n")
        await assistant.see("Import: b.csv (2 of 4)", "semicolon", "Ben Öl")
        await assistant.press("n")
        await assistant.see("Import: d.json (4 of 4)", "Dan")  # what cannot be read is stepped over
        assert "c.csv is empty" in assistant.told
        await assistant.press("N")
        await assistant.see("Import: b.csv (2 of 4)")
        await assistant.press("f2")
        await assistant.see("3 rows of 3 files were imported. 1 file could not be read.", "c.csv is empty")
        await assistant.see("a.csv 2 rows: 1 new, 1 rejected", "b.csv 1 row: 1 new", "d.json 1 row: 1 new")
        await assistant.press("s")
        await assistant.until(lambda: isinstance(pilot.app.screen, FileDialog))
        await assistant.press("enter")
        saved = folder / "rejected-a.csv"
        await assistant.until(saved.exists)
        await assistant.until(lambda: str(saved) in assistant.told)
        assert names(clients) == ["Anna", "Ben Öl", "Dan"]
        await assistant.press("t")
        await assistant.see("Take the import of these 3 files back?")
        await assistant.press("left", "enter")
        await assistant.until(lambda: "3 rows were removed" in assistant.told)
    assert names(clients) == []
    with saved.open(encoding="utf-8", newline="") as file:
        assert [row[:3] for row in csv.reader(file)] == [["Name", "City", "line"], ["", "Köln", "3"]]


async def test_several_files_are_marked_and_the_others_stay_out(
    running: Running, until: Until, clients: Clients, tmp_path: Path
) -> None:
    for name in ("a", "b", "c"):
        write(tmp_path / f"{name}.csv", ("Name",), (name.upper(),))
    async with running(size=(80, 24)) as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open()
        assistant.write(f"{tmp_path}/")
        await assistant.press("ctrl+o")
        await assistant.until(lambda: isinstance(pilot.app.screen, FilesDialog))
        await assistant.see("a.csv", "Ins marks several")
        await assistant.press("insert", "insert", "shift+down")
        await assistant.see("3 files marked")
        await assistant.press("up", "insert")  # the second one's mark is taken away
        await assistant.see("2 files marked")
        await assistant.press("enter")
        await assistant.see("Import: a.csv (1 of 2)")
        await assistant.press("f2")
        await assistant.see("2 rows of 2 files were imported.")
    assert names(clients) == ["A", "C"]


async def test_the_whole_folder_can_be_chosen_in_the_dialog(running: Running, until: Until, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in ("a", "b"):
        write(folder / f"{name}.csv", ("Name",), (name,))
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open()
        assistant.write(f"{folder}/")
        await assistant.press("ctrl+o")
        await assistant.see("Whole folder", "a.csv")
        await assistant.press("tab", "right", "right", "enter")
        await assistant.see("Import: a.csv (1 of 2)")


async def test_what_is_decided_of_one_file_holds_for_those_with_the_same_columns(
    running: Running, until: Until, clients: Clients, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for number in (1, 2):
        write(folder / f"{number}.csv", ("Handle", "E-mail"), (f"Person {number}", f"{number}@example.com"))
    write(folder / "3.csv", ("Name", "E-mail"), ("Other", "1@example.com"))
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open()
        assistant.write(folder)
        await assistant.press("enter")
        await assistant.see("1.csv (1 of 3)", "Handle Person 1 — left out")
        await assistant.map("Handle", "Name")
        await assistant.set("Duplicates", "create")
        await assistant.press("f2")
        await assistant.see("3 rows of 3 files were imported.")
    assert names(clients) == ["Other", "Person 1", "Person 2"]


async def test_what_is_open_in_one_file_is_decided_before_any_goes_in(
    running: Running, until: Until, clients: Clients, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    write(folder / "1.csv", ("Name",), ("Anna",))
    write(folder / "2.csv", ("Handle", "E-mail"), ("Ben", "ben@example.com"))
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open()
        assistant.write(folder)
        await assistant.press("enter")
        await assistant.see("1.csv (1 of 2)")
        await assistant.press("f2")
        await assistant.see("2.csv (2 of 2)")
        await assistant.until(lambda: "Please decide first what is open in 2.csv." in assistant.told)
        assert clients.count() == 0
        await assistant.map("Handle", "Name")
        await assistant.press("f2")
        await assistant.see("2 rows of 2 files were imported.")
    assert names(clients) == ["Anna", "Ben"]


async def test_a_folder_without_files_is_refused_in_place(running: Running, until: Until, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open()
        assistant.write(tmp_path / "empty")
        await assistant.press("enter")
        await assistant.see("There is no file in", "that can be imported.", "Which file?")
