"""The files of the command `import`: where they come from, what is said of each, and what is remembered of them."""

import shutil
import sys
import tempfile
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from tui_clients.cli import output
from tui_clients.domain.text import shorten, visible
from tui_clients.errors import FileRefused, UserError
from tui_clients.formats.mapping import Role
from tui_clients.i18n import _, ngettext
from tui_clients.services.importing import Mappings, Plan, Report
from tui_clients.services.importing.remembered import LAST
from tui_clients.services.importing.sources import Refused, files_of
from tui_clients.ui import import_words, show, words

_STANDARD_INPUT = "standard-input"
_LONGEST_NAME = 60  # cells
_COUNTS = ("rows", "created", "updated", "skipped", "rejected")


@contextmanager
def sources(names: Sequence[str]) -> Iterator[tuple[Path, ...]]:
    """Give the files to read; standard input is kept in a private one, since it is read more than once."""
    with ExitStack() as stack:
        paths = [Path(name) for name in names if name != "-"]
        if "-" in names:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="tui-clients-"))  # 0700
            file = Path(folder) / _STANDARD_INPUT
            with file.open("wb") as stream:
                shutil.copyfileobj(sys.stdin.buffer, stream)
            paths.insert(names.index("-"), file)
        yield files_of(paths)


def shown(path: Path) -> str:
    """Return a file as the user named it."""
    return "-" if path.name == _STANDARD_INPUT and path.parent.name.startswith("tui-clients-") else str(path)


def named(error: FileRefused) -> FileRefused:
    """Return a refusal that calls the file as the user named it."""
    path = error.values.get("path")
    return FileRefused(error.message, **{**error.values, "path": shown(path)}) if isinstance(path, Path) else error


def heading(path: Path) -> str:
    """Return what stands above the lines about one file of several."""
    return f"{visible(shown(path))}:"


def errors(wanted: Path | None, plans: Sequence[Plan]) -> Mapping[Path, Path]:
    """Return for each file of several where its rejected rows go: "bad.csv" becomes "bad-people.csv"."""
    if wanted is None:
        return {}
    found: dict[Path, Path] = {}
    for plan in plans:
        path, number = wanted.with_stem(f"{wanted.stem}-{plan.path.stem}"), 1
        while path in found.values():
            number += 1
            path = wanted.with_stem(f"{wanted.stem}-{plan.path.stem}-{number}")
        found[plan.path] = path
    return found


def total(reports: Sequence[Report]) -> str:
    """Return what became of the rows of one file or of several."""
    counts = {name: sum(getattr(report, name) for report in reports) for name in _COUNTS}
    sentence = ngettext(
        "{rows} row: {created} created, {updated} updated, {skipped} skipped, {rejected} rejected",
        "{rows} rows: {created} created, {updated} updated, {skipped} skipped, {rejected} rejected",
        counts["rows"],
    )
    said = sentence.format(**{name: show.number(count) for name, count in counts.items()})
    if len(reports) == 1:
        return said
    files = ngettext("{count} file", "{count} files", len(reports)).format(count=show.number(len(reports)))
    return f"{files}, {said}"


def plain(reports: Sequence[Mapping[str, Any]], refused: Sequence[Refused]) -> dict[str, Any]:
    """Return the report on several files as `--json` prints it."""
    counts = {name: sum(report[name] for report in reports) for name in (*_COUNTS, "flagged")}
    not_read = [{"file": shown(each.path), "message": words.sentence(each.error)} for each in refused]
    return {**counts, "dry_run": reports[0]["dry_run"], "files": list(reports), "refused": not_read}


def tell_files(pairs: Sequence[tuple[Plan, Report]], refused: Sequence[Refused], written: Mapping[Path, Path]) -> None:
    """Say where rejected rows are, and which files could not be read."""
    for plan, report in pairs:
        if report.rejected and plan.path in written:
            path = visible(str(written[plan.path]))
            output.say(_("The rejected rows are in {path}.").format(path=path))
    for each in refused:
        error = named(each.error) if isinstance(each.error, FileRefused) else each.error
        output.say(words.sentence(error))


def tell_columns(plan: Plan) -> None:
    """Say where each column goes, and how sure that is."""
    for position, column in enumerate(plan.mapping.columns):
        if column.name and column.role is not Role.UNUSED:
            name = shorten(visible(column.name), _LONGEST_NAME)
            goes_to, sure = import_words.goes_to(plan.mapping, position), import_words.how_sure(plan.mapping, position)
            output.say(f"{name} → {goes_to} ({sure})")


def recalled(plan: Plan) -> str:
    """Return where the mapping comes from that is in force beside what the options say."""
    if plan.recalled == LAST:
        return _(
            "The columns go where those of the last file with the same names went; --mapping none does without that."
        )
    return _("The columns go where the mapping “{name}” sends them.").format(name=visible(plan.recalled))


def remember(memory: Mappings, plans: Sequence[Plan], options: Namespace) -> None:
    """Keep what was decided for the next files with the same columns, and by the name that was given."""
    if options.dry_run:
        return
    try:
        for plan in plans:
            memory.keep(plan.columns, plan.decided)
    except UserError as error:  # the clients are in: that nothing is remembered is no reason to fail
        output.say(words.sentence(error))
    if options.save_mapping:
        memory.save(options.save_mapping, plans[0].decided)
