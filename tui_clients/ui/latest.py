"""Of several things that are asked one after the other only the last is done."""

from threading import Lock
from typing import Generic, TypeVar

from tui_clients.storage.interrupt import Interrupt

Asked = TypeVar("Asked")


class Latest(Generic[Asked]):
    """What waits to be done by the one thread that does it; what is asked anew stops what is being done."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: Asked | None = None
        self._interrupt: Interrupt | None = None

    def ask(self, asked: Asked) -> bool:
        """Ask for something; return whether a thread must be started that takes it."""
        with self._lock:
            self._waiting = asked
            if self._interrupt is None:
                self._interrupt = Interrupt()
                return True
            self._interrupt.set()
            return False

    def offer(self, asked: Asked) -> bool:
        """Ask for something if nothing is being done; return whether a thread must be started that takes it."""
        with self._lock:
            if self._interrupt is not None:
                return False
            self._waiting, self._interrupt = asked, Interrupt()
            return True

    def take(self) -> tuple[Asked, Interrupt] | None:
        """Return what was asked last and what will stop it; None ends the thread."""
        with self._lock:
            asked, self._waiting = self._waiting, None
            self._interrupt = None if asked is None else Interrupt()
            return None if asked is None or self._interrupt is None else (asked, self._interrupt)
