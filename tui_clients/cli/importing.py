"""The command `import`: options in, a service's report out."""

import shutil
import sys
import tempfile
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tui_clients.cli import arguments, output
from tui_clients.cli.session import Session
from tui_clients.domain.dates import Order
from tui_clients.domain.text import shorten, visible
from tui_clients.domain.validate import Problem
from tui_clients.errors import FileRefused
from tui_clients.i18n import _, ngettext
from tui_clients.services import importing
from tui_clients.services.importing import Found, OnDuplicate, Options, Plan, Report
from tui_clients.services.progress import Progress
from tui_clients.ui import import_words, show, words

_SHOWN = 20  # problems printed for a reader; --json and --errors give more
_LONGEST_VALUE = 60  # cells


def import_(session: Session, options: Namespace) -> int:
    """Import a file and print what became of its rows."""
    with _source(options.file) as file:
        try:
            plan = importing.inspect(file, session.settings, _wishes(options))
            plan.mapping.require(file)
            _warn(plan)
            report = _run(session, options, plan)
        except FileRefused as error:
            if options.file != "-" or error.values.get("path") != file:
                raise
            raise FileRefused(error.message, **{**error.values, "path": "-"}) from error
    if options.json:
        output.write_json(_plain(report))
    else:
        _print(report, plan.unmapped)
    if report.rejected and options.errors:
        output.say(_("The rejected rows are in {path}.").format(path=visible(str(options.errors))))
    is_whole = not report.rejected and not any(counts["rejected"] for counts in report.belongings.values())
    return 0 if is_whole else 1


@contextmanager
def _source(name: str) -> Iterator[Path]:
    """Give the file to read; standard input is kept in a private one, since it is read more than once."""
    if name != "-":
        yield Path(name)
        return
    with tempfile.TemporaryDirectory(prefix="tui-clients-") as folder:  # 0700
        file = Path(folder) / "standard-input"
        with file.open("wb") as stream:
            shutil.copyfileobj(sys.stdin.buffer, stream)
        yield file


def _wishes(options: Namespace) -> Options:
    matches = tuple(name.strip() for text in options.match for name in text.split(",") if name.strip())
    return Options(
        format=options.format or "",
        encoding=options.encoding or "",
        delimiter=arguments.delimiter(options.delimiter or ""),
        sheet=options.sheet or "",
        target=options.kind or "",
        pairs=tuple(options.map),
        dates=Order(options.dates) if options.dates else None,
        country=options.country or "",
        on_duplicate=OnDuplicate(options.on_duplicate),
        match=matches or ("email",),
    )


def _run(session: Session, options: Namespace, plan: Plan) -> Report:
    line = output.ProgressLine()

    def tell(progress: Progress) -> None:
        if progress.stage:
            line.show(words.stage(progress.stage, progress.share))
            return
        text = ngettext("{count} row", "{count} rows", progress.rows).format(count=show.number(progress.rows))
        line.show(f"{text}, {progress.share:.0%}" if progress.share is not None else text)

    try:
        with session.database() as database:
            return importing.run(
                plan,
                database,
                session.settings.user,
                backups=session.backups(database),
                errors=options.errors,
                describe=lambda problem: import_words.reason(plan.target, problem),
                is_dry_run=options.dry_run,
                progress=tell,
            )
    finally:
        line.clear()


def _warn(plan: Plan) -> None:
    """Say what the user may want to decide otherwise."""
    if plan.detected.is_guess:
        sentence = _("The encoding is probably {encoding}; if letters are wrong, give another one with --encoding.")
        output.say(sentence.format(encoding=plan.detected.encoding))
    if len(plan.sheets) > 1 and not plan.options.sheet:
        others = ", ".join(visible(name) for name in plan.sheets if name != plan.detected.sheet)
        sentence = _("The sheet “{sheet}” is read. Others are: {others}. Use --sheet to choose one.")
        output.say(sentence.format(sheet=visible(plan.detected.sheet), others=shorten(others, 2 * _LONGEST_VALUE)))
    if plan.unmapped:
        columns = ", ".join(shorten(visible(name), _LONGEST_VALUE) for name in plan.unmapped)
        output.say(
            _("Not imported, since no field fits: {columns}. Use --map to say otherwise.").format(columns=columns)
        )
    for field in plan.open_dates:
        sentence = _("In “{field}” day and month cannot be told apart: give --dates dmy or --dates mdy.")
        output.say(sentence.format(field=words.label(field)))


def _print(report: Report, planned: Sequence[str]) -> None:
    for found in report.problems[:_SHOWN]:
        output.say(_line(report.target, found))
    if report.problem_count > _SHOWN:
        rest = report.problem_count - _SHOWN
        sentence = ngettext("… and {count} more problem.", "… and {count} more problems.", rest)
        output.say(sentence.format(count=show.number(rest)))
    late = report.unmapped[len(planned) :]
    if late:
        output.say(_("Not imported, since no field fits: {columns}.").format(columns=import_words.listed(late)))
    if report.is_dry_run:
        output.say(_("This was a dry run: nothing was changed."))
    sentence = ngettext(
        "{rows} row: {created} created, {updated} updated, {skipped} skipped, {rejected} rejected",
        "{rows} rows: {created} created, {updated} updated, {skipped} skipped, {rejected} rejected",
        report.rows,
    )
    names = ("rows", "created", "updated", "skipped", "rejected")
    output.write(sentence.format(**{name: show.number(getattr(report, name)) for name in names}))
    if report.belongings:
        output.write(import_words.belongings(report))


def _line(target: str, found: Found) -> str:
    problem = found.problem
    value = shorten(visible(problem.value), _LONGEST_VALUE)
    parts = [
        _("line {line}").format(line=found.line),
        words.label(problem.field),
        value,
        import_words.reason(target, problem),
    ]
    return ": ".join(visible(part) for part in parts if part)


def _plain(report: Report) -> dict[str, Any]:
    """Return the report as `--json` prints it."""
    return {
        "rows": report.rows,
        "created": report.created,
        "updated": report.updated,
        "skipped": report.skipped,
        "rejected": report.rejected,
        "flagged": report.flagged,
        "target": report.target,
        "format": report.format,
        "encoding": report.encoding,
        "delimiter": report.delimiter,
        "import_id": report.import_id or None,
        "dry_run": report.is_dry_run,
        "unmapped": list(report.unmapped),
        "belongings": {kind: dict(counts) for kind, counts in report.belongings.items()},
        "problem_count": report.problem_count,
        "problems": [_plain_problem(report.target, found.line, found.problem) for found in report.problems],
    }


def _plain_problem(target: str, line: int, problem: Problem) -> dict[str, str | int]:
    return {
        "line": line,
        "field": problem.field,
        "code": problem.code.value,
        "value": problem.value,
        "message": import_words.reason(target, problem),
    }
