"""Carries an import out: reads, decides and writes chunk after chunk, whole or not at all, or shows the first rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from tui_clients.domain.client import now
from tui_clients.domain.validate import Code, Problem
from tui_clients.errors import N_, UsageError
from tui_clients.formats import table
from tui_clients.formats.rows import Row
from tui_clients.services.automatic import AutomaticBackups
from tui_clients.services.importing import ahead
from tui_clients.services.importing.belongings import BelongingRows
from tui_clients.services.importing.chunks import CHUNK, Chunk, Stamp, chunk_of, opened_rows, some_rows
from tui_clients.services.importing.decision import Decision, Outcome, Undecided
from tui_clients.services.importing.plan import Plan
from tui_clients.services.importing.report import Describe, Report, Tally, late_rejections, rejections
from tui_clients.services.importing.trying import tried
from tui_clients.services.importing.turns import Turns, taking_turns
from tui_clients.services.importing.whole import WholeRows
from tui_clients.services.progress import Listener, Progress, Watch, never, nobody
from tui_clients.storage.database import Database
from tui_clients.storage.kept import Reason
from tui_clients.storage.loading import loading
from tui_clients.storage.reached import indexes_for

_ASKED = 200
"""Duplicates about which somebody must decide, from which on an import does not look for more at once."""
_TRIED_CHUNKS = 20
_CHANGES = (Outcome.CREATED, Outcome.UPDATED)


class _Rows(Protocol):
    """Decides and writes rows of one kind."""

    def decide(self, chunk: Chunk, /) -> list[Decision]: ...

    def write(self, stamp: Stamp, import_id: int, /) -> None: ...

    def look_again(self) -> None: ...


def preview(plan: Plan, database: Database, limit: int = 100) -> list[Decision]:
    """Return what would become of the first rows; nothing is written, nothing is locked."""
    plan.mapping.require(plan.path)
    with opened_rows(plan) as opened:
        first = next(some_rows(opened, limit, plan), [])
    return decider(plan, database)(first)


def decider(plan: Plan, database: Database) -> Callable[[Sequence[Row]], list[Decision]]:
    """Return what tells what would become of rows as the database stands; nothing is written, nothing is locked."""
    rows = _rows(plan, database, Tally(plan))
    return lambda given: _flagged(plan, rows.decide(chunk_of(plan, given)))


def run(
    plan: Plan,
    database: Database,
    by: str,
    *,
    backups: AutomaticBackups | None = None,
    errors: Path | None = None,
    describe: Describe = lambda problem: problem.code.value,
    is_dry_run: bool = False,
    progress: Listener = nobody,
    is_canceled: Callable[[], bool] = never,
) -> Report:
    """Import a file whole or not at all, and return what became of its rows.

    A file that changes anything is preceded by a copy as `backups` has it. Rejected rows are written to `errors`, their
    reasons in the words of `describe`. A dry run does everything and takes it back. Raises `FileRefused` for a file
    that turns out to be broken, `Canceled` if the user stopped; then nothing was changed. So does `Undecided`, with the
    first duplicates about which `plan.options.answers` does not say what becomes of them though it should.
    """
    _require_sound(plan, database, errors)
    watch = Watch(progress, is_canceled)
    if backups and not is_dry_run and backups.is_due() and _changes_anything(plan, database, watch):
        backups.make(Reason.IMPORT, watch)
    stamp = Stamp(int(now().timestamp()), by)

    def attempt(database: Database) -> Report:
        tally = Tally(plan)
        with (
            ahead.reading(plan, stamp) as found,
            taking_turns(database, by, progress, is_dry_run=is_dry_run) as turns,
            rejections(errors, plan, describe) as reject,
        ):
            _carry_out(plan, found, database, stamp, tally, reject, watch.check, turns)
            turns.finish([tally])
        return tally.report(turns.begun[0], is_dry_run)

    return tried(attempt, database, watch) if is_dry_run else attempt(database)


def run_all(
    plans: Sequence[Plan],
    database: Database,
    by: str,
    *,
    backups: AutomaticBackups | None = None,
    errors: Mapping[Path, Path] = MappingProxyType({}),
    describe: Callable[[Plan], Describe] = lambda _plan: _by_code,
    is_dry_run: bool = False,
    progress: Listener = nobody,
    is_canceled: Callable[[], bool] = never,
) -> list[Report]:
    """Import several files, all of them whole or none, and return what became of each.

    The rejected rows of a file that has any are written to what `errors` names for its path. Otherwise as `run`;
    `Undecided.place` is that of the file it is about.
    """
    for plan in plans:
        for path in errors.values() or (None,):
            _require_sound(plan, database, path)
    watch = Watch(progress, is_canceled)
    is_due = backups is not None and not is_dry_run and backups.is_due()
    if backups and is_due and any(_changes_anything(plan, database, watch) for plan in plans):
        backups.make(Reason.IMPORT, watch)
    total = sum(plan.detected.size for plan in plans)
    stamp = Stamp(int(now().timestamp()), by)

    def attempt(database: Database) -> list[Report]:
        done, tallies = Progress(0), [Tally(plan) for plan in plans]
        with taking_turns(database, by, progress, is_dry_run=is_dry_run) as turns, ExitStack() as written:
            for place, (plan, tally) in enumerate(zip(plans, tallies, strict=True)):
                reject = late_rejections(written, errors.get(plan.path), plan, describe(plan))
                check = partial(_check_all, watch, done, total)
                try:
                    with ahead.reading(plan, stamp) as found:
                        _carry_out(plan, found, database, stamp, tally, reject, check, turns)
                except Undecided as undecided:
                    undecided.place = place
                    raise
                done = Progress(done.rows + tally.outcomes.total(), 0, done.bytes_done + plan.detected.size, total)
            written.close()
            turns.finish(tallies)
        return [tally.report(import_id, is_dry_run) for tally, import_id in zip(tallies, turns.begun, strict=True)]

    return tried(attempt, database, watch) if is_dry_run else attempt(database)


def _by_code(problem: Problem) -> str:
    return problem.code.value


def _check_all(watch: Watch, done: Progress, total: int, progress: Progress) -> None:
    """Tell how far all files are, where those before are `done` and the present one is at `progress`."""
    watch.check(Progress(done.rows + progress.rows, 0, done.bytes_done + progress.bytes_done, total))


def _carry_out(
    plan: Plan,
    found: Iterable[Chunk],
    database: Database,
    stamp: Stamp,
    tally: Tally,
    reject: Callable[[Sequence[Decision]], None],
    check: Callable[[Progress], None],
    turns: Turns,
) -> None:
    """Import the rows of a file inside the caller's transaction, letting others write in between."""
    rows = _rows(plan, database, tally)
    import_id = turns.begin(plan, stamp.by)
    size = plan.detected.size
    open_rows: list[Decision] = []
    with loading(database) as load:
        for chunk in found:
            if plan.target == "clients" and not tally.outcomes.total():
                expected = chunk.count * size // max(1, chunk.position)
                load.expect(expected, indexes_for(plan.options.keys), is_alone=turns.is_alone)
            decisions = _flagged(plan, rows.decide(chunk))
            rows.write(stamp, import_id)
            tally.add(decisions, chunk.count)
            reject(decisions)
            open_rows += [decision for decision in decisions if decision.is_open]
            if len(open_rows) >= _ASKED:
                break
            check(Progress(tally.outcomes.total(), 0, chunk.position, size))
            turns.give_way(load, rows)
            for _merging in load.index(chunk.count):
                turns.give_way(load, rows)
        if open_rows:
            raise Undecided(open_rows, is_whole=len(open_rows) < _ASKED)
        for _index in load.finish(partial(turns.insist, load, rows)):
            check(Progress(tally.outcomes.total(), 0, size, size))
            turns.give_way(load, rows)


