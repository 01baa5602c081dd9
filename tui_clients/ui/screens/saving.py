"""Saves what a screen shows in a file that the user names; the end of the name says in which form."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tui_clients.domain.text import visible
from tui_clients.errors import N_, FileRefused
from tui_clients.formats.atomic import replacing
from tui_clients.i18n import _
from tui_clients.ui.screens.base import OurScreen
from tui_clients.ui.screens.replacing import may_write

Forms = Mapping[str, Callable[[], bytes]]
"""What makes the content, by the end of the file's name; the first is proposed."""

_LONGEST = 60  # characters of a proposed name


async def save(screen: OurScreen[Any], heading: str, title: str, forms: Forms) -> None:
    """Ask for a file, begin with a name that `title` suggests, and write it; nothing is made before the user agreed."""
    from tui_clients.ui.screens.file_dialog import FileDialog

    proposal = _proposal(title, next(iter(forms)))
    patterns = [f"*{ending}" for ending in forms]
    dialog = FileDialog(f"{heading} ({', '.join(forms)})", proposal, patterns, must_exist=False)
    path = await screen.app.push_screen_wait(dialog)
    if path is None or not await may_write(screen.app, path):
        return
    written = await screen.read(_write, path, forms)
    if written is not None:
        screen.app.notify(_("Saved as {path}.").format(path=visible(str(written))), markup=False)


def _proposal(title: str, ending: str) -> Path:
    """Return a name in the home folder made of the letters and digits of a title."""
    words = re.findall(r"\w+", title)
    return Path.home() / f"{'-'.join(words)[:_LONGEST].strip('-') or 'tui-clients'}{ending}"


def _write(path: Path, forms: Forms) -> Path:
    make = forms.get(path.suffix.lower())
    if make is None:
        raise FileRefused(
            N_("{path} was not written: its name says no form. Let it end in {endings}."),
            path=path,
            endings=", ".join(forms),
        )
    content = make()
    with replacing(path) as stream:
        stream.write(content)
    return path
