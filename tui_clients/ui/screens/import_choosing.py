"""Asks for the import assistant which files are meant, and in which encoding one is."""

from pathlib import Path
from typing import Any

from textual.app import App

from tui_clients.i18n import _
from tui_clients.services.importing.sources import PATTERNS
from tui_clients.ui.screens import import_options
from tui_clients.ui.screens.choice_dialog import ChoiceDialog


async def files(app: App[Any], start: Path) -> tuple[Path, ...]:
    """Return the files or the folder that the user looked for, nothing if the dialog was canceled."""
    from tui_clients.ui.screens.files_dialog import FilesDialog

    dialog = FilesDialog(_("Import"), start, PATTERNS)
    path = await app.push_screen_wait(dialog)
    return (dialog.chosen or (path,)) if path else ()


async def encoding(app: App[Any]) -> str:
    """Return the encoding that the user chose, "" if the dialog was canceled."""
    choices = import_options.choices("encoding")
    return await app.push_screen_wait(ChoiceDialog(_("Encoding"), choices, takes_new=True)) or ""
