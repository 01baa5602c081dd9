"""The export dialog's choices of fields and separators, and the order in which clients are written."""

from pathlib import Path

import pytest
from textual.widgets import SelectionList

from tests.ui.conftest import Running, screen_text
from tests.ui.exports import Until, filled, finish, open_export, read, words
from tui_clients.domain.fields import FIELDS
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database
from tui_clients.ui.screens.fields_dialog import FieldsDialog
from tui_clients.ui.screens.path_line import PathLine
from tui_clients.ui.widgets.option_row import OptionRow


@pytest.fixture
def clients(database: Database) -> Clients:
    return filled(database)


async def test_marked_clients_are_exported_in_the_order_of_the_list(
    running: Running, until: Until, clients: Clients, home: Path
) -> None:
    async with running() as pilot:
        await pilot.press("space", "end", "space")  # =Cem(), then Bob Stone
        await pilot.press("s", "enter")  # by name, the other way round
        await open_export(pilot, until)
        assert "● 2 marked" in words(pilot)
        await finish(pilot, until)
    assert [row["name"] for row in read(next(home.iterdir()))] == ["Bob Stone", "=Cem()"]


async def test_the_columns_of_the_list_are_exported_if_wanted(
    running: Running, until: Until, clients: Clients, home: Path
) -> None:
    async with running(size=(80, 24)) as pilot:
        await open_export(pilot, until)
        await pilot.press("down", "down", "down", "down", "right")
        await until(pilot, lambda: "Fields: Name, " in words(pilot))
        await finish(pilot, until)
    header, *rows = next(home.iterdir()).read_text(encoding="utf-8").splitlines()
    shown = ["name", "company_name", "email", "mobile", "country", "category", "created_at"]
    assert header.split(",") == [name for name in shown if name in header]
    assert 1 < len(header.split(",")) < len(shown)
    assert len(rows) == 3


async def test_fields_are_chosen_one_by_one_in_their_own_order(
    running: Running, until: Until, clients: Clients, home: Path
) -> None:
    async with running(size=(80, 24)) as pilot:
        await open_export(pilot, until)
        await pilot.press("down", "down", "down", "down", "left")
        await until(pilot, lambda: isinstance(pilot.app.screen, FieldsDialog) and pilot.app.focused)
        fields = pilot.app.screen.query_one(SelectionList)
        fields.deselect_all()
        await pilot.press("enter")
        await until(pilot, lambda: "Please choose at least one field." in words(pilot))
        await pilot.press("end", "space", "home", "down", "space", "enter")
        await until(pilot, lambda: "Fields: Name, Changed by" in words(pilot))
        await finish(pilot, until)
    assert next(home.iterdir()).read_text(encoding="utf-8").splitlines()[0] == "name,updated_by"


async def test_who_chooses_no_fields_exports_all(running: Running, until: Until, clients: Clients, home: Path) -> None:
    async with running(size=(60, 16)) as pilot:
        dialog = await open_export(pilot, until)
        await pilot.press("down", "down", "down", "down", "left")
        await until(pilot, lambda: isinstance(pilot.app.screen, FieldsDialog) and pilot.app.focused)
        assert "Take" in screen_text(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is dialog)
        await until(pilot, lambda: dialog.query_one("#fields", OptionRow).chosen == "all")
        await finish(pilot, until)
    assert len(read(next(home.iterdir()))[0]) == len(FIELDS)


async def test_a_file_for_german_excel_has_semicolons_and_a_mark(
    running: Running, until: Until, clients: Clients, home: Path
) -> None:
    async with running() as pilot:
        await open_export(pilot, until)
        await pilot.press("down", "down", "down", "right")
        await finish(pilot, until)
    [file] = home.iterdir()
    assert file.suffix == ".csv"
    assert file.read_bytes().startswith("\ufeffsalutation;name;".encode())


async def test_tabs_follow_the_name_and_the_name_the_tabs(
    running: Running, until: Until, clients: Clients, home: Path
) -> None:
    async with running() as pilot:
        dialog = await open_export(pilot, until)
        line, row = dialog.query_one(PathLine), dialog.query_one("#separator", OptionRow)
        await pilot.press("down", "down", "down", "left")
        await until(pilot, lambda: line.text.endswith(".tsv"))
        await pilot.press("left")
        await until(pilot, lambda: line.text.endswith(".csv"))
        line.focus()
        await pilot.press(*["backspace"] * 4, *".tsv")
        await until(pilot, lambda: row.chosen == "tab")
        await finish(pilot, until)
    [file] = home.iterdir()
    assert file.read_text(encoding="utf-8").startswith("salutation\tname\t")
