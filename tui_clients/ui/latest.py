"""Of several things that are asked one after the other only the last is done."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar

from tui_clients.storage.interrupt import Interrupt

if TYPE_CHECKING:
    from textual.dom import DOMNode

Asked = TypeVar("Asked")


class Latest(Generic[Asked]):
    """What waits to be done by the one thread that does it; what is asked anew stops what is being done.

    The thread does `work`, which takes what is asked until there is nothing more, as a worker of `node`: what it raises
    ends the program. It begins at once, where Textual's own workers begin after what is painted next; and as it is the
    same one each time, it finds what its connection to the database remembers.
    """

    def __init__(self, node: "DOMNode", name: str, work: Callable[[], None]) -> None:
        self._node = node
        self._name = name
        self._work = work
        self._thread = ThreadPoolExecutor(1, name)
        self._lock = Lock()
        self._waiting: Asked | None = None
        self._interrupt: Interrupt | None = None
        self._is_closed = False

    def ask(self, asked: Asked) -> None:
        """Ask for something."""
        with self._lock:
            if self._is_closed:
                return
            self._waiting = asked
            if self._interrupt is not None:
                self._interrupt.set()
                return
            self._interrupt = Interrupt()
            self._begin()

    def offer(self, asked: Asked) -> None:
        """Ask for something if nothing is being done."""
        with self._lock:
            if self._interrupt is not None or self._is_closed:
                return
            self._waiting, self._interrupt = asked, Interrupt()
            self._begin()

    def stop(self) -> None:
        """Stop what is being done; nobody waits for it any more."""
        with self._lock:
            self._waiting = None
            if self._interrupt is not None:
                self._interrupt.set()

    def take(self) -> tuple[Asked, Interrupt] | None:
        """Return what was asked last and what will stop it; None ends the work."""
        with self._lock:
            asked, self._waiting = self._waiting, None
            self._interrupt = None if asked is None else Interrupt()
            return None if asked is None or self._interrupt is None else (asked, self._interrupt)

    async def close(self) -> None:
        """Stop what is being done, and wait for the thread's end; what is asked from now on is not done."""
        self._is_closed = True
        self.stop()
        await asyncio.to_thread(self._thread.shutdown)

    def _begin(self) -> None:
        running = asyncio.get_running_loop().run_in_executor(self._thread, copy_context().run, self._work)
        self._node.run_worker(running, group=self._name)
