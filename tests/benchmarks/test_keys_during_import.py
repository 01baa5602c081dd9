"""How soon a key is answered while the same program, or another one, imports a file."""

import asyncio
import csv
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.benchmarks.terminal import Terminal
from tui_clients.services import importing
from tui_clients.settings import Settings
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database, open_database
from tui_clients.ui.app import ClientsApp
from tui_clients.ui.screens.client_table import ClientTable

pytestmark = pytest.mark.benchmark
ROWS = 20_000
BAR_SECONDS = 0.1


def _file(folder: Path) -> Path:
    path = folder / "clients.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(["name", "email", "mobile", "country", "company"])
        table.writerows(
            (f"Name {n}", f"n{n}@example.com", f"+49171{n:07}", "DE", f"Company {n % 100}") for n in range(ROWS)
        )
    return path


def _few(database: Database) -> None:
    importing.run(importing.inspect(Path("sample_data/clients.csv").absolute(), Settings()), database, "benchmark")


def _report(what: str, seconds: list[float]) -> float:
    worst = statistics.quantiles(seconds, n=20)[-1]
    print(
        f"\n{what}: {len(seconds)} keys, median {statistics.median(seconds) * 1000:.0f} ms, p95 {worst * 1000:.0f} ms"
    )
    return worst


async def _press(app: ClientsApp, key: str) -> float:
    """Press a key and return how long it took until the cursor had moved and the screen was drawn."""
    table = app.screen.query_one(ClientTable)
    before, drawn = table.cursor, asyncio.Event()
    pressed = time.perf_counter()
    app.simulate_key(key)
    while table.cursor == before:
        await asyncio.sleep(0.001)
    table.call_after_refresh(drawn.set)
    await drawn.wait()
    return time.perf_counter() - pressed


async def test_keys_are_answered_while_the_program_imports(tmp_path: Path) -> None:
    database = open_database(tmp_path / "clients.db")
    _few(database)
    plan = importing.inspect(_file(tmp_path), Settings())
    app = ClientsApp(database, Settings())
    async with app.run_test(size=(120, 40)):
        await app.workers.wait_for_complete()
        import_ = app.run_worker(lambda: importing.run(plan, database, "benchmark"), thread=True)
        answered: list[float] = []
        while not import_.is_finished:
            answered.append(await _press(app, "down" if len(answered) % 40 < 20 else "up"))
        await app.workers.wait_for_complete()
    assert Clients(database).count() == ROWS + 240
    worst = _report("import in the same program", answered)
    database.close_all()
    assert worst <= BAR_SECONDS


def test_keys_are_answered_while_another_program_imports(tmp_path: Path) -> None:
    database = open_database(tmp_path / "clients.db")
    _few(database)
    database.close_all()
    program = [sys.executable, "-m", "tui_clients", "--database", str(database.path)]
    environ = dict(os.environ) | {"TUI_CLIENTS_HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    with Terminal(program, environ) as terminal:
        terminal.wait_for(lambda text: "240 clients" in text)
        terminal.settle()
        with subprocess.Popen([*program, "import", str(_file(tmp_path))], env=environ, stdout=subprocess.PIPE) as other:
            answered: list[float] = []
            while other.poll() is None:
                pressed = terminal.press("j" if len(answered) % 40 < 20 else "k")
                answered.append(terminal.wait_for_bytes() - pressed)
    worst = _report("import in another program", answered)
    assert worst <= BAR_SECONDS
