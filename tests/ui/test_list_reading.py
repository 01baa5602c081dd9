"""Rows of a result that are on their way when something else is looked for."""

import threading
from collections.abc import Callable
from typing import Any, cast

import pytest

from tests.ui.conftest import Running, Until, screen_text, settle
from tests.ui.test_type_ahead import burst
from tui_clients.domain.client import Client
from tui_clients.errors import Canceled
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database
from tui_clients.ui.app import ClientsApp
from tui_clients.ui.screens import client_reading
from tui_clients.ui.screens.client_table import ClientTable


class HeldRead:
    """The first read of rows waits until `may_end`; `was_canceled` says how it ended."""

    def __init__(self, read: Callable[..., client_reading.Window]) -> None:
        self.has_begun, self.may_end = threading.Event(), threading.Event()
        self.was_canceled = False
        self._read = read

    def __call__(self, *asked: Any) -> client_reading.Window:
        if self.has_begun.is_set():
            return self._read(*asked)
        self.has_begun.set()
        self.may_end.wait(5)
        try:
            return self._read(*asked)
        except Canceled:
            self.was_canceled = True
            raise


@pytest.mark.parametrize(("typed", "seen"), [("0007", "Client 0007"), (" added:x", "Client 0140")])
async def test_rows_of_a_former_result_are_given_up_unless_it_stays(
    running: Running, until: Until, database: Database, monkeypatch: pytest.MonkeyPatch, typed: str, seen: str
) -> None:
    with database.transaction():
        Clients(database).add_many((Client(f"Client {n:04}") for n in range(300)), "tester")
    async with running(size=(80, 24)) as pilot:
        table = pilot.app.screen.query_one(ClientTable)
        await settle(pilot)
        held = HeldRead(client_reading.read)
        monkeypatch.setattr(client_reading, "read", held)
        table.go_to(150)
        await until(pilot, held.has_begun.is_set)
        burst(cast("ClientsApp", pilot.app), "slash", typed)
        await until(pilot, lambda: table.wanted.text == typed and not table.is_new)
        held.may_end.set()
        await until(pilot, lambda: held.was_canceled and seen in screen_text(pilot))
