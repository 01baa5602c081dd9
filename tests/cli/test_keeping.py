"""What belongs to a client from the command line: scripts and mail filters add, list, change, pay, save."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.conftest import REPO
from tui_clients.storage import history
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import open_database

CLIENT = "24"


def test_an_invoice_is_added_paid_canceled_and_reopened(command: Command, filled_home: Path) -> None:
    line = ("--language", "de", "invoice", "add", CLIENT, "--total", "1.234,50", "--issue-date", "3.12.2031", "--json")
    added = command(*line)
    assert (added.code, added.err) == (0, added.err)
    assert {name: added.json[name] for name in ("number", "due_date", "total", "status")} == {
        "number": "2031-0001", "due_date": "2031-12-17", "total": "1234.50", "status": "unpaid",
    }  # fmt: skip
    over = command("invoice", "pay", "2031-0001", "2000")
    assert (over.code, over.out) == (2, "")
    assert "more than is open on invoice 2031-0001" in over.err
    assert command("invoice", "pay", "2031-0001", "1000", "--method", "cash").err.startswith("A payment on “2031-0001”")
    paid = command("invoice", "pay", "2031-0001", "--json")
    assert (paid.json["status"], [each["amount"] for each in paid.json["payments"]]) == ("paid", ["1000.00", "234.50"])
    assert command("invoice", "pay", "2031-0001", "5", "--overpay").code == 0
    assert command("invoice", "cancel", "2031-0001", "--json").json["status"] == "canceled"
    refused = command("invoice", "pay", f"id:{added.json['id']}", "1")
    assert (refused.code, "canceled: reopen it" in refused.err) == (2, True)
    assert command("invoice", "reopen", "2031-0001").code == 0
    rows = [row.split("\t") for row in command("invoice", "list", CLIENT).out.splitlines()]
    assert rows[0] == [
        "id",
        "number",
        "issue_date",
        "due_date",
        "total",
        "currency",
        "state",
        "project",
        "note",
        "paid",
    ]
    assert rows[1][1:5] + rows[1][-1:] == ["2031-0001", "2031-12-03", "2031-12-17", "1234.50", "1239.50"]
    assert command("invoice", "list", CLIENT, "--json").json[0]["number"] == "2031-0001"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (("invoice", "add", CLIENT), "Total: Please fill in this field."),
        (("invoice", "add", CLIENT, "--total", "=1+1"), "Total: This is not an amount of money."),
        (("invoice", "add", CLIENT, "--total", "1" + "0" * 20), "Total: This amount is too large."),
        (("invoice", "add", CLIENT, "--total", "1", "--due-date", "2001-01-01"), "Due date: This day is before"),
        (("invoice", "add", CLIENT, "--total", "1", "--issue-date", "2026-02-30"), "Issue date: This is not a date."),
        (("invoice", "add", CLIENT, "--total", "1", "--currency", "XXQ"), "Currency: This is not a currency"),
        (("invoice", "add", CLIENT, "--total", "1", "--project", "Nope"), "Project: The client has no project"),
        (("invoice", "add", CLIENT, "--total", "1", "--number", "2026-0001"), "Number: There is an invoice with"),
        (("invoice", "pay", "2026-0001", "0"), "Amount: An amount of nothing"),
        (("invoice", "pay", "2026-0001", "x"), "Amount: This is not an amount"),
        (("invoice", "cancel", "no such"), "There is no “no such”"),
        (("invoice", "edit", "2026-0001"), "Say what is to be changed"),
        (("project", "add", CLIENT, " "), "Name: Please fill in"),
        (("contact", "add", CLIENT, "Bo", "--email", "nope"), "E-mail: This is not an e-mail"),
        (("note", "add", CLIENT, ""), "Text: Please fill in"),
        (("note", "add", "email:nobody@example.com", "x"), "There is no client “email:nobody@example.com”"),
        (("note", "add", "999999", "x"), "There is no client “999999”"),
        (("document", "add", CLIENT, "-"), "--name NAME"),
        (("note", "restore", "7"), "There is no “7” in the trash"),
        (("invoice",), "required"),
    ],
)
def test_nonsense_is_said_beside_its_field_and_nothing_is_saved(
    command: Command, filled_home: Path, line: tuple[str, ...], sentence: str
) -> None:
    before = command("show", CLIENT, "--json").out
    result = command(*line)
    assert (result.code, result.out) == (2, "")
    assert sentence in result.err
    assert command("show", CLIENT, "--json").out == before


def test_a_mail_filter_files_a_note_that_the_search_finds(
    command: Command, filled_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    email = command("show", CLIENT, "--json").json["email"]
    for data, text in (
        (b"Gr\xc3\xbc\xc3\x9fe\r\nzebrafink\x1b[31m", "Grüße\nzebrafink\x1b[31m"),
        (b"Gr\xfc\xdfe", "Grüße"),
    ):
        stream = io.TextIOWrapper(io.BytesIO(data))
        monkeypatch.setattr(sys, "stdin", stream)
        added = command("note", "add", f"email:{email}", "-", "--json")
        assert (added.code, added.json["text"]) == (0, text)
    assert [row.split("\t")[0] for row in command("list", "zebrafink").out.splitlines()] == ["id", CLIENT]
    assert "\x1b" not in command("note", "list", CLIENT).out
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x" * 500_000)))
    endless = command("note", "add", CLIENT, "-")
    assert (endless.code, "Text: This is too long." in endless.err) == (2, True)


def test_what_is_deleted_is_listed_in_the_trash_and_comes_back(command: Command, filled_home: Path) -> None:
    (filled_home / "settings.toml").write_text('user = "anna"\n')
    id_ = command("project", "add", CLIENT, "=1+1", "--budget", "5", "--start", "2026-01-02", "--json").json["id"]
    assert command("project", "edit", id_, "--name", "Roof", "--status", "on hold").code == 0
    assert "is in the trash" in command("project", "delete", id_).err
    assert command("project", "list", CLIENT).out.count("Roof") == 0
    (gone,) = command("project", "list", CLIENT, "--trash", "--json").json
    assert (gone["id"], gone["name"], gone["by"]) == (id_, "Roof", "anna")
    assert command("project", "restore", id_, "--json").json["status"] == "on hold"
    database = open_database(filled_home / "clients.db")
    steps = history.of_client(database, int(CLIENT))[:4]
    assert {step.by for step in steps} == {"anna"}
    assert [step.fields["projects"] for step in steps] == [
        ("", "Roof"), ("Roof", ""), ("=1+1 (status not started)", "Roof (status on hold)"), ("", "=1+1"),
    ]  # fmt: skip
    assert Clients(database).get(int(CLIENT)) is not None
    database.close_all()


def test_a_document_is_kept_and_saved_back_but_replaces_nothing(
    command: Command, filled_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = bytes(range(256)) * 2500
    (tmp_path / "offer.pdf").write_bytes(data)
    kept = command("document", "add", CLIENT, tmp_path / "offer.pdf", "--json").json
    assert (kept["name"], kept["media_type"], kept["size"]) == ("offer.pdf", "application/pdf", len(data))
    refused = command("document", "save", kept["id"], tmp_path)
    assert (refused.code, "exists already" in refused.err) == (3, True)
    assert command("document", "save", kept["id"], tmp_path / "again").code == 0
    exported = command("export", tmp_path / "all.json")
    assert exported.code == 0
    (holder,) = (client for client in json.loads((tmp_path / "all.json").read_text()) if client.get("documents"))
    assert [each["name"] for each in holder["documents"]] == ["offer.pdf"]
    assert (tmp_path / "again").read_bytes() == data
    assert (tmp_path / "again").stat().st_mode & 0o777 == 0o600
    (tmp_path / "offer.pdf").write_bytes(b"other")
    assert command("document", "save", kept["id"], tmp_path, "--replace").code == 0
    assert (tmp_path / "offer.pdf").read_bytes() == data
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    empty = command("document", "add", CLIENT, "-", "--name", "../../.empty\x1b", "--json").json
    (tmp_path / "in").mkdir()
    command("document", "save", empty["id"], tmp_path / "in")
    assert [(file.name, file.read_bytes()) for file in (tmp_path / "in").iterdir()] == [("empty", b"")]


def test_what_is_too_large_is_refused_before_it_is_read(command: Command, filled_home: Path, tmp_path: Path) -> None:
    (filled_home / "settings.toml").write_text("document_megabytes = 1\n")
    with (tmp_path / "huge").open("wb") as stream:
        stream.truncate(2**31)
    os.mkfifo(tmp_path / "pipe")
    before = (filled_home / "clients.db").stat().st_size
    for name, sentence in (("huge", "larger than 1 MB"), ("pipe", "a pipe"), (".", "a folder"), ("no", "not exist")):
        result = command("document", "add", CLIENT, tmp_path / name)
        assert (result.code, sentence in result.err) == (3, True), result.err
    assert (filled_home / "clients.db").stat().st_size == before


def test_two_processes_never_give_a_number_twice(filled_home: Path, environment: dict[str, str]) -> None:
    line = [sys.executable, "-m", "tui_clients", "invoice", "add", CLIENT, "--total", "1", "--json"]
    running = [
        subprocess.Popen(line, cwd=REPO, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    codes = {process.wait() for process in running for _ in [process.communicate()]}
    database = open_database(filled_home / "clients.db")
    numbers = [number for (number,) in database.sql("SELECT number FROM invoice WHERE client_id = 24 AND total = 100")]
    database.close_all()
    assert len(numbers) == len(set(numbers)) == 3
    assert codes == {0}
