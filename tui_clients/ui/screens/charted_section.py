"""A section of the profile that has charts: its keys change what they show, and put one on the whole screen."""

from collections.abc import Sequence

from textual.widget import Widget

from tui_clients.ui import commands
from tui_clients.ui.commands import Group
from tui_clients.ui.screens.chart_keys import ChartKeys
from tui_clients.ui.screens.detail_charts import Book, Chosen, Drawing
from tui_clients.ui.widgets.chart import Chart
from tui_clients.ui.widgets.client_header import ClientHeader


class ChartedSection(ChartKeys):
    """Stands in front of the kind of section that has `charts`; they show the drawings of its book in their order."""

    charts: Sequence[Chart]

    def __init__(self, main: Widget) -> None:
        super().__init__(main)
        commands.bind(self, Group.CHARTS)

    def show_charts(self, book: Book) -> None:
        """Show the charts of a book; what the user chose for the one before goes on."""
        self.book = book
        self.choose(self.chosen)

    def forget_charts(self) -> None:
        """Be as if no charts had been shown and nothing been chosen."""
        self.book, self.chosen, self.drawings = None, Chosen(), ()
        for chart in self.charts:
            chart.clear()

    def show_drawings(self, drawings: Sequence[Drawing]) -> None:
        """Give each chart its drawing."""
        for chart, drawing in zip(self.charts, drawings, strict=False):
            chart.empty, chart.draw = drawing.empty, drawing.draw
        self.show_titles()

    def show_titles(self) -> None:
        """Name each chart, and the key that changes it."""
        for chart, drawing in zip(self.charts, self.drawings, strict=False):
            chart.title = " · ".join(part for part in (drawing.title, self.hint(drawing)) if part)

    def hint(self, drawing: Drawing) -> str:
        """Return which key shows a chart differently, and how."""
        return drawing.hint

    def action_enlarge(self) -> None:
        """Put the focused chart on the whole screen, else the first one that is in sight."""
        from tui_clients.ui.screens.chart_screen import ChartScreen

        if self.book is None or not self.drawings:
            return
        focused = [place for place, chart in enumerate(self.charts) if chart.has_focus]
        in_sight = [place for place, chart in enumerate(self.charts) if chart.display]
        client = self.screen.query_one(ClientHeader).client
        screen = ChartScreen(client.name if client else "", self.book, self.chosen, [*focused, *in_sight, 0][0])
        self.app.push_screen(screen, lambda chosen: self.choose(chosen or self.chosen))
