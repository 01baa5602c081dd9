"""vCards at the command line: what an import says of them, and what an export writes."""

import base64
import json
from pathlib import Path

import pytest

from tests.cli.conftest import SAMPLE, Command

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def cards(folder: Path, *texts: str) -> Path:
    """Return a file of cards, each given by the lines between begin and end."""
    path = folder / "contacts.vcf"
    path.write_bytes("".join(f"BEGIN:VCARD\r\n{text}\r\nEND:VCARD\r\n" for text in texts).encode())
    return path


def test_cards_are_imported_with_the_line_of_each_problem(command: Command, tmp_path: Path) -> None:
    path = cards(
        tmp_path,
        "VERSION:3.0\r\nFN:Anna Berg\r\nEMAIL:no address\r\nTEL;TYPE=CELL:0171 1234567\r\nADR:;;;;;;Österreich",
        "VERSION:4.0\r\nFN:Ben\r\nGENDER:M\r\nEMAIL:ben@example.com",
        "X-NOTHING: ",
        f"FN:{'x' * 301}",
    )
    report = command("import", path, "--json").json
    assert (report["format"], report["encoding"], report["unmapped"]) == ("vcard", "utf-8", [])
    assert (report["created"], report["rejected"], report["flagged"]) == (2, 1, 1)
    assert [(p["line"], p["field"], p["code"]) for p in report["problems"]] == [
        (1, "email", "email"), (17, "name", "too_long"),
    ]  # fmt: skip
    anna, ben = command("list", "--json").json
    assert (anna["name"], anna["mobile"], anna["country"]) == ("Anna Berg", "+431711234567", "AT")
    assert (ben["gender"], ben["status"]) == ("male", "active")


def test_a_card_that_is_cut_goes_in_flagged_with_its_line(command: Command, tmp_path: Path) -> None:
    path = cards(tmp_path, "FN:Anna")
    path.write_bytes(path.read_bytes() + b"BEGIN:VCARD\r\nFN:Ben\r\nNOT")
    result = command("import", path)
    assert (result.code, result.out) == (0, "2 rows: 2 created, 0 updated, 0 skipped, 0 rejected\n")
    assert result.err == "line 4: Ben: The entry is cut off or damaged: check this row.\n"


def test_the_same_cards_again_add_nobody(command: Command, tmp_path: Path) -> None:
    path = cards(tmp_path, "FN:Anna\r\nUID:urn:uuid:1", "FN:Ben\r\nEMAIL:ben@example.com")
    command("import", path)
    assert command("import", path).out == "2 rows: 0 created, 0 updated, 2 skipped, 0 rejected\n"
    path = cards(tmp_path, "FN:Anna Berg\r\nUID:1")
    assert command("import", path, "--on-duplicate", "update").out.startswith("1 row: 0 created, 1 updated")


def test_a_field_can_be_left_out_or_sent_elsewhere(command: Command, tmp_path: Path) -> None:
    path = cards(tmp_path, "FN:Anna\r\nNOTE:secret\r\nCATEGORIES:VIP\r\nBDAY:19800517")
    assert command("import", path, "--map", "note=", "--map", "tags=category", "--map", "extra=").code == 0
    (anna,) = command("list", "--json").json
    assert (anna["note"], anna["tags"], anna["category"], anna["extra"]) == ("", [], "VIP", {})


