"""Duplicates and merging by keys: who is found, what is chosen, what is said, and the way back."""

from dataclasses import replace

from tests.services.merged import dump
from tests.ui.conftest import Running, Until, screen_text, settle
from tests.ui.profiles import add, press
from tui_clients.domain.client import Client
from tui_clients.storage import history
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database
from tui_clients.ui.screens.client_list import ClientList
from tui_clients.ui.screens.confirm import Confirm
from tui_clients.ui.screens.duplicate_list import DuplicateList
from tui_clients.ui.screens.merge_screen import MergeScreen
from tui_clients.ui.widgets.virtual_table import VirtualTable

ANNA = Client("Smith [/] \x1b[31m", email="a@x.example", city="Graz", tags=("old",), company_name="=1+1")
ANNE = Client(
    "Anne [bold]", email="A@x.example", city="Wien", tags=("new",), company_name="=1+1", mobile="+491701234567"
)
BERT = Client("Bert", office_phone="+4930123456")


async def test_marked_clients_are_compared_merged_and_parted_by_keys(
    database: Database, running: Running, until: Until
) -> None:
    first, second, _other = add(database, ANNA, ANNE, BERT)
    before = dump(database)
    async with running(size=(80, 24)) as pilot:
        await pilot.press("m")
        await until(pilot, lambda: "Mark two or more clients" in " ".join(n.message for n in pilot.app._notifications))
        assert isinstance(pilot.app.screen, ClientList)
        await pilot.press("home", "space", "down", "space", "m")
        await until(pilot, lambda: isinstance(pilot.app.screen, MergeScreen) and pilot.app.focused is not None)
        await pilot.pause()
        assert f"{first} stays" in screen_text(pilot)
        assert "● Smith [/] ␛[31m" in screen_text(pilot)
        await pilot.press("right")
        assert "● Anne [bold]" in screen_text(pilot)
        assert "In the history: Smith [/] ␛[31m." in screen_text(pilot)
        await pilot.press("s")
        assert f"{second} stays" in screen_text(pilot)
        await pilot.press("s", "t", "left")
        assert "● Smith [/] ␛[31m" in screen_text(pilot)
        assert "● Wien" in screen_text(pilot)
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(pilot.app.screen, ClientList))
        await settle(pilot)
        stored = Clients(database).get(first)
        assert stored is not None
        assert (stored.name, stored.city, stored.tags, stored.mobile) == (
            ANNA.name,
            "Wien",
            ("old", "new"),
            ANNE.mobile,
        )
        assert Clients(database).get(second) is None
        await press(pilot, "u")
        assert dump(database) == before


async def test_a_client_that_somebody_changes_meanwhile_is_shown_anew(
    database: Database, running: Running, until: Until
) -> None:
    first, second = add(database, ANNA, ANNE)
    clients = Clients(database)
    async with running() as pilot:
        await pilot.press("A", "m")
        await until(pilot, lambda: isinstance(pilot.app.screen, MergeScreen) and pilot.app.focused is not None)
        seen = clients.get(second)
        assert seen is not None
        clients.update(replace(seen, city="Linz"), "bob")
        await pilot.press("f2")
        await until(pilot, lambda: "Linz" in screen_text(pilot))
        assert clients.get(second) is not None
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(pilot.app.screen, ClientList))
        assert clients.get(second) is None
        await settle(pilot)
        await pilot.press("enter", "8")
        await settle(pilot)
        await pilot.press("M")
        await until(pilot, lambda: isinstance(pilot.app.screen, Confirm))
        assert "Take the merge with Anne [bold]" in screen_text(pilot)
        await pilot.press("left", "enter")
        await until(pilot, lambda: clients.get(second) is not None)
        await settle(pilot)
        assert "merge taken back" in screen_text(pilot)
        assert history.of_client(database, first)[0].action == "unmerged"


async def test_duplicates_are_merged_parted_and_brought_back_one_after_the_other(
    database: Database, running: Running, until: Until
) -> None:
    people = add(database, ANNA, ANNE, BERT, replace(BERT, name="Reception"), *[Client("X", mobile="+4930999999")] * 9)
    before = dump(database)
    async with running(size=(80, 24)) as pilot:

        def rows() -> int:
            return len(pilot.app.screen.query_one(VirtualTable).rows)

        await pilot.press("D")
        await until(pilot, lambda: isinstance(pilot.app.screen, DuplicateList) and rows() == 3)
        await settle(pilot)
        assert "Smith [/] ␛[31m · A" in screen_text(pilot)
        await pilot.press("home", "enter")
        while not isinstance(pilot.app.screen, MergeScreen):
            await pilot.pause()
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(pilot.app.screen, DuplicateList) and rows() == 2)
        await pilot.press("x")
        await until(pilot, lambda: rows() == 1)
        await pilot.press("u")
        await until(pilot, lambda: rows() == 2)
        await pilot.press("u")
        await until(pilot, lambda: rows() == 3)
        await settle(pilot)
        assert dump(database) == before
        await pilot.press("end", "x", "f5")
        await settle(pilot)
        assert rows() == 2
    assert len(people) == 13


async def test_what_too_many_share_is_searched_for_in_the_list(
    database: Database, running: Running, until: Until
) -> None:
    add(database, *(Client(f"Worker {number}", office_phone="+4930123456") for number in range(9)), ANNA)
    async with running() as pilot:
        await pilot.press("D")
        await until(pilot, lambda: isinstance(pilot.app.screen, DuplicateList) and "9" in screen_text(pilot))
        await settle(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ClientList))
        await until(pilot, lambda: "9 of 10 ·" in screen_text(pilot))
