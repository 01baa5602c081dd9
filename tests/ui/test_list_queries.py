"""Queries, marks and changes by others in the client list, driven by keys."""

import re
from dataclasses import replace
from typing import Any, cast

import pytest
from textual.pilot import Pilot

from tests.ui.conftest import Running, Until, screen_text, settle
from tests.ui.test_type_ahead import burst
from tui_clients.domain.client import Client
from tui_clients.domain.query import Query
from tui_clients.storage import foresight
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database, open_database
from tui_clients.storage.listing import Listing
from tui_clients.storage.results import Result
from tui_clients.ui import watcher
from tui_clients.ui.app import ClientsApp
from tui_clients.ui.screens.client_detail import ClientDetail
from tui_clients.ui.screens.client_list import ClientList
from tui_clients.ui.screens.client_table import ClientTable
from tui_clients.ui.widgets.query_bar import QueryBar

COUNT = 300


@pytest.fixture(autouse=True)
def foreseen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let searches be answered before they are asked, which is done among many clients only."""
    monkeypatch.setattr(foresight, "_WORTH", 0)


@pytest.fixture
def clients(database: Database) -> Clients:
    store = Clients(database)
    people = [
        Client(f"Client {n:03}", country="DE" if n % 2 else "AT", tags=("odd",) if n % 2 else ()) for n in range(COUNT)
    ]
    with database.transaction():
        store.add_many(people, "tester")
    return store


def table(pilot: Pilot[None]) -> ClientTable:
    return pilot.app.screen.query_one(ClientTable)


def marked(pilot: Pilot[None]) -> list[str]:
    return re.findall(r"✓ (Client \d+)", screen_text(pilot))


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


async def search(pilot: Pilot[None], text: str) -> None:
    named = {
        " ": "space",
        ":": "colon",
        "-": "minus",
        '"': "quotation_mark",
        ">": "greater_than_sign",
        ".": "full_stop",
    }
    await press(pilot, "slash", *(named.get(character, character) for character in text))


async def test_a_query_narrows_and_a_mistake_leaves_what_was_found(running: Running, clients: Clients) -> None:
    async with running() as pilot:
        await search(pilot, "country:de")
        assert f"150 of {COUNT}" in screen_text(pilot)
        await press(pilot, *",qq")
        lines = screen_text(pilot).splitlines()
        words = next(number for number, line in enumerate(lines) if "country:de,qq" in line)
        assert lines[words + 1].index("↑") == lines[words].index("qq")
        assert "qq" in lines[words + 1]
        assert f"150 of {COUNT}" in screen_text(pilot)
        assert "Client 001" in screen_text(pilot)
        await press(pilot, "backspace", "backspace", "backspace")
        assert "↑" not in screen_text(pilot)


async def test_a_letter_that_was_foreseen_needs_no_search_unless_somebody_changed_clients(
    running: Running, clients: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched: list[str] = []
    usual = Listing.search

    def search(self: Listing, query: Query, *options: Any) -> Result:
        searched.append(query.text)
        return usual(self, query, *options)

    async with running() as pilot:
        await press(pilot, "slash", "c")
        monkeypatch.setattr(Listing, "search", search)
        for letter in "li":
            await press(pilot, letter)
        assert f"300 of {COUNT}" in screen_text(pilot)
        assert not searched
        clients.delete([1], "me")
        await press(pilot, "e")
        assert f"{COUNT - 1} of " in screen_text(pilot)
        assert searched == ["clie"]
        assert "Client 000" not in screen_text(pilot)


async def test_an_unknown_field_is_told_which_there_are(running: Running, clients: Clients) -> None:
    async with running(size=(80, 24)) as pilot:
        await search(pilot, "bogus:x")
        shown = " ".join(screen_text(pilot).split())
        for field in ("There is no field “bogus”", "country", "added", "open"):
            assert field in shown


async def test_a_mistake_is_named_in_german(running: Running, clients: Clients, german: None) -> None:
    async with running(size=(80, 24)) as pilot:
        await search(pilot, "added:2024-13")
        assert "↑" in screen_text(pilot)
        assert "2024-13" in screen_text(pilot).splitlines()[3]


async def test_space_marks_and_a_range_follows_with_v_and_with_shift(running: Running, clients: Clients) -> None:
    async with running() as pilot:
        await press(pilot, "space", "down", "down", "v")
        assert marked(pilot) == [f"Client {n:03}" for n in range(4)]
        await press(pilot, "down", "down", "shift+down", "shift+down")
        assert marked(pilot) == [f"Client {n:03}" for n in (0, 1, 2, 3, 5, 6, 7)]
        assert "7 marked" in screen_text(pilot)
        await press(pilot, "space")
        assert "6 marked" in screen_text(pilot)


async def test_all_that_are_found_are_marked_as_a_query(running: Running, clients: Clients) -> None:
    async with running() as pilot:
        await search(pilot, "country:DE")
        await press(pilot, "enter", "A")
        assert "150 marked" in screen_text(pilot)
        marks = table(pilot).marked
        assert (marks.ids, marks.without) == (frozenset(), frozenset())
        await press(pilot, "space")  # Client 001
        assert "149 marked" in screen_text(pilot)
        await press(pilot, "escape")
        assert marked(pilot)[:3] == ["Client 003", "Client 005", "Client 007"]
        await press(pilot, "home", "space", "end")
        assert "150 marked" in screen_text(pilot)  # Client 000 too
        assert marked(pilot)[-1] == "Client 299"
        query = table(pilot).marked.as_query(table(pilot).wanted.sort)
        assert clients.count(query) == 150
        await press(pilot, "A")
        assert f"{COUNT} marked" in screen_text(pilot)
        await press(pilot, "A")
        assert "marked" not in screen_text(pilot)


async def test_marked_clients_are_changed_together(running: Running, clients: Clients, until: Until) -> None:
    async with running() as pilot:
        await search(pilot, "tag:odd")
        await press(pilot, "enter", "A")
        await pilot.press("delete")
        await until(pilot, lambda: "Put 150 clients into the trash?" in screen_text(pilot))
        await pilot.press("left", "enter")
        await until(pilot, lambda: clients.count() == 150)
        await _until_shown(pilot, "0 of 150")
        await press(pilot, "escape")
        await pilot.press("u")
        await _until_shown(pilot, f"{COUNT} clients")


async def test_f_and_a_letter_lead_to_the_first_client_that_begins_so(
    running: Running, clients: Clients, database: Database
) -> None:
    with database.transaction():
        clients.add_many([Client(name) for name in ("Österreich", "Otto", "Zoë")], "tester")
    async with running() as pilot:
        await press(pilot, "f", "o")
        assert "Österreich" in screen_text(pilot)
        assert table(pilot).key == COUNT + 1
        await press(pilot, "f", "escape", "home", "f", "a")  # nobody begins with "a": the next one
        assert table(pilot).cursor == 0
        assert isinstance(pilot.app.screen, ClientList)


async def test_what_another_process_changes_is_shown_with_cursor_and_marks_where_they_were(
    running: Running, clients: Clients, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watcher, "_SECONDS", 0.02)
    other = open_database(database.path)
    async with running() as pilot:
        await press(pilot, "down", "space", "down")
        await press(pilot, *["pagedown"] * 3)
        under_the_cursor, line = table(pilot).key, table(pilot).cursor - table(pilot).top
        Clients(other).add(Client("Aaron First"), "somebody else")
        await _until_shown(pilot, f"{COUNT + 1} clients")
        assert table(pilot).key == under_the_cursor
        assert table(pilot).cursor - table(pilot).top == line
        assert "1 marked" in screen_text(pilot)
        changed = Clients(other).get(under_the_cursor or 0)
        assert changed is not None
        Clients(other).update(replace(changed, email="new@example.com"), "somebody else")
        await _until_shown(pilot, "new@example.com")
        Clients(other).delete([under_the_cursor or 0], "somebody else")
        await _until_shown(pilot, f"{COUNT} clients")
        assert table(pilot).cursor - table(pilot).top == line
    other.close_all()


async def test_a_change_while_a_profile_is_open_is_shown_on_the_way_back(
    running: Running, clients: Clients, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watcher, "_SECONDS", 0.02)
    async with running() as pilot:
        await press(pilot, "enter")
        clients.add(Client("Aaron First"), "somebody else")
        await pilot.pause(0.1)  # the list must not follow while it is not seen
        assert isinstance(pilot.app.screen, ClientDetail)
        await press(pilot, "escape")
        await _until_shown(pilot, f"{COUNT + 1} clients")


async def _until_shown(pilot: Pilot[None], text: str) -> None:
    """Wait until a text is on the screen that another thread brings, which looks now and then."""
    for _turn in range(500):
        if text in screen_text(pilot):
            return
        await pilot.pause(0.01)
    pytest.fail(f"{text} was never shown; on the screen is\n{screen_text(pilot)}")


async def test_typing_fast_asks_for_the_last_word_only(
    running: Running, clients: Clients, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    search_ = Clients.__mro__[1].search  # type: ignore[attr-defined]

    def counted(self: Clients, query: object, *values: object, **options: object) -> object:
        asked.append(query.text)  # type: ignore[attr-defined]
        return search_(self, query, *values, **options)

    async with running() as pilot:
        await press(pilot, "slash")
        monkeypatch.setattr(Clients.__mro__[1], "search", counted)
        for character in "client 01":
            pilot.app.screen.focused.insert_text_at_cursor(character)  # type: ignore[union-attr]
        await settle(pilot)
        assert asked[-1] == "client 01"
        assert len(asked) <= 3
        assert "10 of" in screen_text(pilot)


async def test_a_key_right_behind_enter_goes_to_the_rows(running: Running, clients: Clients) -> None:
    async with running() as pilot:
        burst(cast("ClientsApp", pilot.app), "slash", "01", "enter", "A")
        await _until_shown(pilot, "marked")
        assert pilot.app.screen.query_one(QueryBar).text == "01"
