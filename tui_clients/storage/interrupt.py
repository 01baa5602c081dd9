"""Stops the queries of a search from another thread."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock
from typing import Any

from tui_clients.errors import N_, Canceled


class Interrupt:
    """What one thread pulls to stop the queries of others; pulled once, it stays so."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._connections: list[Any] = []
        self._is_set = Event()

    def set(self) -> None:
        """Stop the queries that run, and every later one."""
        with self._lock:
            self._is_set.set()
            for connection in self._connections:
                connection.interrupt()

    def comes_within(self, seconds: float) -> bool:
        """Wait, and return whether it was pulled meanwhile."""
        return self._is_set.wait(seconds)

    def check(self) -> None:
        """Raise `Canceled` if it was pulled: SQLite stops what runs at that moment, and not what is begun after it."""
        if self._is_set.is_set():
            raise Canceled(N_("Canceled."))

    @contextmanager
    def over(self, connection: Any) -> Iterator[None]:
        """Let what runs on a connection be stopped; raises `Canceled` where it was stopped before."""
        with self._lock:
            self.check()
            self._connections.append(connection)
        try:
            yield
        finally:
            with self._lock:
                self._connections.remove(connection)
