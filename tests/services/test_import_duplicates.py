"""Importing again: who is there already, and what becomes of the row."""

from pathlib import Path

import pytest

from tests.services.importing_files import SAMPLE, bring_in, codes, everybody, file
from tui_clients.errors import UsageError
from tui_clients.storage import history
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database

HEADER = "Identifier,Name,E-mail,City,Company name\n"


def _start(database: Database, folder: Path) -> None:
    bring_in(database, file(folder, HEADER + "u1,Anna,anna@example.com,Bonn,Alpha\n", "start.csv"))


@pytest.mark.parametrize("on_duplicate", ["skip", "update"])
def test_the_same_file_again_adds_and_changes_nothing(database: Database, on_duplicate: str) -> None:
    bring_in(database, SAMPLE / "clients.csv")
    before = everybody(database)
    report = bring_in(database, SAMPLE / "clients.csv", on_duplicate=on_duplicate)
    assert (report.created, report.updated, report.skipped) == (0, 0, 240)
    assert everybody(database) == before


@pytest.mark.parametrize(
    "row",
    [
        "u1,Anna B,other@example.com,Kiel,Beta",
        ",Anna B,ANNA@example.com,Kiel,Beta",
        "u2,Anna B,anna@example.com,Kiel,Beta",
    ],
)
def test_a_client_is_known_by_identifier_or_email(database: Database, tmp_path: Path, row: str) -> None:
    _start(database, tmp_path)
    path = file(tmp_path, f"{HEADER}{row}\n")
    skipped = bring_in(database, path)
    assert (skipped.created, skipped.skipped) == (0, 1)
    assert codes(skipped)[0][2] == "duplicate"
    updated = bring_in(database, path, on_duplicate="update")
    assert updated.updated == 1
    (anna,) = everybody(database)
    assert (anna.uid, anna.name, anna.city, anna.version) == ("u1", "Anna B", "Kiel", 2)


def test_an_update_leaves_alone_what_the_file_does_not_say(database: Database, tmp_path: Path) -> None:
    header = "Name,E-mail,City,Company name,Gender,Status\n"
    bring_in(database, file(tmp_path, header + "Anna,anna@example.com,Bonn,Alpha,female,inactive\n"))
    path = file(tmp_path, "Name,E-mail,City,Gender,Status\nAnna B,anna@example.com,,unsaid,asleep\n")
    report = bring_in(database, path, on_duplicate="update")
    (anna,) = everybody(database)
    assert (anna.city, anna.company_name) == ("Bonn", "Alpha")
    assert (anna.gender.value, anna.status.value) == ("female", "inactive")
    newest, _created = history.of_client(database, anna.id)
    assert newest.fields == {"name": ("Anna", "Anna B")}
    assert database.sql("SELECT import_id FROM change WHERE id = ?", newest.id) == [(report.import_id,)]


def test_create_adds_a_second_client_with_an_identifier_of_its_own(database: Database, tmp_path: Path) -> None:
    _start(database, tmp_path)
    path = file(tmp_path, HEADER + "u1,Anna,anna@example.com,Bonn,Alpha\nu9,Nia,anna@example.com,,\n")
    report = bring_in(database, path, on_duplicate="create")
    assert (report.created, report.skipped) == (2, 0)
    first, second, third = everybody(database)
    assert (first.uid, first.name, third.uid) == ("u1", second.name, "u9")
    assert second.uid not in ("u1", "u9", "")


def test_a_row_before_in_the_same_file_counts_too(database: Database, tmp_path: Path) -> None:
    rows = "Anna,anna@example.com,\nAnna B,Anna@Example.com,Kiel\n"
    report = bring_in(database, file(tmp_path, "Name,E-mail,City\n" + rows))
    assert (report.created, report.skipped) == (1, 1)
    assert codes(report) == [(3, "email", "duplicate")]


