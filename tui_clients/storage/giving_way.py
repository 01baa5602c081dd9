"""Lets others write while a long import runs: as soon as somebody waits, and not before.

Who waits for SQLite's lock longer than a moment says so (`connections`). What was done so far is kept then, and the
next transaction begins when they have had their turn. An import of which others see a part says so as well, by a file
that it holds to its end: one that is unfinished while nobody holds that was killed (`interrupted`).
"""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from tui_clients.errors import Canceled
from tui_clients.storage import filesystem
from tui_clients.storage.database import Database
from tui_clients.storage.lock_file import IMPORTING, WAITING, LockFile

_OWN_TURN = 0.5
"""Seconds of work between two turns of others, so that they cannot keep the import from going on."""

_OTHERS_TURN = 1.5
"""Seconds that others have; who waits looks every tenth of a second whether the lock is free."""

_LONGEST = 16.0
"""Seconds of work at most where those who wait do not take their turn: such a process may have been stopped."""

_YOUNG = 1.0
"""Seconds in which work is given up for others that is begun again: what takes longer is nearly done."""

_TRIES = 5
_LOOK = 0.01  # seconds


class GivingWay:
    """The turns of one import; `has_shown` is whether others have seen a part of it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._is_willing = not filesystem.is_remote(database.path)  # locks may be of one machine there
        self._waiting = LockFile(database.path, WAITING)
        self._importing = LockFile(database.path, IMPORTING)
        self._held = ExitStack()
        self._patience = _OWN_TURN
        self._begun = time.monotonic()
        self.has_shown = False
        self._is_kept = False  # whether what was done when others were last to have a turn is in the database

    def is_asked(self) -> bool:
        """Return whether others are to have a turn now."""
        is_time = self._is_willing and time.monotonic() - self._begun >= self._patience
        return is_time and self._waiting.is_held() and self._is_marked()

    def give(self) -> bool:
        """Keep what the transaction has done, let others write, and begin the next; return whether any did."""
        self.has_shown, self._is_kept = True, False
        try:
            return self._database.pause(self.stand_aside)
        finally:
            self._begun = time.monotonic()

    def stand_aside(self) -> None:
        """Leave the lock to those who wait, outside of any transaction."""
        self._is_kept = True
        end = time.monotonic() + _OTHERS_TURN
        while is_held := self._waiting.is_held():
            if time.monotonic() > end:
                break
            time.sleep(_LOOK)
        self._patience = min(2 * self._patience, _LONGEST) if is_held else _OWN_TURN

    def insist(self, work: Callable[[], None]) -> bool:
        """Do work that cannot be parted, begun again where others want to write soon after; return whether any did.

        As long as others have seen nothing, or where readers keep it from being shown, it is done at once: what was
        done before it would be undone with it.
        """
        has_changed = self.has_shown and self.give()
        for _ in range(_TRIES if self._is_kept else 0):
            try:
                with self._database.followed(self._is_asked_early):
                    work()
                    return has_changed
            except Canceled:
                has_changed |= self.give()
        work()
        return has_changed

    def _is_asked_early(self) -> bool:
        return time.monotonic() - self._begun < _YOUNG and self._waiting.is_held()

    @property
    def is_alone(self) -> bool:
        """Whether others have seen no part of this import, and none of another one that is under way."""
        return not self.has_shown and not self._importing.is_held()

    def _is_marked(self) -> bool:
        """Return whether others can tell that this import runs, without which they would take it back."""
        if not self.has_shown:
            self._held.close()
            return self._held.enter_context(self._importing.held())
        return True

    def end(self) -> None:
        """Say that the import is over."""
        self._held.close()


@contextmanager
def giving_way(database: Database) -> Iterator[GivingWay]:
    """Give the turns of an import, which is known to run until this ends."""
    way = GivingWay(database)
    try:
        yield way
    finally:
        way.end()
