from dataclasses import replace

from tui_clients.domain.client import Client, ContactPoint, Picture
from tui_clients.domain.query import Query
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database
from tui_clients.storage.imports import Imports

ANNA = Client(
    name="Anna", uid="U", email="anna@example.com", category="Retail", tags=("a",), picture=Picture("image/png", b"x"),
    more_emails=(ContactPoint("", "a@b.de"),), extra={"a": "b"},
)  # fmt: skip


def test_a_deleted_client_is_seen_by_nobody(database: Database, clients: Clients) -> None:
    anna = clients.add(ANNA, "me")
    bert = clients.add(Client(name="Bert", email="anna@example.com"), "me")
    assert clients.delete([anna.id], "me") == 1
    assert clients.get(anna.id) is None
    assert list(clients.find(Query())) == [bert.id]
    assert list(clients.find(Query("anna"))) == [bert.id]
    assert clients.rows([anna.id]) == []
    assert clients.first_rows(Query(), 10) == clients.rows([bert.id])
    assert clients.count() == 1
    assert clients.twins(bert) == []
    assert Imports(database).lookup("uid", ["U"]) == {}
    assert list(clients.iterate(Query(ids=frozenset([anna.id])))) == []


def test_a_restored_client_is_whole(clients: Clients) -> None:
    anna = clients.add(ANNA, "me")
    clients.delete([anna.id], "me")
    assert clients.restore([anna.id], "me") == 1
    assert clients.get(anna.id) == replace(anna, version=3)


def test_only_those_who_are_there_are_deleted_and_only_those_who_are_not_are_restored(clients: Clients) -> None:
    ids = [clients.add(Client(name=f"c{n}"), "me").id for n in range(4)]
    assert clients.delete(ids[:2], "me") == 2
    assert clients.delete([*ids, 99], "me") == 2
    assert clients.delete(ids, "me") == 0
    assert clients.restore([*ids[:3], 99], "me") == 3
    assert clients.restore(ids[:3], "me") == 0
    assert list(clients.find(Query())) == ids[:3]
    assert clients.delete([], "me") == clients.restore([], "me") == 0


def test_the_ids_may_come_one_by_one(clients: Clients) -> None:
    ids = [clients.add(Client(name=f"c{n}"), "me").id for n in range(3)]
    assert clients.delete((id_ for id_ in ids), "me") == 3
    assert clients.restore((id_ for id_ in ids), "me") == 3


def test_many_more_ids_than_sqlite_takes_parameters_may_be_given(clients: Clients) -> None:
    ids = [clients.add(Client(name=f"c{n}"), "me").id for n in range(3)] + list(range(1000, 40_000))
    assert clients.delete(ids, "me") == 3
    assert clients.restore(ids, "me") == 3
    assert clients.count(Query(ids=frozenset(ids))) == 3
    assert len(clients.rows(ids)) == len(clients.get_many(ids)) == 3


def test_the_uid_of_a_deleted_client_can_be_used_again(clients: Clients) -> None:
    first = clients.add(ANNA, "me")
    clients.delete([first.id], "me")
    second = clients.add(replace(ANNA, name="Another"), "me")
    assert second.uid == "U"
    assert second.id != first.id


def test_whose_uid_was_used_again_comes_back_with_a_new_one(clients: Clients) -> None:
    first = clients.add(ANNA, "me")
    clients.delete([first.id], "me")
    second = clients.add(ANNA, "me")
    clients.delete([second.id], "me")
    third = clients.add(ANNA, "me")
    assert clients.restore([first.id, second.id], "me") == 2
    uids = [client.uid for client in clients.get_many([first.id, second.id, third.id])]
    assert uids[2] == "U"
    assert len(set(uids)) == 3
    assert all(len(uid) == 36 for uid in uids[:2])


def test_two_deleted_clients_of_one_uid_can_be_restored_together(clients: Clients) -> None:
    first = clients.add(ANNA, "me")
    clients.delete([first.id], "me")
    second = clients.add(ANNA, "me")
    clients.delete([second.id], "me")
    assert clients.restore([first.id, second.id], "me") == 2
    restored = clients.get_many([first.id, second.id])
    assert restored[0].uid == "U"
    assert restored[1].uid not in ("", "U")


def test_ids_are_never_used_again(clients: Clients) -> None:
    first = clients.add(Client(name="Anna"), "me")
    clients.delete([first.id], "me")
    assert clients.add(Client(name="Bert"), "me").id > first.id
