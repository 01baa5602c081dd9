"""Changes of many clients: each exactly once, whole or not at all, and never over somebody else's change."""

import tracemalloc
from array import array
from collections.abc import Callable
from dataclasses import replace

import pytest
from peewee import sqlite3 as library  # type: ignore[attr-defined]

from tui_clients.domain.choices import ClientStatus
from tui_clients.domain.client import Client, Picture
from tui_clients.domain.query import Query
from tui_clients.errors import Canceled, EditConflict, UsageError
from tui_clients.services import bulk
from tui_clients.services.bulk import AddTag, Edit, Outcome, RemoveTag, SetCategory, SetStatus
from tui_clients.services.progress import Progress
from tui_clients.storage import history
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database

MANY = 1_300  # more than two portions

PEOPLE = (
    Client("Anna Berg", city="Graz", tags=("VIP", "press"), category="Retail", sub_category="Food"),
    Client("Bob Stone", city="Leeds", category="Retail", picture=Picture("image/png", b"x")),
    Client("Cem Öz", city="Leeds", tags=("café",), category="Services", status=ClientStatus.INACTIVE),
)


@pytest.fixture
def people(database: Database, clients: Clients) -> list[Client]:
    with database.transaction():
        return clients.add_many(PEOPLE, "kim")


@pytest.fixture
def many(database: Database, clients: Clients) -> Clients:
    with database.transaction():
        clients.add_many((Client(f"client {number}") for number in range(MANY)), "kim")
    return clients


def everybody(clients: Clients) -> list[Client]:
    return clients.get_many(sorted(clients.find(Query())))


def at_call(wanted: int) -> Callable[[], bool]:
    """Return the question of a user who cancels at the call of that number."""
    calls = iter(range(10**6))
    return lambda: next(calls) == wanted


def test_a_tag_is_added_to_those_who_have_it_not(database: Database, clients: Clients, people: list[Client]) -> None:
    assert bulk.change(database, Query(), [AddTag("vip")], "anna") == Outcome(3, 2)
    anna, bob, cem = everybody(clients)
    assert anna == people[0]
    assert bob == replace(people[1], tags=("vip",), version=2, updated_by="anna", updated_at=bob.updated_at)
    assert cem.tags == ("café", "vip")
    assert sorted(clients.find(Query("tag:vip"))) == [anna.id, bob.id, cem.id]


def test_a_tag_is_taken_away_however_it_is_written(database: Database, clients: Clients, people: list[Client]) -> None:
    assert bulk.change(database, Query(), [RemoveTag("CAFE"), RemoveTag("vip")], "anna") == Outcome(3, 2)
    assert [client.tags for client in everybody(clients)] == [("press",), (), ()]
    assert not clients.find(Query("tag:vip"))


def test_a_status_is_set_for_those_found(database: Database, clients: Clients, people: list[Client]) -> None:
    assert bulk.change(database, Query("leeds"), [SetStatus(ClientStatus.INACTIVE)], "anna") == Outcome(2, 1)
    assert sorted(clients.find(Query("is:inactive"))) == [people[1].id, people[2].id]


@pytest.mark.parametrize(
    ("edit", "wanted"),
    [
        (SetCategory("Retail"), [("Retail", "Food"), ("Retail", ""), ("Retail", "")]),
        (SetCategory("Retail", ""), [("Retail", "")] * 3),
        (SetCategory("New", "Bakery"), [("New", "Bakery")] * 3),
        (SetCategory(""), [("", "")] * 3),
    ],
)
def test_a_category_is_set(
    database: Database, clients: Clients, people: list[Client], edit: SetCategory, wanted: list[tuple[str, str]]
) -> None:
    outcome = bulk.change(database, Query(), [edit], "anna")
    found = [(client.category, client.sub_category) for client in everybody(clients)]
    assert found == wanted
    before = [(client.category, client.sub_category) for client in PEOPLE]
    assert outcome.changed == sum(one != other for one, other in zip(before, wanted, strict=True))


