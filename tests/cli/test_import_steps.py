"""`import` from the command line, step by step: files, header, columns, defaults, mappings, rejected rows."""

import csv
import io
import json
import stat
from pathlib import Path

import pytest

from tests.cli.conftest import Command

PEOPLE = "Name,E-mail\nAnna,anna@example.com\n"


def _file(tmp_path: Path, content: str, name: str = "people.csv") -> Path:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    return path


def _columns(result: dict[str, object]) -> dict[str, tuple[str, str]]:
    columns = result["columns"]
    assert isinstance(columns, list)
    return {column["column"]: (column["field"], column["confidence"]) for column in columns}


# -- files ---------------------------------------------------------------------------------------


def test_several_files_and_a_folder_go_in_with_a_report_for_each_and_one_for_all(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    _file(folder, "Vorname;Nachname;E-Mail\nBen;Öl;ben@example.com\n", "b.csv")
    _file(folder, '[{"name": "Cem"}, {"name": "Dan"}]', "a.json")
    _file(folder, "no table", "notes.md")
    _file(folder, "Name\nHidden\n", ".hidden.csv")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"Name\nEva\n")))
    first = _file(tmp_path, PEOPLE)
    result = command("import", first, "-", folder, first, "--json")
    assert result.code == 0
    found = [(file["file"], file["format"], file["created"]) for file in result.json["files"]]
    expected = [(str(first), "csv", 1), ("-", "csv", 1), (f"{folder}/a.json", "json", 2), (f"{folder}/b.csv", "csv", 1)]
    assert found == expected
    assert (result.json["rows"], result.json["created"], result.json["refused"]) == (5, 5, [])
    assert len({file["import_id"] for file in result.json["files"]}) == 4
    assert [client["name"] for client in command("list", "--json").json] == ["Anna", "Ben Öl", "Cem", "Dan", "Eva"]


def test_a_client_in_two_files_is_one_client(command: Command, tmp_path: Path) -> None:
    second = _file(tmp_path, "Name,E-mail\nAnna B,Anna@example.com\n", "second.csv")
    result = command("import", _file(tmp_path, PEOPLE), second)
    assert result.out.splitlines()[-1] == "2 files, 2 rows: 1 created, 0 updated, 1 skipped, 0 rejected"


def test_of_several_files_all_go_in_or_none(command: Command, tmp_path: Path) -> None:
    broken = _file(tmp_path, "Name\n" + "Ben\n" * 300 + '"never closed\n' + "x\n" * 30, "broken.csv")
    errors = tmp_path / "errors.csv"
    first = _file(tmp_path, "Name,E-mail\nAnna,\n,nobody@example.com\n")
    result = command("import", first, broken, "--errors", errors)
    assert (result.code, result.out) == (3, "")
    assert f"in line 302 of {broken} is never closed" in result.err
    assert command("list", "--json").json == []
    assert sorted(path.name for path in tmp_path.glob("*.csv")) == ["broken.csv", "people.csv"]


def test_a_file_that_holds_no_clients_is_named_and_the_others_go_in(command: Command, tmp_path: Path) -> None:
    empty = _file(tmp_path, "", "empty.csv")
    result = command("import", empty, _file(tmp_path, PEOPLE))
    assert result.code == 1
    assert f"{empty} is empty: there is nothing to read." in result.err
    assert [client["name"] for client in command("list", "--json").json] == ["Anna"]
    assert command("import", empty, tmp_path / "missing.csv").code == 3


def test_each_of_several_files_has_its_own_file_of_rejected_rows(command: Command, tmp_path: Path) -> None:
    names = ("a.csv", "b.csv", "c.csv")
    files = [_file(tmp_path, f"Name,City\n{'' if name != 'b.csv' else 'Ben'},Bonn\n", name) for name in names]
    result = command("import", *files, "--errors", tmp_path / "bad.csv")
    assert result.code == 1
    assert sorted(path.name for path in tmp_path.glob("bad*")) == ["bad-a.csv", "bad-c.csv"]
    assert f"The rejected rows are in {tmp_path / 'bad-c.csv'}." in result.err


