"""How tests drive the export dialog, and read what it wrote."""

import csv
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from tests.ui.conftest import screen_text
from tui_clients.domain.client import Client
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database
from tui_clients.ui.screens.client_list import ClientList
from tui_clients.ui.screens.export_dialog import ExportDialog
from tui_clients.ui.screens.path_line import PathLine

Until = Callable[[Pilot[None], Callable[[], Any]], Awaitable[None]]

PEOPLE = (
    Client("Anna Berg", email="anna@example.com", city="Graz", tags=("friend", "press"), mobile="+431234567890"),
    Client("Bob Stone", email="bob@example.com", city="Leeds"),
    Client("=Cem()", email="cem@example.com", city="Leeds"),
)


def filled(database: Database) -> Clients:
    """Return the store of a database that holds `PEOPLE`."""
    store = Clients(database)
    with database.transaction():
        store.add_many(PEOPLE, "tester")
    return store


async def open_export(pilot: Pilot[None], until: Until) -> ExportDialog:
    """Open the dialog from the list."""
    await pilot.press("x")
    await until(pilot, lambda: isinstance(pilot.app.screen, ExportDialog) and pilot.app.focused)
    dialog = pilot.app.screen
    assert isinstance(dialog, ExportDialog)
    return dialog


async def finish(pilot: Pilot[None], until: Until) -> None:
    """Export to the path that stands in the line."""
    pilot.app.screen.query_one(PathLine).focus()
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, ClientList))


def read(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def words(pilot: Pilot[None]) -> str:
    """Return what stands on the screen, without line breaks and columns."""
    return " ".join(screen_text(pilot).replace("│", " ").split())


def says(pilot: Pilot[None], sentence: str) -> bool:
    """Whether a sentence stands on the screen."""
    return sentence in words(pilot)
