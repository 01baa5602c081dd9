"""Several clients become one and are parted again: nothing is lost, nothing happens by halves, and all is told."""

import multiprocessing
import signal
from dataclasses import replace
from typing import Any

import pytest

from tests.services import merged
from tests.services.merged import dump, owners, rich, three
from tests.storage import workers
from tui_clients.domain.client import Client, Note, Picture
from tui_clients.domain.items import ItemKind
from tui_clients.domain.query import Query
from tui_clients.errors import EditConflict, UsageError
from tui_clients.services import merging, reverting
from tui_clients.storage import checking, history, item_steps, merges, trash
from tui_clients.storage.clients import Clients
from tui_clients.storage.contacts import Notes
from tui_clients.storage.database import Database
from tui_clients.storage.imports import Imports
from tui_clients.storage.items import Items

BELONGINGS = ("project", "invoice", "contact", "note", "document")


def _actions(database: Database, client_id: int) -> list[tuple[str, str]]:
    return [(change.action, change.origin) for change in history.of_client(database, client_id)]


def test_all_that_belongs_to_them_goes_to_the_one_that_stays(database: Database, clients: Clients) -> None:
    first, second, third = three(database)
    came = merging.merge(database, [second, first, third], "anna", {"name": third.id})
    stored = clients.get(second.id)
    assert stored == came.client
    assert (stored.name, stored.email, stored.picture) == ("Smith", "b@x.example", Picture("image/png", b"1"))
    assert stored.note == "Second\n\nThird"
    assert [point.value for point in stored.more_emails] == ["a@x.example"]
    assert {table: owners(database, table) for table in BELONGINGS} == {table: [second.id] for table in BELONGINGS}
    assert came.moved == {"project": 2, "invoice": 4, "contact": 2, "note": 2, "document": 2}
    assert clients.get_many([first.id, third.id]) == []
    assert database.sql("SELECT client_id, media_type, data FROM picture ORDER BY 1") == [
        (1, "image/png", b"1"), (2, "image/png", b"1"), (3, "image/png", b"3"),
    ]  # fmt: skip
    links = "SELECT count(*) FROM invoice AS i JOIN project AS p ON p.id = i.project_id"
    assert database.sql(links) == [(3,)]


def test_the_one_that_stays_is_found_by_the_notes_on_all_of_them(database: Database, clients: Clients) -> None:
    people = [rich(database, Client(name)) for name in ("A", "B")]
    with database.transaction():
        Notes(database).add(people[1].id, Note("Prefers violets"))
    came = merging.merge(database, clients.get_many([1, 2]), "anna", {"name": 2})
    assert list(clients.find(Query("violets"))) == [1]
    merging.undo(database, came.merge_id, "anna")
    assert list(clients.find(Query("violets"))) == [2]
    assert list(checking.check(database)) == []


def test_the_history_says_what_became_of_each(database: Database) -> None:
    first, second, third = three(database)
    merging.merge(database, [first, second, third], "anna")
    assert _actions(database, first.id) == [
        ("absorbed", ""), ("absorbed", ""), ("merged", ""),
        ("created", "Smith"), ("created", "=1+1\x1b[31m"), ("created", ""),
    ]  # fmt: skip
    assert history.of_client(database, second.id)[0].fields == {"other_client": ("", "Smith [/] (1)")}
    given_way = [change.fields for change in history.of_client(database, first.id)[:2]]
    assert given_way[1]["other_client"] == ("=1+1\x1b[31m (2)", "")
    assert given_way[1]["name"] == ("=1+1\x1b[31m", "Smith [/]")


def test_parted_again_everything_is_as_it_was(database: Database, clients: Clients) -> None:
    people, before = three(database), None
    with database.transaction():
        Notes(database).add(1, Note("Later"))
    before = dump(database)
    for order in ([1, 2, 3], [3, 1], [2, 3, 1]):
        seen = clients.get_many(order)
        came = merging.merge(database, seen, "anna", {"picture": order[-1], "name": order[-1]})
        assert dump(database) != before
        undone = merging.undo(database, came.merge_id, "bob")
        assert (undone.left, sorted(undone.restored)) == ((), sorted(order[1:]))
        assert dump(database) == before
        assert _actions(database, order[1])[:2] == [("unmerged", ""), ("merged_into", "")]
    assert len(people) == 3
    with pytest.raises(UsageError, match="taken back already"):
        merging.undo(database, came.merge_id, "bob")


def test_what_was_changed_since_is_left_with_what_belongs_to_it(database: Database, clients: Clients) -> None:
    people = [rich(database, Client(name, city=name)) for name in ("A", "B")]
    came = merging.merge(database, people, "anna", {"city": 2, "name": 2})
    stored = clients.get(1)
    assert stored is not None
    clients.update(replace(stored, city="Elsewhere"), "bob")
    database.sql("UPDATE invoice SET total = 11, version = version + 1 WHERE number = 'R-2-1'")
    undone = merging.undo(database, came.merge_id, "anna")
    left = [(row.kind, row.name, row.fields) for row in undone.left]
    assert sorted(left) == [("clients", "A", ("city",)), ("invoices", "R-2-1", ()), ("projects", "Website", ())]
    assert clients.get(1) == undone.client
    assert (undone.client.name, undone.client.city) == ("A", "Elsewhere")
    assert database.sql("SELECT number, client_id FROM invoice ORDER BY id") == [
        ("R-1-1", 1), ("R-1-2", 1), ("R-2-1", 1), ("R-2-2", 2),
    ]  # fmt: skip
    across = "SELECT count(*) FROM invoice AS i JOIN project AS p ON p.id = i.project_id AND p.client_id <> i.client_id"
    assert database.sql(across) == [(0,)]


