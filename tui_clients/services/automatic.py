"""Decides before which changes the program copies the database by itself, and goes on where that fails.

An import and a deletion can be taken back by other means, so a copy must not cost more than it is worth: it takes half
a second for 64 MB, and is then made each time. Of a larger database one is made at most every ten minutes, so that who
imports ten rows into a million clients waits 8 seconds once, and not each time.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from tui_clients.domain.client import now
from tui_clients.errors import Canceled, UserError
from tui_clients.services.progress import Watch
from tui_clients.settings import Settings
from tui_clients.storage import kept
from tui_clients.storage.database import Database
from tui_clients.storage.kept import Reason

_SMALL = 2**26  # bytes
_RECENT = timedelta(minutes=10)

Warn = Callable[[UserError], None]
"""Is told why there is no copy."""


@dataclass(frozen=True, slots=True)
class AutomaticBackups:
    """Copies of one database, as the settings wish for them."""

    database: Database
    settings: Settings
    warn: Warn

    def is_due(self, deleted: int | None = None) -> bool:
        """Whether a copy is to be made before a change, which may be that so many clients are deleted."""
        if not self.settings.backups or (deleted is not None and deleted <= self.settings.backup_before_deleting):
            return False
        has_clients = bool(self.database.sql("SELECT 1 FROM client LIMIT 1"))
        return has_clients and (self._is_small() or not self._has_recent())

    def make(self, reason: Reason, watch: Watch) -> None:
        """Make a copy; where that fails say so and go on, since nothing is lost by the change itself."""
        try:
            kept.make(self.database.path, reason, self.settings.backups, watch.follow)
        except Canceled:
            raise
        except UserError as error:
            self.warn(error)

    def _is_small(self) -> bool:
        return self.database.path.stat().st_size <= _SMALL

    def _has_recent(self) -> bool:
        try:
            newest = kept.all_of(self.database.path)[:1]
        except UserError:  # `make` is going to say why
            return False
        return any(abs(now() - each.at) < _RECENT for each in newest)
