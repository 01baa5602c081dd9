"""What every command is given: the settings, the places, and the database, opened when it is asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tui_clients.errors import N_, DatabaseRefused
from tui_clients.paths import Paths
from tui_clients.settings import Settings

if TYPE_CHECKING:
    from tui_clients.services.automatic import AutomaticBackups
    from tui_clients.storage.database import Database


class Session(NamedTuple):
    """One run of the command line; `location` is the path or URL of the database."""

    settings: Settings
    paths: Paths
    location: str

    @property
    def file(self) -> Path:
        """Return the database's file; `DatabaseRefused` for one on a server."""
        if "://" in self.location:
            raise DatabaseRefused(N_("{path} is not a file. Name the file of a database."), path=self.location)
        return Path(self.location).expanduser().absolute()

    @contextmanager
    def database(self, *, for_screens: bool = False) -> Iterator["Database"]:
        """Open the database for a while; what an import has left that was killed goes away first.

        It is in nobody's way until the screens are painted: they take it back themselves.
        """
        from tui_clients.storage.database import open_database

        opened = open_database(self.location, self.settings.backups)
        try:
            if not for_screens:
                self._tidy(opened)
            yield opened
        finally:
            opened.close_all()

    def _tidy(self, database: "Database") -> None:
        from tui_clients.storage.interrupted import interrupted

        if interrupted(database):
            from tui_clients.cli.interrupted import take_back

            take_back(database, self.settings.user)

    def backups(self, database: "Database") -> "AutomaticBackups":
        """Return what copies the database before a great change; where it cannot, that is said on standard error."""
        from tui_clients.cli import output
        from tui_clients.services.automatic import AutomaticBackups
        from tui_clients.ui import words

        return AutomaticBackups(database, self.settings, lambda error: output.say(words.no_backup(error)))
