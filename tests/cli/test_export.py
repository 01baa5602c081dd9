"""`export` with its options: what the bytes are, and that the same clients come back."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Command


def clients(command: Command, *before: object) -> list[dict[str, Any]]:
    """Return all clients but for what is a database's own."""
    listed: list[dict[str, Any]] = command(*before, "list", "--json").json
    return sorted(({**client, "id": 0} for client in listed), key=lambda client: str(client["uid"]))


@pytest.mark.parametrize("name", ["out.tsv", "out.tab", "OUT.TSV"])
def test_the_name_says_that_tabs_are_wanted(command: Command, filled_home: Path, tmp_path: Path, name: str) -> None:
    assert command("export", tmp_path / name).code == 0
    header = (tmp_path / name).read_text(encoding="utf-8").partition("\n")[0]
    assert header.split("\t")[:3] == ["salutation", "name", "email"]
    other = ("--database", tmp_path / "other.db")
    report = command(*other, "import", tmp_path / name, "--json").json
    assert (report["delimiter"], report["rejected"], report["unmapped"]) == ("\t", 0, [])
    assert clients(command, *other) == clients(command)


@pytest.mark.parametrize("options", [(), ("--spreadsheet-safe",)])
def test_german_excel_gets_semicolons_and_a_mark(
    command: Command, filled_home: Path, tmp_path: Path, options: tuple[str, ...]
) -> None:
    assert command("export", tmp_path / "out.csv", "--delimiter", ";", "--bom", *options).code == 0
    data = (tmp_path / "out.csv").read_bytes()
    assert data.startswith("\ufeffsalutation;name;email;".encode())
    other = ("--database", tmp_path / "other.db")
    report = command(*other, "import", tmp_path / "out.csv", "--json").json
    assert (report["delimiter"], report["encoding"], report["unmapped"]) == (";", "utf-8-sig", [])
    assert clients(command, *other) == clients(command)


def test_the_delimiter_that_is_given_beats_the_name(command: Command, filled_home: Path, tmp_path: Path) -> None:
    command("export", tmp_path / "out.tsv", "--delimiter", "|", "--fields", "name,city")
    assert (tmp_path / "out.tsv").read_text().startswith("name|city\n")
    command("export", tmp_path / "out.tsv", "--bom", "--fields", "name,city")
    assert (tmp_path / "out.tsv").read_bytes().startswith(b"\xef\xbb\xbfname\tcity\n")
    command("export", tmp_path / "out.csv", "--delimiter", "tab", "--fields", "name,city")
    assert (tmp_path / "out.csv").read_text().startswith("name\tcity\n")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--delimiter", ":"), ", ; | tab"),
        (("--delimiter", ""), ", ; | tab"),
        (("--delimiter", ";;"), ", ; | tab"),
        (("--format", "json", "--delimiter", ";"), "Only CSV"),
        (("--format", "jsonl", "--bom"), "Only CSV"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(
    command: Command, filled_home: Path, tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    result = command("export", tmp_path / "out.csv", *options)
    assert (result.code, said in result.err) == (2, True)
    assert not (tmp_path / "out.csv").exists()
