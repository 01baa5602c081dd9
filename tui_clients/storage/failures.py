"""Turns what the database library raises into a sentence for the user."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tui_clients.errors import N_, Canceled, DatabaseRefused, IndexDamaged
from tui_clients.storage.driver import library

_SENTENCES = {
    "SQLITE_NOTADB": N_("{path} is not a TUI Clients database. Nothing in it was changed."),
    "SQLITE_CORRUPT": N_("The database {path} is damaged. Nothing in it was changed; restore a backup."),
    "SQLITE_FULL": N_("The disk is full. Nothing was changed in {path}; free some space and try again."),
    "SQLITE_READONLY": N_("The database {path} may only be read. Nothing was changed."),
    "SQLITE_BUSY": N_("The database {path} is in use by another program for too long. Nothing was changed; try again."),
    "SQLITE_CANTOPEN": N_("The database {path} cannot be opened: check that it exists and who may read it."),
    "SQLITE_PERM": N_("The database {path} cannot be opened: check who may read it."),
    "SQLITE_IOERR": N_("Reading or writing {path} failed. Nothing was changed; check the disk."),
}
_INDEX = N_("The search index of {path} is damaged. Nothing was changed; tui-clients check --rebuild makes it anew.")
_OTHER = N_("The database {path} cannot be used ({reason}). Nothing was changed.")
_OF_INDEX = re.compile("client_index|search_state|fts5: |fts5 file format")


@contextmanager
def translated(path: str, statement: str = "") -> Iterator[None]:
    """Raise a `DatabaseRefused` with its sentence for whatever the database library raises inside.

    Where one statement runs inside, it tells damage of the search index from damage of what it is made of.
    """
    try:
        yield
    except library.Error as error:
        raise refusal(path, error, statement) from error


def index_damaged(path: Path | str) -> IndexDamaged:
    """Return the error that says that the search index is damaged."""
    return IndexDamaged(_INDEX, path=path)


def damaged(path: Path | str) -> DatabaseRefused:
    """Return the error that says that the file is damaged."""
    return DatabaseRefused(_SENTENCES["SQLITE_CORRUPT"], path=path)


def is_damage(error: DatabaseRefused) -> bool:
    """Return whether an error says that the file or its index is damaged."""
    return isinstance(error, IndexDamaged) or error.message == _SENTENCES["SQLITE_CORRUPT"]


def refusal(path: str, error: BaseException, statement: str = "") -> DatabaseRefused | Canceled:
    """Return the user's error; peewee may hide the true cause, such as a full disk, in `__context__`."""
    reason = str(error)
    cause: BaseException | None = error
    while cause is not None:
        name = getattr(cause, "sqlite_errorname", "")
        if name == "SQLITE_INTERRUPT":
            return Canceled(N_("Canceled."))
        if _is_of_index(name, str(cause), statement):
            return index_damaged(path)
        for prefix, sentence in _SENTENCES.items():
            if name.startswith(prefix):
                return DatabaseRefused(sentence, path=path)
        cause = cause.__cause__ or cause.__context__
    return DatabaseRefused(_OTHER, path=path, reason=reason)


def _is_of_index(name: str, reason: str, statement: str) -> bool:
    """Return whether an error comes of the search index.

    `SQLITE_CORRUPT_VTAB` says so, but pysqlite3 knows no extended codes, and FTS5 does not always say more.
    """
    if name.startswith("SQLITE_CONSTRAINT"):  # of our own tables SQLite names the columns
        return reason == "constraint failed"
    if name.startswith("SQLITE_CORRUPT"):
        return name == "SQLITE_CORRUPT_VTAB" or bool(_OF_INDEX.search(f"{reason} {statement}"))
    return name in ("", "SQLITE_ERROR") and bool(_OF_INDEX.search(reason))
