"""What the SQLite library is told before it is used."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPO

_PROGRAM = """
import ctypes, sys
from tui_clients.storage import driver
if sys.argv[1] == "told":
    driver.let_threads_take_memory()
from pathlib import Path
from tui_clients.storage.database import open_database
database = open_database(Path(sys.argv[2]))
assert database.sql("SELECT count(*) FROM client") == [(0,)]
sqlite = ctypes.CDLL(driver.extension.__file__)
sqlite.sqlite3_memory_used.restype = ctypes.c_int64
print(sqlite.sqlite3_memory_used())
database.close_all()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only there SQLite is told")
def test_sqlite_keeps_account_of_its_memory_until_it_is_told_not_to(tmp_path: Path) -> None:
    used = {}
    for how in ("not told", "told"):
        program = [sys.executable, "-c", _PROGRAM, how, str(tmp_path / f"{how}.db")]
        used[how] = int(subprocess.run(program, cwd=REPO, check=True, capture_output=True, text=True).stdout)
    assert used["not told"] > 100_000
    assert used["told"] == 0
