"""Keeps whole databases: writes a checked copy to a file, and puts such a copy back."""

import os
from pathlib import Path

from tui_clients.errors import N_, FileRefused
from tui_clients.storage import maintenance
from tui_clients.storage.database import Database


def backup(database: Database, target: Path) -> int:
    """Write a whole, checked copy of a database that may be in use, and return its size in bytes.

    What was at `target` is replaced only when the copy is complete.
    """
    file = Path(os.path.realpath(target.expanduser()))
    if file.exists():
        if not file.is_file():
            raise FileRefused(N_("{path} is not a file. Name the file to write the backup to."), path=target)
        if database.owns(file):
            raise FileRefused(N_("{path} is the database itself. Name another file for the backup."), path=target)
    try:
        with maintenance.verified_copy(database, file.parent) as copy:
            size = copy.stat().st_size
            maintenance.move(copy, file)
    except OSError as error:
        message = N_("{path} could not be written: {reason}. What was there before is unchanged.")
        raise FileRefused(message, path=target, reason=error.strerror) from error
    return size


def restore(source: Path, location: Path) -> Path | None:
    """Put a backup in the place of the database at `location`; return where the old one is kept, if there was one.

    The backup is checked first; refused, with nothing changed, if it is not ours, damaged or too new, and
    while another process has the database open.
    """
    backup_file, database_file = source.expanduser().absolute(), location.expanduser().absolute()
    if not backup_file.is_file():
        raise FileRefused(N_("{path} is not a file. Name the backup to restore."), path=source)
    if database_file.exists() and not database_file.is_file():
        raise FileRefused(N_("{path} is not a file. Choose another place for the database."), path=location)
    maintenance.verify(backup_file)
    database_file = Path(os.path.realpath(database_file))
    try:
        database_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if database_file.exists() and database_file.samefile(backup_file):
            raise FileRefused(N_("{path} is the database itself. Name a backup of it."), path=source)
        with maintenance.verified_copy(backup_file, database_file.parent) as copy:
            return maintenance.put_in_place(copy, database_file)
    except OSError as error:
        message = N_("{path} could not be written: {reason}. What was there before is unchanged.")
        raise FileRefused(message, path=location, reason=error.strerror) from error
