"""The notes on a client."""

from collections.abc import Sequence

from tui_clients.domain.client import Client
from tui_clients.errors import N_
from tui_clients.ui.screens.detail_journal import JournalSection
from tui_clients.ui.stores import Stores
from tui_clients.ui.widgets.journal import Entry


class NotesSection(JournalSection):
    """What was said, the latest first."""

    NAME = "notes"
    LABEL = N_("Notes")
    EMPTY = N_("No notes yet.")

    @staticmethod
    def read(stores: Stores, client: Client) -> Sequence[Entry]:
        """Return the notes as entries."""
        return [Entry(note.created_at, note.author, note.text) for note in stores.notes.of_client(client.id)]

    @staticmethod
    def count(data: Sequence[Entry]) -> int:
        """Return how many notes there are."""
        return len(data)
