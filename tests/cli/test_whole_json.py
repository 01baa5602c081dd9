"""The command line's export and import of JSON with everything: what goes out, comes in, and is wrong."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Command

BELONGINGS = ("projects", "invoices", "contacts", "notes")
MOMENT = "2026-01-02T03:04:05Z"
_OF_DOCUMENTS = ("document", "document_part")
PNG = "data:image/png;base64,iVBORw0KGgo="
PROJECT = {
    "uid": "", "name": "Site", "status": "on hold", "start": "someday", "deadline": "", "budget": "", "currency": "",
}  # fmt: skip
INVOICE = {"number": "R-1", "issue_date": "2026-03-01", "total": "5", "currency": "EUR"}


def _write(folder: Path, clients: Any, name: str = "all.json") -> Path:
    path = folder / name
    path.write_text(clients if isinstance(clients, str) else json.dumps(clients), encoding="utf-8")
    return path


def _import(command: Command, path: Path, *options: str, code: int = 0) -> Any:
    result = command("import", path, "--json", *options)
    assert result.code == code, result.err
    return result.json


def _found(report: Any) -> list[tuple[int, str, str, str]]:
    return [(each["line"], each["field"], each["code"], each["value"]) for each in report["problems"]]


def _exported(command: Command, *options: str) -> Any:
    result = command("export", "-", "--format", "json", *options)
    assert result.code == 0, result.err
    return result.json


@pytest.mark.parametrize("suffix", ["json", "jsonl"])
@pytest.mark.usefixtures("filled_home")
def test_the_whole_sample_goes_into_an_empty_database_and_out_again_as_it_was(
    command: Command, tmp_path: Path, suffix: str
) -> None:
    first, second = tmp_path / f"first.{suffix}", tmp_path / f"second.{suffix}"
    assert command("export", first).code == 0
    report = command("--database", tmp_path / "other.db", "import", first, "--json").json
    assert report["problem_count"] == 0
    assert command("--database", tmp_path / "other.db", "export", second).code == 0
    assert second.read_bytes() == first.read_bytes()
    there = command("--database", tmp_path / "other.db", "show", "1", "--json").json
    assert all(report["belongings"][kind]["created"] > 100 for kind in BELONGINGS)
    assert any(there[kind] for kind in BELONGINGS)


@pytest.mark.usefixtures("filled_home")
def test_the_report_says_what_came_with_the_clients(command: Command, tmp_path: Path) -> None:
    command("export", tmp_path / "all.json")
    result = command("--database", tmp_path / "other.db", "import", tmp_path / "all.json")
    rows, what = result.out.splitlines()
    assert rows.startswith("240 rows: 240 created")
    assert what.startswith("With the clients: 260 projects, 935 invoices, ")
    assert what.endswith(" notes created")


@pytest.mark.usefixtures("filled_home")
def test_only_the_wanted_fields_are_written(command: Command) -> None:
    every = _exported(command, "--fields", "name,invoices")
    assert all(list(client) == ["name", "invoices"] for client in every)
    assert any(client["invoices"] for client in every)
    assert "projects" not in _exported(command, "--fields", "name")[0]
    refused = command("export", "-", "--format", "csv", "--fields", "name,invoices")
    assert (refused.code, "There is no field “invoices”" in refused.err) == (2, True)


def test_an_update_changes_belongings_and_a_skip_adds_only_what_is_new(command: Command, tmp_path: Path) -> None:
    client = {
        "uid": "a", "name": "Anna",
        "projects": [{"uid": "p", "name": "Site", "budget": "10", "currency": "EUR"}],
        "invoices": [{**INVOICE, "uid": "i", "project": "Site", "payments": [{"amount": "2", "on": "2026-03-02"}]}],
        "contacts": [{"name": "Dora", "role": "Head"}, {"name": "Dora", "role": "Aide"}],
        "notes": [{"text": "one\ntwo", "author": "kim", "created_at": "2026-01-02T03:04:05Z"}],
    }  # fmt: skip
    _import(command, _write(tmp_path, [client]))
    client["projects"] = [{"uid": "p", "name": "Site 2", "deadline": "2027-01-01"}]
    client["invoices"] = [
        {**INVOICE, "uid": "i", "total": "7", "payments": [{"amount": "2", "on": "2026-03-05", "method": "cash"}]}
    ]
    client["contacts"] = [{"name": "Dora", "role": "Head"}, {"name": "Dora", "role": "Chief"}, {"name": "Emil"}]
    path = _write(tmp_path, [client])
    skipped = _import(command, path)
    assert [skipped["belongings"][kind]["skipped"] for kind in BELONGINGS] == [1, 1, 2, 1]
    assert (skipped["skipped"], skipped["belongings"]["contacts"]["created"]) == (1, 1)
    updated = _import(command, path, "--on-duplicate", "update")
    assert [updated["belongings"][kind]["updated"] for kind in BELONGINGS] == [1, 1, 1, 0]
    (stored,) = _exported(command)
    (project,), (invoice,) = stored["projects"], stored["invoices"]
    assert (project["name"], project["budget"], project["deadline"]) == ("Site 2", "10.00", "2027-01-01")
    assert (invoice["total"], invoice["project"], invoice["project_uid"]) == ("7.00", "Site 2", "p")
    assert invoice["payments"] == [{"amount": "2.00", "on": "2026-03-05", "method": "cash"}]
    assert [(each["name"], each["role"]) for each in stored["contacts"]] == [
        ("Dora", "Head"), ("Dora", "Chief"), ("Emil", ""),
    ]  # fmt: skip
    again = _import(command, path, "--on-duplicate", "create")
    assert [again["belongings"][kind]["created"] for kind in BELONGINGS] == [1, 1, 3, 1]
    assert len({each["projects"][0]["uid"] for each in _exported(command)}) == 2


def test_what_belongs_to_a_client_in_the_trash_comes_back_with_the_client(command: Command, tmp_path: Path) -> None:
    path = _write(tmp_path, [{"uid": "a", "name": "Anna", "projects": [{"uid": "p", "name": "Site"}]}])
    _import(command, path)
    assert command("change", "Anna", "--delete").code == 0
    report = _import(command, path)
    assert (report["created"], report["belongings"]["projects"]["created"]) == (1, 1)
    assert [project["name"] for project in _exported(command)[0]["projects"]] == ["Site"]


def test_an_invoice_stays_with_its_project_where_two_have_one_name(command: Command, tmp_path: Path) -> None:
    projects = [{"uid": "p", "name": "Site"}, {"uid": "q", "name": "Site"}]
    invoices = [{**INVOICE, "project": "Site", "project_uid": "q"}, {**INVOICE, "number": "R-2", "project": "New"}]
    report = _import(command, _write(tmp_path, [{"name": "Anna", "projects": projects, "invoices": invoices}]))
    assert report["belongings"]["projects"]["created"] == 3
    (stored,) = _exported(command)
    assert stored["invoices"][0]["project_uid"] == "q"
    assert [project["name"] for project in stored["projects"]] == ["Site", "Site", "New"]


_WRONG: list[tuple[dict[str, Any], list[tuple[str, str, str]], dict[str, tuple[int, int]]]] = [
    ({"projects": "x"}, [("projects", "shape", "x")], {"projects": (1, 0)}),
    ({"projects": [7, None]}, [("projects[0]", "shape", "7")], {"projects": (1, 0)}),
    ({"projects": [[], "P"]}, [("projects[0]", "shape", "[]"), ("projects[1]", "shape", "P")], {"projects": (1, 1)}),
    ({"contacts": {"name": "Dora"}}, [], {"contacts": (1, 0)}),
    ({"projects": [PROJECT]}, [("projects[0].start", "date", "someday")], {"projects": (1, 0)}),
    ({"projects": [{}]}, [("projects[0].name", "required", "")], {"projects": (0, 1)}),
    ({"projects": [{"budget": "5"}]}, [("projects[0].name", "required", "")], {"projects": (1, 0)}),
    (
        {"invoices": [INVOICE, INVOICE | {"total": "much"}]},
        [("invoices[1].total", "amount", "much")],
        {"invoices": (1, 1)},
    ),
    ({"invoices": [INVOICE | {"number": ""}]}, [("invoices[0].number", "required", "")], {"invoices": (1, 0)}),
    (
        {"invoices": [INVOICE | {"payments": [{"amount": 10**20, "on": "2026-03-01"}, {"amount": 1, "on": "x"}]}]},
        [
            ("invoices[0].payments[0].amount", "amount", "100000000000000000000"),
            ("invoices[0].payments[1].on", "date", "x"),
        ],
        {"invoices": (1, 0)},
    ),
    ({"notes": [{"text": "n", "author": "", "created_at": "31/31/2026"}]},
     [("notes[0].created_at", "date", "31/31/2026")], {"notes": (1, 0)}),
    ({"contacts": [{"name": "Dora", "phone": "call"}]}, [("contacts[0].phone", "phone", "call")], {"contacts": (1, 0)}),
    ({"picture": "data:image/png;base64,%%"}, [("picture", "picture", "data:image/png;base64,%%")], {}),
    ({"picture": "data:image/png;base64,AAAA"}, [("picture", "picture", "image/png")], {}),
    ({"picture": PNG + "A" * 8_000_000}, [("picture", "picture", "")], {}),
]  # fmt: skip


@pytest.mark.parametrize(("given", "problems", "expected"), _WRONG)
def test_what_is_wrong_is_named_by_its_path_and_nothing_else_is_lost(
    command: Command,
    tmp_path: Path,
    given: dict[str, Any],
    problems: list[tuple[str, str, str]],
    expected: dict[str, tuple[int, int]],
) -> None:
    sound = {"name": "Ben", "projects": [{"name": "Shop"}], "picture": PNG}
    path = _write(tmp_path, "".join(json.dumps(client) + "\n" for client in ({"name": "Anna"} | given, sound)))
    rejected = any(count for _created, count in expected.values())
    report = _import(command, path, code=1 if rejected else 0)
    found = [(line, field, code, "" if len(value) > 60 else value) for line, field, code, value in _found(report)]
    assert found == [(1, *problem) for problem in problems]
    assert (report["created"], report["rejected"]) == (2, 0)
    counted = {kind: (each["created"], each["rejected"]) for kind, each in report["belongings"].items()}
    created, left_out = expected.get("projects", (0, 0))
    assert counted == expected | {"projects": (created + 1, left_out)}
    anna, ben = _exported(command)
    assert {kind: len(anna[kind]) for kind in expected} == {kind: created for kind, (created, _) in expected.items()}
    assert ([project["name"] for project in ben["projects"]], ben["picture"]) == (["Shop"], PNG)


def test_documents_come_back_byte_for_byte_and_go_when_the_import_is_taken_back(
    command: Command, tmp_path: Path
) -> None:
    given = tmp_path / "offer.pdf"
    given.write_bytes(bytes(range(256)) * 2000)
    _import(command, _write(tmp_path, [{"name": "Anna"}]))
    assert command("document", "add", 1, given).code == 0
    assert command("export", tmp_path / "all.json").code == 0
    other = ("--database", tmp_path / "other.db")
    imported = command(*other, "import", tmp_path / "all.json")
    assert "1 document created" in imported.out
    assert command(*other, "import", tmp_path / "all.json", "--json").json["belongings"]["documents"]["skipped"] == 1
    assert command(*other, "document", "save", "1", tmp_path / "back.pdf").code == 0
    assert (tmp_path / "back.pdf").read_bytes() == given.read_bytes()
    assert command(*other, "export", "-", "--format", "json", "--fields", "name").json == [{"name": "Anna"}]
    assert [len(each["documents"]) for each in command(*other, "export", "-", "--format", "json").json] == [1]
    assert command(*other, "revert", "1").code == 0
    assert command(*other, "list", "--json").json == []
    with closing(sqlite3.connect(tmp_path / "other.db")) as connection:
        left = [connection.execute(f"SELECT count(*) FROM {table}").fetchone() for table in _OF_DOCUMENTS]
    assert left == [(0,), (0,)]


def test_a_document_that_cannot_go_in_is_named_and_the_others_go_in(command: Command, tmp_path: Path) -> None:
    text = "QUJD"
    documents = [
        {"name": "a.txt", "data": text},
        {"name": "b", "data": "QUJ"},
        {"name": "c"},
        {"name": "d", "data": "%%%%"},
        {"data": text},
        7,
        {"name": "large.bin", "data": "QUJD" * 4_000_000},
        {"name": "e", "media_type": "x/y", "author": "kim", "created_at": MOMENT, "data": "QUJ\nDQ\r\nUI="},
        {"name": "f", "data": text, "created_at": "soon", "colour": "red"},
    ]
    report = _import(command, _write(tmp_path, [{"name": "Anna", "documents": documents}]), code=1)
    assert [(field, code, value) for _line, field, code, value in _found(report)] == [
        ("documents[1]", "document", "b"),
        ("documents[2]", "document", "c"),
        ("documents[3]", "document", "d"),
        ("documents[4].name", "required", ""),
        ("documents[5]", "shape", "7"),
        ("documents[6]", "document_size", "large.bin: > 10 MB"),
        ("documents[8].created_at", "date", "soon"),
    ]
    assert (report["belongings"]["documents"]["created"], report["unmapped"]) == (3, ["documents.colour"])
    assert "document_megabytes" in next(each["message"] for each in report["problems"] if "large" in each["value"])
    first, second, third = _exported(command)[0]["documents"]
    assert (first["name"], first["media_type"], first["size"], first["data"]) == ("a.txt", "text/plain", 3, text)
    assert (second["media_type"], second["author"], second["data"]) == ("x/y", "kim", "QUJDQUI=")
    assert (second["created_at"], third["name"]) == (MOMENT, "f")


def test_names_that_no_field_has_are_reported(command: Command, tmp_path: Path) -> None:
    invoice = INVOICE | {"colour": "red", "payments": [{"amount": "1", "on": "2026-03-01", "bank": "x"}]}
    path = _write(tmp_path, [{"name": "Anna", "invoices": [invoice], "contacts": [{"Vorname": "Dora", "pet": "cat"}]}])
    names = ["invoices.colour", "invoices.payments.bank", "contacts.pet"]
    assert _import(command, path)["unmapped"] == names
    assert ", ".join(names) in command("import", path).err
    assert _exported(command)[0]["contacts"][0]["name"] == "Dora"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('[{"name": "Ben"},\n{"name": "Anna", "notes": [' + "[" * 100_000, "nested too deeply"),
        ('[{"name": "Ben"},\n{"name": "Anna", "invoices": [{"total": NaN}]}]', "holds NaN"),
        ('[{"name": "Ben"},\n{"name": "Anna", "notes": [{"text": "a", "text": "b"}]}]', "holds “text” twice"),
    ],
)
def test_a_broken_file_is_refused_whole_in_one_sentence(
    command: Command, tmp_path: Path, text: str, sentence: str
) -> None:
    result = command("import", _write(tmp_path, text))
    assert (result.code, result.out) == (3, "")
    assert result.err.startswith("Line 2 of ")
    assert sentence in result.err
    assert result.err.count("\n") == 1
    assert command("list", "--json").json == []


def test_a_notes_column_of_another_program_is_still_the_note(command: Command, tmp_path: Path) -> None:
    _import(command, _write(tmp_path, [{"name": "Anna", "notes": "likes tea"}, {"name": "Ben", "projects": 3}]))
    anna, ben = _exported(command)
    assert (anna["note"], anna["notes"], ben["projects"]) == ("likes tea", [], [])


def test_tags_and_points_with_separators_in_them_stay_whole(command: Command, tmp_path: Path) -> None:
    points = [{"label": "a: b", "value": "x@example.com"}, {"label": "", "value": "y@example.com"}]
    path = _write(tmp_path, [{"name": "Anna", "tags": ["a, b", "c; d"], "more_emails": points}])
    _import(command, path)
    for name in ("out.json", "out.csv"):
        assert command("export", tmp_path / name).code == 0
        assert command("--database", tmp_path / f"{name}.db", "import", tmp_path / name).code == 0
        (client,) = command("--database", tmp_path / f"{name}.db", "list", "--json").json
        assert (client["tags"], client["more_emails"]) == (["a, b", "c; d"], points)
