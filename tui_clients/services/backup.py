"""Keeps whole databases: writes a checked copy to a file, packed if its name says so, and puts such a copy back."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tui_clients.errors import N_, DatabaseRefused, FileRefused
from tui_clients.services import packing
from tui_clients.services.packing import Packing
from tui_clients.services.progress import Listener, Watch, never, nobody
from tui_clients.storage import failures, filesystem, maintenance, rooms
from tui_clients.storage.database import Database
from tui_clients.storage.following import Stage


def backup(
    database: Database,
    target: Path,
    *,
    progress: Listener = nobody,
    is_canceled: Callable[[], bool] = never,
) -> int:
    """Write a whole, checked copy of a database that may be in use, and return its size in bytes.

    A name that ends in .gz, .bz2 or .xz (with Python 3.14 in .zst too) gives a packed file. What was at `target` is
    replaced only when the copy is complete; until then, and if the user stops (`Canceled`), it stays.
    """
    packed = packing.by_name(target)
    file = Path(os.path.realpath(target.expanduser()))
    _require_place(database, file, target)
    watch = Watch(progress, is_canceled)
    with _writing(target), maintenance.copied(database.path, file.parent, watch.follow) as copy:
        maintenance.verify(copy, watch.follow, named=database.path)
        if packed:
            copy = _packed(copy, packed, target, watch)
        size = copy.stat().st_size
        maintenance.move(copy, file)
    return size


def _require_place(database: Database, file: Path, named: Path) -> None:
    if not file.exists():
        return
    if not file.is_file():
        raise FileRefused(N_("{path} is not a file. Name the file to write the backup to."), path=named)
    if database.owns(file):
        raise FileRefused(N_("{path} is the database itself. Name another file for the backup."), path=named)


def _packed(copy: Path, kind: Packing, named: Path, watch: Watch) -> Path:
    """Return a packed file beside a copy, of which exactly the copy comes out again."""
    file = copy.with_name("packed")
    filesystem.create_private(file, like=copy.parent.parent)
    with file.open("wb") as stream:
        packing.pack(copy, stream, kind, _report(watch, Stage.PACK, copy.stat().st_size))
    packing.verify(file, kind, copy, named, _report(watch, Stage.CHECK, file.stat().st_size))
    maintenance.sync(file)
    return file


def restore(
    source: Path,
    location: Path,
    *,
    progress: Listener = nobody,
    is_canceled: Callable[[], bool] = never,
) -> Path | None:
    """Put a backup in the place of the database at `location`; return where the old one is kept, if there was one.

    The backup may be packed, whatever its name. It is checked first; refused, with nothing changed, if it is not ours,
    damaged or too new, and while another process has the database open.
    """
    backup_file, database_file = source.expanduser().absolute(), location.expanduser().absolute()
    if not backup_file.is_file():
        raise FileRefused(N_("{path} is not a file. Name the backup to restore."), path=source)
    if database_file.exists() and not database_file.is_file():
        raise FileRefused(N_("{path} is not a file. Choose another place for the database."), path=location)
    packed = packing.by_content(backup_file)
    database_file = Path(os.path.realpath(database_file))
    watch = Watch(progress, is_canceled)
    with _writing(location):
        if database_file.exists() and database_file.samefile(backup_file):
            raise FileRefused(N_("{path} is the database itself. Name a backup of it."), path=source)
        database_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _taken(backup_file, database_file.parent, packed, watch) as copy:
            maintenance.verify(copy, watch.follow, named=backup_file)
            return maintenance.put_in_place(copy, database_file)


@contextmanager
def _taken(source: Path, folder: Path, kind: Packing | None, watch: Watch) -> Iterator[Path]:
    """Give a private copy of the database that a backup holds; it goes at the end unless it was moved."""
    if kind is None:
        with _as_backup(source), maintenance.copied(source, folder, watch.follow, is_in_use=False) as copy:
            yield copy
        return
    with rooms.private_room(folder) as room:
        copy = room / "copy.db"
        filesystem.create_private(copy, like=folder)
        packing.unpack(source, copy, kind, _report(watch, Stage.UNPACK, source.stat().st_size))
        maintenance.sync(copy)
        with _as_backup(source):
            yield copy


def _report(watch: Watch, stage: Stage, size: int) -> packing.Report:
    def report(done: int) -> None:
        watch.require(stage, done / size if size else None)

    return report


@contextmanager
def _as_backup(path: Path) -> Iterator[None]:
    """Say of a damaged backup that another one is wanted."""
    try:
        yield
    except DatabaseRefused as error:
        if failures.is_damage(error) and str(error.values["path"]) == str(path):
            raise packing.damaged(path) from error
        raise


@contextmanager
def _writing(named: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message = N_("{path} could not be written: {reason}. What was there before is unchanged.")
        raise FileRefused(message, path=named, reason=error.strerror) from error