def test_several_edits_are_one_step_of_the_history(database: Database, people: list[Client]) -> None:
    edits: list[Edit] = [AddTag("new"), SetStatus(ClientStatus.INACTIVE)]
    bulk.change(database, Query("graz"), edits, "anna")
    newest, _added = history.of_client(database, people[0].id)
    assert (newest.by, newest.action) == ("anna", "updated")
    assert newest.fields == {"tags": ("VIP; press", "VIP; press; new"), "status": ("active", "inactive")}


def test_a_second_run_changes_nothing(database: Database, many: Clients) -> None:
    edits: list[Edit] = [AddTag("new"), SetCategory("Big", "Small"), SetStatus(ClientStatus.INACTIVE)]
    assert bulk.change(database, Query(), edits, "anna") == Outcome(MANY, MANY)
    stored, steps = everybody(many), database.sql("SELECT count(*) FROM change")
    assert bulk.change(database, Query(), edits, "bob") == Outcome(MANY, 0)
    assert everybody(many) == stored
    assert database.sql("SELECT count(*) FROM change") == steps


def test_what_would_become_too_long_stays_whole_and_is_counted(database: Database, clients: Clients) -> None:
    full = clients.add(Client("Full", tags=("x" * 996,)), "kim")
    over = clients.add(Client("Over", tags=("y" * 1200, "old")), "kim")
    clients.add(Client("Empty"), "kim")
    edits: list[Edit] = [AddTag("vip"), SetStatus(ClientStatus.INACTIVE)]
    outcome = bulk.change(database, Query(), edits, "anna")
    assert outcome == Outcome(3, 1, 2)
    assert outcome.unchanged == 0
    assert clients.get_many([full.id, over.id]) == [full, over]
    assert bulk.change(database, Query(), [RemoveTag("old")], "anna") == Outcome(3, 1)
    assert bulk.change(database, Query("full"), [AddTag("ab")], "anna") == Outcome(1, 1)  # 1,000 characters


