"""The overview of the clients in the list, driven by keys."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from threading import Event
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.ui.conftest import Running, Until, screen_text, settle
from tui_clients.domain.client import Client
from tui_clients.domain.dates import Period
from tui_clients.domain.invoice import Invoice, Payment
from tui_clients.services import overview
from tui_clients.services.overview import Part, Total
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database, open_database
from tui_clients.storage.invoices import Invoices
from tui_clients.ui import watcher
from tui_clients.ui.screens.client_detail import ClientDetail
from tui_clients.ui.screens.client_list import ClientList
from tui_clients.ui.screens.client_table import ClientTable
from tui_clients.ui.screens.overview import Overview
from tui_clients.ui.screens.overview_table import BarTable
from tui_clients.ui.widgets.query_bar import QueryBar

TODAY = date.today()  # noqa: DTZ011 - as the program asks
OLD = datetime(2012, 5, 17, 12, tzinfo=UTC)
PEOPLE = (
    Client("Anna Berg [/]", country="DE", category="VIP"),
    Client("Bert", country="DE", category="a, b", created_at=OLD),
    Client("Carla", country="AT", category='say "x"', created_at=OLD),
    Client("Dora \x1b[31m"),
)


@pytest.fixture(autouse=True)
def _filled(database: Database) -> None:
    clients, invoices = Clients(database), Invoices(database)
    due = TODAY - timedelta(days=3)
    with database.transaction():
        anna, bert, carla, _dora = (client.id for client in clients.add_many(PEOPLE, "tester"))
        for owner, currency, total, paid in (
            (anna, "EUR", 50_000, 10_000),
            (anna, "USD", 700, 0),
            (bert, "EUR", 90_000, 0),
            (carla, "EUR", 100, 500),
        ):
            payments = (Payment(paid, due),) if paid else ()
            invoices.add(Invoice("R", due, due, currency, total, payments=payments, client_id=owner))


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


def lines(pilot: Pilot[None], *words: str) -> list[str]:
    """Return the lines that hold one of some words, with one blank between their parts and without the bars."""
    shown = [
        " ".join(line.split())
        for line in screen_text(pilot).translate(dict.fromkeys(range(0x2580, 0x2590))).splitlines()
    ]
    return [line for line in shown if any(word in line for word in words)]


def found(pilot: Pilot[None]) -> list[str]:
    assert isinstance(pilot.app.screen, ClientList)
    return [row for row in ("Anna", "Bert", "Carla", "Dora") if row in screen_text(pilot)]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_figures_are_there_by_currency_and_kind(running: Running, size: tuple[int, int]) -> None:
    async with running(size=size) as pilot:
        await press(pilot, "o")
        text = screen_text(pilot)
        assert "Overview · 4 clients" in text
        assert "counting" not in text
        assert lines(pilot, "EUR open", "EUR overdue", "EUR credit") == [
            "EUR open €1,300.00 2", "EUR overdue €1,300.00 2", "EUR credit €4.00 1",
        ]  # fmt: skip
        assert all(word in text for word in ("Germany", "Austria", "VIP", "a, b", "Largest debtors in EUR"))
        (bert, anna) = lines(pilot, "Bert €", "Anna Berg [/] €")
        assert (bert.split()[-1], anna.split()[-1]) == ("€900.00", "€400.00")
        countries = pilot.app.screen.query_one("#countries", BarTable)
        colours = {bool({"█"} & {*each.text}): each.style and each.style.color for each in countries.render_line(1)}
        assert colours[True] == countries.get_component_rich_style("bar-table--bar").color != colours[False]
        await press(pilot, "c")
        assert "Largest debtors in USD" in screen_text(pilot)
        assert lines(pilot, "US$7.00")[-1].startswith("Anna Berg [/]")
        await press(pilot, "escape")
        assert found(pilot) == ["Anna", "Bert", "Carla", "Dora"]


async def test_a_row_opens_the_list_narrowed_to_it(running: Running) -> None:
    async with running() as pilot:
        await press(pilot, "o", "right", "enter")  # Germany
        assert found(pilot) == ["Anna", "Bert"]
        bar = pilot.app.screen.query_one(QueryBar)
        assert bar.text == "country:DE"
        await press(pilot, "o")
        assert "2 clients · “country:DE”" in screen_text(pilot)
        assert "Austria" not in screen_text(pilot)
        await press(pilot, "tab", "tab", "down", "enter")
        assert bar.text == 'category:"a, b" country:DE'
        assert found(pilot) == ["Bert"]
        await press(pilot, "escape", "o", "left", "down", "enter")
        assert bar.text == "overdue:>0EUR"
        assert found(pilot) == ["Anna", "Bert"]


async def test_a_debtor_opens_its_profile_and_leads_back(running: Running, database: Database) -> None:
    async with running() as pilot:
        await press(pilot, "o", "left", "left", "down", "enter")
        opened = pilot.app.screen
        assert isinstance(opened, ClientDetail)
        assert "Anna Berg [/]" in screen_text(pilot)
        Clients(database).delete([opened.client_id], "tester")
        await press(pilot, "escape")
        left_to = pilot.app.screen
        assert isinstance(left_to, Overview)
        assert "3 clients" in screen_text(pilot)
        assert "Anna" not in screen_text(pilot)


async def test_the_date_filter_and_a_wrong_query_are_minded(running: Running) -> None:
    async with running() as pilot:
        await press(pilot, "d", *["down"] * list(Period).index(Period.TODAY), "enter")
        await press(pilot, "o")
        assert "2 clients · added today" in screen_text(pilot)
        assert "Austria" not in screen_text(pilot)
        await press(pilot, "right", "enter")
        assert found(pilot) == ["Anna"] or found(pilot) == ["Dora"]
        assert pilot.app.screen.query_one(ClientTable).wanted.added is not None
        await press(pilot, "slash", *" added:2024-13", "enter")
        await press(pilot, "o")
        assert "0 clients · “" in screen_text(pilot)
        assert "2024-13" not in screen_text(pilot)


async def test_what_no_search_can_ask_for_is_told(running: Running, database: Database) -> None:
    Clients(database).add(Client("Emil", country="Atlantis"), "tester")
    async with running() as pilot:
        await press(pilot, "o", "right", "end", "enter")
        assert isinstance(pilot.app.screen, Overview)
        assert [told.message for told in pilot.app._notifications] == ["No search can ask for this value."]
        await press(pilot, "right", "end", "enter")
        assert pilot.app.screen.query_one(QueryBar).text == 'category:"say ""x"""'
        assert found(pilot) == ["Carla"]


