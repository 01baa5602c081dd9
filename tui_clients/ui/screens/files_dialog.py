"""The dialog that chooses one file, several of a folder, or the whole folder."""

from collections.abc import Callable, Sequence
from pathlib import Path

from textual import on
from textual.widgets import Label

from tui_clients.i18n import _, ngettext
from tui_clients.ui import show
from tui_clients.ui.screens import folder_rows
from tui_clients.ui.screens.file_dialog import FileDialog
from tui_clients.ui.screens.folder_rows import UP
from tui_clients.ui.text import safe
from tui_clients.ui.widgets.button_row import ButtonRow
from tui_clients.ui.widgets.virtual_table import VirtualTable


class _MarkedTable(VirtualTable):
    """A folder in which files are marked."""

    def __init__(self, is_marked: Callable[[int], bool]) -> None:
        super().__init__(folder_rows.columns())
        self._asks = is_marked

    def is_marked(self, index: int) -> bool:
        """Whether a file is marked."""
        return self._asks(index)


class FilesDialog(FileDialog):
    """Returns a path, or None; where several files were marked they are in `chosen`, else what was returned."""

    def __init__(self, title: str, start: Path, patterns: Sequence[str] = ()) -> None:
        super().__init__(title, start, patterns)
        self._marked: dict[Path, None] = {}
        self._table = _MarkedTable(self._is_marked)
        self._table.can_focus = False

    @property
    def chosen(self) -> tuple[Path, ...]:
        """The files that were marked, in the order in which they were."""
        return tuple(self._marked)

    def _choices(self) -> list[tuple[str, str]]:
        """Return what can be done, the whole folder too."""
        return [*super()._choices(), ("whole", _("Whole folder"))]

    def on_mount(self) -> None:
        """Say how files are marked."""
        self._show_title()

    def _show_title(self) -> None:
        self.query_one(".dialog-title", Label).update(safe(self._title_now()))

    def _title_now(self) -> str:
        count = len(self._marked)
        if not count:
            return _("{title} · Ins marks several").format(title=self._heading)
        files = ngettext("{count} file marked", "{count} files marked", count).format(count=show.number(count))
        return f"{self._heading} · {files}"

    def _path_at(self, index: int) -> Path | None:
        entry = self._shown[index] if index < len(self._shown) else UP
        return None if entry.is_folder or self._folder is None else self._folder / entry.name

    def _is_marked(self, index: int) -> bool:
        return self._path_at(index) in self._marked

    def _handle(self, key: str) -> bool:
        """Mark a file, or do what every file dialog does."""
        if key not in ("insert", "shift+down"):
            return super()._handle(key)
        path = self._path_at(self._table.cursor)
        if path in self._marked:
            del self._marked[path]
        elif path is not None:
            self._marked[path] = None
        self._table.action_move(1)
        self._table.show_changes()
        self._show_title()
        return True

    async def answer(self) -> None:
        """Return what is marked, else what is under the cursor or typed."""
        if self._marked:
            self.dismiss(next(iter(self._marked)))
        else:
            await super().answer()

    @on(ButtonRow.Chosen)
    def take_folder(self, event: ButtonRow.Chosen) -> None:
        """Take the folder whole."""
        if event.id == "whole" and self._folder is not None:
            event.prevent_default()
            self._marked.clear()
            self.dismiss(self._folder)
