"""How tests drive the import assistant, and read what it says."""

import csv
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from tests.ui.conftest import screen_text
from tui_clients.ui.screens.import_check import CheckStep
from tui_clients.ui.screens.import_reading import Reading
from tui_clients.ui.screens.import_wizard import ImportWizard
from tui_clients.ui.screens.path_line import PathLine

Until = Callable[[Pilot[None], Callable[[], Any]], Awaitable[None]]


def write(path: Path, *rows: Sequence[str], encoding: str = "utf-8", delimiter: str = ",") -> Path:
    """Write a table and return its path."""
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


class Assistant:
    """An import assistant above the client list."""

    def __init__(self, pilot: Pilot[None], until: Until) -> None:
        self.pilot = pilot
        self._until = until
        self.results: list[bool | None] = []
        self.wizard = ImportWizard()

    @property
    def reading(self) -> Reading:
        """What the assistant knows of the file."""
        reading = self.wizard.query_one(CheckStep).reading
        assert reading is not None
        return reading

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return screen_text(self.pilot)

    @property
    def words(self) -> str:
        """What stands on the screen, without line breaks and columns."""
        return " ".join(self.text.replace("│", " ").split())

    @property
    def told(self) -> str:
        """What notifications said."""
        return " ".join(notification.message for notification in self.pilot.app._notifications)

    async def open(self, path: Path | None = None) -> None:
        """Open the assistant, with a file or without."""
        self.wizard = ImportWizard(path)
        await self.pilot.app.push_screen(self.wizard, self.results.append)
        await self.see("2 Check" if path is None else "Another file")

    def write(self, path: Path | str) -> None:
        """Write a path into the first step's line; typing its hundred characters takes a second."""
        self.wizard.query_one(PathLine).text = str(path)

    async def press(self, *keys: str) -> None:
        """Press keys."""
        await self.pilot.press(*keys)

    async def until(self, condition: Callable[[], Any]) -> None:
        """Let the program work until a condition holds."""
        await self._until(self.pilot, condition)

    async def see(self, *texts: str) -> None:
        """Let the program work until all the texts stand on the screen, wherever their lines break."""

        def stand_there() -> bool:
            words = self.words
            return all(text in words for text in texts)

        await self.until(stand_there)

    async def see_no(self, text: str) -> None:
        """Let the program work until a text stands on the screen no more."""
        await self.until(lambda: text not in self.words)

    async def set(self, setting: str, value: str) -> None:
        """Choose a value for a setting by its words."""
        await self.press("3", "home")
        await self.choose(setting, value)

    async def map(self, column: str, field: str) -> None:
        """Choose the field of a column by its words."""
        await self.press("2", "home")
        await self.choose(column, field)

    async def choose(self, row: str, value: str) -> None:
        """Open the row that begins with a text, and choose what begins with another."""
        table = self.pilot.app.focused
        names = [str(table.rows.cells(index)[0]) for index in range(len(table.rows))]  # type: ignore[union-attr]
        await self.press(*["down"] * names.index(row), "enter")
        await self.until(lambda: self.pilot.app.screen is not self.wizard)
        screen = self.pilot.app.screen
        labels = [choice.label for choice in screen._choices]  # type: ignore[attr-defined]
        place = next(index for index, label in enumerate(labels) if label.startswith(value))
        await self.press(*["home"] if screen.focused is None else [])
        await self.press(*["pageup"] * 6, *["down"] * place, "enter")
        await self.until(lambda: self.pilot.app.screen is self.wizard)
        await self.see_no("Reading…")
