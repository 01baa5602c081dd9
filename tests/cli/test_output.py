"""`list`, `show` and `export`: data on stdout, in the user's language, harmless."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tui_clients.domain.fields import FIELDS


@pytest.fixture
def filled(command: Command, filled_home: Path) -> Command:
    assert filled_home.is_dir()
    return command


def test_a_list_in_a_pipe_is_tab_separated_under_a_header(filled: Command) -> None:
    result = filled("list", "ahmet", "yildirim")
    header, row = (line.split("\t") for line in result.out.splitlines())
    assert header == ["id", "name", "company_name", "email", "mobile", "country", "category", "created_at"]
    assert row[1:3] == ["Ahmet Yıldırımoğlu", "Yıldırımoğlu Tekstil A.Ş."]
    assert (row[5], row[7]) == ("TR", "2023-12-11T08:18:55Z")
    assert result.err == ""


def test_a_query_that_is_none_leaves_the_standard_output_empty(filled: Command) -> None:
    result = filled("list", "shoe:9")
    assert (result.code, result.out, "There is no field “shoe”" in result.err) == (2, "", True)


def test_a_list_has_not_more_than_its_limit(filled: Command) -> None:
    assert len(filled("list", "--limit", "3").out.splitlines()) == 4
    assert len(filled("list", "--limit", "3", "--json").json) == 3
    assert len(filled("list", "--json").json) == 240


def test_json_has_every_field_and_the_number_to_show_it_by(filled: Command) -> None:
    (client,) = filled("list", "ahmet yildirim", "--json").json
    assert set(client) == {"id", *(field.name for field in FIELDS)}
    shown = filled("show", client["id"], "--json").json
    assert {name: shown[name] for name in client} == client
    assert shown == filled("show", client["uid"], "--json").json


def test_show_has_all_that_belongs_to_a_client(filled: Command) -> None:
    client = filled("show", "4", "--json").json
    assert {name: len(client[name]) for name in ("projects", "invoices", "contacts", "notes")} == {
        "projects": 5, "invoices": 26, "contacts": 3, "notes": 7,
    }  # fmt: skip
    (invoice,) = (each for each in client["invoices"] if each["number"] == "2026-0433")
    assert (invoice["total"], invoice["currency"], invoice["due_date"]) == ("118500.00", "TRY", "2026-11-21")
    assert invoice["payments"] == [
        {"amount": "59250.00", "on": invoice["payments"][0]["on"], "method": "bank transfer"}
    ]
    text = filled("show", "4").out
    assert "  Country           Türkiye" in text.splitlines()
    assert "Stok takibi" in text
    assert "TRY\N{NO-BREAK SPACE}118,500.00" in text


@pytest.mark.parametrize("wanted", ["4711", "nobody", "9" * 30, "-"])
def test_a_client_that_is_not_there_is_wrong_usage(filled: Command, wanted: str) -> None:
    result = filled("show", wanted)
    assert (result.code, result.out) == (2, "")
    assert f"“{wanted}”" in result.err


def test_everything_is_german_where_german_is_wanted(filled: Command) -> None:
    text = filled("--language", "de", "show", "4").out
    assert "Türkei" in text
    assert "118.500,00" in text
    assert "21.11.2026" in text
    assert filled("show", "--language=de", "4").out == text


def test_the_language_is_also_that_of_the_settings_or_the_environment(
    filled: Command, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "settings.toml").write_text('language = "de"\n')
    german = filled("show", "4").out
    assert "Türkei" in german
    assert "Türkiye" in filled("--language", "en", "show", "4").out
    (home / "settings.toml").unlink()
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert filled("show", "4").out == german


def test_an_export_goes_to_a_file_in_the_format_of_its_name(filled: Command, tmp_path: Path) -> None:
    for name in ("out.csv", "out.json", "out.jsonl"):
        result = filled("export", tmp_path / name)
        assert (result.code, result.out) == (0, "")
        assert "240 clients were written" in result.err
    assert len(json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))) == 240
    assert len((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()) == 240
    assert (tmp_path / "out.csv").stat().st_mode & 0o777 == 0o600


def test_an_export_to_standard_output_is_nothing_but_data(filled: Command) -> None:
    result = filled("export", "--query", "ahmet yildirim", "--fields", "name, country")
    assert (result.out, result.err) == ("name,country\nAhmet Yıldırımoğlu,TR\n", "")
    assert filled("export", "-", "--format", "json", "--query", "ahmet yildirim").json[0]["country"] == "TR"


def test_a_safe_export_has_no_formulas(filled: Command) -> None:
    result = filled("export", "--spreadsheet-safe", "--fields", "mobile", "--query", "ahmet yildirim")
    assert result.out == "mobile,spreadsheet_safe\n'+905012345000,yes\n"


def test_an_export_that_cannot_be_written_answers_three(filled: Command, tmp_path: Path) -> None:
    result = filled("export", tmp_path / "missing" / "out.csv")
    assert (result.code, result.out) == (3, "")
    assert len(result.err.splitlines()) == 1


def test_an_unknown_field_is_wrong_usage(filled: Command) -> None:
    assert filled("export", "--fields", "name,shoe_size").code == 2
