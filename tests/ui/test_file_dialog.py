"""The dialog that chooses a file, by keyboard."""

import os
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Label

from tests.ui.conftest import screen_text
from tests.ui.forms import paste, type_text
from tui_clients.storage.database import Database
from tui_clients.ui.app import ClientsApp
from tui_clients.ui.screens.file_dialog import FileDialog
from tui_clients.ui.widgets.line import Line
from tui_clients.ui.widgets.virtual_table import VirtualTable


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    (folder / "inner").mkdir(parents=True)
    (folder / "inner" / "deep.csv").touch()
    for name in ("clients.csv", "CLIENTS-2.CSV", "other.txt", ".hidden.csv", "ev\x1b[31mil [b].csv"):
        (folder / name).touch()
    return folder


class Asked:
    """A dialog that was opened, and what it returned."""

    def __init__(self, app: ClientsApp, *arguments: Any, **options: Any) -> None:
        self.results: list[Path | None] = []
        self.dialog = FileDialog("Open a file", *arguments, **options)
        app.push_screen(self.dialog, self.results.append)

    @property
    def names(self) -> list[str]:
        rows = self.dialog.query_one(VirtualTable).rows
        return [str(rows.cells(index)[0]) for index in range(len(rows))]  # type: ignore[index]

    @property
    def path(self) -> str:
        return self.dialog.query_one(Line).text

    @property
    def status(self) -> str:
        return "".join(str(label.content) for label in self.dialog.query("#status").results(Label))

    def is_read(self) -> bool:
        return self.dialog.is_current and "entr" in self.status


async def test_files_that_fit_are_listed_and_hidden_ones_only_on_demand(
    database: Database, app_on: Any, until: Any, folder: Path
) -> None:
    app = app_on(database)
    async with app.run_test(size=(80, 24)) as pilot:
        asked = Asked(app, folder, ("*.csv",))
        await until(pilot, asked.is_read)
        assert asked.names == ["../", "inner/", "CLIENTS-2.CSV", "clients.csv", "ev\x1b[31mil [b].csv"]
        assert "ev␛[31mil [b].csv" in screen_text(pilot)
        assert "Enter Choose" in screen_text(pilot)
        await pilot.press("tab", "right", "right", "enter")
        await pilot.pause()
        assert ".hidden.csv" in asked.names


async def test_typing_narrows_and_enter_takes_the_first(
    database: Database, app_on: Any, until: Any, folder: Path
) -> None:
    (folder / "a clients.csv").touch()
    app = app_on(database)
    async with app.run_test(size=(80, 24)) as pilot:
        asked = Asked(app, folder, ("*.csv",))
        await until(pilot, asked.is_read)
        await type_text(pilot, "clients.")
        assert asked.names == ["clients.csv", "a clients.csv"]
        await pilot.press("enter")
        await until(pilot, lambda: asked.results)
    assert asked.results == [folder / "clients.csv"]


async def test_folders_are_entered_and_left_again(database: Database, app_on: Any, until: Any, folder: Path) -> None:
    app = app_on(database)
    async with app.run_test(size=(80, 24)) as pilot:
        asked = Asked(app, folder)
        await until(pilot, asked.is_read)
        await pilot.press("enter")  # the cursor stands on the first entry, not on the way up
        await until(pilot, lambda: asked.names == ["../", "deep.csv"])
        assert asked.path == f"{folder}/inner/"
        await pilot.press("backspace")
        await until(pilot, lambda: "inner/" in asked.names)
        await type_text(pilot, "in")
        await pilot.press("tab")  # completes
        await until(pilot, lambda: asked.names == ["../", "deep.csv"])
        await pilot.press("up", "enter")
        await until(pilot, lambda: "inner/" in asked.names)
        await pilot.press("escape")
        await until(pilot, lambda: asked.results)
    assert asked.results == [None]


async def test_a_path_is_completed_behind_the_cursor_and_home_is_a_tilde(
    database: Database, app_on: Any, until: Any, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(folder))
    app = app_on(database)
    async with app.run_test(size=(80, 24)) as pilot:
        asked = Asked(app, Path("/"))
        await until(pilot, asked.is_read)
        assert asked.names[0] != "../"
        await pilot.press("ctrl+u")
        await type_text(pilot, "~/inner/de")
        await until(pilot, lambda: asked.names == ["deep.csv"])
        await type_text(pilot, "e")
        await until(pilot, lambda: "~/inner/deep.csv" in screen_text(pilot))
        await pilot.press("right", "enter")
        await until(pilot, lambda: asked.results)
    assert asked.results == [folder / "inner" / "deep.csv"]


