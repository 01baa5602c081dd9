"""The record of a client that is read straight from its row is the one of the whole client."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import strategies
from tui_clients.domain.client import Client, ContactPoint, Picture
from tui_clients.domain.fields import FIELDS
from tui_clients.domain.query import Query, Sort
from tui_clients.domain.record import to_record
from tui_clients.storage import records
from tui_clients.storage.database import Database, open_database
from tui_clients.storage.records import ClientRecords

NAMES = [field.name for field in FIELDS]


def stored(database: Database, clients: Sequence[Client]) -> ClientRecords:
    store = ClientRecords(database)
    with database.transaction():
        store.add_many(clients, "me")
    return store


def cells(store: ClientRecords, query: Query, names: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(row) for rows in store.rows_of_text(store.find(query), names) for row in rows.cells()]


@settings(max_examples=25)
@given(
    st.lists(strategies.clients(), min_size=1, max_size=4, unique_by=lambda client: client.uid or id(client)),
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True),
)
def test_any_client_has_the_same_record(
    tmp_path_factory: pytest.TempPathFactory, clients: list[Client], names: list[str]
) -> None:
    database = open_database(tmp_path_factory.mktemp("records") / "clients.db")
    store = stored(database, clients)
    whole = [to_record(client) for client in store.iterate(Query())]
    assert cells(store, Query(), NAMES) == [tuple(record.values()) for record in whole]
    assert cells(store, Query(), names) == [tuple(record[name] for name in names) for record in whole]
    database.close_all()


def test_records_keep_the_order_and_what_stands_beside_the_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "_CHUNK", 6)
    monkeypatch.setattr(records, "_PICTURES", 0)
    database = open_database(tmp_path / "clients.db")
    people = [
        Client(
            f"Client {number:02}",
            picture=Picture("image/png", bytes([number])) if number % 4 == 1 else None,
            more_emails=(ContactPoint("home", f"{number}@example.com"),) if number % 3 == 0 else (),
            category="VIP" if number % 2 else "",
        )
        for number in range(10)
    ]
    store = stored(database, people)
    gone = next(client.id for client in store.iterate(Query()) if client.name == "Client 05")
    store.delete([gone], "me")
    query = Query(sort=Sort("name", is_descending=True))
    found = cells(store, query, NAMES)
    assert [row[NAMES.index("name")][-2:] for row in found] == ["09", "08", "07", "06", "04", "03", "02", "01", "00"]
    assert found == [tuple(to_record(client).values()) for client in store.iterate(query)]
    database.close_all()
