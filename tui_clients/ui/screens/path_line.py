"""The line in which a path is typed: it shows how the path could go on, and Tab takes that."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from textual import events
from textual.suggester import Suggester

from tui_clients.errors import UserError
from tui_clients.services.folders import read_folder
from tui_clients.ui.screens import folder_rows
from tui_clients.ui.widgets.line import Line


class PathLine(Line):
    """A path; the files it suggests fit one of `patterns` ("*.csv")."""

    DEFAULT_CSS = (
        "PathLine { padding: 0 1; border-left: wide $surface-lighten-2; &:focus { border-left: wide $accent; } }"
    )

    def __init__(self, text: str = "", *, placeholder: str = "", patterns: Sequence[str] = ()) -> None:
        super().__init__(text, placeholder=placeholder)
        self.suggester = _Completion(tuple(patterns))

    @property
    def path(self) -> Path | None:
        """The path that is meant, or None where nothing is typed; terminals quote the paths of dropped files."""
        text = self.text.strip()
        if len(text) > 1 and text[0] in "'\"" and text[-1] == text[0]:
            text = text[1:-1]
        return folder_rows.expanded(text) if text else None

    def on_key(self, event: events.Key) -> None:
        """Take what is suggested."""
        if event.key == "tab" and self._suggestion and self.cursor_at_end and len(self._suggestion) > len(self.value):
            event.stop()
            event.prevent_default()
            self.value = self._suggestion
            self.action_end()


class _Completion(Suggester):
    """Finds the first name in the folder that begins as typed."""

    def __init__(self, patterns: tuple[str, ...]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._patterns = patterns

    async def get_suggestion(self, value: str) -> str | None:
        """Return the path completed, or None."""
        folder, part = folder_rows.split(value, Path())
        if not part:
            return None
        try:
            entries = await asyncio.to_thread(read_folder, folder, self._patterns)
        except UserError:  # a folder that cannot be read suggests nothing
            return None
        return folder_rows.completion(entries, value, part)
