"""The tables of the import assistant: rows that are not marked, each in the tone of what becomes of it."""

from collections.abc import Sequence
from typing import Protocol

from tui_clients.ui.widgets.columns import Column
from tui_clients.ui.widgets.rows import Rows
from tui_clients.ui.widgets.virtual_table import VirtualTable


class Toned(Protocol):
    """The tone of each row by its place, "" for the usual one."""

    def __len__(self) -> int:
        """Return how many rows there are."""

    def __getitem__(self, index: int, /) -> str:
        """Return the tone of a row."""


_TONES = ("warning", "error", "quiet")


class ToneTable(VirtualTable):
    """A table whose rows can be toned "warning", "error" or "quiet"; the words in a row say the same."""

    COMPONENT_CLASSES = {f"tone-table--{tone}" for tone in _TONES}  # noqa: RUF012 - Textual's own way
    DEFAULT_CSS = """
    ToneTable {
        & > .virtual-table--cursor { background: $surface-lighten-2; }
        &:focus > .virtual-table--cursor { background: $primary; color: $text; text-style: bold; }
        & > .tone-table--warning { color: $text-warning; }
        & > .tone-table--error { color: $text-error; }
        & > .tone-table--quiet { color: $text-muted; }
    }
    """

    def __init__(self, columns: Sequence[Column] = (), *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(columns, id=id)
        self._tones: Toned = ()

    def show(self, rows: Rows, tones: Toned) -> None:
        """Show rows with a tone for each, "" for the usual one."""
        self._tones = tones
        self.rows = rows

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer no marks and no jump to a letter: the rows stand in the order of the file."""
        if action == "letter" or action.startswith("mark"):
            return False
        return super().check_action(action, parameters)

    def row_style(self, index: int) -> str | None:
        """Return the row's tone; the cursor has its own colour while the keys go here."""
        tone = self._tones[index] if index < len(self._tones) else ""
        return f"tone-table--{tone}" if tone and not (index == self.cursor and self.has_focus) else None
