"""Takes back an import that was killed, and says so."""

from textual.app import App
from textual.worker import get_current_worker

from tui_clients.errors import Canceled, UserError
from tui_clients.i18n import _
from tui_clients.services.importing.taking_back import take_back_interrupted
from tui_clients.storage.database import Database
from tui_clients.ui import revert_words, words


def take_back(app: App[None], database: Database, by: str) -> None:
    """Take back the imports that were killed; called in a thread."""
    worker = get_current_worker()
    app.notify(_("An import was interrupted. What it had brought is being taken back."), markup=False)
    try:
        found = take_back_interrupted(database, by, is_canceled=lambda: worker.is_cancelled)
    except Canceled:  # the program ends
        return
    except UserError as error:
        app.notify(words.sentence(error), severity="warning", markup=False)
        return
    for each in found:
        app.notify(revert_words.interrupted(each.source, each.left), markup=False)
