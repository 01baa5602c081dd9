"""The second step of the import assistant: what is found out can be changed, and the preview follows."""

from pathlib import Path

import pytest

from tests.ui.assistant import Assistant, Until, write
from tests.ui.conftest import Running
from tui_clients.domain.client import Client
from tui_clients.domain.query import Query
from tui_clients.services.importing import Options
from tui_clients.storage.clients import Clients
from tui_clients.ui.screens.import_row import RowDialog
from tui_clients.ui.screens.import_wizard import ImportWizard

PEOPLE = (("Name", "E-mail", "City"), ("Anna Berg", "anna@example.com", "Graz"), ("Bob", "bob@example.com", "Leeds"))


def all_of(clients: Clients) -> list[Client]:
    """Return the clients stored, sorted by name."""
    return list(clients.iterate(Query()))


async def test_a_german_file_with_semicolons_reads_right_and_says_what_it_is(
    running: Running, until: Until, tmp_path: Path
) -> None:
    rows = (("Anrede", "Vorname", "Nachname", "Straße"), ("Frau", "Änne", "Groß", "Königsweg 1"))
    file = write(tmp_path / "kunden.csv", *rows, encoding="cp1252", delimiter=";")
    async with running(size=(80, 24)) as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(file)
        await assistant.see("Änne Groß", "guessed · semicolon")
        await assistant.press("2")
        await assistant.see("Vorname Änne First name", "Nachname Groß Last name", "Straße Königsweg 1 Address")


async def test_another_encoding_changes_the_preview(running: Running, until: Until, tmp_path: Path) -> None:
    file = write(tmp_path / "people.csv", ("Name", "City"), ("Jörg", "Köln"), encoding="cp1252")
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(file)
        await assistant.see("Jörg", "Köln")
        await assistant.set("Encoding", "Windows-1251")
        await assistant.press("1")
        await assistant.see("Jцrg", "Windows-1251 (Cyrillic)")


async def test_a_setting_that_cannot_be_is_refused_and_the_old_one_stays(
    running: Running, until: Until, clients: Clients, tmp_path: Path
) -> None:
    file = write(tmp_path / "people.csv", *PEOPLE)
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(file)
        await assistant.press("3", "home", "down", "down", "enter")
        await assistant.see("If letters are wrong in the preview")
        await assistant.press(*"klingon", "enter")
        await assistant.see("“klingon” is no encoding of text.", "CSV table · UTF-8 · comma")
        await assistant.press("f2")
        await assistant.see("2 rows of people.csv were imported.")
    assert clients.count() == 2


async def test_a_column_left_out_stays_out_and_is_named_in_the_report(
    running: Running, until: Until, clients: Clients, tmp_path: Path
) -> None:
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(write(tmp_path / "people.csv", *PEOPLE))
        await assistant.press("2", "down", "down", "delete")
        await assistant.see("City Graz — left out", "Columns (1 left out)")
        await assistant.press("f2")
        await assistant.see("Columns left out: City")
    assert [client.city for client in all_of(clients)] == ["", ""]


async def test_a_column_goes_where_the_user_wants_it(
    running: Running, until: Until, clients: Clients, tmp_path: Path
) -> None:
    rows = (("Name", "E-mail", "Shoe size", "Remark of the day"), ("Anna", "anna@example.com", "38", "tall"))
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(write(tmp_path / "people.csv", *rows))
        await assistant.map("Shoe size", "E-mail")
        await assistant.see("E-mail anna@example.com — left out", "Shoe size 38 E-mail")
        await assistant.map("Shoe size", "Keep it as a custom field")
        await assistant.see("E-mail anna@example.com E-mail")
        await assistant.see("Shoe size 38 custom field")
        await assistant.map("Remark of the day", "Note")
        await assistant.see("Remark of the day tall Note")
        await assistant.press("f2")
        await assistant.see("1 row of people.csv was imported.")
    [client] = all_of(clients)
    assert (client.email, client.extra, client.note) == ("anna@example.com", {"Shoe size": "38"}, "tall")


