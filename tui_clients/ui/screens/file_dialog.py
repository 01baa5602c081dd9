"""The dialog that chooses a file, to open it or to write it; folders are read in a thread, however large."""

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input, Label
from textual.worker import get_current_worker

from tui_clients.domain.text import visible
from tui_clients.errors import Canceled, UserError
from tui_clients.i18n import _, ngettext
from tui_clients.services.folders import Entry, read_folder
from tui_clients.ui import commands, show, words
from tui_clients.ui.screens import folder_rows
from tui_clients.ui.screens.base import Dialog
from tui_clients.ui.screens.folder_rows import UP, FolderRows, Listing
from tui_clients.ui.text import safe
from tui_clients.ui.widgets.button_row import ButtonRow
from tui_clients.ui.widgets.line import Line
from tui_clients.ui.widgets.press_button import PressButton
from tui_clients.ui.widgets.virtual_table import VirtualTable

_COMPLETED = 100
"""Entries among which a completion is looked for."""


class FolderRead(Message):
    """A folder was read, or could not be."""

    def __init__(self, folder: Path, entries: list[Entry], sentence: str = "") -> None:
        super().__init__()
        self.folder = folder
        self.listing = Listing(entries)
        self.sentence = sentence


class FileDialog(Dialog[Path]):
    """Returns the path of a file, or None.

    `start` is the folder to begin in, or a path to propose. Only files that fit one of `patterns` ("*.csv") are
    listed; any other can be typed. Where the file need not exist, the caller asks before it replaces one.
    """

    DEFAULT_CSS = """
    FileDialog {
        & > .dialog { width: 90; height: 90%; padding: 0 2; }
        & Line, & Line:focus { width: 100%; border-left: wide $accent; background: $primary 25%; }
        & VirtualTable { height: 1fr; }
        & VirtualTable > .virtual-table--cursor { background: $primary; color: $text; text-style: bold; }
        &.-typed VirtualTable > .virtual-table--cursor { background: $surface; color: $foreground; text-style: none; }
        & #status { width: 100%; height: 1; color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis; }
        & #status.-wrong { height: auto; color: $text-error; text-wrap: wrap; }
        & ButtonRow { margin: 1 0 0 0; }
    }
    """

    def __init__(self, title: str, start: Path, patterns: Sequence[str] = (), must_exist: bool = True) -> None:
        super().__init__()
        self._heading = title
        self._patterns = tuple(pattern.lower() for pattern in patterns)
        self._must_exist = must_exist
        self._origin = (start if start.is_dir() else start.parent).absolute()
        self._folder: Path | None = None
        self._listing: Listing | None = None
        self._has_moved = False
        self._shows_hidden = False
        name = "" if start.absolute() == self._origin else start.name
        self._line = Line(str(self._origin / "_")[:-1] + name, placeholder=_("Path of a file"))
        self._line.suggester = _Completion(self)
        self._table = VirtualTable(folder_rows.columns())
        self._table.can_focus = False
        self._status = Label("", id="status")

    # -- what it shows ---------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Lay out the path, the folder and what can be done."""
        with Vertical(classes="dialog"):
            yield Label(safe(self._heading), classes="dialog-title")
            yield self._line
            yield self._table
            yield self._status
            yield ButtonRow([*self._choices(), ("hidden", self._hidden_label())], primary="take")

    def _choices(self) -> list[tuple[str, str]]:
        """Return what can be done, each with its id."""
        return [("take", _("Choose") if self._must_exist else _("Save")), ("cancel", _("Cancel"))]

    def on_mount(self) -> None:
        """Read the first folder."""
        commands.bind_one(self._line, "choice.line")
        self._line.focus()
        self._line.action_end()
        self._follow()

    @property
    def _shown(self) -> Sequence[Entry]:
        rows = self._table.rows
        return rows.entries if isinstance(rows, FolderRows) else ()

    @property
    def _part(self) -> str:
        """What was typed of a name."""
        return folder_rows.split(self._line.text, self._origin)[1]

    def completion(self) -> str | None:
        """Return the path that was typed with its last name completed, or None."""
        first = self._shown[:_COMPLETED]  # those that begin so stand in front
        return folder_rows.completion(first, self._line.text, self._part)

    @on(Input.Changed)
    def _follow(self) -> None:
        """Go to the folder that is typed, and show there what fits."""
        folder, _part = folder_rows.split(self._line.text, self._origin)
        self._has_moved = False
        if folder != self._folder:
            self._folder = folder
            self._listing = None
            self._say(_("Reading…"))
            self._read(folder)
        self._show_entries()

    @work(thread=True, exclusive=True, group="folder")
    def _read(self, folder: Path) -> None:
        worker = get_current_worker()
        try:
            found = FolderRead(folder, read_folder(folder, self._patterns, lambda: worker.is_cancelled))
        except Canceled:
            return
        except UserError as error:
            found = FolderRead(folder, [], words.sentence(error))
        self.post_message(found)

    @on(FolderRead)
    def _take_entries(self, event: FolderRead) -> None:
        """Show the folder that was read, unless the user is elsewhere already."""
        if event.folder == self._folder:
            self._listing = event.listing
            self._show_entries()
            if event.sentence:
                self._say(event.sentence, is_wrong=True)

    def _show_entries(self) -> None:
        if self._listing is None or self._folder is None:
            self._table.rows = FolderRows()
            return
        part = self._part
        shown = self._listing.fitting(part, self._shows_hidden)
        if part and not self._must_exist:  # whoever writes a new file wants to see what is there
            fits = {entry.name for entry in shown}
            everything = self._listing.fitting("", self._shows_hidden)
            shown += [entry for entry in everything if entry.name not in fits]
        count = len(shown)
        has_way_up = not part and self._folder.parent != self._folder
        self._table.rows = FolderRows([UP, *shown] if has_way_up else shown)
        self._table.cursor = 1 if has_way_up else 0
        self.set_class(not self._must_exist and not self._has_moved, "-typed")
        found = ngettext("{count} entry", "{count} entries", count).format(count=show.number(count))
        self._say(_("{found} · Tab completes a name · Backspace goes up").format(found=found))

    def _hidden_label(self) -> str:
        return _("Hide hidden") if self._shows_hidden else _("Show hidden")

    def _say(self, sentence: str, is_wrong: bool = False) -> None:
        self._status.set_class(is_wrong, "-wrong")
        self._status.update(safe(sentence))

    # -- what the user does ----------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Move in the folder while the path keeps the focus; Tab completes a name where it can."""
        if not self._line.has_focus or not self._handle(event.key):
            return
        event.stop()
        event.prevent_default()

    def _handle(self, key: str) -> bool:
        """Act on a key and return True, or leave it to the path."""
        moves = {"up": (self._table.action_move, -1), "down": (self._table.action_move, 1),
                 "pageup": (self._table.action_page, -1), "pagedown": (self._table.action_page, 1)}  # fmt: skip
        if key in moves:
            action, step = moves[key]
            if self._has_moved or not self.has_class("-typed"):  # the first step only shows where the cursor is
                action(step)
            self._has_moved = True
            self.remove_class("-typed")
        elif key == "enter":
            self.take()
        elif key == "tab" and (completed := self.completion()):
            self._line.text = completed
        elif key == "backspace" and self._folder and self._is_at_end_of_folder():
            self._go_to(self._folder.parent)
        else:
            return False
        return True

    def _is_at_end_of_folder(self) -> bool:
        return self._line.text.endswith(os.sep) and self._line.cursor_at_end and self._line.selection.is_empty

    @on(ButtonRow.Chosen)
    def _press(self, event: ButtonRow.Chosen) -> None:
        if event.id == "take":
            self.take()
        elif event.id == "cancel":
            self.action_cancel()
        else:
            self._shows_hidden = not self._shows_hidden
            self.query_one("#hidden", PressButton).update(self._hidden_label())
            self._show_entries()

    @on(VirtualTable.Opened)
    def _open(self, event: VirtualTable.Opened) -> None:
        self._has_moved = True
        self._enter(self._shown[event.index])

    @work(exclusive=True, group="take")
    async def take(self) -> None:
        """Take what is chosen."""
        await self.answer()

    async def answer(self) -> None:
        """Take what is under the cursor or typed: go into a folder, return a file, or say why not."""
        is_listed = self._must_exist or self._has_moved
        if is_listed and self._shown:
            self._enter(self._shown[self._table.cursor])
            return
        typed = self._line.text.strip()
        folder, part = folder_rows.split(typed, self._origin)
        path = Path(os.path.normpath(folder / folder_rows.expanded(part)))
        kind = await asyncio.to_thread(_kind, path)
        if not part and typed.endswith(os.sep):
            self._say(_("Please type the name of a file."), is_wrong=True)
        elif kind == "folder":
            self._go_to(path)
        elif kind == "file" or (part and not self._must_exist and await asyncio.to_thread(_kind, folder) == "folder"):
            self.dismiss(path)
        else:
            missing = path if self._must_exist else folder
            self._say(_("{path} does not exist.").format(path=visible(str(missing))), is_wrong=True)

    def _enter(self, entry: Entry) -> None:
        if self._folder is None:
            return
        path = Path(os.path.normpath(self._folder / entry.name))
        if entry.is_folder:
            self._go_to(path)
        else:
            self.dismiss(path)

    def _go_to(self, folder: Path) -> None:
        self._line.text = str(folder).rstrip(os.sep) + os.sep


class _Completion(Suggester):
    """Shows behind the cursor how the name that is typed could go on; the right arrow takes it."""

    def __init__(self, dialog: FileDialog) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._dialog = dialog

    async def get_suggestion(self, value: str) -> str | None:
        """Return the path completed."""
        return self._dialog.completion()


def _kind(path: Path) -> str:
    try:
        return "folder" if path.is_dir() else "file" if path.exists() else ""
    except (OSError, ValueError):
        return ""
