"""The import assistant from the file to the report, driven by keys."""

import stat
from pathlib import Path

import pytest

from tests.ui.assistant import Assistant, Until, write
from tests.ui.conftest import Running
from tui_clients.domain.client import Client
from tui_clients.domain.query import Query
from tui_clients.storage.clients import Clients
from tui_clients.storage.invoices import Invoices
from tui_clients.ui.screens.client_list import ClientList
from tui_clients.ui.screens.confirm import Confirm
from tui_clients.ui.screens.file_dialog import FileDialog
from tui_clients.ui.screens.path_line import PathLine
from tui_clients.ui.widgets.line import Line

ANNA = ("Anna Berg", "anna@example.com")
BOB = ("Bob Stone", "bob@example.com")


def names(clients: Clients) -> list[str]:
    """Return the names stored, sorted."""
    return [client.name for client in clients.iterate(Query())]


async def test_the_whole_way_goes_by_keyboard(
    running: Running, until: Until, clients: Clients, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "people.csv", ("Name", "E-mail"), ANNA, BOB)
    monkeypatch.chdir(tmp_path)
    async with running(size=(80, 24)) as pilot:
        assistant = Assistant(pilot, until)
        await assistant.press("i")
        await assistant.see("Which file?")
        await assistant.press(*"people.csv", "enter")
        await assistant.see("2 rows: 2 new", "Anna Berg", "bob@example.com")
        assert clients.count() == 0
        await assistant.press("f2")
        await assistant.see("2 rows of people.csv were imported.", "Nothing was wrong with the rows.")
        await assistant.press("enter")
        await assistant.see("2 clients · sorted by name", "Anna Berg")
        assert isinstance(pilot.app.screen, ClientList)
    assert names(clients) == ["Anna Berg", "Bob Stone"]
    assert next(clients.iterate(Query())).created_by == "anna"


async def test_vcards_are_checked_and_imported(
    running: Running, until: Until, clients: Clients, tmp_path: Path
) -> None:
    (tmp_path / "people.vcf").write_text(
        "BEGIN:VCARD\nFN:Anna Berg\nEMAIL:anna\nEND:VCARD\nBEGIN:VCARD\nFN:Bob Stone\n"
    )
    async with running(size=(80, 24)) as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(tmp_path / "people.vcf")
        await assistant.see("2 rows: 2 new, 2 to check", "Anna Berg", "! anna", "Bob Stone")
        await assistant.press("3")
        await assistant.see("Format vCard")
        await assistant.press("f2")
        await assistant.see("2 rows of people.vcf were imported.", "5 Bob Stone The entry is cut off")
    assert names(clients) == ["Anna Berg", "Bob Stone"]


