"""Figures side by side, each in a box with its label."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from tui_clients.domain.text import cells
from tui_clients.ui.text import safe

_AROUND = 3
"""Cells of a box that its text does not have: border, padding, and the gap to the next."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A label, the figure that matters most, and further ones that cannot be added to it."""

    label: str
    figure: str
    more: Sequence[str] = ()
    is_quiet: bool = False
    """Whether there is nothing in it that asks for attention."""


class Cards(Horizontal):
    """One box for each figure; the order decides the colours."""

    DEFAULT_CSS = """
    Cards {
        height: auto;
        & > Static {
            width: 1fr;
            height: auto;
            min-height: 2;
            margin: 0 1 0 0;
            padding: 0 0 0 1;
            background: $surface;
            border-left: outer $primary;
        }
        & > .card-2 { border-left: outer $success; }
        & > .card-3 { border-left: outer $warning; }
        & > .card-4 { border-left: outer $error; }
        & > .-quiet { border-left: outer $panel-lighten-2; }
        & > Static:last-child { margin-right: 0; }
        &.-tight > Static { margin-right: 0; }
        &.-uneven > Static { width: auto; }
    }
    """

    figures: reactive[tuple[Figure, ...]] = reactive(tuple, repaint=False)

    def __init__(self, count: int) -> None:
        super().__init__()
        self._count = count

    def compose(self) -> ComposeResult:
        """Lay the boxes out, empty."""
        yield from (Static(classes=f"card-{number}", markup=False) for number in range(1, self._count + 1))

    def watch_figures(self, figures: tuple[Figure, ...]) -> None:
        """Fill the boxes."""
        for box, figure in zip(self.query(Static), figures, strict=False):
            box.update(_content(figure))
            box.set_class(figure.is_quiet, "-quiet")
        self._tighten()

    def on_resize(self) -> None:
        """Look anew whether there is room."""
        self._tighten()

    def _tighten(self) -> None:
        """Where a text would be broken into two lines, let each box be as wide as its own, else do without gaps."""
        room = self.content_size.width
        needed = [max(map(cells, (each.label, each.figure, *each.more))) + _AROUND for each in self.figures]
        is_narrow = max(needed, default=0) > room // self._count
        is_uneven = is_narrow and sum(needed) - 1 <= room
        self.set_class(is_uneven, "-uneven")
        self.set_class(is_narrow and not is_uneven, "-tight")


def _content(figure: Figure) -> Content:
    lines = [safe(figure.label, "$foreground-muted"), safe(figure.figure, "bold")]
    return Content("\n").join([*lines, *(safe(text, "$foreground-muted") for text in figure.more)])
