"""How far a long task is, told not more often than anybody can read."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from tui_clients.errors import N_, Canceled
from tui_clients.storage.following import Stage

_SECONDS = 0.1
_WHOLE = 1000  # parts of a copy


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a task is: rows done, of `total` where that is known; bytes of a file done, and its size.

    `stage` says what is being done where the database as a whole is copied, which has bytes and no rows.
    """

    rows: int
    total: int = 0
    bytes_done: int = 0
    bytes_total: int = 0
    stage: Stage | None = None

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
    """Between a long task and who waits for it: tells ten times a second how far it is, and stops it on request.

    What begins is told at once.
    """

    def __init__(self, listener: Listener = nobody, is_canceled: Callable[[], bool] = never) -> None:
        self._listener = listener
        self._is_canceled = is_canceled
        self._last = 0.0
        self._stage: Stage | None = None

    def check(self, progress: Progress) -> None:
        """Tell the progress if it is time to, give other threads a turn, and raise `Canceled` if the user stopped."""
        if self._is_canceled():
            raise Canceled(N_("Canceled. Nothing was changed."))
        if time.monotonic() - self._last >= _SECONDS or progress.stage is not self._stage:
            self._last, self._stage = time.monotonic(), progress.stage
            self._listener(progress)
        time.sleep(0)  # lets go of the interpreter's lock, so that a keystroke is answered meanwhile

    def follow(self, stage: Stage, share: float | None) -> bool:
        """Tell how far a copy of the database is, and answer whether the user stopped: as `storage.Follow` wants it."""
        if not self._is_canceled():
            self.require(stage, share)
            return False
        return True

    def require(self, stage: Stage, share: float | None) -> None:
        """Tell how far a copy of the database is, and raise `Canceled` if the user stopped."""
        self.check(Progress(0, 0, round((share or 0) * _WHOLE), 0 if share is None else _WHOLE, stage))
