"""Clients from files: what goes in, what is flagged, what is rejected, and that all of it happens or nothing."""

import csv
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.conftest import SHARED_DATA
from tests.services.importing_files import SAMPLE, bring_in, codes, counts, everybody, file
from tui_clients.domain.dates import Order
from tui_clients.errors import Canceled, FileRefused, UsageError
from tui_clients.services import importing
from tui_clients.services.importing import Options, Outcome
from tui_clients.services.progress import Progress
from tui_clients.settings import Settings
from tui_clients.storage import history
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database

SPECTRUM = sorted((SHARED_DATA / "csv-spectrum" / "csvs").glob("*.csv")) if SHARED_DATA.is_dir() else []


def test_the_report_counts_what_the_database_counts(database: Database) -> None:
    report = bring_in(database, SAMPLE / "clients.csv")
    assert (report.rows, report.created, report.rejected, report.skipped) == (240, 240, 0, 0)
    assert Clients(database).count() == 240
    imported = database.sql("SELECT count(*) FROM change WHERE action = 'imported' AND import_id = ?", report.import_id)
    assert imported == [(240,)]
    ((stored,),) = database.sql("SELECT counts FROM import_run WHERE id = ?", report.import_id)
    assert json.loads(stored) == {"created": 240, "updated": 0, "skipped": 0, "rejected": 0}


def test_awkward_clients_go_in_and_only_the_nameless_one_does_not(database: Database) -> None:
    report = bring_in(database, SAMPLE / "awkward.csv")
    assert (report.created, report.skipped, report.rejected) == (34, 0, 1)
    assert [code for code in codes(report) if code[2] == "required"] == [(21, "name", "required")]


def test_what_cannot_be_read_is_kept_as_typed_and_flagged(database: Database, tmp_path: Path) -> None:
    path = file(tmp_path, "Name,E-mail,Mobile,Country\nAnna,anna@@x,call me,Atlantis\n")
    report = bring_in(database, path)
    (anna,) = everybody(database)
    assert (anna.email, anna.mobile, anna.country) == ("anna@@x", "call me", "Atlantis")
    assert (report.created, report.flagged, report.rejected) == (1, 1, 0)
    assert sorted(code for _line, _field, code in codes(report)) == ["country", "email", "phone"]


def test_rejected_rows_are_written_with_line_field_value_and_reason(database: Database, tmp_path: Path) -> None:
    path = file(tmp_path, 'Name,E-mail,Shoe size\nAnna,anna@example.com,38\n,"b,@example.com",43\nCem,,\n')
    errors = tmp_path / "errors.csv"
    plan = importing.inspect(path, Settings())
    report = importing.run(plan, database, "me", errors=errors, describe=lambda problem: f"no {problem.field}")
    assert (report.created, report.rejected) == (2, 1)
    with errors.open(encoding="utf-8", newline="") as stream:
        assert list(csv.reader(stream)) == [
            ["Name", "E-mail", "Shoe size", "line", "field", "value", "reason"],
            ["", "b,@example.com", "43", "3", "name", "", "no name"],
        ]
    assert errors.stat().st_mode & 0o777 == 0o600
    assert report.unmapped == ("Shoe size",)


def test_the_rejected_rows_can_be_corrected_and_imported_again(database: Database, tmp_path: Path) -> None:
    path = file(tmp_path, "Name,E-mail\nAnna,anna@example.com\n,ben@example.com\n")
    errors = tmp_path / "errors.csv"
    importing.run(importing.inspect(path, Settings()), database, "me", errors=errors)
    errors.write_text(errors.read_text().replace("\n,", "\nBen,"))
    report = bring_in(database, errors)
    assert (report.created, report.rejected) == (1, 0)
    assert [(c.name, c.email) for c in everybody(database)] == [
        ("Anna", "anna@example.com"),
        ("Ben", "ben@example.com"),
    ]


def test_the_errors_may_replace_neither_the_file_nor_the_database(database: Database, tmp_path: Path) -> None:
    path = file(tmp_path, "Name\nAnna\n")
    plan = importing.inspect(path, Settings())
    for taken in (tmp_path / "." / "file.csv", database.path):
        with pytest.raises(UsageError):
            importing.run(plan, database, "me", errors=taken)
    assert path.read_text() == "Name\nAnna\n"
    assert counts(database)["import_run"] == 0


def test_an_older_errors_file_stays_when_the_import_fails(database: Database, tmp_path: Path) -> None:
    path = file(tmp_path, 'Name,Note\n,x\nBen,"never closed\n')
    errors = file(tmp_path, "precious", "errors.csv")
    plan = importing.inspect(file(tmp_path, "Name,Note\nAnna,x\n", "sound.csv"), Settings())
    path.replace(tmp_path / "sound.csv")
    with pytest.raises(FileRefused):
        importing.run(plan, database, "me", errors=errors)
    assert errors.read_text() == "precious"


