"""Which client a row means: by any address or number, by folded name and company, and what if several fit."""

import json
from pathlib import Path

import pytest

from tests.services.importing_files import bring_in, codes, everybody, file
from tui_clients.domain.client import Client, ContactPoint
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database
from tui_clients.storage.projects import Projects

ANNA = Client(
    "Anna Müller",
    company_name="Öl & Gas",
    email="anna@example.com",
    mobile="+491711234567",
    office_phone="+4930123456",
    more_emails=(ContactPoint("home", "anna@home.example"),),
    more_phones=(ContactPoint("", "+4940123456;ext=7"),),
    uid="u1",
)


def _row(database: Database, folder: Path, header: str, row: str, **options: object) -> tuple[int, int, int]:
    report = bring_in(database, file(folder, f"{header}\n{row}\n"), **{"on_duplicate": "update", **options})  # type: ignore[arg-type]
    return report.created, report.updated, report.skipped


@pytest.mark.parametrize("address", ["anna@example.com", "ANNA@HOME.example"])
def test_any_email_of_a_client_tells_who_it_is(
    database: Database, clients: Clients, tmp_path: Path, address: str
) -> None:
    clients.add(ANNA, "me")
    assert _row(database, tmp_path, "Name,E-mail,City", f"A,{address},Bonn") == (0, 1, 0)
    [anna] = everybody(database)
    assert (anna.city, anna.email, anna.more_emails) == ("Bonn", "anna@example.com", ANNA.more_emails)


def test_a_further_email_of_the_row_counts_too(database: Database, clients: Clients, tmp_path: Path) -> None:
    clients.add(ANNA, "me")
    row = json.dumps([{"name": "A", "email": "", "more_emails": [{"label": "", "value": "anna@example.com"}]}])
    report = bring_in(database, file(tmp_path, row, "one.json"))
    assert (report.created, report.skipped) == (0, 1)
    assert codes(report) == [(1, "more_emails", "duplicate")]


@pytest.mark.parametrize("number", ["0171 1234567", "+49 30 / 123456", "0049 40 123456 ext. 7"])
@pytest.mark.parametrize("column", ["Mobile", "Office phone"])
def test_any_number_meets_any_other_however_it_is_written(
    database: Database, clients: Clients, tmp_path: Path, number: str, column: str
) -> None:
    clients.add(ANNA, "me")
    options = {"match": ("phone",), "country": "DE"}
    assert _row(database, tmp_path, f"Name,{column},City", f"A,{number},Bonn", **options) == (0, 1, 0)


@pytest.mark.parametrize("number", ["040 123456", "0171 1234568", "-", "000000000", "+49 0000000", "call me"])
def test_another_extension_or_no_number_at_all_meets_nobody(
    database: Database, clients: Clients, tmp_path: Path, number: str
) -> None:
    clients.add(ANNA, "me")
    path = file(tmp_path, f"Name,Mobile\nA,{number}\nB,{number}\n")
    assert bring_in(database, path, match=("phone",), country="DE").created == (
        1 if number[:3] in ("040", "017") else 2
    )


def test_mobile_means_the_mobile_number_alone(database: Database, clients: Clients, tmp_path: Path) -> None:
    clients.add(ANNA, "me")
    assert _row(database, tmp_path, "Name,Mobile", "A,+4930123456", match=("mobile",)) == (1, 0, 0)
    assert _row(database, tmp_path, "Name,Mobile", "A,+491711234567", match=("mobile",)) == (0, 1, 0)


@pytest.mark.parametrize(
    ("name", "company", "is_same"),
    [
        ("anna  MUELLER", "oel & gas", True),
        ("Änna Müller", "Öl  & Gas", True),
        ("Anna Muller", "OL & GAS", True),
        ("Anna Müller", "", False),
        ("Anna Müller", "Gas & Öl", False),
        ("Anna Mueler", "Öl & Gas", False),
    ],
)
@pytest.mark.parametrize("is_reversed", [False, True])
def test_case_accents_umlauts_and_spaces_do_not_make_another_name(
    database: Database, tmp_path: Path, name: str, company: str, is_same: bool, is_reversed: bool
) -> None:
    rows = [("Anna Müller", "Öl & Gas"), (name, company)][:: -1 if is_reversed else 1]
    for first in (False, True):  # in the file alone, then in the database
        path = file(tmp_path, "Name,Company name\n" + "".join(f"{a},{b}\n" for a, b in rows[first:]))
        report = bring_in(database, path, match=("name",))
        assert report.created == (0 if first else 1 if is_same else 2)


