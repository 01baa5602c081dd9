"""Clients are found by any address or number of theirs, and by the names that sort alike."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

import pytest

from tui_clients.domain.client import Client, ContactPoint
from tui_clients.storage import reached
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database

ANNA = Client(
    "Anna",
    email="Anna@Example.com",
    mobile="+491711234567",
    office_phone="+4930123456",
    more_emails=(ContactPoint("home", "anna@Home.example"),),
    more_phones=(ContactPoint("", "+4940123456"), ContactPoint("email", "anna@phones.example")),
)

Find = Callable[[Database, Collection[str]], Mapping[str, list[int]]]


@pytest.mark.parametrize(
    ("find", "key", "is_found"),
    [
        (reached.by_email, "anna@example.com", True),
        (reached.by_email, "anna@home.example", True),
        (reached.by_email, "anna@phones.example", False),
        (reached.by_phone, "+491711234567", True),
        (reached.by_phone, "+4930123456", True),
        (reached.by_phone, "+4940123456", True),
        (reached.by_mobile, "+491711234567", True),
        (reached.by_mobile, "+4930123456", False),
        (reached.by_sort_name, "anna", True),
        (reached.by_sort_name, "", False),
    ],
)
def test_a_client_is_found_by_what_it_has_unless_it_is_in_the_trash(
    database: Database, clients: Clients, find: Find, key: str, is_found: bool
) -> None:
    anna = clients.add(ANNA, "me")
    clients.add(Client("Ben"), "me")
    assert find(database, [key, "nobody", ""]) == ({key: [anna.id]} if is_found else {})
    clients.delete([anna.id], "me")
    assert find(database, [key]) == {}


def test_who_has_an_address_twice_is_found_once_and_the_oldest_first(database: Database, clients: Clients) -> None:
    points = (ContactPoint("", "a@example.com"), ContactPoint("home", "A@example.com"))
    ids = [clients.add(Client("A", email=email, more_emails=points), "me").id for email in ("a@example.com", "")]
    assert reached.by_email(database, ["a@example.com"]) == {"a@example.com": ids}


@pytest.mark.parametrize("find", [reached.by_email, reached.by_phone, reached.by_mobile, reached.by_sort_name])
def test_no_look_up_reads_the_whole_table(database: Database, monkeypatch: pytest.MonkeyPatch, find: Find) -> None:
    asked: list[tuple[str, tuple[Any, ...]]] = []
    ask = Database.sql

    def note(self: Database, sql: str, *values: Any) -> Any:
        asked.append((sql, values))
        return ask(self, sql, *values)

    monkeypatch.setattr(Database, "sql", note)
    find(database, ["x"])
    [(sql, values)] = asked
    plan = [str(row[3]) for row in ask(database, f"EXPLAIN QUERY PLAN {sql}", *values)]
    assert [step for step in plan if step.startswith("SCAN") and "json_each" not in step] == []
    assert any(step.startswith("SEARCH") for step in plan)