def test_a_dry_run_counts_exactly_and_leaves_no_trace(database: Database, tmp_path: Path) -> None:
    bring_in(database, file(tmp_path, "Name,E-mail\nAnna,anna@example.com\n"))
    before = counts(database)
    path = file(tmp_path, "Name,E-mail\nAnna,ANNA@example.com\nBen,\n,x@example.com\nCem,\n")
    plan = importing.inspect(path, Settings())
    dry = importing.run(plan, database, "me", is_dry_run=True)
    assert (dry.created, dry.skipped, dry.rejected, dry.import_id) == (2, 1, 1, 0)
    assert counts(database) == before
    real = importing.run(plan, database, "me")
    assert (real.created, real.skipped, real.rejected) == (dry.created, dry.skipped, dry.rejected)
    assert counts(database)["client"] == 3


def test_a_canceled_import_changes_nothing(database: Database, tmp_path: Path) -> None:
    path = file(tmp_path, "Name\n" + "".join(f"Client {n}\n" for n in range(1200)))
    plan = importing.inspect(path, Settings())
    asked: list[int] = []

    def is_canceled() -> bool:
        asked.append(counts(database)["client"])
        return len(asked) == 2

    with pytest.raises(Canceled):
        importing.run(plan, database, "me", is_canceled=is_canceled)
    assert asked == [500, 1000]
    assert set(counts(database).values()) == {0}


def test_progress_tells_rows_and_bytes(database: Database, tmp_path: Path) -> None:
    path = file(tmp_path, "Name\n" + "".join(f"Client {n}\n" for n in range(600)))
    told: list[Progress] = []
    importing.run(importing.inspect(path, Settings()), database, "me", progress=told.append)
    assert told[0].rows == 500
    assert told[0].bytes_total == path.stat().st_size
    assert 0 < told[0].bytes_done <= told[0].bytes_total


def test_a_file_that_breaks_in_the_middle_changes_nothing(database: Database, tmp_path: Path) -> None:
    path = file(tmp_path, "Name,Note\n" + "Anna,x\n" * 700 + 'Ben,"never closed\n')
    with pytest.raises(FileRefused) as refused:
        bring_in(database, path)
    assert "702" in str(refused.value)
    assert set(counts(database).values()) == {0}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.csv", b""),
        ("blank.csv", b"\n\n   \n"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 4),
        ("unknown.csv", b"Foo,Bar\n1,2\n"),
        ("nameless.csv", b"E-mail,City\nanna@example.com,Berlin\n"),
    ],
)
def test_a_file_without_clients_is_refused_and_no_import_is_recorded(
    database: Database, tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FileRefused):
        bring_in(database, path)
    assert set(counts(database).values()) == {0}


def test_a_folder_is_refused(database: Database, tmp_path: Path) -> None:
    with pytest.raises(FileRefused):
        bring_in(database, tmp_path)


def test_the_preview_shows_what_will_be_stored_and_writes_nothing(database: Database) -> None:
    plan = importing.inspect(SAMPLE / "awkward.csv", Settings())
    shown = importing.preview(plan, database, 100)
    assert set(counts(database).values()) == {0}
    report = importing.run(plan, database, "me")
    wanted = [row for row in shown if row.outcome is Outcome.CREATED]
    assert len(wanted) == report.created
    names = [(row.item.uid, row.item.name) for row in wanted if not hasattr(row.item, "number")]  # type: ignore[union-attr]
    assert names == [(client.uid, client.name) for client in everybody(database)]
    assert sum(len(row.problems) for row in shown) == report.problem_count


def test_the_preview_knows_what_is_there_already(database: Database, tmp_path: Path) -> None:
    bring_in(database, file(tmp_path, "Name,E-mail\nAnna,anna@example.com\n"))
    path = file(tmp_path, "Name,E-mail\nAnna B,anna@example.com\nBen,ben@example.com\nBen,ben@example.com\n,\n-,\n")
    shown = importing.preview(importing.inspect(path, Settings()), database, 3)
    assert [row.outcome for row in shown] == [Outcome.SKIPPED, Outcome.CREATED, Outcome.SKIPPED]
    assert [row.row.line for row in shown] == [2, 3, 4]


def test_local_numbers_are_read_by_the_rows_country_else_the_users(database: Database, tmp_path: Path) -> None:
    path = file(tmp_path, "Name,Mobile,Country\nAnna,020 7946 0018,GB\nBen,030 123456,\n")
    bring_in(database, path, country="DE")
    assert [client.mobile for client in everybody(database)] == ["+442079460018", "+4930123456"]


