"""The keys that change what charts show, wherever they are: in a section or on the whole screen."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tui_clients.services.figures import MOST_MONTHS
from tui_clients.ui.screens.detail_charts import FEW_MONTHS, Book, Chosen, Drawing

if TYPE_CHECKING:
    from textual.widget import Widget as _Node
else:
    _Node = object  # Textual takes the style of a class from its first base that is a node


class ChartKeys(_Node):
    """Has a book of charts and what the user chose of it; `show_drawings` is called where that changes."""

    def __init__(self, *parts: "_Node") -> None:
        super().__init__(*parts)
        self.book: Book | None = None
        self.chosen = Chosen()
        self.drawings: Sequence[Drawing] = ()

    def show_drawings(self, drawings: Sequence[Drawing]) -> None:
        """Show the charts as they are chosen."""
        raise NotImplementedError

    def choose(self, chosen: Chosen) -> None:
        """Show the charts as chosen."""
        self.chosen = chosen
        if self.book is not None:
            self.drawings = self.book.drawings(chosen)
            self.show_drawings(self.drawings)
            self.screen.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what makes a difference."""
        if action == "currency":
            return self.book is not None and len(self.book.currencies) > 1
        if action == "enlarge":
            return bool(self.drawings)
        if action in ("measure", "months"):
            return any(drawing.change == action for drawing in self.drawings)
        return super().check_action(action, parameters)

    def action_currency(self) -> None:
        """Show the figures of the next currency."""
        count = len(self.book.currencies) if self.book else 1
        self.choose(replace(self.chosen, place=(self.chosen.place + 1) % count))

    def action_measure(self) -> None:
        """Draw amounts where there were numbers, or the reverse."""
        self.choose(replace(self.chosen, is_by_amount=not self.chosen.is_by_amount))

    def action_months(self) -> None:
        """Draw many months where there were few, or the reverse."""
        self.choose(replace(self.chosen, months=FEW_MONTHS if self.chosen.months == MOST_MONTHS else MOST_MONTHS))
