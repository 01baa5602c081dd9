from dataclasses import replace
from typing import Any

import pytest

from tui_clients.domain.client import Client
from tui_clients.storage.clients import Clients, Twin
from tui_clients.storage.database import Database
from tui_clients.storage.imports import MATCHES, Imports, match_key

ANNA = Client(name="Anna", email="anna@example.com", mobile="+4930123456", office_phone="+4930123457", uid="U-1")


def test_another_client_with_the_same_address_or_number_is_named(clients: Clients) -> None:
    anna = clients.add(ANNA, "me")
    new = replace(ANNA, name="New", uid="", email="ANNA@Example.COM")
    assert clients.twins(new) == [
        Twin("email", anna.id, "Anna"), Twin("mobile", anna.id, "Anna"), Twin("office_phone", anna.id, "Anna"),
    ]  # fmt: skip


def test_the_oldest_twin_is_named_and_never_the_client_itself(clients: Clients) -> None:
    anna = clients.add(ANNA, "me")
    assert clients.twins(anna) == []
    bert = clients.add(Client(name="Bert", email="anna@example.com"), "me")
    clients.add(Client(name="Carl", email="anna@example.com"), "me")
    assert clients.twins(anna) == [Twin("email", bert.id, "Bert")]
    assert clients.twins(bert) == [Twin("email", anna.id, "Anna")]


def test_blanks_and_other_fields_make_no_twins(clients: Clients) -> None:
    clients.add(Client(name="Anna"), "me")
    clients.add(Client(name="Bert", mobile="+4930123457"), "me")
    assert clients.twins(Client(name="Anna")) == []
    assert clients.twins(Client(name="New", office_phone="+4930123457")) == []
    assert clients.twins(Client(name="New", email="%")) == []


def test_twins_are_found_by_an_index(database: Database, clients: Clients) -> None:
    clients.add(ANNA, "me")
    statements: list[str] = []
    connection: Any = database._connections.get()
    connection.set_trace_callback(statements.append)
    clients.twins(replace(ANNA, id=99))
    connection.set_trace_callback(None)
    asked = [statement for statement in statements if statement.startswith("SELECT")]
    assert len(asked) == 3
    for statement in asked:
        plan = " ".join(str(row[3]) for row in database.sql(f"EXPLAIN QUERY PLAN {statement}"))
        assert "USING INDEX client_" in plan, f"{plan}: {statement}"


@pytest.mark.parametrize(
    ("field", "value"),
    [("uid", "U-1"), ("email", "anna@example.com"), ("name", "Anna"), ("mobile", "+4930123456")],
)
def test_an_import_finds_the_clients_its_rows_mean(
    database: Database, clients: Clients, field: str, value: str
) -> None:
    anna = clients.add(ANNA, "me")
    clients.add(Client(name="Bert", email="bert@example.com", mobile="+4930123458"), "me")
    gone = clients.add(replace(ANNA, uid="U-2"), "me")
    clients.delete([gone.id], "me")
    found = Imports(database).lookup(field, [value, "nobody"])
    assert found == {value: [anna.id]}
    assert field in MATCHES


def test_all_who_share_a_key_are_found_the_oldest_first(database: Database, clients: Clients) -> None:
    ids = [clients.add(replace(ANNA, uid="", email=email), "me").id for email in ("A@B.de", "a@b.DE", "Ä@b.de")]
    assert Imports(database).lookup("email", [match_key("email", "a@B.de")]) == {"a@b.de": ids[:2]}
    assert Imports(database).lookup("email", [match_key("email", "Ä@B.DE")]) == {"Ä@b.de": ids[2:]}
    assert Imports(database).lookup("name", ["Anna"]) == {"Anna": ids}
    assert Imports(database).lookup("name", ["anna"]) == {}


@pytest.mark.parametrize("field", MATCHES)
def test_blank_keys_match_nobody_but_a_blank_name(database: Database, clients: Clients, field: str) -> None:
    clients.add(Client(name="Anna"), "me")
    assert Imports(database).lookup(field, [""]) == {}
    assert Imports(database).lookup(field, []) == {}


@pytest.mark.parametrize("name", ['"', "'", "\\", "a\x00b", "\x01", "李", "𝔘", "[1]", "\u2028", "null", "1", "1e3"])
def test_every_name_is_looked_up_as_it_is(database: Database, clients: Clients, name: str) -> None:
    stored = clients.add(Client(name=name, uid=name), "me")
    clients.add(Client(name="other"), "me")
    for field in ("name", "uid"):
        assert Imports(database).lookup(field, [name]) == {name: [stored.id]}


def test_more_keys_than_sqlite_takes_parameters_are_looked_up(database: Database, clients: Clients) -> None:
    anna = clients.add(ANNA, "me")
    keys = ["Anna", *(f"nobody {number}" for number in range(33_000))]
    assert Imports(database).lookup("name", keys) == {"Anna": [anna.id]}


def test_an_import_knows_whether_there_is_anything_yet(database: Database, clients: Clients) -> None:
    imports = Imports(database)
    assert imports.is_empty("clients")
    clients.add(ANNA, "me")
    assert not imports.is_empty("clients")
    assert imports.is_empty("invoices")
