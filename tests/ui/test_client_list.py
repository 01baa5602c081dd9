"""The client list, driven by keys."""

from datetime import UTC, datetime, timedelta

import pytest
from textual.widgets import Input

from tests.ui.conftest import Running, screen_text, settle
from tui_clients import i18n
from tui_clients.domain.client import Client, now
from tui_clients.i18n import Language
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database
from tui_clients.ui.screens.client_list import ClientList
from tui_clients.ui.screens.client_table import ClientTable
from tui_clients.ui.screens.too_small import TooSmall

PEOPLE = (
    Client("Jörg Müller", email="jm@example.com", company_name="Zimmer GmbH", mobile="+491711234567", country="DE"),
    Client("Anna Österreich", email="anna@example.org", company_name="Berg AG", country="AT", city="Graz"),
    Client("Zoë Last", email="zoe@example.net", note="Calls on Mondays", country="AF"),
    Client("Old Friend", created_at=datetime(2019, 5, 17, 12, tzinfo=UTC)),
)


@pytest.fixture
def clients(database: Database) -> Clients:
    store = Clients(database)
    with database.transaction():
        store.add_many(PEOPLE, "tester")
    return store


def names(pilot_screen: str) -> list[str]:
    """Return the names on the screen in their order."""
    known = [client.name for client in PEOPLE]
    return [name for line in pilot_screen.splitlines() for name in known if name in line]


async def test_an_empty_database_says_what_to_do(running: Running) -> None:
    async with running() as pilot:
        assert "No clients yet." in screen_text(pilot)
        assert "a adds one, i imports a file." in screen_text(pilot)
        assert screen_text(pilot).splitlines()[-1].split() == ["a", "Add", "i", "Import", "q", "Quit", "F1", "Help"]
        await pilot.press("x", "s", "d", "e", "o", "slash")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ClientList)
        assert isinstance(pilot.app.focused, ClientTable)


async def test_clients_stand_by_name_with_umlauts_in_their_place(running: Running, clients: Clients) -> None:
    async with running() as pilot:
        assert names(screen_text(pilot)) == ["Anna Österreich", "Jörg Müller", "Old Friend", "Zoë Last"]
        assert "4 clients · sorted by name" in screen_text(pilot)
        assert "+49 171 1234567" in screen_text(pilot)


@pytest.mark.parametrize("words", ["mueller", "MULLER", "zimm jm@", "0171 12 34", "+49(171)123", "monday", "graz"])
async def test_typing_finds_clients_by_any_part(running: Running, clients: Clients, words: str) -> None:
    expected = {"monday": "Zoë Last", "graz": "Anna Österreich"}.get(words, "Jörg Müller")
    async with running() as pilot:
        await pilot.press("slash", *words)
        await settle(pilot)
        assert names(screen_text(pilot)) == [expected]
        assert "1 of 4" in screen_text(pilot)


