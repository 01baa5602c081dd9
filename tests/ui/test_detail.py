"""The client profile as a whole, driven by keys: header, sections, the way along the list."""

from dataclasses import replace
from threading import Event

import pytest

from tests.ui.conftest import Running, Until, screen_text, settle
from tests.ui.profiles import add, attach, open_profile, press
from tui_clients.domain.choices import ClientStatus
from tui_clients.domain.client import Client, Contact, Note
from tui_clients.domain.items import ItemKind
from tui_clients.domain.project import Project
from tui_clients.domain.text import visible
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database
from tui_clients.storage.items import Items, Listed
from tui_clients.ui.screens.client_table import ClientTable

PEOPLE = (
    Client("Anna Berg", email="anna@example.com", company_name="Berg AG", language="de"),
    Client("Bob Carr"),
    Client("Cleo Dent", status=ClientStatus.INACTIVE),
)
HOSTILE = (
    "Smith [/] [@click=app.quit()]x",
    "\x1b]0;owned\x07 and \x1b[2J",
    "\x9b31m \x90q\x9c",
    "gpj.\u202exslx\u2066",
    "two\nlines\r\tand a tab",
)


@pytest.fixture
def ids(database: Database) -> list[int]:
    return add(database, *PEOPLE)


def header(text: str) -> list[str]:
    return text.splitlines()[:3]


async def test_name_e_mail_company_and_language_stand_at_the_top(running: Running, ids: list[int]) -> None:
    async with running(size=(80, 24)) as pilot:
        await open_profile(pilot, ids[0])
        name, labels, values = header(screen_text(pilot))
        assert name.strip() == "Anna Berg"
        assert labels.split() == ["E-mail", "Company", "Language"]
        assert values.split("  ")[0].strip() == "anna@example.com"
        assert "Berg AG" in values
        assert "German" in values


async def test_what_is_missing_is_a_dash_and_an_inactive_client_is_called_so(running: Running, ids: list[int]) -> None:
    async with running() as pilot:
        await open_profile(pilot, ids[2])
        name, _labels, values = header(screen_text(pilot))
        assert name.split() == ["Cleo", "Dent", "inactive"]
        assert values.split() == ["—", "—", "—"]
        await open_profile(pilot, ids[1])
        assert "inactive" not in header(screen_text(pilot))[0]


async def test_from_the_list_and_back_to_the_client_shown_last(running: Running, ids: list[int]) -> None:
    async with running() as pilot:
        await press(pilot, "enter")
        assert header(screen_text(pilot))[0].split() == ["Anna", "Berg", "1", "of", "3"]
        await press(pilot, "n")
        assert header(screen_text(pilot))[0].split() == ["Bob", "Carr", "2", "of", "3"]
        await press(pilot, "escape")
        assert pilot.app.screen.query_one(ClientTable).key == ids[1]


async def test_the_ends_of_the_list_are_ends(running: Running, ids: list[int]) -> None:
    async with running() as pilot:
        await open_profile(pilot, ids[0], ids, 0)
        await press(pilot, "p")
        assert "Anna Berg" in header(screen_text(pilot))[0]
        await press(pilot, "n", "n", "n", "n")
        assert header(screen_text(pilot))[0].split()[:2] == ["Cleo", "Dent"]
        footer = screen_text(pilot).splitlines()[-1]
        assert "p Previous" in footer
        assert "n Next" not in footer


async def test_steps_in_quick_succession_end_at_one_client_in_every_part(running: Running, database: Database) -> None:
    ids = add(database, *(Client(f"Client {n}", email=f"c{n}@example.com") for n in range(1, 8)))
    for number, client_id in enumerate(ids, 1):
        attach(database, client_id, *[Note(f"Note on {number}")] * number)
    async with running() as pilot:
        await open_profile(pilot, ids[0], ids, 0)
        await pilot.press("n", "n", "5", "n", "n", "p", "n", "n")
        await settle(pilot)
        text = screen_text(pilot)
        assert "Client 6" in header(text)[0]
        assert "c6@example.com" in header(text)[2]
        assert "Notes (6)" in text
        assert "Note on 6" in text
        assert "Note on 5" not in text


async def test_an_answer_that_comes_late_is_dropped(
    running: Running, database: Database, ids: list[int], monkeypatch: pytest.MonkeyPatch, until: Until
) -> None:
    attach(database, ids[0], Note("about Anna"))
    attach(database, ids[1], Note("about Bob"))
    is_asked, is_free, read = Event(), Event(), Items.listed

    def slow(items: Items, kind: ItemKind, client_id: int) -> Listed:
        if kind is ItemKind.NOTE and client_id == ids[0]:
            is_asked.set()
            is_free.wait(5)
        return read(items, kind, client_id)

    async with running() as pilot:
        profile = await open_profile(pilot, ids[1], ids, 1)
        await press(pilot, "5")
        monkeypatch.setattr(Items, "listed", slow)
        await pilot.press("p")
        await until(pilot, is_asked.is_set)
        await pilot.press("n")
        await pilot.app.workers.wait_for_complete([w for w in pilot.app.workers if not w.is_cancelled])
        is_free.set()
        await settle(pilot)
        assert profile.client_id == ids[1]
        assert "Bob Carr" in header(screen_text(pilot))[0]
        assert "about Bob" in screen_text(pilot)
        assert "about Anna" not in screen_text(pilot)


