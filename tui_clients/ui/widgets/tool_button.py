"""A button of one line; Textual's Button brings two hundred rules of style that a toolbar does not need."""

from textual import events
from textual.widgets import Static

from tui_clients.ui.text import safe


class ToolButton(Static, can_focus=True):
    """Runs an action when it is clicked, or when Enter or Space is pressed on it."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    ToolButton {
        width: auto;
        height: 1;
        padding: 0 2;
        margin: 0 1 0 0;
        background: $surface-lighten-1;
        &:hover { background: $primary-darken-1; color: $text; }
        &:focus { text-style: bold reverse; }
        &.-primary { background: $primary; color: $text; text-style: bold; }
        &.-primary:focus { text-style: bold reverse; }
    }
    """

    def __init__(self, label: str, action: str, *, id: str | None = None, is_primary: bool = False) -> None:  # noqa: A002
        super().__init__(safe(label), id=id, classes="-primary" if is_primary else None)
        self._action = action

    async def on_click(self) -> None:
        """Run the action."""
        await self.run_action(self._action)

    async def on_key(self, event: events.Key) -> None:
        """Run the action from the keyboard."""
        if event.key in ("enter", "space"):
            event.stop()
            await self.run_action(self._action)