async def test_leaving_stops_what_is_being_read(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    async with running() as pilot:
        await press(pilot, "o")
        screen = pilot.app.screen
        assert isinstance(screen, Overview)
        reading = screen._reading
        await press(pilot, "f5")
        assert reading.interrupt.comes_within(0)
        reading = screen._reading
        assert not reading.interrupt.comes_within(0)
        await press(pilot, "q")
        assert reading.interrupt.comes_within(0)
        assert isinstance(pilot.app.screen, ClientList)


async def test_what_others_change_is_counted_at_once_or_after_what_is_being_read(
    running: Running, until: Until, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watcher, "_SECONDS", 0.01)
    goes_on, read = Event(), overview.read

    def held(*asked: Any) -> Iterator[Part]:
        for part in read(*asked):
            yield part
            assert goes_on.wait(10)

    monkeypatch.setattr(overview, "read", held)
    elsewhere = open_database(database.path)
    async with running() as pilot:
        await pilot.press("o")
        await until(pilot, lambda: "counting: 2 of 7" in screen_text(pilot))
        screen = pilot.app.screen
        assert isinstance(screen, Overview)
        Clients(elsewhere).add(Client("Emil", country="FR"), "bob")
        await until(pilot, lambda: screen._reading.is_outdated)
        assert "Overview · 4 clients" in screen_text(pilot)
        goes_on.set()
        await until(pilot, lambda: "Overview · 5 clients" in screen_text(pilot) and "France" in screen_text(pilot))
        Clients(elsewhere).add(Client("Fay"), "bob")
        await until(pilot, lambda: "Overview · 6 clients" in screen_text(pilot))
    elsewhere.close_all()


async def test_what_the_list_has_found_is_said_before_anything_is_read(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_opened = Event()

    def waiting(*_given: object) -> Iterator[Part]:
        is_opened.wait(30)
        yield Total(7)

    monkeypatch.setattr(overview, "read", waiting)
    async with running() as pilot:
        await press(pilot, "slash", *"country:DE", "enter")
        await pilot.press("o")
        while not (isinstance(pilot.app.screen, Overview) and lines(pilot, TODAY.strftime("%b %Y"))):
            await pilot.pause()
        assert lines(pilot, "Overview") == ["Overview · 2 clients · “country:DE” counting: 1 of 7"]
        assert lines(pilot, TODAY.strftime("%b %Y"))[0].split()[2] == "1"
        is_opened.set()
        await settle(pilot)
        assert "7 clients" in screen_text(pilot)
