"""Looks after the database file: copies it while it is in use, and puts another in its place."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tui_clients.domain.client import now
from tui_clients.errors import N_, DatabaseRefused
from tui_clients.storage import filesystem, integrity, rooms
from tui_clients.storage.database import APPLICATION_ID, SCHEMA_VERSION
from tui_clients.storage.driver import library
from tui_clients.storage.failures import damaged, translated
from tui_clients.storage.following import Follow, Stage, followed, unwatched

_SIDE_FILES = ("-wal", "-shm", "-journal")
_NOT_OURS = N_("{path} is not a TUI Clients database. Nothing in it was changed.")


def verify(path: Path, follow: Follow = unwatched, *, named: Path | None = None) -> None:
    """Raise `DatabaseRefused` unless the file is a whole database of ours that this version can open.

    Its search index may be damaged: that is made of the clients, and can be made again. Messages call the file `named`.
    """
    name = named or path
    with translated(str(name)), closing(_connect_to_read(path)) as connection:
        _refuse_foreign(connection, name)
        _refuse_newer(connection, name)
        with followed(connection, lambda: follow(Stage.CHECK, None)):
            is_damaged = any(True for _ in integrity.damage(connection.execute, str(name)))
            if is_damaged or connection.execute("PRAGMA foreign_key_check").fetchone():
                raise damaged(name)


def verify_copy(copy: Path) -> None:
    """Raise `DatabaseRefused` unless a file that SQLite has just written opens and lets its rows be counted.

    SQLite reads every row to write it anew, and stops at what is damaged: a copy need not be read as thoroughly as
    what comes from elsewhere, which takes four times as long as to copy it.
    """
    with translated(str(copy)), closing(_connect_to_read(copy)) as connection:
        _refuse_foreign(connection, copy)
        tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0"
        for (name,) in connection.execute(tables).fetchall():
            connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()


@contextmanager
def copied(source: Path, folder: Path, follow: Follow = unwatched, *, is_in_use: bool = True) -> Iterator[Path]:
    """Give a private and lasting copy of a database in `folder`; it goes at the end unless it was moved."""
    with rooms.private_room(folder) as room:
        copy = room / "copy.db"
        filesystem.create_private(copy, like=folder)
        _vacuum_into(source, copy, follow, is_in_use)
        sync(copy)
        yield copy


def _vacuum_into(source: Path, copy: Path, follow: Follow, is_in_use: bool) -> None:
    """Write a database anew into an empty file.

    Of one in use, `immutable` would let go of the locks that this process holds on it.
    """
    connect = _connect_beside_others if is_in_use else _connect_to_read
    with translated(str(source)), closing(connect(source)) as connection:
        if not is_in_use:
            _refuse_foreign(connection, source)
            _refuse_newer(connection, source)
        size = _value(connection, "PRAGMA page_count") * _value(connection, "PRAGMA page_size")

        def is_to_stop() -> bool:
            return follow(Stage.COPY, min(1.0, copy.stat().st_size / size) if size else None)

        with followed(connection, is_to_stop):
            connection.execute("VACUUM INTO ?", (str(copy),))


def put_in_place(new: Path, location: Path) -> Path | None:
    """Move a database file to `location` and return where the one that was there is kept now, if there was one."""
    aside = None
    if location.exists():
        _release(location)
        aside = _kept_aside(location)
        for suffix in _SIDE_FILES:  # only a damaged database has them still; they belong to the old file
            side = Path(f"{location}{suffix}")
            if side.exists():
                side.rename(f"{aside}{suffix}")
    move(new, location)
    return aside


def move(new: Path, location: Path) -> None:
    """Give a file of the same file system its lasting name; what had that name is gone."""
    new.replace(location)
    sync(location.parent)


def _kept_aside(location: Path) -> Path:
    aside = _free_name(location)
    try:
        os.link(location, aside)  # so that there is a database at `location` at every moment
    except OSError:  # a file system without links
        location.rename(aside)
    return aside


def _free_name(location: Path) -> Path:
    name = f"{location.name}.before-restore-{now():%Y%m%d-%H%M%S}"
    names = (location.with_name(f"{name}{suffix}") for suffix in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(path for path in names if not path.exists())


def _release(path: Path) -> None:
    """Fold the write-ahead log into the file so that it can be moved; refused while another process has it open.

    That can be told in WAL mode, and in the other journal modes only while the other one reads or writes.
    """
    with translated(str(path)), closing(_connect(path, "rw", timeout=0)) as connection:
        _refuse_foreign(connection, path)
        try:
            connection.execute("PRAGMA journal_mode = delete").fetchall()
            connection.execute("BEGIN EXCLUSIVE")
        except library.Error as error:
            name = getattr(error, "sqlite_errorname", "")
            if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
                message = N_("{path} is in use. Nothing was changed; close TUI Clients everywhere and try again.")
                raise DatabaseRefused(message, path=path) from error
            if not name.startswith("SQLITE_CORRUPT"):  # a damaged one is what people restore over
                raise


def _refuse_newer(connection: Any, path: Path) -> None:
    if _value(connection, "PRAGMA user_version") > SCHEMA_VERSION:
        message = N_("{path} was written by a newer version of TUI Clients. Nothing was changed; update this program.")
        raise DatabaseRefused(message, path=path)


def _refuse_foreign(connection: Any, path: Path) -> None:
    if _value(connection, "PRAGMA application_id") != APPLICATION_ID:
        raise DatabaseRefused(_NOT_OURS, path=path)


def _connect_to_read(path: Path) -> Any:
    """Open a file so that nothing is written beside it, unless side files say that another process is at work."""
    is_quiet = not any(Path(f"{path}{suffix}").exists() for suffix in _SIDE_FILES)
    return _connect(path, "ro&immutable=1" if is_quiet else "ro", timeout=30)


def _connect_beside_others(path: Path) -> Any:
    return _connect(path, "ro", timeout=30)


def _connect(path: Path, mode: str, timeout: float) -> Any:
    return library.connect(f"file:{quote(str(path))}?mode={mode}", uri=True, timeout=timeout, isolation_level=None)


def _value(connection: Any, statement: str) -> Any:
    return connection.execute(statement).fetchone()[0]


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, would outlast a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