def test_a_dry_run_counts_the_same_and_changes_nothing(
    database: Database, clients: Clients, people: list[Client]
) -> None:
    edits: list[Edit] = [AddTag("vip"), SetCategory("Never")]
    other = library.connect(database.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")  # somebody else may write meanwhile
    assert bulk.change(database, Query(), edits, "anna", is_dry_run=True) == Outcome(3, 3)
    other.execute("ROLLBACK")
    assert everybody(clients) == people
    assert ("Never", "") not in clients.categories()
    assert bulk.change(database, Query(), edits, "anna") == Outcome(3, 3)


@pytest.mark.parametrize("moment", [0, 1, 2, 3])  # before each of the three portions, and at the end
def test_a_cancel_in_the_middle_keeps_nothing(database: Database, many: Clients, moment: int) -> None:
    stored, steps = everybody(many), database.sql("SELECT count(*) FROM change")
    with pytest.raises(Canceled):
        bulk.change(database, Query(), [SetCategory("New")], "anna", is_canceled=at_call(moment))
    with pytest.raises(Canceled):
        bulk.delete(database, Query(), "anna", is_canceled=at_call(moment))
    assert everybody(many) == stored
    assert database.sql("SELECT count(*) FROM change") == steps
    assert many.categories() == []


def test_progress_is_told(database: Database, many: Clients) -> None:
    told: list[Progress] = []
    bulk.change(database, Query(), [AddTag("new")], "anna", progress=told.append)
    assert told[0] == Progress(0, MANY)
    assert all(progress.total == MANY for progress in told)


def test_nobody_can_write_between_reading_and_writing(database: Database, many: Clients) -> None:
    other = library.connect(database.path, isolation_level=None, timeout=0)
    refusals: list[str] = []

    def write_meanwhile(_progress: Progress) -> None:
        with pytest.raises(library.OperationalError, match="locked") as refused:
            other.execute("UPDATE client SET note = 'precious', version = version + 1")
        refusals.append(str(refused.value))

    bulk.change(database, Query(), [AddTag("new")], "anna", progress=write_meanwhile)
    assert refusals
    other.close()


def test_who_has_read_before_sees_the_conflict_and_overwrites_nothing(
    database: Database, clients: Clients, people: list[Client]
) -> None:
    bulk.change(database, Query(), [AddTag("new")], "anna")
    with pytest.raises(EditConflict):
        clients.update(replace(people[1], note="mine"), "bob")
    stored = clients.get(people[1].id)
    assert stored is not None
    assert (stored.tags, stored.note) == (("new",), "")


def test_an_edit_made_before_stays(database: Database, clients: Clients, people: list[Client]) -> None:
    clients.update(replace(people[1], note="precious", tags=("kept",)), "bob")
    bulk.change(database, Query(), [AddTag("new")], "anna")
    stored = clients.get(people[1].id)
    assert stored is not None
    assert (stored.note, stored.tags, stored.version) == ("precious", ("kept", "new"), 3)


def test_what_is_deleted_comes_back_the_same(database: Database, many: Clients) -> None:
    stored = everybody(many)
    gone = bulk.delete(database, Query(), "anna")
    assert isinstance(gone, array)
    assert sorted(gone) == [client.id for client in stored]
    assert many.count() == 0
    assert bulk.delete(database, Query(), "anna") == array("q")
    with pytest.raises(Canceled):
        bulk.restore(database, gone, "anna", is_canceled=at_call(2))
    assert many.count() == 0
    assert bulk.restore(database, gone, "anna") == MANY
    assert everybody(many) == [replace(client, version=3) for client in stored]
    assert bulk.restore(database, gone, "anna") == 0


def test_only_those_found_are_deleted(database: Database, clients: Clients, people: list[Client]) -> None:
    query = Query("leeds", without=frozenset([people[2].id]), also=frozenset([people[0].id]))
    assert sorted(bulk.delete(database, query, "anna")) == [people[0].id, people[1].id]
    assert everybody(clients) == [people[2]]


def test_memory_does_not_grow_with_the_number_of_clients(database: Database, clients: Clients) -> None:
    def peak(query: Query) -> int:
        tracemalloc.start()
        bulk.change(database, query, [AddTag("x"), RemoveTag("x")], "anna")
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    with database.transaction():
        clients.add_many(
            (Client(f"client {n}", city="one" if n < 500 else "two", note="n" * 500) for n in range(4000)), "kim"
        )
    peak(Query("one"))
    assert peak(Query()) < peak(Query("one")) + 1_000_000  # the texts of 3,500 clients more are 8 MB


EXISTING = [("A/B Testing", ""), ("Retail", "Food"), ("Retail", "Food/Drinks")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Retail", SetCategory("Retail")),
        ("Retail/Food", SetCategory("Retail", "Food")),
        ("Retail/Food/Drinks", SetCategory("Retail", "Food/Drinks")),
        ("A/B Testing", SetCategory("A/B Testing")),
        (" New /  Sub  one ", SetCategory("New", "Sub one")),
        ("New/", SetCategory("New", "")),
        ("", SetCategory("")),
    ],
)
def test_a_category_is_read_from_its_text(text: str, wanted: SetCategory) -> None:
    assert bulk.category_of(text, EXISTING) == wanted


def test_names_that_cannot_be_are_refused() -> None:
    for text in ("x" * 101, "x/" + "y" * 101):
        with pytest.raises(UsageError, match="100 characters"):
            bulk.category_of(text, EXISTING)
    for text in ("", " ", ";,"):
        with pytest.raises(UsageError, match="needs a name"):
            bulk.tags_of(text)
    assert bulk.tags_of("a, b;  c  d") == ("a", "b", "c d")