def test_a_dry_run_of_several_files_changes_nothing(command: Command, tmp_path: Path) -> None:
    files = [_file(tmp_path, PEOPLE), _file(tmp_path, PEOPLE, "second.csv")]
    result = command("import", *files, "--dry-run", "--json").json
    assert (result["created"], result["skipped"], result["dry_run"]) == (1, 1, True)
    assert [file["import_id"] for file in result["files"]] == [None, None]
    assert command("list", "--json").json == []


# -- header --------------------------------------------------------------------------------------


def test_a_table_without_header_has_columns_by_place_that_are_guessed_by_their_values(
    command: Command, tmp_path: Path
) -> None:
    path = _file(tmp_path, "4711,Anna Berg,anna@example.com,+49 30 901820\n4712,Ben Öl,ben@example.com,+49 30 901821\n")
    assert "--header" in command("import", path).err
    result = command("import", path, "--header", "none", "--map", "#1=extra", "--json")
    assert _columns(result.json) == {
        "#1": ("extra", "chosen"),
        "#2": ("name", "guess"),
        "#3": ("email", "guess"),
        "#4": ("mobile", "guess"),
    }
    assert result.json["created"] == 2
    anna = command("list", "--json").json[0]
    assert (anna["name"], anna["mobile"], anna["extra"]) == ("Anna Berg", "+4930901820", {"#1": "4711"})


def test_a_header_further_down_is_taken_from_the_line_that_is_named(command: Command, tmp_path: Path) -> None:
    path = _file(tmp_path, "Name,Company\nthis is,a title\n" * 20 + "Wer,Firma\nAnna,Berg AG\n")
    result = command("import", path, "--header", "41", "--map", "Wer=name", "--json").json
    assert (result["rows"], result["header"]) == (1, 41)
    assert command("list", "--json").json[0]["company_name"] == "Berg AG"


@pytest.mark.parametrize(("header", "code"), [("0", 2), ("-1", 2), ("first", 2), ("²", 2), ("99", 3), ("2", 3)])
def test_a_line_that_cannot_be_the_header_is_refused(command: Command, tmp_path: Path, header: str, code: int) -> None:
    result = command("import", _file(tmp_path, 'Name\n"a\nb"\n')if header != "2" else _file(tmp_path, "Name\n\nAnna\n"),
                     f"--header={header}")  # fmt: skip
    assert (result.code, result.out) == (code, "")
    assert len(result.err.splitlines()) == 1


# -- columns -------------------------------------------------------------------------------------


def test_how_sure_each_column_is_can_be_seen(command: Command, tmp_path: Path) -> None:
    path = _file(
        tmp_path,
        "Name,Mail,Handynummer,Land,Work Phone,Shoe size\n"
        "Anna,anna@example.com,ask reception,Germany,+49 30 901820,38\n",
    )
    result = command("import", path, "--dry-run", "--json").json
    assert _columns(result) == {
        "Name": ("name", "sure"),
        "Mail": ("email", "sure"),
        "Handynummer": ("mobile", "guess"),  # its values are no numbers
        "Land": ("country", "sure"),
        "Work Phone": ("office_phone", "sure"),
        "Shoe size": ("", ""),
    }


def test_a_dry_run_says_where_each_column_goes(command: Command, tmp_path: Path) -> None:
    result = command("import", _file(tmp_path, "Name,Where\nAnna,Bonn\n"), "--map", "Where=city", "--dry-run")
    assert result.err.splitlines()[:2] == ["Name → Name (sure)", "Where → City (chosen)"]


def test_a_field_without_a_column_has_the_value_that_is_set(command: Command, tmp_path: Path) -> None:
    path = _file(tmp_path, "Name,City\nAnna,Bonn\nBen,\n")
    assert command("import", path, "--set", "country=DE", "--set", "Ort=Köln = schön").code == 0
    found = [(client["country"], client["city"]) for client in command("list", "--json").json]
    assert found == [("DE", "Bonn"), ("DE", "Köln = schön")]


