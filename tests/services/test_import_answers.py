"""Duplicates decided one by one: the import ends with questions, takes the answers, and writes nothing in between."""

import json
from pathlib import Path

import pytest

from tests.services.importing_files import bring_in, counts, everybody, file
from tui_clients.domain.client import Client
from tui_clients.services import importing
from tui_clients.services.importing import Answers, Decision, OnDuplicate, Options, Undecided
from tui_clients.settings import Settings
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database

HEADER = "Name,E-mail,City\n"
SKIP, UPDATE, FILL, CREATE = (OnDuplicate(way) for way in ("skip", "update", "fill", "create"))


def _asked(database: Database, path: Path, answers: Answers | None = None) -> tuple[Decision, ...]:
    with pytest.raises(Undecided) as asked:
        bring_in(database, path, on_duplicate="ask", answers=answers or Answers())
    return tuple(asked.value.decisions)


def _anna_and_ben(clients: Clients) -> None:
    clients.add(Client("Anna", email="anna@example.com", city="Linz"), "me")
    clients.add(Client("Ben", email="ben@example.com"), "me")


def test_a_duplicate_without_an_answer_ends_the_import_and_nothing_is_changed(
    database: Database, clients: Clients, tmp_path: Path
) -> None:
    _anna_and_ben(clients)
    before = counts(database)
    path = file(tmp_path, HEADER + "Cem,,\nAnna B,anna@example.com,Bonn\nBen,ben@example.com,\n")
    [anna] = _asked(database, path)  # Ben's row changes nothing
    assert (anna.number, anna.row.line) == (1, 3)
    assert anna.match is not None
    assert (anna.match.field, anna.match.client) == ("email", clients.get(1))
    assert isinstance(anna.item, Client)
    assert (anna.item.name, anna.item.city) == ("Anna B", "Bonn")
    assert counts(database) == before


@pytest.mark.parametrize(
    ("way", "found"),
    [
        (SKIP, [("Anna", "Linz")]),
        (UPDATE, [("Anna B", "Bonn")]),
        (FILL, [("Anna", "Linz")]),
        (CREATE, [("Anna", "Linz"), ("Anna B", "Bonn")]),
    ],
)
def test_an_answer_is_what_becomes_of_the_row(
    database: Database, clients: Clients, tmp_path: Path, way: OnDuplicate, found: list[tuple[str, str]]
) -> None:
    _anna_and_ben(clients)
    path = file(tmp_path, HEADER + "Anna B,anna@example.com,Bonn\n")
    report = bring_in(database, path, on_duplicate="ask", answers=Answers({0: way}))
    assert report.rows == 1
    assert [(client.name, client.city) for client in everybody(database) if client.name != "Ben"] == found


def test_what_goes_for_the_rest_goes_for_rows_without_an_answer(
    database: Database, clients: Clients, tmp_path: Path
) -> None:
    _anna_and_ben(clients)
    path = file(tmp_path, HEADER + "Anna,anna@example.com,Bonn\nBen,ben@example.com,Kiel\n")
    report = bring_in(database, path, on_duplicate="ask", answers=Answers({0: SKIP}, UPDATE))
    assert (report.skipped, report.updated) == (1, 1)
    assert [client.city for client in everybody(database)] == ["Linz", "Kiel"]


def test_what_goes_for_the_rest_writes_into_no_doubtful_client_but_an_answer_does(
    database: Database, clients: Clients, tmp_path: Path
) -> None:
    for name in ("Anna", "Ben"):
        clients.add(Client(name, email="office@example.com"), "me")
    path = file(tmp_path, HEADER + "Cem,office@example.com,Bonn\n")
    [cem] = _asked(database, path)
    assert cem.match is not None
    assert [client.name for client in cem.match.others] == ["Ben"]
    assert bring_in(database, path, on_duplicate="ask", answers=Answers({}, UPDATE)).skipped == 1
    report = bring_in(database, path, on_duplicate="ask", answers=Answers({0: UPDATE}))
    assert (report.updated, report.problem_count) == (1, 0)
    assert [client.name for client in everybody(database)] == ["Cem", "Ben"]


