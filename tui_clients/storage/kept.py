"""Copies of a database that the program makes by itself before a great change, in a folder beside it.

`VACUUM INTO` takes 0.5 s for 100,000 clients (110 MB) and 8 s for a million, and reads every row. The backup API takes
half of that, but begins again when another process writes, and copies damage unseen: to look for it takes 12 s. Packing
takes 1.7 and 22 s, so nothing is packed. A copy of the file by the file system itself, which few systems have, would
need the file to be opened apart from SQLite, which lets go of its locks. (2 cores, SQLite 3.53, ext4.)
"""

import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from itertools import count
from pathlib import Path

from tui_clients.domain.client import now
from tui_clients.errors import N_, FileRefused
from tui_clients.storage import filesystem, maintenance
from tui_clients.storage.following import Follow, unwatched

_MOMENT = "%Y%m%d-%H%M%SZ"
_NAME = re.compile(r"(\d{8}-\d{6}Z)-(import|deletion|upgrade)(?:-(\d+))?\.db", re.ASCII)


class Reason(Enum):
    """Before what a copy was made."""

    IMPORT = "import"
    DELETION = "deletion"
    UPGRADE = "upgrade"


@dataclass(frozen=True, slots=True)
class Kept:
    """One copy: where it is, when (UTC) and before what it was made, and how many bytes it has."""

    path: Path
    at: datetime
    reason: Reason
    size: int


def folder_of(database: Path) -> Path:
    """Return the folder of a database's copies, which need not exist."""
    return database.with_name(f"{database.name}.backups")


def all_of(database: Path) -> list[Kept]:
    """Return the copies of a database, the newest first; other files in their folder are not looked at."""
    folder = folder_of(database)
    try:
        names = [name for path in folder.iterdir() if (name := _NAME.fullmatch(path.name))]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise FileRefused(N_("{path} cannot be read: {reason}."), path=folder, reason=error.strerror) from error
    names.sort(key=lambda name: (name[1], int(name[3] or 1)), reverse=True)
    return list(_described(folder, names))


def _described(folder: Path, names: list[re.Match[str]]) -> Iterator[Kept]:
    for name in names:
        path = folder / name[0]
        with suppress(OSError, ValueError):  # gone meanwhile; no day of any calendar
            at = datetime.strptime(name[1], _MOMENT).replace(tzinfo=UTC)
            if path.is_file() and not path.is_symlink():
                yield Kept(path, at, Reason(name[2]), path.stat().st_size)


def make(database: Path, reason: Reason, most: int, follow: Follow = unwatched) -> Path:
    """Copy a database that may be in use, then remove all but the `most` newest copies; return the new one.

    FileRefused or DatabaseRefused say why there is none; then the older ones stay.
    """
    folder = folder_of(database)
    try:
        filesystem.create_private_folder(folder)
        _require_room(database, folder)
        with maintenance.copied(database, folder, follow) as copy:
            maintenance.verify_copy(copy)
            path = _named(copy, folder, reason)
    except OSError as error:
        message = N_("No backup could be written to {path}: {reason}.")
        raise FileRefused(message, path=folder, reason=error.strerror) from error
    _tidy(database, path, most)
    return path


def _tidy(database: Path, newest: Path, most: int) -> None:
    """Remove what is too old; where that may not be done it stays."""
    others = [each.path for each in all_of(database) if each.path != newest]
    with suppress(OSError):
        for path in others[most - 1 :]:
            path.unlink(missing_ok=True)


def _require_room(database: Path, folder: Path) -> None:
    """Refuse to fill a disk: the change that follows needs room too."""
    size = sum(path.stat().st_size for path in (database, Path(f"{database}-wal")) if path.exists())
    if shutil.disk_usage(folder).free < 2 * size:
        raise FileRefused(N_("The disk has too little room for a backup in {path}."), path=folder)


def _named(copy: Path, folder: Path, reason: Reason) -> Path:
    """Give a copy its lasting name, which tells when and why, and return it."""
    name = f"{now():{_MOMENT}}-{reason.value}"
    for number in count(1):
        path = folder / (f"{name}.db" if number == 1 else f"{name}-{number}.db")
        try:
            path.hardlink_to(copy)
        except FileExistsError:
            continue
        except OSError:  # a file system without links
            copy.rename(path)
        maintenance.sync(folder)
        return path
    raise AssertionError
