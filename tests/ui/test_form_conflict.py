"""Two people change the same client: the second one sees it, and nothing is lost."""

from dataclasses import replace
from typing import Any

from textual.pilot import Pilot

from tests.ui.forms import Opened
from tui_clients.domain.client import Client
from tui_clients.storage.database import Database
from tui_clients.ui.app import ClientsApp
from tui_clients.ui.screens.edit_conflict import ConflictDialog


async def edited_twice(app: ClientsApp, pilot: Pilot[None], until: Any) -> tuple[Opened, Client]:
    """Open a form, change name and note in it, and let somebody else change note and city before saving."""
    stored = app.stores.clients.add(Client(name="Anna", note="old", city="Ulm"), "x")
    opened = Opened(app, stored)
    await until(pilot, opened.is_ready)
    await opened.fill(pilot, "name", "belle")
    await opened.fill(pilot, "note", "mine ")
    app.stores.clients.update(replace(stored, note="theirs [b]", city="Bonn"), "berta")
    await pilot.press("ctrl+s")
    await until(pilot, lambda: isinstance(app.screen, ConflictDialog))
    return opened, stored


def dialog_text(app: ClientsApp) -> str:
    return "\n".join(str(widget.render()) for widget in app.screen.query("Static, Label"))


async def test_the_second_editor_sees_the_conflict_and_loses_nothing(
    database: Database, app_on: Any, until: Any
) -> None:
    app = app_on(database)
    async with app.run_test(size=(80, 24)) as pilot:
        opened, _stored = await edited_twice(app, pilot, until)
        text = dialog_text(app)
        assert "Anna was changed by berta" in text
        assert "Theirs: theirs [b]" in text
        assert "Mine:   mine old" in text
        assert "Theirs: Bonn" in text
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is opened.form)
        assert opened.value("name") == "Annabelle"
        assert opened.value("note") == "mine old"


async def test_mine_goes_over_theirs_only_where_i_changed_something(
    database: Database, app_on: Any, until: Any
) -> None:
    app = app_on(database)
    async with app.run_test(size=(80, 24)) as pilot:
        opened, stored = await edited_twice(app, pilot, until)
        await pilot.press("right", "enter")
        await until(pilot, lambda: opened.is_closed)
    after = app.stores.clients.get(stored.id)
    assert after is not None
    assert (after.name, after.note, after.city) == ("Annabelle", "mine old", "Bonn")


async def test_theirs_replaces_what_the_form_holds(database: Database, app_on: Any, until: Any) -> None:
    app = app_on(database)
    async with app.run_test(size=(80, 24)) as pilot:
        opened, stored = await edited_twice(app, pilot, until)
        await pilot.press("left", "enter")
        await until(pilot, lambda: app.screen is opened.form and opened.value("city") == "Bonn")
        assert opened.value("name") == "Anna"
        await opened.fill(pilot, "name", "x")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: opened.is_closed)
    after = app.stores.clients.get(stored.id)
    assert after is not None
    assert (after.name, after.note) == ("Annax", "theirs [b]")


async def test_a_client_that_somebody_deleted_can_be_saved_as_a_new_one(
    database: Database, app_on: Any, until: Any
) -> None:
    app = app_on(database)
    stored = app.stores.clients.add(Client(name="Anna", city="Ulm"), "x")
    async with app.run_test(size=(80, 24)) as pilot:
        opened = Opened(app, stored)
        await until(pilot, opened.is_ready)
        await opened.fill(pilot, "name", "b")
        app.stores.clients.delete([stored.id], "berta")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, ConflictDialog))
        await pilot.press("right", "enter")
        await until(pilot, lambda: opened.is_closed)
    after = app.stores.clients.get(opened.results[0])
    assert after is not None
    assert (after.name, after.city) == ("Annab", "Ulm")
    assert after.id != stored.id
