"""The profile shows what others change, and takes nothing away from whoever works in it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.ui.conftest import Running, Until
from tests.ui.items import Keeping
from tests.ui.profiles import add, attach, invoice, open_profile, press
from tui_clients.domain.client import Client, Note
from tui_clients.domain.invoice import Invoice
from tui_clients.domain.items import ItemKind
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database, open_database
from tui_clients.storage.items import Items
from tui_clients.ui import watcher
from tui_clients.ui.screens.edit_conflict import ConflictDialog
from tui_clients.ui.screens.item_form import ItemForm


@pytest.fixture
def elsewhere(database: Database) -> Iterator[Database]:
    """The same database as another program has it open."""
    opened = open_database(database.path)
    yield opened
    opened.close_all()


@pytest.fixture(autouse=True)
def _looks_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watcher, "_SECONDS", 0.01)


async def test_cursor_filter_and_an_open_form_stay_when_others_change_the_lists(
    running: Running, database: Database, elsewhere: Database, until: Until
) -> None:
    (client_id,) = add(database, Client("Anna"))
    attach(database, client_id, *(invoice(f"R-{n}", n * 100) for n in range(1, 301)))
    others = Items(elsewhere)
    async with running(size=(100, 30)) as pilot:
        profile = await open_profile(pilot, client_id)
        await press(pilot, "3", "end", "up")
        keeping, front = Keeping(pilot, until), profile.front
        assert front is not None
        kept = front.current_id
        assert getattr(front.current, "number", "") == keeping.text.splitlines()[-3].split()[0]
        others.add(replace(invoice("R-999", 100), client_id=client_id), "bob")
        await keeping.see("Invoices (301)")
        await until(pilot, lambda: front.current is not None)
        assert front.current_id == kept
        await pilot.press("/", *"R-99")
        await keeping.see("2 of 301", "R-999")
        await pilot.press("enter", "down")
        kept = front.current_id
        others.add(replace(invoice("R-998", 100), client_id=client_id), "bob")
        await keeping.see("3 of 302", "R-998")
        assert front.current_id == kept
        await pilot.press("enter")
        form = await keeping.on(ItemForm)
        await keeping.fill(note="mine")
        stored = others.get(ItemKind.INVOICE, kept)
        assert isinstance(stored, Invoice)
        others.update(replace(stored, note="theirs"), "bob")
        await pilot.pause()
        assert keeping.row("note").input.value == "mine"
        assert pilot.app.screen is form
        await pilot.press("ctrl+s")
        await keeping.on(ConflictDialog)
        assert getattr(others.get(ItemKind.INVOICE, kept), "note", "") == "theirs"


async def test_the_entry_under_the_cursor_stays_and_a_client_that_was_deleted_is_said_to_be_gone(
    running: Running, database: Database, elsewhere: Database, until: Until
) -> None:
    (client_id,) = add(database, Client("Anna"))
    at = datetime(2026, 1, 1, tzinfo=UTC)
    notes = (Note(f"note {n}\nand more of it", "bob", at + timedelta(minutes=n)) for n in range(400))
    attach(database, client_id, *notes)
    others = Items(elsewhere)
    async with running(size=(80, 24)) as pilot:
        profile = await open_profile(pilot, client_id)
        await press(pilot, "5", *["pagedown"] * 3)
        keeping, front = Keeping(pilot, until), profile.front
        assert front is not None
        before, kept = keeping.text.splitlines()[6:20], front.current_id
        others.add(Note("the newest", "bob", datetime(2026, 2, 1, tzinfo=UTC), client_id=client_id), "bob")
        await keeping.see("Notes (401)")
        assert front.current_id == kept
        assert [line[:70] for line in keeping.text.splitlines()[6:20]] == [line[:70] for line in before]
        await pilot.press("home")
        await keeping.see("the newest")
        await pilot.press("end")
        await keeping.see("note 0")
        Clients(elsewhere).delete([client_id], "bob")
        await keeping.see("This client was deleted in the meantime.")
