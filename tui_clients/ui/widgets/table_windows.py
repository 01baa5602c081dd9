"""Which rows a table asks for, and which it has asked for and not seen yet."""

from time import monotonic

from tui_clients.ui.widgets.rows import Rows

_BLOCK_PAGES = 2
"""Pages in a block; windows end where blocks end, so that paging on asks at every second key at the most."""
_LOST_SECONDS = 2.0
"""After this time an answer that failed is asked for again."""


class Windows:
    """The window that is on its way; one that is asked for later holds what is still needed of it."""

    def __init__(self) -> None:
        self._asked = range(0)
        self._asked_at = 0.0

    def forget(self) -> None:
        """Wait for nothing: the rows are others."""
        self._asked = range(0)

    def wanted(self, rows: Rows, top: int, page: int) -> range | None:
        """Return what to ask for where `page` rows from `top` on are shown, None for nothing.

        A page more on either side is wanted too. What is returned counts as asked for.
        """
        count = len(rows)
        near = range(max(0, top - page), min(count, top + 2 * page))
        lacking = [index for index in near if rows.cells(index) is None]
        is_late = monotonic() - self._asked_at > _LOST_SECONDS
        if not lacking or not (is_late or any(index not in self._asked for index in lacking)):
            return None
        block = _BLOCK_PAGES * page
        first = lacking[0] // block * block
        end = min(count, (lacking[-1] // block + 1) * block)
        while rows.cells(first) is not None:
            first += 1
        while rows.cells(end - 1) is not None:
            end -= 1
        self._asked = range(first, end)
        self._asked_at = monotonic()
        return self._asked

    def awaits(self, window: range) -> bool:
        """Return whether a window is the one that was asked for last, and has not come."""
        return self._asked == window

    def arrived(self, rows: Rows) -> bool:
        """Take in that an answer came; return whether it brought rows of the window that was asked for last."""
        has_brought = any(index < len(rows) and rows.cells(index) is not None for index in self._asked)
        if has_brought:
            self._asked = range(0)
        return has_brought
