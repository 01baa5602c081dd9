"""Keys that arrive in one piece, as a slow line delivers them, act in their order."""

from typing import Any

from textual import events
from textual.keys import _character_to_key

from tests.ui.conftest import screen_text
from tests.ui.forms import Opened
from tui_clients.domain.client import Client
from tui_clients.storage.clients import Clients
from tui_clients.ui.app import ClientsApp
from tui_clients.ui.screens.client_form import ClientForm
from tui_clients.ui.screens.too_small import TooSmall


def burst(app: ClientsApp, *keys: str) -> None:
    """Send keys at once; a text of several characters that names no key is typed letter by letter."""
    for text in keys:
        named = text in ("tab", "enter", "escape", "delete", "left", "right", "up", "down", "home", "end", "slash")
        for key in [text] if named else [_character_to_key(character) for character in text]:
            character = {"slash": "/"}.get(key) if named else None
            typed = character or (None if named else next(c for c in text if _character_to_key(c) == key))
            app.post_message(events.Key(key, typed))


async def test_a_form_filled_in_one_burst_has_each_value_in_its_field(database: Any, app_on: Any, until: Any) -> None:
    app = app_on(database)
    async with app.run_test(size=(80, 24)) as pilot:
        opened = Opened(app)
        await until(pilot, opened.is_ready)
        burst(app, "Dr", "tab", "Bob", "tab", "bob@example.com", "tab", "germ", "tab", "01711234567", "tab")
        await until(pilot, lambda: opened.focused == "gender")
        assert (opened.value("salutation"), opened.value("name")) == ("Dr", "Bob")
        assert (opened.value("email"), opened.value("country")) == ("bob@example.com", "DE")
        assert opened.value("mobile").replace(" ", "") == "01711234567"


async def test_a_search_typed_in_one_burst_runs_no_command(running: Any, clients: Clients, until: Any) -> None:
    clients.add(Client("Anna Exner"), "tester")
    clients.add(Client("Bert"), "tester")
    async with running() as pilot:
        burst(pilot.app, "slash", "aexi")
        await until(pilot, lambda: "Nothing matches “aexi”" in screen_text(pilot))
        assert len(pilot.app.screen_stack) == 1


async def test_what_is_typed_while_the_form_opens_is_not_lost(running: Any, until: Any) -> None:
    async with running() as pilot:
        burst(pilot.app, "a", "Dr", "tab", "Bob")
        await until(pilot, lambda: isinstance(pilot.app.screen, ClientForm) and "Bob" in screen_text(pilot))
        shown = screen_text(pilot).splitlines()
        assert any(line.strip().startswith("Salutation") and "Dr" in line for line in shown)


async def test_the_sentence_goes_when_what_stood_above_it_is_closed_on_a_large_terminal(
    running: Any, until: Any, database: Any
) -> None:
    Clients(database).add(Client("Anna"), "x")
    async with running(size=(80, 24)) as pilot:
        await pilot.press("d")
        await pilot.resize_terminal(50, 12)
        assert isinstance(pilot.app.screen, TooSmall)
        await pilot.press("f1", "ctrl+p")
        assert isinstance(pilot.app.screen, TooSmall)
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: not isinstance(pilot.app.screen, TooSmall))
        assert "any time" in screen_text(pilot)