async def test_digits_and_arrows_go_from_section_to_section(running: Running, ids: list[int]) -> None:
    async with running() as pilot:
        profile = await open_profile(pilot, ids[0])
        seen = [profile.section]
        for key in ("3", "right", "right", "right", "right", "left", "2"):
            await press(pilot, key)
            seen.append(profile.section)
        assert seen == ["profile", "invoices", "contacts", "notes", "documents", "more", "documents", "projects"]


async def test_a_click_on_a_tab_opens_its_section(running: Running, ids: list[int]) -> None:
    async with running() as pilot:
        profile = await open_profile(pilot, ids[0])
        line = screen_text(pilot).splitlines()[3]
        await pilot.click(offset=(line.index("Contacts"), 3))
        await settle(pilot)
        assert profile.section == "contacts"


async def test_tabs_count_what_is_in_them_and_empty_ones_say_so(running: Running, ids: list[int]) -> None:
    async with running() as pilot:
        await open_profile(pilot, ids[0])
        tabs = screen_text(pilot).splitlines()[3].split("  ")
        assert [tab.strip() for tab in tabs if tab.strip()] == [
            "Profile", "Projects (0)", "Invoices (0)", "Contacts (0)", "Notes (0)", "Documents (0)",
            "More (0)", "History",
        ]  # fmt: skip
        for key, items in (("2", "projects"), ("3", "invoices"), ("4", "contacts"), ("5", "notes"), ("6", "documents")):
            await press(pilot, key)
            assert f"No {items} yet. Press a to add one." in screen_text(pilot)


async def test_arrows_say_that_there_are_more_tabs_than_fit(running: Running, ids: list[int]) -> None:
    async with running(size=(60, 24)) as pilot:
        await open_profile(pilot, ids[0])
        tabs = next(line for line in screen_text(pilot).splitlines() if "Invoices" in line)
        assert tabs.startswith(" Profile")
        assert tabs.endswith("›")
        await press(pilot, "8")
        tabs = next(line for line in screen_text(pilot).splitlines() if "History" in line)
        assert tabs.startswith("‹")
        assert not tabs.endswith("›")


async def test_the_section_in_front_stays_from_client_to_client(
    running: Running, database: Database, ids: list[int]
) -> None:
    attach(database, ids[1], Contact("Bea Keeper", role="Bees", email="bea@example.com", phone="+493012345678"))
    async with running() as pilot:
        await open_profile(pilot, ids[0], ids, 0)
        await press(pilot, "4", "n")
        text = screen_text(pilot)
        assert "Contacts (1)" in text
        row = next(line for line in text.splitlines() if "Bea Keeper" in line)
        assert row.split("  ")[-1].strip() != "+493012345678"
        assert all(part in row for part in ("Bees", "bea@example.com", "+49 30 12345678"))
        await press(pilot, "n")
        assert "No contacts yet." in screen_text(pilot)


async def test_a_client_deleted_meanwhile_is_said_to_be_gone(
    running: Running, clients: Clients, ids: list[int]
) -> None:
    async with running() as pilot:
        await open_profile(pilot, ids[0], ids, 0)
        clients.delete([ids[1]], "bob")
        await press(pilot, "n")
        text = screen_text(pilot)
        assert "This client was deleted in the meantime." in text
        assert "Anna Berg" not in text
        await press(pilot, "n")
        assert "Cleo Dent" in header(screen_text(pilot))[0]


async def test_an_edited_client_shows_what_was_saved(running: Running, ids: list[int]) -> None:
    async with running() as pilot:
        await open_profile(pilot, ids[1])
        await pilot.press("e")
        await pilot.pause()
        await pilot.press("tab", "end", *"son", "ctrl+s")
        await settle(pilot)
        assert header(screen_text(pilot))[0].strip() == "Bob Carrson"
        await press(pilot, "8")
        assert "Name: Bob Carr → Bob Carrson" in screen_text(pilot)


@pytest.mark.parametrize("value", HOSTILE)
async def test_hostile_values_show_harmlessly_in_every_section(
    running: Running, database: Database, clients: Clients, value: str
) -> None:
    client = Client(
        f"N{value}", email=value, company_name=value, language=value, note=value, mobile=value, tags=(value,)
    )
    (client_id,) = add(database, client)
    attach(database, client_id, Contact(value, role=value), Note(value, author=value), Project(value))
    stored = clients.get(client_id)
    assert stored is not None
    clients.update(replace(stored, city=value), value)
    async with running(size=(120, 40)) as pilot:
        await open_profile(pilot, client_id, [client_id, client_id], 0)
        for key in "12345678":
            await press(pilot, key)
            text = screen_text(pilot)
            assert all(line.isprintable() for line in text.splitlines()), key
            if key in "1245":
                assert visible(value[:4]) in text
        assert pilot.app.is_running


async def test_the_profile_speaks_german(running: Running, database: Database, german: None) -> None:
    (client_id,) = add(database, Client("Jörg", language="fr", country="AT"))
    async with running() as pilot:
        await open_profile(pilot, client_id)
        assert "Französisch" in header(screen_text(pilot))[2]
        assert "Österreich" in screen_text(pilot)
