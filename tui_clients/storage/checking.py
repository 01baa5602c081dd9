"""Finds what is wrong inside a database: damage, rows without their client, what clients are found by out of date."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from tui_clients.errors import IndexDamaged
from tui_clients.storage import client_indexes, derived, integrity, open_invoices, search_index
from tui_clients.storage.database import Database
from tui_clients.storage.lock_file import IMPORTING, LockFile

_CHUNK = 500


class Fault(Enum):
    """What can be wrong inside a database."""

    INTEGRITY = "integrity"
    FOREIGN_KEY = "foreign_key"
    SEARCH = "search"
    INDEX = "index"
    UNFINISHED_INDEX = "unfinished_index"
    PAID = "paid"
    OPEN_INDEX = "open_index"
    LIST_INDEX = "list_index"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong: where (a table and row), and SQLite's own words where it has some."""

    fault: Fault
    table: str
    row: int
    detail: str = ""


def check(database: Database) -> Iterator[Finding]:
    """Yield everything wrong inside a database: damage, lost rows, stale texts and sums, an index that disagrees."""
    for message in integrity.damage(database.sql, str(database.path)):
        yield Finding(Fault.INTEGRITY, "", 0, message)
    for table, row, parent, _key in database.sql("PRAGMA foreign_key_check"):
        yield Finding(Fault.FOREIGN_KEY, str(table), int(row or 0), str(parent))
    yield from _stale_texts(database)
    yield from _open_faults(database)
    yield from _index_faults(database)
    if not LockFile(database.path, IMPORTING).is_held():  # else they are put off
        for name in client_indexes.missing(database):
            yield Finding(Fault.LIST_INDEX, name, 0)


def _stale_texts(database: Database) -> Iterator[Finding]:
    reached = 0
    while end := _end_of_chunk(database, reached):
        for client in derived.stale(database, reached, end):
            is_as_read = "SELECT 1 FROM client WHERE id = ? AND version = ?"
            if database.sql(is_as_read, client.id, client.version):  # else somebody changed it in between
                yield Finding(Fault.SEARCH, "client", client.id)
        reached = end


def _end_of_chunk(database: Database, after: int) -> int:
    ids = "SELECT id FROM client WHERE id > ? ORDER BY id LIMIT ?"
    return int(database.sql(f"SELECT coalesce(max(id), 0) FROM ({ids})", after, _CHUNK)[0][0])


def _open_faults(database: Database) -> Iterator[Finding]:
    for name in open_invoices.missing(database):
        yield Finding(Fault.OPEN_INDEX, name, 0)
    for invoice in open_invoices.stale(database):
        yield Finding(Fault.PAID, "invoice", invoice)


def _index_faults(database: Database) -> Iterator[Finding]:
    try:
        if search_index.is_whole(database):
            search_index.prove(database)
        else:
            yield Finding(Fault.UNFINISHED_INDEX, "client_index", 0)
    except IndexDamaged:
        yield Finding(Fault.INDEX, "client_index", 0)
