"""The export dialog, driven by keys: what is chosen is in the file, and nothing else is touched."""

import json
import stat
import threading
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from tests.ui.conftest import Running, screen_text
from tests.ui.exports import Until, filled, finish, open_export, read, says, words
from tui_clients.domain.marks import Marks
from tui_clients.domain.query import Query
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database
from tui_clients.storage.listing import Listing
from tui_clients.storage.results import Result
from tui_clients.ui.screens.client_list import ClientList
from tui_clients.ui.screens.confirm import Confirm
from tui_clients.ui.screens.export_dialog import ExportDialog
from tui_clients.ui.screens.file_dialog import FileDialog
from tui_clients.ui.screens.path_line import PathLine
from tui_clients.ui.widgets.line import Line
from tui_clients.ui.widgets.option_row import OptionRow


@pytest.fixture
def clients(database: Database) -> Clients:
    return filled(database)


async def test_everything_goes_to_a_private_file_in_the_order_of_the_list(
    running: Running, until: Until, clients: Clients, home: Path
) -> None:
    async with running(size=(80, 24)) as pilot:
        await pilot.press("s", "enter")  # by name, the other way round
        await open_export(pilot, until)
        assert "● all 3" in screen_text(pilot)
        assert "← → Change Enter Go on" in words(pilot)
        pilot.app.screen.query_one(PathLine).focus()
        await until(pilot, lambda: "Enter Export" in words(pilot))
        assert "found" not in screen_text(pilot)
        await finish(pilot, until)
        [told] = [notification.message for notification in pilot.app._notifications]
    [file] = home.iterdir()
    assert told == f"3 clients are in {file}."
    assert [row["name"] for row in read(file)] == ["Bob Stone", "Anna Berg", "=Cem()"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


async def test_everything_is_exported_before_it_is_counted(
    app_on: Any, until: Until, clients: Clients, database: Database, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_answer, search = threading.Event(), Listing.search

    def held(*asked: Any, **options: Any) -> Result:
        may_answer.wait(30)
        return search(*asked, **options)

    monkeypatch.setattr(Listing, "search", held)
    async with app_on(database).run_test(size=(80, 24)) as pilot:
        await open_export(pilot, until)
        assert "● all Format" in words(pilot)
        await finish(pilot, until)
        may_answer.set()
    assert len(read(next(home.iterdir()))) == 3


async def test_only_what_was_found_is_exported(running: Running, until: Until, clients: Clients, home: Path) -> None:
    async with running() as pilot:
        await pilot.press("slash", *"leeds", "enter")
        await until(pilot, lambda: "2 of 3" in screen_text(pilot))
        await open_export(pilot, until)
        assert "● 2 found ○ all 3" in words(pilot)
        await finish(pilot, until)
    assert {row["name"] for row in read(next(home.iterdir()))} == {"Bob Stone", "=Cem()"}


async def test_only_what_was_marked_is_exported_also_when_it_is_not_found(
    running: Running, until: Until, clients: Clients, home: Path
) -> None:
    async with running() as pilot:
        await pilot.press("slash", *"graz", "enter")
        await until(pilot, lambda: "1 of 3" in screen_text(pilot))
        await pilot.press("space", "escape")
        await until(pilot, lambda: "3 clients" in screen_text(pilot))
        await open_export(pilot, until)
        assert "● 1 marked ○ all 3" in words(pilot)
        await finish(pilot, until)
    assert [row["name"] for row in read(next(home.iterdir()))] == ["Anna Berg"]


async def test_the_file_follows_the_format_and_the_format_the_file(
    running: Running, until: Until, clients: Clients, home: Path
) -> None:
    async with running() as pilot:
        dialog = await open_export(pilot, until)
        line = dialog.query_one(PathLine)
        await pilot.press("down", "right")
        await until(pilot, lambda: line.text.endswith(".json"))
        assert "JSON holds everything: projects, invoices with payments, contacts, notes and documents too." in words(
            pilot
        )
        await pilot.press("right")
        await until(pilot, lambda: line.text.endswith(".jsonl"))
        line.focus()
        await pilot.press(*["backspace"] * 6, *".json")
        await until(pilot, lambda: dialog.query_one("#format", OptionRow).chosen == "json")
        await finish(pilot, until)
    [file] = home.iterdir()
    assert json.loads(file.read_text(encoding="utf-8"))[1]["tags"] == ["friend", "press"]


async def test_vcards_of_either_version_are_written(
    running: Running, until: Until, clients: Clients, home: Path
) -> None:
    async with running(size=(60, 16)) as pilot:
        dialog = await open_export(pilot, until)
        line, formats = dialog.query_one(PathLine), dialog.query_one("#format", OptionRow)
        await pilot.press("down", "right", "right", "right")
        await until(pilot, lambda: "● vCard" in screen_text(pilot) and line.text.endswith(".vcf"))
        await pilot.press("right")
        await until(pilot, lambda: "● vCard 3" in screen_text(pilot))
        line.focus()
        await pilot.press(*["backspace"] * 4, *".vcard")
        assert formats.chosen == "vcard3"
        await finish(pilot, until)
    [file] = home.iterdir()
    assert file.suffix == ".vcard"
    assert file.read_bytes().split(b"\r\n").count(b"VERSION:3.0") == 3


async def test_an_option_that_had_no_room_can_be_clicked_when_it_is_in_sight(
    running: Running, until: Until, clients: Clients, home: Path
) -> None:
    async with running(size=(60, 16)) as pilot:
        dialog = await open_export(pilot, until)
        formats = dialog.query_one("#format", OptionRow)
        formats.choose("vcard3")
        await until(pilot, lambda: "● vCard 3" in screen_text(pilot) and "Separator" not in screen_text(pilot))
        await pilot.click(formats, offset=(formats.size.width - 15, 0))
        assert formats.chosen == "vcard"


async def test_cells_are_guarded_for_spreadsheets_if_wanted(
    running: Running, until: Until, clients: Clients, home: Path
) -> None:
    async with running() as pilot:
        await open_export(pilot, until)
        await pilot.press("down", "down", "right")
        await until(pilot, lambda: "An apostrophe keeps a spreadsheet from running a cell" in words(pilot))
        await finish(pilot, until)
    assert {row["name"] for row in read(next(home.iterdir()))} == {"Anna Berg", "Bob Stone", "'=Cem()"}


async def test_a_file_that_exists_is_replaced_only_after_a_question(
    running: Running, until: Until, clients: Clients, tmp_path: Path
) -> None:
    file = tmp_path / "clients.csv"
    file.write_text("precious")
    async with running() as pilot:
        dialog = await open_export(pilot, until)
        dialog.query_one(PathLine).text = str(file)
        dialog.query_one(PathLine).focus()
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Confirm))
        await pilot.press("enter")  # keeps it
        await until(pilot, lambda: pilot.app.screen is dialog)
        assert file.read_text() == "precious"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Confirm))
        await pilot.press("right", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ClientList))
    assert len(read(file)) == 3


