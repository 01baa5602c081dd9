"""The help: what every key does, read off the command table."""

from collections.abc import Collection

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Label

from tui_clients.i18n import _
from tui_clients.ui import commands
from tui_clients.ui.commands import COMMANDS, Group
from tui_clients.ui.screens.base import Dialog
from tui_clients.ui.widgets.facts import Fact, Facts


class Help(Dialog[None]):
    """Every group of commands with its keys, those that work where the user comes from in front."""

    GROUPS = (Group.PANEL,)
    DEFAULT_CSS = """
    Help {
        & > .dialog { width: 90; height: 90%; padding: 0 2; }
        & Facts { margin: 0 0 1 0; }
        & VerticalScroll { height: 1fr; scrollbar-size-vertical: 1; }
    }
    """

    def __init__(self, front: Collection[Group] = ()) -> None:
        super().__init__()
        self._groups = sorted(Group, key=lambda group: group not in front)

    def compose(self) -> ComposeResult:
        """List the groups, their keys aligned."""
        with Vertical(classes="dialog"):
            yield Label(_("What the keys do"), classes="dialog-title", markup=False)
            with VerticalScroll():
                for group in self._groups:
                    facts = Facts(_(group.value))
                    facts.facts = tuple(Fact(c.key_shown, _(c.help)) for c in commands.of(group))
                    facts.label_width = max(len(command.key_shown) for command in COMMANDS)
                    yield facts
