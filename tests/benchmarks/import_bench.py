"""Measures import and export of a large CSV file: `python -m tests.benchmarks.import_bench --folder DIR`.

The import is held against `sqlite-utils insert --csv` with `enable-fts` on the same columns, the export against
`sqlite3 -csv`; neither checks anything. What is not installed is left out.
"""

import argparse
import csv
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import invented, report
from tests.benchmarks.figures import MB, RATIO, SECONDS, Figure
from tests.benchmarks.measure import Measured
from tests.benchmarks.process import memory
from tui_clients.domain.client import Client
from tui_clients.storage.rows import TEXTS

COLUMNS = (
    "Name", "E-mail", "Country", "Mobile", "Gender", "Category", "Language", "Company", "Website", "Office phone",
    "City", "Date added",
)  # fmt: skip
_LOOK = 0.05  # seconds between two looks at the memory


@dataclass(frozen=True, slots=True)
class Run:
    """What a command took: seconds, seconds on a processor, and MB resident at most in all its processes together."""

    seconds: float
    cpu: float
    peak: float


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.import_bench", description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000, metavar="N")
    parser.add_argument("--folder", type=Path, required=True, help="keeps the CSV file for the next run")
    parser.add_argument("--sqlite-utils", default="sqlite-utils", help="the program, if it is not in PATH")
    return parser.parse_args()


def made(folder: Path, rows: int) -> Path:
    """Return the folder's file of so many invented clients, made if it is missing."""
    path = folder / f"import-{rows}.csv"
    if not path.exists():
        unfinished = path.with_suffix(".part")
        with unfinished.open("w", encoding="utf-8", newline="") as stream:
            table = csv.writer(stream)
            table.writerow(COLUMNS)
            table.writerows(map(_cells, invented.clients(rows)))
        unfinished.rename(path)
    return path


def _cells(client: Client) -> tuple[str, ...]:
    day = client.created_at.date().isoformat() if client.created_at else ""
    return (
        client.name, client.email, client.country, client.mobile, client.gender.value, client.category,
        client.language, client.company_name, client.website, client.office_phone, client.city, day,
    )  # fmt: skip


def run(command: Sequence[str | Path], output: Path | None = None) -> Run:
    """Run a command, its output into a file, and look at its processes while it runs."""
    started, spent, peak = time.perf_counter(), _cpu(), 0.0
    with Path(output or os.devnull).open("wb") as stream, subprocess.Popen([*map(str, command)], stdout=stream) as one:
        while one.poll() is None:
            peak = max(peak, sum(map(_resident, _family(one.pid))))
            time.sleep(_LOOK)
    if one.returncode not in (0, 1):  # 1: rows were rejected or skipped
        raise SystemExit(f"{command[0]} ended with {one.returncode}")
    return Run(time.perf_counter() - started, _cpu() - spent, peak)


def _cpu() -> float:
    """Return the time that processes which have ended spent on a processor: on a busy machine it tells more."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _family(pid: int) -> list[int]:
    """Return a process and those it started; which a thread started stands with that thread (proc(5))."""
    files = Path(f"/proc/{pid}/task").glob("*/children")
    return [pid, *(each for file in files for child in _words(file) for each in _family(int(child)))]


def _words(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="ascii").split()
    except OSError:  # it has ended meanwhile
        return []


def _resident(pid: int) -> float:
    try:
        return memory(pid).rss
    except (OSError, KeyError):  # it has ended meanwhile
        return 0.0


def _others_import(program: str, folder: Path, source: Path) -> Run | None:
    found = shutil.which(program)
    if found is None:
        print("sqlite-utils is missing: pip install sqlite-utils into an environment of its own, or --sqlite-utils.")
        return None
    database = _fresh(folder / "other.db")
    filled = run([found, "insert", "--csv", database, "clients", source])
    indexed = run([found, "enable-fts", database, "clients", *COLUMNS])
    _fresh(database)
    peak = max(filled.peak, indexed.peak)
    return Run(filled.seconds + indexed.seconds, filled.cpu + indexed.cpu, peak)


def _others_export(folder: Path, database: Path) -> Run | None:
    found = shutil.which("sqlite3")
    if found is None:
        print("The shell of SQLite is missing: install the package sqlite3.")
        return None
    columns = ", ".join(f'"{name}"' for name in (*TEXTS, "gender", "status", "tags", "extra", "created_at"))
    file = folder / "other.csv"
    taken = run([found, "-csv", "-header", database, f"SELECT {columns} FROM client ORDER BY sort_name"], file)
    file.unlink()
    return taken


def _fresh(database: Path) -> Path:
    for suffix in ("", "-wal", "-shm", "-journal"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
    return database


def _against(name: str, own: Run, other: Run | None, bar: float) -> list[Figure]:
    if other is None:
        return []
    return [
        Figure(f"{name}: the other takes", other.seconds, SECONDS),
        Figure(f"{name}: on a processor the other takes", other.cpu, SECONDS),
        Figure(name, own.seconds / other.seconds, RATIO, bar),
    ]


def measure(folder: Path, rows: int, sqlite_utils: str) -> Measured:
    """Return the figures of one size."""
    source, database, target = made(folder, rows), _fresh(folder / "import.db"), folder / "export.csv"
    program: list[str | Path] = [sys.executable, "-m", "tui_clients", "--database", database]
    other_import = _others_import(sqlite_utils, folder, source)
    imported = run([*program, "import", source])
    other_export = _others_export(folder, database)
    exported = run([*program, "export", target])
    target.unlink()
    _fresh(database)
    figures = [
        Figure("import", imported.seconds, SECONDS),
        Figure("import, on both processors", imported.cpu, SECONDS),
        *_against("import against sqlite-utils", imported, other_import, 0.6),
        Figure("import, resident in all processes", imported.peak, MB, 250),
        Figure("export as CSV", exported.seconds, SECONDS),
        *_against("export against sqlite3 -csv", exported, other_export, 4),
        Figure("export, resident", exported.peak, MB, 120),
    ]
    return Measured(rows, figures)


def main() -> int:
    """Measure, print the table, and return 1 if a bar is not kept."""
    wanted = _arguments()
    wanted.folder.mkdir(parents=True, exist_ok=True)
    result = measure(wanted.folder, wanted.rows, wanted.sqlite_utils)
    print(report.table([result]))
    return 0 if all(figure.is_met for figure in result.figures) else 1


if __name__ == "__main__":
    sys.exit(main())