async def test_escape_clears_the_search_that_found_nothing(running: Running, clients: Clients) -> None:
    async with running() as pilot:
        await pilot.press("slash", *"xyzzy")
        await settle(pilot)
        assert "Nothing matches “xyzzy”." in screen_text(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert len(names(screen_text(pilot))) == 4
        assert isinstance(pilot.app.focused, ClientTable)


async def test_the_date_filter_narrows_and_is_named(running: Running, clients: Clients) -> None:
    async with running() as pilot:
        await pilot.press("d", *["down"] * 5, "enter")  # any time, today, 7 days, 30 days, month, this year
        await settle(pilot)
        assert "Old Friend" not in names(screen_text(pilot))
        assert "3 of 4 · sorted by name · added this year" in screen_text(pilot)


async def test_days_are_typed_in_the_form_of_the_locale(running: Running, clients: Clients) -> None:
    async with running() as pilot:
        await pilot.press("d", "end", "enter", *"17/05/2019", "enter", *"2019-05-17", "enter")
        await settle(pilot)
        assert names(screen_text(pilot)) == ["Old Friend"]
        assert "added 17 May 2019 to 17 May 2019" in screen_text(pilot)


async def test_a_day_that_does_not_exist_is_refused_in_place(running: Running, clients: Clients) -> None:
    async with running() as pilot:
        await pilot.press("d", "end", "enter", *"31/02/2019", "enter", "enter")
        await settle(pilot)
        assert "This is not a date" in screen_text(pilot)
        assert isinstance(pilot.app.focused, Input)
        assert pilot.app.focused.id == "start"


async def test_every_column_sorts_both_ways(running: Running, clients: Clients) -> None:
    orders = {}
    async with running() as pilot:
        table = pilot.app.screen.query_one(ClientTable)
        for column in [column.name for column in table.columns][1:]:
            for _ in range(2):
                pilot.app.screen.sort_by(column)  # type: ignore[attr-defined]
                await settle(pilot)
                orders[column, table.wanted.sort.is_descending] = names(screen_text(pilot))
    assert orders["company_name", False][:2] == ["Anna Österreich", "Jörg Müller"]  # Berg, Zimmer, then blanks
    assert orders["company_name", True][:2] == ["Jörg Müller", "Anna Österreich"]
    assert orders["country", False][:3] == ["Zoë Last", "Anna Österreich", "Jörg Müller"]  # Afghanistan, Austria, …
    assert orders["created_at", False][0] == "Old Friend"
    assert orders["created_at", True][-1] == "Old Friend"
    assert orders["mobile", True][0] == "Jörg Müller"


async def test_the_sort_dialog_turns_the_order_round(running: Running, clients: Clients) -> None:
    async with running() as pilot:
        await pilot.press("s", "enter")
        await settle(pilot)
        assert names(screen_text(pilot))[0] == "Zoë Last"
        assert "sorted by name, descending" in screen_text(pilot)


async def test_countries_sort_by_their_german_names(running: Running, clients: Clients, german: None) -> None:
    async with running() as pilot:
        pilot.app.screen.sort_by("country")  # type: ignore[attr-defined]
        await settle(pilot)
        assert names(screen_text(pilot))[:3] == ["Zoë Last", "Jörg Müller", "Anna Österreich"]  # Af…, De…, Ös…


async def test_columns_give_way_in_order(running: Running, clients: Clients) -> None:
    async with running(size=(80, 24)) as pilot:
        narrow = screen_text(pilot)
    async with running(size=(140, 24)) as pilot:
        wide = screen_text(pilot)
    for label in ("Name", "Company", "E-mail", "Mobile"):
        assert label in narrow
    for label in ("Country", "Category", "Date added"):
        assert label in wide
        assert label not in narrow


async def test_the_cursor_reaches_every_row_of_a_long_list(running: Running, database: Database) -> None:
    with database.transaction():
        Clients(database).add_many((Client(f"Client {n:04}") for n in range(3_000)), "tester")
    async with running(size=(80, 24)) as pilot:
        table = pilot.app.screen.query_one(ClientTable)
        await settle(pilot)
        assert table.rows.cells(2_999 - table.page_rows) is not None  # before anybody goes there
        await pilot.press("end")
        await settle(pilot)
        assert "Client 2999" in screen_text(pilot)
        await pilot.press("pageup", "pageup", "home", *["pagedown"] * 3)
        await settle(pilot)
        assert table.cursor == 3 * table.page_rows
        assert f"Client {table.cursor:04}" in screen_text(pilot)


async def test_marked_clients_go_to_the_trash_and_come_back(running: Running, clients: Clients) -> None:
    async with running() as pilot:
        await pilot.press("space", "space")
        await pilot.pause()
        assert "2 marked" in screen_text(pilot)
        await pilot.press("delete")
        await pilot.pause()
        assert "Put 2 clients into the trash?" in screen_text(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert clients.count() == 4
        await pilot.press("delete", "left", "enter")
        await settle(pilot)
        assert names(screen_text(pilot)) == ["Old Friend", "Zoë Last"]
        await pilot.press("u")
        await settle(pilot)
        assert clients.count() == 4


async def test_a_list_read_again_keeps_the_cursor_on_its_client(running: Running, clients: Clients) -> None:
    async with running() as pilot:
        await pilot.press("down", "down")
        table = pilot.app.screen.query_one(ClientTable)
        under_the_cursor = table.key
        clients.add(Client("Aaron First", created_at=now() - timedelta(days=1)), "somebody else")
        await pilot.press("f5")
        await settle(pilot)
        assert table.key == under_the_cursor
        assert table.cursor == 3


async def test_hostile_names_are_shown_and_do_nothing(running: Running, clients: Clients) -> None:
    hostile = "Smith [/] [@click=app.quit()]x\x1b]0;owned\x07\x1b]52;c;eA==\x07\x9b31m\u202etxt"
    clients.add(Client(hostile, company_name="[red]Ltd[/red]\x1b[2J"), "tester")
    async with running(size=(160, 40)) as pilot:
        await pilot.press("slash", *"smith")
        await settle(pilot)
        shown = screen_text(pilot)
        assert "Smith [/] [@click=app.quit()]x" in shown
        assert "[red]Ltd[/red]␛[2J" in shown
        assert all(character.isprintable() or character == "\n" for character in shown)


async def test_a_small_terminal_gets_a_sentence_until_it_grows(running: Running, clients: Clients) -> None:
    async with running(size=(59, 24)) as pilot:
        assert isinstance(pilot.app.screen, TooSmall)
        assert "60 × 16" in screen_text(pilot)
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert "Jörg Müller" in screen_text(pilot)


async def test_the_key_bar_offers_only_keys_that_work(running: Running, clients: Clients) -> None:
    async with running() as pilot:
        assert "a Add" in screen_text(pilot).splitlines()[-1]
        await pilot.press("slash")
        await pilot.pause()
        assert "a Add" not in screen_text(pilot).splitlines()[-1]


async def test_the_key_bar_begins_with_what_marks_and_a_search_ask_for(running: Running, clients: Clients) -> None:
    async with running(size=(80, 24)) as pilot:

        async def bar(*keys: str) -> str:
            await pilot.press(*keys)
            await settle(pilot)
            return screen_text(pilot).splitlines()[-1].strip()

        assert (await bar("space")).startswith("b Change marked x Export Del Delete Esc Clear a Add")
        assert (await bar("space")).startswith("b Change marked m Merge x Export Del Delete Esc Clear a Add")
        assert (await bar("escape")).startswith("a Add e Edit")
        assert (await bar("slash", *"zoe")).startswith("Esc Clear")
        assert " e Edit" in await bar("enter")
        found_none = await bar("slash", "x", "enter")
        assert found_none.startswith("Esc Clear")
        assert " e Edit" not in found_none


@pytest.mark.parametrize("language", ["en", "de"])
async def test_a_key_bar_without_room_keeps_what_matters_and_a_dialog_shows_its_own(
    running: Running, clients: Clients, language: str
) -> None:
    i18n.activate(Language(language))
    add, overview, leave, choose, merge = {
        "en": ("Add", "o Overview", "q Quit", "Choose", "m Merge"),
        "de": ("Neu", "o Überblick", "q Ende", "Wählen", "m Zusammenführen"),
    }[language]
    async with running(size=(80, 24)) as pilot:
        bar = screen_text(pilot).splitlines()[-1]
        assert [text for text in (f"a {add}", overview, leave, "F1 ") if text not in bar] == []
        await pilot.resize_terminal(60, 24)
        await settle(pilot)
        bar = screen_text(pilot).splitlines()[-1]
        assert leave in bar
        assert "F1 " in bar
        assert overview not in bar
        await pilot.press("s")
        await settle(pilot)
        bar = screen_text(pilot).splitlines()[-1]
        assert "Esc" in bar
        assert f"Enter {choose}" in bar
        assert leave not in bar
        await pilot.press("escape", "space", "space")
        await settle(pilot)
        assert merge in screen_text(pilot).splitlines()[-1]


async def test_help_lists_every_key(running: Running, clients: Clients) -> None:
    async with running(size=(100, 160)) as pilot:
        await pilot.press("f1")
        await pilot.pause()
        assert "Filter by the date added" in screen_text(pilot)
        assert "Check and save" in screen_text(pilot)
        await pilot.press("escape", "enter")
        await settle(pilot)
        await pilot.press("f1")
        await pilot.pause()
        text = screen_text(pilot)
        assert text.index("Client profile") < text.index("Client list")  # what works on the screen comes first


async def test_a_new_search_or_order_is_shown_from_its_beginning(running: Running, database: Database) -> None:
    with database.transaction():
        Clients(database).add_many((Client(f"Client {n:04}", city="Graz") for n in range(2_000)), "tester")
    async with running(size=(80, 24)) as pilot:
        table = pilot.app.screen.query_one(ClientTable)
        await pilot.press("end", "slash", *"graz")
        await settle(pilot)
        assert (table.cursor, table.top) == (0, 0)
        await pilot.press("enter", "end")
        table.wanted = table.wanted.sorted_by("created_at")
        await settle(pilot)
        assert (table.cursor, table.top) == (0, 0)
        await pilot.press("end", "escape")  # as was answered before
        await settle(pilot)
        assert (table.cursor, table.top) == (0, 0)
