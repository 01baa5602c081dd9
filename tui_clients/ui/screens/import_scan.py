"""The rows of the import's preview by their place in the file, and what is told of a scan; touches no widget."""

from collections.abc import Callable, Iterable, Sequence

from textual.message import Message

from tui_clients.errors import UserError
from tui_clients.i18n import _
from tui_clients.services.importing import Decision, Outcome
from tui_clients.services.importing.scan import Scan
from tui_clients.ui import import_words, words
from tui_clients.ui.screens.import_reading import Reading

_KEPT = 2_000
"""Rows that are held at the most."""


class Scanned(Message):
    """More rows of a file were read, or the last ones; or the file turned out to be broken."""

    def __init__(self, reading: Reading, scan: Scan, error: UserError | None = None) -> None:
        super().__init__()
        self.reading = reading
        self.scan = scan
        self.error = error


class PreviewRows:
    """Rows that are here, or come in windows; `numbers` are their places in the file, and may grow."""

    def __init__(self, numbers: Sequence[int], cells_of: Callable[[Decision], Sequence[str]]) -> None:
        self.numbers = numbers
        self._cells_of = cells_of
        self._decisions: dict[int, Decision] = {}
        self._cells: dict[int, Sequence[str]] = {}

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.numbers)

    def key(self, index: int) -> int:
        """Return the place of a row in the file."""
        return self.numbers[index]

    def cells(self, index: int) -> Sequence[str] | None:
        """Return the row's texts, None while they are not here."""
        number = self.numbers[index]
        if number not in self._cells and number in self._decisions:
            self._cells[number] = self._cells_of(self._decisions[number])
        return self._cells.get(number)

    def decision(self, index: int) -> Decision | None:
        """Return what becomes of a row, None while it is not here."""
        return self._decisions.get(self.numbers[index]) if index < len(self.numbers) else None

    def add(self, numbers: Iterable[int], decisions: Iterable[Decision]) -> None:
        """Take rows in; those that came first leave where there are too many."""
        for number, decision in zip(numbers, decisions, strict=False):
            self._decisions.pop(number, None)
            self._cells.pop(number, None)
            self._decisions[number] = decision
        for number in list(self._decisions)[:-_KEPT]:
            del self._decisions[number]
            self._cells.pop(number, None)


class WindowRead(Message):
    """Rows that were wanted are here."""

    def __init__(self, rows: PreviewRows, numbers: Sequence[int], decisions: Sequence[Decision]) -> None:
        super().__init__()
        self.rows = rows
        self.numbers = numbers
        self.decisions = decisions


class Tones:
    """The tone of each row, by what the scan knows of it or else by the decision that is here."""

    def __init__(self, rows: PreviewRows, scan: Scan | None) -> None:
        self._rows = rows
        self._scan = scan

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self._rows)

    def __getitem__(self, index: int) -> str:
        """Return the tone of a row."""
        number, decision = self._rows.key(index), self._rows.decision(index)
        if self._scan is not None and number < len(self._scan):
            is_quiet = self._scan.outcome(number) is Outcome.SKIPPED and not self._scan.is_open(number)
            return _tone(self._scan.outcome(number), is_quiet, self._scan.has_problem(number))
        if decision is None:
            return ""
        is_quiet = decision.outcome is Outcome.SKIPPED and not decision.is_open
        return _tone(decision.outcome, is_quiet, bool(decision.problems) or decision.is_open)


def _tone(outcome: Outcome, is_quiet: bool, has_problem: bool) -> str:
    if outcome is Outcome.REJECTED:
        return "error"
    if is_quiet:
        return "quiet"
    return "warning" if has_problem else ""


def why_nothing(reading: Reading) -> str:
    """Return why no row of a file is shown."""
    missing = reading.plan.mapping.missing
    if reading.refusal:
        return words.sentence(reading.refusal)
    if missing:
        label = import_words.field(reading.plan.mapping.target, missing[0])
        return _("No column goes to “{field}” yet. Choose one under “Columns”.").format(field=label)
    if reading.decisions:
        return _("None of the rows shown has a problem.")
    return _("There are no rows below the header.")
