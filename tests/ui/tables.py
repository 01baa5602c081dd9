"""A small application with one table, over rows that come in windows when the test says so."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from textual import on
from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widgets import Button

from tests.ui.conftest import screen_text
from tui_clients.ui.commands import Group
from tui_clients.ui.widgets.columns import Column
from tui_clients.ui.widgets.virtual_table import VirtualTable

PAGE = 9
SAID = (VirtualTable.MarkAsked, VirtualTable.RangeAsked, VirtualTable.AllAsked, VirtualTable.Opened,
        VirtualTable.LetterAwaited, VirtualTable.LetterAsked)  # fmt: skip


class Windowed:
    """Rows that come in windows; `start` is the number of the first."""

    def __init__(self, count: int, here: range = range(0), start: int = 0) -> None:
        self.count = count
        self.start = start
        self.here = set(here)
        self.texts: dict[int, str] = {}

    def __len__(self) -> int:
        return self.count

    def key(self, index: int) -> int | None:
        return 1000 + self.start + index if index in self.here else None

    def cells(self, index: int) -> Sequence[str] | None:
        text = self.texts.get(index, f"row {self.start + index}")
        return (text, "second") if index in self.here else None


class Recording(VirtualTable):
    """A table that keeps which lines it has drawn, and whose marks are a set of places."""

    KEYS = (Group.TABLE, Group.MARKS)

    def __init__(self) -> None:
        super().__init__((Column("name", "Name", 20, 10, grows=True), Column("other", "Other", 10)), id="table")
        self.drawn: list[int] = []
        self.marked: set[int] = set()

    def is_marked(self, index: int) -> bool:
        return index in self.marked

    def render_line(self, y: int) -> Strip:
        self.drawn.append(y)
        return super().render_line(y)


class TableApp(App[None]):
    """A table over rows that are answered when the test says so, and a button that knows the letter x."""

    CSS = "Recording { height: 10; } Button { height: 3; }"
    BINDINGS = [("x", "pressed_x", "X")]  # noqa: RUF012 - Textual's own way

    def __init__(self, rows: Windowed) -> None:
        super().__init__()
        self.rows = rows
        self.wanted: list[tuple[int, int]] = []
        self.said: list[Message] = []
        self.moved = asyncio.Event()
        self.table = Recording()

    def compose(self) -> ComposeResult:
        yield self.table
        yield Button("Other")

    def on_mount(self) -> None:
        self.table.rows = self.rows
        self.table.focus()

    @on(VirtualTable.WindowWanted)
    def note_window(self, event: VirtualTable.WindowWanted) -> None:
        self.wanted.append((event.first, event.end))

    @on(VirtualTable.CursorMoved)
    def note_move(self) -> None:
        self.moved.set()

    async def _dispatch_message(self, message: Message) -> None:
        if isinstance(message, SAID):
            self.said.append(message)
        await super()._dispatch_message(message)

    def action_pressed_x(self) -> None:
        raise AssertionError("the letter ran a command")

    def answer(self, first: int, end: int) -> None:
        self.rows.here.update(range(first, end))
        self.table.window_arrived()


@asynccontextmanager
async def shown(rows: Windowed, patience: float = 60) -> AsyncIterator[tuple[TableApp, Pilot[None]]]:
    app = TableApp(rows)
    app.table.patience = patience  # type: ignore[misc]  # this table waits for the test
    async with app.run_test(size=(50, 14)) as pilot:
        await pilot.pause()
        app.table.drawn.clear()
        yield app, pilot


def first_shown(pilot: Pilot[None]) -> str:
    return screen_text(pilot).splitlines()[1].split("  ")[1]


def all_here(count: int, start: int = 0) -> Windowed:
    return Windowed(count, range(count), start)
