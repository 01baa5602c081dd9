"""The help: what every key does, read off the command table."""

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Label, Static

from tui_clients.i18n import _
from tui_clients.ui import commands
from tui_clients.ui.commands import Command, Group
from tui_clients.ui.screens.base import Dialog


class Help(Dialog[None]):
    """Every group of commands with its keys."""

    DEFAULT_CSS = """
    Help {
        & > .dialog { width: 90; height: 90%; }
        & .group { text-style: bold; color: $accent; margin-top: 1; }
        & VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; }
    }
    """

    def compose(self) -> ComposeResult:
        """List the groups."""
        with Vertical(classes="dialog"):
            yield Label(_("What the keys do"), classes="dialog-title", markup=False)
            with VerticalScroll():
                for group in Group:
                    yield Label(_(group.value), classes="group", markup=False)
                    yield Static("\n".join(_line(command) for command in commands.of(group)), markup=False)


def _line(command: Command) -> str:
    return f"{command.key_shown:<14} {_(command.help)}"
