"""Brings the schema of a database to the present; apart, because only an old one needs peewee when it is opened."""

from pathlib import Path

from peewee import PeeweeException, SqliteDatabase
from playhouse.migrations import Runner

from tui_clients.errors import N_, DatabaseRefused, UserError
from tui_clients.storage import connections, failures

_MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(path: Path, application_id: int, version: int, backups: int) -> None:
    """Run the migrations that are missing, under the write lock: several processes may start at once.

    Before that a database that holds something is copied, `backups` of which copies are kept, and stays as it is where
    that fails: a migration cannot be taken back.
    """
    database = SqliteDatabase(
        connections.uri(path, "mode=rw"),
        pragmas=connections.PRAGMAS,
        lock_type="IMMEDIATE",
        timeout=connections.BUSY_SECONDS,
        uri=True,
    )
    try:
        with database.atomic():
            present = database.pragma("user_version")
            if present < version:
                if present and backups:
                    _back_up(path, backups)
                database.pragma("application_id", application_id)
                Runner(database, str(_MIGRATIONS)).up()
                database.pragma("user_version", version)
    except PeeweeException as error:
        raise failures.refusal(str(path), error) from error
    finally:
        database.close()


def _back_up(path: Path, backups: int) -> None:
    from tui_clients.storage import kept

    try:
        kept.make(path, kept.Reason.UPGRADE, backups)
    except UserError as error:
        message = N_(
            "The database {path} must be brought up to date, and there is no backup of it: {reason} Nothing was "
            "changed; with --no-backup it is done all the same."
        )
        raise DatabaseRefused(message, path=path, reason=error) from error