def test_a_value_that_is_set_may_be_the_name(command: Command, tmp_path: Path) -> None:
    assert command("import", _file(tmp_path, "E-mail\nanna@example.com\n"), "--set", "name=Unknown").code == 0
    assert command("list", "--json").json[0]["name"] == "Unknown"


@pytest.mark.parametrize("pair", ["country", "=x", "shoe size=3", "extra=x", "first_name=x"])
def test_a_value_for_no_field_is_wrong_usage(command: Command, tmp_path: Path, pair: str) -> None:
    result = command("import", _file(tmp_path, PEOPLE), "--set", pair)
    assert (result.code, result.out) == (2, "")


# -- mappings ------------------------------------------------------------------------------------


def test_a_mapping_is_remembered_for_files_with_the_same_header(command: Command, home: Path, tmp_path: Path) -> None:
    first = _file(tmp_path, "Wer,Wo,E-Mail\nAnna,Bonn,anna@example.com\n")
    command("import", first, "--map", "Wer=name", "--map", "Wo=city", "--set", "country=DE")
    assert stat.S_IMODE((home / "mappings.json").stat().st_mode) == 0o600
    assert "Bonn" not in (home / "mappings.json").read_text()
    again = _file(tmp_path, "Title line\nWER;wo;E-Mail\nBen;Köln;ben@example.com\n", "next.csv")
    result = command("import", again, "--json")
    assert result.json["mapping"] == "last"
    assert _columns(result.json)["Wo" if "Wo" in _columns(result.json) else "wo"] == ("city", "remembered")
    assert "the last file with the same names" in result.err
    ben = command("list", "--json").json[1]
    assert (ben["name"], ben["city"], ben["country"]) == ("Ben", "Köln", "DE")
    assert command("import", again, "--mapping", "none").code == 3
    command("import", again, "--map", "wo=")  # what is said now counts before what is remembered
    assert _columns(command("import", again, "--dry-run", "--json").json)["wo"] == ("", "")


def test_a_dry_run_and_other_columns_are_not_remembered(command: Command, home: Path, tmp_path: Path) -> None:
    path = _file(tmp_path, "Wer,E-Mail\nAnna,anna@example.com\n")
    command("import", path, "--map", "Wer=name", "--dry-run")
    assert not (home / "mappings.json").exists()
    command("import", path, "--map", "Wer=name")
    other = _file(tmp_path, "Wer,E-Mail,Ort\nAnna,anna@example.com,Bonn\n", "other.csv")
    assert command("import", other).code == 3