async def test_the_fields_are_searched_by_typing(running: Running, until: Until, tmp_path: Path) -> None:
    rows = (("Name", "E-mail", "Where"), ("Anna", "anna@example.com", "Graz"))
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(write(tmp_path / "people.csv", *rows))
        await assistant.press("2", "down", "down", "enter")
        await assistant.see("“Where” goes to")
        await assistant.press(*"xyzzy")
        await assistant.see("Nothing fits.")
        await assistant.press(*["backspace"] * 5, *"cit", "enter")
        await assistant.see("Where Graz City")


async def test_without_a_name_nothing_is_imported_until_a_column_is_one(
    running: Running, until: Until, clients: Clients, tmp_path: Path
) -> None:
    rows = (("Handle", "E-mail", "City"), ("Anna", "anna@example.com", "Graz"))
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(write(tmp_path / "people.csv", *rows))
        await assistant.see("Handle Anna — left out")  # the columns are in front
        await assistant.press("f2", "1")
        await assistant.see("No column goes to “Name” yet. Choose one under “Columns”.")
        await assistant.map("Handle", "Name")
        await assistant.press("f2")
        await assistant.see("1 row of people.csv was imported.")
    assert [client.name for client in all_of(clients)] == ["Anna"]


async def test_dates_that_can_be_read_both_ways_must_be_decided(
    running: Running, until: Until, clients: Clients, tmp_path: Path
) -> None:
    rows = (("Name", "Date added"), ("Anna", "03/04/2024"), ("Bob", "05/06/2024"))
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(write(tmp_path / "people.csv", *rows))
        await assistant.press("f2")
        await assistant.see("Please choose first how the dates are meant.", "Dates ! day or month first?")
        await assistant.press("enter")
        await assistant.see("month first, such as 12/31/2026")
        await assistant.press("down", "enter")
        await assistant.see("2 rows: 2 new", "Dates month first")
        await assistant.press("f2")
        await assistant.see("2 rows of people.csv were imported.")
    days = [client.created_at.astimezone().date().isoformat() for client in all_of(clients) if client.created_at]
    assert days == ["2024-03-04", "2024-05-06"]


async def test_local_numbers_are_read_once_their_country_is_known(
    running: Running, until: Until, clients: Clients, tmp_path: Path
) -> None:
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(write(tmp_path / "people.csv", ("Name", "Mobile"), ("Anna", "0171 1234567")))
        await assistant.see("+ new !", "! 0171 1234567")
        await assistant.press("3", "home", *["down"] * 5, "enter")
        await assistant.see("Local phones of")
        await assistant.press(*"germany", "enter")
        await assistant.see("Local phones of Germany", "1 row: 1 new")
        await assistant.press("f2")
        await assistant.see("1 row of people.csv was imported.")
    assert [client.mobile for client in all_of(clients)] == ["+491711234567"]


@pytest.mark.parametrize(
    ("choice", "counts", "cities"),
    [
        ("keep what is there", "2 rows: 1 new, 1 to be skipped", ["Linz", "Leeds"]),
        ("update", "2 rows: 1 new, 1 to be updated", ["Graz", "Leeds"]),
        ("create", "2 rows: 2 new", ["Graz", "Linz", "Leeds"]),
    ],
)
async def test_the_user_decides_what_happens_to_duplicates(
    running: Running, until: Until, clients: Clients, tmp_path: Path, choice: str, counts: str, cities: list[str]
) -> None:
    clients.add(Client("Anna Berg", email="Anna@example.com", city="Linz"), "tester")
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(write(tmp_path / "people.csv", *PEOPLE))
        if not choice.startswith("keep"):
            await assistant.set("Duplicates", choice)
        await assistant.see(counts)
        await assistant.press("f2")
        await assistant.see("people.csv w")
    assert sorted(client.city for client in all_of(clients)) == sorted(cities)


async def test_what_makes_a_duplicate_can_be_chosen(
    running: Running, until: Until, clients: Clients, tmp_path: Path
) -> None:
    clients.add(Client("Anna Berg", email="other@example.com"), "tester")
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(write(tmp_path / "people.csv", *PEOPLE))
        await assistant.see("2 rows: 2 new")
        await assistant.set("Same client by", "identifier or name with company")
        await assistant.see("2 rows: 1 new, 1 to be skipped")


