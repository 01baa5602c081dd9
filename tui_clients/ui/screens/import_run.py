"""Carries an import out for the assistant, in a thread; touches no widget."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from tui_clients.errors import N_, FileRefused, UserError
from tui_clients.services import importing
from tui_clients.services.importing import Mappings, Plan, Report
from tui_clients.services.importing.sources import Refused
from tui_clients.services.progress import Listener, Progress, Watch, nobody
from tui_clients.settings import Settings
from tui_clients.storage.database import Database
from tui_clients.ui import import_words
from tui_clients.ui.screens.import_files import Files
from tui_clients.ui.screens.import_reading import inspected
from tui_clients.ui.screens.import_rejected import RejectedRows
from tui_clients.ui.screens.progress_dialog import Task

Imported = list[tuple[Plan, Report]]
"""What became of each file."""


class Undecided(UserError):
    """Something is to be decided of a file before it can be imported among others."""

    def __init__(self, path: Path) -> None:
        super().__init__(N_("Please decide first what is open in {path}."), path=path.name)
        self.path = path


def job(
    files: Files, database: Database, settings: Settings, memory: Mappings, rejected: RejectedRows
) -> Task[tuple[Imported, list[Refused]]]:
    """Return the task that imports all files in one transaction; one of several that cannot be read is left out.

    Rejected rows go to `rejected`, with reasons in the user's language.
    """

    def run(progress: Listener, is_canceled: Callable[[], bool]) -> tuple[Imported, list[Refused]]:
        plans: list[Plan] = []
        refused: list[Refused] = []
        watch = Watch(nobody, is_canceled)
        for path in files.paths:
            watch.check(Progress(0))
            try:
                plans.append(inspected(path, settings, files.options(path, settings, memory), memory))
            except FileRefused as error:
                refused.append(Refused(path, error))
        _require_decided(plans, refused)
        reports = importing.run_all(
            plans,
            database,
            settings.user,
            errors={plan.path: rejected.of(place) for place, plan in enumerate(plans)},
            describe=lambda plan: partial(import_words.reason, plan.target),
            progress=progress,
            is_canceled=is_canceled,
        )
        return list(zip(plans, reports, strict=True)), refused

    return run


def _require_decided(plans: list[Plan], refused: list[Refused]) -> None:
    if not plans:
        raise refused[0].error
    for plan in plans:
        if plan.mapping.missing or plan.open_dates:
            raise Undecided(plan.path)


def remember(memory: Mappings, plans: Sequence[Plan]) -> None:
    """Keep what was decided for the next files with the same header; UserError if that cannot be written."""
    for plan in plans:
        memory.keep(plan.columns, plan.decided)
