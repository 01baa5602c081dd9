"""A row of a client that is there: it overwrites, or fills what is empty; several values are united."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from tests.services.importing_files import bring_in, everybody, file
from tui_clients.domain.client import Client, ContactPoint
from tui_clients.services import reverting
from tui_clients.storage import history
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database, open_database

_FIELDS = ("name", "email", "mobile", "office_phone", "company_name", "city", "category", "sub_category", "status",
           "gender", "language", "country", "tags", "note", "more_emails", "more_phones", "created_at")  # fmt: skip


def _rows(folder: Path, *rows: dict[str, str], name: str = "rows.csv") -> Path:
    text = io.StringIO()
    table = csv.DictWriter(text, list(dict.fromkeys(key for row in rows for key in row)))
    table.writeheader()
    table.writerows(rows)
    return file(folder, text.getvalue(), name)


def test_filling_leaves_alone_what_is_there(database: Database, clients: Clients, tmp_path: Path) -> None:
    clients.add(Client("Anna", email="anna@example.com", city="Bonn", category="Shops"), "me")
    row = {"name": "Anna B", "email": "anna@example.com", "city": "Kiel", "company_name": "Alpha", "gender": "female",
           "status": "inactive", "category": "Service", "sub_category": "Hair"}  # fmt: skip
    report = bring_in(database, _rows(tmp_path, row), on_duplicate="fill")
    assert report.updated == 1
    [anna] = everybody(database)
    assert (anna.name, anna.city, anna.status.value) == ("Anna", "Bonn", "active")
    assert (anna.company_name, anna.gender.value) == ("Alpha", "female")
    assert (anna.category, anna.sub_category) == ("Shops", "")  # hair is no sort of shops
    newest, _created = history.of_client(database, anna.id)
    assert sorted(newest.fields) == ["company_name", "gender"]
    assert bring_in(database, _rows(tmp_path, row), on_duplicate="fill").skipped == 1


@pytest.mark.parametrize(("on_duplicate", "label", "shoe"), [("update", "shop", "39"), ("fill", "work", "38")])
def test_points_tags_and_custom_fields_are_united(
    database: Database, clients: Clients, tmp_path: Path, on_duplicate: str, label: str, shoe: str
) -> None:
    points = (ContactPoint("work", "a@work.example"), ContactPoint("", "+4930123456"))
    anna = Client("Anna", email="anna@example.com", tags=("VIP", "old"), extra={"Shoe": "38", "Hat": ""})
    clients.add(Client(**{**_values(anna), "more_emails": points[:1], "more_phones": points[1:]}), "me")
    row = {"name": "Anna", "email": "anna@example.com", "tags": "vip; new", "extra": '{"Shoe": "39", "Hat": "M"}',
           "more_emails": "shop: A@work.example\nhome: a@home.example\nanna@example.com",
           "more_phones": "desk: +4930123456"}  # fmt: skip
    assert bring_in(database, _rows(tmp_path, row), on_duplicate=on_duplicate).updated == 1
    [anna] = everybody(database)
    assert anna.tags == ("VIP", "old", "new")
    assert anna.extra == {"Shoe": shoe, "Hat": "M"}
    assert anna.more_emails == (ContactPoint(label, "a@work.example"), ContactPoint("home", "a@home.example"))
    assert anna.more_phones == (ContactPoint("desk", "+4930123456"),)
    assert bring_in(database, _rows(tmp_path, row), on_duplicate=on_duplicate).skipped == 1


def _values(client: Client) -> dict[str, Any]:
    return {name: getattr(client, name) for name in ("name", "email", "tags", "extra")}


def test_an_update_by_a_further_address_leaves_the_first_one(
    database: Database, clients: Clients, tmp_path: Path
) -> None:
    home = ContactPoint("home", "anna@home.example")
    clients.add(Client("Anna", email="anna@work.example", more_emails=(home,)), "me")
    bring_in(database, _rows(tmp_path, {"name": "Anna", "email": "anna@home.example"}), on_duplicate="update")
    [anna] = everybody(database)
    assert (anna.email, anna.more_emails) == ("anna@work.example", (home,))


def test_addresses_that_change_places_are_both_kept(database: Database, clients: Clients, tmp_path: Path) -> None:
    clients.add(Client("Anna", uid="u1", email="a@example.com"), "me")
    row = {"uid": "u1", "name": "Anna", "more_emails": "a@example.com", "email": "b@example.com"}
    for outcome in ("updated", "skipped"):
        assert getattr(bring_in(database, _rows(tmp_path, row), on_duplicate="update"), outcome) == 1
    [anna] = everybody(database)
    assert (anna.email, anna.more_emails) == ("b@example.com", (ContactPoint("", "a@example.com"),))


@pytest.mark.parametrize("nothing", ["n/a", "-", "unknown", "K.A."])
def test_what_says_nothing_overwrites_nothing(
    database: Database, clients: Clients, tmp_path: Path, nothing: str
) -> None:
    clients.add(Client("Anna", uid="u1", email="a@example.com", city="Bonn", mobile="+4930123456"), "me")
    row = {"uid": "u1", "name": "Anna", "email": nothing, "city": nothing, "mobile": nothing}
    assert bring_in(database, _rows(tmp_path, row), on_duplicate="update").updated == 0
    [anna] = everybody(database)
    assert (anna.email, anna.city, anna.mobile) == ("a@example.com", "Bonn", "+4930123456")


def test_a_second_row_fills_the_first_one_of_the_same_file(database: Database, tmp_path: Path) -> None:
    rows = [{"name": "Anna", "email": "a@example.com", "city": "", "tags": "x"},
            {"name": "Anna B", "email": "a@example.com", "city": "Kiel", "tags": "y"}]  # fmt: skip
    report = bring_in(database, _rows(tmp_path, *rows), on_duplicate="fill")
    assert (report.created, report.updated) == (1, 1)
    [anna] = everybody(database)
    assert (anna.name, anna.city, anna.tags, anna.version) == ("Anna", "Kiel", ("x", "y"), 1)


@pytest.mark.parametrize("on_duplicate", ["update", "fill"])
def test_the_date_added_moves_only_with_a_column_for_it(
    database: Database, clients: Clients, tmp_path: Path, on_duplicate: str
) -> None:
    stored = clients.add(Client("Anna", email="a@example.com"), "me")
    row = {"name": "Anna", "email": "a@example.com", "city": "Bonn"}
    assert bring_in(database, _rows(tmp_path, row), on_duplicate=on_duplicate).updated == 1
    assert everybody(database)[0].created_at == stored.created_at
    dated = {**row, "created_at": "2020-01-02T03:04:05Z"}
    report = bring_in(database, _rows(tmp_path, dated), on_duplicate=on_duplicate)
    [anna] = everybody(database)
    if on_duplicate == "fill":  # every client has one
        assert (report.skipped, anna.created_at) == (1, stored.created_at)
        return
    assert report.updated == 1
    assert anna.created_at is not None
    assert anna.created_at.isoformat() == "2020-01-02T03:04:05+00:00"
    newest = history.of_client(database, anna.id)[0]
    assert list(newest.fields) == ["created_at"]
    reverting.revert(database, report.import_id, "me")
    assert everybody(database)[0].created_at == stored.created_at


def test_belongings_are_filled_too(database: Database, clients: Clients, tmp_path: Path) -> None:
    clients.add(Client("Anna", email="a@example.com"), "me")
    header = "client_email,name,start,deadline\n"
    bring_in(database, file(tmp_path, f"{header}a@example.com,Roof,2026-01-01,\n"))
    path = file(tmp_path, f"{header}a@example.com,Roof,2027-01-01,2027-02-01\n")
    assert bring_in(database, path, on_duplicate="fill").updated == 1
    assert bring_in(database, path, on_duplicate="fill").skipped == 1
    assert database.sql("SELECT start, deadline FROM project") == [("2026-01-01", "2027-02-01")]


_EMAILS = ("", "a@example.com", "A@example.com", "b@example.com", "n/a")
_PHONES = ("", "+4930123456", "030 123456", "+491711234567", "-", "call me")
_CELLS = {
    "name": st.sampled_from(("Anna Müller", "anna mueller", "Ben", "n/a", "Cem  Öz")),
    "email": st.sampled_from(_EMAILS),
    "mobile": st.sampled_from(_PHONES),
    "office_phone": st.sampled_from(_PHONES),
    "company_name": st.sampled_from(("", "Alpha", "ALPHA", "Beta")),
    "city": st.sampled_from(("", "Bonn", "Kiel", "-")),
    "category": st.sampled_from(("", "Shops", "Service")),
    "sub_category": st.sampled_from(("", "Hair")),
    "status": st.sampled_from(("", "active", "inactive")),
    "gender": st.sampled_from(("", "female", "what")),
    "tags": st.sampled_from(("", "vip", "VIP; new")),
    "note": st.sampled_from(("", "x")),
    "more_emails": st.sampled_from(("", "home: b@example.com", "c@example.com\na@example.com")),
    "more_phones": st.sampled_from(("", "+4930123456", "desk: +4940123456")),
    "created_at": st.sampled_from(("", "2020-01-01T00:00:00Z", "2021-01-01T00:00:00Z")),
}
_FILES = st.lists(st.fixed_dictionaries(_CELLS), min_size=1, max_size=5)
_MATCHES = st.sampled_from((("email",), ("phone", "email"), ("email", "phone", "name")))


def _telling(database: Database) -> list[dict[str, Any]]:
    return [{name: getattr(client, name) for name in _FIELDS} for client in everybody(database)]


@examples(max_examples=25)
@given(first=_FILES, second=_FILES, match=_MATCHES)
def test_filling_never_overwrites_and_the_same_rows_never_come_twice(
    tmp_path_factory: pytest.TempPathFactory,
    first: Sequence[dict[str, str]],
    second: Sequence[dict[str, str]],
    match: tuple[str, ...],
) -> None:
    folder = tmp_path_factory.mktemp("filling")
    database = open_database(folder / "clients.db")
    try:
        bring_in(database, _rows(folder, *first), country="DE", match=match)
        before = {client.id: client for client in everybody(database)}
        path = _rows(folder, *second)
        report = bring_in(database, path, country="DE", match=match, on_duplicate="fill")
        assert Clients(database).count() == len(before) + report.created
        for client in Clients(database).get_many(list(before)):
            _require_unharmed(before[client.id], client)
        for on_duplicate in ("fill", "skip", "update"):
            there = len(everybody(database))
            again = bring_in(database, path, country="DE", match=match, on_duplicate=on_duplicate)
            assert again.created <= sum(_is_nobody(row, match) for row in second), on_duplicate
            assert len(everybody(database)) == there + again.created
    finally:
        database.close_all()


def _is_nobody(row: dict[str, str], match: tuple[str, ...]) -> bool:
    """Whether a row has nothing by which it is known again."""
    emails = [row["email"].replace("n/a", ""), row["more_emails"]]
    phones = [text for name in ("mobile", "office_phone") if any(map(str.isdecimal, text := row[name]))]
    by = {"email": any(emails), "phone": bool(phones or row["more_phones"]), "name": row["name"] != "n/a"}
    return not any(by[name] for name in match)


def _require_unharmed(before: Client, after: Client) -> None:
    for name in _FIELDS:
        old, new = getattr(before, name), getattr(after, name)
        if name in ("tags", "more_emails", "more_phones"):
            values = [getattr(each, "value", each) for each in new]
            assert [getattr(each, "value", each) for each in old] == values[: len(old)]
        elif old and getattr(old, "value", old):
            assert new == old, name


@examples(max_examples=30)
@given(rows=_FILES, match=_MATCHES)
def test_after_an_update_the_same_file_changes_nothing_more(
    tmp_path_factory: pytest.TempPathFactory, rows: Sequence[dict[str, str]], match: tuple[str, ...]
) -> None:
    folder = tmp_path_factory.mktemp("updating")
    database = open_database(folder / "clients.db")
    try:
        known = [row for row in rows if not _is_nobody(row, match)][:1]
        path = _rows(folder, *(known or [dict.fromkeys(_CELLS, "") | {"name": "Ben", "email": "b@example.com"}]))
        bring_in(database, path, country="DE", match=("email", *match), on_duplicate="update")
        there = _telling(database)
        assert bring_in(database, path, country="DE", match=("email", *match), on_duplicate="update").skipped == 1
        assert _telling(database) == there
    finally:
        database.close_all()