def test_an_answer_may_raise_another_question(database: Database, clients: Clients, tmp_path: Path) -> None:
    _anna_and_ben(clients)
    path = file(tmp_path, HEADER + "Anna,anna@example.com,Bonn\nAnna,anna@example.com,Kiel\n")
    assert [decision.number for decision in _asked(database, path)] == [0, 1]
    [second] = _asked(database, path, Answers({0: CREATE}))  # there are two of them from then on
    assert second.match is not None
    assert [(client.id, client.city) for client in (second.match.client, *second.match.others)] == [
        (1, "Linz"), (0, "Bonn"),
    ]  # fmt: skip


def test_a_row_of_the_same_file_is_named_by_its_line(database: Database, tmp_path: Path) -> None:
    [second] = _asked(database, file(tmp_path, HEADER + "Anna,anna@example.com,\nAnna,anna@example.com,Kiel\n"))
    assert second.match is not None
    assert (second.match.client.id, second.match.line) == (0, 2)


def test_a_client_of_the_same_file_far_above_has_no_number_either(database: Database, tmp_path: Path) -> None:
    others = "".join(f"Client {number},,\n" for number in range(600))
    [late] = _asked(database, file(tmp_path, f"{HEADER}Anna,a@example.com,\n{others}Anna,a@example.com,Kiel\n"))
    assert late.match is not None
    assert late.number == 601
    assert (late.match.client.name, late.match.client.id) == ("Anna", 0)


def test_a_file_full_of_duplicates_asks_for_some_at_a_time(database: Database, tmp_path: Path) -> None:
    rows = [f"Client {number},c{number}@example.com," for number in range(1200)]
    bring_in(database, file(tmp_path, HEADER + "\n".join(rows)))
    path = file(tmp_path, HEADER + "".join(f"{row}Bonn\n" for row in rows))
    with pytest.raises(Undecided) as asked:
        bring_in(database, path, on_duplicate="ask")
    count = len(asked.value.decisions)
    assert 200 <= count < 1200
    assert not asked.value.is_whole
    answers = Answers(dict.fromkeys(range(1000), SKIP))
    with pytest.raises(Undecided) as asked:
        bring_in(database, path, on_duplicate="ask", answers=answers)
    assert [decision.number for decision in asked.value.decisions] == list(range(1000, 1200))


def test_the_preview_shows_what_is_open_and_what_was_decided(
    database: Database, clients: Clients, tmp_path: Path
) -> None:
    _anna_and_ben(clients)
    path = file(tmp_path, HEADER + "Anna,anna@example.com,Bonn\nBen,ben@example.com,Kiel\n")
    options = Options(on_duplicate=OnDuplicate.ASK, answers=Answers({1: UPDATE}))
    decisions = importing.preview(importing.inspect(path, Settings(), options), database)
    assert [(decision.outcome.value, decision.is_open) for decision in decisions] == [
        ("skipped", True), ("updated", False),
    ]  # fmt: skip


@pytest.mark.parametrize(("way", "deadline"), [(SKIP, ""), (UPDATE, "2027-01-01"), (FILL, "2027-01-01")])
def test_an_answer_goes_for_what_belongs_to_the_client_too(
    database: Database, clients: Clients, tmp_path: Path, way: OnDuplicate, deadline: str
) -> None:
    anna = {"name": "Anna", "email": "a@example.com", "projects": [{"name": "Roof"}]}
    bring_in(database, file(tmp_path, json.dumps([anna]), "first.json"))
    again = {**anna, "city": "Bonn", "projects": [{"name": "Roof", "deadline": "2027-01-01"}]}
    path = file(tmp_path, json.dumps([again]), "second.json")
    bring_in(database, path, on_duplicate="ask", answers=Answers({0: way}))
    assert database.sql("SELECT name, deadline FROM project") == [("Roof", deadline)]
