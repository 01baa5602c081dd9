"""The lines of an import's report: every problem, and with several files what became of each; no widget."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tui_clients.domain.text import shorten, visible
from tui_clients.i18n import _
from tui_clients.services.importing import Found, Plan, Report
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
        name, became = visible(plan.path.name), import_words.became(report)
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
