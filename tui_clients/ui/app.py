"""The application: what its screens share, and what holds on all of them."""

import asyncio
import gc
import signal
import time
from collections.abc import Iterable, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, cast

from textual import events, work
from textual.app import App, SystemCommand
from textual.command import CommandPalette
from textual.filter import LineFilter
from textual.screen import Screen
from textual.timer import Timer

from tui_clients.errors import UserError
from tui_clients.i18n import _
from tui_clients.settings import Settings
from tui_clients.storage.database import Database
from tui_clients.storage.first_rows import first_rows
from tui_clients.ui import commands
from tui_clients.ui.commands import COMMANDS, Group
from tui_clients.ui.screens.base import OurScreen
from tui_clients.ui.screens.client_list import ClientList
from tui_clients.ui.screens.client_table import FIRST_ROWS
from tui_clients.ui.screens.too_small import TooSmall, is_too_small
from tui_clients.ui.stores import Stores
from tui_clients.ui.text import Harmless

if TYPE_CHECKING:
    from pathlib import Path

    from textual.driver import Driver

    from tui_clients.services.automatic import AutomaticBackups
    from tui_clients.services.importing import Mappings
    from tui_clients.ui.profiles import Profiles
    from tui_clients.ui.type_ahead import KeyActed, TypeAhead
    from tui_clients.ui.watcher import Watcher

_PAINTED = 0.05
"""Seconds after a paint at which it has reached the terminal: a thread writes it, which must not wait for others."""
_UNUSED = 0.25
"""Seconds without a key after which 60 ms may be spent on looking for garbage."""
_SETTLED = 2.0
"""Seconds after the start at which charts are made ready: they cost half a second of the processor, and 10 MB."""


