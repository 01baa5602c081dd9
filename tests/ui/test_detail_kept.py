"""The profile's screen is kept from one client to the next: nothing but the screen goes over."""

import gc
from collections.abc import Sequence
from dataclasses import replace
from threading import Event
from typing import cast

import pytest
from textual.pilot import Pilot

from tests.ui.conftest import Running, Until, screen_text, settle
from tests.ui.profiles import add, attach, invoice, press
from tui_clients.domain.client import Client, Contact, ContactPoint, Note
from tui_clients.domain.items import ItemKind
from tui_clients.domain.project import Project
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database
from tui_clients.storage.items import Listed
from tui_clients.ui.app import ClientsApp
from tui_clients.ui.screens import client_detail
from tui_clients.ui.screens.client_detail import ClientDetail
from tui_clients.ui.screens.client_list import ClientList

TABS = "12345678"


@pytest.fixture(autouse=True)
def _lets_go_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_detail, "_LEFT", 0.01)


@pytest.fixture
def ids(database: Database) -> list[int]:
    """Two clients: one with something in every list, and one with something in most."""
    anna = Client("Anna Berg", company_name="Berg AG", more_emails=(ContactPoint("work", "berg@example.com"),))
    ids = add(database, anna, Client("Bob Carr", city="Carrville", note="of carr\n" * 30))
    for n in range(1, 31):
        attach(database, ids[0], invoice(f"Berg-{n:02}", n * 100, "EUR" if n > 9 else "USD"), Note(f"berg said {n}"))
        attach(database, ids[0], Project(f"Berg plan {n}"), Contact(f"Berg person {n}"))
    attach(database, ids[1], *(invoice(f"Carr-{n}", n * 1000, "CHF" if n else "USD") for n in range(5)))
    attach(database, ids[1], Note("carr called"), Project("Carr plan"))
    return ids


def app(pilot: Pilot[None]) -> ClientsApp:
    return cast("ClientsApp", pilot.app)


async def go_to(pilot: Pilot[None], client_id: int) -> None:
    """Put the list's cursor on a client."""
    table = cast("ClientList", pilot.app.screen).table
    table.cursor = [table.rows.key(place) for place in range(len(table.rows))].index(client_id)
    await settle(pilot)


async def open_from_list(pilot: Pilot[None], client_id: int) -> ClientDetail:
    await go_to(pilot, client_id)
    await press(pilot, "enter")
    return cast("ClientDetail", pilot.app.screen)


async def leave(pilot: Pilot[None], until: Until, profile: ClientDetail) -> None:
    """Go back to the list, and wait until the screen has let go of what it showed."""
    await press(pilot, "escape")
    assert isinstance(pilot.app.screen, ClientList)
    await until(pilot, lambda: profile._leaving is None)
    await settle(pilot)


def held() -> Sequence[object]:
    """Return what is in memory of clients and their belongings."""
    gc.collect()
    kinds = {Client, Note, Project, Listed}
    return [each for each in gc.get_objects() if type(each) in kinds]


async def tabs(pilot: Pilot[None]) -> Sequence[str]:
    """Return what stands on the screen as the client is opened, then in each section."""
    texts = [screen_text(pilot)]
    for key in TABS:
        await press(pilot, key)
        texts.append(screen_text(pilot))
    return texts


async def work_in(pilot: Pilot[None]) -> None:
    """Do in every list what stays there as long as the client is shown."""
    await press(pilot, "3", "b", "end")  # amounts rather than numbers
    await press(pilot, "c", "m")  # another currency, more months
    await press(pilot, "4", "end")
    await press(pilot, "2", "/", *"plan 2", "enter", "down")
    await press(pilot, "5", "end", "/", *"said 1", "enter", "down")
    assert "berg said 1" in screen_text(pilot)


@pytest.mark.parametrize("after", [(120, 30), (80, 24)])
async def test_a_client_is_shown_as_in_a_new_profile_whatever_was_done_with_the_one_before(
    running: Running, ids: list[int], until: Until, after: tuple[int, int]
) -> None:
    async with running(size=after) as pilot:
        await open_from_list(pilot, ids[1])
        new = await tabs(pilot)
    async with running(size=(120, 30)) as pilot:
        profile = await open_from_list(pilot, ids[0])
        await tabs(pilot)
        await work_in(pilot)
        await press(pilot, "escape")  # the filter
        await leave(pilot, until, profile)
        await pilot.resize_terminal(*after)
        assert await open_from_list(pilot, ids[1]) is profile
        assert profile.focused is not None
        assert "erg" not in "".join(await tabs(pilot))
        await leave(pilot, until, profile)
        await open_from_list(pilot, ids[1])
        assert await tabs(pilot) == new