def test_a_mapping_is_saved_by_a_name(command: Command, tmp_path: Path) -> None:
    path = _file(tmp_path, "Wer,Mail\nAnna,anna@example.com\n")
    command("import", path, "--map", "Wer=name", "--set", "country=AT", "--save-mapping", "Fair Wien")
    other = _file(tmp_path, "Nr,Wer,Telefon\n1,Ben,0650 1234567\n", "other.csv")
    result = command("import", other, "--mapping", "Fair Wien", "--json")
    assert result.json["mapping"] == "Fair Wien"
    assert command("list", "--json").json[1]["mobile"] == "+436501234567"
    missing = command("import", other, "--mapping", "fair")
    assert missing.code == 3
    assert "Saved are: Fair Wien." in missing.err


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{", '{"headers": [], "names": {}}', "[" * 100_000, '{"headers": {"x": 3}, "names": {"n": [1]}}'],
)
def test_a_broken_file_of_mappings_stops_no_import_and_is_not_overwritten(
    command: Command, home: Path, tmp_path: Path, content: str
) -> None:
    home.mkdir()
    kept = home / "mappings.json"
    kept.write_text(content, encoding="utf-8")
    path = _file(tmp_path, "Wer,E-Mail\nAnna,anna@example.com\n")
    result = command("import", path, "--map", "Wer=name", "--json")
    assert (result.code, result.json["created"]) == (0, 1)
    is_ours = '"x"' in content
    assert (kept.read_text(encoding="utf-8") == content) is not is_ours
    assert ("mappings.json cannot be read" in result.err) is not is_ours


def test_only_the_latest_headers_are_remembered(command: Command, home: Path, tmp_path: Path) -> None:
    home.mkdir()
    old = {f"{number:032}": {"pairs": ["A=name"]} for number in range(250)}
    (home / "mappings.json").write_text(json.dumps({"headers": old, "names": {"kept": {}}}), encoding="utf-8")
    command("import", _file(tmp_path, "Wer\nAnna\n"), "--map", "Wer=name")
    held = json.loads((home / "mappings.json").read_text(encoding="utf-8"))
    assert len(held["headers"]) == 200
    assert list(held["headers"].values())[-1]["pairs"] == ["Wer=name"]
    assert "kept" in held["names"]


# -- rejected rows -------------------------------------------------------------------------------


def test_corrected_rejected_rows_go_in_without_a_word(command: Command, tmp_path: Path) -> None:
    content = "Report\nWer;Am;E-Mail\nAnna;13/02/2024;anna@example.com\n;01/02/2024;ben@example.com\n"
    path, errors = _file(tmp_path, content), tmp_path / "errors.csv"
    command("import", path, "--map", "Wer=name", "--map", "Am=created_at", "--errors", errors)
    header, row = csv.reader(io.StringIO(errors.read_text(encoding="utf-8")))
    assert header == ["Wer", "Am", "E-Mail", "line", "field", "value", "reason"]
    row[0] = "Ben"
    corrected = tmp_path / "corrected.csv"
    with corrected.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, row])
    result = command("import", corrected, "--json").json
    assert (result["created"], result["problems"], result["unmapped"]) == (1, [], [])
    ben = command("list", "ben", "--json").json[0]
    assert (ben["name"], ben["created_at"][:10], ben["extra"]) == ("Ben", "2024-02-01", {})


def test_rows_that_are_rejected_again_have_their_reasons_once(command: Command, tmp_path: Path) -> None:
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    command("import", _file(tmp_path, "Name,City\n,Bonn\n"), "--errors", first)
    command("import", first, "--errors", second)
    assert second.read_text(encoding="utf-8").splitlines()[0] == "Name,City,line,field,value,reason"
    assert second.read_text(encoding="utf-8").splitlines()[1].startswith(",Bonn,2,name,,")


def test_a_list_without_column_names_goes_in_where_nothing_is_in_doubt(command: Command, tmp_path: Path) -> None:
    path = _file(tmp_path, "Anna Lee;anna@example.com;+49 30 123456;\nBen Ode;ben@example.com;+49 30 123457;\n")
    result = command("import", path, "--json")
    assert (result.code, result.json["created"], result.json["header"]) == (0, 2, 0)
    assert "#1 → Name" in result.err
    anna, _ben = command("list", "--json").json
    assert (anna["name"], anna["email"], anna["mobile"]) == ("Anna Lee", "anna@example.com", "+4930123456")
    doubtful = _file(tmp_path, "Anna;Lee;anna@example.com\nBen;Ode;ben@example.com\n", "b.csv")
    result = command("import", doubtful)
    assert (result.code, "--header" in result.err) == (3, True)


@pytest.mark.parametrize("header", ["none", "3"])
def test_the_same_words_do_for_the_corrected_rows(command: Command, tmp_path: Path, header: str) -> None:
    text = "Anna,a@example.com\n,b@example.com\n"
    path = _file(tmp_path, text if header == "none" else f"x,y\nx,y\nWer,Mail\n{text}")
    errors = tmp_path / "errors.csv"
    name = "#1" if header == "none" else "Wer"
    options = ("--header", header, "--map", f"{name}=name")
    command("import", path, *options, "--errors", errors)
    errors.write_text(errors.read_text(encoding="utf-8").replace("\n,", "\nBen,"), encoding="utf-8")
    for again in (options, ()):
        result = command("import", errors, *again, "--dry-run", "--json").json
        assert (result["created"], result["rejected"]) == (1, 0)
