"""What is scrolled line by line and fits itself: neither what it holds nor its bar needs the layout of a screen."""

from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.widget import Widget

from tui_clients.ui.widgets.table_bar import TableBar


class Scrolled(ScrollView):
    """A view whose lines are drawn by themselves."""

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The scrollbar, made when it is needed."""
        return self._vertical_scrollbar or self.make_bar()

    def make_bar(self) -> ScrollBar:
        """Make the scrollbar."""
        bar = self._vertical_scrollbar = TableBar(vertical=True, name="vertical")
        bar.display = False
        self.app._start_widget(self, bar)
        return bar

    def fit_to(self, size: Size) -> None:
        """Scroll over so much; only an automatic height needs a new layout."""
        if size == self.virtual_size:
            return
        if self.styles.auto_dimensions or not self.container_size:
            self.virtual_size = size
            return
        self.set_reactive(Widget.virtual_size, size)
        self._scroll_update(size)

    def _scroll_update(self, virtual_size: Size) -> None:
        """Tell the bar; it draws what changed, where Textual has it painted whole after each layout."""
        self._refresh_scrollbars()
        if self.show_vertical_scrollbar:
            self.vertical_scrollbar.window_virtual_size = virtual_size.height
            self.vertical_scrollbar.window_size = self.container_size.height
        self.scroll_y = self.validate_scroll_y(self.scroll_y)
