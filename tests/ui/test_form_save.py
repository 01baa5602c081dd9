"""Adding and editing a client with the form: what is typed is stored whole, or nothing is."""

from dataclasses import replace
from typing import Any

import pytest

from tests.ui.forms import Opened, type_text
from tui_clients.domain.choices import ClientStatus, Gender
from tui_clients.domain.client import Client, ContactPoint
from tui_clients.storage.database import Database
from tui_clients.ui.screens.confirm import Confirm


async def test_a_client_typed_with_the_keyboard_is_stored_in_the_right_form(
    database: Database, app_on: Any, until: Any
) -> None:
    app = app_on(database)
    async with app.run_test(size=(80, 24)) as pilot:
        opened = Opened(app)
        await until(pilot, lambda: opened.focused == "salutation")
        await type_text(pilot, "Dr.")
        await pilot.press("enter")
        await type_text(pilot, "  Jürgen O'Müller ")
        await pilot.press("enter")
        await type_text(pilot, "juergen@example.com")
        await pilot.press("tab")
        await type_text(pilot, "germ")
        await pilot.press("enter")
        await type_text(pilot, "015112345678")
        await pilot.press("down")
        await type_text(pilot, "ma")
        await pilot.press("enter")
        await opened.fill(pilot, "category", "Key account")
        await opened.fill(pilot, "note", "one")
        await pilot.press("enter")
        await type_text(pilot, "two")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: opened.is_closed)
    client = opened.saved
    assert (client.salutation, client.name, client.email) == ("Dr.", "Jürgen O'Müller", "juergen@example.com")
    assert (client.country, client.mobile, client.gender) == ("DE", "+4915112345678", Gender.MALE)
    assert (client.category, client.note, client.status) == ("Key account", "one\ntwo", ClientStatus.ACTIVE)
    assert client.created_by == "anna"


async def test_without_a_name_nothing_is_saved_and_the_name_gets_the_focus(
    database: Database, app_on: Any, until: Any
) -> None:
    app = app_on(database)
    async with app.run_test(size=(80, 24)) as pilot:
        opened = Opened(app)
        await until(pilot, opened.is_ready)
        await opened.fill(pilot, "note", "much text")
        await pilot.press("f2")
        await until(pilot, lambda: opened.focused == "name")
        assert opened.wrong("name") == "Please fill in this field."
        assert app.screen.query_one("#fields").region.contains_region(opened.row("name").region)
        await type_text(pilot, "A")
        await until(pilot, lambda: not opened.wrong("name"))
        assert not opened.is_closed
        assert app.stores.clients.count() == 0


async def test_a_field_is_checked_when_it_is_left_and_only_that_field(
    database: Database, app_on: Any, until: Any
) -> None:
    app = app_on(database)
    async with app.run_test(size=(80, 24)) as pilot:
        opened = Opened(app)
        await until(pilot, opened.is_ready)
        await opened.fill(pilot, "email", "anna@")
        assert opened.wrong("email") == ""
        await pilot.press("tab")
        await until(pilot, lambda: opened.wrong("email"))
        assert "anna@example.com" in opened.wrong("email")
        assert opened.wrong("mobile") == ""
        await opened.fill(pilot, "mobile", "12")
        await pilot.press("up")
        await until(pilot, lambda: opened.wrong("mobile"))


async def test_what_an_import_kept_as_it_was_is_pointed_out_but_does_not_forbid_saving(
    database: Database, app_on: Any, until: Any
) -> None:
    app = app_on(database)
    stored = app.stores.clients.add(
        Client(
            name="Anna", mobile="call reception", country="Absurdistan",
            more_emails=(ContactPoint("work", "a@example.com"),), extra={"Colour": "red"},
        ),
        "import",
    )  # fmt: skip
    async with app.run_test(size=(80, 24)) as pilot:
        opened = Opened(app, stored)
        await until(pilot, opened.is_ready)
        await until(pilot, lambda: opened.wrong("mobile"))
        assert opened.wrong("country")
        await opened.fill(pilot, "city", "Ulm")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: opened.is_closed)
    after = app.stores.clients.get(stored.id)
    assert after is not None
    assert after == replace(stored, city="Ulm", version=2, updated_by="anna", updated_at=after.updated_at)


async def test_a_number_that_an_import_could_not_place_is_read_once_its_country_is_known(
    database: Database, app_on: Any, until: Any
) -> None:
    app = app_on(database)
    stored = app.stores.clients.add(Client(name="Anna", mobile="030 123456"), "import")
    async with app.run_test(size=(80, 24)) as pilot:
        opened = Opened(app, stored)
        await until(pilot, opened.is_ready)
        await until(pilot, lambda: opened.wrong("mobile"))
        await opened.fill(pilot, "country", "Germany")
        await pilot.press("tab")
        await until(pilot, lambda: not opened.wrong("mobile"))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: opened.is_closed)
    after = app.stores.clients.get(stored.id)
    assert after is not None
    assert after.mobile == "+4930123456"


