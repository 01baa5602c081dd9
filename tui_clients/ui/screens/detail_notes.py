"""The notes on a client."""

from collections.abc import Sequence

from textual.app import ComposeResult

from tui_clients.domain.client import Client, Note
from tui_clients.domain.items import ItemKind
from tui_clients.errors import N_
from tui_clients.ui.screens.detail_kept import KeptSection
from tui_clients.ui.stores import Stores
from tui_clients.ui.widgets.entry_list import EntryList
from tui_clients.ui.widgets.journal import Entry


class NotesSection(KeptSection[Sequence[Note], Note]):
    """What was said, the latest first."""

    KIND = ItemKind.NOTE
    NAME = "notes"
    LABEL = N_("Notes")
    EMPTY = N_("No notes yet. Press a to add one.")

    def __init__(self) -> None:
        super().__init__(EntryList())

    def parts(self) -> ComposeResult:
        """Yield the notes."""
        yield self.main

    @staticmethod
    def read(stores: Stores, client: Client) -> Sequence[Note]:
        """Return the notes."""
        return stores.notes.of_client(client.id)

    @staticmethod
    def count(data: Sequence[Note]) -> int:
        """Return how many notes there are."""
        return len(data)

    def items(self, data: Sequence[Note]) -> Sequence[Note]:
        """Return the notes."""
        return data

    def entry(self, item: Note) -> Entry:
        """Return a note under its author and time."""
        return Entry(item.created_at, item.author, item.text)

    def text(self, item: Note) -> str:
        """Return what was said, and by whom."""
        return f"{item.author} {item.text}"
