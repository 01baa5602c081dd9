"""The transaction of an import: one as a rule, several where others want to write meanwhile; whole or not at all.

Between two of them others see a part of the import, and may change anything: what is known of the database is looked
at again then.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Protocol

from tui_clients.services.importing.plan import Plan
from tui_clients.services.importing.report import Tally
from tui_clients.services.importing.taking_back import whole_or_not_at_all
from tui_clients.services.importing.trying import InTheWay
from tui_clients.services.progress import Listener
from tui_clients.storage.database import Database
from tui_clients.storage.giving_way import GivingWay, giving_way
from tui_clients.storage.imports import Imports
from tui_clients.storage.loading import Loading


class _LooksAgain(Protocol):
    """Knows something of the database that others may change."""

    def look_again(self) -> None: ...


class Turns:
    """The turns of the files that are imported together; `begun` are the ids of their imports so far."""

    def __init__(self, database: Database, way: GivingWay, *, is_dry_run: bool) -> None:
        self._imports = Imports(database)
        self._way = way
        self._is_dry_run = is_dry_run
        self.begun: list[int] = []

    @property
    def is_alone(self) -> bool:
        """Whether no other import is under way."""
        return self._way.is_alone

    def begin(self, plan: Plan, by: str) -> int:
        """Record that a file is imported and return the import's id."""
        self.begun.append(self._imports.begin(plan.path.name, plan.target, by))
        return self.begun[-1]

    def give_way(self, load: Loading, rows: _LooksAgain) -> None:
        """Let others write, if any wait; a dry run ends by `InTheWay` then."""
        if self._way.is_asked():
            if self._is_dry_run:
                raise InTheWay
            load.settle()
            if self._way.give():
                rows.look_again()
            load.go_on()

    def insist(self, load: Loading, rows: _LooksAgain, work: Callable[[], None]) -> None:
        """Do work that takes long, is of no use before it is done, and may be begun again for others who wait."""
        load.settle()
        if self._way.insist(work):
            rows.look_again()
        load.go_on()

    def finish(self, tallies: Sequence[Tally]) -> None:
        """Record what became of all rows; with this the imports are whole."""
        for import_id, tally in zip(self.begun, tallies, strict=True):
            self._imports.finish(import_id, tally.counts)


class _Undone(Exception):
    """Ends the transaction of a dry run."""


@contextmanager
def taking_turns(database: Database, by: str, progress: Listener, *, is_dry_run: bool) -> Iterator[Turns]:
    """Do everything inside whole or not at all, letting others write in between; a dry run does and takes it back."""
    with giving_way(database) as way:
        turns = Turns(database, way, is_dry_run=is_dry_run)
        whole = whole_or_not_at_all(database, by, way, turns.begun, progress)
        with whole, suppress(_Undone), database.transaction():
            yield turns
            if is_dry_run:
                raise _Undone
