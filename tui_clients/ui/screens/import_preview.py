"""The part of the import assistant that shows the rows of the file as they will be stored."""

import threading
from collections.abc import Sequence
from functools import partial
from typing import Any, cast

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static
from textual.worker import Worker, get_current_worker

from tui_clients.errors import Canceled, UserError
from tui_clients.i18n import _
from tui_clients.services.importing import Decision, Options
from tui_clients.services.importing.fixes import Cell, placed
from tui_clients.services.importing.scan import Scan
from tui_clients.services.progress import Progress
from tui_clients.ui import import_words, words
from tui_clients.ui.screens import import_fix, import_rows
from tui_clients.ui.screens.base import OurScreen
from tui_clients.ui.screens.import_reading import Reading, differ_in_fixes
from tui_clients.ui.screens.import_row import RowDialog
from tui_clients.ui.screens.import_scan import PreviewRows, Scanned, Tones, WindowRead, why_nothing
from tui_clients.ui.screens.import_table import ToneTable
from tui_clients.ui.text import safe
from tui_clients.ui.widgets.virtual_table import VirtualTable

_PATIENCE = 0.2
"""Seconds after which a scan that was paused looks whether it is wanted at all."""


class PreviewPane(Vertical):
    """All rows, those far below as they are read, and below them what becomes of the one under the cursor."""

    DEFAULT_CSS = """
    PreviewPane {
        & > ToneTable { height: 1fr; }
        & > #row { height: 2; padding: 0 2; color: $text-muted; }
        & > #none { display: none; height: 1fr; padding: 1 2; color: $text-muted; }
        &.-none { & > ToneTable, & > #row { display: none; } & > #none { display: block; } }
    }
    """

    class Counted(Message):
        """It is known of more rows what becomes of them."""

    class Fixed(Message):
        """The user corrected a cell."""

        def __init__(self, options: Options) -> None:
            super().__init__()
            self.options = options

    class _Settled(Message):
        """A corrected row is known as what it becomes."""

    def __init__(self) -> None:
        super().__init__(id="preview", classes="pane")
        self._reading: Reading | None = None
        self._scan: Scan | None = None
        self._scan_error: UserError | None = None
        self._fixing: tuple[int, Cell] | None = None
        self._only_problems = False
        self._may_read = threading.Event()
        self._may_read.set()

    def compose(self) -> ComposeResult:
        """Lay out the rows and the sentence below."""
        yield Static(_("Preview"), classes="heading", markup=False)
        yield ToneTable(id="rows")
        yield Static(id="none", markup=False)
        yield Static(id="row", markup=False)

    def on_unmount(self) -> None:
        """Let the rows go."""
        self.drop_scan()

    @property
    def table(self) -> ToneTable:
        """The rows."""
        return self.query_one(ToneTable)

    @property
    def title(self) -> str:
        """What the rows are."""
        return _("Preview: only problems") if self._only_problems else _("Preview")

    @property
    def counts(self) -> str:
        """What becomes of the rows, as far as that is known."""
        reading = self._reading
        if reading is None or not reading.decisions:
            return ""
        if self._scan is None or not len(self._scan):
            return import_words.counts(reading.decisions, reading.rows, reading.is_exact)
        said = import_words.scanned(self._scan.totals, reading.rows, self._scan.is_complete)
        return f"{said}\n{words.sentence(self._scan_error)}" if self._scan_error else said

    # -- what it shows ---------------------------------------------------------------------------

    def show(self, reading: Reading) -> None:
        """Show what was read of a file."""
        before, self._reading = self._reading, reading
        fixing, self._fixing = self._fixing, None
        if fixing and before and self._scan and differ_in_fixes(before, reading):
            self._settle(self._scan, reading, *fixing)
            return
        if before is None or before.plan.path != reading.plan.path:
            self._only_problems = False
            self.table.cursor = 0
        self.drop_scan()
        self._show_rows()
        if reading.decisions and not reading.is_exact:
            self._read_all(reading)

    def _show_rows(self) -> None:
        reading, scan = self._reading, self._scan
        if reading is None:
            return
        target, decisions = reading.plan.mapping.target, reading.decisions
        names = import_rows.shown_names(target, decisions)
        self.table.columns = import_rows.columns(target, names)
        rows = PreviewRows(self._numbers(reading), partial(import_rows.cells, shown=names))
        if scan is None:
            rows.add(range(len(decisions)), decisions)
        self.table.show(rows, Tones(rows, scan))
        self._show_title(reading)
        self.explain()

    def _numbers(self, reading: Reading) -> Sequence[int]:
        """Return the places in the file of the rows that are shown."""
        if self._scan is not None:
            return self._scan.problems if self._only_problems else range(len(self._scan))
        if self._only_problems:
            return [number for number, each in enumerate(reading.decisions) if each.problems or each.is_open]
        return range(len(reading.decisions))

    def _show_title(self, reading: Reading) -> None:
        self.query_one(".heading", Static).update(self.title)
        self.query_one("#none", Static).update(safe(why_nothing(reading)))
        self.set_class(not len(self.table.rows), "-none")

    @on(VirtualTable.CursorMoved)
    def explain(self) -> None:
        """Say what becomes of the row under the cursor."""
        decision = self._decision
        if self._reading and decision:
            sentence = import_words.row(self._reading.plan.mapping.target, decision)
            self.query_one("#row", Static).update(safe(sentence))

    @property
    def _rows(self) -> PreviewRows | None:
        return self.table.rows if isinstance(self.table.rows, PreviewRows) else None

    @property
    def _decision(self) -> Decision | None:
        """What becomes of the row under the cursor, None where there is none or it is not here yet."""
        return self._rows.decision(self.table.cursor) if self._rows else None

    # -- all rows --------------------------------------------------------------------------------

    def drop_scan(self) -> None:
        """Let the rows go that are not in sight."""
        self.workers.cancel_group(self, "scan")
        if self._scan:
            self._scan.close()
        self._scan, self._scan_error = None, None

    @work(thread=True, exclusive=True, group="scan")
    def _read_all(self, reading: Reading) -> None:
        """Read all rows, and say from time to time how many there are."""
        worker = get_current_worker()
        scan = Scan(reading.plan, cast("OurScreen[bool]", self.screen).stores.database)
        error: UserError | None = None

        def tell(_progress: Progress) -> None:
            self.post_message(Scanned(reading, scan))

        try:
            scan.read(tell, lambda: self._is_unwanted(worker))
        except Canceled:
            scan.close()
            return
        except UserError as caught:
            error = caught
        self.post_message(Scanned(reading, scan, error))

    def _is_unwanted(self, worker: Worker[Any]) -> bool:
        """Whether nobody wants the rest of the rows; waits while others shall have the processor."""
        while not worker.is_cancelled and not self._may_read.wait(_PATIENCE):
            pass
        return worker.is_cancelled

    def pause(self) -> None:
        """Read no further rows until `resume`."""
        self._may_read.clear()

    def resume(self) -> None:
        """Read on."""
        self._may_read.set()

    @on(Scanned)
    def _grow(self, event: Scanned) -> None:
        """Show that there are more rows; those of a reading that was replaced are dropped."""
        event.stop()
        is_late = event.reading is not self._reading and event.scan is not self._scan
        if is_late or not self.is_attached:
            event.scan.close()
            return
        is_first, self._scan, self._scan_error = self._scan is None, event.scan, event.error
        if self._reading is None:
            return
        rows = self._rows
        if is_first and self._only_problems:
            self._show_rows()
        elif rows is not None:
            rows.numbers = self._numbers(self._reading)
            self.table.show(rows, Tones(rows, self._scan))
            self.set_class(not len(rows), "-none")
        self.post_message(self.Counted())

    @on(VirtualTable.WindowWanted)
    def _want(self, event: VirtualTable.WindowWanted) -> None:
        event.stop()
        rows, scan = self._rows, self._scan
        if rows is not None and scan is not None:
            numbers = [rows.key(index) for index in range(event.first, min(event.end, len(rows)))]
            self._read_window(scan, rows, numbers)

    @work(thread=True, group="window")
    def _read_window(self, scan: Scan, rows: PreviewRows, numbers: list[int]) -> None:
        try:
            decisions = scan.window(numbers)
        except UserError:  # the next reading of the file says why
            return
        self.post_message(WindowRead(rows, numbers, decisions))

    @on(WindowRead)
    def _take_window(self, event: WindowRead) -> None:
        event.stop()
        if event.rows is self._rows:
            event.rows.add(event.numbers, event.decisions)
            self.table.window_arrived()
            self.explain()

    # -- what the user does ----------------------------------------------------------------------

    def toggle_problems(self) -> None:
        """Show only the rows with problems, or all of them again."""
        self._only_problems = not self._only_problems
        self.table.cursor = 0
        self._show_rows()

    @on(VirtualTable.Opened)
    def open_row(self, event: VirtualTable.Opened) -> None:
        """Show a row whole."""
        event.stop()
        decision = self._rows.decision(event.index) if self._rows else None
        if self._reading and decision:
            self.app.push_screen(RowDialog(self._reading.plan, decision))

    @work(exclusive=True, group="fix")
    async def fix(self) -> None:
        """Ask how a cell of the row under the cursor should read."""
        reading, decision, rows = self._reading, self._decision, self._rows
        if reading is None or decision is None or rows is None:
            return
        number = rows.key(self.table.cursor)
        answer = await import_fix.ask(self.app, reading.plan, decision)
        if answer is None or self._reading is not reading:
            return
        column, text = answer
        cell = Cell(decision.row.line, self._place(reading, number), column)
        self._fixing = (number, cell)
        self.post_message(self.Fixed(import_fix.corrected(reading.plan, cell, text)))

    def _place(self, reading: Reading, number: int) -> int:
        """Return the place of a row among those that begin in the same line."""
        if self._scan is not None and number < len(self._scan):
            return self._scan.place(number)
        return list(placed(decision.row for decision in reading.decisions))[number].place

    @work(thread=True, exclusive=True, group="fix")
    def _settle(self, scan: Scan, reading: Reading, number: int, cell: Cell) -> None:
        scan.fix(reading.plan, number, cell)
        self.post_message(self._Settled())

    @on(_Settled)
    def _show_fixed(self, event: _Settled) -> None:
        event.stop()
        self._show_rows()
        self.post_message(self.Counted())
