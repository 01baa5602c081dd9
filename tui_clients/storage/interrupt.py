"""Stops a query that runs in one thread from another."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from tui_clients.errors import N_, Canceled


class Interrupt:
    """What one thread pulls to stop the queries of another; pulled once, it stays so."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._connection: Any = None
        self.is_set = False

    def set(self) -> None:
        """Stop the query that runs, and every later one."""
        with self._lock:
            self.is_set = True
            if self._connection is not None:
                self._connection.interrupt()

    @contextmanager
    def over(self, connection: Any) -> Iterator[None]:
        """Let what runs on a connection be stopped; raises `Canceled` where it was stopped before."""
        with self._lock:
            if self.is_set:
                raise Canceled(N_("Canceled."))
            self._connection = connection
        try:
            yield
        finally:
            with self._lock:
                self._connection = None
