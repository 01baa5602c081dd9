"""What notes and history share: entries, one below the other."""

from collections.abc import Sequence

from textual.app import ComposeResult

from tui_clients.ui.screens.detail_section import Section
from tui_clients.ui.widgets.journal import Entry, Journal


class JournalSection(Section[Sequence[Entry]]):
    """A section of entries, the latest first."""

    main: Journal

    def __init__(self) -> None:
        super().__init__()
        self.main = Journal()

    def parts(self) -> ComposeResult:
        """Yield the entries."""
        yield self.main

    def show(self, data: Sequence[Entry]) -> None:
        """Show the entries."""
        self.main.entries = data
