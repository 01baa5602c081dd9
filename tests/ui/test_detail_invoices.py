"""The sections “Invoices” and “Projects”: figures, charts and tables."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.ui.conftest import Running, screen_text, settle
from tests.ui.profiles import TODAY, add, attach, invoice, open_profile, press
from tui_clients.domain.choices import InvoiceState, ProjectStatus
from tui_clients.domain.client import Client
from tui_clients.domain.project import Project
from tui_clients.storage.database import Database

SIZES = ((80, 24), (120, 40))


@pytest.fixture
def client_id(database: Database) -> int:
    return add(database, Client("Anna"))[0]


def card(text: str, label: str) -> list[str]:
    """Return the figures of a card below its label."""
    lines = text.splitlines()
    top = next(n for n, line in enumerate(lines) if f"▌ {label} " in line)
    left = lines[top].index(f"▌ {label} ")
    found = [line[left + 1 : left + 20].split("▌")[0].strip() for line in lines[top + 1 : top + 2]]
    return [figure for figure in found if any(c.isdigit() for c in figure)]


def row(text: str, number: str) -> str:
    return next(line for line in text.splitlines() if line.strip().startswith(number))


@pytest.mark.parametrize("size", SIZES)
async def test_cards_and_charts_show_one_currency_and_a_key_goes_through_them(
    running: Running, database: Database, client_id: int, size: tuple[int, int]
) -> None:
    attach(
        database, client_id,
        invoice("N-1", 100_00, paid=40_00), invoice("N-2", 200_00, due_in=-1), invoice("N-3", 7_00, "USD", paid=9_00),
        invoice("N-4", 999_00, state=InvoiceState.DRAFT),
    )  # fmt: skip
    async with running(size=size) as pilot:
        await open_profile(pilot, client_id)
        await press(pilot, "3")
        text = screen_text(pilot)
        figures = [card(text, label) for label in ("Invoiced", "Paid", "Open", "Overdue")]
        assert figures == [["€300.00"], ["€40.00"], ["€260.00"], ["€200.00"]]
        assert "In EUR · c: USD" in text
        assert "By month, in EUR" in text
        await press(pilot, "c")
        text = screen_text(pilot)
        figures = [card(text, label) for label in ("Invoiced", "Paid", "Open", "Overdue")]
        assert figures == [["US$7.00"], ["US$9.00"], ["-US$2.00"], ["US$0.00"]]
        assert "In USD · c: EUR · Paid too much: US$2.00" in text
        assert "By month, in USD" in text
        await press(pilot, "c")
        assert card(screen_text(pilot), "Invoiced") == ["€300.00"]


async def test_keys_draw_amounts_more_months_and_what_is_open_by_age(
    running: Running, database: Database, client_id: int
) -> None:
    attach(database, client_id, invoice("N-1", 30_00), invoice("N-2", 10_00, due_in=-45))
    async with running(size=(80, 24)) as pilot:
        await open_profile(pilot, client_id)
        await press(pilot, "3")
        assert "50%" in screen_text(pilot)
        assert "Currency" not in screen_text(pilot).splitlines()[-1]
        await press(pilot, "b")
        text = screen_text(pilot)
        assert "By status, in EUR · b: by number" in text
        assert "€30.00 75%" in " ".join(text.split())
        await press(pilot, "m")
        assert "By status" not in screen_text(pilot)
        assert len(re.findall(r"[A-Z][a-z]+ \d\d\b", screen_text(pilot))) >= 6
        await press(pilot, "m")
        text = screen_text(pilot)
        assert "31–60 days" in text
        assert "By month" not in text
        assert "€10.00" in next(line for line in text.splitlines() if "31–60 days" in line)
        await pilot.resize_terminal(120, 40)
        await settle(pilot)
        text = screen_text(pilot)
        assert all(title in text for title in ("By status", "By month", "Open by age"))
        assert "25%" in next(line for line in text.splitlines() if "31–60 days" in line)


async def test_the_table_says_where_each_invoice_stands_and_how_late_it_is(
    running: Running, database: Database, client_id: int
) -> None:
    attach(
        database, client_id,
        invoice("A-1", 100_00, due_in=-12), invoice("A-2", 100_00, due_in=-1, paid=30_00), invoice("A-3", 100_00),
        invoice("A-4", 100_00, paid=100_00), invoice("A-5", 100_00, paid=1_00),
        invoice("A-6", 100_00, state=InvoiceState.CANCELED),
    )  # fmt: skip
    async with running(size=(120, 40)) as pilot:
        await open_profile(pilot, client_id)
        await press(pilot, "3")
        text = screen_text(pilot)
        assert "12 days overdue" in row(text, "A-1")
        assert "1 day overdue" in row(text, "A-2")
        assert row(text, "A-2").split()[-2:] == ["€100.00", "€70.00"]
        assert " unpaid " in row(text, "A-3")
        assert " paid " in row(text, "A-4")
        assert row(text, "A-4").split()[-1] == "€100.00"
        assert "partly paid" in row(text, "A-5")
        assert "canceled" in row(text, "A-6")


@pytest.mark.parametrize("size", SIZES)
async def test_both_charts_have_legends_with_numbers(
    running: Running, database: Database, client_id: int, size: tuple[int, int]
) -> None:
    attach(database, client_id, *(invoice(str(n), 10_00, paid=10_00 * (n > 1)) for n in range(4)))
    async with running(size=size) as pilot:
        await open_profile(pilot, client_id)
        await press(pilot, "3")
        lines = screen_text(pilot).splitlines()
        paid = next(line for line in lines if "50%" in line and " paid " in line)
        assert paid.index("paid") < paid.index("50%")
        assert any("By status" in line and "By month, in EUR" in line for line in lines)
        assert any("invoiced" in line and "██ paid" in line for line in lines)


async def test_charts_are_drawn_anew_when_the_terminal_changes(
    running: Running, database: Database, client_id: int
) -> None:
    attach(database, client_id, invoice("1", 10_00), invoice("2", 10_00, due_in=-3))
    async with running(size=(80, 24)) as pilot:
        profile = await open_profile(pilot, client_id)
        await press(pilot, "3")
        blocks = [screen_text(pilot).count("█")]
        for size in ((120, 40), (80, 24)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            blocks.append(screen_text(pilot).count("█"))
        assert blocks[1] > blocks[0] * 1.5
        assert blocks[2] == blocks[0]
        assert profile.size == (80, 24)


async def test_a_terminal_too_low_for_charts_keeps_cards_and_table(
    running: Running, database: Database, client_id: int
) -> None:
    attach(database, client_id, *(invoice(f"A-{n}", 10_00) for n in range(9)))
    async with running(size=(60, 16)) as pilot:
        await open_profile(pilot, client_id)
        await press(pilot, "3")
        text = screen_text(pilot)
        assert card(text, "Open")[0] == "€90.00"
        assert "By status" not in text
        assert text.count("A-") >= 5
        await press(pilot, "end")
        assert "A-0" in screen_text(pilot)


async def test_a_year_without_invoices_is_said_in_place_of_the_bars(
    running: Running, database: Database, client_id: int
) -> None:
    old = replace(invoice("1", 10_00), issue_date=date(2019, 1, 1), due_date=date(2019, 2, 1))
    attach(database, client_id, old)
    async with running(size=(120, 40)) as pilot:
        await open_profile(pilot, client_id)
        await press(pilot, "3")
        text = screen_text(pilot)
        assert "Nothing in the last 12 months." in text
        assert "100%" in text


async def test_without_colours_charts_are_told_apart_by_their_fills(
    running: Running, database: Database, client_id: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    attach(database, client_id, invoice("1", 10_00), invoice("2", 10_00, due_in=-3))
    async with running(size=(120, 40)) as pilot:
        await open_profile(pilot, client_id)
        await press(pilot, "3")
        text = screen_text(pilot)
        assert "███ unpaid" in text
        assert "░░░ overdue" in text


async def test_hostile_numbers_stay_in_their_cells(running: Running, database: Database, client_id: int) -> None:
    attach(database, client_id, invoice("\x1b[2J[red]x", 10_00), invoice("\x9d0;y\x07", 20_00))
    async with running(size=(120, 40)) as pilot:
        await open_profile(pilot, client_id)
        await press(pilot, "3")
        text = screen_text(pilot)
        assert "␛[2J[red]x" in text
        assert "⟨U+009D⟩0;y␇" in text
        assert all(line.isprintable() for line in text.splitlines())


async def test_figures_are_written_as_germans_write_them(
    running: Running, database: Database, client_id: int, german: None
) -> None:
    attach(database, client_id, invoice("N-1", 1_234_567_50, due_in=-1234))
    async with running(size=(120, 40)) as pilot:
        await open_profile(pilot, client_id)
        await press(pilot, "3")
        text = screen_text(pilot).replace("\N{NO-BREAK SPACE}", " ")
        assert "1.234.567,50 €" in text
        assert (TODAY - timedelta(days=1234)).strftime("%d.%m.%Y") in row(text, "N-1")
        assert "1.234 " in row(text, "N-1")


@pytest.mark.parametrize("size", SIZES)
async def test_projects_have_a_pie_and_a_table(
    running: Running, database: Database, client_id: int, size: tuple[int, int]
) -> None:
    attach(
        database, client_id,
        Project("New website", ProjectStatus.IN_PROGRESS, TODAY, TODAY + timedelta(days=30), 5_000_00, "EUR"),
        Project("Old website", ProjectStatus.FINISHED), Project("Older website", ProjectStatus.FINISHED),
    )  # fmt: skip
    async with running(size=size) as pilot:
        await open_profile(pilot, client_id)
        await press(pilot, "2")
        text = screen_text(pilot)
        assert "Projects (3)" in text
        assert next(line for line in text.splitlines() if "67%" in line).count("finished") >= 1
        shown = row(text, "New website")
        assert "in progress" in shown
        assert "€5,000.00" in shown
        assert str((TODAY + timedelta(days=30)).year) in shown
