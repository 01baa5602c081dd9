"""Measures the overview: `python -m tests.benchmarks.overview_bench --folder DIR`.

In the running program from the key to the first figures (a bar of clients that were added) and to the last ones, by
query, each the first time and once more; and what conditions on open amounts cost in the list. The database of
invented clients in the folder is filled up with invoices.
"""

import argparse
import re
import sys
import time
from collections.abc import Sequence
from datetime import date
from itertools import chain
from pathlib import Path

from tests.benchmarks import invented, invoiced, listed, report
from tests.benchmarks.figures import MS, Figure
from tests.benchmarks.listed import ENTER, ESCAPE, Listed
from tests.benchmarks.measure import Measured
from tui_clients.domain.query import Query
from tui_clients.services import overview
from tui_clients.storage.database import open_database
from tui_clients.storage.listing import Listing

FIRST, WHOLE = 300, 2_000
QUERIES = (
    *("", "country:DE", "category:Retail", "an", "example", "is:active", "added:2024", "open:>100"),
    *("has:overdue", "has:overdue country:DE"),
)
_COUNTING = "counting:"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.overview_bench", description=__doc__)
    parser.add_argument("--clients", type=int, default=1_000_000, metavar="N")
    parser.add_argument("--invoices", type=int, default=2_000_000, metavar="N")
    parser.add_argument("--folder", type=Path, required=True, help="keeps the database for the next run")
    parser.add_argument("--queries", nargs="*", default=QUERIES, metavar="QUERY")
    return parser.parse_args()


def main() -> int:
    """Measure, print the table, and return 1 if a bar is not kept."""
    wanted = _arguments()
    wanted.folder.mkdir(parents=True, exist_ok=True)
    path = invented.kept(wanted.folder, wanted.clients)
    invoiced.fill(path, wanted.clients, wanted.invoices)
    result = Measured(wanted.clients, [*read(path, wanted.queries), *shown(path, wanted.queries)])
    print(report.table([result]))
    return 0 if all(figure.is_met for figure in result.figures) else 1


def read(path: Path, queries: Sequence[str]) -> list[Figure]:
    """Return what the figures take without a screen, and the list's first search by amounts."""
    database = open_database(path)
    today = date.today()  # noqa: DTZ011 - as the program asks
    figures = []
    for text in queries:
        started = time.perf_counter()
        parts = chain([overview.first(database, Query(text), today)], overview.read(database, Query(text), today))
        moments = [time.perf_counter() - started for _part in parts]
        steps = " ".join(f"{moment * 1000:.0f}" for moment in moments)
        print(f"“{text}”: {steps} ms", flush=True)
        figures.append(Figure(f"“{text}” read whole", moments[-1] * 1000, MS))
    for text in ("open:>100", "open:>4000", "has:overdue"):
        started = time.perf_counter()
        found = Listing(database).count(Query(text))
        figures.append(Figure(f"list “{text}”, {found:,} found", (time.perf_counter() - started) * 1000, MS))
    database.close_all()
    return figures


def shown(path: Path, queries: Sequence[str]) -> list[Figure]:
    """Return what the program takes from the key to the first and to the last figures, and a key meanwhile."""
    figures = []
    with listed.opened(path) as program:
        for text in queries:
            program.do("/")
            if text:
                program.search(text, 2.0)
            program.do(ENTER)
            for time_ in ("the first time", "again"):
                first, whole = _opened(program)
                figures += [
                    Figure(f"“{text}”, first figures, {time_}", first, MS, FIRST),
                    Figure(f"“{text}”, all figures, {time_}", whole, MS, WHOLE),
                ]
                program.do(ESCAPE, 0.5)
            program.do(ESCAPE, 2.0)
        figures.append(Figure("a key while it is counted", max(_key(program) for _ in range(5)), MS, 50))
    return figures


def _opened(program: Listed) -> tuple[float, float]:
    terminal = program.terminal
    pressed = terminal.press("o")
    first = terminal.wait_for(lambda text: re.search(r"20\d\d +[█-▏]", text) is not None)
    whole = terminal.wait_for(lambda text: _COUNTING not in text) if _COUNTING in terminal.text else first
    return (first - pressed) * 1000, (whole - pressed) * 1000


def _key(program: Listed) -> float:
    """Return what another currency takes while figures are read again."""
    terminal = program.terminal
    program.do("o", 3.0)
    terminal.press("\x1b[15~")  # F5
    time.sleep(0.05)
    (shown,) = re.findall(r"debtors in (\w+)", terminal.text)
    pressed = terminal.press("c")
    changed = terminal.wait_for(lambda text: f"debtors in {shown}" not in text)
    return (changed - pressed) * 1000


if __name__ == "__main__":
    sys.exit(main())
