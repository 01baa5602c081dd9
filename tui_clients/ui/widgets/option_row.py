"""A choice of a few things in one line; the arrow keys go from one to the next."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui_clients.domain.text import visible
from tui_clients.ui import commands

_GAP = 2


class OptionRow(Widget, can_focus=True):
    """Options, each with a name for the program and a label; one of them is chosen."""

    COMPONENT_CLASSES = {"option-row--chosen"}  # noqa: RUF012 - Textual's own way
    ALLOW_SELECT = False
    DEFAULT_CSS = """
    OptionRow {
        width: 1fr;
        height: 1;
        color: $text-muted;
        border-left: wide $surface-lighten-2;
        & > .option-row--chosen { color: $text; text-style: bold; }
        &:focus { border-left: wide $accent; background: $primary 25%; }
    }
    """

    chosen: reactive[str] = reactive("")

    class Changed(Message):
        """Another option was chosen."""

        def __init__(self, row: "OptionRow") -> None:
            super().__init__()
            self.row = row

        @property
        def control(self) -> "OptionRow":
            """The row it was chosen in."""
            return self.row

    def __init__(self, options: Sequence[tuple[str, str]], chosen: str, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        for command in ("choice.turn", "choice.turn_back", "choice.next", "choice.previous"):
            commands.bind_one(self, command)
        self._options = [(name, f"{visible(label)}") for name, label in options]
        self.set_reactive(OptionRow.chosen, chosen)

    def render_line(self, y: int) -> Strip:
        """Draw the options, a filled circle before the chosen one."""
        segments = [Segment(" ", self.rich_style)]
        for name, label in self._options:
            is_chosen = name == self.chosen
            style = self.get_component_rich_style("option-row--chosen") if is_chosen else self.rich_style
            segments += [Segment(f"{'●' if is_chosen else '○'} {label}", style), Segment(" " * _GAP, self.rich_style)]
        left, width = self._left, self.size.width
        line = Strip(segments)
        drawn = line.crop(left, left + width).adjust_cell_length(width, self.rich_style)
        if left:  # there is more than fits
            drawn = Strip.join([Strip([Segment("‹", self.rich_style)]), drawn.crop(1)])
        if line.cell_length - _GAP > left + width:
            drawn = Strip.join([drawn.crop(0, width - 1), Strip([Segment("›", self.rich_style)])])
        return drawn

    @property
    def _left(self) -> int:
        """How many cells are out of sight on the left, so that the chosen option is in sight."""
        end = 1
        for name, label in self._options:
            end += cell_len(label) + 2
            if name == self.chosen:
                break
            end += _GAP
        return max(0, end + 1 - self.size.width)  # the last cell may say that there is more

    def choose(self, name: str) -> None:
        """Choose an option and say so."""
        if name != self.chosen:
            self.chosen = name
            self.post_message(self.Changed(self))

    def action_turn(self, steps: int) -> None:
        """Choose what is so many options further on; after the last one comes the first."""
        names = [name for name, _label in self._options]
        self.choose(names[(names.index(self.chosen) + steps) % len(names)])

    def action_next(self) -> None:
        """Go to what is below."""
        self.screen.focus_next()

    def action_previous(self) -> None:
        """Go to what is above."""
        self.screen.focus_previous()

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked."""
        left, out_of_sight = 1, self._left
        position = event.get_content_offset(self)
        for name, label in self._options:
            width = cell_len(label) + 2
            if position is not None and left <= position.x + out_of_sight < left + width:
                self.choose(name)
            left += width + _GAP
