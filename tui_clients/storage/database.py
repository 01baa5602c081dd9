"""Opens the database safely, and is the one door through which queries run.

Every thread has its own connection. SQLite is opened as DESIGN §5 settles: the file is created private,
marked as ours, opened `mode=rw`, and written in IMMEDIATE transactions.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from tui_clients.errors import N_, DatabaseRefused
from tui_clients.storage import filesystem
from tui_clients.storage.connections import BUSY_SECONDS, Connections, uri
from tui_clients.storage.driver import library
from tui_clients.storage.failures import translated
from tui_clients.storage.lock_file import PURPOSES

if TYPE_CHECKING:
    from tui_clients.storage.beside import Beside
    from tui_clients.storage.interrupt import Interrupt

APPLICATION_ID = 0x54554943  # "TUIC"
SCHEMA_VERSION = 6  # the number of the newest migration
_SUFFIXES = ("", "-wal", "-shm", "-journal", *(f"-{purpose}" for purpose in PURPOSES))
_CHOSEN_INDEX = re.compile(r" INDEXED BY \w+")
_SMALLEST_BYTES = 512  # a database of one page
_WAL_IS_SAFE = (3, 51, 3)  # https://sqlite.org/wal.html#walresetbug


class Database:
    """An open database; queries are peewee's, rows come back as tuples, errors as `DatabaseRefused`."""

    def __init__(self, connections: Connections, path: Path) -> None:
        self._connections = connections
        self._compiler: Any = None
        self._beside: Beside | None = None
        self._beginning = Lock()
        self.path = path

    def rows(self, query: Any) -> list[tuple[Any, ...]]:
        """Run a query and return all its rows."""
        with translated(str(self.path)):
            return self._cursor(query).fetchall()  # type: ignore[no-any-return]

    def stream(self, query: Any) -> Iterator[tuple[Any, ...]]:
        """Run a query and yield its rows one by one; for results of unknown length."""
        with translated(str(self.path)):
            yield from self._cursor(query)

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
            statement = f'INSERT INTO "{table}" ({names}) VALUES ({marks})'
            self._connections.get().executemany(statement, rows)

    def sql(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """Run a statement written as SQL and return its rows."""
        with translated(str(self.path), statement):
            return self._execute(statement, values).fetchall()  # type: ignore[no-any-return]

    def ids(self, select: str, *values: Any) -> list[int]:
        """Return each `id` of a SELECT; SQLite gives them as one text, with Python's lock free until then."""
        import json  # not needed for the first paint

        ((text,),) = self.sql(f"SELECT json_group_array(id) FROM ({select})", *values)
        return list(json.loads(text))

    def stream_sql(self, statement: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        """Run a statement written as SQL and yield its rows one by one."""
        with translated(str(self.path), statement):
            yield from self._execute(statement, values)

    def records(self, statement: str, *values: Any) -> list[dict[str, Any]]:
        """Run a statement written as SQL and return its rows, each as column → value."""
        with translated(str(self.path), statement):
            cursor = self._execute(statement, values)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Do everything inside whole or not at all; waits for other writers up to 30 s."""
        with translated(str(self.path)), self._connections.transaction():
            yield

    def pause(self, meanwhile: Callable[[], None]) -> bool:
        """Keep what this thread's transaction has done, let others write `meanwhile`, and begin the next one.

        Return whether others have changed anything.
        """
        with translated(str(self.path)):
            return self._connections.pause(meanwhile)

    @property
    def is_in_transaction(self) -> bool:
        """Whether this thread has a transaction open, of which other threads see nothing."""
        return self._connections.is_in_transaction

    @contextmanager
    def interruptible(self, interrupt: "Interrupt") -> Iterator[None]:
        """Let another thread stop the queries inside; they raise `Canceled` then."""
        with translated(str(self.path)), self._connections.interruptible(interrupt):
            yield

    @contextmanager
    def followed(self, is_to_stop: Callable[[], bool]) -> Iterator[None]:
        """Ask every few milliseconds whether this thread's queries inside are to stop; they raise `Canceled` then."""
        from tui_clients.storage.following import followed

        with translated(str(self.path)), followed(self._connections.get(), is_to_stop):
            yield

    @contextmanager
    def attached(self, name: str, location: str) -> Iterator[None]:
        """Let this thread's queries inside name the tables of a second database."""
        with translated(str(self.path)):
            connection = self._connections.get()
            with suppress(library.OperationalError):  # an interrupt may have come just when the last one was let go
                connection.execute(f"DETACH {name}")
            connection.execute(f"ATTACH ? AS {name}", (location,))
            try:
                yield
            finally:
                connection.execute(f"DETACH {name}")

    @property
    def interrupt(self) -> "Interrupt | None":
        """What may stop this thread's queries now."""
        return self._connections.interrupt

    @property
    def beside(self) -> "Beside":
        """The thread that reads beside the one that asks."""
        with self._beginning:
            if self._beside is None:
                from tui_clients.storage.beside import Beside

                self._beside = Beside(self)
            return self._beside

    def connect_apart(self) -> Any:
        """Return a connection that reads and that the caller uses in one thread, and closes."""
        with translated(str(self.path)):
            return library.connect(uri(self.path, "mode=ro"), uri=True, timeout=1, isolation_level=None)

    def owns(self, path: Path) -> bool:
        """Whether a path leads to the database's file or one that is kept beside it."""
        files = [self.path.with_name(f"{self.path.name}{suffix}") for suffix in _SUFFIXES]
        return path.exists() and any(file.exists() and path.samefile(file) for file in files)

    def let_go_of_pages(self) -> None:
        """Give back the memory in which this thread keeps pages of the file, two megabytes at most.

        The system has them too, so that they are read again in a millisecond; and six threads take turns.
        """
        with translated(str(self.path)):
            self._connections.let_go_of_pages()

    def close(self) -> None:
        """Close this thread's connection."""
        with translated(str(self.path)):
            self._connections.close()

    def close_all(self) -> None:
        """Close the connections of all threads, at the end; none may be in use."""
        if self._beside is not None:
            self._beside.close()
        with translated(str(self.path)):
            self._connections.close_all()

    def _execute(self, statement: str, values: Sequence[Any]) -> Any:
        """Run a statement; by an index that is away while an import is under way it does without."""
        connection = self._connections.get()
        try:
            return connection.execute(statement, values)
        except library.OperationalError as error:
            if not str(error).startswith("no such index"):
                raise
        return connection.execute(_CHOSEN_INDEX.sub("", statement), values)

    def _cursor(self, query: Any) -> Any:
        if self._compiler is None:  # peewee takes 30 ms to load, and the first paint does without it
            from peewee import SqliteDatabase

            self._compiler = SqliteDatabase(None)
        statement, values = self._compiler.get_sql_context().sql(query).query()
        return self._connections.get().execute(statement, values)


def open_database(location: str | Path, backups: int = 0) -> Database:
    """Open the database at a path, creating it if there is none.

    A file that is not ours, is damaged or was written by a newer version is refused and stays as it is. Before the
    schema is brought up to date the file is copied; `backups` such copies are kept, and none is made for 0.
    """
    if str(location).startswith(("postgres:/", "postgresql:/")):
        raise DatabaseRefused(N_("PostgreSQL databases cannot be opened by this version. Give the path of a file."))
    path = Path(location).expanduser().absolute()
    filesystem.ensure_file(path)
    version = _refuse_what_is_not_ours(path)
    if version < SCHEMA_VERSION:
        from tui_clients.storage.upgrading import upgrade

        with translated(str(path)):
            upgrade(path, APPLICATION_ID, SCHEMA_VERSION, backups)
    wants_wal = library.sqlite_version_info >= _WAL_IS_SAFE and not filesystem.is_remote(path)
    connections = Connections(path)
    with translated(str(path)):
        _choose_journal(connections.get(), "wal" if wants_wal else "delete")
    return Database(connections, path)


def _refuse_what_is_not_ours(path: Path) -> int:
    """Return the version of the schema, 0 for a file that holds nothing yet."""
    size = path.stat().st_size
    if size == 0:
        return 0
    if size < _SMALLEST_BYTES:  # of a single byte SQLite itself thinks nothing and would write over it
        raise DatabaseRefused(N_("{path} is not a TUI Clients database. Nothing in it was changed."), path=path)
    with translated(str(path)):
        try:
            application, version, tables = _header(path, "mode=ro")
        except library.OperationalError as error:
            if not getattr(error, "sqlite_errorname", "").startswith("SQLITE_READONLY"):
                raise
            # A crash left a journal, which only a writer may roll back: for a database of ours, that is us.
            application, version, tables = _header(path, "mode=ro&immutable=1")
            if application == APPLICATION_ID:
                application, version, tables = _header(path, "mode=rw")
    if application != APPLICATION_ID and any((application, version, tables)):
        raise DatabaseRefused(N_("{path} is not a TUI Clients database. Nothing in it was changed."), path=path)
    if version > SCHEMA_VERSION:
        message = N_("{path} was written by a newer version of TUI Clients. Nothing was changed; update this program.")
        raise DatabaseRefused(message, path=path)
    return version


def _header(path: Path, how: str) -> tuple[int, int, int]:
    """Return a file's application id, its version and how much its schema holds, all as of one moment."""
    probe = library.connect(uri(path, how), uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    with closing(probe):
        probe.execute("BEGIN")
        statements = ("PRAGMA application_id", "PRAGMA user_version", "SELECT count(*) FROM sqlite_master")
        application, version, tables = (probe.execute(statement).fetchone()[0] for statement in statements)
        return application, version, tables


def _choose_journal(connection: Any, mode: str) -> None:
    """Change the journal mode if no other process holds the file; else the next one to open it does."""
    if connection.execute("PRAGMA journal_mode").fetchone()[0] == mode:
        return
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        connection.execute(f"PRAGMA journal_mode = {mode}").fetchall()
    except library.OperationalError as error:
        if not getattr(error, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
