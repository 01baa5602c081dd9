"""Private folders for unfinished copies of a database; what a process that was killed left there goes with the next."""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tui_clients import unfinished

_PREFIX = ".tui-clients-"
ROOMS = f"{_PREFIX}*"
"""The names of rooms."""


@contextmanager
def private_room(folder: Path) -> Iterator[Path]:
    """Give a folder in `folder` that nobody else may enter; it goes at the end with what is left in it."""
    sweep(folder)
    with tempfile.TemporaryDirectory(prefix=_PREFIX, dir=folder) as name:  # 0700
        handle = os.open(name, os.O_RDONLY | os.O_CLOEXEC)
        try:
            unfinished.hold(handle)
            yield Path(name)
        finally:
            os.close(handle)


def sweep(folder: Path) -> None:
    """Delete the rooms that nobody is in any more."""
    unfinished.sweep(folder.glob(ROOMS), stat.S_ISDIR, shutil.rmtree)
