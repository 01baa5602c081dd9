"""Asks before a file is replaced."""

import asyncio
from pathlib import Path

from textual.app import App

from tui_clients.domain.text import visible
from tui_clients.i18n import _
from tui_clients.ui.screens.confirm import Confirm


async def may_write(app: App[None], path: Path) -> bool:
    """Whether a file may be written: it is not there yet, or the user wants it replaced."""
    if not await asyncio.to_thread(_is_file, path):
        return True
    question = _("{path} exists already.").format(path=visible(str(path)))
    choices = [("keep", _("Keep it")), ("replace", _("Replace it"))]
    return await app.push_screen_wait(Confirm(question, choices)) == "replace"


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # the one that writes will say what is wrong with it
        return False
