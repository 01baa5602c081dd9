"""The notes on a client."""

from textual.app import ComposeResult

from tui_clients.domain.client import Client, Note
from tui_clients.domain.items import ItemKind
from tui_clients.errors import N_
from tui_clients.ui.screens.detail_kept import KeptSection
from tui_clients.ui.screens.detail_source import Stored, stored
from tui_clients.ui.stores import Stores
from tui_clients.ui.widgets.entry_layout import Entry
from tui_clients.ui.widgets.entry_list import EntryList


class NotesSection(KeptSection[Stored[Note], Note]):
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
    def read(stores: Stores, client: Client) -> Stored[Note]:
        """Return the notes."""
        return stored(stores, ItemKind.NOTE, client.id, 0)

    @staticmethod
    def count(data: Stored[Note]) -> int:
        """Return how many notes there are."""
        return len(data.ids)

    def source(self, data: Stored[Note]) -> Stored[Note]:
        """Return the notes."""
        return data

    def entry(self, item: Note) -> Entry:
        """Return a note under its author and time."""
        return Entry(item.created_at, item.author, item.text)

    def text(self, item: Note) -> str:
        """Return what was said, and by whom."""
        return f"{item.author} {item.text}"