@pytest.mark.parametrize("between", [0, 700])
def test_an_update_by_a_row_of_the_same_file_is_kept(database: Database, tmp_path: Path, between: int) -> None:
    others = "".join(f"Client {n},,\n" for n in range(between))
    rows = f"Anna,anna@example.com,\n{others}Anna B,anna@example.com,Kiel\n"
    report = bring_in(database, file(tmp_path, "Name,E-mail,City\n" + rows), on_duplicate="update")
    assert (report.created, report.updated) == (1 + between, 1)
    found = [(client.name, client.city) for client in everybody(database) if client.email]
    assert found == [("Anna B", "Kiel")]


@pytest.mark.parametrize("between", [0, 700])
def test_rows_with_identifiers_of_their_own_may_share_an_email(
    database: Database, tmp_path: Path, between: int
) -> None:
    others = "".join(f"x{n},Client {n},,,\n" for n in range(between))
    rows = f"u1,Anna,office@example.com,,\n{others}u2,Ben,office@example.com,,\n"
    report = bring_in(database, file(tmp_path, HEADER + rows))
    assert (report.created, report.skipped) == (2 + between, 0)


def test_the_same_identifier_twice_in_a_file_is_one_client(database: Database, tmp_path: Path) -> None:
    path = file(tmp_path, HEADER + "u1,Anna,,,\nu1,Ben,,,\n")
    report = bring_in(database, path)
    assert (report.created, report.skipped) == (1, 1)
    assert [client.name for client in everybody(database)] == ["Anna"]


def test_people_without_an_email_are_never_taken_for_each_other(database: Database, tmp_path: Path) -> None:
    path = file(tmp_path, "Name,Mobile\nAnna,+4930123456\nAnna,+4930123456\n")
    assert bring_in(database, path).created == 2


def test_what_is_no_email_tells_nobody_apart(database: Database, tmp_path: Path) -> None:
    path = file(tmp_path, "Name,E-mail\nAnna,n/a\nBen,n/a\n")
    assert bring_in(database, path).created == 2
    assert bring_in(database, path).created == 2


def test_matching_by_name_asks_for_the_same_company(database: Database, tmp_path: Path) -> None:
    _start(database, tmp_path)
    path = file(tmp_path, "Name,Company name,City\nAnna,ALPHA,Kiel\nAnna,Beta,Kiel\n")
    report = bring_in(database, path, on_duplicate="update", match=("name",))
    assert (report.created, report.updated) == (1, 1)
    assert [(c.company_name, c.city) for c in everybody(database)] == [("ALPHA", "Kiel"), ("Beta", "Kiel")]


def test_matching_by_identifier_alone_lets_an_email_come_twice(database: Database, tmp_path: Path) -> None:
    _start(database, tmp_path)
    path = file(tmp_path, HEADER + "u2,Anna,anna@example.com,,\n")
    assert bring_in(database, path, match=("uid",)).created == 1


def test_a_field_that_cannot_be_matched_by_is_refused(database: Database, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        bring_in(database, file(tmp_path, "Name\nAnna\n"), match=("shoe size",))
    assert "uid, email, phone, mobile, name" in str(refused.value)


def test_a_client_in_the_trash_is_not_there_and_its_identifier_is_free(database: Database, tmp_path: Path) -> None:
    _start(database, tmp_path)
    Clients(database).delete([1], "me")
    path = file(tmp_path, HEADER + "u1,Anna,anna@example.com,Bonn,Alpha\n")
    assert bring_in(database, path).created == 1
    assert [client.uid for client in everybody(database)] == ["u1"]


def test_several_updates_of_one_client_make_one_step_in_its_history(database: Database, tmp_path: Path) -> None:
    _start(database, tmp_path)
    path = file(tmp_path, "Name,E-mail,City\nAnna,anna@example.com,Kiel\nAnna,anna@example.com,Ulm\n")
    report = bring_in(database, path, on_duplicate="update")
    assert report.updated == 2
    newest, _created = history.of_client(database, 1)
    assert newest.fields == {"city": ("Bonn", "Ulm")}
