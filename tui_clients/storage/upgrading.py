"""Brings the schema of a database to the present; apart, because only an old one needs peewee when it is opened."""

from pathlib import Path

from peewee import PeeweeException, SqliteDatabase
from playhouse.migrations import Runner

from tui_clients.storage import connections, failures

_MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(path: Path, application_id: int, version: int) -> None:
    """Run the migrations that are missing, under the write lock: several processes may start at once."""
    database = SqliteDatabase(
        connections.uri(path, "mode=rw"),
        pragmas=connections.PRAGMAS,
        lock_type="IMMEDIATE",
        timeout=connections.BUSY_SECONDS,
        uri=True,
    )
    try:
        with database.atomic():
            if database.pragma("user_version") < version:
                database.pragma("application_id", application_id)
                Runner(database, str(_MIGRATIONS)).up()
                database.pragma("user_version", version)
    except PeeweeException as error:
        raise failures.refusal(str(path), error) from error
    finally:
        database.close()
