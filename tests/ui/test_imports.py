"""The imports that were run, and taking one of them back, driven by keys."""

from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from peewee import sqlite3 as library  # type: ignore[attr-defined]
from textual.pilot import Pilot

from tests.services.importing_files import bring_in
from tests.services.taking_back import imported
from tests.ui.assistant import Assistant, write
from tests.ui.conftest import Running, screen_text
from tui_clients.domain.client import Client
from tui_clients.services import reverting
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database
from tui_clients.storage.imports import Imports
from tui_clients.ui.screens.client_list import ClientList
from tui_clients.ui.screens.confirm import Confirm
from tui_clients.ui.screens.import_list import ImportList
from tui_clients.ui.screens.progress_dialog import ProgressDialog
from tui_clients.ui.screens.revert_report import RevertReport

Until = Callable[[Pilot[None], Callable[[], Any]], Awaitable[None]]

PEOPLE = "name,city\nAnna,Graz\nBen,Ulm\nCem,Hof\n"


def words(pilot: Pilot[None]) -> str:
    """Return what stands on the screen, without line breaks and frames."""
    return " ".join(screen_text(pilot).replace("│", " ").split())


def told(pilot: Pilot[None]) -> list[str]:
    return [notification.message for notification in pilot.app._notifications]


async def on_top(pilot: Pilot[None], until: Until, kind: type) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, kind) and pilot.app.focused is not None)


async def open_list(pilot: Pilot[None], until: Until, text: str) -> None:
    """Open the list of imports by its key, and wait for a text in it."""
    await pilot.press("I")
    await on_top(pilot, until, ImportList)
    await until(pilot, lambda: text in words(pilot))


async def agree(pilot: Pilot[None], until: Until, sentence: str) -> None:
    """Confirm a question, which must hold this sentence."""
    await on_top(pilot, until, Confirm)
    assert sentence in words(pilot)
    await pilot.press("left", "enter")  # the focus is on the answer that does nothing


