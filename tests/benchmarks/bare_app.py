"""The smallest Textual application: the yardstick for the start."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        """Show that it is there."""
        yield Static("bare and ready")


if __name__ == "__main__":
    Bare().run()
