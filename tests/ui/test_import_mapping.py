"""The assistant's columns: how sure they are, what all rows hold, mappings that are remembered or saved, the header."""

from pathlib import Path

from tests.ui.assistant import Assistant, Until, write
from tests.ui.conftest import Running
from tui_clients.domain.query import Query
from tui_clients.storage.clients import Clients


async def test_one_sees_how_sure_a_column_is(running: Running, until: Until, tmp_path: Path) -> None:
    rows = (("Name", "Handynummer", "Shoe size"), ("Anna", "ask reception", "38"))
    async with running(size=(80, 24)) as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(write(tmp_path / "people.csv", *rows))
        await assistant.press("2")
        await assistant.see("Name Anna Name sure", "Handynummer ask reception Mobile a guess")
        await assistant.map("Shoe size", "Keep it as a custom field")
        await assistant.see("Shoe size 38 custom field chosen")


async def test_a_field_without_a_column_gets_a_value_for_all_rows(
    running: Running, until: Until, clients: Clients, tmp_path: Path
) -> None:
    async with running(size=(80, 24)) as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(write(tmp_path / "people.csv", ("Name", "City"), ("Anna", ""), ("Ben", "Graz")))
        await assistant.press("2", "end", "enter")
        await assistant.see("A value for all rows")
        await assistant.press(*"country", "enter", *"germ", "enter")
        await assistant.see("all rows DE Country chosen")
        await assistant.press("end", "enter")
        await assistant.press(*"city", "enter", *"Köln", "enter")
        await assistant.see("all rows Köln City chosen")
        await assistant.press("end", "up", "enter", "end", *" am Rhein", "enter")
        await assistant.see("Köln am Rhein")
        await assistant.press("end", "up", "up", "delete")
        await assistant.see_no("all rows DE")
        await assistant.press("f2")
        await assistant.see("2 rows of people.csv were imported.")
    assert [(c.name, c.city, c.country) for c in clients.iterate(Query())] == [
        ("Anna", "Köln am Rhein", ""),
        ("Ben", "Graz", ""),
    ]


async def test_a_mapping_is_remembered_and_can_be_left_aside(running: Running, until: Until, tmp_path: Path) -> None:
    header = ("Handle", "E-mail")
    first = write(tmp_path / "first.csv", header, ("Anna", "anna@example.com"))
    second = write(tmp_path / "second.csv", header, ("Ben", "ben@example.com"))
    async with running(size=(80, 24)) as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(first)
        await assistant.map("Handle", "Name")
        await assistant.press("f2")
        await assistant.see("1 row of first.csv was imported.")
        await assistant.press("escape")
        await assistant.open(second)
        await assistant.see("1 row: 1 new", "Ben")
        await assistant.press("2")
        await assistant.see("Handle Ben Name as before")
        await assistant.set("Mapping", "as the columns suggest")
        await assistant.press("2")
        await assistant.see("Handle Ben — left out")


async def test_a_mapping_is_saved_by_a_name_and_chosen_for_another_file(
    running: Running, until: Until, clients: Clients, tmp_path: Path
) -> None:
    first = write(tmp_path / "first.csv", ("Handle", "E-mail"), ("Anna", "anna@example.com"))
    other = write(tmp_path / "other.csv", ("E-mail", "Handle", "Where"), ("ben@example.com", "Ben", "Graz"))
    async with running(size=(80, 24)) as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(first)
        await assistant.map("Handle", "Name")
        await assistant.press("m")
        await assistant.see("Save the mapping as")
        await assistant.press(*"Fair", "enter")
        await assistant.until(lambda: "The mapping is saved as “Fair”." in assistant.told)
        await assistant.press("escape", "escape")
        await assistant.open(other)
        await assistant.set("Mapping", "Fair")
        await assistant.see("Mapping Fair", "1 row: 1 new")
        await assistant.press("f2")
        await assistant.see("1 row of other.csv was imported.")
    assert [client.name for client in clients.iterate(Query())] == ["Ben"]


async def test_the_header_can_be_another_line_or_none(running: Running, until: Until, tmp_path: Path) -> None:
    rows = (("Name", "Company"), ("Wer", "Firma"), ("Anna", "Berg AG"))
    async with running(size=(80, 24)) as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(write(tmp_path / "people.csv", *rows))
        await assistant.see("2 rows: 2 new")
        await assistant.set("Header", "2: Wer, Firma")
        await assistant.see("Header line 2", "1 row:")
        await assistant.set("Header", "none")
        await assistant.press("2")
        await assistant.see("#1 Name", "#2 Company", "a guess")


async def test_a_table_without_header_is_opened_with_what_its_values_show(
    running: Running, until: Until, clients: Clients, tmp_path: Path
) -> None:
    rows = (("4711", "Anna Berg", "anna@example.com"), ("4712", "Ben Öl", "ben@example.com"))
    async with running(size=(80, 24)) as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(write(tmp_path / "people.csv", *rows))
        await assistant.see("2 rows: 2 new", "Anna Berg", "ben@example.com")
        await assistant.press("2")
        await assistant.see("#2 Anna Berg Name a guess", "#1 4711 — left out")
        await assistant.press("f2")
        await assistant.see("2 rows of people.csv were imported.")
    assert clients.count() == 2


async def test_corrected_rejected_rows_go_in_as_the_file_did(
    running: Running, until: Until, clients: Clients, tmp_path: Path
) -> None:
    file = write(tmp_path / "people.csv", ("Handle", "E-mail"), ("Anna", ""), ("", "ben@example.com"))
    saved = tmp_path / "people-rejected.csv"
    async with running(size=(80, 24)) as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(file)
        await assistant.map("Handle", "Name")
        await assistant.press("f2")
        await assistant.see("1 row of people.csv was imported.")
        await assistant.press("s", "enter")
        await assistant.until(saved.exists)
        saved.write_text(saved.read_text(encoding="utf-8").replace("\n,ben", "\nBen,ben"), encoding="utf-8")
        await assistant.press("escape")
        await assistant.open(saved)
        await assistant.see("1 row: 1 new", "Ben")
        await assistant.press("2")
        await assistant.see("Handle Ben Name as before")
        assert "reason" not in assistant.text
        await assistant.press("f2")
        await assistant.see("Nothing was wrong")
    assert [client.name for client in clients.iterate(Query())] == ["Anna", "Ben"]