async def test_the_kind_of_rows_can_be_changed(
    running: Running, until: Until, clients: Clients, tmp_path: Path
) -> None:
    clients.add(Client("Anna Berg"), "tester")
    rows = (("Client", "Name", "E-mail"), ("Anna Berg", "Zoe Assistant", "zoe@example.com"))
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(write(tmp_path / "people.csv", *rows))
        await assistant.set("Rows are", "contact persons")
        await assistant.see("contact persons · CSV table", "1 row: 1 new")
        await assistant.press("1")
        await assistant.see("Anna Berg Zoe Assistant")


async def test_only_the_rows_with_problems_can_be_shown(running: Running, until: Until, tmp_path: Path) -> None:
    rows = [("Name", "E-mail"), *((f"Person {number}", f"p{number}@example.com") for number in range(50))]
    rows[40] = ("Person 39", "none")
    async with running(size=(80, 24)) as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(write(tmp_path / "people.csv", *rows))
        await assistant.see("50 rows: 50 new, 1 to check")
        assert "! none" not in assistant.text
        await assistant.press("p")
        await assistant.see("Preview: only problems", "! none", "Line 41 goes in as new. E-mail “none”: This is not an")
        assert "Person 1" not in assistant.text
        await assistant.press("p")
        await assistant.see("Person 1")


async def test_a_row_can_be_seen_whole_as_stored_and_as_given(running: Running, until: Until, tmp_path: Path) -> None:
    rows = (("Name", "Country", "Shoe size"), ("Anna", "Deutschland", "38"))
    async with running(size=(80, 24)) as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(write(tmp_path / "people.csv", *rows))
        await assistant.press("enter")
        await assistant.until(lambda: isinstance(pilot.app.screen, RowDialog))
        await assistant.see(
            "As it will be stored", "Country Germany", "In the file", "Country Deutschland", "! left out"
        )
        await assistant.press("escape")
        await assistant.see("Another file")


async def test_the_rows_of_a_long_file_are_estimated(running: Running, until: Until, tmp_path: Path) -> None:
    rows = [("Name", "E-mail"), *((f"Person {number:04}", f"p{number:04}@example.com") for number in range(2_000))]
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(write(tmp_path / "people.csv", *rows))
        await assistant.see("2,000 rows: 2,000 new")


async def test_an_answer_that_comes_late_is_dropped(running: Running, until: Until, tmp_path: Path) -> None:
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(write(tmp_path / "people.csv", *PEOPLE))
        late = assistant.reading
        await assistant.open(write(tmp_path / "others.csv", ("Name",), ("Cem",)))
        assistant.wizard.post_message(ImportWizard.Read((tmp_path / "people.csv", Options()), late))
        await pilot.pause()
        assert assistant.reading is not late
        assert "Cem" in assistant.text


@pytest.mark.parametrize("size", [(80, 24), (120, 24)])
async def test_on_a_small_terminal_the_panes_stand_behind_tabs(
    running: Running, until: Until, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with running(size=size) as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(write(tmp_path / "people.csv", *PEOPLE))
        await assistant.see("anna@example.com", "Preview Columns Settings")
        assert "Goes to" not in assistant.text
        await assistant.press("right")
        await assistant.see("Goes to", "2 rows: 2 new")
        await assistant.press("right")
        await assistant.see("Same client by", "F2 Import")
        assert "Goes to" not in assistant.text


async def test_on_a_large_terminal_all_panes_are_in_sight(running: Running, until: Until, tmp_path: Path) -> None:
    async with running(size=(120, 40)) as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(write(tmp_path / "people.csv", *PEOPLE))
        await assistant.see("anna@example.com", "Goes to", "Same client by")
        before = assistant.text
        await assistant.press("tab")
        await assistant.until(lambda: pilot.app.focused and pilot.app.focused.id == "mapping")
        assert assistant.text == before  # only the focus moved
