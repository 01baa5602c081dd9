"""What belongs to a client, kept in the profile from the keyboard: the same keys in every list."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.ui.conftest import Running, Until
from tests.ui.items import Keeping
from tests.ui.profiles import TODAY, add, attach, invoice, open_profile, press
from tui_clients.domain.choices import InvoiceState
from tui_clients.domain.client import Client, Contact, ContactPoint, Note
from tui_clients.domain.items import ItemKind
from tui_clients.storage import trash
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database
from tui_clients.ui import show
from tui_clients.ui.stores import Stores


@pytest.fixture
def client_id(database: Database) -> int:
    return add(database, Client("Anna", country="DE"))[0]


async def test_a_contact_is_added_changed_deleted_and_brought_back(
    running: Running, database: Database, client_id: int, until: Until
) -> None:
    async with running() as pilot:
        await open_profile(pilot, client_id)
        await press(pilot, "4")
        keeping = Keeping(pilot, until)
        assert "Del Delete" not in keeping.footer
        await keeping.form("a", name="Smith [/]", email="no address")
        await keeping.save(is_done=False)
        assert "not an e-mail address" in keeping.text
        assert Stores(database).contacts.of_client(client_id) == []
        await keeping.fill(email="smith@example.com", phone="030 1234567")
        await keeping.save()
        await keeping.see("Contacts (1)", "Smith [/]", "+49 30 1234567")
        await keeping.form("a", name="Bea")
        await keeping.save()
        await keeping.see("Contacts (2)")
        await keeping.form("enter", role="Bees")  # the cursor stands on whom was added
        await keeping.save()
        await keeping.see("Bees")
        await pilot.press("delete")
        await keeping.see("Contacts (1)", "u Undo")
        await pilot.press("u")
        await keeping.see("Contacts (2)", "Bees")
        assert [person.name for person in Stores(database).contacts.of_client(client_id)] == ["Bea", "Smith [/]"]


async def test_an_invoice_is_proposed_and_due_follows_its_date_until_another_is_typed(
    running: Running, database: Database, client_id: int, until: Until, german: None
) -> None:
    attach(database, client_id, invoice(f"{TODAY.year}-0041", 100))
    async with running(invoice_terms=10) as pilot:
        await open_profile(pilot, client_id)
        await press(pilot, "3")
        keeping = Keeping(pilot, until)
        await keeping.form("a", issue_date="05.03.2026")
        assert keeping.row("due_date").input.value == "15.03.2026"
        await until(pilot, lambda: keeping.row("number").input.value == "2026-0042")
        await keeping.fill(due_date="01.03.2026", total="1.234,50")
        await keeping.save(is_done=False)
        assert keeping.row("due_date").wrong
        await keeping.fill(due_date="20.03.2026", issue_date="06.03.2026")
        assert keeping.row("due_date").input.value == "20.03.2026"
        await keeping.save()
        await keeping.see("1.234,50")
        stored = next(each for each in Stores(database).invoices.of_client(client_id) if each.total == 123450)
        assert (stored.number, stored.currency, stored.due_date.day) == ("2026-0042", "EUR", 20)
        await keeping.form("a", number="2026-0042", total="10" + "0" * 20)
        await keeping.save(is_done=False)
        await keeping.fill(total="1")
        await keeping.save(is_done=False)
        assert keeping.row("number").wrong
        assert len(Stores(database).invoices.of_client(client_id)) == 2


async def test_more_than_is_open_is_asked_for_and_shown_as_credit(
    running: Running, database: Database, client_id: int, until: Until
) -> None:
    attach(database, client_id, invoice("R-1", 10000))
    async with running() as pilot:
        await open_profile(pilot, client_id)
        await press(pilot, "3")
        keeping = Keeping(pilot, until)
        await pilot.press("y")
        await keeping.see("No payments yet.", "Open: €100.00")
        await keeping.form("a")
        assert keeping.row("amount").input.value == "100.00"
        await keeping.fill(amount="40")
        await keeping.save()
        await keeping.see("Open: €60.00")
        await keeping.form("a", amount="70")
        await pilot.press("ctrl+s")
        await keeping.answer("Back")
        await until(pilot, lambda: keeping.row("amount").input.value == "70")
        await pilot.press("ctrl+s")
        await keeping.answer("Book it")
        await keeping.see("Credit: €10.00")
        await pilot.press("delete")
        await keeping.see("Open: €60.00")
        await pilot.press("u")
        await keeping.see("Credit: €10.00")
        await pilot.press("escape")
        await keeping.see("-€10.00")
        await pilot.press("x")
        await keeping.see("canceled")
        await pilot.press("y")
        await until(pilot, lambda: "Esc Close" in keeping.footer)
        assert "a Add" not in keeping.footer
        await pilot.press("escape")
        await keeping.see("y Payments")
        await pilot.press("x")
        await keeping.hear("is open again")


async def test_nothing_is_paid_on_a_draft_and_the_history_tells_its_status_in_words(
    running: Running, database: Database, client_id: int, until: Until
) -> None:
    attach(database, client_id, replace(invoice("R-1", 10000), state=InvoiceState.DRAFT))
    async with running() as pilot:
        await open_profile(pilot, client_id)
        await press(pilot, "3")
        keeping = Keeping(pilot, until)
        await pilot.press("y")
        await keeping.see("Invoice R-1 is a draft: issue it before a payment is booked.")
        await pilot.press("a", "escape")
        await keeping.see("y Payments")
        await keeping.form("enter", state="issued", total="12.50")
        await keeping.save()
        await pilot.press("8")
        await keeping.see("R-1 (Total: €100.00, Status: draft) → R-1 (Total: €12.50, Status: issued)")


async def test_words_narrow_a_list_and_the_cursor_stays_on_its_row(
    running: Running, database: Database, client_id: int, until: Until
) -> None:
    attach(database, client_id, *(invoice(f"R-{n}", n * 100) for n in range(1, 2001)))
    async with running(size=(100, 30)) as pilot:
        profile = await open_profile(pilot, client_id)
        await press(pilot, "3")
        keeping, front = Keeping(pilot, until), profile.front
        assert front is not None
        await pilot.press("/", *"1234,00")
        await keeping.see("1 of 2,000", "R-1234")
        await pilot.press("enter")
        assert getattr(front.current, "number", "") == "R-1234"
        await pilot.press("escape")
        await until(pilot, lambda: front.main.cursor > 0)
        assert getattr(front.current, "number", "") == "R-1234"
        assert "1 of 2,000" not in keeping.text
        await pilot.press("/", *"nothing like it", "escape")
        await until(pilot, lambda: profile.focused is front.main)
        assert profile.is_current


async def test_notes_are_written_over_several_lines_and_a_long_one_is_gone_through_line_by_line(
    running: Running, database: Database, client_id: int, until: Until
) -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    attach(
        database,
        client_id,
        Note("\n".join(f"line {n}" for n in range(60)), "bob", at),
        Note("old", "bob", at - timedelta(1)),
    )
    async with running(size=(80, 24)) as pilot:
        profile = await open_profile(pilot, client_id)
        await press(pilot, "5")
        keeping = Keeping(pilot, until)
        while "line 59" not in keeping.text:
            await pilot.press("down")
        assert profile.front is not None
        assert profile.front.main.cursor == 0
        await pilot.press("down")
        assert profile.front.main.cursor == 1
        await keeping.form("a")
        await pilot.press(*"first", "enter", *"second")
        await keeping.save()
        await keeping.see("Notes (3)", "first", "second")
        assert profile.front.main.cursor == 0
        written = Stores(database).notes.of_client(client_id)[0]
        assert (written.text, written.author) == ("first\nsecond", "anna")


async def test_a_file_becomes_a_document_and_a_file_again(
    running: Running, database: Database, client_id: int, until: Until, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "contract.txt").write_bytes(b"signed")
    async with running() as pilot:
        await open_profile(pilot, client_id)
        await press(pilot, "6")
        keeping = Keeping(pilot, until)
        await pilot.press("a")
        await keeping.see("contract.txt")
        await pilot.press(*"contract.txt", "enter")
        await keeping.see("Documents (1)", "text/plain", "6 B")
        (tmp_path / "contract.txt").unlink()
        await pilot.press("w")
        await keeping.see("Save document")
        await pilot.press("enter")
        await until(pilot, (tmp_path / "contract.txt").exists)
        await keeping.hear("Saved to")
        assert (tmp_path / "contract.txt").read_bytes() == b"signed"


async def test_phones_tags_and_fields_are_kept_row_by_row_and_the_history_undoes_a_step(
    running: Running, database: Database, clients: Clients, client_id: int, until: Until
) -> None:
    async with running() as pilot:
        await open_profile(pilot, client_id)
        await press(pilot, "7")
        keeping = Keeping(pilot, until)
        await pilot.press("a")
        await keeping.see("What do you want to add?")
        await pilot.press("down", "enter")
        await keeping.see("Add phone")
        await keeping.fill(value="0171 1234567", label="home")
        await keeping.save()
        await keeping.see("More (1)", "+49 171 1234567")
        await pilot.press("a", "down", "down", "enter")
        await keeping.see("Add tag")
        await keeping.fill(value="vip")
        await keeping.save()
        await keeping.see("More (2)")
        await pilot.press("delete")
        await keeping.see("More (1)")
        await pilot.press("u")
        await keeping.see("More (2)")
        await pilot.press("delete")
        await keeping.see("More (1)")
        await pilot.press("t")
        await keeping.see("Trash: More", "Tag: vip")
        await pilot.press("enter")
        await keeping.hear("“Tag: vip” is back.")
        await keeping.see("More (2)")
        await pilot.press("u", "t")
        await keeping.hear("Nothing of this list is in the trash.")
        stored = clients.get(client_id)
        assert stored is not None
        assert (stored.more_phones, stored.tags) == ((ContactPoint("home", "+491711234567"),), ("vip",))
        await pilot.press("2")
        await keeping.form("a", name="Web shop", budget="5000")
        await keeping.save()
        await keeping.see("Projects (1)", show.amount(500000, "EUR"))
        await pilot.press("8")
        await keeping.see("can be undone", "Projects: Web shop added")
        await pilot.press("u")
        await keeping.answer("Undo it")
        await keeping.see("Projects (0)")
        assert Stores(database).items.of_owner(ItemKind.PROJECT, client_id) == []


async def test_every_list_shows_its_trash_and_brings_back_what_was_deleted_long_ago(
    running: Running, database: Database, client_id: int, until: Until
) -> None:
    attach(database, client_id, invoice("R-1", 10000, paid=4000), invoice("R-2", 20000), Contact("Smith [/]"))
    items = Stores(database).items
    kept = {kind: items.of_owner(kind, client_id) for kind in (ItemKind.INVOICE, ItemKind.CONTACT)}
    for kind, those in kept.items():
        trash.delete(database, kind, [each.id for each in those], "bob")
    async with running(size=(80, 24)) as pilot:
        profile = await open_profile(pilot, client_id)
        keeping = Keeping(pilot, until)
        await press(pilot, "4")
        await pilot.press("t")
        await keeping.see("Trash: Contacts", "Smith [/]", "bob", "Enter Bring back")
        await pilot.press("enter")  # nothing is left, and the list is in front again
        await keeping.see("Contacts (1)", "Smith [/]")
        assert profile.is_current
        await press(pilot, "3")
        await pilot.press("t")
        await keeping.see("Trash: Invoices", "R-2")
        await pilot.press("u")
        await keeping.hear("“R-1” is back.")
        await pilot.press("escape")
        await keeping.see("Invoices (1)", "R-1", "60.00")
        await pilot.press("y")
        await keeping.see("Paid: €40.00")
        await pilot.press("delete")
        await keeping.see("No payments yet.", "Open: €100.00", "t Trash")
        await pilot.press("t")
        await keeping.see("Trash: Payments")
        await pilot.press("enter")
        await keeping.see("Open: €60.00")
        await pilot.press("escape")
        await until(pilot, lambda: profile.is_current)
        await press(pilot, "5", "t")
        await keeping.hear("Nothing of this list is in the trash.")
