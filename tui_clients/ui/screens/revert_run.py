"""Takes an import back: asks whether that is meant, shows how far it is, and says what came of it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from tui_clients.i18n import _
from tui_clients.services import reverting
from tui_clients.services.progress import Listener
from tui_clients.services.reverting import Outcome
from tui_clients.storage.imports import ImportRun
from tui_clients.ui import revert_words
from tui_clients.ui.screens.base import OurScreen
from tui_clients.ui.screens.bulk_run import carry_out
from tui_clients.ui.screens.confirm import Confirm
from tui_clients.ui.screens.revert_report import RevertReport


async def take_back(screen: OurScreen[Any], runs: Sequence[ImportRun]) -> bool:
    """Take imports back together if the user means it, and return whether they were; called by a worker."""
    answers = [("revert", _("Take back")), ("keep", _("Keep"))]
    if await screen.app.push_screen_wait(Confirm(revert_words.question(runs), answers, "keep")) != "revert":
        return False
    outcome = await carry_out(screen, _("Taking the import back"), partial(_revert, screen, runs))
    if outcome is None:
        return False
    if outcome.left_count:
        await screen.app.push_screen_wait(RevertReport(outcome))
    else:
        screen.app.notify(revert_words.outcome(outcome), markup=False)
    return True


def _revert(
    screen: OurScreen[Any], runs: Sequence[ImportRun], progress: Listener, is_canceled: Callable[[], bool]
) -> Outcome:
    database, by = screen.stores.database, screen.clients_app.user
    return reverting.revert_all(database, [run.id for run in runs], by, progress=progress, is_canceled=is_canceled)
