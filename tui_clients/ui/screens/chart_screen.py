"""One chart of a client on the whole screen; from here it is saved as a picture or as text."""

from collections.abc import Sequence

from textual import work
from textual.app import ComposeResult
from textual.widgets import Static

from tui_clients.domain.text import visible
from tui_clients.i18n import _
from tui_clients.ui.commands import Group
from tui_clients.ui.screens import saving
from tui_clients.ui.screens.base import CommandScreen
from tui_clients.ui.screens.chart_keys import ChartKeys
from tui_clients.ui.screens.detail_charts import Book, Chosen, Drawing
from tui_clients.ui.text import safe
from tui_clients.ui.widgets.chart import Chart
from tui_clients.ui.widgets.key_bar import KeyBar

_TEXT_SIZE = (100, 28)
"""Columns and lines of a chart that is saved as text."""


class ChartScreen(ChartKeys, CommandScreen[Chosen]):
    """The charts of a book one by one, from that at `place` on; dismissed with what was chosen of it."""

    GROUPS = (Group.CHARTS, Group.CHART)
    DEFAULT_CSS = """
    ChartScreen {
        & > #subject { height: 1; padding: 0 1; background: $surface; color: $text-primary; text-style: bold; }
        & > Chart { height: 1fr; }
    }
    """

    def __init__(self, subject: str, book: Book, chosen: Chosen, place: int) -> None:
        super().__init__()
        self.book = book
        self.chosen = chosen
        self._subject = subject
        self._place = place
        self._chart = Chart()

    def compose(self) -> ComposeResult:
        """Lay out whose chart it is, the chart, and the keys."""
        yield Static(safe(self._subject), id="subject")
        yield self._chart
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the chart."""
        self.set_focus(self._chart)
        self.choose(self.chosen)

    @property
    def _drawing(self) -> Drawing:
        return self.drawings[self._place]

    def show_drawings(self, drawings: Sequence[Drawing]) -> None:
        """Show the chart that is in front."""
        drawing = self._drawing
        place = _("{index} of {count}").format(index=self._place + 1, count=len(drawings)) if len(drawings) > 1 else ""
        parts = (drawing.title, drawing.hint, place)
        self._chart.title = " · ".join(part for part in parts if part)
        self._chart.empty, self._chart.draw = drawing.empty, drawing.draw

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the next chart where there are several, and of the other keys those that change this one."""
        if action == "turn":
            return len(self.drawings) > 1
        if action in ("measure", "months"):
            return bool(self.drawings) and self._drawing.change == action
        return super().check_action(action, parameters)

    def action_turn(self, steps: int) -> None:
        """Show the next chart, or the one before."""
        self._place = (self._place + steps) % len(self.drawings)
        self.choose(self.chosen)

    def action_back(self) -> None:
        """Go back to the client."""
        self.dismiss(self.chosen)

    @work
    async def action_save(self) -> None:
        """Save the chart as a picture or as text."""
        drawing = self._drawing
        title = f"{visible(self._subject)}: {drawing.title}" if self._subject else drawing.title

        def text() -> bytes:
            drawn = drawing.draw(*_TEXT_SIZE, False) or drawing.empty
            return f"{visible(title)}\n\n{drawn}\n".encode()

        forms = {".svg": lambda: drawing.svg(title).encode(), ".txt": text}
        await saving.save(self, _("Save the chart as"), f"{self._subject} {drawing.title}", forms)
