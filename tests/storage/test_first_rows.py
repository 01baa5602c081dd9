from tui_clients.domain.client import Client
from tui_clients.domain.query import Query
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database
from tui_clients.storage.first_rows import first_rows


def test_the_list_opens_with_the_rows_that_the_search_for_nothing_finds(database: Database, clients: Clients) -> None:
    names = ["Zoë", "anna", "Ärger", "Anna", "李", "", "anna", "Bert"]
    for number, name in enumerate(names):
        category = ("", "Retail", "Öffentlich")[number % 3]
        clients.add(Client(name=name or "?", category=category, sub_category="x" if category else ""), "me")
    clients.delete([clients.first_rows(Query(), 10)[2].id], "me")
    for limit in (0, 3, 100):
        assert first_rows(database, limit) == clients.first_rows(Query(), limit)
    assert len(first_rows(database, 100)) == len(names) - 1
