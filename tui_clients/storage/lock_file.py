"""Files beside the database by which processes tell each other what they do; one that dies tells nothing any more.

They are held by flock(2), shared by all who do the same. Where the system, or the file system, knows no such locks,
nobody tells and nobody hears anything.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tui_clients.errors import DatabaseRefused
from tui_clients.storage import filesystem

if sys.platform != "win32":
    import fcntl

WAITING = "waiting"
"""What those hold who wait until they may write."""

IMPORTING = "importing"
"""What imports hold of which others may see a part already."""

PURPOSES = (WAITING, IMPORTING)

_TRIES = 5
_PAUSE = 0.002  # seconds; who looks whether a file is held holds it for microseconds


class LockFile:
    """One of the files, which is there from when it was first held on."""

    def __init__(self, database: Path, purpose: str) -> None:
        self.path = database.with_name(f"{database.name}-{purpose}")

    @contextmanager
    def held(self, *, alone: bool = False) -> Iterator[bool]:
        """Hold the file, together with others unless `alone`; answer whether that was possible."""
        handle = self._opened()
        try:
            yield handle is not None and self._is_locked(handle, alone)
        finally:
            if handle is not None:
                os.close(handle)  # which lets go of it

    def is_held(self) -> bool:
        """Return whether anybody holds the file, this process included; takes microseconds."""
        if sys.platform == "win32":
            return False
        try:
            handle = os.open(self.path, os.O_RDWR)
        except OSError:
            return False
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except OSError:
            return False
        finally:
            os.close(handle)
        return False

    def _opened(self) -> int | None:
        if sys.platform == "win32":
            return None
        with suppress(OSError, DatabaseRefused):
            if not self.path.exists():
                filesystem.create_private(self.path)
            return os.open(self.path, os.O_RDWR)
        return None

    def _is_locked(self, handle: int, alone: bool) -> bool:
        if sys.platform == "win32":
            return False
        how = fcntl.LOCK_EX if alone else fcntl.LOCK_SH
        for _ in range(_TRIES):
            try:
                fcntl.flock(handle, how | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(_PAUSE)
            except OSError:
                return False
            else:
                return True
        return False