@pytest.mark.parametrize("name", ["n/a", "-", "Unknown", "k. A.", "???"])
def test_names_that_say_nothing_are_never_taken_for_each_other(database: Database, tmp_path: Path, name: str) -> None:
    path = file(tmp_path, f"Name,City\n{name},Bonn\n{name},Kiel\n")
    assert bring_in(database, path, match=("name",)).created == 2


@pytest.mark.parametrize("uid", ["n/a", "-", "null"])
def test_an_identifier_that_says_nothing_is_none(database: Database, tmp_path: Path, uid: str) -> None:
    path = file(tmp_path, f"Identifier,Name\n{uid},Anna\n{uid},Ben\n")
    assert bring_in(database, path).created == 2
    assert uid not in [client.uid for client in everybody(database)]


@pytest.mark.parametrize("on_duplicate", ["skip", "update", "fill"])
def test_a_row_that_fits_several_clients_goes_into_none_and_names_them(
    database: Database, clients: Clients, tmp_path: Path, on_duplicate: str
) -> None:
    for name in ("Anna", "Ben"):
        clients.add(Client(name, email="office@example.com"), "me")
    report = bring_in(
        database, file(tmp_path, "Name,E-mail,City\nCem,office@example.com,Bonn\n"), on_duplicate=on_duplicate
    )
    assert (report.created, report.updated, report.skipped) == (0, 0, 1)
    [found] = report.problems
    assert (found.problem.field, found.problem.code.value) == ("email", "ambiguous")
    assert found.problem.value == "Anna (1), Ben (2)"
    assert [client.city for client in everybody(database)] == ["", ""]


def test_keys_that_point_to_different_clients_change_neither(
    database: Database, clients: Clients, tmp_path: Path
) -> None:
    clients.add(Client("Anna", email="anna@example.com"), "me")
    clients.add(Client("Ben", mobile="+4930123456"), "me")
    header, row = "Name,E-mail,Mobile,City", "Cem,anna@example.com,+4930123456,Bonn"
    assert _row(database, tmp_path, header, row, match=("phone", "email")) == (0, 0, 1)
    report = bring_in(database, file(tmp_path, f"{header}\n{row}\n"), match=("phone", "email"))
    assert [found.problem.value for found in report.problems] == ["Ben (2), Anna (1)"]  # by the order of the keys


def test_a_later_key_narrows_what_the_first_leaves_open(database: Database, clients: Clients, tmp_path: Path) -> None:
    for name in ("Anna", "Ben"):
        clients.add(Client(name, email="office@example.com"), "me")
    row = "Ben,office@example.com,Bonn"
    assert _row(database, tmp_path, "Name,E-mail,City", row, match=("email", "name")) == (0, 1, 0)
    assert [client.city for client in everybody(database)] == ["", "Bonn"]


def test_the_identifier_decides_alone_and_what_else_fits_is_flagged(
    database: Database, clients: Clients, tmp_path: Path
) -> None:
    clients.add(Client("Anna", uid="u1"), "me")
    clients.add(Client("Ben", email="ben@example.com"), "me")
    path = file(tmp_path, "Identifier,Name,E-mail\nu1,Anna,ben@example.com\n")
    report = bring_in(database, path, on_duplicate="update")
    assert (report.updated, codes(report)) == (1, [(2, "uid", "ambiguous")])
    assert [client.email for client in everybody(database)] == ["ben@example.com", "ben@example.com"]


def test_what_belongs_to_a_doubtful_client_goes_to_nobody(database: Database, clients: Clients, tmp_path: Path) -> None:
    for name in ("Anna", "Ben"):
        clients.add(Client(name, email="office@example.com"), "me")
    row = json.dumps([{"name": "Cem", "email": "office@example.com", "projects": [{"name": "Roof"}]}])
    report = bring_in(database, file(tmp_path, row, "one.json"))
    assert report.belongings["projects"]["rejected"] == 1
    assert not Projects(database).of_client(1)
    assert not Projects(database).of_client(2)
