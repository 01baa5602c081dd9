"""How tests of the form type into it, and read what it says."""

from pathlib import Path

from textual import events
from textual.pilot import Pilot
from textual.widgets import Label

from tui_clients.domain.client import Client
from tui_clients.ui.app import ClientsApp
from tui_clients.ui.screens.client_form import ClientForm
from tui_clients.ui.widgets.drop_down import DropDown
from tui_clients.ui.widgets.field_row import FieldRow
from tui_clients.ui.widgets.line import Line

PICTURE = next((Path(__file__).parents[2] / "sample_data" / "pictures").glob("*.png"))


class Opened:
    """A form that was opened, and what it returned."""

    def __init__(self, app: ClientsApp, client: Client | None = None) -> None:
        self.results: list[int | None] = []
        self._clients = app.stores.clients
        self.form = ClientForm(client)
        app.push_screen(self.form, self.results.append)

    @property
    def is_closed(self) -> bool:
        return bool(self.results)

    @property
    def saved(self) -> Client:
        """The client as it was stored."""
        client = self._clients.get(self.results[0] or 0)
        assert client is not None
        return client

    def is_ready(self) -> bool:
        """Whether the form has the keyboard."""
        return self.form.focused is not None and self.form.is_current

    def row(self, name: str) -> FieldRow:
        return next(row for row in self.form.query(FieldRow) if row.field.name == name)

    def value(self, name: str) -> str:
        """The value the form would save, as record text."""
        return self.row(name).input.value

    def shown(self, name: str) -> str:
        """What stands in a field of one line, as it is drawn."""
        strip = self.row(name).query_one(Line).render_line(0)
        return strip.text.rstrip()

    def wrong(self, name: str) -> str:
        """The sentence beside a field, or ""."""
        return "".join(str(label.content) for label in self.row(name).query(".wrong").results(Label))

    def choices(self, name: str) -> list[str]:
        """What the list below a field offers; nothing if it is closed."""
        found = self.row(name).query(DropDown)
        return [str(option.prompt) for drop in found if drop.is_open for option in drop.options]

    @property
    def focused(self) -> str:
        """The name of the field that has the focus, or ""."""
        return next((row.field.name for row in self.form.query(FieldRow) if row.has_focus_within), "")

    async def go_to(self, pilot: Pilot[None], name: str) -> None:
        self.row(name).input.focus()
        await pilot.pause()

    async def fill(self, pilot: Pilot[None], name: str, text: str) -> None:
        """Put text into a field without typing it letter by letter."""
        await self.go_to(pilot, name)
        await paste(pilot, text)


async def paste(pilot: Pilot[None], text: str) -> None:
    """Paste into what has the focus; quicker than typing where the typing does not matter."""
    pilot.app.post_message(events.Paste(text))
    await pilot.pause()


async def type_text(pilot: Pilot[None], text: str) -> None:
    await pilot.press(*("space" if c == " " else c for c in text))
