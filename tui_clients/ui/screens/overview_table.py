"""A panel of the overview: rows with bars, which are as long as the panel is wide."""

from collections.abc import Callable, Sequence

from rich.segment import Segment
from rich.style import Style
from textual import on
from textual.message import Message
from textual.strip import Strip

from tui_clients.domain.text import cells
from tui_clients.services import table_bars
from tui_clients.ui import commands
from tui_clients.ui.overview_words import Row, Table
from tui_clients.ui.screens.import_table import ToneTable
from tui_clients.ui.widgets.columns import GAP, Column
from tui_clients.ui.widgets.table_lines import MARGIN, Line

_BAR = "bar"


class BarTable(ToneTable):
    """Rows with a label, a bar and figures; those without any bar are quiet."""

    COMPONENT_CLASSES = {"bar-table--bar"}  # noqa: RUF012 - Textual's own way
    DEFAULT_CSS = """
    BarTable {
        & > .bar-table--bar { color: $primary; }
        &:focus > .virtual-table--header { color: $text; background: $panel; }
        & > .virtual-table--cursor { background: $background; }
    }
    """

    class RowOpened(Message):
        """The user opened a row."""

        def __init__(self, row: Row) -> None:
            super().__init__()
            self.row = row

    def __init__(self, table: Table, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        commands.bind_one(self, "overview.open")
        self._table = table
        self.set_reactive(BarTable.columns, _columns(table))

    @on(ToneTable.Opened)
    def _open(self, event: ToneTable.Opened) -> None:
        """Say which row was opened."""
        event.stop()
        self.post_message(self.RowOpened(self._table.rows[event.index]))

    def fill(self, table: Table) -> None:
        """Show other rows, the cursor at the same place."""
        self._table = table
        self.columns = _columns(table)
        self.show(_BarRows(table.rows, lambda: self._bar[1]), ["" if row.share else "quiet" for row in table.rows])

    @property
    def _bar(self) -> tuple[int, int]:
        """The first cell of the bars, and how many they have."""
        left = MARGIN
        for placed in self._placed:
            if placed.column.name == _BAR:
                return left, placed.width
            left += placed.width + GAP
        return left, 0

    def render_line(self, y: int) -> Strip:
        """Draw a line with its bar in the colour of bars, but for the one under the cursor."""
        strip = super().render_line(y)
        left, width = self._bar
        line = self._painted.get(y)
        if not (y and width and isinstance(line, Line)) or (line.has_cursor and self.has_focus):
            return strip
        colour = self.get_component_rich_style("bar-table--bar").color
        bar = Strip(Segment.apply_style(strip.crop(left, left + width), post_style=Style(color=colour)))
        return Strip.join([strip.crop(0, left), bar, strip.crop(left + width)])


class _BarRows:
    """Rows whose bars fill the width that there is when they are drawn."""

    def __init__(self, rows: Sequence[Row], width: Callable[[], int]) -> None:
        self._rows = rows
        self._width = width

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self._rows)

    def key(self, index: int) -> int:
        """Return the row's place."""
        return index

    def cells(self, index: int) -> Sequence[str]:
        """Return the row's texts."""
        row = self._rows[index]
        return (row.label, table_bars.bar(row.share, 1, self._width()), *row.figures)


def _columns(table: Table) -> tuple[Column, ...]:
    figures = [
        Column(f"figure{place}", label, width, width, is_right=True, gives_way=len(table.figures) - 1 - place)
        for place, label in enumerate(table.figures)
        if (width := max([cells(label), *(cells(row.figures[place]) for row in table.rows)]))
    ]
    longest = max([cells(table.heading), *(cells(row.label) for row in table.rows)])
    return (
        Column("label", table.heading, min(longest, 40), min(longest, 14)),
        Column(_BAR, "", 20, 4, gives_way=len(table.figures), grows=True),
        *figures,
    )
