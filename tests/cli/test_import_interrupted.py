"""An import that others saw a part of and that did not come to its end: nothing of it is left."""

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Command
from tests.services.held_import import Held, held_import, while_waiting
from tests.services.importing_files import SAMPLE, counts
from tui_clients.domain.client import Client
from tui_clients.domain.query import Query
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database, open_database


@pytest.fixture
def whole(command: Command, tmp_path: Path) -> Callable[[], list[Any]]:
    """Return what gives all that an export holds of the clients but for the one whom another program adds."""

    def read() -> list[Any]:
        assert command("export", tmp_path / "whole.json").code == 0
        found = json.loads((tmp_path / "whole.json").read_text())
        return [client for client in found if client["name"] != "Zenzi Waits"]

    return read


def fresh(folder: Path) -> list[Path]:
    """Return files that update clients of the sample, with a category that is new, and add others with belongings."""
    rows = SAMPLE.joinpath("clients.csv").read_text().splitlines()
    known = [(row["name"], row["email"]) for row in csv.DictReader(rows) if row["email"]]
    first = folder / "first.csv"
    with first.open("w", newline="") as stream:
        csv.writer(stream).writerows([("Name", "E-mail", "City", "Category")])
        csv.writer(stream).writerows((*each, "Gera", "Brand new") for each in known)
    nested = folder / "second.json"
    notes = [{"text": "A note", "created_at": "2024-05-01T10:00:00Z"}]
    invoice = {
        "number": "R-1",
        "issue_date": "2024-05-01",
        "due_date": "2024-06-01",
        "total": "9.50",
        "currency": "EUR",
    }
    invoices = [{**invoice, "project": "Roof"}]
    some = [
        {"name": f"New {n}", "email": f"new{n}@example.org", "notes": notes, "invoices": invoices} for n in range(1200)
    ]
    nested.write_text(json.dumps(some))
    return [first, nested]


def shown_in_part(held: Held, database: Database) -> None:
    """Let an import go on until others have seen something of each of its files."""
    clients = Clients(database)
    while_waiting(database, lambda: clients.add(Client("Zenzi Waits"), "zoe"), held.go_on)
    while_waiting(database, lambda: clients.update(first_of(clients, "zenzi"), "zoe"), held.go_on)


def first_of(clients: Clients, words: str) -> Client:
    (found,) = clients.get_many(clients.find(Query(words))[:1])
    return replace(found, city="Jena")


def test_of_an_import_that_was_killed_nothing_is_left(
    filled_home: Path, command: Command, whole: Callable[[], list[Any]], tmp_path: Path
) -> None:
    before = whole()
    database = open_database(filled_home / "clients.db")
    tables = counts(database)
    with held_import(database.path, *fresh(tmp_path), on_duplicate="update") as held:
        shown_in_part(held, database)
        seen = command("list", "city:Gera", "--json").json
        assert seen
        assert command("imports", "--json").json[0]["finished"] is False
        running = command("imports", "--json").json[0]["id"]
        refused = while_waiting(database, lambda: command("revert", running), held.go_on)
        assert refused.code == 2
        assert "is not finished" in refused.err
        held.kill()
    database.close_all()
    told = command("list", "--limit", "1")
    assert "The import of first.csv was interrupted. What it had brought was taken back." in told.err
    assert whole() == before
    assert not command("list", "city:Gera", "--json").json
    assert command("check").code == 0
    database = open_database(filled_home / "clients.db")
    assert counts(database) == {**tables, "client": tables["client"] + 1, "change": tables["change"] + 2}
    database.close_all()


def test_an_import_that_is_canceled_late_leaves_only_what_others_changed_since(
    filled_home: Path, command: Command, whole: Callable[[], list[Any]], tmp_path: Path
) -> None:
    before = whole()
    database = open_database(filled_home / "clients.db")
    clients = Clients(database)
    with held_import(database.path, *fresh(tmp_path), on_duplicate="update") as held:
        shown_in_part(held, database)
        while_waiting(database, lambda: clients.update(first_of(clients, "new1@example.org"), "zoe"), held.go_on)
        said = held.cancel()
    assert said == "Canceled. Rows that stay, since others have changed them meanwhile: 1."
    database.close_all()
    kept = [client for client in whole() if client not in before]
    assert [(client["city"], client["updated_by"]) for client in kept] == [("Jena", "zoe")]
    assert command("check").code == 0