class ClientsApp(App[None]):
    """The client manager on one database."""

    CSS_PATH = "app.tcss"
    TITLE = "TUI Clients"
    COMMAND_PALETTE_BINDING = "ctrl+p"
    ESCAPE_TO_MINIMIZE = False

    def __init__(self, database: Database, settings: Settings | None = None, mappings: "Path | None" = None) -> None:
        super().__init__()
        self.settings = settings or Settings()
        self._mappings = mappings
        self.stores = Stores(database)
        self._first_rows = first_rows(database, FIRST_ROWS)
        self._harmless = Harmless()
        self._watcher: Watcher | None = None
        self._typed_at = 0.0
        self._tidying: Timer | None = None
        self._has_charts = False
        self.animation_level = "none"  # over SSH every step of an animation is a screenful
        commands.bind(self, Group.EVERYWHERE)
        if self.console.color_system == "standard":
            from tui_clients.ui import sixteen

            self.register_theme(sixteen.theme())
            self.theme = sixteen.NAME

    @property
    def user(self) -> str:
        """The name under which changes stand in the history."""
        return self.settings.user

    @cached_property
    def mappings(self) -> "Mappings":
        """What goes into which field, as decided in earlier imports; without a file, in those of this run."""
        from tui_clients.services.importing import Mappings

        return Mappings(self._mappings)

    @cached_property
    def profiles(self) -> "Profiles":
        """What opens profiles of clients."""
        from tui_clients.ui.profiles import Profiles

        return Profiles(self)

    @cached_property
    def _type_ahead(self) -> "TypeAhead":
        from tui_clients.ui.type_ahead import TypeAhead

        return TypeAhead(self, self._act)

    def backups(self) -> "AutomaticBackups":
        """Return what copies the database before a great change; where it cannot, that is shown."""
        from tui_clients.services.automatic import AutomaticBackups
        from tui_clients.ui import words

        def warn(error: UserError) -> None:
            self.notify(words.no_backup(error), severity="warning", markup=False)

        return AutomaticBackups(self.stores.database, self.settings, warn)

    async def on_event(self, event: events.Event) -> None:
        """Let keys act in the order in which they were typed."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            self._typed_at = time.monotonic()
            await self._type_ahead.take(event)
        else:
            await super().on_event(event)

    async def _act(self, event: events.Key) -> None:
        target = self.focused or self.screen
        is_typed = self.focused is not None and self.focused.check_consume_key(event.key, event.character)
        await super().on_event(event)
        if not is_typed:
            self._type_ahead.follow(target)

    def on_key_acted(self, event: "KeyActed") -> None:
        """Go on with the keys typed meanwhile, behind a `Widget.focus` that waits in line too."""
        self.call_later(self._type_ahead.acted, event.number)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what every line passes on its way to the terminal."""
        return [*super().get_line_filters(), self._harmless]

    def get_driver_class(self) -> "type[Driver]":
        """Return what speaks with the terminal."""
        usual = super().get_driver_class()
        if usual.__name__ != "LinuxDriver":  # Windows, or one that the environment names
            return usual
        from tui_clients.ui.driver import OurDriver

        return OurDriver

    def get_default_screen(self) -> Screen[None]:
        """Start with the client list; its first rows were read before the event loop began."""
        return ClientList(self._first_rows)

    def on_ready(self) -> None:
        """Mind the signals that end a session; the rest can wait until the list is painted."""
        for number in (signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(number, self.exit, None, 128 + number)
        self.app_resume_signal.subscribe(self, lambda _app: self.screen.refresh())  # the terminal shows nothing of us
        self.screen.call_after_refresh(self.set_timer, _PAINTED, self._follow_up)
        self.set_timer(_SETTLED, self.make_charts_ready)

    def _follow_up(self) -> None:
        """Go over from the haste of the start, for which see the command line, to the usual pace, and look around."""
        from tui_clients.ui import memory
        from tui_clients.ui.watcher import DatabaseChanged, Watcher

        memory.share_arenas()
        if not gc.isenabled():  # by the command line: this process is ours alone
            memory.look_seldom()
        self._watcher = Watcher(self.stores.database, lambda: self.post_message(DatabaseChanged()))
        self._watcher.start()
        self.run_worker(self._take_back_interrupted, thread=True, exit_on_error=False)

    def _take_back_interrupted(self) -> None:
        """Take back what an import has left that was killed, in a thread; seldom there is any."""
        from tui_clients.storage.interrupted import interrupted

        if interrupted(self.stores.database):
            from tui_clients.ui.interrupted import take_back

            take_back(self, self.stores.database, self.user)

    def tidy_up_later(self) -> None:
        """Look for garbage when nobody has typed for a while: of a closed screen there is much."""
        from tui_clients.ui import memory

        if self._tidying is None and memory.is_looked_at_seldom():
            self._tidying = self.set_timer(_UNUSED, self._tidy_up)

    def _tidy_up(self) -> None:
        self._tidying = None
        if time.monotonic() - self._typed_at < _UNUSED:
            self.tidy_up_later()
        else:
            from tui_clients.ui import memory

            memory.tidy_up()

    def make_charts_ready(self) -> None:
        """Load what draws charts in a thread, if that was not done: now they are likely to be asked for."""
        if not self._has_charts:
            self._has_charts = True
            self.run_worker(self._warm_up, thread=True, exit_on_error=False)

    @staticmethod
    def _warm_up() -> None:
        from tui_clients.services import charts

        charts.warm_up()

    def on_unmount(self) -> None:
        """Look at the database no more."""
        if self._watcher is not None:
            self._watcher.stop()

    def on_database_changed(self) -> None:
        """Let the screens follow what others changed, one that is about to be shown too."""
        for screen in (*self.screen_stack, *self.profiles.waiting):
            if isinstance(screen, OurScreen):
                screen.follow_changes()

    def on_resize(self, event: events.Resize) -> None:
        """Say so while the terminal is too small to show anything sensible."""
        has_sentence = any(isinstance(screen, TooSmall) for screen in self.screen_stack)
        if is_too_small(event.size) and not has_sentence:
            self.push_screen(TooSmall())
        elif isinstance(self.screen, TooSmall):
            self.screen.leave_if_there_is_room(event.size)

    @work(group="quit", exclusive=True)
    async def action_quit(self) -> None:  # type: ignore[override]
        """Leave the program; a screen on which something is not saved yet asks first."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, OurScreen) and not await screen.may_leave():
                return
        self.exit()

    def on_notify(self) -> None:
        """Let a note take the place of those before it, which would hide the screen; what went wrong stays its time."""
        for note in [each for each in self._notifications if each.severity == "information"]:
            self._unnotify(note, refresh=False)

    def action_help_quit(self) -> None:
        """Say how to leave: Ctrl+C copies here, as Textual has it, or does nothing."""
        self.notify(_("Ctrl+Q leaves the program."), markup=False)

    def action_help(self) -> None:
        """Show what every key does."""
        from tui_clients.ui.screens.help import Help

        if not isinstance(self.screen, Help | TooSmall):
            active = (commands.by_id().get(each.binding.id or "") for each in self.screen.active_bindings.values())
            self.push_screen(Help({command.group for command in active if command}))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer in the command palette what the screen can do now."""
        nodes = {active.binding.id: active.node for active in screen.active_bindings.values()}
        for command in COMMANDS:
            if command.is_in_palette and command.id in nodes:
                run = partial(self.run_action, command.action, nodes[command.id])
                yield SystemCommand(_(command.label), _(command.help), run)

    def action_command_palette(self) -> None:
        """Find a command by its name."""
        if not isinstance(self.screen, TooSmall) and not CommandPalette.is_open(cast("App[object]", self)):
            self.push_screen(CommandPalette(placeholder=_("What do you want to do?"), id="--command-palette"))


def run(database: Database, settings: Settings, mappings: "Path | None" = None) -> int:
    """Run the application on a database until the user leaves it; return the exit code."""
    app = ClientsApp(database, settings, mappings)
    app.run()
    database.close_all()
    return app.return_code or 0
