"""What the keys of the import assistant do in its second step."""

from textual import work

from tui_clients.ui.screens import import_saving
from tui_clients.ui.screens.base import CommandScreen
from tui_clients.ui.screens.import_check import CheckStep


class CheckKeys(CommandScreen[bool]):
    """A screen that passes the keys of the second step on to it."""

    def action_pane(self, name: str) -> None:
        """Go to a pane of the second step."""
        self.query_one(CheckStep).go_to(name)

    def action_neighbour(self, steps: int) -> None:
        """Go to the pane on the left or on the right."""
        self.query_one(CheckStep).step(steps)

    def action_problems(self) -> None:
        """Show only the rows with problems, or all of them."""
        self.query_one(CheckStep).toggle_problems()

    def action_fix(self) -> None:
        """Correct a cell."""
        self.query_one(CheckStep).fix()

    def action_leave_out(self) -> None:
        """Leave a column out."""
        self.query_one(CheckStep).leave_out()

    @work(exclusive=True, group="save")
    async def action_save_mapping(self) -> None:
        """Save by a name what goes into which field."""
        reading = self.query_one(CheckStep).reading
        if reading:
            await import_saving.save_mapping(self, reading.plan)