async def test_saving_an_unchanged_client_writes_nothing(database: Database, app_on: Any, until: Any) -> None:
    app = app_on(database)
    stored = app.stores.clients.add(
        Client(name=" Anna\x1b\n", note="a\r\nb", tags=("x", "y"), mobile="+4930123456;ext=12", website=" x.de "), "x"
    )
    async with app.run_test(size=(80, 24)) as pilot:
        opened = Opened(app, stored)
        await until(pilot, opened.is_ready)
        await pilot.press(*["tab"] * 26)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: opened.is_closed)
    assert opened.results == [stored.id]
    assert app.stores.clients.get(stored.id) == stored


async def test_leaving_an_unchanged_form_asks_nothing(database: Database, app_on: Any, until: Any) -> None:
    app = app_on(database)
    async with app.run_test(size=(80, 24)) as pilot:
        opened = Opened(app)
        await until(pilot, opened.is_ready)
        await pilot.press("escape")
        await until(pilot, lambda: opened.is_closed)
    assert opened.results == [None]


@pytest.mark.parametrize(("keys", "count"), [(["enter"], None), (["right", "enter"], 1), (["left", "enter"], 0)])
async def test_leaving_a_changed_form_offers_to_keep_editing_to_save_and_to_discard(
    database: Database, app_on: Any, until: Any, keys: list[str], count: int | None
) -> None:
    app = app_on(database)
    async with app.run_test(size=(80, 24)) as pilot:
        opened = Opened(app)
        await until(pilot, opened.is_ready)
        await opened.fill(pilot, "name", "Anna")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await pilot.press(*keys)
        if count is None:
            await until(pilot, lambda: app.screen is opened.form)
            assert opened.value("name") == "Anna"
            assert opened.focused == "name"
        else:
            await until(pilot, lambda: opened.is_closed)
            assert app.stores.clients.count() == count


async def test_a_second_client_with_the_same_email_is_saved_only_after_a_question_that_names_the_first(
    database: Database, app_on: Any, until: Any
) -> None:
    app = app_on(database)
    app.stores.clients.add(Client(name="Anna [b]Kranich[/b]", email="anna@example.com"), "x")
    async with app.run_test(size=(80, 24)) as pilot:
        opened = Opened(app)
        await until(pilot, opened.is_ready)
        await opened.fill(pilot, "name", "Second")
        await opened.fill(pilot, "email", "Anna@Example.com")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        question = str(app.screen.query_one("#question").render())
        assert "Anna@Example.com is also the e-mail address of Anna [b]Kranich[/b]." in question
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is opened.form)
        assert app.stores.clients.count() == 1
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await pilot.press("right", "enter")
        await until(pilot, lambda: opened.is_closed)
    assert app.stores.clients.count() == 2


async def test_an_address_that_was_shared_before_is_no_question_again(
    database: Database, app_on: Any, until: Any
) -> None:
    app = app_on(database)
    app.stores.clients.add(Client(name="First", email="anna@example.com"), "x")
    second = app.stores.clients.add(Client(name="Second", email="anna@example.com"), "x")
    async with app.run_test(size=(80, 24)) as pilot:
        opened = Opened(app, second)
        await until(pilot, opened.is_ready)
        await opened.fill(pilot, "city", "Ulm")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: opened.is_closed)
    assert opened.saved.city == "Ulm"


async def test_a_database_that_refuses_leaves_the_form_as_it_was(database: Database, app_on: Any, until: Any) -> None:
    app = app_on(database)
    database.sql("CREATE TRIGGER full BEFORE INSERT ON client BEGIN SELECT raise(ABORT, 'no'); END")
    async with app.run_test(size=(80, 24)) as pilot:
        opened = Opened(app)
        await until(pilot, opened.is_ready)
        await opened.fill(pilot, "name", "Anna")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: app._notifications)
        await until(pilot, lambda: opened.focused == "name")
        assert not opened.is_closed
        await type_text(pilot, "x")
        assert opened.value("name") == "Annax"
        database.sql("DROP TRIGGER full")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: opened.is_closed)
    assert app.stores.clients.count() == 1


async def test_saving_twice_at_once_stores_one_client(database: Database, app_on: Any, until: Any) -> None:
    app = app_on(database)
    async with app.run_test(size=(80, 24)) as pilot:
        opened = Opened(app)
        await until(pilot, opened.is_ready)
        await opened.fill(pilot, "name", "Anna")
        opened.form.action_save()
        opened.form.action_save()
        await pilot.press("ctrl+s", "f2", "escape")
        await until(pilot, lambda: opened.is_closed)
    assert app.stores.clients.count() == 1
    assert opened.results == [1]


async def test_leaving_the_program_asks_first_when_something_was_changed(
    database: Database, app_on: Any, until: Any
) -> None:
    app = app_on(database)
    async with app.run_test(size=(80, 24)) as pilot:
        opened = Opened(app)
        await until(pilot, opened.is_ready)
        await opened.fill(pilot, "name", "Anna")
        await pilot.press("ctrl+q")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is opened.form)
        assert opened.value("name") == "Anna"
        await pilot.press("ctrl+q")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await pilot.press("left", "enter")
        await until(pilot, lambda: app._exit)