async def test_a_place_that_cannot_be_written_is_said_in_place_and_nothing_is_lost(
    running: Running, until: Until, clients: Clients, database: Database, tmp_path: Path
) -> None:
    async with running(size=(80, 24)) as pilot:
        dialog = await open_export(pilot, until)
        line = dialog.query_one(PathLine)
        for path, sentence in (
            (tmp_path / "nowhere" / "x.csv", "There is no folder"),
            (tmp_path, "is a folder; name a file in it."),
        ):
            line.text = str(path)
            line.focus()
            await pilot.press("enter")
            await until(pilot, partial(says, pilot, sentence))
            assert pilot.app.screen is dialog
            assert isinstance(pilot.app.focused, Input)
        line.text = str(database.path)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Confirm))
        await pilot.press("right", "enter")
        await until(pilot, lambda: "is the database itself." in words(pilot))
        await pilot.press("x")
        await until(pilot, lambda: "is the database itself." not in words(pilot))
    assert clients.count() == 3


async def test_an_export_needs_a_name_and_clients(
    running: Running, until: Until, database: Database, home: Path
) -> None:
    async with running() as pilot:
        dialog = ExportDialog(Query(), 0, 0, Marks(), ())  # as it is when others delete the last client meanwhile
        await pilot.app.push_screen(dialog)
        line = dialog.query_one(PathLine)
        line.focus()
        await pilot.press("enter")
        await until(pilot, lambda: "There are no clients yet." in words(pilot))
        line.text = ""
        await pilot.press("enter")
        await until(pilot, lambda: "Please type the name of a file." in words(pilot))
    assert not list(home.iterdir())


async def test_the_folder_can_be_looked_for(
    running: Running, until: Until, clients: Clients, home: Path, tmp_path: Path
) -> None:
    async with running() as pilot:
        dialog = await open_export(pilot, until)
        dialog.browse()
        await until(pilot, lambda: isinstance(pilot.app.screen, FileDialog))
        pilot.app.screen.query_one(Line).text = str(tmp_path / "people.csv")
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen is dialog)
        assert dialog.query_one(PathLine).text == str(tmp_path / "people.csv")
        await finish(pilot, until)
    assert len(read(tmp_path / "people.csv")) == 3


async def test_escape_leaves_without_a_file(running: Running, until: Until, clients: Clients, home: Path) -> None:
    async with running() as pilot:
        await open_export(pilot, until)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, ClientList))
    assert not list(home.iterdir())


async def test_on_the_smallest_terminal_everything_is_in_sight(
    running: Running, until: Until, clients: Clients, home: Path
) -> None:
    async with running(size=(60, 16)) as pilot:
        await open_export(pilot, until)
        for text in ("Which", "Format", "Cells", "Separator", "Fields", "File", "Export", "Browse…", "Cancel"):
            assert text in screen_text(pilot)
