"""Reads folders, however large, for the dialog that chooses a file; knows no screen."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatch
from operator import attrgetter
from pathlib import Path

from tui_clients.domain.text import fold
from tui_clients.errors import N_, Canceled, FileRefused
from tui_clients.formats.files import reason

_DETAILED = 5_000
"""Up to so many entries the size and time of each is read too; it takes a system call an entry."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file or folder; `size` in bytes and `changed` in seconds since the epoch, both 0 where they were not read."""

    name: str
    is_folder: bool
    key: str
    size: int = 0
    changed: float = 0.0

    @property
    def is_hidden(self) -> bool:
        """Whether the name begins with a dot."""
        return self.name.startswith(".")


def read_folder(
    folder: Path, patterns: tuple[str, ...] = (), is_canceled: Callable[[], bool] = lambda: False
) -> list[Entry]:
    """Return what is in a folder, folders first, each group sorted by name.

    Of the files only those that fit one of the `patterns` ("*.csv", case does not matter), or all without any.
    """
    try:
        with os.scandir(folder) as scan:
            found = [entry for entry in scan if not _stop(is_canceled) and _is_wanted(entry, patterns)]
    except (OSError, ValueError) as error:
        message = N_("The folder {path} cannot be read: {reason}.")
        raise FileRefused(message, path=folder, reason=reason(error)) from error
    has_details = len(found) <= _DETAILED
    entries = sorted((_entry(item, has_details) for item in found), key=attrgetter("key"))
    return sorted(entries, key=attrgetter("is_folder"), reverse=True)


def _stop(is_canceled: Callable[[], bool]) -> bool:
    if is_canceled():
        raise Canceled(N_("Canceled."))
    return False


def _is_wanted(entry: "os.DirEntry[str]", patterns: tuple[str, ...]) -> bool:
    return not patterns or any(fnmatch(entry.name.lower(), pattern) for pattern in patterns) or _is_folder(entry)


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link into the void is a file that cannot be opened
        return False


def _entry(item: "os.DirEntry[str]", has_details: bool) -> Entry:
    is_folder = _is_folder(item)
    size, changed = _details(item) if has_details else (0, 0.0)
    return Entry(item.name, is_folder, fold(item.name), 0 if is_folder else size, changed)


def _details(item: "os.DirEntry[str]") -> tuple[int, float]:
    try:
        status = item.stat()
    except OSError:
        return 0, 0.0
    return status.st_size, status.st_mtime
