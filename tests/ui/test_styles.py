"""The styles that widgets have: found once, when they are mounted."""

from typing import Any

import pytest
from textual.dom import DOMNode

from tests.ui.conftest import Running, Until, settle
from tests.ui.profiles import press
from tui_clients.domain.client import Client
from tui_clients.storage.clients import Clients
from tui_clients.ui.screens.client_detail import ClientDetail


def styles(screen: DOMNode) -> dict[DOMNode, dict[str, Any]]:
    return {node: dict(node._css_styles.get_rules()) for node in screen.walk_children(with_self=True)}


@pytest.mark.parametrize("key", ["a", "i", "x", "d", "s", "o", "f1", "enter"])
async def test_a_screen_that_is_shown_has_the_styles_that_a_new_search_for_them_finds(
    running: Running, clients: Clients, key: str
) -> None:
    clients.add(Client("Anna", email="anna@example.com"), "tester")
    async with running(size=(80, 24)) as pilot:
        await pilot.press(key)
        await settle(pilot)
        screen = pilot.app.screen
        shown = styles(screen)
        screen.update_node_styles(animate=False)
        assert styles(screen) == shown
        pilot.app.theme = "textual-light"
        await settle(pilot)
        assert styles(screen) != shown


async def test_a_profile_that_was_left_has_the_colours_of_the_theme_that_was_chosen_since(
    running: Running, until: Until, clients: Clients
) -> None:
    clients.add(Client("Anna"), "tester")
    async with running(size=(80, 24)) as pilot:
        await press(pilot, "enter", "escape")
        pilot.app.theme = "textual-light"
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ClientDetail))
        shown = styles(pilot.app.screen)
        pilot.app.screen.update_node_styles(animate=False)
        assert styles(pilot.app.screen) == shown
