"""The fields of the form with a list of choices: countries, languages, categories, gender, status."""

from typing import Any

from tests.ui.forms import Opened, paste, type_text
from tui_clients.domain.client import Client
from tui_clients.storage.database import Database


async def test_a_country_is_found_by_code_by_beginning_and_by_its_name_elsewhere(
    database: Database, app_on: Any, until: Any
) -> None:
    cases = [("de", "Germany  DE", "DE"), ("ger", "Germany  DE", "DE"), ("kingdom", "United Kingdom  GB", "GB"),
             ("holland", "Netherlands  NL", "NL"), ("Österreich", "Austria  AT", "AT"),
             ("united", "United Arab Emirates  AE", "united"), ("Atlantis", "", "Atlantis")]  # fmt: skip
    app = app_on(database)
    async with app.run_test(size=(80, 24)) as pilot:
        opened = Opened(app)
        await until(pilot, opened.is_ready)
        for typed, first, stored in cases:
            await opened.go_to(pilot, "country")
            await pilot.press("ctrl+u")
            await paste(pilot, typed)
            assert opened.choices("country")[:1] == ([first] if first else [])
            await pilot.press("tab")
            await pilot.pause()
            assert opened.choices("country") == []
            assert opened.value("country") == stored
            assert bool(opened.wrong("country")) is (len(stored) != 2)


async def test_countries_are_found_by_their_german_names(
    database: Database, app_on: Any, until: Any, german: None
) -> None:
    app = app_on(database)
    async with app.run_test(size=(80, 24)) as pilot:
        opened = Opened(app, app.stores.clients.add(Client(name="x", language="en"), "x"))
        await until(pilot, opened.is_ready)
        assert opened.shown("language") == "Englisch"
        for typed in ("oest", "ost"):
            await opened.go_to(pilot, "country")
            await pilot.press("ctrl+u")
            await paste(pilot, typed)
            assert "Österreich  AT" in opened.choices("country")


async def test_the_down_key_opens_all_choices_with_the_present_one_under_the_cursor(
    database: Database, app_on: Any, until: Any
) -> None:
    app = app_on(database)
    async with app.run_test(size=(80, 24)) as pilot:
        opened = Opened(app, app.stores.clients.add(Client(name="x", country="DE", language="de"), "x"))
        await until(pilot, opened.is_ready)
        await opened.go_to(pilot, "country")
        await pilot.press("down")
        assert len(opened.choices("country")) > 240
        await pilot.press("enter")  # the present one: nothing changes
        assert (opened.value("country"), opened.focused) == ("DE", "mobile")
        await opened.go_to(pilot, "country")
        await pilot.press("down", "down", "tab")
        await pilot.pause()
        assert opened.shown("country").removesuffix("▾").strip() == "Ghana"
        await opened.go_to(pilot, "status")
        await pilot.press("down")
        assert opened.choices("status") == ["active", "inactive"]
        await pilot.press("down", "enter")
        assert opened.value("status") == "inactive"


async def test_escape_closes_the_list_and_brings_the_choice_back_without_leaving_the_form(
    database: Database, app_on: Any, until: Any
) -> None:
    app = app_on(database)
    async with app.run_test(size=(80, 24)) as pilot:
        opened = Opened(app, app.stores.clients.add(Client(name="x", country="DE"), "x"))
        await until(pilot, opened.is_ready)
        await opened.fill(pilot, "country", "un")
        assert opened.choices("country")
        await pilot.press("escape")
        assert opened.choices("country") == []
        assert opened.value("country") == "DE"
        assert app.screen is opened.form


async def test_the_list_is_used_with_the_mouse_too(database: Database, app_on: Any, until: Any) -> None:
    app = app_on(database)
    async with app.run_test(size=(80, 24)) as pilot:
        opened = Opened(app)
        await until(pilot, opened.is_ready)
        field = opened.row("gender").input
        await pilot.click(field, offset=(field.size.width, 0))  # the arrow
        await until(pilot, lambda: opened.choices("gender"))
        await pilot.pause()
        await pilot.click("DropDown", offset=(2, 1))
        await pilot.pause()
        assert opened.value("gender") == "female"
        assert opened.choices("gender") == []
        assert opened.focused == "gender"


async def test_a_status_cannot_be_left_empty_but_a_gender_can(database: Database, app_on: Any, until: Any) -> None:
    app = app_on(database)
    async with app.run_test(size=(80, 24)) as pilot:
        opened = Opened(app, app.stores.clients.add(Client(name="x"), "x"))
        await until(pilot, opened.is_ready)
        await opened.fill(pilot, "gender", "fem")
        await pilot.press("tab")
        await pilot.pause()
        assert opened.value("gender") == "female"
        await pilot.press("shift+tab", "delete", "tab")
        await pilot.pause()
        assert opened.value("gender") == ""
        await opened.go_to(pilot, "status")
        await pilot.press("delete", "tab")
        await pilot.pause()
        assert opened.value("status") == "active"


async def test_a_category_is_chosen_or_added_in_place(database: Database, app_on: Any, until: Any) -> None:
    app = app_on(database)
    app.stores.clients.add(Client(name="x", category="Partner", sub_category="Gold"), "x")
    app.stores.clients.add(Client(name="x", category="Press", sub_category="Radio"), "x")
    async with app.run_test(size=(80, 24)) as pilot:
        opened = Opened(app)
        await until(pilot, opened.is_ready)
        await app.workers.wait_for_complete()
        await opened.fill(pilot, "name", "y")
        await opened.fill(pilot, "category", "p")
        assert opened.choices("category") == ["Partner", "Press", "Add “p”"]
        await type_text(pilot, "art")
        await pilot.press("enter")
        assert (opened.value("category"), opened.focused) == ("Partner", "sub_category")
        await pilot.press("down")
        assert opened.choices("sub_category") == ["Gold"]
        await pilot.press("escape")
        await type_text(pilot, "Sil [b]ver")
        assert opened.choices("sub_category") == ["Add “Sil [b]ver”"]
        await pilot.press("enter", "ctrl+s")
        await until(pilot, lambda: opened.is_closed)
    assert (opened.saved.category, opened.saved.sub_category) == ("Partner", "Sil [b]ver")


async def test_a_new_category_that_begins_an_old_one_can_be_added(database: Database, app_on: Any, until: Any) -> None:
    app = app_on(database)
    app.stores.clients.add(Client(name="x", category="Partner"), "x")
    async with app.run_test(size=(80, 24)) as pilot:
        opened = Opened(app)
        await until(pilot, opened.is_ready)
        await app.workers.wait_for_complete()
        await opened.fill(pilot, "category", "Part")
        await pilot.press("tab")
        assert opened.value("category") == "Part"
