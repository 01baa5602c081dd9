"""`tui-clients import`: what it prints, what it answers, and what it never does."""

import csv
import io
from pathlib import Path

import pytest

from tests.cli.conftest import SAMPLE, Command


def _file(folder: Path, text: str) -> Path:
    path = folder / "file.csv"
    path.write_text(text, encoding="utf-8", newline="")
    return path


def test_the_report_is_data_and_the_problems_are_narration(command: Command) -> None:
    result = command("import", SAMPLE / "awkward.csv")
    assert result.code == 1
    assert result.out == "35 rows: 34 created, 0 updated, 0 skipped, 1 rejected\n"
    assert "line 21: Name: This must not be empty." in result.err.splitlines()


def test_a_file_without_problems_answers_zero_and_says_nothing_else(command: Command) -> None:
    result = command("import", SAMPLE / "clients.csv")
    assert (result.code, result.err) == (0, "")
    assert result.out == "240 rows: 240 created, 0 updated, 0 skipped, 0 rejected\n"


def test_json_has_the_whole_report(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes("Kunde;E-Mail;Schuhgröße\nJürgen;kein Wort;46\n;x@example.com;38\n".encode("cp1252"))
    result = command("import", path, "--json")
    assert result.code == 1
    report = result.json
    assert report["rows"] == report["created"] + report["updated"] + report["skipped"] + report["rejected"] == 2
    assert {name: report[name] for name in ("created", "rejected", "flagged")} == {
        "created": 1, "rejected": 1, "flagged": 1,
    }  # fmt: skip
    assert {name: report[name] for name in ("format", "encoding", "delimiter", "target", "import_id")} == {
        "format": "csv", "encoding": "cp1252", "delimiter": ";", "target": "clients", "import_id": 1,
    }  # fmt: skip
    assert report["unmapped"] == ["Schuhgröße"]
    first, second = report["problems"]
    assert (first["line"], first["field"], first["code"], first["value"]) == (2, "email", "email", "kein Wort")
    assert "e-mail" in first["message"]
    assert (second["line"], second["field"], second["code"]) == (3, "name", "required")
    assert command("list", "--json").json[0]["name"] == "Jürgen"


def test_the_database_a_first_import_makes_is_private(command: Command, home: Path) -> None:
    command("import", SAMPLE / "awkward.csv")
    assert (home / "clients.db").stat().st_mode & 0o777 == 0o600
    assert (home / "logs").stat().st_mode & 0o777 == 0o700


def test_a_dry_run_says_so_and_adds_nobody(command: Command) -> None:
    result = command("import", SAMPLE / "clients.csv", "--dry-run")
    assert result.code == 0
    assert "240 created" in result.out
    assert "dry run" in result.err
    assert command("list", "--json").json == []


def test_rejected_rows_go_into_the_errors_file_in_words(command: Command, tmp_path: Path) -> None:
    errors = tmp_path / "errors.csv"
    result = command("import", SAMPLE / "awkward.csv", "--errors", errors)
    assert str(errors) in result.err
    header, row = csv.reader(io.StringIO(errors.read_text(encoding="utf-8")))
    assert dict(zip(header, row, strict=True))["reason"] == "This must not be empty."


def test_columns_are_mapped_by_hand_and_left_out(command: Command, tmp_path: Path) -> None:
    path = _file(tmp_path, "Wer,Wo,E-Mail\nAnna,Bonn,anna@example.com\n")
    result = command("import", path, "--map", "Wer=name", "--map", "Wo=City", "--map", "E-Mail=")
    assert result.code == 0
    assert "E-Mail" in result.err
    (anna,) = command("list", "--json").json
    assert (anna["name"], anna["city"], anna["email"]) == ("Anna", "Bonn", "")


@pytest.mark.parametrize(
    "pair",
    ["Wer", "Nobody=name", "Wer=shoe size"],
)
def test_a_mapping_that_makes_no_sense_is_wrong_usage(command: Command, tmp_path: Path, pair: str) -> None:
    result = command("import", _file(tmp_path, "Name,Wer\nAnna,x\n"), "--map", pair)
    assert (result.code, result.out) == (2, "")
    assert len(result.err.splitlines()) == 1


def test_duplicates_are_skipped_updated_or_created(command: Command, tmp_path: Path) -> None:
    path = _file(tmp_path, "Name,E-mail,City\nAnna,anna@example.com,\n")
    command("import", path)
    path = _file(tmp_path, "Name,E-mail,City\nAnna,anna@example.com,Bonn\n")
    assert command("import", path, "--json").json["skipped"] == 1
    assert command("import", path, "--on-duplicate", "update", "--json").json["updated"] == 1
    assert command("import", path, "--on-duplicate", "create", "--json").json["created"] == 1
    assert command("import", path, "--match", "mobile", "--match", "uid,name", "--json").json["skipped"] == 1
    assert command("import", path, "--match", "uid", "--json").json["created"] == 1
    assert [client["city"] for client in command("list", "--json").json] == ["Bonn", "Bonn", "Bonn"]


def test_the_kind_format_delimiter_encoding_and_dates_can_be_said(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "file.txt"
    path.write_bytes("Name*Date added\nÅse*01/02/2024 10:00Z\n".encode("cp865"))
    options = ("--format", "csv", "--kind", "clients", "--delimiter", "*", "--encoding", "cp865", "--dates", "mdy")
    assert command("import", path, *options).code == 0
    (client,) = command("list", "--json").json
    assert (client["name"], client["created_at"]) == ("Åse", "2024-01-02T10:00:00Z")


def test_dates_whose_order_is_open_are_named_with_what_to_do(command: Command, tmp_path: Path) -> None:
    result = command("import", _file(tmp_path, "Name,Date added\nAnna,01/02/2024\n"))
    assert result.code == 0
    assert "--dates dmy" in result.err


def test_standard_input_is_a_file(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"Name,E-mail\nAnna,anna@example.com\n")))
    assert command("import", "-").out.startswith("1 row: 1 created")


