"""The fields of the form: phones, several lines, and text that would harm a terminal."""

from typing import Any

from tests.ui.conftest import screen_text
from tests.ui.forms import Opened, paste, type_text
from tui_clients.domain.client import Client
from tui_clients.domain.fields import Kind, editable
from tui_clients.storage.database import Database
from tui_clients.ui.widgets.field_kinds import editor
from tui_clients.ui.widgets.field_row import FieldRow
from tui_clients.ui.widgets.line import Line

HOSTILE = "Smith [/] [@click=app.quit()]x \x1b]0;x\x07\x1b]52;c;eA==\x07 \x9b31m \u202egnp.exe \x00\n"


async def test_the_sections_stand_side_by_side_where_there_is_room(database: Database, app_on: Any, until: Any) -> None:
    app = app_on(database)
    async with app.run_test(size=(109, 40)) as pilot:
        opened = Opened(app)
        await until(pilot, opened.is_ready)
        assert opened.row("company_name").region.y > opened.row("picture").region.y
        await pilot.resize_terminal(110, 40)
        await until(pilot, lambda: opened.row("company_name").region.y == opened.row("salutation").region.y)


async def test_every_field_of_the_table_is_reached_with_the_enter_key_alone(
    database: Database, app_on: Any, until: Any
) -> None:
    app = app_on(database)
    seen = []
    async with app.run_test(size=(80, 24)) as pilot:
        opened = Opened(app)
        await until(pilot, opened.is_ready)
        for _field in editable():
            seen.append(opened.focused)
            assert opened.form.query_one("#fields").region.contains_region(opened.row(opened.focused).input.region)
            lines = opened.focused in ("address", "note")
            await pilot.press("down" if lines or opened.focused == "picture" else "enter")
            if seen[-1] == "picture":
                await pilot.press("down")  # past the button that chooses a file
    assert seen == [field.name for field in editable()]


async def test_a_phone_is_formatted_as_one_types_and_the_cursor_stays_behind_its_digit(
    database: Database, app_on: Any, until: Any
) -> None:
    app = app_on(database, country="DE")
    async with app.run_test(size=(80, 24)) as pilot:
        opened = Opened(app)
        await until(pilot, opened.is_ready)
        await opened.go_to(pilot, "mobile")
        await type_text(pilot, "01711234567")
        line = opened.row("mobile").query_one(Line)
        assert line.text == "0171 1234567"
        await pilot.press("home", "right", "right", "right", "right", "right")  # behind the space
        assert line.cursor_position == 5
        await pilot.press("backspace")  # takes the digit before it
        assert line.text.replace(" ", "") == "0171234567"
        assert line.text[: line.cursor_position].replace(" ", "") == "017"
        await type_text(pilot, "19")
        assert line.text.replace(" ", "") == "017191234567"
        assert line.text[: line.cursor_position].replace(" ", "") == "01719"
        await pilot.press("home", "delete", "delete", "delete", "delete", "delete")
        assert line.text.replace(" ", "") == "1234567"
        assert line.cursor_position == 0


async def test_what_is_no_plain_number_is_left_as_it_is_typed(database: Database, app_on: Any, until: Any) -> None:
    app = app_on(database, country="DE")
    async with app.run_test(size=(80, 24)) as pilot:
        opened = Opened(app)
        await until(pilot, opened.is_ready)
        await opened.fill(pilot, "name", "x")
        await opened.go_to(pilot, "office_phone")
        await type_text(pilot, "030 123456 ext. 12")
        assert opened.row("office_phone").query_one(Line).text == "030 123456 ext. 12"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: opened.is_closed)
    assert opened.saved.office_phone == "+4930123456;ext=12"


async def test_the_calling_code_follows_the_country(database: Database, app_on: Any, until: Any) -> None:
    app = app_on(database, country="DE")
    async with app.run_test(size=(80, 24)) as pilot:
        opened = Opened(app)
        await until(pilot, opened.is_ready)
        await pilot.pause()
        assert "Mobile" in screen_text(pilot)
        assert line_with(pilot, "Mobile").endswith("(+49)")
        await opened.fill(pilot, "country", "France")
        await pilot.press("tab")
        await pilot.pause()
        assert line_with(pilot, "Mobile").endswith("(+33)")
        await type_text(pilot, "612345678")
        await opened.fill(pilot, "office_phone", "+4930")
        await pilot.pause()
        assert line_with(pilot, "Office phone").endswith("▎+49 30")
        await opened.fill(pilot, "office_phone", "123456")
        await opened.fill(pilot, "name", "x")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: opened.is_closed)
    assert (opened.saved.mobile, opened.saved.office_phone) == ("+33612345678", "+4930123456")


