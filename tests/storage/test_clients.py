from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings

from tests import strategies
from tui_clients.domain.choices import ClientStatus, Gender
from tui_clients.domain.client import Client, ContactPoint, Picture, now
from tui_clients.domain.query import Query
from tui_clients.storage import history
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database

LONG_AGO = datetime(2001, 2, 3, 4, 5, 6, tzinfo=UTC)
FULL = Client(
    name="Anna", salutation="Dr.", email="anna@example.com", country="DE", mobile="+4930123456",
    gender=Gender.FEMALE, language="de", category="Retail", sub_category="Shops", tags=("VIP", "2026"),
    status=ClientStatus.INACTIVE, picture=Picture("image/png", b"\x00\xff"), company_name="Firma",
    website="example.com", office_phone="+4930123457", tax_name="USt-IdNr.", tax_number="DE1",
    address="a\nb", city="Köln", state="NRW", postal_code="01067", note="n\r\nm",
    more_emails=(ContactPoint("work", "b@example.com"), ContactPoint("", "a@example.com")),
    more_phones=(ContactPoint("fax", "+4930123458"),), extra={"b": "2", "a": "1"}, uid="U-1",
    created_at=LONG_AGO, updated_at=LONG_AGO, created_by="x", updated_by="y",
)  # fmt: skip


def get(clients: Clients, id_: int) -> Client:
    client = clients.get(id_)
    assert client is not None
    return client


def test_every_field_is_stored_and_read(clients: Clients) -> None:
    stored = clients.add(FULL, "me")
    assert stored == replace(FULL, id=1, version=1)
    assert get(clients, 1) == stored


@settings(max_examples=40)
@given(client=strategies.clients())
def test_every_client_is_read_as_it_was_stored(database: Database, client: Client) -> None:
    clients = Clients(database)
    stored = clients.add(replace(client, uid=""), "me")
    kept = {"id": stored.id, "uid": stored.uid, "version": 1}
    kept |= {name: getattr(client, name) or getattr(stored, name) for name in ("created_at", "updated_at")}
    kept |= {name: getattr(client, name) or "me" for name in ("created_by", "updated_by")}
    assert stored == replace(client, **kept)  # type: ignore[arg-type]
    assert get(clients, stored.id) == stored
    clients.delete([stored.id], "me")  # keeps the database small for the next one


def test_a_new_client_gets_what_it_lacks(clients: Clients) -> None:
    before = now()
    anna, bert = clients.add(Client(name="Anna"), "me"), clients.add(Client(name="Bert"), "me")
    assert (anna.id, bert.id) == (1, 2)
    assert anna.uid != bert.uid
    assert len(anna.uid) == 36
    assert (anna.version, anna.created_by, anna.updated_by) == (1, "me", "me")
    assert anna.created_at is not None
    assert before <= anna.created_at <= now()
    assert anna.updated_at == anna.created_at
    assert anna.created_at.microsecond == 0


def test_many_clients_keep_their_order(database: Database, clients: Clients) -> None:
    with database.transaction():
        stored = clients.add_many((Client(name=f"c{n}", category=f"k{n % 3}") for n in range(1200)), "me")
    ids = [client.id for client in stored]
    assert [client.name for client in clients.get_many(ids[::-1])] == [f"c{n}" for n in range(1199, -1, -1)]
    assert [client.id for client in clients.iterate(Query())] == list(clients.find(Query()))
    assert {client.category for client in clients.iterate(Query("c7"))} == {"k0", "k1", "k2"}


@pytest.mark.parametrize("id_", [0, -1, 99, 2**63 - 1, 2**63, 10**30])
def test_who_does_not_exist_is_none(clients: Clients, id_: int) -> None:
    clients.add(Client(name="Anna"), "me")
    assert clients.get(id_) is None
    assert clients.get_many([id_, 1]) == [clients.get(1)]
    assert [row.id for row in clients.rows([id_, 1])] == [1]
    assert clients.delete([id_], "me") == 0


