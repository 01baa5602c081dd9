"""The part of the import assistant that says which column of the file goes into which field, and what all rows hold."""

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from tui_clients.domain.text import shorten, visible
from tui_clients.formats.mapping import Column as FileColumn
from tui_clients.formats.mapping import Confidence, Mapping, Role
from tui_clients.i18n import _
from tui_clients.services.importing import Plan
from tui_clients.ui import import_words
from tui_clients.ui.screens import import_defaults
from tui_clients.ui.screens.choice_dialog import ChoiceDialog
from tui_clients.ui.screens.import_reading import Reading
from tui_clients.ui.screens.import_table import ToneTable
from tui_clients.ui.widgets.choice_match import Choice
from tui_clients.ui.widgets.columns import Column
from tui_clients.ui.widgets.rows import ListRows
from tui_clients.ui.widgets.virtual_table import VirtualTable

_LONGEST_SAMPLE = 100  # cells


class ColumnsPane(Vertical):
    """Every column with a sample of its cells and its field."""

    DEFAULT_CSS = "ColumnsPane > ToneTable { height: 1fr; }"

    class Mapped(Message):
        """The user put a column into a field, "" for none."""

        def __init__(self, column: str, field: str) -> None:
            super().__init__()
            self.column = column
            self.field = field

    class DefaultSet(Message):
        """The user gave a field a text for rows that say nothing, "" for none."""

        def __init__(self, field: str, text: str) -> None:
            super().__init__()
            self.field = field
            self.text = text

    def __init__(self) -> None:
        super().__init__(id="columns", classes="pane")
        self._plan: Plan | None = None
        self._positions: list[int] = []

    def compose(self) -> ComposeResult:
        """Lay out the columns."""
        yield Static(_("Columns"), classes="heading", markup=False)
        yield ToneTable(
            (
                Column("column", _("Column"), 20, 10, grows=True),
                Column("sample", _("Sample"), 22, 8, gives_way=1, grows=True),
                Column("field", _("Goes to"), 18, 14),
                Column("sure", _("How sure"), 10, 8, gives_way=2),
            ),
            id="mapping",
        )

    @property
    def table(self) -> ToneTable:
        """The columns."""
        return self.query_one(ToneTable)

    def show(self, reading: Reading) -> None:
        """Show the columns of a file."""
        plan = self._plan = reading.plan
        mapping = plan.mapping
        left_out = set(plan.unmapped)
        self._positions = [
            position
            for position, column in enumerate(mapping.columns)
            if column.name and (column.role is not Role.UNUSED or column.name in left_out)
        ]
        rows = [
            (
                mapping.columns[position].name,
                shorten(visible(reading.samples[position]), _LONGEST_SAMPLE),
                import_words.goes_to(mapping, position),
                import_words.how_sure(mapping, position),
            )
            for position in self._positions
        ]
        tones = [_tone(mapping.columns[position]) for position in self._positions]
        rows += import_defaults.rows(mapping)
        self.table.show(ListRows(rows), [*tones, *[""] * len(mapping.defaults), "quiet"])

    @property
    def _column(self) -> FileColumn | None:
        """The column under the cursor, None where it stands on a text for all rows."""
        if self._plan is None or self.table.cursor >= len(self._positions):
            return None
        return self._plan.mapping.columns[self._positions[self.table.cursor]]

    @property
    def _default(self) -> str:
        """The field under the cursor that has a text for all rows, "" where there is none."""
        place = self.table.cursor - len(self._positions)
        defaults = self._plan.mapping.defaults if self._plan else ()
        return defaults[place][0] if 0 <= place < len(defaults) else ""

    def leave_out(self) -> None:
        """Leave out the column under the cursor, or the text that all rows have."""
        if self._default:
            self.post_message(self.DefaultSet(self._default, ""))
        elif self._column and self._column.role is not Role.UNUSED:
            self.post_message(self.Mapped(self._column.name, ""))

    @on(VirtualTable.Opened)
    @work(exclusive=True)
    async def choose(self, event: VirtualTable.Opened) -> None:
        """Ask where a column goes."""
        event.stop()
        column, plan = self._column, self._plan
        if plan is None:
            return
        if column is None:
            answer = await import_defaults.ask(self.app, plan.mapping, self._default)
            if answer is not None:
                self.post_message(self.DefaultSet(*answer))
            return
        title = _("“{column}” goes to").format(column=shorten(visible(column.name), 40))
        present = "extra" if column.role is Role.CUSTOM else column.field
        chosen = await self.app.push_screen_wait(ChoiceDialog(title, choices(plan.mapping), present))
        if chosen is not None and chosen != present:
            self.post_message(self.Mapped(column.name, chosen))


def _tone(column: FileColumn) -> str:
    if column.role is Role.UNUSED:
        return "quiet"
    return "warning" if column.confidence is Confidence.GUESS else ""


def choices(mapping: Mapping) -> list[Choice]:
    """Return where a column may go; what has a column already says so."""
    target = mapping.target
    taken = {column.field: column.name for column in mapping.columns if column.role is Role.VALUE}
    names = [*(field.name for field in target.fields if field.name != "extra"), *(part.name for part in target.parts)]
    found = [Choice.of("", _("— leave it out"))]
    if "extra" in target.names:
        found.append(Choice.of("extra", _("Keep it as a custom field")))
    for name in names:
        label = import_words.field(target, name)
        shown = f"{label}  ← {shorten(visible(taken[name]), 24)}" if name in taken else label
        found.append(Choice(name, shown, Choice.of(name, label).keys))
    return found
