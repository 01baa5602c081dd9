"""Looks after the database file: copies it while it is in use, and puts another in its place."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from peewee import sqlite3 as library  # type: ignore[attr-defined]

from tui_clients.domain.client import now
from tui_clients.errors import N_, DatabaseRefused
from tui_clients.paths import private_mode
from tui_clients.storage import filesystem, integrity
from tui_clients.storage.database import APPLICATION_ID, SCHEMA_VERSION, Database
from tui_clients.storage.failures import translated

_SIDE_FILES = ("-wal", "-shm", "-journal")
_NOT_OURS = N_("{path} is not a TUI Clients database. Nothing in it was changed.")


def verify(path: Path) -> None:
    """Raise `DatabaseRefused` unless the file is a whole database of ours that this version can open.

    Its search index may be damaged: that is made of the clients, and can be made again.
    """
    with translated(str(path)), closing(_connect_to_read(path)) as connection:
        _refuse_foreign(connection, path)
        if _value(connection, "PRAGMA user_version") > SCHEMA_VERSION:
            message = N_(
                "{path} was written by a newer version of TUI Clients. Nothing was changed; update this program."
            )
            raise DatabaseRefused(message, path=path)
        is_damaged = any(True for _ in integrity.damage(connection.execute, str(path)))
        if is_damaged or connection.execute("PRAGMA foreign_key_check").fetchone():
            raise DatabaseRefused(N_("{path} is damaged. Nothing was changed; use another backup."), path=path)


@contextmanager
def verified_copy(source: Database | Path, folder: Path) -> Iterator[Path]:
    """Give a private, checked and lasting copy of a database in `folder`; it goes at the end unless it was moved."""
    with tempfile.TemporaryDirectory(prefix=".tui-clients-", dir=folder) as room:  # 0700
        copy = Path(room) / "copy.db"
        filesystem.create_private(copy)
        copy.chmod(private_mode(folder))
        _vacuum_into(source, copy)
        verify(copy)
        _sync(copy)
        yield copy


def _vacuum_into(source: Database | Path, copy: Path) -> None:
    if isinstance(source, Database):
        source.sql("VACUUM INTO ?", str(copy))
        return
    with translated(str(source)), closing(_connect_to_read(source)) as connection:
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
    _sync(location.parent)


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


def _refuse_foreign(connection: Any, path: Path) -> None:
    if _value(connection, "PRAGMA application_id") != APPLICATION_ID:
        raise DatabaseRefused(_NOT_OURS, path=path)


def _connect_to_read(path: Path) -> Any:
    """Open a file so that nothing is written beside it, unless side files say that another process is at work."""
    is_quiet = not any(Path(f"{path}{suffix}").exists() for suffix in _SIDE_FILES)
    return _connect(path, "ro&immutable=1" if is_quiet else "ro", timeout=30)


def _connect(path: Path, mode: str, timeout: float) -> Any:
    return library.connect(f"file:{quote(str(path))}?mode={mode}", uri=True, timeout=timeout, isolation_level=None)


def _value(connection: Any, statement: str) -> Any:
    return connection.execute(statement).fetchone()[0]


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
