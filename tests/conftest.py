"""What many tests share: an empty database in a real file, the public test data, the local time zone."""

import gc
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests import shortcuts
from tui_clients.storage import upgrading
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database, open_database

# Every process that a test starts would compile the program anew.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
shortcuts.copy_new_databases()
shortcuts.leave_the_disk_alone()

os.environ.setdefault("TEXTUAL_FPS", "500")  # as the program sets it: a test of a screen waits for its paints

# Who runs the tests under nohup or in the background has signals ignored, in the programs that tests stop too.
for number, usual in ((signal.SIGINT, signal.default_int_handler), (signal.SIGHUP, signal.SIG_DFL)):
    if signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, usual)

REPO = Path(__file__).parents[1]
SHARED_DATA = REPO.parent / "shared" / "data"

# The same examples in every run; HYPOTHESIS_PROFILE=search looks for new ones.
_QUIET = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
settings.register_profile("default", derandomize=True, deadline=None, suppress_health_check=_QUIET)
settings.register_profile("search", max_examples=2000, deadline=None, suppress_health_check=_QUIET)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_xdist_auto_num_workers() -> int:
    """Let one more test run than there are processors: those of screens wait for a quarter of their time."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_finish() -> None:
    """Do not look for garbage in what was loaded, and less often in what the tests leave."""
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)


@pytest.fixture
def migrated(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each new database of a test goes through the migrations."""
    monkeypatch.setattr(upgrading, "upgrade", shortcuts.migrate)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "clients.db")
    yield opened
    opened.close_all()


@pytest.fixture
def clients(database: Database) -> Clients:
    return Clients(database)


@pytest.fixture(scope="session")
def naughty_strings() -> list[str]:
    file = SHARED_DATA / "blns.json"
    if not file.is_file():
        pytest.skip(f"{file} is not there")
    strings: list[str] = json.loads(file.read_text(encoding="utf-8"))
    return strings


@pytest.fixture
def local_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Return a function that sets the local time zone for the rest of the test."""

    def choose(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield choose
    monkeypatch.undo()
    time.tzset()