def test_an_encoding_that_the_user_names_is_believed(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "a.vcf"
    path.write_bytes("BEGIN:VCARD\nFN:Ãœberwald\nEND:VCARD\n".encode("cp1252"))
    assert command("import", path, "--encoding", "cp1252").code == 0
    assert command("list", "--json").json[0]["name"] == "Ãœberwald"


def test_vcards_are_known_by_their_content_too(command: Command, tmp_path: Path) -> None:
    path = cards(tmp_path, "FN:Anna").rename(tmp_path / "contacts.txt")
    assert command("import", path, "--json").json["format"] == "vcard"


def test_a_file_that_holds_no_card_is_refused(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.vcf").write_text("##fileformat=VCFv4.2\n")
    result = command("import", tmp_path / "a.vcf")
    assert (result.code, result.out) == (3, "")
    assert "holds no vCard" in result.err


def test_the_picture_of_a_card_is_the_clients(command: Command, tmp_path: Path) -> None:
    command("import", cards(tmp_path, f"VERSION:3.0\r\nFN:Anna\r\nPHOTO;ENCODING=b;TYPE=PNG:{PNG}"))
    assert command("list", "--json").json[0]["picture"] == f"data:image/png;base64,{PNG}"


def test_a_picture_that_cannot_be_kept_is_flagged(command: Command, tmp_path: Path) -> None:
    photo = base64.b64encode(bytes(10_000_000)).decode()
    result = command("import", cards(tmp_path, f"FN:Anna\r\nPHOTO;ENCODING=b;TYPE=PNG:{photo}"))
    assert result.out.startswith("1 row: 1 created")
    assert "Profile picture" in result.err
    assert command("list", "--json").json[0]["picture"] == ""


@pytest.mark.parametrize(("name", "version"), [("vcard", b"4.0"), ("vcard3", b"3.0")])
def test_an_export_is_made_of_lines_that_every_program_reads(
    command: Command, filled_home: Path, tmp_path: Path, name: str, version: bytes
) -> None:
    path = tmp_path / "out.vcf"
    assert command("export", path, "--format", name).err == f"240 clients were written to {path}.\n"
    data = path.read_bytes()
    lines = data.split(b"\r\n")
    assert data.count(b"\n") == data.count(b"\r") == len(lines) - 1
    assert max(map(len, lines)) == 75
    assert data.decode().isprintable() or "\n" in data.decode()
    assert lines.count(b"VERSION:" + version) == lines.count(b"BEGIN:VCARD") == lines.count(b"END:VCARD") == 240
    assert path.stat().st_mode & 0o777 == 0o600


def test_the_format_is_by_the_files_name(command: Command, filled_home: Path, tmp_path: Path) -> None:
    for name in ("a.vcf", "a.vcard"):
        command("export", tmp_path / name)
        assert (tmp_path / name).read_bytes().startswith(b"BEGIN:VCARD\r\nVERSION:4.0\r\n")


def test_only_the_wanted_fields_and_clients_are_written(command: Command, tmp_path: Path) -> None:
    command("import", cards(tmp_path, "FN:Anna\r\nEMAIL:a@example.com\r\nNOTE:secret\r\nTEL:+4930123456", "FN:Ben"))
    out = command("export", "-", "--format", "vcard", "--query", "anna", "--fields", "email").out
    assert [line for line in out.split() if "PRODID" not in line and "Clients//" not in line] == [
        "BEGIN:VCARD", "VERSION:4.0", "FN:a@example.com", "N:a@example.com;;;;", "EMAIL;PREF=1:a@example.com",
        "END:VCARD",
    ]  # fmt: skip


def test_nothing_that_a_client_is_called_ends_its_line(command: Command, tmp_path: Path) -> None:
    evil = "x\nEND:VCARD\r\nBEGIN:VCARD\u2028FN:evil\x85\x0bTEL:1"
    record = {"name": evil, "company_name": evil, "note": evil, "website": evil, "tags": [evil], "extra": {evil: evil},
              "more_emails": [{"label": evil, "value": evil}], "more_phones": [{"label": evil, "value": evil}],
              "picture": f"data:image/{evil};base64,aaaa", "uid": evil, "language": evil, "country": evil}  # fmt: skip
    (tmp_path / "evil.json").write_text(json.dumps([record]))
    assert command("import", tmp_path / "evil.json").code == 0
    for name in ("vcard", "vcard3"):
        out = command("export", "-", "--format", name).out
        assert [line for line in out.splitlines() if line.startswith(("BEGIN", "END", "TEL:1"))] == [
            "BEGIN:VCARD", "END:VCARD",
        ]  # fmt: skip


def test_an_export_never_guards_cells_of_a_spreadsheet(command: Command, tmp_path: Path) -> None:
    command("import", cards(tmp_path, "FN:=1+1"))
    assert "FN:=1+1" in command("export", "-", "--format", "vcard", "--spreadsheet-safe").out


def test_the_samples_survive_a_way_through_both_versions(command: Command, tmp_path: Path) -> None:
    command("import", SAMPLE / "awkward.csv")
    before = command("list", "--json").json
    command("export", tmp_path / "a.vcf", "--format", "vcard3")
    command("--database", tmp_path / "b.db", "import", tmp_path / "a.vcf")
    command("--database", tmp_path / "b.db", "export", tmp_path / "b.vcf")
    command("--database", tmp_path / "c.db", "import", tmp_path / "b.vcf")
    after = command("--database", tmp_path / "c.db", "list", "--json").json

    def by_uid(clients: list[dict[str, object]]) -> list[dict[str, object]]:
        return sorted(({**client, "id": 0} for client in clients), key=lambda client: str(client["uid"]))

    assert by_uid(after) == by_uid(before)
