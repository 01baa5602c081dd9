"""Spreadsheets on the command line: the same commands as for any other file."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.formats.workbooks import ods, ods_row, xlsx

HEADER = ("Name", "E-mail", "Date added")
PEOPLE = [HEADER, ("Anna", "anna@example.com", "2024-02-01"), ("", "x@example.com"), ("Ben", "no address")]


@pytest.fixture
def filled(command: Command, filled_home: Path) -> Command:
    """The command line on the sample."""
    assert filled_home.is_dir()
    return command


def test_a_workbook_is_imported_with_the_rows_of_its_sheet(command: Command, tmp_path: Path) -> None:
    result = command("import", xlsx(tmp_path / "a.xlsx", {"One": [("Title",), (), *PEOPLE]}), "--json")
    report = result.json
    assert (result.code, report["format"], report["encoding"], report["delimiter"]) == (1, "xlsx", "", "")
    assert (report["created"], report["rejected"]) == (2, 1)
    assert [(p["line"], p["field"], p["code"]) for p in report["problems"]] == [
        (5, "name", "required"), (6, "email", "email"),
    ]  # fmt: skip
    assert [client["name"] for client in command("list", "--json").json] == ["Anna", "Ben"]


def test_an_open_document_is_imported(command: Command, tmp_path: Path) -> None:
    path = ods(tmp_path / "a.ods", {"One": ods_row("Name", "Ort") + ods_row("Anna", "Köln")})
    assert command("import", path).out.startswith("1 row: 1 created")


def test_the_sheet_that_is_read_is_named_and_can_be_chosen(command: Command, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"Cover": [("x",)], "2024": [("Name",), ("Anna",)], "2025": [("Name",), ("Ben",)]})
    result = command("import", path)
    assert "The sheet “2024” is read. Others are: Cover, 2025. Use --sheet to choose one." in result.err
    assert command("import", path, "--sheet", "2025").err == ""
    assert [client["name"] for client in command("list", "--json").json] == ["Anna", "Ben"]
    result = command("import", path, "--sheet", "2026")
    assert (result.code, result.out) == (2, "")
    assert "Cover, 2024, 2025" in result.err


def test_rejected_rows_of_a_workbook_go_into_a_table(command: Command, tmp_path: Path) -> None:
    command("import", xlsx(tmp_path / "a.xlsx", {"One": PEOPLE}), "--errors", tmp_path / "errors.csv")
    assert (tmp_path / "errors.csv").read_text(encoding="utf-8").splitlines()[1].startswith(",x@example.com,,3,name")


def test_a_workbook_comes_through_standard_input(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = xlsx(tmp_path / "a.xlsx", {"One": PEOPLE}).read_bytes()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert "2 created" in command("import", "-").out


def test_an_export_to_xlsx_comes_back_as_the_same_clients(filled: Command, tmp_path: Path) -> None:
    before = {client["uid"]: client for client in filled("list", "--json").json}
    result = filled("export", tmp_path / "out.xlsx")
    assert (result.code, result.out) == (0, "")
    assert "240 clients were written" in result.err
    assert "Pictures are not in it" in result.err
    assert (tmp_path / "out.xlsx").stat().st_mode & 0o777 == 0o600
    other = tmp_path / "other.db"
    assert filled("--database", other, "import", tmp_path / "out.xlsx").out.startswith("240 rows: 240 created")
    after = {client["uid"]: client for client in filled("--database", other, "list", "--json").json}
    for client in (*before.values(), *after.values()):
        client.pop("id", None)
    assert after == before


def test_a_workbook_goes_through_a_pipe(filled: Command, environment: dict[str, str], tmp_path: Path) -> None:
    words = [sys.executable, "-m", "tui_clients", "export", "--format", "xlsx", "--fields", "name,mobile", "-"]
    piped = subprocess.run(words, env=environment, capture_output=True, check=True)
    assert piped.stderr == b""
    (tmp_path / "out.xlsx").write_bytes(piped.stdout)
    answer = filled("--database", tmp_path / "other.db", "import", tmp_path / "out.xlsx", "--json")
    assert json.loads(answer.out)["created"] == 240


def test_a_terminal_is_not_shown_a_workbook(filled: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui_clients.cli.output.is_terminal", lambda: True)
    result = filled("export", "--format", "xlsx")
    assert (result.code, result.out) == (2, "")
    assert "Name a file." in result.err


def test_a_format_that_is_only_read_is_refused_and_the_file_stays(filled: Command, tmp_path: Path) -> None:
    (tmp_path / "out.ods").write_text("precious")
    result = filled("export", tmp_path / "out.ods")
    assert (result.code, len(result.err.splitlines())) == (2, 1)
    assert "Written are: csv, json, jsonl, vcard, vcard3, xlsx" in result.err
    assert (tmp_path / "out.ods").read_text() == "precious"


def test_a_refused_workbook_leaves_the_clients_and_answers_three(filled: Command, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(xlsx(tmp_path / "b.xlsx", {"One": PEOPLE}).read_bytes()[:-100])
    result = filled("import", tmp_path / "a.xlsx")
    assert (result.code, result.out, len(result.err.splitlines())) == (3, "", 1)
    assert len(filled("list", "--json").json) == 240