async def test_a_tab_is_painted_once_with_the_figures_of_the_client(
    running: Running, ids: list[int], until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running() as pilot:
        profile = await open_from_list(pilot, ids[0])
        await tabs(pilot)
        await leave(pilot, until, profile)
        await open_from_list(pilot, ids[1])
        frames: list[str] = []
        paint = profile._compositor_refresh

        def follow() -> None:
            frames.append(screen_text(pilot))
            paint()

        monkeypatch.setattr(profile, "_compositor_refresh", follow)
        for key in TABS[1:]:
            frames.clear()
            await press(pilot, key)
            assert set(frames) == {screen_text(pilot)}


async def test_what_was_shown_is_let_go_of_when_it_is_left(running: Running, ids: list[int], until: Until) -> None:
    async with running() as pilot:
        before = {id(each) for each in held()}
        profile = await open_from_list(pilot, ids[0])
        await tabs(pilot)
        await leave(pilot, until, profile)
        assert [each for each in held() if id(each) not in before] == []


async def test_nothing_of_the_client_before_is_seen_while_the_next_is_still_read(
    running: Running, ids: list[int], until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_read, get = Event(), Clients.get

    def slow(self: Clients, client_id: int) -> Client | None:
        may_read.wait(10)
        return get(self, client_id)

    async with running() as pilot:
        profile = await open_from_list(pilot, ids[0])
        await leave(pilot, until, profile)
        await go_to(pilot, ids[1])
        monkeypatch.setattr(Clients, "get", slow)
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen is profile)
        assert "Berg" not in screen_text(pilot)
        may_read.set()
        await settle(pilot)
        assert "Bob Carr" in screen_text(pilot)
        assert "Carrville" in screen_text(pilot)
        await press(pilot, "3", "down")
        assert profile.focused is not None


async def test_keys_that_come_at_once_open_what_they_would_one_by_one(running: Running, ids: list[int]) -> None:
    async with running() as pilot:
        await open_from_list(pilot, ids[0])
        await press(pilot, "5", "escape", "enter", "escape", "down", "up", "enter", "escape")
        await go_to(pilot, ids[0])
        await press(pilot, "enter", "escape", "enter")
        assert "Anna Berg" in screen_text(pilot)
        assert "Berg AG" in screen_text(pilot)
        await press(pilot, "3")
        assert "Berg-30" in screen_text(pilot)


async def test_a_client_deleted_while_the_screen_waited_is_gone_and_the_next_is_not(
    running: Running, ids: list[int], until: Until, clients: Clients
) -> None:
    async with running() as pilot:
        profile = await open_from_list(pilot, ids[0])
        await leave(pilot, until, profile)
        await go_to(pilot, ids[0])
        clients.delete(ids[:1], "bob")
        await press(pilot, "enter")
        assert "This client was deleted in the meantime." in screen_text(pilot)
        await leave(pilot, until, profile)
        await open_from_list(pilot, ids[1])
        assert "deleted" not in screen_text(pilot)
        assert "Carrville" in screen_text(pilot)


async def test_a_profile_above_another_is_a_screen_of_its_own(running: Running, ids: list[int]) -> None:
    async with running() as pilot:
        below = await open_from_list(pilot, ids[0])
        await press(pilot, "3", "down")
        left: list[int | None] = []
        await app(pilot).profiles.open(left.append, ids[1])
        await settle(pilot)
        above = pilot.app.screen
        assert above is not below
        assert "Bob Carr" in screen_text(pilot)
        await press(pilot, "escape")
        assert left == [ids[1]]
        assert not above.is_running
        assert pilot.app.screen is below
        assert "Anna Berg" in screen_text(pilot)
        await press(pilot, "escape")
        assert isinstance(app(pilot).screen, ClientList)


async def test_what_others_change_meanwhile_is_shown(
    running: Running, ids: list[int], until: Until, clients: Clients, database: Database
) -> None:
    async with running() as pilot:
        profile = await open_from_list(pilot, ids[1])
        await tabs(pilot)
        await leave(pilot, until, profile)
        stored = clients.get(ids[1])
        assert stored is not None
        clients.update(replace(stored, city="Newtown"), "bob")
        attach(database, ids[1], Note("something new"))
        await open_from_list(pilot, ids[1])
        assert "Newtown" in screen_text(pilot)
        assert "Notes (2)" in screen_text(pilot)
        assert profile.stores.items.of_owner(ItemKind.NOTE, ids[1])


async def test_a_list_that_was_not_seen_yet_begins_at_the_top_though_it_was_read_before(
    running: Running, ids: list[int], database: Database
) -> None:
    async with running() as pilot:
        profile = await open_from_list(pilot, ids[1])
        attach(database, ids[1], Note("the latest"))
        profile.show_client()
        await settle(pilot)
        await press(pilot, "5")
        assert profile.front is not None
        assert profile.front._place == 0
        attach(database, ids[1], Note("later still"))
        profile.show_client()
        await settle(pilot)
        assert profile.front._place == 1