async def test_an_import_is_taken_back_from_the_list(
    running: Running, until: Until, database: Database, clients: Clients, tmp_path: Path
) -> None:
    clients.add(Client("Zoe"), "me")
    imported(database, tmp_path, PEOPLE)
    async with running(size=(80, 24)) as pilot:
        await open_list(pilot, until, "3 new")
        assert "Import 1 · clients: 3 new · " in words(pilot)
        await pilot.press("t")
        await agree(pilot, until, "Take the import of file.csv back?")
        await until(pilot, lambda: told(pilot) == ["3 rows were removed."])
        await until(pilot, lambda: "by anna" in words(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: told(pilot) == ["This import was taken back already."])
        await pilot.press("escape")
        await on_top(pilot, until, ClientList)
        await until(pilot, lambda: "1 client · sorted" in words(pilot))
    assert clients.count() == 1


async def test_what_is_kept_after_the_question_stays(
    running: Running, until: Until, database: Database, clients: Clients, tmp_path: Path
) -> None:
    imported(database, tmp_path, PEOPLE)
    async with running() as pilot:
        await open_list(pilot, until, "3 new")
        for key in ("enter", "escape"):
            await pilot.press("t")
            await on_top(pilot, until, Confirm)
            await pilot.press(key)
            await on_top(pilot, until, ImportList)
    assert clients.count() == 3


async def test_the_import_under_the_cursor_is_meant(
    running: Running, until: Until, database: Database, clients: Clients, tmp_path: Path
) -> None:
    imported(database, tmp_path, PEOPLE)
    imported(database, tmp_path, "name\nDora\n")
    async with running() as pilot:
        await open_list(pilot, until, "Import 2 · clients: 1 new")
        await pilot.press("down")
        await until(pilot, lambda: "Import 1 · clients: 3 new" in words(pilot))
        await pilot.press("enter")
        await agree(pilot, until, "Import 1 · clients: 3 new")
        await until(pilot, lambda: told(pilot))
    assert [row.name for row in clients.rows(range(9))] == ["Dora"]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_was_left_is_listed_with_the_reason(
    running: Running, until: Until, database: Database, clients: Clients, tmp_path: Path, size: tuple[int, int]
) -> None:
    imported(database, tmp_path, PEOPLE)
    for id_, city in ((1, "Wien"), (2, "Linz")):
        client = clients.get(id_)
        assert client is not None
        clients.update(replace(client, city=city), "bert")
    async with running(size=size) as pilot:
        await open_list(pilot, until, "3 new")
        await pilot.press("t")
        await agree(pilot, until, "Rows that were changed since stay.")
        await on_top(pilot, until, RevertReport)
        text = "1 row was removed, 2 rows were left, since they were changed after the import."
        await until(pilot, lambda: text in words(pilot))
        assert pilot.app.screen.query_one(".dialog").size.height < 14
        assert "client 1 “Anna” · City · " in words(pilot)
        assert " by bert" in words(pilot)
        await pilot.press("down")
        await until(pilot, lambda: "client 2 “Ben” · City · " in words(pilot))
        await pilot.press("escape")
        await on_top(pilot, until, ImportList)
        await until(pilot, lambda: "but for 2 rows" in words(pilot))
    assert clients.count() == 2


async def test_more_rows_left_than_are_listed_are_counted(
    running: Running, until: Until, database: Database, clients: Clients, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(reverting, "KEPT", 1)
    imported(database, tmp_path, PEOPLE)
    for client in clients.get_many([1, 2, 3]):
        clients.update(replace(client, city="Wien"), "bert")
    async with running() as pilot:
        await open_list(pilot, until, "3 new")
        await pilot.press("t")
        await agree(pilot, until, "Take the import of file.csv back?")
        await until(pilot, lambda: "… and 2 more rows." in words(pilot))


async def test_names_from_files_cannot_drive_the_screen(
    running: Running, until: Until, database: Database, tmp_path: Path
) -> None:
    path = tmp_path / "[@click=app.quit()]x[b]\x1b[31m.csv"
    path.write_text("name\n[/]\x1b[31mAnna\n")
    bring_in(database, path, by="[b]mia\x1b[0m")
    clients = Clients(database)
    client = clients.get(1)
    assert client is not None
    clients.update(replace(client, city="Wien"), "[b]\x1b[0m")
    async with running() as pilot:
        await open_list(pilot, until, "1 new")
        await pilot.press("t")
        await agree(pilot, until, "x[b]␛[31m.csv back?")
        await on_top(pilot, until, RevertReport)
        await until(pilot, lambda: "“[/]␛[31mAnna” · City" in words(pilot))
        assert "\x1b" not in screen_text(pilot)


async def test_without_imports_that_is_said(running: Running, until: Until) -> None:
    async with running() as pilot:
        await open_list_of_none(pilot, until)
        await pilot.press("t", "q")
        await on_top(pilot, until, ClientList)


async def open_list_of_none(pilot: Pilot[None], until: Until) -> None:
    await pilot.press("I")
    await until(pilot, lambda: "Nothing was imported yet." in words(pilot))


async def test_the_report_of_an_import_takes_it_back_at_once(
    running: Running, until: Until, clients: Clients, tmp_path: Path
) -> None:
    async with running(size=(80, 24)) as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(write(tmp_path / "people.csv", ("Name",), ("Anna",), ("Ben",)))
        await assistant.press("f2")
        await assistant.see("2 rows of people.csv were imported.", "t Take back")
        await assistant.press("t")
        await agree(pilot, until, "Take the import of people.csv back?")
        await assistant.until(lambda: assistant.results == [True])
        assert told(pilot) == ["2 rows were removed."]
    assert clients.count() == 0


async def test_an_import_that_did_nothing_offers_nothing_to_take_back(
    running: Running, until: Until, clients: Clients, tmp_path: Path
) -> None:
    clients.add(Client("Anna", email="anna@example.com"), "me")
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        file = write(tmp_path / "people.csv", ("Name", "E-mail"), ("Anna", "anna@example.com"))
        await assistant.open(file)
        await assistant.press("f2")
        await assistant.see("Nothing of people.csv was imported.")
        assert "Take" not in assistant.words
        await assistant.press("t")
        assert pilot.app.screen is assistant.wizard


async def test_a_revert_that_waits_is_shown_and_can_be_stopped(
    running: Running, until: Until, database: Database, clients: Clients, tmp_path: Path
) -> None:
    imported(database, tmp_path, PEOPLE)
    other = library.connect(database.path, isolation_level=None)
    with closing(other):
        async with running(size=(80, 24)) as pilot:
            await open_list(pilot, until, "3 new")
            other.execute("BEGIN IMMEDIATE")
            await pilot.press("t")
            await agree(pilot, until, "Take the import of file.csv back?")
            await until(pilot, lambda: isinstance(pilot.app.screen, ProgressDialog))
            await until(pilot, lambda: "Taking the import back" in words(pilot))
            await pilot.press("escape")
            await until(pilot, lambda: "Stopping…" in words(pilot))
            other.execute("ROLLBACK")
            await on_top(pilot, until, ImportList)
            assert told(pilot) == ["Canceled. Nothing was changed."]
    assert clients.count() == 3
    run = Imports(database).get(1)
    assert run is not None
    assert run.reverted_at is None


async def test_the_command_palette_opens_the_list(running: Running, until: Until) -> None:
    async with running() as pilot:
        await pilot.press("ctrl+p", *"imports")
        await until(pilot, lambda: "Show the imports that were run, and take one back" in words(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ImportList))


async def test_the_history_of_a_client_says_that_an_import_was_taken_back(
    running: Running, until: Until, database: Database, clients: Clients, tmp_path: Path
) -> None:
    clients.add(Client("Anna", uid="a", city="Köln"), "me")
    text = "client_uid,name\na,Website\n"
    reverting.revert(database, imported(database, tmp_path, "uid,name,city\na,Anna,Graz\n"), "kim")
    reverting.revert(database, imported(database, tmp_path, text, target="projects"), "kim")
    async with running() as pilot:
        await pilot.press("enter", "8")
        await until(pilot, lambda: "City: Graz → Köln" in words(pilot))
        assert "import taken back" in words(pilot)
        assert "Projects: Website deleted" in words(pilot)
