"""A second thread that reads while the first one does, on a connection of its own: two cores answer a search sooner."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from threading import Lock
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from tui_clients.storage.database import Database
    from tui_clients.storage.head import Head
    from tui_clients.storage.interrupt import Interrupt
    from tui_clients.storage.ranks import Ranks
    from tui_clients.storage.sample import Sample

T = TypeVar("T")
P = ParamSpec("P")


class Beside:
    """The second thread of a database; one search at a time has it, and what that search interrupts stops here too.

    `head`, `ranks` and `sample` are what the thread remembers between searches.
    """

    def __init__(self, database: "Database") -> None:
        self._database = database
        self._pool = ThreadPoolExecutor(1, "beside")
        self._lock = Lock()
        self.head: Head | None = None
        self.ranks: Ranks | None = None
        self.sample: Sample | None = None

    @contextmanager
    def held(self) -> Iterator["Beside | None"]:
        """Give the thread, or None while another search has it, or inside a transaction, which it cannot see into."""
        if self._database.is_in_transaction or not self._lock.acquire(blocking=False):
            yield None
            return
        try:
            yield self
        finally:
            self._lock.release()

    def start(self, task: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> "Future[T]":
        """Begin a task in the thread, stopped by what would stop the caller's queries."""
        return self._pool.submit(self._run, self._database.interrupt, lambda: task(*arguments, **named))

    def _run(self, interrupt: "Interrupt | None", task: Callable[[], T]) -> T:
        with self._database.interruptible(interrupt) if interrupt else nullcontext():
            return task()

    def close(self) -> None:
        """End the thread; what it does is waited for."""
        self._pool.shutdown()
