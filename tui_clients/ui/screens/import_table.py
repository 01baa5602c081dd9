"""The tables of the import assistant: rows that are not marked, each in the tone of what becomes of it."""

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui_clients.ui.widgets.columns import Column
from tui_clients.ui.widgets.rows import Rows
from tui_clients.ui.widgets.virtual_table import VirtualTable

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
        self._tones: Sequence[str] = ()

    def show(self, rows: Rows, tones: Sequence[str]) -> None:
        """Show rows with a tone for each, "" for the usual one."""
        self._tones = tones
        self.rows = rows

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer no marks."""
        return action != "mark"

    def _row(self, index: int, width: int) -> Strip:
        strip = super()._row(index, width)
        tone = self._tones[index] if index < len(self._tones) else ""
        if not tone or (index == self.cursor and self.has_focus):
            return strip
        style = Style(color=self.get_component_rich_style(f"tone-table--{tone}").color)
        return Strip(Segment.apply_style(strip, post_style=style), strip.cell_length)
