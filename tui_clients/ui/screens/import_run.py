"""Carries an import out for the assistant: in a thread, and with questions about duplicates between two attempts."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from textual.app import App

from tui_clients.errors import UserError
from tui_clients.services import importing
from tui_clients.services.automatic import AutomaticBackups
from tui_clients.services.importing import Answers, OnDuplicate, Options, Plan, Report, Undecided
from tui_clients.services.progress import Listener
from tui_clients.ui import import_words, show
from tui_clients.ui.screens.import_duplicate import DuplicateDialog
from tui_clients.ui.screens.progress_dialog import ProgressDialog, Task


def job(plan: Plan, backups: AutomaticBackups, user: str, rejected: Path) -> Task[Report | Undecided]:
    """Return the task that imports a file; its rejected rows go to `rejected`, with reasons in the user's language."""

    def run(progress: Listener, is_canceled: Callable[[], bool]) -> Report | Undecided:
        try:
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
        except Undecided as undecided:
            return undecided

    return run


async def carry_out(
    app: App[object], title: str, plan: Plan, task: Callable[[Plan], Task[Report | Undecided]]
) -> Report | UserError | Options:
    """Import a file, asking about its duplicates one by one if the plan says so.

    Nothing is locked while the user thinks: an import that meets a question is taken back, and begun again with the
    answer. Where the user stops answering, the options with the answers so far are returned.
    """
    while True:
        outcome = await app.push_screen_wait(ProgressDialog(title, task(plan)))
        if not isinstance(outcome, Undecided):
            return outcome
        answers = await _asked(app, plan, outcome)
        plan = replace(plan, options=replace(plan.options, answers=answers))
        if answers.rest is None and not all(decision.number in answers.rows for decision in outcome.decisions):
            return plan.options


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