async def test_what_does_not_exist_or_cannot_be_read_is_said(
    database: Database, app_on: Any, until: Any, folder: Path
) -> None:
    app = app_on(database)
    async with app.run_test(size=(80, 24)) as pilot:
        asked = Asked(app, folder)
        await until(pilot, asked.is_read)
        await type_text(pilot, "nowhere.csv")
        await pilot.press("enter")
        await until(pilot, lambda: "does not exist" in asked.status)
        await pilot.press("ctrl+u")
        await type_text(pilot, "clients.csv/")
        await until(pilot, lambda: "cannot be read" in asked.status)
        assert not asked.results


async def test_a_file_that_does_not_fit_the_pattern_can_be_typed(
    database: Database, app_on: Any, until: Any, folder: Path
) -> None:
    app = app_on(database)
    async with app.run_test(size=(80, 24)) as pilot:
        asked = Asked(app, folder, ("*.csv",))
        await until(pilot, asked.is_read)
        await type_text(pilot, "other.txt")
        await pilot.press("enter")
        await until(pilot, lambda: asked.results)
    assert asked.results == [folder / "other.txt"]


async def test_a_new_file_gets_the_name_that_is_typed_even_if_another_begins_so(
    database: Database, app_on: Any, until: Any, folder: Path
) -> None:
    app = app_on(database)
    async with app.run_test(size=(80, 24)) as pilot:
        asked = Asked(app, folder / "client", must_exist=False)
        await until(pilot, asked.is_read)
        assert asked.path == f"{folder}/client"
        assert asked.names[:2] == ["CLIENTS-2.CSV", "clients.csv"]
        await pilot.press("enter")
        await until(pilot, lambda: asked.results)
    assert asked.results == [folder / "client"]


async def test_a_new_file_can_take_the_place_of_one_under_the_cursor(
    database: Database, app_on: Any, until: Any, folder: Path
) -> None:
    app = app_on(database)
    async with app.run_test(size=(80, 24)) as pilot:
        asked = Asked(app, folder / "clients", must_exist=False)
        await until(pilot, asked.is_read)
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: asked.results)
    assert asked.results == [folder / "clients.csv"]


async def test_a_new_file_needs_a_name_and_a_folder_that_exists(
    database: Database, app_on: Any, until: Any, folder: Path
) -> None:
    app = app_on(database)
    async with app.run_test(size=(80, 24)) as pilot:
        asked = Asked(app, folder / "nowhere" / "x.csv", must_exist=False)
        await until(pilot, lambda: asked.dialog.is_current and "cannot be read" in asked.status)
        await pilot.press("enter")
        await until(pilot, lambda: "does not exist" in asked.status)
        await pilot.press("ctrl+u")
        await paste(pilot, str(folder / "inner"))
        await pilot.press("enter")
        await until(pilot, lambda: asked.names == ["../", "deep.csv"])
        await pilot.press("enter")
        await until(pilot, lambda: "type the name" in asked.status)
        assert not asked.results


async def test_a_folder_of_many_files_is_read_beside_the_keyboard(
    database: Database, app_on: Any, until: Any, tmp_path: Path
) -> None:
    many = tmp_path / "many"
    many.mkdir()
    for number in range(6_000):
        os.close(os.open(many / f"file {number:05}.csv", os.O_CREAT | os.O_WRONLY))
    app = app_on(database)
    async with app.run_test(size=(80, 24)) as pilot:
        asked = Asked(app, many)
        await until(pilot, lambda: asked.dialog.is_current)
        await type_text(pilot, "04321")
        await until(pilot, lambda: asked.names == ["file 04321.csv"])
        await pilot.press("enter")
        await until(pilot, lambda: asked.results)
    assert asked.results == [many / "file 04321.csv"]


async def test_a_double_click_opens(database: Database, app_on: Any, until: Any, folder: Path) -> None:
    app = app_on(database)
    async with app.run_test(size=(80, 24)) as pilot:
        asked = Asked(app, folder)
        await until(pilot, asked.is_read)
        await double_click(pilot, asked.names.index("clients.csv"))
        await until(pilot, lambda: asked.results)
    assert asked.results == [folder / "clients.csv"]


async def double_click(pilot: Pilot[None], index: int) -> None:
    await pilot.double_click("VirtualTable", offset=(5, index + 1))
