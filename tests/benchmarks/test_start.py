"""From the start of the program to the first rows on the screen, against a bare Textual app in the same run."""

import os
import statistics
import sys
from pathlib import Path

import pytest

from tests.benchmarks.terminal import Terminal
from tui_clients.domain.client import Client
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import open_database

pytestmark = pytest.mark.benchmark
ROUNDS = 9
BAR = 1.5


def _fill(path: Path, count: int) -> None:
    database = open_database(path)
    clients = Clients(database)
    with database.transaction():
        for start in range(0, count, 5_000):
            clients.add_many((_client(n) for n in range(start, min(start + 5_000, count))), "benchmark")
    database.close()


def _client(n: int) -> Client:
    return Client(
        f"Name {n}", email=f"n{n}@example.com", mobile=f"+49171{n:07}", company_name=f"Company {n % 100}", country="DE"
    )


def _start(command: list[str], environ: dict[str, str], word: str) -> float:
    with Terminal(command, environ) as terminal:
        return terminal.wait_for(lambda text: word in text) - terminal.started


@pytest.mark.parametrize("count", [1_000, 100_000])
def test_first_rows_against_a_bare_app(tmp_path: Path, count: int) -> None:
    database = tmp_path / "clients.db"
    _fill(database, count)
    environ = dict(os.environ) | {"TUI_CLIENTS_HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    bare_app = str(Path(__file__).parent / "bare_app.py")
    bare, ours = [], []
    for _ in range(ROUNDS):  # by turns, so that a busy moment of the machine meets both
        bare.append(_start([sys.executable, bare_app], environ, "bare and ready"))
        ours.append(
            _start([sys.executable, "-m", "tui_clients", "--database", str(database)], environ, "n0@example.com")
        )
    ratio = statistics.median(ours) / statistics.median(bare)
    print(
        f"\n{count:,} clients: first rows after {statistics.median(ours):.3f} s, "
        f"bare app {statistics.median(bare):.3f} s, ratio {ratio:.2f} (bar {BAR})"
    )
    assert ratio <= BAR
