"""The last line of a screen: which keys do what here, those first that matter most now.

One widget that draws one line; Textual's Footer is a widget for every key, which is the larger part of
what a screen costs to open.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from tui_clients.ui.commands import Command, by_id


class _Item(NamedTuple):
    """A key in the bar, from cell `left` up to `right`."""

    command: Command
    left: int
    right: int


class KeyBar(Widget):
    """The keys of the screen and of what has the focus, as far as they fit."""

    COMPONENT_CLASSES = {"key-bar--key"}  # noqa: RUF012 - Textual's own way
    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeyBar {
        dock: bottom;
        height: 1;
        background: $panel;
        color: $text-muted;
        & > .key-bar--key { color: $text-accent; text-style: bold; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._items: tuple[_Item, ...] = ()
        self._drawn: tuple[list[Command], int] = ([], 0)

    def on_mount(self) -> None:
        """Follow the focus: other keys work elsewhere."""
        self.screen.bindings_updated_signal.subscribe(self, self._change)

    def _change(self, _screen: Any) -> None:
        self.call_later(self.draw)

    def draw(self) -> None:
        """Draw other keys, or none anew."""
        if self._fitting() != self._drawn:
            self.refresh()

    @property
    def _foremost(self) -> Sequence[str]:
        return getattr(self.screen, "foremost", ())

    def _commands(self) -> list[Command]:
        """Return the commands whose keys work now; a key that the focused widget would type is none."""
        focused, foremost = self.screen.focused, self._foremost
        found: dict[str, Command] = {}
        for key, active in self.screen.active_bindings.items():
            command = by_id().get(active.binding.id or "")
            character = key if len(key) == 1 else {"slash": "/", "question_mark": "?"}.get(key)
            is_typed = focused is not None and focused.check_consume_key(key, character)
            is_shown = command is not None and (command.is_in_footer or command.id in foremost)
            if command and is_shown and active.enabled and not is_typed:
                found.setdefault(command.id, command)
        first = [found.pop(id_) for id_ in foremost if id_ in found]
        return [*first, *found.values()]

    def _fitting(self) -> tuple[list[Command], int]:
        """Return the commands that fit and the gap between them; those that matter most have the first choice."""
        commands, foremost = self._commands(), self._foremost
        room = self.size.width - 1
        kept: list[int] = []
        needed = 0
        for place, command in sorted(enumerate(commands), key=partial(_rank, foremost)):
            if needed + _width(command) + len(kept) <= room:
                kept.append(place)
                needed += _width(command)
        fitting = [commands[place] for place in sorted(kept)]
        return fitting, 2 if needed + 2 * (len(kept) - 1) <= room else 1

    def render_line(self, y: int) -> Strip:
        """Draw the keys with what they do."""
        style = self.rich_style
        key_style = self.get_component_rich_style("key-bar--key")
        commands, gap = self._drawn = self._fitting()
        segments: list[Segment] = []
        items: list[_Item] = []
        left = 1
        for command in commands:
            right = left + _width(command)
            items.append(_Item(command, left, right))
            segments += [
                Segment(" " * (gap if segments else 1), style),
                Segment(command.key_shown, key_style),
                Segment(f" {command.label_shown}", style),
            ]
            left = right + gap
        self._items = tuple(items)
        return Strip(segments).adjust_cell_length(self.size.width, style)

    def on_click(self, event: events.Click) -> None:
        """Do what the key would do."""
        for item in self._items:
            if item.left <= event.x < item.right:
                self.app.simulate_key(item.command.key.partition(",")[0])


def _rank(foremost: Sequence[str], placed: tuple[int, Command]) -> tuple[bool, bool, int, int]:
    """Return what orders the commands, in their places, by how much they matter."""
    place, command = placed
    return not command.stays, command.id not in foremost, command.gives_way, place


def _width(command: Command) -> int:
    return cell_len(command.key_shown) + 1 + cell_len(command.label_shown)
