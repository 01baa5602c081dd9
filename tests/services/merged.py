"""What the tests of merging share: a database dump, clients with everything that may belong to them, and processes."""

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from tui_clients.domain.client import Client, Contact, ContactPoint, Note, Picture
from tui_clients.domain.invoice import Invoice, Payment
from tui_clients.domain.project import Project
from tui_clients.errors import EditConflict
from tui_clients.services import merging
from tui_clients.storage.clients import Clients
from tui_clients.storage.contacts import Contacts, Notes
from tui_clients.storage.database import Database, open_database
from tui_clients.storage.invoices import Invoices
from tui_clients.storage.projects import Projects

DAY = date(2026, 3, 1)
_OF_THE_HISTORY = ("change", "client_merge", "merge_moved", "item_step", "schema_migration")
_OF_CHANGES = {"version", "version_before", "updated_at", "updated_by"}


def dump(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table but the history and the search index, without what tells of changes."""
    found = {}
    for (table,) in database.sql("SELECT name FROM sqlite_master WHERE type = 'table'"):
        if table not in _OF_THE_HISTORY and not table.startswith(("client_index", "sqlite_")):
            columns = [name for _n, name, *_rest in database.sql(f'PRAGMA table_info("{table}")')]
            names = ", ".join(f'"{name}"' for name in columns if name not in _OF_CHANGES)
            found[table] = sorted(database.sql(f'SELECT {names} FROM "{table}"'), key=repr)
    return found


def rich(database: Database, client: Client) -> Client:
    """Store a client with a project, an invoice of it with a payment, another invoice, a contact, a note and a file."""
    with database.transaction():
        stored = Clients(database).add_many([client], "kim")[0]
        Projects(database).add(Project("Website", client_id=stored.id))
        for number, project in (("1", "Website"), ("2", "")):
            paid = (Payment(5, DAY),)
            invoice = Invoice(f"R-{stored.id}-{number}", DAY, DAY, "EUR", 10, payments=paid, project=project)
            Invoices(database).add(replace(invoice, client_id=stored.id))
        Contacts(database).add(stored.id, Contact("Eve"))
        Notes(database).add(stored.id, Note("Said yes.", "kim"))
        database.sql(
            """INSERT INTO document (client_id, name, media_type, size, author, created_at, content_id, version)
            VALUES (?, 'offer.pdf', 'application/pdf', 3, 'kim', 0, 1, 1)""",
            stored.id,
        )
    return stored


def three(database: Database) -> list[Client]:
    """Store three clients that say different things, with all that may belong to them."""
    base = Client(
        "Smith [/]", email="a@x.example", company_name="Acme", tags=("vip",), picture=Picture("image/png", b"1")
    )
    others = (
        replace(base, name="=1+1\x1b[31m", email="b@x.example", city="Bonn", note="Second", picture=None),
        replace(base, name="Smith", email="A@x.example", note="Third", picture=Picture("image/png", b"3"),
                more_phones=(ContactPoint("home", "+4930123456"),), extra={"[x]": "{y}"}),
    )  # fmt: skip
    return [rich(database, client) for client in (base, *others)]


def owners(database: Database, table: str) -> Sequence[int]:
    """Return the clients to whom the rows of a table belong, each once."""
    return [id_ for (id_,) in database.sql(f'SELECT DISTINCT client_id FROM "{table}" ORDER BY 1')]


def merge_first_two(path: Path) -> str:
    """Merge the first two clients as they are now, and return what came of it."""
    database = open_database(path)
    seen = Clients(database).get_many([1, 2])
    try:
        merging.merge(database, seen, f"worker {os.getpid()}")
    except EditConflict as error:
        return error.message
    finally:
        database.close_all()
    return "merged"


def die_while_merging(path: Path) -> None:
    """Merge three clients, and end like a process that was killed before the last step of it."""
    from tui_clients.storage import merges

    def die(*_values: object) -> None:
        os.kill(os.getpid(), 9)

    merges.finish = die  # type: ignore[assignment]
    database = open_database(path)
    database.sql("PRAGMA cache_size = 2")
    merging.merge(database, Clients(database).get_many([1, 2, 3]), "me")
