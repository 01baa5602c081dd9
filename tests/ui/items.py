"""How tests keep what belongs to a client: they press keys, fill in forms, and read what stands on the screen."""

from typing import Any

from textual.pilot import Pilot

from tests.ui.conftest import Until, screen_text
from tests.ui.forms import paste
from tui_clients.ui.screens.confirm import Confirm
from tui_clients.ui.screens.form import Form
from tui_clients.ui.widgets.field_row import FieldRow


class Keeping:
    """An open profile, or what lies above it."""

    def __init__(self, pilot: Pilot[None], until: Until) -> None:
        self.pilot = pilot
        self._until = until

    @property
    def text(self) -> str:
        return screen_text(self.pilot)

    @property
    def footer(self) -> str:
        return self.text.splitlines()[-1]

    async def see(self, *texts: str) -> None:
        await self._until(self.pilot, lambda: all(text in self.text for text in texts))

    async def hear(self, text: str) -> None:
        """Wait for what is said for some seconds."""
        app = self.pilot.app
        await self._until(self.pilot, lambda: any(text in said.message for said in app._notifications))

    async def on(self, kind: type[Any]) -> Any:
        """Wait until a screen of a kind has the keyboard, and return it."""
        app = self.pilot.app
        await self._until(self.pilot, lambda: isinstance(app.screen, kind) and app.screen.focused is not None)
        return app.screen

    def row(self, name: str) -> FieldRow:
        return next(row for row in self.pilot.app.screen.query(FieldRow) if row.field.name == name)

    async def form(self, key: str, **texts: str) -> None:
        """Open a form with a key and fill in fields by name."""
        await self.pilot.press(key)
        await self.on(Form)
        await self.fill(**texts)

    async def fill(self, **texts: str) -> None:
        for name, text in texts.items():
            self.row(name).input.focus()
            await self.pilot.pause()
            await self.pilot.press("home", "shift+end")
            await paste(self.pilot, text)

    async def save(self, *, is_done: bool = True) -> None:
        """Save the form; it closes, or says what is wrong."""
        form = self.pilot.app.screen
        await self.pilot.press("ctrl+s")
        if is_done:
            await self._until(self.pilot, lambda: self.pilot.app.screen is not form)
        else:
            await self._until(self.pilot, lambda: any(row.wrong for row in form.query(FieldRow)))

    async def answer(self, label: str) -> None:
        """Press a button of the question that is asked."""
        dialog = await self.on(Confirm)
        button = next(button for button in dialog.query("PressButton") if label in str(button.render()))
        button.focus()
        await self.pilot.press("enter")
