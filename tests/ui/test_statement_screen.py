"""The statement of account on the screen: balances, movements, ages; another period, another currency, a file."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from tests.ui.conftest import Running, Until, screen_text, settle
from tests.ui.profiles import TODAY, add, attach, invoice, open_profile, press
from tui_clients.domain.client import Client
from tui_clients.domain.invoice import Invoice, Payment
from tui_clients.storage.database import Database
from tui_clients.ui.screens.client_detail import ClientDetail
from tui_clients.ui.screens.file_dialog import FileDialog
from tui_clients.ui.screens.statement_screen import StatementScreen

NEW_YEAR = TODAY.replace(month=1, day=1)
LAST_YEAR = NEW_YEAR - timedelta(days=40)


def words(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines()]


async def test_a_statement_of_this_year_then_of_all_time_then_in_another_currency(
    running: Running, database: Database
) -> None:
    client_id = add(database, Client("Anna [/] \x1b[2J"))[0]
    attach(
        database, client_id,
        Invoice("old", LAST_YEAR, LAST_YEAR, "EUR", 100_00, payments=(Payment(30_00, NEW_YEAR, "[/]"),)),
        replace(invoice("new", 50_00), issue_date=NEW_YEAR), invoice("usd", 7_00, "USD", paid=9_00),
    )  # fmt: skip
    async with running(size=(80, 24)) as pilot:
        await open_profile(pilot, client_id)
        await press(pilot, "s")
        lines = words(screen_text(pilot))
        assert lines[0] == "Anna [/] ␛[2J – Statement of account"
        assert "also in USD" in lines[1]
        assert any("Opening balance" in line and "Closing balance" in line for line in lines)
        assert any(line.count("€") == 4 and "€100.00" in line and "€120.00" in line for line in lines)
        assert any("Payment old ([/])" in line and line.endswith(" 30.00 120.00") for line in lines)
        assert any("over 90 days" in line for line in lines[-4:])
        await pilot.resize_terminal(60, 24)
        await settle(pilot)
        lines = words(screen_text(pilot))
        assert any("Payment old ([/])" in line and line.endswith(" -30.00 120.00") for line in lines)
        await press(pilot, "c")
        text = screen_text(pilot)
        assert "Credit: US$2.00" in text
        assert "-US$2.00" in text
        await press(pilot, "c", "d", "home", "enter")
        lines = words(screen_text(pilot))
        assert lines[1].startswith("until ")
        assert any("Invoice old" in line and line.endswith(" 100.00 100.00") for line in lines)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ClientDetail)


async def test_a_statement_is_saved_in_all_its_currencies_and_one_of_nothing_says_so(
    running: Running, database: Database, home: Path, until: Until
) -> None:
    some, none = add(database, Client("Anna"), Client("Bob"))
    attach(database, some, invoice("1", 5_00), invoice("2", 7_00, "USD"))
    async with running(size=(80, 24)) as pilot:
        await open_profile(pilot, some)
        await press(pilot, "s")
        await pilot.press("s")
        await until(pilot, lambda: isinstance(pilot.app.screen, FileDialog))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, StatementScreen))
        await settle(pilot)
        page = (home / f"Statement-Anna-{date.today().isoformat()}.html").read_text(encoding="utf-8")  # noqa: DTZ011
        assert "€5.00" in page
        assert "US$7.00" in page
        await press(pilot, "escape", "escape")
        await open_profile(pilot, none)
        await press(pilot, "s")
        assert "Nothing was invoiced or paid until" in screen_text(pilot)
