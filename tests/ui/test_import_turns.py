"""The screens while another program imports, and behind an import that was killed."""

from pathlib import Path

from tests.services.held_import import held_import, while_waiting
from tests.ui.conftest import Running, Until, screen_text, settle
from tui_clients.domain.client import Client
from tui_clients.domain.query import Query
from tui_clients.storage import client_indexes
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database

COUNT = 1_300


def many(folder: Path) -> Path:
    """Return a file of so many clients that the list's indexes are put off."""
    file = folder / "many.csv"
    rows = "".join(f"Client {n:04},c{n}@example.com,+4917{n:08},City {n % 97}\n" for n in range(COUNT))
    file.write_text(f"Name,E-mail,Mobile,City\n{rows}")
    return file


async def test_the_list_goes_on_working_while_another_program_imports(
    running: Running, until: Until, clients: Clients, database: Database, tmp_path: Path
) -> None:
    clients.add(Client("Anna Adler"), "anna")
    async with running() as pilot:
        with held_import(database.path, many(tmp_path), takes_fewer=True) as held:
            while_waiting(database, lambda: clients.add(Client("Zenzi Waits", city="Hof"), "zoe"), held.go_on)
            assert client_indexes.missing(database)
            some = clients.total()
            pilot.app.screen.follow_changes()  # type: ignore[attr-defined]
            await until(pilot, lambda: f"{some:,} clients" in screen_text(pilot))
            await pilot.press("end")
            await until(pilot, lambda: "Zenzi Waits" in screen_text(pilot))
            await pilot.press("home", "s", "down", "enter")  # by company
            await settle(pilot)
            await pilot.press("slash", *"zenzi")
            await until(pilot, lambda: f"1 of {some:,}" in screen_text(pilot))
            await pilot.press("escape")
            held.finish()
        pilot.app.screen.follow_changes()  # type: ignore[attr-defined]
        await until(pilot, lambda: f"{COUNT + 2:,} clients" in screen_text(pilot))
    assert not client_indexes.missing(database)


async def test_what_a_killed_import_has_left_goes_away_when_the_screens_open(
    running: Running, until: Until, clients: Clients, database: Database, tmp_path: Path
) -> None:
    with held_import(database.path, many(tmp_path), takes_fewer=True) as held:
        while_waiting(database, lambda: clients.add(Client("Zenzi Waits"), "zoe"), held.go_on)
        held.kill()
    assert clients.total() > 1
    async with running() as pilot:
        told = "The import of many.csv was interrupted. What it had brought was taken back."
        await until(pilot, lambda: told in [each.message for each in pilot.app._notifications])
        pilot.app.screen.follow_changes()  # type: ignore[attr-defined]
        await until(pilot, lambda: "1 client ·" in screen_text(pilot))
    assert [row.name for row in clients.rows(clients.find(Query()))] == ["Zenzi Waits"]
    assert not client_indexes.missing(database)
