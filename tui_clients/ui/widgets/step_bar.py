"""The first line of a screen that goes step by step: what it is about, and where in it one is."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from tui_clients.ui.text import safe


class StepBar(Horizontal):
    """A title, and the steps with the present one emphasized; `steps` are their names and labels."""

    DEFAULT_CSS = """
    StepBar {
        height: 1;
        background: $panel;
        padding: 0 2;
        & > #title { width: 1fr; text-style: bold; }
        & > #steps { width: auto; color: $text-muted; }
    }
    """

    title: reactive[str] = reactive("", repaint=False)
    step: reactive[str] = reactive("", repaint=False)

    def __init__(self, steps: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._steps = steps

    def compose(self) -> ComposeResult:
        """Lay out title and steps."""
        yield Static(id="title", markup=False)
        yield Static(id="steps", markup=False)

    def watch_title(self, title: str) -> None:
        """Show another title."""
        self.query_one("#title", Static).update(safe(title))

    def watch_step(self, present: str) -> None:
        """Show which step one is at."""
        labels = [
            safe(f"{number} {label}", "bold $text" if name == present else "")
            for number, (name, label) in enumerate(self._steps, 1)
        ]
        self.query_one("#steps", Static).update(Content(" › ").join(labels))
