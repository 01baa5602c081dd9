"""Long tasks: progress is shown, Esc stops them, quitting leaves the database as it was."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.ui.assistant import Assistant, Until, write
from tests.ui.conftest import Running, screen_text
from tui_clients import i18n
from tui_clients.errors import N_, Canceled, FileRefused, UserError
from tui_clients.i18n import Language
from tui_clients.services.progress import Listener, Progress, Watch
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database, open_database
from tui_clients.ui.pace import pace
from tui_clients.ui.screens.client_list import ClientList
from tui_clients.ui.screens.import_preview import PreviewPane
from tui_clients.ui.screens.progress_dialog import ProgressDialog
from tui_clients.ui.screens.too_small import TooSmall


class Slow:
    """A task that is as far as it is told to be, until it is let go."""

    def __init__(self) -> None:
        self.is_let_go = threading.Event()
        self.has_begun = threading.Event()
        self.has_ended = threading.Event()

    def __call__(self, progress: Listener, is_canceled: Callable[[], bool]) -> str:
        progress(Progress(1_200, 0, 300, 1_000))
        self.has_begun.set()
        try:
            while not self.is_let_go.wait(0.01):
                Watch(is_canceled=is_canceled).check(Progress(1_200))
        finally:
            self.has_ended.set()
        return "done"


async def test_a_long_task_shows_how_far_it_is_and_returns_what_it_did(running: Running, until: Until) -> None:
    results: list[str | UserError | None] = []
    task = Slow()
    async with running(size=(80, 24)) as pilot:
        pilot.app.push_screen(ProgressDialog("Counting", task), results.append)
        await until(pilot, lambda: "30 %" in screen_text(pilot) and "1,200 rows" in screen_text(pilot))
        assert "Counting" in screen_text(pilot)
        assert "+ Add client" in screen_text(pilot)  # what is below stays in sight
        task.is_let_go.set()
        await until(pilot, lambda: results)
    assert results == ["done"]


async def test_escape_stops_a_long_task(running: Running, until: Until) -> None:
    results: list[str | UserError | None] = []
    async with running() as pilot:
        pilot.app.push_screen(ProgressDialog("Counting", Slow()), results.append)
        await until(pilot, lambda: "Counting" in screen_text(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: results)
    assert isinstance(results[0], Canceled)


async def test_a_task_that_ends_while_the_terminal_is_too_small_returns_when_it_has_grown(
    running: Running, until: Until
) -> None:
    results: list[str | UserError | None] = []
    task = Slow()
    async with running(size=(80, 24)) as pilot:
        pilot.app.push_screen(ProgressDialog("Counting", task), results.append)
        await until(pilot, task.has_begun.is_set)
        await pilot.resize_terminal(40, 10)
        await until(pilot, lambda: isinstance(pilot.app.screen, TooSmall))
        task.is_let_go.set()
        await until(pilot, task.has_ended.is_set)
        await pilot.pause()
        assert isinstance(pilot.app.screen, TooSmall)
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: isinstance(pilot.app.screen, ClientList))
    assert results == ["done"]


async def test_quitting_stops_a_long_task(running: Running, until: Until) -> None:
    task = Slow()
    try:
        async with running() as pilot:
            pilot.app.push_screen(ProgressDialog("Counting", task))
            await until(pilot, task.has_begun.is_set)
            await pilot.press("ctrl+q")
        assert await asyncio.to_thread(task.has_ended.wait, 10)
    finally:
        task.is_let_go.set()


async def test_the_error_that_ends_a_task_is_its_result(running: Running, until: Until) -> None:
    results: list[UserError | None] = []

    def fail(_progress: Listener, _is_canceled: Callable[[], bool]) -> None:
        raise FileRefused(N_("{path} is a folder; name a file in it."), path="/tmp")

    async with running() as pilot:
        pilot.app.push_screen(ProgressDialog("Failing", fail), results.append)
        await until(pilot, lambda: results)
    assert str(results[0]) == "/tmp is a folder; name a file in it."


@pytest.mark.parametrize(
    ("progress", "seconds", "words"),
    [
        (Progress(1, 0, 1, 10), 0.2, "1 row"),
        (Progress(2_000, 0, 25, 100), 2.0, "2,000 rows · 1,000 a second · about 6 s left"),
        (Progress(100, 10_000), 2.0, "100 of 10,000 · 50 a second · about 3 min 18 s left"),
        (Progress(100, 1_000_000), 2.0, "100 of 1,000,000 · 50 a second · about 5 h 33 min left"),
        (Progress(100, 100), 2.0, "100 of 100 · 50 a second · finishing"),
        (Progress(100), 2.0, "100 rows · 50 a second"),
    ],
)
def test_the_pace_says_what_is_known(progress: Progress, seconds: float, words: str) -> None:
    i18n.activate(Language("en", "en_GB"))
    assert pace(progress, seconds) == words


@pytest.fixture
def busy(database: Database) -> Iterator[ExitStack]:
    """Another user who is writing until `close`: an import waits for that, and so takes as long as the test wants."""
    other = open_database(database.path)
    with ExitStack() as writing:
        writing.enter_context(other.transaction())
        yield writing
    other.close_all()


async def test_a_canceled_import_changes_nothing_and_can_be_begun_again(
    running: Running, until: Until, clients: Clients, busy: ExitStack, tmp_path: Path
) -> None:
    file = write(tmp_path / "people.csv", ("Name",), *((f"Person {number}",) for number in range(600)))
    async with running(size=(80, 24)) as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(file)
        await assistant.press("f2")
        await assistant.see("Importing people.csv")
        await assistant.press("escape")
        await assistant.see("Stopping…")
        busy.close()
        await assistant.see("Canceled. Nothing was changed.", "600 new")
        assert clients.count() == 0
        await assistant.press("f2")
        await assistant.see("600 rows of people.csv were imported.")
    assert clients.count() == 600
    assert not list(tmp_path.glob("**/.tui-clients-*"))


async def test_the_preview_reads_no_further_while_the_import_runs(
    running: Running, until: Until, clients: Clients, busy: ExitStack, tmp_path: Path
) -> None:
    file = write(tmp_path / "people.csv", ("Name",), *((f"Person {number}",) for number in range(1_200)))
    async with running(size=(80, 24)) as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open()
        pane = assistant.wizard.query_one(PreviewPane)
        pane.pause()
        assistant.write(file)
        await assistant.press("enter")
        await assistant.see("the first 100 of about 1,300 rows: 100 new")
        pane.resume()
        await assistant.press("f2")
        await assistant.see("Importing people.csv")
        assert not pane._may_read.is_set()
        await assistant.press("escape")
        busy.close()
        await assistant.see("Canceled. Nothing was changed.", "1,200 rows: 1,200 new")
    assert clients.count() == 0


async def test_quitting_during_an_import_leaves_the_database_as_it_was(
    running: Running, until: Until, clients: Clients, busy: ExitStack, tmp_path: Path
) -> None:
    file = write(tmp_path / "people.csv", ("Name",), *((f"Person {number}",) for number in range(600)))
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(file)
        await assistant.press("f2")
        await assistant.see("Importing people.csv")
        await assistant.press("ctrl+q")
        await assistant.until(lambda: pilot.app._exit)
    busy.close()
    await asyncio.get_running_loop().shutdown_default_executor()  # the import ends in its thread
    assert clients.count() == 0


async def test_a_refusal_of_the_database_is_said_in_place(
    running: Running, until: Until, clients: Clients, database: Database, tmp_path: Path
) -> None:
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(write(tmp_path / "people.csv", ("Name",), ("Anna",)))
        database.sql("CREATE TRIGGER refuse BEFORE INSERT ON client BEGIN SELECT RAISE(ABORT, 'disk on fire'); END")
        await assistant.press("f2")
        await assistant.see("disk on fire", "Another file")
        database.sql("DROP TRIGGER refuse")
        await assistant.press("f2")
        await assistant.see("1 row of people.csv was imported.")
    assert clients.count() == 1


async def test_a_file_that_vanishes_before_the_import_is_said_in_place(
    running: Running, until: Until, tmp_path: Path
) -> None:
    file = write(tmp_path / "people.csv", ("Name",), ("Anna",))
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(file)
        file.unlink()
        await assistant.press("f2")
        await assistant.see("people.csv does not exist.", "Another file")


async def test_what_belongs_to_the_clients_is_shown_before_and_after(
    running: Running, until: Until, clients: Clients, tmp_path: Path
) -> None:
    file = tmp_path / "all.json"
    file.write_text('[{"name": "Anna", "projects": [{"name": "Site"}], "notes": ["a", {"text": "b"}, []]}]')
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(file)
        await assistant.see("1 row: 1 new, 1 to check; with 1 project, 3 notes")
        await assistant.press("f2")
        await assistant.see("With the clients: 1 project, 2 notes created; 1 note rejected", "notes[2]")
    assert clients.count() == 1
