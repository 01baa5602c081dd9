"""How long it takes to read what belongs to a client with 10,000 invoices and 2,000 notes."""

import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from statistics import median

import pytest

from tui_clients.domain.client import Client, Note, now
from tui_clients.domain.invoice import Invoice, Payment
from tui_clients.storage.clients import Clients
from tui_clients.storage.contacts import Notes
from tui_clients.storage.database import Database
from tui_clients.storage.invoices import Invoices
from tui_clients.ui.screens.detail_invoices import InvoicesSection
from tui_clients.ui.screens.detail_notes import NotesSection
from tui_clients.ui.stores import Stores

DAY = date(2024, 1, 1)
BAR = 0.05


def measured(read: Callable[[], object]) -> float:
    times = []
    for _ in range(7):
        begun = time.perf_counter()
        read()
        times.append(time.perf_counter() - begun)
    return median(times)


@pytest.mark.benchmark
def test_each_tab_is_read_in_50_ms(database: Database) -> None:
    stores, client = Stores(database), Clients(database).add(Client(name="Anna"), "kim")
    days = [DAY + timedelta(days=number % 700) for number in range(10_000)]
    with database.transaction():
        Invoices(database).add_many(
            Invoice(f"R-{n}", day, day, "EUR", 1000, payments=(Payment(500, day),) * (n % 3), client_id=client.id)
            for n, day in enumerate(days)
        )
        Notes(database).add_many((client.id, Note(f"note {n} " * 20, "kim", now())) for n in range(2_000))
    found = {kind.__name__: measured(partial(kind.read, stores, client)) for kind in (InvoicesSection, NotesSection)}
    print({name: f"{seconds * 1000:.0f} ms" for name, seconds in found.items()})
    assert all(seconds <= BAR for seconds in found.values())
