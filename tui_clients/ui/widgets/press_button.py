"""A button of one line that says it was pressed; what that means, its parent knows."""

from textual.message import Message

from tui_clients.ui.widgets.tool_button import ToolButton


class PressButton(ToolButton):
    """A tool button that posts a message instead of running an action."""

    class Pressed(Message):
        """The button was pressed."""

        def __init__(self, button: "PressButton") -> None:
            super().__init__()
            self.button = button

        @property
        def control(self) -> "PressButton":
            """The button, for selectors."""
            return self.button

    def __init__(self, label: str, *, id: str | None = None, is_primary: bool = False) -> None:  # noqa: A002 - Textual's
        super().__init__(label, "press", id=id, is_primary=is_primary)

    def action_press(self) -> None:
        """Say that the button was pressed."""
        self.post_message(self.Pressed(self))
