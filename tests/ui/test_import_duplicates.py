"""Duplicates in the import assistant: offered in plain words, shown in the preview, decided one by one."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.ui.assistant import Assistant, Until, write
from tests.ui.conftest import Running
from tui_clients.domain.client import Client
from tui_clients.domain.query import Query
from tui_clients.storage.clients import Clients
from tui_clients.ui.screens.import_duplicate import DuplicateDialog

HEADER = ("Name", "E-mail", "City", "Company")
ROWS = (
    HEADER,
    ("Anna B", "anna@example.com", "Graz", "Alpha"),
    ("Bob", "bob@example.com", "Leeds", ""),
    ("Cem", "cem@example.com", "Köln", ""),
)


@pytest.fixture
def two(clients: Clients) -> Clients:
    """Anna and Bob are there already, Anna with a city of her own."""
    clients.add(Client("Anna", email="Anna@example.com", city="Linz", note="[/] old friend"), "tester")
    clients.add(Client("Bob", email="bob@example.com"), "tester")
    return clients


def told(clients: Clients) -> list[tuple[str, str, str]]:
    """Return name, city and company of all clients, sorted by name."""
    return [(client.name, client.city, client.company_name) for client in clients.iterate(Query())]


async def asked(assistant: Assistant, file: Path) -> None:
    """Open a file, choose to decide one by one, and begin the import."""
    await assistant.open(file)
    await assistant.set("Duplicates", "decide one by one")
    await assistant.see("to be decided")  # nothing is imported while the file is being read
    await assistant.press("f2")
    await at_question(assistant, "1/")


async def at_question(assistant: Assistant, position: str) -> None:
    """Wait for a question."""
    await assistant.until(lambda: isinstance(assistant.pilot.app.screen, DuplicateDialog))
    await assistant.see(position)


async def press_at_question(assistant: Assistant, key: str, is_last: bool) -> None:
    """Press a key, and wait for what follows if it is an answer."""
    screen = assistant.pilot.app.screen
    await assistant.press(key)
    if key in ("k", "t", "f", "n", "enter"):
        await assistant.until(lambda: assistant.pilot.app.screen is not screen)
        if not is_last:
            await at_question(assistant, "2/2")


async def test_the_preview_says_who_a_row_is_and_by_what(
    running: Running, until: Until, two: Clients, tmp_path: Path
) -> None:
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(write(tmp_path / "people.csv", *ROWS))
        await assistant.see("Is already", "Anna (1) · E-mail", "Bob (2) · E-mail", "3 rows: 1 new, 2 to be skipped")
        await assistant.see("Line 2 changes nothing and is skipped. It is Anna (1), by E-mail.")
        await assistant.set("Duplicates", "fill only what is empty there")
        await assistant.see("3 rows: 1 new, 2 to be updated")
        await assistant.set("Duplicates", "decide one by one")
        await assistant.press("1")
        await assistant.see("3 rows: 1 new, 2 to be decided", "? decide")
        await assistant.see("Line 2 is there already: you decide when the import runs.")
    assert two.count() == 2


async def test_a_row_that_fits_several_clients_names_them_in_the_preview(
    running: Running, until: Until, two: Clients, tmp_path: Path
) -> None:
    two.add(Client("Zoe", email="anna@example.com"), "tester")
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(write(tmp_path / "people.csv", *ROWS))
        await assistant.see("Anna (1)? · E-mail", "“Anna (1), Zoe (3)”: Several clients fit")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_both_sides_are_shown_field_by_field(
    running: Running, until: Until, two: Clients, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with running(size=size) as pilot:
        assistant = Assistant(pilot, until)
        await asked(assistant, write(tmp_path / "people.csv", *ROWS))
        await assistant.see("1/2: line 2 is Anna (1), by E-mail.", "Name Ours: Anna", "File: Anna B")
        await assistant.see("City Ours: Linz", "File: Graz", "Company name Ours: —", "File: Alpha")
        await assistant.see("k Keep ours t Take the file's", "f Fill gaps n Create new")
        await assistant.until(lambda: pilot.app.focused and pilot.app.focused.id == "skip")
        await assistant.press("up", "up", "end")
        await assistant.see("Note Ours: [/] old friend")


async def test_the_answers_are_in_sight_on_a_small_terminal(
    running: Running, until: Until, two: Clients, tmp_path: Path
) -> None:
    async with running(size=(60, 18)) as pilot:
        assistant = Assistant(pilot, until)
        await asked(assistant, write(tmp_path / "people.csv", *ROWS))
        await assistant.see("k Keep ours", "t Take the file's", "f Fill gaps", "n Create new", "all the rest too")


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        (("k", "k"), [("Anna", "Linz", ""), ("Bob", "", "")]),
        (("enter", "enter"), [("Anna", "Linz", ""), ("Bob", "", "")]),
        (("t", "k"), [("Anna B", "Graz", "Alpha"), ("Bob", "", "")]),
        (("f", "t"), [("Anna", "Linz", "Alpha"), ("Bob", "Leeds", "")]),
        (("right", "right", "enter", "t"), [("Anna", "Linz", "Alpha"), ("Bob", "Leeds", "")]),
        (("n", "k"), [("Anna", "Linz", ""), ("Anna B", "Graz", "Alpha"), ("Bob", "", "")]),
        (("r", "t"), [("Anna B", "Graz", "Alpha"), ("Bob", "Leeds", "")]),
        (("r", "r", "k", "f"), [("Anna", "Linz", ""), ("Bob", "Leeds", "")]),
        (("up", "right", "down", "f"), [("Anna", "Linz", "Alpha"), ("Bob", "Leeds", "")]),
    ],
)
async def test_each_answer_is_a_key_and_goes_for_one_row_or_for_all_the_rest(
    running: Running,
    until: Until,
    two: Clients,
    tmp_path: Path,
    keys: Sequence[str],
    found: list[tuple[str, str, str]],
) -> None:
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await asked(assistant, write(tmp_path / "people.csv", *ROWS))
        for place, key in enumerate(keys):
            await press_at_question(assistant, key, is_last=place + 1 == len(keys))
        await assistant.see("people.csv w")
    assert told(two) == [*found, ("Cem", "Köln", "")]


async def test_who_stops_answering_changes_nothing_and_goes_on_later(
    running: Running, until: Until, two: Clients, tmp_path: Path
) -> None:
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await asked(assistant, write(tmp_path / "people.csv", *ROWS))
        await assistant.press("t")
        await at_question(assistant, "2/2")
        await assistant.press("escape")
        await assistant.see("3 rows: 1 new, 1 to be updated, 1 to be decided")
        assert "Nothing was imported yet" in assistant.told
        assert two.count() == 2
        await assistant.press("f2")
        await at_question(assistant, "1/1: line 3 is Bob (2)")
        await assistant.press("k")
        await assistant.see("2 rows of people.csv were imported.")
    assert told(two) == [("Anna B", "Graz", "Alpha"), ("Bob", "", ""), ("Cem", "Köln", "")]


async def test_other_columns_make_the_questions_new(
    running: Running, until: Until, two: Clients, tmp_path: Path
) -> None:
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await asked(assistant, write(tmp_path / "people.csv", *ROWS))
        await assistant.press("t")
        await at_question(assistant, "2/2")
        await assistant.press("escape")
        await assistant.see("1 to be decided")
        await assistant.press("2", "home", "down", "down", "delete")  # the city
        await assistant.see("3 rows: 1 new, 1 to be skipped, 1 to be decided")


async def test_a_row_of_the_same_file_is_named_by_its_line(running: Running, until: Until, tmp_path: Path) -> None:
    rows = (HEADER, ("Anna", "a@example.com", "", ""), ("Anna", "a@example.com", "Graz", ""))
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await asked(assistant, write(tmp_path / "people.csv", *rows))
        await assistant.see("1/1: line 3 is Anna of line 2, by E-mail.")
        await assistant.press("t")
        await assistant.see("2 rows of people.csv were imported.")


async def test_the_choice_is_there_for_clients_only(
    running: Running, until: Until, two: Clients, tmp_path: Path
) -> None:
    rows = (("Client", "Name", "E-mail"), ("Anna", "Zoe Assistant", "zoe@example.com"))
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(write(tmp_path / "people.csv", *rows))
        await assistant.set("Duplicates", "decide one by one")
        await assistant.set("Rows are", "contact persons")
        await assistant.see("Duplicates keep what is there")
        await assistant.press("3", "end", "up", "enter")
        await assistant.see("fill only what is empty there")
        assert "one by one" not in assistant.text
    assert two.count() == 2


async def test_hostile_names_are_harmless_in_the_dialog(
    running: Running, until: Until, clients: Clients, tmp_path: Path
) -> None:
    clients.add(Client("A [/] \x1b[2J", email="a@example.com", note="[@click=app.quit()]x"), "tester")
    rows = (HEADER, ("B [b]", "a@example.com", "\x1b]0;x", ""))
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await asked(assistant, write(tmp_path / "people.csv", *rows))
        await assistant.see("A [/] ␛[2J", "B [b]", "␛]0;x")
        await assistant.press("k")
        await assistant.see("Nothing of people.csv was imported.")
