"""The running application over a real database file, how tests wait for it, and what is on its screen."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from textual._compositor import Compositor
from textual._context import visible_screen_stack
from textual.pilot import Pilot
from textual.strip import Strip

from tests import shortcuts
from tests.ui import idle, matching
from tui_clients import i18n
from tui_clients.i18n import Language
from tui_clients.settings import Settings
from tui_clients.storage.database import Database
from tui_clients.ui.app import ClientsApp

_paint = Compositor.render_update
_PATIENCE, _TURNS = 10.0, 200
"""Seconds after which, and looks after how many of which, nobody waits any more: a machine may sleep meanwhile."""

shortcuts.parse_style_sheets_once()
shortcuts.join_style_sheets_once()
matching.match_rules_once()
shortcuts.paint_what_is_looked_at()
idle.wait_only_for_work()

Running = Callable[..., AbstractAsyncContextManager[Pilot[None]]]
AppOn = Callable[..., ClientsApp]
Until = Callable[[Pilot[None], Callable[[], Any]], Awaitable[None]]


def look(pilot: Pilot[None]) -> list[Strip]:
    """Paint the screen and return its lines."""
    visible_screen_stack.set(pilot.app._background_screens)
    return pilot.app.screen._compositor.render_strips()


def screen_text(pilot: Pilot[None]) -> str:
    """Return what stands on the screen, line by line."""
    return "\n".join("".join(segment.text for segment in strip) for strip in look(pilot))


async def settle(pilot: Pilot[None]) -> None:
    """Let the application finish what it is doing, and paint what is there then."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    if pilot.app.screen.is_running:
        look(pilot)


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> None:
    """What changes on the screen is painted each time, as on a terminal."""
    monkeypatch.setattr(Compositor, "render_update", _paint)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    i18n.activate(Language("en", "en_GB"))
    yield
    i18n.activate(Language())


@pytest.fixture
def german(_english: None) -> None:
    """The program speaks German."""
    i18n.activate(Language("de", "de_DE"))


@pytest.fixture
def app_on() -> AppOn:
    """`app_on(database, country="DE")`: the application on a database, with settings by name; the user is "anna"."""

    def make(database: Database, **settings: Any) -> ClientsApp:
        return ClientsApp(database, Settings(**{"user": "anna", **settings}))

    return make


@pytest.fixture
def running(database: Database, app_on: AppOn) -> Running:
    """`async with running(size=(80, 24)) as pilot`: the application on the test's database, at rest."""

    @asynccontextmanager
    async def run(size: tuple[int, int] = (120, 30), **settings: Any) -> AsyncIterator[Pilot[None]]:
        async with app_on(database, **settings).run_test(size=size) as pilot:
            await settle(pilot)
            yield pilot

    return run


@pytest.fixture
def until() -> Until:
    """`await until(pilot, condition)`: let the application work until the condition holds; fails if it never does.

    For what `settle` would wait for in vain: a worker that asks the user something.
    """

    async def wait(pilot: Pilot[None], condition: Callable[[], Any]) -> None:
        end, turn = monotonic() + _PATIENCE, 0
        while turn < _TURNS or monotonic() < end:
            if condition():
                return
            await asyncio.sleep(min(0.001 * 1.5**turn, 0.02))
            await pilot.pause()
            turn = min(turn + 1, _TURNS)
        pytest.fail(f"never came true; on the screen is\n{screen_text(pilot)}")

    return wait


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    return folder
