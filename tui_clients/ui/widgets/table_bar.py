"""A scrollbar that paints only the cells in which its thumb has moved.

Textual's own paints all of them with each row scrolled: 1.5 kB on the wire where often nothing is to be seen,
for among a million rows the thumb stands still for 27,000 of them.
"""

from math import ceil

from textual.geometry import Region
from textual.reactive import Reactive
from textual.scrollbar import ScrollBar

from tui_clients.ui.widgets.room import room

_PARTS = 8
"""The thumb's ends are drawn in eighths of a cell."""


class TableBar(ScrollBar):
    """A vertical scrollbar for slow lines."""

    window_virtual_size: Reactive[int] = Reactive(100, repaint=False)
    window_size: Reactive[int] = Reactive(0, repaint=False)
    position: Reactive[float] = Reactive(0, repaint=False)
    _drawn: tuple[tuple[int, int], ...] = ()

    def notify_style_update(self) -> None:
        """Be painted in other colours along with the lines beside: the bar's own turn comes after that."""
        super().notify_style_update()
        if self.is_running:
            self._check_refresh()

    def watch_window_virtual_size(self) -> None:
        """Draw a thumb of another length."""
        self._show_change()

    def watch_window_size(self) -> None:
        """Draw a thumb of another length."""
        self._show_change()

    def watch_position(self) -> None:
        """Draw the thumb where it is."""
        self._show_change()

    def _show_change(self) -> None:
        before, self._drawn = self._drawn, self._cells()
        if len(before) != len(self._drawn):
            self.refresh()
            return
        changed = [y for y, (old, new) in enumerate(zip(before, self._drawn, strict=True)) if old != new]
        if changed:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in changed))

    def _cells(self) -> tuple[tuple[int, int], ...]:
        """Return for each cell how many eighths of it lie before the thumb's start and before its end."""
        height, window, whole = room(self).height, self.window_size, self.window_virtual_size
        if not height or not window or window >= whole:
            return ((0, 0),) * height
        thumb = max(1.0, window * height / whole)
        start = int((height - thumb) * self.position / (whole - window) * _PARTS)
        end = start + ceil(thumb * _PARTS)
        return tuple((_share(start, y), _share(end, y)) for y in range(height))


def _share(place: int, cell: int) -> int:
    return max(0, min(_PARTS, place - cell * _PARTS))
