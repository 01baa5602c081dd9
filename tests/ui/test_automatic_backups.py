"""Backups that the program makes by itself before an import and a deletion that are begun on the screen."""

from pathlib import Path

import pytest

from tests.ui.assistant import Assistant, Until, write
from tests.ui.conftest import Running
from tui_clients.domain.client import Client
from tui_clients.services.progress import Progress
from tui_clients.storage import kept
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database, open_database
from tui_clients.storage.following import Stage
from tui_clients.storage.kept import Reason
from tui_clients.ui.pace import pace
from tui_clients.ui.screens.client_list import ClientList
from tui_clients.ui.screens.confirm import Confirm


@pytest.fixture
def clients(database: Database) -> Clients:
    store = Clients(database)
    with database.transaction():
        store.add_many([Client("Anna Berg"), Client("Bob Stone"), Client("Cem Öz")], "tester")
    return store


def copied(database: Database) -> list[tuple[Reason, int]]:
    """Return why copies were made, and how many clients were in each."""
    found = []
    for copy in kept.all_of(database.path):
        opened = open_database(copy.path)
        found.append((copy.reason, Clients(opened).count()))
        opened.close_all()
    return found


async def test_an_import_is_preceded_by_a_copy(
    running: Running, until: Until, clients: Clients, database: Database, tmp_path: Path
) -> None:
    file = write(tmp_path / "new.csv", ["Name"], ["Dora"])
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(file)
        await assistant.press("ctrl+s")
        await assistant.see("imported.")
        assert assistant.told == ""
    assert copied(database) == [(Reason.IMPORT, 3)]


async def test_what_cannot_be_copied_is_imported_with_a_warning(
    running: Running, until: Until, clients: Clients, database: Database, tmp_path: Path
) -> None:
    kept.folder_of(database.path).write_text("a file where the folder should be")
    file = write(tmp_path / "new.csv", ["Name"], ["Dora"])
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(file)
        await assistant.press("ctrl+s")
        await assistant.see("imported.")
        await until(pilot, lambda: "No backup was made first" in assistant.told)
    assert clients.count() == 4


@pytest.mark.parametrize(("above", "expected"), [(2, [(Reason.DELETION, 3)]), (3, [])])
async def test_a_deletion_of_many_is_preceded_by_a_copy(
    running: Running, until: Until, clients: Clients, database: Database, above: int, expected: list[object]
) -> None:
    async with running(backup_before_deleting=above) as pilot:
        await pilot.press("A", "delete")
        await until(pilot, lambda: isinstance(pilot.app.screen, Confirm) and pilot.app.focused)
        await pilot.press("left", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ClientList) and clients.count() == 0)
    assert copied(database) == expected


@pytest.mark.parametrize(
    ("stage", "share", "words"),
    [(Stage.COPY, 0.4, "Copying the database… 40%"), (Stage.CHECK, None, "Checking the copy…")],
)
def test_the_copy_is_told_in_words(stage: Stage, share: float | None, words: str) -> None:
    done, whole = (0, 0) if share is None else (round(share * 10), 10)
    assert pace(Progress(0, 0, done, whole, stage), 3.0) == words
