"""Who the client is, at a glance: the name, and three facts that stay in sight."""

from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui_clients.domain.choices import ClientStatus
from tui_clients.domain.client import Client
from tui_clients.domain.fields import by_name
from tui_clients.domain.text import visible
from tui_clients.i18n import _
from tui_clients.ui import show, words
from tui_clients.ui.widgets.virtual_table import fit

_GAP = 2


class ClientHeader(Widget):
    """Three lines: name, status where it is not the usual one, place in the list; e-mail, company and language."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"client-header--name", "client-header--state", "client-header--label"}
    DEFAULT_CSS = """
    ClientHeader {
        height: 3;
        padding: 0 1;
        background: $surface;
        & > .client-header--name { color: $text-primary; text-style: bold; }
        & > .client-header--state { background: $warning; color: $background; }
        & > .client-header--label { color: $text-muted; }
    }
    """

    client: reactive[Client | None] = reactive(None)
    place: reactive[str] = reactive("")
    """Where in the list the client stands."""

    def render_line(self, y: int) -> Strip:
        """Draw one of the three lines."""
        segments = self._first_line() if y == 0 else self._glance(is_label=y == 1)
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)

    def _first_line(self) -> list[Segment]:
        is_inactive = self.client is not None and self.client.status is ClientStatus.INACTIVE
        state = f" {words.choice(ClientStatus.INACTIVE)} " if is_inactive else ""
        room = self.size.width - cell_len(state) - cell_len(self.place) - 2 * _GAP
        name = visible(self.client.name) or show.MISSING if self.client else ""
        name = fit(name, min(cell_len(name), room))
        rest = room - cell_len(name) + _GAP
        return [
            Segment(name, self.get_component_rich_style("client-header--name")),
            Segment(" " * _GAP, self.rich_style),
            Segment(state, self.get_component_rich_style("client-header--state")),
            Segment(" " * rest, self.rich_style),
            Segment(self.place, self.get_component_rich_style("client-header--label")),
        ]

    def _glance(self, *, is_label: bool) -> list[Segment]:
        """Return the labels, or the values below them."""
        labels = {"email": _("E-mail"), "company_name": _("Company"), "language": _("Language")}
        values = [self._value(name) for name in labels]
        wanted = [max(cell_len(label), cell_len(value)) for label, value in zip(labels.values(), values, strict=True)]
        widths = _shares(wanted, self.size.width - 2 * _GAP)
        style = self.get_component_rich_style("client-header--label") if is_label else self.rich_style
        texts = labels.values() if is_label else values
        shown = (fit(text, width) for text, width in zip(texts, widths, strict=True))
        return [Segment((" " * _GAP).join(shown), style)]

    def _value(self, name: str) -> str:
        if self.client is None:
            return ""
        return visible(show.value(by_name()[name], getattr(self.client, name)))


def _shares(wanted: list[int], room: int) -> list[int]:
    """Return the widths of the facts: steady ones, unless only others show everything."""
    fifth = max(1, room // 5)
    steady = [2 * fifth, 2 * fifth, max(1, room - 4 * fifth)]
    spare = room - sum(wanted)
    if spare < 0 or all(width >= length for width, length in zip(steady, wanted, strict=True)):
        return steady
    return [wanted[0] + spare // 2, wanted[1] + spare - spare // 2, wanted[2]]
