from dataclasses import replace

from hypothesis import given, settings

from tests import strategies
from tui_clients.domain.client import Client, Picture, now
from tui_clients.domain.record import from_record, to_record
from tui_clients.storage import history
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database
from tui_clients.storage.imports import Imports

RECORD_KEEPING = ("uid", "created_at", "updated_at", "created_by", "updated_by")


def test_every_step_is_kept_with_its_author_and_time_the_newest_first(database: Database, clients: Clients) -> None:
    before = now()
    client = clients.add(Client(name="Anna"), "me")
    clients.update(replace(client, city="Köln"), "bert")
    clients.delete([client.id], "carl")
    clients.restore([client.id], "dora")
    changes = history.of_client(database, client.id)
    assert [(change.action, change.by) for change in changes] == [
        ("restored", "dora"), ("deleted", "carl"), ("updated", "bert"), ("created", "me"),
    ]  # fmt: skip
    assert all(before <= change.at <= now() for change in changes)
    assert [dict(change.fields) for change in changes] == [{}, {}, {"city": ("", "Köln")}, {}]
    assert len({change.id for change in changes}) == 4


def test_a_step_names_each_field_with_its_text_before_and_after(database: Database, clients: Clients) -> None:
    client = clients.add(Client(name="Anna", tags=("a", "b"), picture=Picture("image/png", b"x")), "me")
    clients.update(replace(client, name="Änne\x00", tags=("c",), picture=None), "me")
    assert dict(history.of_client(database, client.id)[0].fields) == {
        "name": ("Anna", "Änne\x00"),
        "tags": ("a; b", "c"),
        "picture": ("data:image/png;base64,eA==", ""),
    }


@settings(max_examples=30)
@given(old=strategies.clients(), new=strategies.clients())
def test_every_step_can_be_taken_back(database: Database, old: Client, new: Client) -> None:
    clients = Clients(database)
    first = clients.add(replace(old, uid=""), "me")
    second = clients.update(replace(new, id=first.id, version=1), "me")
    steps = history.of_client(database, first.id)
    assert len(steps) == second.version
    before = {name: texts[0] for name, texts in steps[0].fields.items()} if len(steps) > 1 else {}
    undone = from_record({**to_record(second), **before})[0]
    kept = {name: getattr(first, name) for name in RECORD_KEEPING}
    assert replace(undone, **kept) == replace(first, id=0, version=0)
    clients.delete([first.id], "me")


def test_steps_belong_to_their_client(database: Database, clients: Clients) -> None:
    anna, bert = clients.add(Client(name="Anna"), "me"), clients.add(Client(name="Bert"), "me")
    clients.update(replace(anna, city="Köln"), "me")
    assert len(history.of_client(database, anna.id)) == 2
    assert len(history.of_client(database, bert.id)) == 1
    assert history.of_client(database, 99) == []


def test_what_an_import_did_is_kept_as_its_doing(database: Database, clients: Clients) -> None:
    with database.transaction():
        import_id = Imports(database).begin("clients.csv", "clients", "me")
        anna, bert = clients.add_many(
            [Client(name="Anna"), Client(name="Bert")], "me", action="imported", import_id=import_id
        )
        clients.update(replace(bert, city="Köln"), "me", action="imported", import_id=import_id)
        Imports(database).finish(import_id, {"created": 2, "updated": 1})
    assert [change.action for change in history.of_client(database, bert.id)] == ["imported", "imported"]
    assert database.sql("SELECT client_id FROM change WHERE import_id = ?", import_id) == [
        (anna.id,), (bert.id,), (bert.id,),
    ]  # fmt: skip
    assert database.sql("SELECT source, target, \"by\", counts FROM import_run") == [
        ("clients.csv", "clients", "me", '{"created": 2, "updated": 1}')
    ]  # fmt: skip