def test_the_country_of_the_command_goes_before_that_of_the_settings(database: Database, tmp_path: Path) -> None:
    path = file(tmp_path, "Name,Mobile\nAnna,020 7946 0018\n")
    plan = importing.inspect(path, Settings(country="DE"), Options(country="United Kingdom"))
    importing.run(plan, database, "me")
    assert everybody(database)[0].mobile == "+442079460018"
    with pytest.raises(UsageError):
        importing.inspect(path, Settings(), Options(country="Atlantis"))


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (("31/12/2023", "01/02/2024"), [(2023, 12, 31), (2024, 2, 1)]),
        (("12/31/2023", "01/02/2024"), [(2023, 12, 31), (2024, 1, 2)]),
        (("2023-12-31", "2024-02-01"), [(2023, 12, 31), (2024, 2, 1)]),
    ],
)
def test_the_order_of_dates_is_decided_from_the_whole_column(
    database: Database, tmp_path: Path, dates: tuple[str, str], expected: list[tuple[int, int, int]]
) -> None:
    path = file(tmp_path, f"Name,Date added\nAnna,{dates[0]} 12:00Z\nBen,{dates[1]} 12:00Z\n")
    assert codes(bring_in(database, path)) == []
    assert [client.created_at for client in everybody(database)] == [datetime(*day, 12, tzinfo=UTC) for day in expected]


def test_dates_whose_order_is_open_are_flagged_and_never_guessed(database: Database, tmp_path: Path) -> None:
    path = file(tmp_path, "Name,Date added\nAnna,01/02/2024 12:00Z\nBen,05/05/2024 12:00Z\n")
    plan = importing.inspect(path, Settings())
    assert plan.open_dates == ("created_at",)
    report = importing.run(plan, database, "me")
    assert codes(report) == [(2, "created_at", "date_order")]
    anna, ben = everybody(database)
    assert anna.created_at is not None
    assert anna.created_at.year >= 2026
    assert ben.created_at == datetime(2024, 5, 5, 12, tzinfo=UTC)
    decided = importing.inspect(path, Settings(), Options(dates=Order.MDY))
    (first, _second) = importing.preview(decided, database)
    assert first.item.created_at == datetime(2024, 1, 2, 12, tzinfo=UTC)  # type: ignore[union-attr]


def test_date_added_moves_only_when_a_column_says_so(database: Database, tmp_path: Path) -> None:
    old = datetime(2020, 1, 2, tzinfo=UTC)
    bring_in(database, file(tmp_path, "Name,E-mail,Date added\nAnna,a@example.com,2020-01-02T00:00:00Z\n"))
    bring_in(database, file(tmp_path, "Name,E-mail,City\nAnna,a@example.com,Bonn\n"), on_duplicate="update")
    (anna,) = everybody(database)
    assert (anna.created_at, anna.city) == (old, "Bonn")


def test_surplus_cells_and_stray_quotes_are_flagged(database: Database, tmp_path: Path) -> None:
    report = bring_in(database, file(tmp_path, 'Name,City\nAnna,Bonn,what?\nBen,"Berlin" Mitte\n'))
    assert report.created == 2
    assert codes(report) == [(2, "", "cells"), (3, "", "quotes")]


def test_a_text_that_no_database_can_store_costs_its_row_or_is_refused(database: Database, tmp_path: Path) -> None:
    path = file(tmp_path, '[{"name": "Anna"}, {"name": "B\\ud800"}]', "file.json")
    try:
        report = bring_in(database, path)
    except FileRefused:
        assert set(counts(database).values()) == {0}
    else:
        assert (report.created, report.rejected) == (1, 1)


def test_every_naughty_string_is_a_name_or_is_rejected_for_being_blank(
    database: Database, tmp_path: Path, naughty_strings: list[str]
) -> None:
    path = tmp_path / "naughty.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(["Name", "City"])
        table.writerows([text, str(number)] for number, text in enumerate(naughty_strings))
    report = bring_in(database, path)
    stored = {int(client.city): client.name for client in everybody(database)}
    wanted = {n: text.strip() for n, text in enumerate(naughty_strings) if text.strip() and len(text) <= 300}
    assert stored == wanted
    assert report.rejected == len(naughty_strings) - len(wanted)


@pytest.mark.skipif(not SPECTRUM, reason="the public test data is not there")
@pytest.mark.parametrize("path", SPECTRUM, ids=lambda path: path.stem)
def test_the_files_of_csv_spectrum_are_read_or_refused_with_a_reason(database: Database, path: Path) -> None:
    expected = json.loads((path.parents[1] / "json" / f"{path.stem}.json").read_text(encoding="utf-8"))
    columns = list(expected[0])
    fields = ("name", "city", "state", "postal_code", "company_name")
    pairs = tuple(f"{column}={field}" for column, field in zip(columns, fields, strict=False))
    report = bring_in(database, path, pairs=pairs)
    assert report.rows == len(expected)
    rows = [
        {column: getattr(client, f) for column, f in zip(columns, fields, strict=False)}
        for client in everybody(database)
    ]
    assert rows == [row for row in expected if row[columns[0]].strip()]


def test_history_names_the_import_and_who_ran_it(database: Database, tmp_path: Path) -> None:
    report = bring_in(database, file(tmp_path, "Name\nAnna\n"), by="kim")
    (change,) = history.of_client(database, everybody(database)[0].id)
    assert (change.action, change.by) == ("imported", "kim")
    assert database.sql('SELECT "by", source, target FROM import_run') == [("kim", "file.csv", "clients")]
    assert report.import_id == 1
