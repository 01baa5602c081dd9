"""The profile picture in the form: from a path, from the dialog, replaced, removed, refused."""

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.ui.conftest import screen_text
from tests.ui.forms import PICTURE, Opened, paste
from tui_clients.domain.client import Client, Picture
from tui_clients.storage.database import Database
from tui_clients.ui.screens.file_dialog import FileDialog


def about(opened: Opened) -> str:
    return str(opened.row("picture").query_one("#about").render())


async def test_a_path_that_is_pasted_becomes_the_picture(database: Database, app_on: Any, until: Any) -> None:
    app = app_on(database)
    async with app.run_test(size=(80, 24)) as pilot:
        opened = Opened(app)
        await until(pilot, opened.is_ready)
        await opened.fill(pilot, "name", "x")
        await opened.go_to(pilot, "picture")
        await paste(pilot, f"'{PICTURE}'")  # as terminals quote a file that is dropped
        await pilot.press("enter")
        await until(pilot, lambda: opened.value("picture"))
        width, height = Image.open(PICTURE).size
        await until(pilot, lambda: about(opened).endswith(f"{width}×{height}"))
        assert about(opened).startswith("image/png, ")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: opened.is_closed)
    assert opened.saved.picture == Picture("image/png", PICTURE.read_bytes())


async def test_saving_reads_a_path_that_was_just_typed(
    database: Database, app_on: Any, until: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "p.png").write_bytes(PICTURE.read_bytes())
    monkeypatch.setenv("HOME", str(tmp_path))
    app = app_on(database)
    async with app.run_test(size=(80, 24)) as pilot:
        opened = Opened(app)
        await until(pilot, opened.is_ready)
        await opened.fill(pilot, "name", "x")
        await opened.fill(pilot, "picture", "~/p.png")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: opened.is_closed)
    assert opened.saved.picture == Picture("image/png", PICTURE.read_bytes())


async def test_a_file_that_is_no_picture_gets_a_sentence_and_the_form_stays(
    database: Database, app_on: Any, until: Any, tmp_path: Path
) -> None:
    path = tmp_path / "x"
    path.write_text("no picture")
    app = app_on(database)
    async with app.run_test(size=(80, 24)) as pilot:
        opened = Opened(app)
        await until(pilot, opened.is_ready)
        await opened.fill(pilot, "name", "Anna")
        await opened.go_to(pilot, "picture")
        await paste(pilot, str(path))
        await pilot.press("tab")
        await until(pilot, lambda: "is not a picture" in opened.wrong("picture"))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: opened.focused == "picture" and not opened.form._is_busy)
        assert not opened.is_closed
        assert opened.value("name") == "Anna"
        await pilot.press("ctrl+u", "tab")
        await until(pilot, lambda: not opened.wrong("picture"))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: opened.is_closed)
    assert opened.saved.picture is None


async def test_a_picture_is_replaced_with_the_dialog_and_removed(
    database: Database, app_on: Any, until: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Image.new("RGB", (30, 20)).save(tmp_path / "new.bmp")
    (tmp_path / "other.txt").touch()
    monkeypatch.chdir(tmp_path)
    app = app_on(database)
    stored = app.stores.clients.add(Client(name="x", picture=Picture("image/png", PICTURE.read_bytes())), "x")
    async with app.run_test(size=(80, 24)) as pilot:
        opened = Opened(app, stored)
        await until(pilot, opened.is_ready)
        await opened.go_to(pilot, "picture")
        await pilot.press("enter")  # on the button
        await until(pilot, lambda: isinstance(app.screen, FileDialog) and "new.bmp" in screen_text(pilot))
        assert "other.txt" not in screen_text(pilot)
        await pilot.press("down", "enter")
        await until(pilot, lambda: opened.form.is_current and about(opened) == "image/bmp, 2 kB, 30×20")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: opened.is_closed)
        assert opened.saved.picture == Picture("image/bmp", (tmp_path / "new.bmp").read_bytes())
        again = Opened(app, opened.saved)
        await until(pilot, again.is_ready)
        await again.go_to(pilot, "picture")
        await pilot.press("tab", "enter", "ctrl+s")
        await until(pilot, lambda: again.is_closed)
    assert again.saved.picture is None


async def test_a_stored_picture_that_nothing_can_read_is_named_and_kept(
    database: Database, app_on: Any, until: Any
) -> None:
    app = app_on(database)
    stored = app.stores.clients.add(Client(name="x", picture=Picture("image/x-odd", b"odd")), "x")
    async with app.run_test(size=(80, 24)) as pilot:
        opened = Opened(app, stored)
        await until(pilot, opened.is_ready)
        await until(pilot, lambda: about(opened) == "image/x-odd, 1 kB")
        await opened.fill(pilot, "city", "Ulm")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: opened.is_closed)
    assert opened.saved.picture == stored.picture
