"""Connections to the database's file: one a thread, with the transactions that run on it."""

import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from tui_clients.storage.driver import library
from tui_clients.storage.lock_file import WAITING, LockFile

if TYPE_CHECKING:
    from tui_clients.storage.interrupt import Interrupt

BUSY_SECONDS = 30
_BEGIN = "BEGIN IMMEDIATE"
_MOMENT = 200  # milliseconds
"""How long somebody waits before saying so: a usual transaction of others takes less."""

_LOOK = 20  # milliseconds; SQLite itself looks ten times a second whether the lock is free
_INDEX_IS_INNOCUOUS = (3, 44)  # SQLite 3.40 refuses FTS5 in the triggers of a schema that is not trusted
PRAGMAS = (
    ("foreign_keys", "1"),
    ("trusted_schema", str(int(library.sqlite_version_info < _INDEX_IS_INNOCUOUS))),
    ("cell_size_check", "1"),
    ("temp_store", "memory"),
    ("temp.auto_vacuum", "1"),  # what a search has noted, two megabytes of ids, is given back when it is deleted
)


def uri(path: Path, how: str) -> str:
    """Return the name under which SQLite opens a file in a way such as `mode=rw`."""
    return f"file:{quote(str(path))}?{how}"


class _OfThread(threading.local):
    """What one thread has: its connection, how many of its transactions are open, one inside the other, and what
    may stop its queries.
    """

    connection: Any = None
    depth: int = 0
    interrupt: "Interrupt | None" = None


class Connections:
    """One connection a thread, all of which can be closed by the thread that ends the program."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._opened: list[Any] = []
        self._own = _OfThread()

    def get(self) -> Any:
        """Return this thread's connection, opened if need be; raises `Canceled` where its queries were stopped."""
        own = self._own
        if own.interrupt is not None:
            own.interrupt.check()
        if own.connection is None:
            own.connection = self._open()
        return own.connection

    def _open(self) -> Any:
        connection = library.connect(
            uri(self._path, "mode=rw"),
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
        with ExitStack() as undone:
            undone.callback(connection.close)
            for name, value in PRAGMAS:
                connection.execute(f"PRAGMA {name} = {value}")
            undone.pop_all()
        self._opened.append(connection)
        return connection

    @property
    def is_in_transaction(self) -> bool:
        """Whether this thread has a transaction open."""
        return self._own.depth > 0

    @property
    def interrupt(self) -> "Interrupt | None":
        """What may stop this thread's queries now."""
        return self._own.interrupt

    @contextmanager
    def interruptible(self, interrupt: "Interrupt") -> Iterator[None]:
        """Let this thread's queries inside be stopped."""
        own = self._own
        before = own.interrupt
        with interrupt.over(self.get()):
            own.interrupt = interrupt
            try:
                yield
            finally:
                own.interrupt = before

    def close(self) -> None:
        """Close this thread's connection, which is in no transaction."""
        own = self._own
        if own.depth:
            raise library.ProgrammingError("a transaction is open")
        if own.connection is not None:
            own.connection.close()
            self._opened.remove(own.connection)
            own.connection = None

    def let_go_of_pages(self) -> None:
        """Give back the memory in which this thread's connection keeps pages of the file."""
        if self._own.connection is not None:
            self._own.connection.execute("PRAGMA shrink_memory")

    def close_all(self) -> None:
        """Close every connection that was opened."""
        for connection in self._opened:
            connection.close()
        self._opened.clear()
        self._own = _OfThread()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Do everything inside whole or not at all; one inside another that fails leaves the outer one standing."""
        own, connection = self._own, self.get()
        commit, undo = "COMMIT", ["ROLLBACK"]
        if own.depth:
            name = f"level_{own.depth}"
            commit, undo = f"RELEASE {name}", [f"ROLLBACK TO {name}", f"RELEASE {name}"]
            connection.execute(f"SAVEPOINT {name}")
        else:
            self._begin(connection)
        own.depth += 1
        is_kept = False
        try:
            yield
            connection.execute(commit)
            is_kept = True
        finally:
            own.depth -= 1
            if not is_kept and connection.in_transaction:  # a full disk ends it by itself
                for statement in undo:
                    connection.execute(statement)

    def pause(self, meanwhile: Callable[[], None]) -> bool:
        """Keep what this thread's transaction has done, which is inside no other, and begin the next after `meanwhile`.

        Return whether others have changed anything in between. Where readers do not let it, as they may without WAL,
        the transaction goes on. One that ended when its statement was interrupted has nothing to keep.
        """
        own, connection = self._own, self.get()
        if own.depth != 1:
            raise library.ProgrammingError("the transaction is inside another")
        moment = connection.execute("PRAGMA data_version").fetchone()
        if connection.in_transaction and not _is_done(connection, "COMMIT", _MOMENT):
            return False
        meanwhile()
        self._begin(connection)
        return bool(connection.execute("PRAGMA data_version").fetchone() != moment)

    def _begin(self, connection: Any) -> None:
        """Begin to write; who has waited for others for a moment says so, and waits on."""
        end = time.monotonic() + BUSY_SECONDS
        if not _is_done(connection, _BEGIN, _MOMENT):
            with LockFile(self._path, WAITING).held():
                while not _is_done(connection, _BEGIN, _LOOK, end):
                    pass


def _is_done(connection: Any, statement: str, milliseconds: int, end: float = math.inf) -> bool:
    """Run a statement and return whether other processes let it in time; raises where they did not and it is `end`."""
    connection.execute(f"PRAGMA busy_timeout = {milliseconds}")
    try:
        connection.execute(statement)
    except library.OperationalError as error:
        if not getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY") or time.monotonic() >= end:
            raise
        return False
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    return True
