"""Tells when somebody changed the database: another process, or another thread of this one."""

from contextlib import closing
from types import TracebackType
from typing import Any

from tui_clients.storage.database import Database


class Changes:
    """A look at the database's counter of changes, on a connection of its own; used by one thread.

    SQLite's `PRAGMA data_version` reads a few bytes of shared memory, or of the file's head without WAL.
    """

    def __init__(self, database: Database) -> None:
        self._connection: Any = database.connect_apart()
        self._version = self._read()

    def __enter__(self) -> "Changes":
        """Look from now on."""
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _traceback: TracebackType | None
    ) -> None:
        """Close the connection."""
        self._connection.close()

    def happened(self) -> bool:
        """Return whether something was changed since the last look."""
        before, self._version = self._version, self._read()
        return before != self._version

    def _read(self) -> int:
        with closing(self._connection.execute("PRAGMA data_version")) as cursor:
            return int(cursor.fetchone()[0])
