"""Opens files that people name, and says in one sentence why one cannot be used; knows nothing of their content."""

import os
import stat
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from tui_clients.errors import N_, FileRefused


def open_regular(path: Path) -> BinaryIO:
    """Open a regular file for reading; FileRefused for a folder, pipe or device, or if it cannot be read."""
    try:
        _refuse_special(path, path.stat().st_mode)
        # A pipe may take the file's place in between: without O_NONBLOCK the open would then wait for ever.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
    with ExitStack() as undo:
        undo.callback(os.close, descriptor)
        _refuse_special(path, os.fstat(descriptor).st_mode)
        file = os.fdopen(descriptor, "rb")
        undo.pop_all()
    return file


def unreadable(path: Path, error: OSError | ValueError) -> FileRefused:
    """Return the refusal of a file that the system does not let us read."""
    if isinstance(error, FileNotFoundError):
        return FileRefused(N_("{path} does not exist."), path=path)
    return FileRefused(N_("{path} cannot be read: {reason}."), path=path, reason=reason(error))


def reason(error: OSError | ValueError) -> str:
    """Return why the system refused, in its own words ("No space left on device")."""
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _refuse_special(path: Path, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise FileRefused(N_("{path} is a folder, not a file."), path=path)
    if not stat.S_ISREG(mode):
        raise FileRefused(N_("{path} is a pipe or a device, not a file."), path=path)
