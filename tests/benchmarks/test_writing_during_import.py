"""How long others wait until they may write while another program imports, and what that costs the import."""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.benchmarks.import_bench import made
from tui_clients.domain.client import Client
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import open_database

pytestmark = pytest.mark.benchmark
ROWS = int(os.environ.get("TUI_CLIENTS_BENCHMARK_ROWS", "100000"))
BAR_SECONDS = 2.0
_EVERY = 1.0


def _imported(file: Path, database: Path, every: float | None) -> tuple[float, list[float]]:
    """Import a file and return how long it took, and how long each of those waited who saved a client meanwhile."""
    program = [sys.executable, "-m", "tui_clients", "--no-backup", "--database", str(database), "import", str(file)]
    opened, waits = open_database(database), list[float]()
    clients, begun = Clients(opened), time.perf_counter()
    with subprocess.Popen(program, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while every is not None and process.poll() is None:
            time.sleep(every)
            asked = time.perf_counter()
            clients.add(Client(f"Waits {len(waits)}"), "benchmark")
            waits.append(time.perf_counter() - asked)
    taken = time.perf_counter() - begun
    opened.close_all()
    return taken, waits


def test_others_write_while_another_program_imports(tmp_path: Path) -> None:
    file = made(tmp_path, ROWS)
    alone, _none = _imported(file, tmp_path / "alone.db", None)
    taken, waits = _imported(file, tmp_path / "beside.db", _EVERY)
    print(f"\nimport of {ROWS:,} rows: {alone:.1f} s alone, {taken:.1f} s with one who saves each second")
    print(f"who saves waits {statistics.median(waits):.2f} s (median), {max(waits):.2f} s at most, of {len(waits)}")
    assert max(waits) <= BAR_SECONDS
