"""The dialog that shows two sides of a client field by field, and lets the user take one."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Label, Static

from tui_clients.domain.client import Client
from tui_clients.domain.fields import Field
from tui_clients.domain.text import shorten, visible
from tui_clients.ui import show
from tui_clients.ui.screens.base import Dialog
from tui_clients.ui.text import safe
from tui_clients.ui.widgets.button_row import ButtonRow

Answer = TypeVar("Answer")

_LONGEST = 200
"""Cells of a value that are shown of each side."""

Side = tuple[str, str]
"""The label of a field, and its lines: what each side says."""


class SidesDialog(Dialog[Answer]):
    """What differs above the answers, each with an id and a label; the first one changes nothing."""

    TALL = 24
    SHARES: ClassVar[Mapping[str, int]] = {"VerticalScroll": 35}
    DEFAULT_CSS = """
    SidesDialog {
        & > .dialog { width: 76; padding: 0 2; }
        & #sentence { width: 100%; height: auto; margin: 0 0 1 0; }
        & VerticalScroll { height: auto; margin: 0 0 1 0; scrollbar-size-vertical: 1; }
        & VerticalScroll Horizontal { height: auto; }
        & .label { width: 18; text-style: bold; }
        & .values { width: 1fr; }
        & #hint { width: 100%; color: $text-muted; margin: 0 0 1 0; }
        &.-short { & #sentence, & VerticalScroll, & #hint { margin: 0; } }
    }
    """

    def __init__(
        self, sentence: str, sides: Sequence[Side], answers: Sequence[tuple[str, str]], hint: str = ""
    ) -> None:
        super().__init__()
        self._sentence = sentence
        self._sides = sides
        self._answers = answers
        self._hint = hint

    def compose(self) -> ComposeResult:
        """Show what differs, and the ways out."""
        with Vertical(classes="dialog"):
            yield Label(safe(self._sentence), id="sentence")
            if self._sides:
                with VerticalScroll():
                    for label, lines in self._sides:
                        with Horizontal():
                            yield Label(label, classes="label", markup=False)
                            yield Static(_content(lines), classes="values")
            yield from self.below()
            if self._hint:
                yield Label(safe(self._hint), id="hint")
            yield ButtonRow(self._answers)

    def below(self) -> Sequence[Widget]:
        """Return what stands between the sides and the answers."""
        return ()

    def on_mount(self) -> None:
        """Put the focus on the answer that changes nothing."""
        self.query_one(ButtonRow).focus_button(self._answers[0][0])


def _content(lines: str) -> Content:
    return safe(lines, line_breaks=True)


def short(text: str) -> str:
    """Return a value in one line of a sane length, its line breaks visible."""
    return shorten(visible(text), _LONGEST)


def said(field: Field, client: Client) -> str:
    """Return what a client says in a field, as `short` has it."""
    return short(show.value(field, getattr(client, field.name)))
