"""Carries an import out for the assistant: in a thread, and with questions about duplicates between two attempts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from textual.app import App

from tui_clients.errors import N_, FileRefused, UserError
from tui_clients.services import importing
from tui_clients.services.automatic import AutomaticBackups
from tui_clients.services.importing import Answers, Mappings, OnDuplicate, Plan, Report, Undecided
from tui_clients.services.importing.sources import Refused
from tui_clients.services.progress import Listener, Progress, Watch, nobody
from tui_clients.settings import Settings
from tui_clients.ui import import_words, show
from tui_clients.ui.screens.import_duplicate import DuplicateDialog
from tui_clients.ui.screens.import_files import Files
from tui_clients.ui.screens.import_reading import inspected
from tui_clients.ui.screens.import_rejected import RejectedRows
from tui_clients.ui.screens.progress_dialog import ProgressDialog, Task

Imported = list[tuple[Plan, Report]]
"""What became of each file."""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of the files, and those that could not be read."""

    imported: Imported
    refused: Sequence[Refused] = ()


@dataclass(frozen=True, slots=True)
class Stopped:
    """The user stopped answering about the duplicates of a file; nothing was imported."""

    plan: Plan


@dataclass(frozen=True, slots=True)
class _Asks:
    """Somebody must decide about duplicates of a file; nothing was imported."""

    plan: Plan
    undecided: Undecided


class Unsettled(UserError):
    """Something is to be decided of a file before it can be imported among others."""

    def __init__(self, path: Path) -> None:
        super().__init__(N_("Please decide first what is open in {path}."), path=path.name)
        self.path = path


def job(
    files: Files, backups: AutomaticBackups, settings: Settings, memory: Mappings, rejected: RejectedRows
) -> Task[Done | _Asks]:
    """Return the task that imports all files in one transaction; one of several that cannot be read is left out.

    Rejected rows go to `rejected`, with reasons in the user's language.
    """

    def run(progress: Listener, is_canceled: Callable[[], bool]) -> Done | _Asks:
        plans: list[Plan] = []
        refused: list[Refused] = []
        watch = Watch(nobody, is_canceled)
        for path in files.paths:
            watch.check(Progress(0))
            try:
                plans.append(inspected(path, settings, files.options(path, settings, memory), memory))
            except FileRefused as error:
                refused.append(Refused(path, error))
        _require_settled(plans, refused)
        try:
            reports = importing.run_all(
                plans,
                backups.database,
                settings.user,
                backups=backups,
                errors={plan.path: rejected.of(place) for place, plan in enumerate(plans)},
                describe=lambda plan: partial(import_words.reason, plan.target),
                progress=progress,
                is_canceled=is_canceled,
            )
        except Undecided as undecided:
            return _Asks(plans[undecided.place], undecided)
        return Done(list(zip(plans, reports, strict=True)), refused)

    return run


def _require_settled(plans: list[Plan], refused: list[Refused]) -> None:
    if not plans:
        raise refused[0].error
    for plan in plans:
        if plan.mapping.missing or plan.open_dates:
            raise Unsettled(plan.path)


async def carry_out(
    app: App[object], title: str, files: Files, task: Callable[[], Task[Done | _Asks]]
) -> Done | Stopped | UserError:
    """Import files, asking about their duplicates one by one if the options say so.

    Nothing is locked while the user thinks: an import that meets a question is taken back, and begun again with the
    answer. Where the user stops answering, the answers so far are kept with the files.
    """
    while True:
        outcome = await app.push_screen_wait(ProgressDialog(title, task()))
        if not isinstance(outcome, _Asks):
            return outcome
        answers = await _asked(app, outcome.plan, outcome.undecided)
        files.answer(outcome.plan, answers)
        decisions = outcome.undecided.decisions
        if answers.rest is None and not all(decision.number in answers.rows for decision in decisions):
            return Stopped(outcome.plan)


async def _asked(app: App[object], plan: Plan, undecided: Undecided) -> Answers:
    answers = plan.options.answers
    count = show.number(len(undecided.decisions)) + ("" if undecided.is_whole else "+")
    for place, decision in enumerate(undecided.decisions, 1):
        answer: tuple[OnDuplicate, bool] | None = await app.push_screen_wait(
            DuplicateDialog(plan, decision, f"{show.number(place)}/{count}")
        )
        if answer is None:
            return answers
        way, is_for_all = answer
        answers = Answers({**answers.rows, decision.number: way}, way if is_for_all else None)
        if is_for_all:
            return answers
    return answers


def remember(memory: Mappings, plans: Sequence[Plan]) -> None:
    """Keep what was decided for the next files with the same header; UserError if that cannot be written."""
    for plan in plans:
        memory.keep(plan.columns, plan.decided)
