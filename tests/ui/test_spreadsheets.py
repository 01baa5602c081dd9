"""Spreadsheets in the running app: a sheet is chosen for an import, clients are exported to one."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.formats.reading import records_of
from tests.formats.workbooks import Table, xlsx
from tests.ui.assistant import Assistant
from tests.ui.conftest import Running, screen_text
from tui_clients.domain.client import Client
from tui_clients.domain.query import Query
from tui_clients.storage.clients import Clients
from tui_clients.ui.screens.client_list import ClientList
from tui_clients.ui.screens.export_dialog import ExportDialog
from tui_clients.ui.screens.path_line import PathLine

Until = Callable[[Pilot[None], Callable[[], Any]], Awaitable[None]]
HEADER = ("Name", "City")


async def test_another_sheet_of_a_workbook_can_be_chosen(
    running: Running, until: Until, clients: Clients, tmp_path: Path
) -> None:
    tables: dict[str, Table] = {
        "Cover": [("x",)],
        "This year": [HEADER, ("Anna", "York")],
        "Last year": [HEADER, ("Ben", "Hull")],
    }
    path = xlsx(tmp_path / "people.xlsx", tables)
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(path)
        await assistant.see("clients · Excel (XLSX) · This year", "Anna", "1 row: 1 new")
        assert "Encoding" not in assistant.words
        await assistant.set("Sheet", "Last year")
        await assistant.press("1")
        await assistant.see("clients · Excel (XLSX) · Last year", "Ben", "Hull")
        await assistant.press("f2")
        await assistant.see("1 row of people.xlsx was imported.")
    assert [client.name for client in clients.iterate(Query())] == ["Ben"]


async def test_a_workbook_of_one_sheet_asks_nothing(running: Running, until: Until, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "people.xlsx", {"One": [HEADER, *(("Anna", f"Town {n}") for n in range(300))]})
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open(path)
        await assistant.see("300 rows: 300 new")
        assert "Sheet" not in assistant.words


async def test_a_damaged_workbook_is_refused_in_place(running: Running, until: Until, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "people.xlsx", {"One": [HEADER]})
    path.write_bytes(path.read_bytes()[:-50])
    async with running() as pilot:
        assistant = Assistant(pilot, until)
        await assistant.open()
        assistant.write(path)
        await assistant.press("enter")
        await assistant.see("it is damaged or locked.")
        assert "Read it in another encoding" not in assistant.words


async def test_clients_are_exported_to_a_workbook(
    running: Running, until: Until, clients: Clients, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    clients.add(Client("=Anna()", city="York"), "me")
    async with running() as pilot:
        await pilot.press("x")
        await until(pilot, lambda: isinstance(pilot.app.screen, ExportDialog) and pilot.app.focused)
        dialog = pilot.app.screen
        await pilot.press("down", *["right"] * 5)
        line = dialog.query_one(PathLine)
        await until(pilot, lambda: line.text.endswith(".xlsx"))
        said = " ".join(screen_text(pilot).split())
        assert "Text is never a formula, dates are in UTC" in said
        assert "spreadsheet-safe" not in said
        line.text = str(tmp_path / "out.ods")
        line.focus()
        await pilot.press("enter")
        await until(pilot, lambda: "Files of this kind are only read." in screen_text(pilot))
        line.text = str(tmp_path / "out.xlsx")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ClientList))
    _, (record,) = records_of(tmp_path / "out.xlsx")
    assert (record["name"], record["city"]) == ("=Anna()", "York")
    assert not (tmp_path / "out.ods").exists()
