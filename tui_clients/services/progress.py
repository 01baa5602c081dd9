"""How far a long task is, told not more often than anybody can read."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from tui_clients.errors import N_, Canceled

_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a task is: rows done, of `total` where that is known; bytes of a file done, and its size."""

    rows: int
    total: int = 0
    bytes_done: int = 0
    bytes_total: int = 0

    @property
    def share(self) -> float | None:
        """Return the part that is done, from 0 to 1, or None if that is not known."""
        if self.bytes_total:
            return min(1.0, self.bytes_done / self.bytes_total)
        return min(1.0, self.rows / self.total) if self.total else None


Listener = Callable[[Progress], None]


def nobody(_progress: Progress) -> None:
    """Listen to no progress."""


def never() -> bool:
    """Say that a task is not to stop."""
    return False


class Watch:
    """Between a long task and who waits for it: tells ten times a second how far it is, and stops it on request."""

    def __init__(self, listener: Listener = nobody, is_canceled: Callable[[], bool] = never) -> None:
        self._listener = listener
        self._is_canceled = is_canceled
        self._last = 0.0

    def check(self, progress: Progress) -> None:
        """Tell the progress if it is time to, give other threads a turn, and raise `Canceled` if the user stopped."""
        if self._is_canceled():
            raise Canceled(N_("Canceled. Nothing was changed."))
        if time.monotonic() - self._last >= _SECONDS:
            self._last = time.monotonic()
            self._listener(progress)
        time.sleep(0)  # lets go of the interpreter's lock, so that a keystroke is answered meanwhile
