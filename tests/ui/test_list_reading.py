"""Rows and results that are on their way when something else is looked for, or a key is pressed."""

import threading
from collections.abc import Callable
from functools import partial
from typing import Any, cast

import pytest

from tests.ui.conftest import Running, Until, screen_text, settle
from tests.ui.profiles import press
from tests.ui.test_type_ahead import burst
from tui_clients.domain.client import Client
from tui_clients.domain.query import Query
from tui_clients.errors import Canceled
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database
from tui_clients.ui import type_ahead
from tui_clients.ui.app import ClientsApp
from tui_clients.ui.screens import client_reading
from tui_clients.ui.screens.client_detail import ClientDetail
from tui_clients.ui.screens.client_table import ClientTable


class Held:
    """The first call of a function that `is_meant` waits until `may_end`, before or after what is done.

    `was_canceled` says how it ended.
    """

    def __init__(
        self, call: Callable[..., Any], is_meant: Callable[..., bool] = bool, *, is_after: bool = False
    ) -> None:
        self.has_begun, self.may_end = threading.Event(), threading.Event()
        self.was_canceled = False
        self._call, self._is_meant, self._is_after = call, is_meant, is_after

    def __call__(self, *asked: Any) -> Any:
        if self.has_begun.is_set() or not self._is_meant(asked):
            return self._call(*asked)
        found = self._call(*asked) if self._is_after else None
        self.has_begun.set()
        self.may_end.wait(20)
        try:
            return found or self._call(*asked)
        except Canceled:
            self.was_canceled = True
            raise


@pytest.fixture
def many(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three hundred clients, every second one of Graz; keys wait for what they are meant for, however long."""
    monkeypatch.setattr(type_ahead, "_PATIENCE_SECONDS", 30)
    with database.transaction():
        Clients(database).add_many((Client(f"Client {n:04}", city="Graz" * (n % 2)) for n in range(300)), "tester")


@pytest.mark.parametrize(("typed", "seen"), [("0007", "Client 0007"), (" added:x", "Client 0140")])
async def test_rows_of_a_former_result_are_given_up_unless_it_stays(
    running: Running, until: Until, many: None, monkeypatch: pytest.MonkeyPatch, typed: str, seen: str
) -> None:
    async with running(size=(80, 24)) as pilot:
        table = pilot.app.screen.query_one(ClientTable)
        await settle(pilot)
        held = Held(client_reading.read)
        monkeypatch.setattr(client_reading, "read", held)
        table.go_to(150)
        await until(pilot, held.has_begun.is_set)
        burst(cast("ClientsApp", pilot.app), "slash", typed)
        await until(pilot, lambda: table.wanted.text == typed and not table.is_new)
        held.may_end.set()
        await until(pilot, lambda: held.was_canceled and seen in screen_text(pilot))


async def test_rows_beside_the_screen_are_not_asked_for_where_one_went_elsewhere_before_it_was_painted(
    running: Running, until: Until, many: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(size=(80, 24)) as pilot:
        table = pilot.app.screen.query_one(ClientTable)
        table.wanted = Query("client")
        await settle(pilot)
        painted: list[Callable[[], object]] = []
        monkeypatch.setattr(table, "call_after_refresh", lambda *asked: painted.append(partial(*asked)))
        while not painted:
            await press(pilot, "pagedown")
        held = Held(client_reading.read)
        monkeypatch.setattr(client_reading, "read", held)
        await pilot.press("end")
        await until(pilot, held.has_begun.is_set)
        painted[0]()
        await pilot.pause()
        held.may_end.set()
        await until(pilot, lambda: "Client 0299" in screen_text(pilot))
        assert not held.was_canceled


@pytest.mark.parametrize("is_after", [False, True])
async def test_keys_behind_a_search_are_meant_for_what_it_finds(
    running: Running, until: Until, many: None, monkeypatch: pytest.MonkeyPatch, is_after: bool
) -> None:
    """While nothing of it is shown yet, and while its first rows are."""
    async with running(size=(80, 24)) as pilot:
        app = cast("ClientsApp", pilot.app)
        table = app.screen.query_one(ClientTable)
        await settle(pilot)
        held = Held(client_reading.answer, lambda asked: asked[1].query.text == "graz", is_after=is_after)
        monkeypatch.setattr(client_reading, "answer", held)
        burst(app, "slash", "graz", "enter", "down", "end", "up", "enter")
        await until(pilot, lambda: held.has_begun.is_set() and table.has_focus and table.is_new)
        held.may_end.set()
        await until(pilot, lambda: isinstance(app.screen, ClientDetail))
        assert "Client 0297" in screen_text(pilot)
        await press(pilot, "escape", "slash", "end")
        burst(app, " added:x", "enter", "home")  # a mistake keeps no key waiting
        await until(pilot, lambda: table.cursor == 0)
        assert not table.is_new


async def test_a_cursor_that_is_moved_while_the_list_is_read_again_stays_where_it_went(
    running: Running, until: Until, many: None, monkeypatch: pytest.MonkeyPatch, clients: Clients
) -> None:
    async with running(size=(80, 24)) as pilot:
        table = pilot.app.screen.query_one(ClientTable)
        await press(pilot, "down", "down")
        held = Held(client_reading.answer)
        monkeypatch.setattr(client_reading, "answer", held)
        clients.add(Client("Client"), "another")
        table.reload()
        await until(pilot, held.has_begun.is_set)
        await pilot.press("down", "down", "down")
        held.may_end.set()
        await until(pilot, lambda: len(table.rows) == 301)
        assert table.cursor == 6
        assert "Client 0005" in (table.rows.cells(6) or ())
