"""The part of the import assistant that says how the file is read and what happens to duplicates."""

import asyncio
from collections.abc import Sequence
from typing import cast

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from tui_clients.domain.text import cells
from tui_clients.i18n import _
from tui_clients.services.importing import Options, Plan
from tui_clients.ui.screens import import_options
from tui_clients.ui.screens.base import OurScreen
from tui_clients.ui.screens.choice_dialog import ChoiceDialog
from tui_clients.ui.screens.import_reading import Reading, first_lines
from tui_clients.ui.screens.import_table import ToneTable
from tui_clients.ui.widgets.choice_match import Choice
from tui_clients.ui.widgets.columns import Column
from tui_clients.ui.widgets.rows import ListRows
from tui_clients.ui.widgets.virtual_table import VirtualTable


class SettingsPane(Vertical):
    """Every setting with its value, found out or chosen."""

    DEFAULT_CSS = "SettingsPane > ToneTable { height: 1fr; }"

    class Changed(Message):
        """The user decided something."""

        def __init__(self, options: Options) -> None:
            super().__init__()
            self.options = options

    def __init__(self) -> None:
        super().__init__(id="settings", classes="pane")
        self._plan: Plan | None = None
        self._settings: list[import_options.Setting] = []

    def compose(self) -> ComposeResult:
        """Lay out the settings."""
        yield Static(_("Settings"), classes="heading", markup=False)
        yield ToneTable(_columns(15), id="values")

    @property
    def table(self) -> ToneTable:
        """The settings."""
        return self.query_one(ToneTable)

    def show(self, reading: Reading) -> None:
        """Show how a file is read."""
        self._plan = reading.plan
        self._settings = import_options.settings(reading.plan)
        rows = [
            (setting.label, f"! {setting.value}" if setting.is_open else setting.value) for setting in self._settings
        ]
        self.table.columns = _columns(max(cells(label) for label, _value in rows))
        self.table.show(ListRows(rows), ["warning" if setting.is_open else "" for setting in self._settings])

    def go_to(self, name: str) -> None:
        """Put the cursor on a setting."""
        names = [setting.name for setting in self._settings]
        if name in names:
            self.table.cursor = names.index(name)

    async def _choices(self, name: str, plan: Plan) -> Sequence[Choice]:
        """Return what can be chosen for a setting."""
        if name == "header":
            return import_options.header_choices(await asyncio.to_thread(first_lines, plan))
        if name == "mapping":
            memory = cast("OurScreen[bool]", self.screen).clients_app.mappings
            return import_options.mapping_choices(await asyncio.to_thread(memory.names))
        return import_options.choices(name, plan.target)

    @on(VirtualTable.Opened)
    @work(exclusive=True)
    async def choose(self, event: VirtualTable.Opened) -> None:
        """Ask what a setting shall be."""
        event.stop()
        plan, setting = self._plan, self._settings[event.index]
        if plan is None:
            return
        choices = list(setting.offered) or await self._choices(setting.name, plan)
        takes_new = setting.name in import_options.TAKE_NEW
        dialog = ChoiceDialog(setting.label, choices, setting.code, hint=setting.hint, takes_new=takes_new)
        chosen = await self.app.push_screen_wait(dialog)
        if chosen is not None and (chosen != setting.code or setting.is_open):
            self.post_message(self.Changed(import_options.changed(plan.options, setting.name, chosen)))


def _columns(width: int) -> tuple[Column, Column]:
    """Return the columns of the table, the first one as wide as what stands in it."""
    return Column("name", _("Setting"), width, min(width, 28)), Column("value", _("Value"), 40, 12, grows=True)
