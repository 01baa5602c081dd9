"""Taking back imports of clients: what was created goes, what was changed returns, what was edited since stays."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.services.importing_files import everybody
from tests.services.taking_back import contents, imported, left_names, only, taken_back
from tests.services.test_bulk import at_call
from tui_clients.domain.choices import ClientStatus, Gender
from tui_clients.domain.client import Client, ContactPoint, Picture, now
from tui_clients.domain.query import Query
from tui_clients.errors import Canceled, UsageError
from tui_clients.services import reverting
from tui_clients.services.progress import Progress
from tui_clients.storage import checking, history
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database
from tui_clients.storage.imports import Imports

ANNA = Client(
    "Anna", email="anna@example.com", uid="a", mobile="0171 what", country="DE", gender=Gender.FEMALE, city="Köln",
    tags=("vip", "press"), picture=Picture("image/png", b"x"), category="Retail", sub_category="Food",
    more_emails=(ContactPoint("work", "anna@work.example"),), more_phones=(ContactPoint("", "030 123"),),
    extra={"shoe": "38"}, status=ClientStatus.INACTIVE, note="one\ntwo", created_at=datetime(2020, 2, 3, tzinfo=UTC),
)  # fmt: skip
EVERY_FIELD = (
    "email,name,mobile,country,gender,city,tags,category,sub_category,more_emails,more_phones,extra,status,note,"
    "created_at,picture\n"
    'anna@example.com,Änne,+49 171 1234567,AT,male,Graz,new,Services,IT,b@example.com,+43 1 234567,"{""hat"": ""58""}",'
    "active,three,2024-05-06,data:image/png;base64,eQ==\n"
).replace("data:image/png;base64,eQ==", '"data:image/png;base64,eQ=="')


@pytest.fixture
def anna(clients: Clients) -> Client:
    return clients.add(ANNA, "me")


def test_what_an_import_created_is_in_the_trash_and_can_be_restored(
    database: Database, clients: Clients, tmp_path: Path
) -> None:
    import_id = imported(database, tmp_path, "name,email,category\nAnna,a@example.com,New\nBen,b@example.com,New\n")
    stored = everybody(database)
    outcome = taken_back(database, import_id)
    assert (outcome.removed, outcome.restored, outcome.left_count) == (2, 0, 0)
    assert everybody(database) == []
    assert ("New", "") in clients.categories()
    assert [(step.action, step.by) for step in history.of_client(database, stored[0].id)] == [
        ("reverted", "anna"), ("imported", "kim"),
    ]  # fmt: skip
    assert clients.restore([client.id for client in stored], "me") == 2
    assert everybody(database) == [replace(client, version=3) for client in stored]


def test_what_an_import_changed_is_as_it_was_in_every_field(database: Database, anna: Client, tmp_path: Path) -> None:
    import_id = imported(database, tmp_path, EVERY_FIELD)
    changed = only(everybody(database))
    names = [name for name in Client.__dataclass_fields__ if getattr(changed, name) != getattr(anna, name)]
    assert set(names) >= {"name", "mobile", "country", "tags", "more_phones", "extra", "picture", "created_at", "note"}
    outcome = taken_back(database, import_id)
    assert (outcome.removed, outcome.restored, outcome.left_count) == (0, 1, 0)
    assert replace(only(everybody(database)), version=1, updated_at=anna.updated_at, updated_by="me") == anna
    step = history.of_client(database, anna.id)[0]
    assert (step.action, step.by, step.fields["city"]) == ("reverted", "anna", ("Graz", "Köln"))
    assert list(checking.check(database)) == []


def test_several_rows_of_a_file_that_mean_one_client_are_taken_back_together(
    database: Database, anna: Client, tmp_path: Path
) -> None:
    rows = "".join(f"anna@example.com,Anna,City {n}\n" for n in range(1200))  # in several chunks
    import_id = imported(database, tmp_path, f"email,name,city\n{rows}new@example.com,New,X\nnew@example.com,New,Y\n")
    assert len(history.of_client(database, anna.id)) > 2
    outcome = taken_back(database, import_id)
    assert (outcome.removed, outcome.restored) == (1, 1)
    assert only(everybody(database)).city == "Köln"


def test_a_client_that_was_edited_since_is_listed_and_left_whole(
    database: Database, clients: Clients, anna: Client, tmp_path: Path
) -> None:
    text = "email,name,city,note\nanna@example.com,Anna,Graz,hello\nben@example.com,Ben,,\ncem@example.com,Cem,,\n"
    import_id = imported(database, tmp_path, text)
    edited, ben, _cem = everybody(database)
    edited = clients.update(replace(edited, city="Wien"), "bert")
    ben = clients.update(replace(ben, state="Tirol", note="mine"), "carl")
    before = now()
    outcome = taken_back(database, import_id)
    assert (outcome.removed, outcome.restored, outcome.left_count) == (1, 0, 2)
    assert left_names(outcome) == [
        ("clients", "Anna", ("city",), "bert"),
        ("clients", "Ben", ("state", "note"), "carl"),
    ]
    assert [left.id for left in outcome.left] == [anna.id, ben.id]
    assert all(left.at is not None and left.at <= before for left in outcome.left)
    assert everybody(database) == [edited, ben]
    run = Imports(database).get(import_id)
    assert run is not None
    assert (run.reverted_by, run.left, run.is_taken_back) == ("anna", 2, False)


def test_imports_are_taken_back_the_last_first_each_to_what_the_one_before_left(
    database: Database, anna: Client, tmp_path: Path
) -> None:
    first = imported(database, tmp_path, "email,name,city\nanna@example.com,Anna,Graz\nnew@example.com,New,Ulm\n")
    second = imported(database, tmp_path, "email,name,city\nanna@example.com,Anna,Wien\nnew@example.com,New,Hof\n")
    outcome = taken_back(database, first)
    assert left_names(outcome) == [("clients", "Anna", ("city",), "kim"), ("clients", "New", ("city",), "kim")]
    assert taken_back(database, second).restored == 2
    assert [client.city for client in everybody(database)] == ["Graz", "Ulm"]
    again = taken_back(database, first)
    assert (again.removed, again.restored, again.left_count) == (1, 1, 0)
    assert only(everybody(database)).city == "Köln"


def test_an_import_is_taken_back_once(database: Database, tmp_path: Path) -> None:
    import_id = imported(database, tmp_path, "name\nAnna\n")
    taken_back(database, import_id)
    with pytest.raises(UsageError, match=r"Import 1 was taken back already, by anna\."):
        taken_back(database, import_id)
    with pytest.raises(UsageError, match="There is no import 99"):
        taken_back(database, 99)


def test_what_was_taken_back_and_restored_by_a_person_stays_when_the_rest_is_taken_back(
    database: Database, clients: Clients, tmp_path: Path
) -> None:
    import_id = imported(database, tmp_path, "name\nAnna\nBen\n")
    anna, ben = everybody(database)
    clients.update(replace(ben, city="Wien"), "bert")
    assert taken_back(database, import_id).removed == 1
    clients.restore([anna.id], "carl")
    again = taken_back(database, import_id)
    assert (again.removed, left_names(again)) == (0, [("clients", "Ben", ("city",), "bert")])
    assert [client.name for client in everybody(database)] == ["Anna", "Ben"]


def test_into_the_trash_and_out_of_it_is_no_edit(database: Database, clients: Clients, tmp_path: Path) -> None:
    import_id = imported(database, tmp_path, "name\nAnna\nBen\n")
    anna, ben = everybody(database)
    clients.delete([anna.id, ben.id], "bert")
    clients.restore([anna.id], "bert")
    outcome = taken_back(database, import_id)
    assert (outcome.removed, outcome.left_count) == (1, 0)
    assert everybody(database) == []
    assert [step.action for step in history.of_client(database, ben.id)] == ["deleted", "imported"]


def test_a_client_in_the_trash_comes_out_of_it_as_it_was_before_the_import(
    database: Database, clients: Clients, anna: Client, tmp_path: Path
) -> None:
    import_id = imported(database, tmp_path, EVERY_FIELD)
    clients.delete([anna.id], "bert")
    assert taken_back(database, import_id).restored == 1
    assert everybody(database) == []
    clients.restore([anna.id], "bert")
    assert replace(only(everybody(database)), version=1, updated_at=anna.updated_at, updated_by="me") == anna
    assert list(clients.find(Query("köln"))) == [anna.id]
    assert list(checking.check(database)) == []


def test_a_uid_that_was_given_away_meanwhile_is_nobody_elses_loss(
    database: Database, clients: Clients, tmp_path: Path
) -> None:
    old = clients.add(replace(ANNA, name="Old"), "me")
    clients.delete([old.id], "me")
    import_id = imported(database, tmp_path, "uid,name\na,New\n")
    new = only(everybody(database))
    assert new.uid == "a"
    taken_back(database, import_id)
    clients.restore([old.id], "me")
    assert only(everybody(database)).uid == "a"
    clients.restore([new.id], "me")
    assert [client.uid == "a" for client in everybody(database)] == [True, False]


def test_a_dry_run_tells_the_same_and_changes_nothing(
    database: Database, clients: Clients, anna: Client, tmp_path: Path
) -> None:
    import_id = imported(database, tmp_path, "email,name,city\nanna@example.com,Anna,Graz\nb@example.com,Ben,\n")
    before, steps = contents(database), database.sql("SELECT * FROM change")
    forecast = reverting.revert(database, import_id, "anna", is_dry_run=True)
    assert contents(database) == before
    assert database.sql("SELECT * FROM change") == steps
    assert taken_back(database, import_id) == replace(forecast, is_dry_run=False)


@pytest.mark.parametrize("moment", range(5))  # at the beginning, after each of the three chunks, and at the end
def test_a_cancel_in_the_middle_keeps_nothing(database: Database, tmp_path: Path, moment: int) -> None:
    import_id = imported(database, tmp_path, "name\n" + "".join(f"client {n}\n" for n in range(1300)))
    before, steps = contents(database), database.sql("SELECT count(*) FROM change")
    with pytest.raises(Canceled):
        reverting.revert(database, import_id, "anna", is_canceled=at_call(moment))
    assert contents(database) == before
    assert database.sql("SELECT count(*) FROM change") == steps
    assert taken_back(database, import_id).removed == 1300


def test_progress_is_told(database: Database, tmp_path: Path) -> None:
    import_id = imported(database, tmp_path, "name\n" + "".join(f"client {n}\n" for n in range(1300)))
    told: list[Progress] = []
    reverting.revert(database, import_id, "anna", progress=told.append)
    assert told[0] == Progress(0, 1300)
    assert all(progress.total == 1300 for progress in told)


def test_an_import_that_changed_nothing_can_be_taken_back(database: Database, anna: Client, tmp_path: Path) -> None:
    import_id = imported(database, tmp_path, "email,name\nanna@example.com,Anna\n", on_duplicate="skip")
    outcome = taken_back(database, import_id)
    assert (outcome.removed, outcome.restored, outcome.left_count) == (0, 0, 0)
    assert everybody(database) == [anna]


def test_more_rows_are_counted_than_listed(
    database: Database, clients: Clients, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reverting, "KEPT", 2)
    import_id = imported(database, tmp_path, "name\nAnna\nBen\nCem\n")
    for client in everybody(database):
        clients.update(replace(client, city="Wien"), "bert")
    outcome = taken_back(database, import_id)
    assert (outcome.left_count, len(outcome.left)) == (3, 2)
