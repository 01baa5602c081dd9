"""Private folders for unfinished copies of a database; what a process that was killed left there goes with the next."""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl

_PREFIX = ".tui-clients-"
ROOMS = f"{_PREFIX}*"
"""The names of rooms."""

_BEGUN = 10.0
"""Seconds in which a room that was begun has its lock."""


@contextmanager
def private_room(folder: Path) -> Iterator[Path]:
    """Give a folder in `folder` that nobody else may enter; it goes at the end with what is left in it."""
    sweep(folder)
    with tempfile.TemporaryDirectory(prefix=_PREFIX, dir=folder) as name:  # 0700
        room = Path(name)
        with _open(room) as handle:
            _lock(handle)
            yield room


def sweep(folder: Path) -> None:
    """Delete the rooms that nobody is in any more; where that may not be done they stay."""
    with suppress(OSError):
        for room in folder.glob(ROOMS):
            _sweep_one(room)


def _sweep_one(room: Path) -> None:
    with suppress(OSError), _open(room) as handle:  # another one's folder, a file, or gone already
        found = os.fstat(handle)
        if time.time() - found.st_mtime > _BEGUN and found.st_uid == os.geteuid() and _lock(handle):
            shutil.rmtree(room)


@contextmanager
def _open(room: Path) -> Iterator[int]:
    handle = os.open(room, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        yield handle
    finally:
        os.close(handle)


def _lock(handle: int) -> bool:
    """Lock a room until it is closed; False where somebody else has it, or the file system knows no locks."""
    if sys.platform == "win32":
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
