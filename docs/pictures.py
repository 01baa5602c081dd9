"""Draws the pictures of the guide from the program itself: `python -m docs.pictures`."""

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path

from tui_clients import i18n, paths
from tui_clients.services.demo import demo
from tui_clients.settings import Settings
from tui_clients.storage.database import Database
from tui_clients.ui.app import ClientsApp

_FOLDER = Path(__file__).parent / "pictures"
_LANGUAGES = (("", i18n.Language("en", "en_GB")), (".de", i18n.Language("de", "de_DE")))


def main() -> None:
    """Draw every picture in both languages."""
    _FOLDER.mkdir(exist_ok=True)
    os.environ["COLORTERM"] = "truecolor"  # whatever the terminal has in which this runs
    awkward = str(paths.sample_data() / "awkward.csv")
    keys = {
        "list": (),
        "form": ("a", "tab", *"Anna Kranich", "tab", *"anna@kranich"),
        "profile": ("slash", *"Álvaro", "down", "enter", "3"),
        "import": ("i", *awkward, "enter"),
        "overview": ("o",),
    }
    with demo() as database:
        for suffix, language in _LANGUAGES:
            i18n.activate(language)
            for name, pressed in keys.items():
                asyncio.run(_draw(database, pressed, _FOLDER / f"{name}{suffix}.svg"))


async def _draw(database: Database, keys: Sequence[str], target: Path) -> None:
    app = ClientsApp(database, Settings(country="DE"))
    async with app.run_test(size=(110, 34)) as pilot:
        for key in keys:
            await pilot.press(key)
            await app.workers.wait_for_complete()
        for _ in range(4):
            await app.workers.wait_for_complete()
            await pilot.pause()
        target.write_text(app.export_screenshot(), encoding="utf-8")
    print(target)  # noqa: T201 - this is a command


if __name__ == "__main__":
    main()