async def test_tab_completes_the_path(running: Running, until: Until, tmp_path: Path) -> None:
    write(tmp_path / "quarterly people.csv", ("Name",), ("Anna",))
    (tmp_path / "quarterly.png").touch()  # no file that can be imported
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open()
        assistant.write(f"{tmp_path}/qu")
        await assistant.press("a")
        await assistant.until(lambda: assistant.wizard.query_one(PathLine)._suggestion)
        await assistant.press("tab", "enter")
        await assistant.see("Import: quarterly people.csv", "1 row: 1 new")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.csv", b"", "is empty: there is nothing to read."),
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "is a PNG file"),
        ("missing.csv", None, "does not exist."),
    ],
)
async def test_a_file_that_cannot_be_used_is_refused_in_place_and_another_one_goes(
    running: Running, until: Until, tmp_path: Path, name: str, content: bytes | None, sentence: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    write(tmp_path / "good.csv", ("Name",), ("Anna",))
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open()
        assistant.write(tmp_path / name)
        await assistant.press("enter")
        await assistant.see(sentence, "Which file?")
        await assistant.press(*["backspace"] * len(name))
        await assistant.see_no(sentence)
        await assistant.press(*"good.csv", "enter")
        await assistant.see("1 row: 1 new")


async def test_a_file_that_is_not_in_its_encoding_can_be_read_in_another(
    running: Running, until: Until, tmp_path: Path
) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(b"Name,City\n" + "Jörg,Köln\n".encode() * 50 + "Þór,Graz\n".encode("cp1252"))
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open()
        assistant.write(file)
        await assistant.press("enter")
        await assistant.see("Line 52 of", "Read it in another encoding…")
        await assistant.press("tab", "tab", "enter")
        await assistant.see("Windows-1252 (western)")
        await assistant.press(*"windows-1252", "enter")
        await assistant.see("51 rows: 51 new")
        assert [decision.row.cells for decision in assistant.reading.decisions][-1] == ["Þór", "Graz"]


async def test_a_file_can_be_looked_for(running: Running, until: Until, tmp_path: Path) -> None:
    write(tmp_path / "people.csv", ("Name",), ("Anna",))
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open()
        assistant.write(f"{tmp_path}/")
        await assistant.press("ctrl+o")
        await assistant.until(lambda: isinstance(pilot.app.screen, FileDialog))
        await assistant.see("people.csv")
        await assistant.press("enter")
        await assistant.see("Import: people.csv", "1 row: 1 new")


async def test_escape_goes_back_step_by_step_and_changes_nothing(
    running: Running, until: Until, clients: Clients, tmp_path: Path
) -> None:
    file = write(tmp_path / "people.csv", ("Name",), ("Anna",))
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(file)
        await assistant.press("escape")
        await assistant.see("Which file?", "people.csv")
        await assistant.press("escape")
        await assistant.until(lambda: assistant.results)
        assert assistant.results == [False]
    assert clients.count() == 0


async def test_the_report_names_what_was_rejected_flagged_and_left_out(
    running: Running, until: Until, clients: Clients, tmp_path: Path
) -> None:
    file = write(
        tmp_path / "people.csv",
        ("Name", "E-mail", "Mobile", "Shoe size"),
        (*ANNA, "", "38"),
        ("", "nobody@example.com", "", "40"),
        ("Cem", "cem@example.com", "call reception", "44"),
        (*ANNA, "", "38"),
    )
    async with running(size=(80, 24)) as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(file)
        await assistant.see("4 rows: 2 new, 1 to be skipped, 1 rejected, 1 to check")
        await assistant.press("f2")
        await assistant.see("2 rows of people.csv were imported.", "Columns left out: Shoe size", "3 problems")
        lines = assistant.text.splitlines()
        figures = next(line for number, line in enumerate(lines) if "Rejected" in lines[number - 1])
        assert [word for word in figures.split() if word.isdecimal()] == ["2", "0", "1", "1", "1"]
        assert "Line 3: Name: This must not be empty." in assistant.text
        await assistant.press("down")
        await assistant.see("Line 4: Mobile “call reception”: This is not a phone number")
        await assistant.press("escape")
        await assistant.until(lambda: assistant.results)
        assert assistant.results == [True]
    assert names(clients) == ["Anna Berg", "Cem"]


async def test_rejected_rows_are_saved_where_the_user_wants_them(
    running: Running, until: Until, tmp_path: Path
) -> None:
    file = write(tmp_path / "people.csv", ("Name", "E-mail"), ANNA, ("", "nobody@example.com"))
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(file)
        await assistant.press("f2")
        await assistant.see("s Save rejected")
        await assistant.press("s")
        await assistant.until(lambda: isinstance(pilot.app.screen, FileDialog))
        saved = tmp_path / "people-rejected.csv"
        assert pilot.app.screen.query_one(Line).text == str(saved)
        await assistant.press("enter")
        await assistant.until(saved.exists)
        await assistant.until(lambda: f"The rejected rows are in {saved}" in assistant.told)
    reason = "This must not be empty."
    assert saved.read_text(encoding="utf-8").splitlines() == [
        "Name,E-mail,line,field,value,reason",
        f",nobody@example.com,3,name,,{reason}",
    ]
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600


async def test_rejected_rows_never_take_the_place_of_the_file_they_came_from(
    running: Running, until: Until, tmp_path: Path
) -> None:
    file = write(tmp_path / "people.csv", ("Name", "E-mail"), ANNA, ("", "nobody@example.com"))
    before = file.read_bytes()
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(file)
        await assistant.press("f2")
        await assistant.see("s Save rejected")
        await assistant.press("s")
        await assistant.until(lambda: isinstance(pilot.app.screen, FileDialog))
        await assistant.press(*["backspace"] * len("people-rejected.csv"), *"people.csv", "enter")
        await assistant.until(lambda: isinstance(pilot.app.screen, Confirm))
        await assistant.press("right", "enter")
        await assistant.until(lambda: "is the file that was imported." in assistant.told)
    assert file.read_bytes() == before


async def test_invoices_go_to_the_clients_they_name(
    running: Running, until: Until, clients: Clients, tmp_path: Path
) -> None:
    anna = clients.add(Client("Anna Berg", email="anna@example.com"), "tester")
    header = ("Customer", "Invoice number", "Invoice date", "Total", "Currency")
    rows = (("Anna Berg", "R-1", "2026-03-01", "119.00", "EUR"), ("Nobody Known", "R-2", "2026-03-02", "5.00", "EUR"))
    file = write(tmp_path / "invoices.csv", header, *rows)
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(file)
        await assistant.see("invoices · CSV table", "2 rows: 1 new, 1 rejected", "€119.00", "! Nobody Known")
        await assistant.press("f2")
        await assistant.see("1 row of invoices.csv was imported.")
        invoices = Invoices(pilot.app.stores.database).of_client(anna.id)  # type: ignore[attr-defined]
        assert [(invoice.number, invoice.total) for invoice in invoices] == [("R-1", 11900)]


async def test_hostile_names_headers_and_cells_do_nothing(running: Running, until: Until, tmp_path: Path) -> None:
    evil = "\x1b]0;owned\x07[/] [@click=app.quit()]x\u202e"
    header = ("Name", "E-mail", f"{evil.replace('@', '')} column")
    file = write(tmp_path / f"{evil.replace('/', '')}.csv", header, (f"Smith {evil}", evil, evil), ("", evil, evil))
    async with running(size=(120, 40)) as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(file)
        shown = [assistant.text]
        for keys in (("2", "down", "enter"), ("escape",), ("1", "enter"), ("escape",), ("f2",)):
            await assistant.press(*keys)
            await pilot.pause()
            shown.append(assistant.text)
        await assistant.see("was imported.")
        shown.append(assistant.text)
        assert "Smith ␛]0;owned␇[/] [@click=app.quit()]x⟨U+202E⟩" in shown[0]
        assert all(character.isprintable() or character == "\n" for text in shown for character in text)
