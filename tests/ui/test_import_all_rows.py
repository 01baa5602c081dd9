"""The assistant's preview of all rows: far below, only those with problems, and with cells that were corrected."""

from pathlib import Path

from tests.ui.assistant import Assistant, Until, write
from tests.ui.conftest import Running
from tui_clients.domain.client import Client
from tui_clients.domain.query import Query
from tui_clients.storage.clients import Clients
from tui_clients.ui.screens.cell_dialog import CellDialog
from tui_clients.ui.screens.import_row import RowDialog

HEADER = ("Name", "E-mail", "City")


def people(count: int) -> list[tuple[str, str, str]]:
    """Return rows of which every 500th has a wrong address and the last one is the first once more."""
    rows = [(f"Person {n}", f"p{n}@example.com" if n % 500 else "none", "Köln") for n in range(count)]
    return [*rows, ("Person 1", "P1@example.com", "Bonn")]


def stored(clients: Clients) -> dict[str, Client]:
    """Return the clients by name."""
    return {client.name: client for client in clients.iterate(Query())}


async def test_every_row_of_a_long_file_can_be_looked_at_and_is_counted(
    running: Running, until: Until, clients: Clients, tmp_path: Path
) -> None:
    file = write(tmp_path / "people.csv", HEADER, *people(1_700))
    async with running(size=(80, 24)) as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(file)
        await assistant.see("1,701 rows: 1,700 new, 1 to be skipped, 4 to check")
        await assistant.press("end")
        await assistant.see("= skip Person 1 ! P1@example.com", "Line 1,702 changes nothing", "Person 1699")
        await assistant.press("pageup", "pageup", "enter")
        await assistant.until(lambda: isinstance(pilot.app.screen, RowDialog))
        await assistant.see("Line 1,674 goes in as new.", "E-mail p1672@example.com")
        await assistant.press("escape", "f2")
        await assistant.see("1,700 rows of people.csv were imported.")
    assert clients.count() == 1_700


async def test_only_the_problems_of_a_long_file_are_shown(running: Running, until: Until, tmp_path: Path) -> None:
    async with running(size=(80, 24)) as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(write(tmp_path / "people.csv", HEADER, *people(1_700)))
        await assistant.see("1,701 rows:")
        await assistant.press("p")
        await assistant.see("only problems", "Person 500", "Person 1000", "Person 1500", "= skip")
        assert "Person 501" not in assistant.text
        await assistant.press("down", "down", "p")
        await assistant.see("Person 12")


async def test_a_cell_is_corrected_in_place_and_the_file_stays_as_it_is(
    running: Running, until: Until, clients: Clients, tmp_path: Path
) -> None:
    file = write(tmp_path / "people.csv", HEADER, ("Anna", "kaputt", "Bonn"), ("", "ben@example.com", ""))
    before = file.read_bytes()
    async with running(size=(80, 24)) as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(file)
        await assistant.see("1 rejected, 1 to check")
        await assistant.press("e", "enter")  # the cursor stands on what is wrong
        await assistant.see("E-mail “kaputt”")
        await assistant.press(*["backspace"] * 6, *"anna@example.com", "enter")
        await assistant.see("anna@example.com", "2 rows: 1 new, 1 rejected")
        await assistant.press("down", "e", "enter", *"Ben", "enter")
        await assistant.see("2 rows: 2 new")
        await assistant.press("e", "enter", "escape")
        await assistant.press("f2")
        await assistant.see("2 rows of people.csv were imported.", "Nothing was wrong")
    assert {name: client.email for name, client in stored(clients).items()} == {
        "Anna": "anna@example.com",
        "Ben": "ben@example.com",
    }
    assert file.read_bytes() == before


async def test_a_cell_far_below_is_corrected_among_the_problems(
    running: Running, until: Until, clients: Clients, tmp_path: Path
) -> None:
    async with running(size=(80, 24)) as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(write(tmp_path / "people.csv", HEADER, *people(1_200)))
        await assistant.see("1,201 rows: 1,200 new, 1 to be skipped, 3 to check")
        await assistant.press("p")
        await assistant.see("Person 1000")
        await assistant.press("down", "down", "e", "enter")
        await assistant.until(lambda: isinstance(pilot.app.screen, CellDialog))
        await assistant.press(*["backspace"] * 4, *"fixed@example.com", "enter")
        await assistant.see("1,201 rows: 1,200 new, 1 to be skipped, 2 to check")
        await assistant.see_no("Person 1000")
        await assistant.press("f2")
        await assistant.see("1,200 rows of people.csv were imported.", "3 problems")
    assert stored(clients)["Person 1000"].email == "fixed@example.com"
    assert stored(clients)["Person 500"].email == "none"


async def test_corrections_go_when_the_file_is_read_in_another_way(
    running: Running, until: Until, tmp_path: Path
) -> None:
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(write(tmp_path / "people.csv", HEADER, ("Anna", "kaputt", "Bonn")))
        await assistant.press("e", "enter", *["backspace"] * 6, *"a@example.com", "enter")
        await assistant.see("1 row: 1 new", "a@example.com")
        await assistant.map("City", "Note")
        await assistant.press("1")
        await assistant.see("a@example.com")
        await assistant.set("Header", "none")
        assert assistant.reading.plan.options.fixes == {}


async def test_a_file_that_turns_out_to_be_broken_far_below_says_so(
    running: Running, until: Until, tmp_path: Path
) -> None:
    file = write(tmp_path / "people.csv", HEADER, *people(1_000))
    with file.open("a", encoding="utf-8") as stream:
        stream.write('"never closed\n')
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(file)
        await assistant.see("The quotation mark opened in line 1003")


async def test_rows_of_one_line_are_told_apart(
    running: Running, until: Until, clients: Clients, tmp_path: Path
) -> None:
    file = tmp_path / "people.json"
    file.write_text('[{"name": "Anna"}, {"name": "Ben"}, {"name": "Cem"}]', encoding="utf-8")
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(file)
        await assistant.see("3 rows: 3 new")
        await assistant.press("down", "e", "enter", *" Öl", "enter")
        await assistant.see("Ben Öl")
        await assistant.press("f2")
        await assistant.see("3 rows of people.json were imported.")
    assert sorted(stored(clients)) == ["Anna", "Ben Öl", "Cem"]