def test_a_change_is_stored_whole(clients: Clients) -> None:
    stored = clients.add(Client(name="Bert", uid="U-1"), "me")
    wanted = replace(FULL, id=stored.id, version=stored.version, uid="ignored", created_by="ignored")
    changed = clients.update(wanted, "you")
    assert get(clients, stored.id) == changed
    assert changed == replace(
        wanted, uid="U-1", version=2, created_by="me", updated_by="you", updated_at=changed.updated_at
    )
    emptied = clients.update(Client(name="Bert", id=stored.id, version=2), "you")
    assert get(clients, stored.id) == emptied
    assert emptied == replace(stored, version=3, created_at=LONG_AGO, updated_by="you", updated_at=emptied.updated_at)


def test_saving_without_a_change_is_no_change(database: Database, clients: Clients) -> None:
    stored = clients.add(FULL, "me")
    assert clients.update(stored, "you") == stored
    assert get(clients, stored.id) == stored
    assert len(history.of_client(database, stored.id)) == 1


def test_a_change_of_one_leaves_the_others_alone(clients: Clients) -> None:
    first, second = clients.add(FULL, "me"), clients.add(replace(FULL, uid="U-2"), "me")
    clients.update(replace(first, picture=None, more_emails=(), more_phones=(), category=""), "me")
    assert get(clients, second.id) == second


def test_a_change_is_found_and_sorted_at_once(clients: Clients) -> None:
    anna, bert = clients.add(Client(name="Anna"), "me"), clients.add(Client(name="Bert"), "me")
    clients.update(replace(anna, name="Zoë", company_name="Ärzte"), "me")
    assert list(clients.find(Query("anna"))) == []
    assert list(clients.find(Query("zoe aerzte"))) == [anna.id]
    assert list(clients.find(Query())) == [bert.id, anna.id]


def test_a_picture_is_added_exchanged_and_taken_away(clients: Clients) -> None:
    client = clients.add(Client(name="Anna"), "me")
    for picture in (Picture("image/png", bytes(range(256)) * 1000), Picture("image/jpeg", b""), None):
        client = clients.update(replace(client, picture=picture), "me")
        assert get(clients, client.id).picture == picture


def test_contact_points_keep_their_order_and_may_repeat(clients: Clients) -> None:
    points = tuple(ContactPoint(label, value) for label, value in [("z", "2"), ("", "1"), ("z", "2"), ("a", "")])
    client = clients.add(Client(name="Anna", more_emails=points, more_phones=points[::-1]), "me")
    assert get(clients, client.id).more_emails == points
    assert get(clients, client.id).more_phones == points[::-1]
    client = clients.update(replace(client, more_emails=points[:1]), "me")
    assert get(clients, client.id).more_emails == points[:1]


def test_categories_are_made_once_and_listed_with_their_sub_categories(database: Database, clients: Clients) -> None:
    pairs = [("Retail", "Shops"), ("Retail", ""), ("", ""), ("retail", ""), ("Retail", "Shops"), ("", "Alone")]
    for category, sub_category in pairs:
        stored = clients.add(Client(name="x", category=category, sub_category=sub_category), "me")
        assert (get(clients, stored.id).category, get(clients, stored.id).sub_category) == (category, sub_category)
    assert clients.categories() == [("", "Alone"), ("Retail", ""), ("Retail", "Shops"), ("retail", "")]
    with database.transaction():
        clients.add_many([Client(name="x", category=f"new {n % 2}") for n in range(4)], "me")
    assert clients.categories()[1:3] == [("Retail", ""), ("Retail", "Shops")]
    assert len(clients.categories()) == 6


def test_the_list_shows_the_category_and_no_more_than_it_needs(clients: Clients) -> None:
    stored = clients.add(FULL, "me")
    (row,) = clients.rows([stored.id])
    names = ("id", "name", "company_name", "email", "mobile", "country", "category", "created_at")
    assert {name: getattr(row, name) for name in names} == {name: getattr(stored, name) for name in names}
