"""How a table is painted: the rows on the screen under a header, each line anew only when it shows something else."""

from collections.abc import Sequence
from typing import Any, ClassVar, TypeAlias

from rich.style import Style
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip

from tui_clients.ui.widgets.columns import Column, Placed, place
from tui_clients.ui.widgets.table_lines import MARGIN, Line, Look, Sentence
from tui_clients.ui.widgets.table_moves import MovingTable
from tui_clients.ui.widgets.wrapping import wrapped

_HEADER = "virtual-table--header"

_Shown: TypeAlias = tuple[str, ...] | Line | Sentence | None
"""What stands in a line of the widget: the labels of the header, a row, words instead of rows, or nothing."""


class PaintedTable(MovingTable):
    """Rows in columns; knows nothing of what a user does with them."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        _HEADER,
        "virtual-table--cursor",
        "virtual-table--marked",
        "virtual-table--pending",
        "virtual-table--instead",
    }
    DEFAULT_CSS = """
    PaintedTable {
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        & > .virtual-table--header { text-style: bold; color: $text-muted; background: $surface; }
        & > .virtual-table--cursor { background: $primary 40%; }
        &:focus > .virtual-table--cursor { background: $primary; color: $text; text-style: bold; }
        & > .virtual-table--marked { color: $accent; }
        & > .virtual-table--pending { color: $text-disabled; }
        & > .virtual-table--instead { color: $text-muted; }
    }
    """

    columns: reactive[tuple[Column, ...]] = reactive(tuple, repaint=False)
    sort: reactive[tuple[str, bool]] = reactive(("", False), repaint=False)
    """The column the rows are sorted by, and whether downwards."""

    instead: reactive[str] = reactive("", repaint=False)
    """What is said in place of rows where there are none: drawn here, since another widget would cost a layout."""

    def __init__(self, columns: Sequence[Column], *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._look = Look(self._component)
        self._layout: tuple[int, tuple[Placed, ...]] = (-1, ())
        self._drawn: dict[int, tuple[_Shown, Strip]] = {}
        self._shared: tuple[Any, ...] = ()
        self.set_reactive(PaintedTable.columns, tuple(columns))

    @property
    def shown_columns(self) -> tuple[str, ...]:
        """The names of the columns that fit, from the left."""
        return tuple(placed.column.name for placed in self._placed)

    @property
    def _placed(self) -> tuple[Placed, ...]:
        """The columns that fit the present width."""
        width = self.scrollable_content_region.width
        if self._layout[0] != width:
            self._layout = (width, place(self.columns, width - MARGIN))
        return self._layout[1]

    def watch_columns(self) -> None:
        """Lay the columns out anew."""
        self._layout = (-1, ())
        self.repaint()

    def watch_sort(self) -> None:
        """Show in the header by which column the rows are sorted."""
        self.refresh(Region(0, 0, self.scrollable_content_region.width, 1))

    def notify_style_update(self) -> None:
        """Draw in the styles that hold now."""
        super().notify_style_update()
        self._look.renew(self.rich_style)
        self._drawn.clear()

    def _component(self, name: str) -> Style:
        """Return a component's style: the whole for the header, what it sets for our own, only its colour for tones."""
        if name != _HEADER and name.startswith("virtual-table--"):
            own = self.get_component_rich_style(name, partial=True)
            if not self.get_component_styles(name).auto_color:
                return own
            return own + Style(color=self.get_component_rich_style(name).color)  # black or white, as can be read there
        style = self.get_component_rich_style(name)
        return style if name == _HEADER else Style(color=style.color)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw lines, on the background there is now; those that show what they showed are not drawn anew.

        Textual's own way takes twice as long, since it looks at each line for borders, padding and what is transparent.
        """
        self._look.start_on(self.rich_style)
        if self.styles.gutter.totals != (0, 0) or self.opacity < 1 or crop.column_span != (0, self.region.width):
            return super().render_lines(crop)
        shared = (crop.width, self._placed, self._look.base, self.background_colors[1], *self.get_line_filters())
        if shared != self._shared:
            self._shared = shared
            self._drawn.clear()
        return [self._drawn_line(y, shared) for y in crop.line_range]

    def _drawn_line(self, y: int, shared: tuple[Any, ...]) -> Strip:
        """Return a line as the terminal gets it, with the place for the scroll bar.

        As long as rows are waited for, the picture stays.
        """
        known = self._drawn.get(y)
        if known is not None and self._pending is not None:
            return known[1]
        shown = self._shown_in(y)
        if known is None or known[0] != shown:
            width, _placed, base, background, *filters = shared
            strip = self.render_line(y).adjust_cell_length(width, base)
            for each in filters:
                strip = strip.apply_filter(each, background)
            known = self._drawn[y] = (shown, strip)
        return known[1]

    def render_line(self, y: int) -> Strip:
        """Draw one line of the widget: the header, a row, or nothing below the last row."""
        return self._draw(self._shown_in(y))

    def _shown_in(self, y: int) -> _Shown:
        """Return what stands in a line of the widget."""
        if y == 0:
            return tuple([self._label(placed.column) for placed in self._placed])
        line = self._painted[y] = self.line(y)
        return line

    def _draw(self, shown: _Shown) -> Strip:
        width = self.scrollable_content_region.width
        match shown:
            case None:
                return self._look.blank(width)
            case Line():
                return self._look.row(shown, self._placed, width)
            case Sentence():
                return self._look.sentence(shown, width)
            case labels:
                return self._look.header(labels, self._placed, width)

    def line(self, y: int) -> Line | Sentence | None:
        """Return what stands in a line: a row, or where there are none a part of what is said instead."""
        if self.rows or not self.instead:
            return super().line(y)
        lines = wrapped(self.instead, self.scrollable_content_region.width - 2 * MARGIN)
        place = y - max(1, (self.size.height - len(lines)) // 2)
        return Sentence(lines[place]) if 0 <= place < len(lines) else None

    def watch_instead(self) -> None:
        """Say something else where there are no rows."""
        self.show_changes()

    def _label(self, column: Column) -> str:
        sorted_by, is_descending = self.sort
        return column.label + (" ▼" if is_descending else " ▲") if column.name == sorted_by else column.label
