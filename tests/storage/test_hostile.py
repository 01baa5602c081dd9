import contextlib
from dataclasses import replace

from hypothesis import given, settings

from tests import strategies
from tui_clients.domain.client import Client
from tui_clients.domain.query import Query
from tui_clients.domain.query_parser import QueryMistake
from tui_clients.domain.record import from_record, to_record
from tui_clients.domain.text import visible
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database

ESCAPES = ["\x1b]0;x\x07", "\x1b]52;c;eA==\x1b\\", "\x9b31m", "\u202egnp", "a\x00b", "[/] [@click=app.quit()]x", "\r\n"]


def quoted(value: str) -> str:
    """Return the words of a value as phrases, in which no sign has a meaning."""
    return " ".join(f'"{word}"' for word in value.split() if '"' not in word)


def test_naughty_strings_are_stored_listed_and_found_as_they_are(
    database: Database, clients: Clients, naughty_strings: list[str]
) -> None:
    names = [*naughty_strings, *ESCAPES]
    assert len(names) > 500
    with database.transaction():
        stored = clients.add_many(
            (Client(name=name, company_name=name, note=name, tags=(name,), extra={name: name}) for name in names), "me"
        )
    ids = [client.id for client in stored]
    assert clients.get_many(ids) == stored
    assert [client.name for client in clients.get_many(ids)] == names
    assert [row.name for row in clients.rows(ids)] == names
    for client in stored:
        assert client.id in clients.find(Query(quoted(client.name))), ascii(client.name)


def test_naughty_strings_are_queries_or_mistakes(clients: Clients, naughty_strings: list[str]) -> None:
    clients.add(Client("Anna", note="x"), "me")
    signs = [
        '"',
        "*",
        "NEAR(",
        "^",
        ":",
        "%",
        "_",
        "a*",
        '"a',
        "a OR b",
        "NOT a",
        "(",
        ")",
        "a AND",
        "+a",
        "{a}",
        "text:a",
    ]
    for text in [*naughty_strings, *ESCAPES, *signs, "x" * 5000, '"' * 5000, "-" * 5000, ":" * 5000, "' OR 1=1 --"]:
        with contextlib.suppress(QueryMistake):
            assert len(clients.find(Query(text))) <= 1


def test_naughty_strings_come_back_from_their_record(naughty_strings: list[str]) -> None:
    for name in [*naughty_strings, *ESCAPES]:
        client = Client(name=name, company_name=name, extra={name: name})
        assert from_record(to_record(client))[0] == client


def test_naughty_strings_in_every_field_are_no_reason_to_fail(
    database: Database, clients: Clients, naughty_strings: list[str]
) -> None:
    fields = to_record(Client())
    with database.transaction():
        for number, text in enumerate(naughty_strings):
            record = dict.fromkeys(fields, text) | {"uid": f"{number}", "name": text or "x"}
            client, problems = from_record(record)
            (stored,) = clients.add_many([client], "me")
            assert clients.get(stored.id) == stored
            for problem in problems:
                assert visible(problem.value).encode()
    assert clients.count() == len(naughty_strings)


@settings(max_examples=40)
@given(client=strategies.clients())
def test_every_client_is_found_by_each_of_its_own_words(database: Database, client: Client) -> None:
    clients = Clients(database)
    stored = clients.add(replace(client, uid=""), "me")
    points = [point.value for point in (*client.more_emails, *client.more_phones)]
    values = [client.name, client.company_name, client.email, client.mobile, client.city, client.note, *points]
    for value in values:
        for text in (value, value.upper(), value.casefold()):
            assert stored.id in clients.find(Query(quoted(text))), ascii(text)
    clients.delete([stored.id], "me")
