"""What an import did: the counts, the problems, and the file of rejected rows."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from tui_clients.domain.validate import Problem
from tui_clients.formats import atomic, rejected
from tui_clients.services.importing.decision import Decision, Outcome
from tui_clients.services.importing.plan import Plan

KEPT = 1000
"""Problems a report lists; all are counted."""

Describe = Callable[[Problem], str]

_CHANGES = (Outcome.CREATED, Outcome.UPDATED)


@dataclass(frozen=True, slots=True)
class Found:
    """A problem and the line of the file in which its row begins."""

    line: int
    problem: Problem


@dataclass(frozen=True, slots=True)
class Report:
    """What became of the rows of a file: `rows` = created + updated + skipped + rejected.

    `flagged` rows went in with a problem. `problems` are the first `KEPT` of `problem_count`. `import_id` is 0
    after a dry run. `belongings` are what became of the projects, invoices, contacts and notes that clients held
    nested, by kind and outcome.
    """

    target: str
    format: str
    encoding: str
    delimiter: str
    import_id: int
    is_dry_run: bool
    created: int
    updated: int
    skipped: int
    rejected: int
    flagged: int
    problem_count: int
    problems: tuple[Found, ...]
    unmapped: tuple[str, ...]
    belongings: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """Return how many rows the file has, blank ones and the header aside."""
        return self.created + self.updated + self.skipped + self.rejected

    @property
    def has_changes(self) -> bool:
        """Whether anything came into the database, be it of a client that was there already."""
        held = (counts[each.value] for counts in self.belongings.values() for each in _CHANGES)
        return bool(self.created or self.updated or any(held))


@dataclass(slots=True)
class Tally:
    """The report of an import that is still running."""

    plan: Plan
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    flagged: int = 0
    problem_count: int = 0
    problems: list[Found] = field(default_factory=list)
    unmapped: dict[str, None] = field(default_factory=dict)
    belongings: dict[str, Counter[Outcome]] = field(default_factory=dict)

    def add(self, decisions: Sequence[Decision], count: int) -> None:
        """Count what became of some rows; those of which no decision tells are clients that were created."""
        self.outcomes.update(decision.outcome for decision in decisions)
        self.outcomes[Outcome.CREATED] += count - len(decisions)
        for decision in decisions:
            self.flagged += bool(decision.problems) and decision.outcome in (Outcome.CREATED, Outcome.UPDATED)
            self.problem_count += len(decision.problems)
            if decision.problems and len(self.problems) < KEPT:
                found = [Found(decision.row.line, problem) for problem in decision.problems]
                self.problems += found[: KEPT - len(self.problems)]
            self.unmapped |= dict.fromkeys(decision.row.rest or ())
            if self.plan.target != "clients":
                self.unmapped |= dict.fromkeys(decision.row.nested or ())

    @property
    def counts(self) -> dict[str, int]:
        """Return how many rows became what, by name."""
        return {outcome.value: self.outcomes[outcome] for outcome in Outcome}

    def report(self, import_id: int, is_dry_run: bool) -> Report:
        """Return the report at the end."""
        detected = self.plan.detected
        return Report(
            target=self.plan.target,
            format=detected.format,
            encoding=detected.encoding,
            delimiter=detected.delimiter,
            import_id=0 if is_dry_run else import_id,
            is_dry_run=is_dry_run,
            **self.counts,
            flagged=self.flagged,
            problem_count=self.problem_count,
            problems=tuple(self.problems),
            unmapped=(*self.plan.unmapped, *self.unmapped),
            belongings={
                kind: {outcome.value: counts[outcome] for outcome in Outcome}
                for kind, counts in self.belongings.items()
            },
        )


class Rejections:
    """A CSV file of the rows that did not go in: their own columns, then line, field, value and reason."""

    def __init__(self, stream: BinaryIO, plan: Plan, describe: Describe) -> None:
        self._text = io.TextIOWrapper(stream, encoding="utf-8", errors="replace", newline="")
        self._table = csv.writer(self._text, lineterminator="\n")
        self._columns = len(plan.own_columns)
        self._describe = describe
        self._table.writerow([*plan.own_columns, *rejected.COLUMNS])

    def add(self, decisions: Sequence[Decision]) -> None:
        """Write those rows that were rejected."""
        for decision in decisions:
            if decision.outcome is Outcome.REJECTED:
                problem = next(problem for problem in decision.problems if problem.is_rejecting)
                cells = decision.row.cells[: self._columns]
                cells += [""] * (self._columns - len(cells))
                why = (decision.row.line, problem.field, problem.value, self._describe(problem))
                self._table.writerow([*cells, *why])

    def finish(self) -> None:
        """Write what is still held back; the stream stays open."""
        self._text.detach()


@contextmanager
def rejections(path: Path | None, plan: Plan, describe: Describe) -> Iterator[Callable[[Sequence[Decision]], None]]:
    """Give what takes the rejected rows; the file at `path`, if one is wanted, is there when all went well."""
    if path is None:
        yield lambda _decisions: None
        return
    with atomic.replacing(path) as stream:
        file = Rejections(stream, plan, describe)
        yield file.add
        file.finish()


def late_rejections(
    stack: ExitStack, path: Path | None, plan: Plan, describe: Describe
) -> Callable[[Sequence[Decision]], None]:
    """Return what takes rejected rows and begins their file with the first one; it is there when `stack` ends well."""
    begun: list[Callable[[Sequence[Decision]], None]] = []

    def add(decisions: Sequence[Decision]) -> None:
        if not begun and any(decision.outcome is Outcome.REJECTED for decision in decisions):
            begun.append(stack.enter_context(rejections(path, plan, describe)))
        for each in begun:
            each(decisions)

    return add