def _require_sound(plan: Plan, database: Database, errors: Path | None) -> None:
    plan.mapping.require(plan.path)
    if errors is not None and errors.exists() and (errors.samefile(plan.path) or database.owns(errors)):
        message = N_("{path} is needed for the import. Name another file for the rejected rows.")
        raise UsageError(message, path=errors)


def _changes_anything(plan: Plan, database: Database, watch: Watch) -> bool:
    """Whether one of the first rows would change a client; of a longer file it is taken for granted.

    Nothing is locked: a copy made then keeps nobody else from writing.
    """
    if table.by_name(plan.detected.format).is_binary and not plan.rows:
        return False  # a workbook tells how many there are, and may take long to be read once more
    with opened_rows(plan) as opened:
        rows = _rows(plan, database, Tally(plan))
        for number, some in enumerate(some_rows(opened, CHUNK, plan), 1):
            watch.check(Progress(0))
            decisions = rows.decide(chunk_of(plan, some))
            if any(decision.is_open for decision in decisions):  # it is asked about first
                return False
            if number == _TRIED_CHUNKS or any(each.outcome in _CHANGES or each.row.nested for each in decisions):
                return True
    return False


def _rows(plan: Plan, database: Database, tally: Tally) -> _Rows:
    if plan.target == "clients":
        return WholeRows(plan, database, tally)
    return BelongingRows(plan.target, database, plan.meaning, plan.options.on_duplicate)


def _flagged(plan: Plan, decisions: Sequence[Decision]) -> list[Decision]:
    """Return decisions with the problems that are in the file's form, not in its values."""
    return [_with_form(decision, len(plan.columns)) for decision in decisions]


def _with_form(decision: Decision, columns: int) -> Decision:
    row = decision.row
    surplus = [cell for cell in row.cells[columns:] if cell.strip()]
    found = [Problem("", Code.CELLS, surplus[0])] if surplus else []
    if row.is_repaired:
        found.append(Problem("", Code.QUOTES, row.cells[0]))
    if row.is_damaged:
        found.append(Problem("", Code.DAMAGED, next(filter(str.strip, row.cells), "")))
    return replace(decision, problems=(*decision.problems, *found)) if found else decision
