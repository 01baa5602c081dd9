"""Says that an import was killed, and takes it back before the command does its own."""

from tui_clients.cli import output
from tui_clients.domain.text import visible
from tui_clients.errors import DatabaseRefused
from tui_clients.i18n import _
from tui_clients.services.importing import taking_back
from tui_clients.services.progress import Progress
from tui_clients.storage.database import Database
from tui_clients.ui import revert_words, show, words


def take_back(database: Database, by: str) -> None:
    """Take back the imports that were killed; where the database cannot be written, say so and go on."""
    with output.progress_line() as line:

        def tell(progress: Progress) -> None:
            sentence = _("Taking back an interrupted import: {count} of {total} rows")
            line.show(sentence.format(count=show.number(progress.rows), total=show.number(progress.total)))

        try:
            found = taking_back.take_back_interrupted(database, by, tell)
        except DatabaseRefused as error:
            line.clear()
            output.say(
                _("An interrupted import could not be taken back: {reason}").format(reason=words.sentence(error))
            )
            return
    for each in found:
        output.say(visible(revert_words.interrupted(each.source, each.left)))
