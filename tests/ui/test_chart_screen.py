"""A chart on the whole screen: turned, changed by the same keys, saved as a picture and as text."""

import stat
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from tests.ui.conftest import Running, Until, screen_text, settle
from tests.ui.profiles import add, attach, invoice, open_profile, press
from tui_clients.domain.client import Client
from tui_clients.domain.project import Project
from tui_clients.storage.database import Database
from tui_clients.ui.screens.chart_screen import ChartScreen
from tui_clients.ui.screens.file_dialog import FileDialog

HOSTILE = "Smith [/] <b>&\x1b[2J"


@pytest.fixture
def client_id(database: Database) -> int:
    client_id = add(database, Client(HOSTILE))[0]
    attach(database, client_id, invoice("1", 30_00, paid=30_00), invoice("2", 10_00), invoice("3", 5_00, "USD"))
    return client_id


def shows(pilot: Pilot[None], kind: type[Screen[Any]]) -> bool:
    return isinstance(pilot.app.screen, kind)


async def test_a_chart_fills_the_screen_and_its_keys_turn_and_change_it(
    running: Running, database: Database, client_id: int
) -> None:
    attach(database, client_id, Project("Website"))
    async with running(size=(80, 24)) as pilot:
        await open_profile(pilot, client_id)
        await press(pilot, "3")
        small = screen_text(pilot).count("█")
        await press(pilot, "z")
        text = screen_text(pilot)
        assert shows(pilot, ChartScreen)
        assert "Smith [/] <b>&␛[2J" in text.splitlines()[0]
        assert "1 of 3" in text
        assert text.count("█") > small * 2
        await press(pilot, "b", "c")
        assert "By status, in USD" in screen_text(pilot)
        await press(pilot, "left")
        assert "Open by age, in USD · 3 of 3" in screen_text(pilot)
        await pilot.resize_terminal(120, 40)
        await settle(pilot)
        assert max(line.rstrip().rfind("%") for line in screen_text(pilot).splitlines()) > 110
        await press(pilot, "z")
        assert "Projects (1)" in screen_text(pilot)
        assert "By status, in USD · b: by number" in screen_text(pilot)
        await press(pilot, "2", "z")
        assert "100%" in screen_text(pilot)
        assert "→" not in screen_text(pilot).splitlines()[-1]


async def test_a_chart_is_saved_as_svg_and_as_text_for_its_owner_alone(
    running: Running, database: Database, client_id: int, home: Path, until: Until
) -> None:
    (home / "chart.txt").write_text("before")
    async with running(size=(80, 24)) as pilot:
        await open_profile(pilot, client_id)
        await press(pilot, "3", "z")
        saved = {}
        for name in ("chart.svg", "chart.txt", "chart.pdf"):
            await pilot.press("s")
            await until(pilot, lambda: isinstance(pilot.app.screen, FileDialog))
            await pilot.press("ctrl+u", *str(home / name), "enter")
            await until(pilot, lambda: not isinstance(pilot.app.screen, FileDialog))
            if name == "chart.txt":  # it is there already: nothing is replaced unasked
                assert (home / name).read_text() == "before"
                await pilot.press("right", "enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, ChartScreen))
            await settle(pilot)
            saved[name] = home / name
        picture = ET.fromstring(saved["chart.svg"].read_text(encoding="utf-8"))  # noqa: S314 - our own
        assert "Smith [/] <b>&␛[2J: By status, in number" in "".join(picture.itertext())
        assert [stat.S_IMODE(saved[name].stat().st_mode) for name in ("chart.svg", "chart.txt")] == [0o600] * 2
        text = saved["chart.txt"].read_text(encoding="utf-8")
        assert "50%" in text
        assert "\x1b" not in text
        assert not saved["chart.pdf"].exists()
        assert any("its name says no form" in told.message for told in pilot.app._notifications)
