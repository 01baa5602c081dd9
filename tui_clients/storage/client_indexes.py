"""The indexes of the clients' table: which there are, and how those that are missing are made."""

from collections.abc import Iterator, Sequence

from tui_clients.storage import orders
from tui_clients.storage.database import Database

_OTHERS = (
    "CREATE INDEX client_office_phone ON client (office_phone) WHERE office_phone <> ''",
    "CREATE INDEX client_trash ON client (deleted_at) WHERE deleted_at IS NOT NULL",
)
DEFINITIONS = {statement.split()[2]: statement for statement in (*orders.INDEXES, *_OTHERS)}
"""What makes each index, by its name; that of the identifier stays with the table."""

WITHOUT_NEW = frozenset({"client_trash"})
"""Those in which no new client is: to keep them costs less than reading the table once more."""


def present(database: Database) -> frozenset[str]:
    """Return the names of those that are there."""
    rows = database.sql("SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'client'")
    return frozenset(name for (name,) in rows) & DEFINITIONS.keys()


def missing(database: Database) -> list[str]:
    """Return the names of those that are not there."""
    there = present(database)
    return [name for name in DEFINITIONS if name not in there]


def make(database: Database, names: Sequence[str]) -> Iterator[str]:
    """Make some indexes inside the caller's transaction and yield the name of each."""
    for name in names:
        make_one(database, name)
        yield name


def make_one(database: Database, name: str) -> None:
    """Make an index, unless it is there; nothing can be done with it before it is whole."""
    database.sql(DEFINITIONS[name].replace("CREATE INDEX", "CREATE INDEX IF NOT EXISTS", 1))


def drop(database: Database, name: str) -> None:
    """Remove an index; what is found by it is found all the same, more slowly."""
    database.sql(f"DROP INDEX IF EXISTS {name}")
