"""How a table moves: at once where its rows are here, else when they come, so that each move costs one paint."""

from typing import ClassVar, NamedTuple

from textual import events
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.timer import Timer

from tui_clients.ui.widgets.room import room
from tui_clients.ui.widgets.rows import ListRows, Rows
from tui_clients.ui.widgets.scrolled import Scrolled
from tui_clients.ui.widgets.table_lines import Line, Sentence
from tui_clients.ui.widgets.table_messages import CursorMoved, WindowWanted
from tui_clients.ui.widgets.table_windows import Windows

_WHEEL_ROWS = 3


class Place(NamedTuple):
    """The row the cursor stands on, and the first row on the screen."""

    cursor: int
    top: int

    def sees_cursor(self, page: int) -> "Place":
        """Return the place with the least scrolling at which the cursor is on the screen."""
        return Place(self.cursor, min(max(self.top, self.cursor - page + 1), self.cursor))

    def within(self, count: int, page: int) -> "Place":
        """Return the nearest place among `count` rows."""
        return Place(max(0, min(self.cursor, count - 1)), max(0, min(self.top, count - page)))


class MovingTable(Scrolled, can_focus=True):
    """Rows by their place with a cursor among them; says which rows it needs, repaints lines that changed."""

    patience: ClassVar[float] = 0.15
    """Seconds a move waits for its rows before it shows that they are not here."""

    rows: reactive[Rows] = reactive(ListRows, layout=False, repaint=False, always_update=True)
    cursor: reactive[int] = reactive(0, repaint=False)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._windows = Windows()
        self._pending: Place | None = None
        self._patience_timer: Timer | None = None
        self._painted: dict[int, Line | Sentence | None] = {}
        self._is_checking = False
        self._drawn_in = Size(0, 0)

    # -- where it is, and where it goes -----------------------------------------------------------

    @property
    def page_rows(self) -> int:
        """How many rows are on the screen."""
        return max(1, room(self).height - 1)

    @property
    def top(self) -> int:
        """The first row on the screen."""
        return round(self.scroll_y)

    @property
    def goal(self) -> Place:
        """Where the table is, or is about to be when rows have come."""
        return self._pending or Place(self.cursor, self.top)

    def go_to(self, index: int, *, keep_line: bool = False) -> None:
        """Put the cursor on a row, when what will be on the screen is here.

        With `keep_line` the row stands on the line on which the cursor stood, even out of sight.
        """
        goal = self.goal
        moved = Place(index, goal.top + index - goal.cursor if keep_line else goal.top)
        moved = moved.within(len(self.rows), self.page_rows)
        self._move(moved if keep_line else moved.sees_cursor(self.page_rows))

    def _turn_pages(self, pages: int) -> None:
        goal, rows = self.goal, pages * self.page_rows
        moved = Place(goal.cursor + rows, goal.top + rows).within(len(self.rows), self.page_rows)
        self._move(moved.sees_cursor(self.page_rows))

    def _scroll(self, rows: int) -> bool:
        """Scroll without the cursor; return whether there was something to scroll."""
        goal = self.goal
        self._move(Place(goal.cursor, goal.top + rows).within(len(self.rows), self.page_rows))
        return self.goal != goal

    def _move(self, place: Place) -> None:
        is_shown = self._pending is None and place.top == self.top
        if is_shown or self._is_here(place.top):
            self._arrive(place)
        else:
            self._wait_at(place)

    def _wait_at(self, place: Place) -> None:
        self._pending = place
        if self._patience_timer is None and self.is_running:
            self._patience_timer = self.set_timer(self.patience, self._move_anyway)
        self.show_changes()

    def _arrive(self, place: Place) -> None:
        self._stop_waiting()
        self.cursor = place.cursor
        self.scroll_target_y = self.scroll_y = place.top

    def _stop_waiting(self) -> None:
        """Let the picture change again."""
        if self._patience_timer is not None:
            self._patience_timer.stop()
            self._patience_timer = None
        if self._pending is not None:
            self._pending = None
            self.show_changes()

    def _move_anyway(self) -> None:
        if self._pending is not None:
            self._arrive(self._pending)

    def _is_here(self, top: int) -> bool:
        return all(self.rows.cells(index) is not None for index in self._seen(top))

    def _seen(self, top: int) -> range:
        return range(top, min(top + self.page_rows, len(self.rows)))

    # -- what changed -----------------------------------------------------------------------------

    def watch_rows(self) -> None:
        """Show other rows; the cursor stays where it is if there is such a place.

        The picture stays until the rows on the screen are here.
        """
        self._windows.forget()
        place = self.goal.within(len(self.rows), self.page_rows)
        self._fit_to_rows()
        self.cursor = self.cursor
        if self._is_here(place.top):
            self._arrive(place)
            self.show_changes()
        else:
            self._wait_at(place)

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row; one that is set by hand goes there at once."""
        self._stop_waiting()
        return max(0, min(cursor, len(self.rows) - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        """See to it that the cursor's row is on the screen."""
        self.scroll_target_y = self.scroll_y = Place(new, self.top).sees_cursor(self.page_rows).top
        self.show_changes()
        if old != new:
            self.post_message(CursorMoved(new))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Draw the rows that came into sight."""
        if self.show_vertical_scrollbar:
            self.vertical_scrollbar.position = new_value
        if round(old_value) != round(new_value):
            self._stop_waiting()
            self.show_changes()

    def on_resize(self) -> None:
        """Keep the cursor in sight; a table that is seen again as it was shows only what changed."""
        self._fit_to_rows()
        self.watch_cursor(self.cursor, self.cursor)
        if self._drawn_in != self.size:
            self._drawn_in = self.size
            self.repaint()

    def _fit_to_rows(self) -> None:
        self.fit_to(Size(0, len(self.rows) + 1))

    def _on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._turn_wheel(event, _WHEEL_ROWS)

    def _on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._turn_wheel(event, -_WHEEL_ROWS)

    def _turn_wheel(self, event: events.MouseEvent, rows: int) -> None:
        event.prevent_default()
        if self._scroll(rows):
            event.stop()

    # -- rows that come, lines that changed ---------------------------------------------------------

    def window_arrived(self) -> None:
        """Go where rows were awaited, and draw those on the screen that were missing."""
        has_brought = self._windows.arrived(self.rows)
        goal = self.goal
        if self._is_here(goal.top):
            self._arrive(goal)
            self.show_changes()
        elif has_brought:
            self._wait_at(goal)
        else:  # asking again now might ask for ever
            self._paint_changes()

    def read_again(self) -> None:
        """Ask once more for rows that were asked for and given up."""
        self._windows.forget()
        self.show_changes()

    def repaint(self) -> None:
        """Draw every line anew."""
        self._painted.clear()
        self.refresh()
        self.show_changes()

    def show_changes(self) -> None:
        """Repaint lines that show something else, other marks too, once the present message is done."""
        if not self._is_checking:
            self._is_checking = True
            self.call_next(self._check)

    def _check(self) -> None:
        self._is_checking = False
        if not room(self):
            return
        window = self._windows.wanted(self.rows, self.goal.top, self.page_rows)
        if window is not None:
            if self._is_here(self.goal.top):  # the rows beside the screen shall not delay its paint
                self.call_after_refresh(self._ask_for, window)
            else:
                self._ask_for(window)
        self._paint_changes()

    def _ask_for(self, window: range) -> None:
        """Ask for rows, unless others are awaited by now: what is asked last stops what was asked before."""
        if self._windows.awaits(window):
            self.post_message(WindowWanted(window.start, window.stop))

    def _paint_changes(self) -> None:
        """Repaint the lines that show something else than what was painted last."""
        if self._pending is not None:
            return
        width, height = room(self)
        lines = [y for y in range(1, height) if y not in self._painted or self._painted[y] != self.line(y)]
        if lines:
            self.refresh(*(Region(0, y, width, 1) for y in lines))

    def line(self, y: int) -> Line | Sentence | None:
        """Return what stands in a line of the widget, None below the last row."""
        index, rows = y - 1 + self.top, self.rows
        if index >= len(rows):
            return None
        cells = rows.cells(index)
        tone = self.row_style(index)
        return Line(cells and tuple(cells), self.is_marked(index), index == self.cursor, tone)

    def is_marked(self, index: int) -> bool:
        """Tell whether a row is marked; tables whose rows can be marked know better."""
        return False

    def row_style(self, index: int) -> str | None:
        """Return the component class whose colour a row has, None for the usual one."""
        return None
