"""Labels and values under a heading, aligned; what is wrong with a value stands beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui_clients.domain.text import cells
from tui_clients.ui.widgets.room import room
from tui_clients.ui.widgets.wrapping import wrapped

_GAP = 2


@dataclass(frozen=True, slots=True)
class Fact:
    """A value and its label, raw; `complaint` says what is wrong with the value, "" if nothing is."""

    label: str
    value: str
    complaint: str = ""
    is_missing: bool = False


Line = tuple[tuple[str, str], ...]
"""Texts from left to right, each with the name of its style."""


class Facts(Widget):
    """Facts as lines of text: it draws only those on the screen, however long a value is."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"facts--heading", "facts--label", "facts--missing", "facts--complaint"}
    DEFAULT_CSS = """
    Facts {
        height: auto;
        & > .facts--heading { color: $accent; text-style: bold; }
        & > .facts--label { color: $text-muted; }
        & > .facts--missing { color: $text-disabled; }
        & > .facts--complaint { color: $text-warning; }
    }
    """

    facts: reactive[tuple[Fact, ...]] = reactive(tuple, repaint=False)
    label_width: reactive[int] = reactive(0, repaint=False)
    """Cells of the widest label, also of those of other facts the labels shall line up with."""

    def __init__(self, heading: str, *, has_labels: bool = True) -> None:
        super().__init__()
        self._heading = heading
        self._has_labels = has_labels
        self._styles_of_parts: dict[str, Style] = {}
        self._width_unchanged = 0
        """The width for which other facts were as high as those before; 0 where that matters no more."""
        self._laid_out: tuple[object, list[Line]] = (None, [])

    @property
    def natural_label_width(self) -> int:
        """Cells of the widest label of these facts."""
        return max((cells(fact.label) for fact in self.facts), default=0) if self._has_labels else 0

    def watch_facts(self) -> None:
        """Draw other facts; only where they take more lines, or fewer, the screen is laid out anew."""
        width, height = room(self)
        is_as_high = len(self._lines(width)) == height
        self._width_unchanged = width if is_as_high else 0
        self.refresh(layout=not is_as_high)

    watch_label_width = watch_facts

    def on_resize(self) -> None:
        """Have the screen laid out once more where it may remember how high former facts were in this width."""
        if self._width_unchanged not in (0, self.size.width):
            self._width_unchanged = 0
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines there are at a width."""
        return len(self._lines(width))

    def notify_style_update(self) -> None:
        """Draw anew after a change of style."""
        super().notify_style_update()
        self._styles_of_parts = {}

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        lines = self._lines(self.size.width)
        line = lines[y] if y < len(lines) else ()
        segments = [Segment(text, self._style(name)) for text, name in line]
        return Strip(segments).adjust_cell_length(self.size.width, self._style(""))

    def _style(self, name: str) -> Style:
        """Return the style of a part of a line; working it out takes longer than drawing the line."""
        if name not in self._styles_of_parts:
            style = self.get_component_rich_style(f"facts--{name}") if name else self.rich_style
            self._styles_of_parts[name] = style
        return self._styles_of_parts[name]

    def _lines(self, width: int) -> list[Line]:
        key = (width, self.facts, self.label_width)
        if self._laid_out[0] != key:
            label_width = self.label_width if self._has_labels else -_GAP
            self._laid_out = (key, [((self._heading, "heading"),), *lay_out(self.facts, label_width, width)])
        return self._laid_out[1]


def lay_out(facts: Sequence[Fact], label_width: int, width: int) -> list[Line]:
    """Return the lines of facts; values begin behind the widest label and keep that edge where they wrap."""
    edge = label_width + _GAP
    room = max(8, width - edge)
    lines: list[Line] = []
    for fact in facts:
        texts = [(line, "missing" if fact.is_missing else "") for line in wrapped(fact.value, room)]
        if fact.complaint:
            texts += [(line, "complaint") for line in wrapped(f"! {fact.complaint}", room)]
        label = fact.label + " " * (edge - cells(fact.label)) if edge else ""
        for number, text in enumerate(texts):
            lines.append(((label if number == 0 else " " * edge, "label"), text))
    return lines
