"""The commands `duplicates` and `merge`: found, merged into one client, and parted again."""

from pathlib import Path

from tests.cli.conftest import SAMPLE, Command


def _import(command: Command, folder: Path, text: str) -> None:
    file = folder / "clients.csv"
    file.write_text(text, encoding="utf-8")
    assert command("import", file, "--on-duplicate", "create").code == 0


def test_duplicates_are_found_merged_and_parted_from_the_command_line(command: Command, tmp_path: Path) -> None:
    _import(command, tmp_path, "Name,E-mail,City,Mobile\nAnna Berg,a@x.example,Graz,\n"
            "BERG Anna,A@x.example,,+491701234567\nCem,,,\n")  # fmt: skip
    (group,) = command("duplicates", "--json").json
    assert (group["likelihood"], group["reasons"]) == ("high", ["email", "name"])
    keep, other = (client["id"] for client in group["clients"])
    assert command("duplicates").out.splitlines()[1].split("\t")[:4] == ["high", "email,name", "2", f"{keep} {other}"]

    forecast = command("merge", keep, other, "--prefer", f"name={other}", "--dry-run", "--json")
    assert forecast.json["client"]["name"] == "BERG Anna"
    assert "dry run" in forecast.err
    came = command("merge", keep, other, "--prefer", f"name={other}", "--json")
    assert came.json == {**forecast.json, "dry_run": False, "merge_id": 1, "client": came.json["client"]}
    assert (came.json["client"]["mobile"], came.json["client"]["city"]) == ("+491701234567", "Graz")
    assert command("duplicates").err == "No duplicates were found.\n"
    assert command("show", other).code == 2

    back = command("merge", keep, "--undo", "--json")
    assert (back.code, back.json) == (0, {"merge_id": 1, "client": keep, "restored": [other], "left": []})
    assert command("show", keep, "--json").json["name"] == "Anna Berg"
    assert command("merge", keep, "--undo").err == "No client was merged into Anna Berg.\n"


def test_what_was_changed_since_is_listed_and_makes_exit_code_1(command: Command, tmp_path: Path) -> None:
    _import(command, tmp_path, "Name,E-mail,Tags\nAnna,a@x.example,old\nAnne,b@x.example,new\n")
    assert command("merge", "1", "2", "--prefer", "2").code == 0
    assert "Merging" in command("revert", "1", "--dry-run").err  # of the import: what came after it is listed
    assert command("change", "Anne", "--add-tag", "later").code == 0
    back = command("merge", "1", "--undo")
    assert back.code == 1
    assert "client 1 “Anna”: Tags" in back.err
    assert "1 entry was left as it is" in back.err


def test_wrong_wishes_are_refused_with_a_sentence(command: Command, tmp_path: Path) -> None:
    _import(command, tmp_path, "Name\nA\nB\nC\n")
    for arguments, sentence in (
        (("1", "1"), "two or more different clients"),
        (("1",), "two or more different clients"),
        (("1", "7"), "There is no client “7”"),
        (("1", "2", "--prefer", "3"), "name one of the clients that are merged"),
        (("1", "2", "--prefer", "colour=2"), "There is no field colour"),
        (("1", "2", "--undo"), "name that one alone"),
    ):
        answer = command("merge", *arguments)
        assert (answer.code, sentence in answer.err) == (2, True), answer.err
    assert len(command("list", "--json").json) == 3


def test_everybody_can_be_merged_into_one_and_comes_back(command: Command) -> None:
    assert command("import", SAMPLE / "awkward.csv", "--no-backup").code in (0, 1)
    before = command("export", "-", "--format", "json", "--fields", "name,email,more_emails,note,extra").out
    ids = [client["id"] for client in command("list", "--json").json]
    assert command("merge", *ids).code == 0
    assert len(command("list", "--json").json) == 1
    assert command("merge", ids[0], "--undo").code == 0
    assert command("export", "-", "--format", "json", "--fields", "name,email,more_emails,note,extra").out == before
