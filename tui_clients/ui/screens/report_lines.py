"""The lines of an import's report: every problem, and with several files what became of each; no widget."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tui_clients.domain.text import shorten, visible
from tui_clients.i18n import _, ngettext
from tui_clients.services.importing import Found, Outcome, Plan, Report
from tui_clients.services.importing.sources import Refused
from tui_clients.ui import import_words, show, words
from tui_clients.ui.screens.import_run import Imported
from tui_clients.ui.widgets.columns import Column

_LONGEST_VALUE = 100  # cells


class ReportLine(NamedTuple):
    """A line: its texts, its tone, and what it says in full."""

    cells: tuple[str, ...]
    tone: str
    sentence: str


def columns(has_files: bool) -> tuple[Column, ...]:
    """Return the columns of the lines, with that of the file where there are several."""
    found = (
        Column("line", _("Line"), 8, 6, is_right=True),
        Column("field", _("Field"), 18, 12, gives_way=1),
        Column("value", _("Value"), 28, 12, grows=True),
        Column("problem", _("What is wrong"), 40, 20, grows=True),
    )
    file = Column("file", _("File"), 20, 12)
    result = Column("problem", _("What became of it"), 40, 24, grows=True)
    return (file, *found[:2], found[2]._replace(gives_way=2), result) if has_files else found


def of(imported: Imported, refused: Sequence[Refused]) -> Iterator[ReportLine]:
    """Yield every line: of one file its problems, of several first what became of each."""
    has_files = len(imported) + len(refused) > 1
    if has_files:
        yield from _files(imported, refused)
    for plan, report in imported:
        name = visible(plan.path.name)
        for line in _problems(plan, report):
            yield line._replace(cells=(name, *line.cells)) if has_files else line


def _files(imported: Imported, refused: Sequence[Refused]) -> Iterator[ReportLine]:
    for each in refused:
        reason = words.sentence(each.error)
        yield ReportLine((visible(each.path.name), "", "", "", reason), "error", reason)
    for plan, report in imported:
        name, became = visible(plan.path.name), _became(report)
        yield ReportLine((name, "", "", "", became), "", f"{name}: {became}")


def _problems(plan: Plan, report: Report) -> Iterator[ReportLine]:
    for found in report.problems:
        sentence = import_words.problem(plan.mapping.target, found.problem)
        told = _("Line {line}: {problem}").format(line=show.number(found.line), problem=sentence)
        yield ReportLine(_cells(plan, found), "error" if found.problem.is_rejecting else "", told)


def _cells(plan: Plan, found: Found) -> tuple[str, ...]:
    problem, target = found.problem, plan.mapping.target
    value = shorten(visible(problem.value), _LONGEST_VALUE)
    label = import_words.field(target, problem.field)
    return show.number(found.line), label, value, import_words.reason(target.name, problem)


def result_of_all(reports: Sequence[Report], refused: int) -> str:
    """Return in a sentence or two what an import of several files did; `refused` of them could not be read."""
    done = sum(report.created + report.updated for report in reports)
    files = ngettext("{count} file", "{count} files", len(reports)).format(count=show.number(len(reports)))
    sentence = ngettext("{count} row of {files} was imported.", "{count} rows of {files} were imported.", done)
    said = sentence.format(count=show.number(done), files=files)
    if not refused:
        return said
    left = ngettext("{count} file could not be read.", "{count} files could not be read.", refused)
    return f"{said} {left.format(count=show.number(refused))}"


def _became(report: Report) -> str:
    """Return what became of the rows of a file among others."""
    counts = {Outcome(name): getattr(report, name) for name in ("created", "updated", "skipped", "rejected")}
    parts = [
        (counts[Outcome.CREATED], _("{count} new")),
        (counts[Outcome.UPDATED], _("{count} updated")),
        (counts[Outcome.SKIPPED], _("{count} skipped")),
        (counts[Outcome.REJECTED], _("{count} rejected")),
    ]
    head = ngettext("{count} row", "{count} rows", report.rows).format(count=show.number(report.rows))
    return ": ".join(filter(None, (head, import_words.listed_counts(parts))))
