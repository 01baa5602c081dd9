"""The charts of a client with 10,000 invoices: how long they take, and for how long keys wait meanwhile."""

import asyncio
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.conftest import REPO
from tests.ui.profiles import add, attach, open_profile
from tui_clients.domain.client import Client
from tui_clients.domain.invoice import Invoice, Payment
from tui_clients.domain.statement import statements
from tui_clients.services import charts, figures
from tui_clients.settings import Settings
from tui_clients.storage.database import Database, open_database
from tui_clients.ui.app import ClientsApp
from tui_clients.ui.screens.detail_charts import Chosen, InvoiceBook

pytestmark = pytest.mark.benchmark
COUNT = 10_000
TODAY = date(2026, 11, 25)
FIRST_BAR = 150  # milliseconds, with plotext imported before
PAUSE_BAR = 30


def invoices() -> list[Invoice]:
    found = []
    for number in range(COUNT):
        on = TODAY - timedelta(days=number * 7 % 1500)
        payments = () if number % 5 == 0 else (Payment(4_000, on), Payment(6_000 + number, on + timedelta(days=20)))
        currency = "USD" if number % 3 == 0 else "EUR"
        found.append(Invoice(f"R-{number}", on, on + timedelta(days=30), currency, 10_000 + number, payments=payments))
    return found


def milliseconds(since: float) -> float:
    return (time.perf_counter() - since) * 1000


def test_figures_first_charts_and_statement_of_many_invoices(database: Database) -> None:
    given = invoices()
    client_id = add(database, Client("Anna"))[0]
    attach(database, client_id, *given)
    start = time.perf_counter()
    book = InvoiceBook(figures.of_client(database, client_id, TODAY))
    counted = milliseconds(start)
    charts.warm_up()
    start = time.perf_counter()
    for drawing in book.drawings(Chosen()):
        assert drawing.draw(40, 13, True)
    first = milliseconds(start)
    start = time.perf_counter()
    for drawing in book.drawings(Chosen(months=24)):
        assert drawing.draw(118, 37, True)
    large = milliseconds(start)
    start = time.perf_counter()
    statements(given, None, TODAY)
    account = milliseconds(start)
    print(f"\nfigures {counted:.0f} ms, first three charts {first:.0f} ms (bar {FIRST_BAR}), on the whole screen "
          f"{large:.0f} ms, statement {account:.0f} ms")  # fmt: skip
    assert first <= FIRST_BAR


def test_the_import_of_the_drawing_library() -> None:
    code = "from time import *; s = perf_counter(); from tui_clients.services import charts; charts.warm_up()"
    code += "; print(perf_counter() - s)"
    times = sorted(float(subprocess.check_output([sys.executable, "-c", code], cwd=REPO)) for _ in range(5))
    print(f"\nimport of plotext {times[2] * 1000:.0f} ms (median of 5)")


async def test_the_event_loop_goes_on_while_charts_are_made(tmp_path: Path) -> None:
    database = open_database(tmp_path / "clients.db")
    client_id = add(database, Client("Anna"))[0]
    attach(database, client_id, *invoices())
    pauses: list[float] = []

    async def tick() -> None:
        while True:
            start = time.perf_counter()
            await asyncio.sleep(0.001)
            pauses.append(milliseconds(start))

    async with ClientsApp(database, Settings(user="anna")).run_test(size=(120, 40)) as pilot:
        charts.warm_up()
        await open_profile(pilot, client_id)
        ticking = asyncio.create_task(tick())
        longest: dict[str, float] = {}
        for key in ("3", "c", "b", "m", "z", "escape", "s", "escape"):
            pauses.clear()
            await pilot.press(key)
            await pilot.app.workers.wait_for_complete()
            await pilot.pause()
            longest[f"{len(longest)}: {key}"] = max(pauses)
        ticking.cancel()
    database.close_all()
    told = ", ".join(f"{key} {pause:.0f}" for key, pause in longest.items())
    print(f"\nlongest pauses of the event loop by key, in milliseconds: {told} (bar {PAUSE_BAR})")
    assert max(longest.values()) <= PAUSE_BAR