def line_with(pilot: Any, label: str) -> str:
    return next(line for line in screen_text(pilot).splitlines() if line.strip().startswith(label)).rstrip()


async def test_a_hostile_client_is_shown_harmlessly_and_saved_as_it_was(
    database: Database, app_on: Any, until: Any
) -> None:
    app = app_on(database)
    kinds = (Kind.TEXT, Kind.URL, Kind.CATEGORY)
    values: dict[str, Any] = {field.name: HOSTILE for field in editable() if field.kind in kinds}
    stored = app.stores.clients.add(Client(**values), "x")
    async with app.run_test(size=(120, 50)) as pilot:
        opened = Opened(app, stored)
        await until(pilot, opened.is_ready)
        await pilot.pause()
        text = screen_text(pilot)
        assert "Edit: Smith [/] [@click=app.quit()]x ␛]0;x␇" in text
        assert "Smith [/] [@click=app.quit()]x ␛]0;x␇" in opened.shown("city")
        assert all(character.isprintable() or character == "\n" for character in text)
        await opened.go_to(pilot, "name")
        await pilot.press("home")
        await type_text(pilot, "A ")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: opened.is_closed)
    assert opened.saved.name == f"A {HOSTILE}".strip()
    assert opened.saved.city == stored.city


async def test_a_hostile_note_is_shown_harmlessly_and_edited_in_the_middle(
    database: Database, app_on: Any, until: Any
) -> None:
    app = app_on(database)
    stored = app.stores.clients.add(Client(name="x", note="a\x1b[31mb\x85c\td\r\n[bold]\u2028e"), "x")
    async with app.run_test(size=(80, 40)) as pilot:
        opened = Opened(app, stored)
        await until(pilot, opened.is_ready)
        await opened.go_to(pilot, "note")
        await pilot.press("home")
        await type_text(pilot, "+")
        await pilot.pause()
        text = screen_text(pilot)
        assert "+a␛[31mb" in text
        assert "[bold]" in text
        assert all(character.isprintable() or character == "\n" for character in text)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: opened.is_closed)
    assert opened.saved.note == "+a\x1b[31mb\x85c\td\n[bold]\u2028e"


async def test_a_long_text_shows_its_beginning_where_nobody_types(database: Database, app_on: Any, until: Any) -> None:
    app = app_on(database)
    stored = app.stores.clients.add(Client("B" + "e" * 200 + "ginning"), "x")
    async with app.run_test(size=(80, 24)) as pilot:
        opened = Opened(app, stored)
        await until(pilot, opened.is_ready)
        await opened.go_to(pilot, "name")
        await pilot.press("end")
        await until(pilot, lambda: "eginning" in screen_text(pilot))
        await pilot.press("tab")
        await until(pilot, lambda: "▎Beee" in screen_text(pilot))
        assert "eginning" not in screen_text(pilot)


async def test_pasted_lines_become_one_and_control_characters_stay_out(
    database: Database, app_on: Any, until: Any
) -> None:
    app = app_on(database)
    async with app.run_test(size=(80, 24)) as pilot:
        opened = Opened(app)
        await until(pilot, opened.is_ready)
        await opened.go_to(pilot, "city")
        await paste(pilot, "Bad\r\nHomburg\tv.\x1b[31m d.\x07 \u202eH")
        assert opened.value("city") == "Bad Homburg v.[31m d. H"
        await opened.go_to(pilot, "address")
        await paste(pilot, "one\r\ntwo\x1b\rthree")
        assert opened.value("address") == "one\ntwo\nthree"


async def test_a_field_of_several_lines_grows_and_is_left_with_the_arrow_keys(
    database: Database, app_on: Any, until: Any
) -> None:
    app = app_on(database)
    async with app.run_test(size=(80, 24)) as pilot:
        opened = Opened(app)
        await until(pilot, opened.is_ready)
        await opened.go_to(pilot, "address")
        assert opened.row("address").size.height == 3
        await type_text(pilot, "a")
        await pilot.press("enter", "b", "enter", "c", "enter", "d")
        await pilot.pause()
        assert opened.row("address").size.height == 4
        await pilot.press("up", "up", "up")
        assert opened.focused == "address"
        await pilot.press("up")
        assert opened.focused == "tax_number"


def test_every_field_of_the_form_has_an_editor() -> None:
    for field in editable():
        assert editor(field, "").value == ""
        assert FieldRow(field, "").input.field is field
