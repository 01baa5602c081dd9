"""Opens the database safely, and is the one door through which queries run.

Every thread has its own connection. SQLite is opened as DESIGN §5 settles: the file is created private,
marked as ours, opened `mode=rw`, and written in IMMEDIATE transactions.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from peewee import SqliteDatabase
from peewee import sqlite3 as library  # type: ignore[attr-defined]

from tui_clients.errors import N_, DatabaseRefused
from tui_clients.storage import filesystem
from tui_clients.storage.failures import translated

APPLICATION_ID = 0x54554943  # "TUIC"
SCHEMA_VERSION = 1  # the number of the newest migration
_BUSY_SECONDS = 30
_WAL_IS_SAFE = (3, 51, 3)  # https://sqlite.org/wal.html#walresetbug
_MIGRATIONS = Path(__file__).parent / "migrations"


class Database:
    """An open database; queries are peewee's, rows come back as tuples, errors as `DatabaseRefused`."""

    def __init__(self, connection: SqliteDatabase, path: Path) -> None:
        self._peewee = connection
        self.path = path

    def rows(self, query: Any) -> list[tuple[Any, ...]]:
        """Run a query and return all its rows."""
        with translated(str(self.path)):
            return self._cursor(query).fetchall()  # type: ignore[no-any-return]

    def stream(self, query: Any) -> Iterator[tuple[Any, ...]]:
        """Run a query and yield its rows one by one; for results of unknown length."""
        with translated(str(self.path)):
            yield from self._cursor(query)

    def scalar(self, query: Any) -> Any:
        """Run a query and return the first value of its first row, or None."""
        rows = self.rows(query)
        return rows[0][0] if rows else None

    def insert(self, query: Any) -> int:
        """Run an INSERT and return the new row's id."""
        with translated(str(self.path)):
            return int(self._cursor(query).lastrowid)

    def change(self, query: Any) -> int:
        """Run an UPDATE or DELETE and return how many rows it met."""
        with translated(str(self.path)):
            return int(self._cursor(query).rowcount)

    def insert_many(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Insert rows by one prepared statement; about five times as fast as a query a row."""
        names = ", ".join(f'"{column}"' for column in columns)
        marks = ", ".join("?" * len(columns))
        with translated(str(self.path)):
            statement = f'INSERT INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608 - names come from models
            self._peewee.connection().executemany(statement, rows)

    def sql(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """Run a statement written as SQL and return its rows."""
        with translated(str(self.path)):
            return self._peewee.execute_sql(statement, values).fetchall()  # type: ignore[no-any-return]

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Do everything inside whole or not at all; waits for other writers up to 30 s."""
        with translated(str(self.path)), self._peewee.atomic():
            yield

    def close(self) -> None:
        """Close this thread's connection."""
        with translated(str(self.path)):
            self._peewee.close()

    def _cursor(self, query: Any) -> Any:
        return self._peewee.execute(query)


def open_database(location: str | Path) -> Database:
    """Open the database at a path, creating it if there is none.

    A file that is not ours, is damaged or was written by a newer version is refused and stays as it is.
    """
    if str(location).startswith(("postgres://", "postgresql://")):
        raise DatabaseRefused(N_("PostgreSQL databases cannot be opened by this version. Give the path of a file."))
    path = Path(location).expanduser().absolute()
    if not path.exists():
        filesystem.create_private(path)
    _refuse_what_is_not_ours(path)
    wants_wal = library.sqlite_version_info >= _WAL_IS_SAFE and not filesystem.is_remote(path)
    pragmas = (
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("temp_store", "memory"),
    )
    connection = SqliteDatabase(
        f"file:{quote(str(path))}?mode=rw", pragmas=pragmas, lock_type="IMMEDIATE", timeout=_BUSY_SECONDS, uri=True
    )
    with translated(str(path)):
        _prepare(connection, "wal" if wants_wal else "delete")
    return Database(connection, path)


def _refuse_what_is_not_ours(path: Path) -> None:
    if not path.is_file():
        raise DatabaseRefused(N_("{path} is not a file. Choose another place for the database."), path=path)
    if path.stat().st_size == 0:
        return
    with translated(str(path)):
        probe = library.connect(f"file:{quote(str(path))}?mode=ro", uri=True, timeout=_BUSY_SECONDS)
        try:
            application = probe.execute("PRAGMA application_id").fetchone()[0]
            version = probe.execute("PRAGMA user_version").fetchone()[0]
            tables = probe.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        finally:
            probe.close()
    if application != APPLICATION_ID and tables + application + version > 0:
        raise DatabaseRefused(N_("{path} is not a TUI Clients database. Nothing in it was changed."), path=path)
    if version > SCHEMA_VERSION:
        message = N_("{path} was written by a newer version of TUI Clients. Nothing was changed; update this program.")
        raise DatabaseRefused(message, path=path)


def _prepare(connection: SqliteDatabase, journal_mode: str) -> None:
    """Bring the schema to the present, under the write lock: several processes may start at once."""
    if connection.pragma("user_version") < SCHEMA_VERSION:
        with connection.atomic():
            if connection.pragma("user_version") < SCHEMA_VERSION:
                from playhouse.migrations import Runner

                connection.pragma("application_id", APPLICATION_ID)
                Runner(connection, str(_MIGRATIONS)).up()
                connection.pragma("user_version", SCHEMA_VERSION)
    if connection.pragma("journal_mode") != journal_mode:
        _switch_journal(connection, journal_mode)


def _switch_journal(connection: SqliteDatabase, journal_mode: str) -> None:
    """Change the journal mode if no other process holds the file; else the next one to open it does."""
    raw = connection.connection()
    raw.execute("PRAGMA busy_timeout = 0")
    try:
        raw.execute(f"PRAGMA journal_mode = {journal_mode}").fetchall()
    except library.OperationalError as error:
        if not getattr(error, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise
    finally:
        raw.execute(f"PRAGMA busy_timeout = {_BUSY_SECONDS * 1000}")
