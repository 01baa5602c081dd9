"""The commands `imports` and `revert`: the imports that were run, and one of them taken back."""

from argparse import Namespace
from collections.abc import Iterator
from typing import Any

from tui_clients.cli import output
from tui_clients.cli.session import Session
from tui_clients.domain import dates
from tui_clients.domain.text import visible
from tui_clients.errors import N_, UsageError
from tui_clients.i18n import _
from tui_clients.services import reverting
from tui_clients.services.progress import Progress
from tui_clients.services.reverting import Outcome
from tui_clients.storage.imports import ImportRun, Imports
from tui_clients.ui import revert_words, show

_COLUMNS = ("id", "at", "by", "source", "kind", "created", "updated", "skipped", "rejected",
            "reverted_at", "reverted_by", "left")  # fmt: skip
_SHOWN = 20  # rows left that are printed for a reader; --json gives more


def imports_(session: Session, options: Namespace) -> int:
    """Print the imports that were run, the newest first."""
    with session.database() as database:
        runs = Imports(database).runs()
        if options.json:
            output.write_json_array(map(_plain_run, runs))
        elif output.is_terminal():
            _print_columns(runs)
        else:
            _print_table(runs)
    return 0


def _plain_run(run: ImportRun) -> dict[str, Any]:
    return {
        "id": run.id,
        "at": dates.iso(run.at),
        "by": run.by,
        "source": run.source,
        "kind": run.target,
        **{name: run.counts.get(name, 0) for name in revert_words.COUNTS},
        "reverted_at": dates.iso(run.reverted_at) if run.reverted_at else None,
        "reverted_by": run.reverted_by or None,
        "left": run.left,
        "finished": run.is_finished,
    }


def _print_table(runs: Iterator[ImportRun]) -> None:
    output.write("\t".join(_COLUMNS))
    for run in runs:
        plain = _plain_run(run)
        output.write("\t".join(visible("" if plain[name] is None else str(plain[name])) for name in _COLUMNS))


def _print_columns(runs: Iterator[ImportRun]) -> None:
    rows = [[str(run.id), *revert_words.cells(run)] for run in runs]
    if not rows:
        output.say(_("Nothing was imported yet."))
        return
    header = [_("No."), *revert_words.columns()]
    widths = output.fitting([header, *rows], output.terminal_width())
    for row in (header, *rows):
        output.write(output.aligned(row, widths))


def revert_(session: Session, options: Namespace) -> int:
    """Take an import back and say what became of its rows."""
    line = output.ProgressLine()

    def tell(progress: Progress) -> None:
        sentence = _("{count} of {total} rows")
        line.show(sentence.format(count=show.number(progress.rows), total=show.number(progress.total)))

    try:
        with session.database() as database:
            outcome = reverting.revert(
                database, _id(options.id), session.settings.user, is_dry_run=options.dry_run, progress=tell
            )
    finally:
        line.clear()
    _print_left(outcome)
    if options.json:
        output.write_json(_plain(outcome))
    dry_run = [_("This was a dry run: nothing was changed.")] if outcome.is_dry_run else []
    output.say(" ".join([revert_words.outcome(outcome), *dry_run]))
    return 1 if outcome.left_count else 0


def _id(text: str) -> int:
    """Read the number of an import; SQLite's largest has 19 digits."""
    if text.isascii() and text.isdecimal() and len(text) < 19:
        return int(text)
    raise UsageError(N_("There is no import {id}. “tui-clients imports” shows the numbers."), id=text)


def _print_left(outcome: Outcome) -> None:
    for left in outcome.left[:_SHOWN]:
        output.say(": ".join(visible(part) for part in revert_words.left(left) if part))
    if outcome.left_count > _SHOWN:
        output.say(revert_words.more(outcome.left_count - _SHOWN))


def _plain(outcome: Outcome) -> dict[str, Any]:
    """Return the outcome as `--json` prints it."""
    return {
        "import_id": outcome.run.id,
        "dry_run": outcome.is_dry_run,
        "removed": outcome.removed,
        "restored": outcome.restored,
        "left_count": outcome.left_count,
        "left": [revert_words.plain_left(left) for left in outcome.left],
    }