def test_somebody_elses_change_or_deletion_stops_it(database: Database, clients: Clients) -> None:
    first, second, third = three(database)
    clients.update(replace(second, city="Graz"), "bob")
    before = dump(database)
    with pytest.raises(EditConflict, match=r"changed by bob.*Nothing was merged"):
        merging.merge(database, [first, second], "anna")
    clients.delete([third.id], "bob")
    with pytest.raises(EditConflict, match="deleted by somebody else"):
        merging.merge(database, [first, third], "anna")
    clients.restore([third.id], "bob")
    with pytest.raises(UsageError):
        merging.merge(database, [first, first], "anna")
    assert dump(database) == before


def test_a_later_merge_is_taken_back_first(database: Database, clients: Clients) -> None:
    three(database)
    before = dump(database)
    one = merging.merge(database, clients.get_many([2, 3]), "anna")
    two = merging.merge(database, clients.get_many([1, 2]), "anna")
    assert {origin for _action, origin in _actions(database, 1)} == {"", "=1+1\x1b[31m", "Smith"}
    with pytest.raises(UsageError, match="take that merge back first"):
        merging.undo(database, one.merge_id, "anna")
    for merge_id in (two.merge_id, one.merge_id):
        merging.undo(database, merge_id, "anna")
    assert dump(database) == before


def test_an_import_is_still_taken_back_where_nothing_but_the_merge_came_after(database: Database) -> None:
    first, second, _third = three(database)
    with database.transaction():
        run = Imports(database).begin("notes.csv", "notes", "kim")
        Notes(database).add_many([(second.id, Note("Imported"))], run)
        Imports(database).finish(run, {"created": 1})
    came = merging.merge(database, [first, second], "anna")
    assert reverting.revert(database, run, "anna", is_dry_run=True).removed == 1
    merging.undo(database, came.merge_id, "anna")
    assert reverting.revert(database, run, "anna").removed == 1


def test_what_was_done_to_belongings_can_still_be_undone_wherever_they_are(
    database: Database, clients: Clients
) -> None:
    for name in ("A", "B"):
        rich(database, Client(name))
    items = Items(database)
    for kind in (ItemKind.CONTACT, ItemKind.PAYMENT, ItemKind.PROJECT):
        (item,) = items.of_owner(kind, 3 if kind is ItemKind.PAYMENT else 2)[:1]
        changes: Any = {"method": "cash"} if kind is ItemKind.PAYMENT else {"name": "Other"}
        items.update(replace(item, **changes), "kim")
    trash.delete(database, ItemKind.NOTE, [2], "kim")
    before, undoable = dump(database), item_steps.undoable(database, 2)
    assert len(undoable) == 4
    came = merging.merge(database, clients.get_many([1, 2]), "anna")
    assert item_steps.undoable(database, 1) == undoable
    assert [(each.name, each.id) for each in item_steps.trash_of_list(database, ItemKind.NOTE, 1)] == [("Said yes.", 2)]
    merging.undo(database, came.merge_id, "anna")
    assert (dump(database), item_steps.undoable(database, 2)) == (before, undoable)
    merging.merge(database, clients.get_many([1, 2]), "anna")
    for change_id in sorted(undoable):
        trash.undo(database, change_id, "kim")
    assert database.sql("SELECT name, client_id FROM contact ORDER BY id") == [("Eve", 1), ("Eve", 1)]
    assert owners(database, "note") == [1]


def test_of_two_processes_that_merge_the_same_clients_one_does(database: Database) -> None:
    three(database)
    answers = workers.run_at_once(merged.merge_first_two, database.path, 3)
    assert answers.count("merged") == 1, answers
    refused = [answer for answer in answers if answer != "merged"]
    assert all("Nothing was merged" in answer or "two or more" in answer for answer in refused), answers
    assert owners(database, "invoice") == [1, 3]
    assert database.sql("SELECT count(*) FROM client_merge") == [(1,)]


def test_a_process_that_is_killed_in_the_middle_has_changed_nothing(database: Database, clients: Clients) -> None:
    three(database)
    before, steps = dump(database), database.sql("SELECT * FROM change")
    process = multiprocessing.get_context("spawn").Process(target=merged.die_while_merging, args=(database.path,))
    process.start()
    process.join(workers.PATIENCE)
    assert process.exitcode == -signal.SIGKILL
    assert (dump(database), database.sql("SELECT * FROM change")) == (before, steps)
    assert merges.newest(database, 1) is None
    assert merging.merge(database, clients.get_many([1, 2, 3]), "anna").client.id == 1


def test_a_dry_run_tells_the_same_and_changes_nothing(database: Database) -> None:
    people = three(database)
    before = dump(database), database.sql("SELECT count(*) FROM change")
    forecast = merging.merge(database, people, "anna", is_dry_run=True)
    assert (dump(database), database.sql("SELECT count(*) FROM change")) == before
    came = merging.merge(database, people, "anna")
    assert (forecast.client.note, forecast.moved) == (came.client.note, came.moved)
