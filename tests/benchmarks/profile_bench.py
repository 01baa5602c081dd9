"""Measures the profile of a client with 10,000 invoices and 2,000 notes beside that of one with few.

`python -m tests.benchmarks.profile_bench --folder DIR`; times are from the key to the last byte painted.
"""

import argparse
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tests.benchmarks import listed, process
from tests.benchmarks.figures import MB, MS, RATIO, Figure, p95, spread
from tests.benchmarks.listed import DOWN, ENTER, ESCAPE, UP, Listed
from tui_clients.domain.client import Client, Note
from tui_clients.domain.invoice import Invoice, Payment
from tui_clients.storage.database import open_database
from tui_clients.ui.stores import Stores

INVOICES, NOTES = 10_000, 2_000
ROUNDS = 8
_TABS = {"2": "projects", "3": "invoices", "4": "contacts", "5": "notes", "6": "documents", "7": "more", "8": "history"}


def kept(folder: Path) -> Path:
    """Return the folder's database of a large client, a small one and some more; it is made if it is missing."""
    path = folder / "profile.db"
    if path.exists():
        return path
    database = open_database(path)
    stores = Stores(database)
    with database.transaction():
        names = ["A large client", "A small client", *(f"Client {n}" for n in range(50))]
        clients = stores.clients.add_many([Client(name, email="office@example.com") for name in names], "benchmark")
        for client, invoices, notes in ((clients[0], INVOICES, NOTES), (clients[1], 5, 5)):
            stores.invoices.add_many(_invoice(number, client.id) for number in range(invoices))
            at = datetime(2026, 1, 1, tzinfo=UTC)
            texts = (f"Note {n}: " + "they called about the delivery, " * (n % 12 + 1) for n in range(notes))
            stores.notes.add_many((client.id, Note(text, "benchmark", at)) for text in texts)
    database.close_all()
    return path


def _invoice(number: int, client_id: int) -> Invoice:
    issued = date(2020, 1, 1) + timedelta(days=number % 2_500)
    total = 1_000 + number * 7 % 500_000
    paid = (Payment(total, issued + timedelta(days=20)),) if number % 3 else ()
    invoice = Invoice(f"2020-{number:05}", issued, issued + timedelta(days=14), "EUR", total, payments=paid)
    return replace(invoice, client_id=client_id)


def measure(program: Listed) -> list[Figure]:
    """Open both profiles by turns and go through the tabs of each."""
    for key in (DOWN, ENTER, *"2345678", ESCAPE, UP):  # what is loaded for any profile
        program.do(key, 0.4)
    before = process.memory(program.terminal.pid).rss
    shown: dict[str, list[float]] = {"large": [], "small": []}
    tabs: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        for size, key in (("small", DOWN), ("large", UP)):
            program.do(key)
            pressed = program.terminal.press(ENTER)
            shown[size].append((program.terminal.read_until(b"Account details") - pressed) * 1000)
            program.terminal.settle(0.4)  # all sections are read
            if size == "large":
                for key, name in _TABS.items():
                    tabs.setdefault(name, []).append(program.do(key).last_ms)
            program.do(ESCAPE, 0.4)
    after = process.memory(program.terminal.pid).rss
    figures = spread("large profile after Enter", shown["large"], MS, 80) + spread("small one", shown["small"], MS)
    figures.append(Figure("large against small, p95", p95(shown["large"]) / p95(shown["small"]), RATIO))
    for name, values in tabs.items():
        figures += spread(f"tab {name}", values, MS, 50)
    return [*figures, Figure("memory after all of that", after - before, MB, 10)]


def main() -> int:
    """Measure, print, and return 1 if a bar is not kept."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.profile_bench", description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="keeps the database for the next run")
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    with listed.opened(kept(folder)) as program:
        figures = measure(program)
    for figure in figures:
        bar = "" if figure.bar is None else f"(bar {figure.bar:g})" + ("" if figure.is_met else "  MISSED")
        print(f"{figure.name:32} {figure.value:8.1f} {figure.unit:3} {bar}")
    return 0 if all(figure.is_met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