def test_an_empty_standard_input_is_refused_by_its_name(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
    result = command("import", "-")
    assert (result.code, result.out) == (3, "")
    assert result.err.startswith("- is empty")


@pytest.mark.parametrize(
    "content",
    [b"", b"\n\n", b"\x89PNG\r\n\x1a\n" + bytes(200), b"Foo,Bar\n1,2\n", b"E-mail,City\nanna@example.com,York\n", None],
    ids=["empty", "blank", "picture", "no column", "no name", "missing"],
)
def test_a_file_that_is_no_use_is_refused_before_a_database_is_made(
    command: Command, home: Path, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "file.csv"
    if content is not None:
        path.write_bytes(content)
    result = command("import", path)
    assert (result.code, result.out) == (3, "")
    assert len(result.err.splitlines()) == 1
    assert str(path) in result.err
    assert not (home / "clients.db").exists()


def test_a_folder_is_refused(command: Command, tmp_path: Path) -> None:
    assert command("import", tmp_path).code == 3


def test_problems_are_cut_short_for_a_reader_and_counted(command: Command, tmp_path: Path) -> None:
    path = _file(tmp_path, "Name,E-mail\n" + "Anna,nonsense\n" * 1100)
    result = command("import", path)
    assert "… and 1,080 more problems." in result.err.splitlines()
    again = command("import", path, "--json").json
    assert (again["problem_count"], len(again["problems"])) == (1100, 1000)


def test_what_a_file_holds_cannot_drive_the_terminal(command: Command, tmp_path: Path) -> None:
    path = _file(tmp_path, "Name,E-mail,\x1b]0;x\x07 evil\nAnna,\x1b[2J\u202ex\x9b5n,1\n")
    for arguments in (("import", path), ("import", path, "--json"), ("list",), ("list", "--json"), ("show", "1")):
        result = command(*arguments)
        assert not any(c in result.out + result.err for c in "\x1b\x07\u202e\x9b")


def test_filling_and_matching_by_phone_work_from_a_script(command: Command, tmp_path: Path) -> None:
    command("import", _file(tmp_path, "Name,Office phone,City\nAnna,+49 30 123456,\n"))
    path = _file(tmp_path, "Name,Mobile,City\nAnna B,030 123456,Bonn\n")
    options = ("--country", "DE", "--match", "phone", "--on-duplicate", "fill", "--json")
    assert command("import", path, *options).json["updated"] == 1
    assert command("import", path, *options).json["skipped"] == 1
    [anna] = command("list", "--json").json
    assert (anna["name"], anna["city"], anna["mobile"]) == ("Anna", "Bonn", "+4930123456")


def test_a_row_that_fits_several_clients_is_skipped_with_their_names(command: Command, tmp_path: Path) -> None:
    command("import", _file(tmp_path, "Name,Identifier,E-mail\nAnna,1,x@example.com\nBen,2,x@example.com\n"))
    result = command("import", _file(tmp_path, "Name,E-mail\nCem,x@example.com\n"), "--on-duplicate", "update")
    assert (result.code, result.out) == (0, "1 row: 0 created, 0 updated, 1 skipped, 0 rejected\n")
    assert "line 2: E-mail: Anna (1), Ben (2): Several clients fit" in result.err


def test_nobody_is_asked_where_there_is_no_terminal(command: Command, tmp_path: Path) -> None:
    result = command("import", _file(tmp_path, "Name\nAnna\n"), "--on-duplicate", "ask")
    assert (result.code, result.out) == (2, "")


def test_dates_that_stay_open_are_left_out_with_a_reason(command: Command, tmp_path: Path) -> None:
    path = _file(tmp_path, "Name,Date added\nAnna,03/04/2024 12:00\nBen,2021-05-06 12:00\n")
    result = command("import", path, "--json")
    assert (result.code, "--dates" in result.err) == (0, True)
    [problem] = result.json["problems"]
    assert (problem["line"], problem["field"], problem["code"]) == (2, "created_at", "date_order")
    days = {client["name"]: client["created_at"][:10] for client in command("list", "--json").json}
    assert days["Anna"] > "2024-04-03"  # the day of the import
    assert days["Ben"] == "2021-05-06"
    command("import", path, "--on-duplicate", "update", "--match", "name", "--dates", "dmy")
    days = {client["name"]: client["created_at"][:10] for client in command("list", "--json").json}
    assert days["Anna"] == "2024-04-03"


def test_a_file_sorted_by_its_dates_may_tell_their_order_late(command: Command, tmp_path: Path) -> None:
    early = "".join(f"Client {number},03/04/2024 12:00\n" for number in range(5_100))
    path = _file(tmp_path, f"Name,Date added\n{early}Late,03/25/2024 12:00\n")
    result = command("import", path, "--json")
    assert result.json["problem_count"] == 0
    assert {client["created_at"][:10] for client in command("list", "--json").json} == {"2024-03-04", "2024-03-25"}
