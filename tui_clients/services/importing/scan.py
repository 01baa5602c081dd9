"""All rows of a file as they would be imported, read once and kept outside the memory; writes nothing, knows no screen.

The rows lie in a temporary file that has no name. In memory is where each begins and what becomes of it: 13 bytes a
row, and four more for one with a problem.
"""

import json
import os
import threading
from array import array
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from tempfile import TemporaryFile

from tui_clients.errors import N_, FileRefused
from tui_clients.formats.files import reason
from tui_clients.formats.rows import Row
from tui_clients.services.importing import nested
from tui_clients.services.importing.chunks import CHUNK, opened_rows, some_rows
from tui_clients.services.importing.decision import Answers, Decision, Outcome
from tui_clients.services.importing.fixes import Cell, with_fixes
from tui_clients.services.importing.plan import Plan
from tui_clients.services.importing.running import decider
from tui_clients.services.importing.seen import Seen, as_scanned
from tui_clients.services.progress import Listener, Progress, Watch
from tui_clients.storage.database import Database

_OUTCOMES = tuple(Outcome)
_PROBLEM = 8  # added to the place of an outcome where a row has a problem, or somebody must decide about it
_OPEN = 16  # added where somebody must
_WINDOW_BYTES = 2**24  # of rows that are given at once


@dataclass(slots=True)
class Totals:
    """How many rows became what; about `open_rows` somebody must decide.

    `flagged` go in although something is wrong, `held` is what belongs to clients.
    """

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    open_rows: int = 0
    flagged: int = 0
    held: Counter[str] = field(default_factory=Counter)

    def add(self, decision: Decision, sign: int = 1) -> None:
        """Count a row, or with -1 take it back."""
        if decision.is_open:
            self.open_rows += sign
        else:
            self.outcomes[decision.outcome] += sign
        is_in = decision.outcome in (Outcome.CREATED, Outcome.UPDATED)
        self.flagged += sign if is_in and decision.problems else 0
        for kind, count in nested.count(decision.row.nested).items():
            self.held[kind] += sign * count


class Scan:
    """The rows of a file under a plan. `read` is called once, in a thread; what is there already can be asked for."""

    def __init__(self, plan: Plan, database: Database) -> None:
        self.plan = plan
        self.totals = Totals()
        self.is_complete = False
        self.problems = array("I")
        """The numbers of the rows with problems, counted from 0."""
        self._database = database
        self._spool = TemporaryFile(prefix="tui-clients-")  # noqa: SIM115 - closed by `close`
        self._end = 0
        self._starts = array("Q")
        self._states = bytearray()
        self._places = array("I")
        self._last_line = -1
        self._lock = threading.Lock()

    def __len__(self) -> int:
        """Return how many rows are there already."""
        return len(self._states)

    def read(self, listener: Listener, is_canceled: Callable[[], bool]) -> None:
        """Read the file to its end; FileRefused if it turns out to be broken, `Canceled` if nobody wants it."""
        watch, seen, decide = Watch(listener, is_canceled), Seen(self.plan), decider(self.plan, self._database)
        with opened_rows(self.plan) as opened:
            for rows in some_rows(opened, CHUNK, self.plan):
                decisions = seen.told(decide(rows))
                self._add(decisions)
                watch.check(Progress(len(self), 0, opened.position(), opened.size))
        self.is_complete = True

    def window(self, numbers: Sequence[int]) -> list[Decision]:
        """Return some rows: as many of the first ones as can be held, nothing once the rows are gone."""
        rows = self._rows(numbers)
        # What was answered is answered of rows by their number in the file, which no decider of a few knows.
        plan = replace(self.plan, options=replace(self.plan.options, answers=Answers()))
        decisions = decider(plan, self._database)(rows)
        return [
            replace(as_scanned(plan, decision, self.outcome(number), self.is_open(number)), number=number)
            for number, decision in zip(numbers, decisions, strict=False)
        ]

    def outcome(self, number: int) -> Outcome:
        """Return what becomes of a row."""
        return _OUTCOMES[self._states[number] % _PROBLEM]

    def is_open(self, number: int) -> bool:
        """Whether somebody must decide about a row."""
        return self._states[number] >= _OPEN

    def has_problem(self, number: int) -> bool:
        """Whether something is wrong with a row, or to be decided about it."""
        return self._states[number] >= _PROBLEM

    def place(self, number: int) -> int:
        """Return the place of a row among those that begin in the same line (see `Cell`)."""
        return self._places[number]

    def fix(self, plan: Plan, number: int, cell: Cell) -> None:
        """Take a cell as it has been corrected, under a plan that differs in its fixes alone."""
        before, rows = self.window([number]), self._rows([number])
        if not before or not rows:
            return
        row = with_fixes(rows[0], cell.place, plan.options.fixes)
        self.plan = plan
        [decision] = decider(plan, self._database)([row])
        with self._lock:
            self._starts[number] = self._write([row])[0]
            self._states[number] = _state(decision)
            self.totals.add(before[0], -1)
            self.totals.add(decision)
            others = [each for each in self.problems if each != number]
            has_problem = self._states[number] >= _PROBLEM
            self.problems = array("I", sorted((*others, number)) if has_problem else others)

    def close(self) -> None:
        """Let the rows go; whoever still reads finds none."""
        with self._lock:
            self._spool.close()

    def _add(self, decisions: Sequence[Decision]) -> None:
        with self._lock:
            starts = self._write([decision.row for decision in decisions])
            first = len(self)
            states = [_state(decision) for decision in decisions]
            self.problems.extend(first + place for place, state in enumerate(states) if state >= _PROBLEM)
            for decision in decisions:
                self.totals.add(decision)
                is_beside = decision.row.line == self._last_line
                self._places.append(self._places[-1] + 1 if is_beside else 0)
                self._last_line = decision.row.line
            self._starts.extend(starts)
            self._states.extend(states)

    def _write(self, rows: Sequence[Row]) -> list[int]:
        """Write rows behind those that are there, and return where each begins."""
        if self._spool.closed:
            raise FileRefused(N_("{path} is read no more."), path=self.plan.path)
        starts = []
        try:
            self._spool.seek(self._end)
            for row in rows:
                starts.append(self._end)
                self._end += self._spool.write(json.dumps(row).encode() + b"\n")
            self._spool.flush()
        except OSError as error:
            message = N_("The preview ends here, since there is no room for more rows: {reason}.")
            raise FileRefused(message, path=self.plan.path, reason=reason(error)) from error
        return starts

    def _rows(self, numbers: Sequence[int]) -> list[Row]:
        found: list[Row] = []
        size = 0
        for number in numbers:
            with self._lock:
                if self._spool.closed:
                    return []
                text = _line(self._spool.fileno(), self._starts[number])
            size += len(text)
            if found and size > _WINDOW_BYTES:
                break
            found.append(Row(*json.loads(text)))
        return found


def _line(descriptor: int, start: int, step: int = 2**13) -> bytes:
    """Return the line that begins at a place of a file."""
    parts: list[bytes] = []
    while part := os.pread(descriptor, step, start):
        end = part.find(b"\n")
        if end >= 0:
            return b"".join((*parts, part[:end]))
        parts.append(part)
        start += len(part)
    return b"".join(parts)


def _state(decision: Decision) -> int:
    has_problem = decision.problems or decision.is_open
    return _OUTCOMES.index(decision.outcome) + _PROBLEM * bool(has_problem) + _OPEN * decision.is_open
