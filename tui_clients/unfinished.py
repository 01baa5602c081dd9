"""What is being written, and what processes left that were killed meanwhile: a lock that ended with them tells it."""

import fcntl
import os
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

_BEGUN = 10.0
"""Seconds in which what was begun has its lock."""

_LONG_AGO = 86_400.0
"""Seconds after which nobody writes any more, where the file system knows no locks."""


def hold(handle: int) -> None:
    """Say of an open file or folder that it is being written, until it is closed."""
    _is_free(handle)


def sweep(paths: Iterable[Path], is_kind: Callable[[int], bool], remove: Callable[[Path], object]) -> None:
    """Remove what of our own nobody holds any more, if its mode is of a kind; what may not be removed stays."""
    for path in paths:
        with suppress(OSError):  # another one's, or gone already
            handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
            try:
                found = os.fstat(handle)
                age = time.time() - found.st_mtime
                is_ours = found.st_uid == os.geteuid() and is_kind(found.st_mode)
                if is_ours and age > _BEGUN and _is_free(handle, age > _LONG_AGO):
                    remove(path)
            finally:
                os.close(handle)


def _is_free(handle: int, otherwise: bool = False) -> bool:
    """Lock what nobody else holds, and return whether that is so; `otherwise` where there are no locks."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return otherwise
    return True
