"""The dialog that changes many clients, driven by keys: what is asked, what is done, and what is said of it."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import pytest
from peewee import sqlite3 as library  # type: ignore[attr-defined]
from textual.pilot import Pilot

from tests.ui.conftest import Running, screen_text
from tui_clients.domain.choices import ClientStatus
from tui_clients.domain.client import Client
from tui_clients.domain.query import Query
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database
from tui_clients.ui.screens import bulk_run
from tui_clients.ui.screens.bulk_dialog import BulkDialog, Done
from tui_clients.ui.screens.client_list import ClientList
from tui_clients.ui.screens.confirm import Confirm
from tui_clients.ui.screens.name_dialog import NameDialog

Until = Callable[[Pilot[None], Callable[[], Any]], Awaitable[None]]

CATEGORY, ADD, REMOVE, ACTIVE, INACTIVE, TRASH = range(6)
PEOPLE = (
    Client("Anna Berg", city="Graz", tags=("friend", "vip-gold"), category="Retail", sub_category="Food"),
    Client("Bob Stone", city="Leeds", status=ClientStatus.INACTIVE),
    Client("Cem Öz", city="Leeds", tags=("friend",)),
)


@pytest.fixture
def clients(database: Database) -> Clients:
    store = Clients(database)
    with database.transaction():
        store.add_many(PEOPLE, "tester")
    return store


def words(pilot: Pilot[None]) -> str:
    """Return what stands on the screen, without line breaks and frames."""
    return " ".join(screen_text(pilot).replace("│", " ").split())


def is_on_top(pilot: Pilot[None], kind: type) -> bool:
    return isinstance(pilot.app.screen, kind) and pilot.app.focused is not None


def told(pilot: Pilot[None]) -> list[str]:
    return [notification.message for notification in pilot.app._notifications]


async def open_on(pilot: Pilot[None], until: Until, query: Query, count: int) -> list[Done | None]:
    """Push the dialog and return the list in which its answer will be."""
    answers: list[Done | None] = []
    pilot.app.push_screen(BulkDialog(query, count), answers.append)
    await until(pilot, partial(is_on_top, pilot, BulkDialog))
    return answers


async def choose(pilot: Pilot[None], until: Until, action: int, next_: type) -> None:
    await pilot.press(*["down"] * action, "enter")
    await until(pilot, partial(is_on_top, pilot, next_))


async def agree(pilot: Pilot[None], until: Until, sentence: str) -> None:
    """Confirm a question, which must be this one."""
    await until(pilot, partial(is_on_top, pilot, Confirm))
    assert sentence in words(pilot)
    await pilot.press("left", "enter")  # the focus is on the answer that does nothing
    await until(pilot, partial(is_on_top, pilot, ClientList))


async def test_a_new_tag_is_added_though_another_contains_it(running: Running, until: Until, clients: Clients) -> None:
    async with running(size=(80, 24)) as pilot:
        answers = await open_on(pilot, until, Query(), 3)
        assert "Change 3 clients" in words(pilot)
        await choose(pilot, until, ADD, NameDialog)
        assert "friend" in words(pilot)
        assert "vip-gold" in words(pilot)
        await pilot.press(*"vip")
        await until(pilot, lambda: "Add “vip”" in words(pilot))
        await pilot.press("down", "enter")
        await agree(pilot, until, "Add the tag “vip” to 3 clients?")
        assert told(pilot) == ["3 clients changed."]
    assert answers == [Done(3)]
    assert clients.count(Query("tag:vip")) == 3


async def test_an_existing_tag_is_found_by_its_beginning(running: Running, until: Until, clients: Clients) -> None:
    async with running() as pilot:
        answers = await open_on(pilot, until, Query(), 3)
        await choose(pilot, until, ADD, NameDialog)
        await pilot.press(*"FRI", "enter")
        await agree(pilot, until, "Add the tag “friend” to 3 clients?")
        assert told(pilot) == ["1 client changed, 2 were so already."]
    assert answers == [Done(1)]


async def test_a_tag_is_removed(running: Running, until: Until, clients: Clients) -> None:
    async with running() as pilot:
        await open_on(pilot, until, Query("leeds"), 2)
        await choose(pilot, until, REMOVE, NameDialog)
        await pilot.press("enter")  # the first of the tags
        await agree(pilot, until, "Remove the tag “friend” from 2 clients?")
        assert told(pilot) == ["1 client changed, 1 was so already."]
    assert [client.tags for client in clients.iterate(Query())] == [("friend", "vip-gold"), (), ()]


@pytest.mark.parametrize(
    ("keys", "question", "wanted"),
    [
        ([*"foo", "down", "enter"], "Put 3 clients into the category “Retail / Food”?", ("Retail", "Food")),
        ([*"Big/Small", "enter"], "Put 3 clients into the category “Big / Small”?", ("Big", "Small")),
        ([*"Ret", "enter"], "Put 3 clients into the category “Retail”?", ("Retail", "")),
        (["enter"], "Take the category from 3 clients?", ("", "")),
    ],
)
async def test_a_category_is_set(
    running: Running, until: Until, clients: Clients, keys: list[str], question: str, wanted: tuple[str, str]
) -> None:
    async with running() as pilot:
        await open_on(pilot, until, Query(), 3)
        await choose(pilot, until, CATEGORY, NameDialog)
        await pilot.press(*keys)
        await agree(pilot, until, question)
    found = [(client.category, client.sub_category) for client in clients.iterate(Query("leeds"))]
    assert found == [wanted] * 2


async def test_the_status_is_set(running: Running, until: Until, clients: Clients) -> None:
    async with running() as pilot:
        await open_on(pilot, until, Query(), 3)
        await choose(pilot, until, INACTIVE, Confirm)
        await agree(pilot, until, "Set 3 clients to “inactive”?")
        assert told(pilot) == ["2 clients changed, 1 was so already."]
    assert clients.count(Query("is:inactive")) == 3


async def test_one_client_is_changed_without_a_question(running: Running, until: Until, clients: Clients) -> None:
    async with running() as pilot:
        answers = await open_on(pilot, until, Query("bob"), 1)
        assert "Change 1 client" in words(pilot)
        await choose(pilot, until, ACTIVE, ClientList)
        assert told(pilot) == ["1 client changed."]
    assert answers == [Done(1)]


async def test_what_goes_into_the_trash_can_be_taken_back(running: Running, until: Until, clients: Clients) -> None:
    async with running() as pilot:
        answers = await open_on(pilot, until, Query("leeds"), 2)
        await choose(pilot, until, TRASH, Confirm)
        await agree(pilot, until, "Put 2 clients into the trash?")
        assert told(pilot) == ["2 clients are in the trash. u takes them back."]
        done = answers[0]
        assert done is not None
        assert (done.changed, sorted(done.deleted)) == (2, [2, 3])
        assert clients.count() == 1
        screen = pilot.app.screen
        assert isinstance(screen, ClientList)
        worker = screen.run_worker(bulk_run.restore(screen, done.deleted))
        await worker.wait()
        assert worker.result == 2
        await until(pilot, lambda: "2 clients are back." in told(pilot))
    assert clients.count() == 3


async def test_who_says_no_stays_in_the_dialog_and_changes_nothing(
    running: Running, until: Until, clients: Clients
) -> None:
    stored = list(clients.iterate(Query()))
    async with running() as pilot:
        answers = await open_on(pilot, until, Query(), 3)
        for key in ("enter", "escape"):  # the answer under the cursor is the one that does least
            await choose(pilot, until, TRASH if key == "enter" else 0, Confirm)
            await pilot.press(key)
            await until(pilot, partial(is_on_top, pilot, BulkDialog))
        await pilot.press("home", "enter")
        await until(pilot, partial(is_on_top, pilot, NameDialog))
        await pilot.press("escape")
        await until(pilot, partial(is_on_top, pilot, BulkDialog))
        await pilot.press("escape")
        await until(pilot, partial(is_on_top, pilot, ClientList))
    assert answers == [None]
    assert list(clients.iterate(Query())) == stored


async def test_a_name_that_cannot_be_is_said(running: Running, until: Until, clients: Clients) -> None:
    async with running() as pilot:
        await open_on(pilot, until, Query(), 3)
        await choose(pilot, until, CATEGORY, NameDialog)
        pilot.app.screen.query_one("Line").text = "x" * 101  # type: ignore[attr-defined]
        await until(pilot, lambda: "Add “xxx" in words(pilot))
        await pilot.press("enter")
        await until(pilot, partial(is_on_top, pilot, BulkDialog))
        assert told(pilot) == ["A category has 100 characters at most."]


async def test_who_stops_it_changes_nothing_and_stays_in_the_dialog(
    running: Running, until: Until, database: Database, clients: Clients
) -> None:
    stored = list(clients.iterate(Query()))
    busy = library.connect(database.path, isolation_level=None)
    busy.execute("BEGIN IMMEDIATE")  # so that it takes long
    async with running(size=(80, 24)) as pilot:
        answers = await open_on(pilot, until, Query(), 3)
        await choose(pilot, until, INACTIVE, Confirm)
        await pilot.press("left", "enter")
        await until(pilot, lambda: "Changing clients" in words(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: "Stopping…" in words(pilot))
        busy.close()
        await until(pilot, partial(is_on_top, pilot, BulkDialog))
        assert told(pilot) == ["Canceled. Nothing was changed."]
    assert not answers
    assert list(clients.iterate(Query())) == stored


async def test_data_in_a_name_is_harmless(running: Running, until: Until, clients: Clients) -> None:
    clients.add(Client("Eve", tags=("[/]\x1b]0;x",)), "tester")
    async with running() as pilot:
        await open_on(pilot, until, Query(), 4)
        await choose(pilot, until, REMOVE, NameDialog)
        assert "[/]␛]0;x" in words(pilot)
        await pilot.press("enter")
        await agree(pilot, until, "Remove the tag “[/]␛]0;x” from 4 clients?")
    assert next(clients.iterate(Query("eve"))).tags == ()


@pytest.mark.parametrize("size", [(80, 24), (60, 16)])
@pytest.mark.usefixtures("german")
async def test_everything_is_in_sight(running: Running, until: Until, clients: Clients, size: tuple[int, int]) -> None:
    async with running(size=size) as pilot:
        await open_on(pilot, until, Query(), 12_408)
        assert "12.408" in words(pilot)
        assert len([line for line in screen_text(pilot).splitlines() if "│" in line]) >= 7
        await choose(pilot, until, CATEGORY, NameDialog)
        assert "Retail / Food" in words(pilot)
