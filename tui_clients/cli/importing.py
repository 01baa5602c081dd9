"""The command `import`: options in, a service's report out."""

import time
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from tui_clients.cli import arguments, import_files, output
from tui_clients.cli.session import Session
from tui_clients.domain.dates import Order
from tui_clients.domain.text import shorten, visible
from tui_clients.domain.validate import Problem
from tui_clients.errors import FileRefused
from tui_clients.formats.header import NONE
from tui_clients.formats.mapping import Column, Role
from tui_clients.i18n import _, ngettext
from tui_clients.services import importing
from tui_clients.services.importing import Found, Mappings, OnDuplicate, Options, Plan, Report, sources
from tui_clients.services.importing.remembered import require_name
from tui_clients.services.progress import Listener
from tui_clients.ui import import_words, show, words
from tui_clients.ui.pace import pace

_SHOWN = 20  # problems printed for a reader; --json and --errors give more
_LONGEST_VALUE = 60  # cells


def import_(session: Session, options: Namespace) -> int:
    """Import files and print what became of their rows."""
    memory = Mappings(session.paths.mappings)
    if options.save_mapping:
        require_name(options.save_mapping)
    with import_files.sources(options.files) as files:
        if len(files) > 1:
            return _import_all(session, options, files, memory)
        try:
            plan = importing.inspect_sure(files[0], session.settings, _wishes(options), memory)
            plan.mapping.require(files[0])
            _warn(plan, options.dry_run)
            report = _run(session, options, plan)
        except FileRefused as error:
            raise import_files.named(error) from error
    if options.json:
        output.write_json(_plain(report, plan))
    else:
        _print(report, plan.unmapped)
    if report.rejected and options.errors:
        output.say(_("The rejected rows are in {path}.").format(path=visible(str(options.errors))))
    import_files.remember(memory, [plan], options)
    return 0 if _is_whole(report) else 1


def _import_all(session: Session, options: Namespace, files: Sequence[Path], memory: Mappings) -> int:
    """Import several files in one transaction and print what became of each, and of all."""
    plans, refused = sources.inspect_all(files, session.settings, _wishes(options), memory)
    for plan in plans:
        output.say(import_files.heading(plan.path))
        _warn(plan, options.dry_run)
    errors = import_files.errors(options.errors, plans)
    with _told() as tell, session.database() as database:
        reports = importing.run_all(
            plans,
            database,
            session.settings.user,
            backups=session.backups(database),
            errors=errors,
            describe=lambda plan: partial(import_words.reason, plan.target),
            is_dry_run=options.dry_run,
            progress=tell,
        )
    pairs = list(zip(plans, reports, strict=True))
    if options.json:
        named = [{"file": import_files.shown(plan.path), **_plain(report, plan)} for plan, report in pairs]
        output.write_json(import_files.plain(named, refused))
    else:
        for plan, report in pairs:
            output.write(import_files.heading(plan.path))
            _print(report, plan.unmapped)
        output.write(import_files.total([report for _plan, report in pairs]))
    import_files.tell_files(pairs, refused, errors)
    import_files.remember(memory, plans, options)
    return 0 if not refused and all(map(_is_whole, reports)) else 1


def _is_whole(report: Report) -> bool:
    """Whether everything went in."""
    return not report.rejected and not any(counts["rejected"] for counts in report.belongings.values())


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
        header=(options.header or "").lower(),
        defaults=tuple(options.set),
        mapping=options.mapping,
    )


def _run(session: Session, options: Namespace, plan: Plan) -> Report:
    with _told() as tell, session.database() as database:
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


@contextmanager
def _told() -> Iterator[Listener]:
    """Give what shows how far an import is, in a line that goes away."""
    line = output.ProgressLine()
    begun = time.monotonic()
    try:
        yield lambda progress: line.show(pace(progress, time.monotonic() - begun))
    finally:
        line.clear()


def _warn(plan: Plan, is_dry_run: bool) -> None:
    """Say what the user may want to decide otherwise."""
    if is_dry_run:
        import_files.tell_columns(plan)
    if plan.detected.is_guess:
        sentence = _("The encoding is probably {encoding}; if letters are wrong, give another one with --encoding.")
        output.say(sentence.format(encoding=plan.detected.encoding))
    if plan.recalled:
        output.say(import_files.recalled(plan))
    if plan.detected.header == NONE and not is_dry_run:
        import_files.tell_columns(plan)
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
    output.write(import_files.total([report]))
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


def _plain(report: Report, plan: Plan) -> dict[str, Any]:
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
        "header": plan.header,
        "mapping": plan.recalled,
        "columns": [_plain_column(column) for column in plan.mapping.columns if column.name],
        "unmapped": list(report.unmapped),
        "belongings": {kind: dict(counts) for kind, counts in report.belongings.items()},
        "problem_count": report.problem_count,
        "problems": [_plain_problem(report.target, found.line, found.problem) for found in report.problems],
    }


def _plain_column(column: Column) -> dict[str, str]:
    field = "extra" if column.role is Role.CUSTOM else column.field
    return {"column": column.name, "field": field, "confidence": column.confidence.value if field else ""}


def _plain_problem(target: str, line: int, problem: Problem) -> dict[str, str | int]:
    return {
        "line": line,
        "field": problem.field,
        "code": problem.code.value,
        "value": problem.value,
        "message": import_words.reason(target, problem),
    }
