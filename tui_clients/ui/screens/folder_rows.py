"""What the file dialog shows of a folder, and how a typed path is understood; reads no folder itself."""

import os
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from tui_clients.domain.text import fold, visible
from tui_clients.i18n import _
from tui_clients.services.folders import Entry
from tui_clients.ui import show
from tui_clients.ui.widgets.columns import Column

UP = Entry("..", True, "")
"""The way to the folder above."""


def columns() -> tuple[Column, ...]:
    """Return the columns of a folder."""
    return (
        Column("name", _("Name"), 30, 12, grows=True),
        Column("size", _("Size"), 9, 9, gives_way=1, is_right=True),
        Column("changed", _("Last changed"), 22, 22, gives_way=2),
    )


class FolderRows:
    """The entries of a folder that fit what was typed."""

    def __init__(self, entries: Sequence[Entry] = ()) -> None:
        self.entries = entries

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.entries)

    def key(self, index: int) -> int:
        """Return the place of an entry."""
        return index

    def cells(self, index: int) -> Sequence[str]:
        """Return an entry's name, size and time as the user reads them."""
        entry = self.entries[index]
        name = entry.name + os.sep if entry.is_folder else entry.name
        size = "" if entry.is_folder or not entry.changed else show.size(entry.size)
        return name, size, show.moment(datetime.fromtimestamp(entry.changed, UTC)) if entry.changed else ""


class Listing:
    """What is in a folder, prepared so that 100,000 entries are searched between two keystrokes."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._all = entries
        self._plain = [entry for entry in entries if not entry.is_hidden]

    def fitting(self, part: str, shows_hidden: bool) -> list[Entry]:
        """Return the entries whose name holds `part`: the name itself first, then those that begin so."""
        shown = self._all if shows_hidden or part.startswith(".") else self._plain
        if not part:
            return list(shown)
        wanted = fold(part)
        found = [entry for entry in shown if wanted in entry.key]
        named = [entry for entry in found if entry.name == part]
        beginning = [entry for entry in found if entry.key.startswith(wanted) and entry.name != part]
        if len(named) + len(beginning) < len(found):
            return named + beginning + [entry for entry in found if not entry.key.startswith(wanted)]
        return named + beginning


def completion(entries: Iterable[Entry], text: str, part: str) -> str | None:
    """Return a typed path with its last name completed to the first entry that begins so, or None."""
    names = (entry.name + (os.sep if entry.is_folder else "") for entry in entries)
    name = next((name for name in names if part and name.startswith(part) and visible(name) == name), None)
    return text + name.removeprefix(part) if name else None


def split(text: str, base: Path) -> tuple[Path, str]:
    """Return the folder that a typed path leads to, and the beginning of a name in it; `base` is where "" leads."""
    if text == "~":
        text = "~" + os.sep
    head, separator, part = text.rpartition(os.sep)
    folder = expanded(head + separator) if separator else Path()
    return Path(os.path.normpath(base / folder)), part


def expanded(text: str) -> Path:
    """Return a path with "~" as the home folder, unless the user it names does not exist."""
    try:
        return Path(text).expanduser()
    except RuntimeError:
        return Path(text)
