"""Letters that wait in a line are one change."""

from typing import cast

import pytest

from tests.ui.conftest import Running, Until
from tests.ui.profiles import press
from tests.ui.test_type_ahead import burst
from tui_clients.domain.client import Client
from tui_clients.storage.clients import Clients
from tui_clients.ui.app import ClientsApp
from tui_clients.ui.widgets.query_bar import QueryBar


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        (("grün ß", "end"), ["grün ß"]),
        (("abc", "left", "xy"), ["abc", "abxyc"]),
        (("ab", "home", "c", "delete", "de"), ["ab", "cab", "cb", "cdeb"]),
    ],
)
async def test_letters_that_came_at_once_are_one_change_and_keys_between_them_act_in_their_place(
    running: Running,
    until: Until,
    clients: Clients,
    monkeypatch: pytest.MonkeyPatch,
    keys: tuple[str, ...],
    told: list[str],
) -> None:
    changes: list[str] = []
    monkeypatch.setattr(QueryBar, "tell", lambda bar: changes.append(bar.text))
    clients.add(Client("Anna"), "tester")
    async with running(size=(80, 24)) as pilot:
        await press(pilot, "slash")
        burst(cast("ClientsApp", pilot.app), *keys)
        await until(pilot, lambda: pilot.app.screen.query_one(QueryBar).text == told[-1])
    assert changes == told
