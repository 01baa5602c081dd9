"""Notices when somebody else changes the database."""

from collections.abc import Callable
from threading import Event, Thread

from textual.message import Message

from tui_clients.errors import UserError
from tui_clients.storage.changes import Changes
from tui_clients.storage.database import Database

_SECONDS = 1.0


class DatabaseChanged(Message):
    """Somebody changed the database: another process, or this one."""


class Watcher(Thread):
    """A thread that looks once a second whether the database was changed, and calls `tell` when it was."""

    def __init__(self, database: Database, tell: Callable[[], object]) -> None:
        super().__init__(name="watcher", daemon=True)
        self._database = database
        self._tell = tell
        self._is_over = Event()

    def run(self) -> None:
        """Look until `stop`; a database that cannot be read is looked at again later."""
        while not self._is_over.is_set():
            try:
                with Changes(self._database) as changes:
                    while not self._is_over.wait(_SECONDS):
                        if changes.happened():
                            self._tell()
            except UserError:
                self._is_over.wait(_SECONDS)

    def stop(self) -> None:
        """Let the thread end, and wait for it."""
        self._is_over.set()
        if self.is_alive():
            self.join()
