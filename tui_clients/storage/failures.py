"""Turns what the database library raises into a sentence for the user."""

from collections.abc import Iterator
from contextlib import contextmanager

from peewee import PeeweeException
from peewee import sqlite3 as library  # type: ignore[attr-defined]

from tui_clients.errors import N_, Canceled, DatabaseRefused

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
_OTHER = N_("The database {path} cannot be used ({reason}). Nothing was changed.")


@contextmanager
def translated(path: str) -> Iterator[None]:
    """Raise a `DatabaseRefused` with its sentence for whatever the database library raises inside."""
    try:
        yield
    except (library.Error, PeeweeException) as error:
        raise _refusal(path, error) from error


def _refusal(path: str, error: BaseException) -> DatabaseRefused | Canceled:
    """Return the user's error; peewee may hide the true cause, such as a full disk, in `__context__`."""
    reason = str(error)
    cause: BaseException | None = error
    while cause is not None:
        name = getattr(cause, "sqlite_errorname", "")
        if name == "SQLITE_INTERRUPT":
            return Canceled(N_("Canceled."))
        for prefix, sentence in _SENTENCES.items():
            if name.startswith(prefix):
                return DatabaseRefused(sentence, path=path)
        cause = cause.__cause__ or cause.__context__
    return DatabaseRefused(_OTHER, path=path, reason=reason)
