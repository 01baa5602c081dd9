"""Carries an import out for the assistant, in a thread; touches no widget."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from tui_clients.services import importing
from tui_clients.services.automatic import AutomaticBackups
from tui_clients.services.importing import Plan, Report
from tui_clients.services.progress import Listener
from tui_clients.ui import import_words
from tui_clients.ui.screens.progress_dialog import Task


def job(plan: Plan, backups: AutomaticBackups, user: str, rejected: Path) -> Task[Report]:
    """Return the task that imports a file; its rejected rows go to `rejected`, with reasons in the user's language."""

    def run(progress: Listener, is_canceled: Callable[[], bool]) -> Report:
        return importing.run(
            plan,
            backups.database,
            user,
            backups=backups,
            errors=rejected,
            describe=partial(import_words.reason, plan.target),
            progress=progress,
            is_canceled=is_canceled,
        )

    return run
