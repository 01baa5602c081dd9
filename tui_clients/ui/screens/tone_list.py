"""What screens of one list share: a title, rows in tones or a sentence that there are none, and a row in full."""

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.widgets import Static

from tui_clients.ui.screens.base import CommandScreen
from tui_clients.ui.screens.import_table import Toned, ToneTable
from tui_clients.ui.text import safe
from tui_clients.ui.widgets.columns import Column
from tui_clients.ui.widgets.key_bar import KeyBar
from tui_clients.ui.widgets.rows import Rows

Result = TypeVar("Result")


class ToneList(CommandScreen[Result]):
    """A screen of rows, each in its tone."""

    AUTO_FOCUS: ClassVar[str | None] = "ToneTable"
    DEFAULT_CSS = """
    ToneList {
        & > #title {
            height: 1;
            padding: 0 1;
            text-style: bold;
            text-wrap: nowrap;
            text-overflow: ellipsis;
            margin: 0 0 1 0;
        }
        & > ToneTable { height: 1fr; }
        & > #about { height: 2; color: $text-muted; padding: 0 1; }
    }
    """

    def parts(self, title: str, empty: str, columns: Sequence[Column]) -> ComposeResult:
        """Yield title, the rows, with `empty` where there are none, and the keys."""
        yield Static(title, id="title", markup=False)
        table = ToneTable(columns)
        table.instead = empty
        yield table
        yield Static(id="about", markup=False)
        yield KeyBar()

    @property
    def cursor(self) -> int:
        """The place of the row under the cursor."""
        return self.query_one(ToneTable).cursor

    def show_rows(self, rows: Rows, tones: Toned) -> None:
        """Show rows with a tone for each."""
        self.query_one(ToneTable).show(rows, tones)

    def say(self, about: str) -> None:
        """Show what the row under the cursor says in full."""
        self.query_one("#about", Static).update(safe(about))
