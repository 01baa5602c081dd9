"""What the import assistant knows of a file: the plan, and what would become of its first rows. Touches no widget."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tui_clients.errors import UserError
from tui_clients.formats import table
from tui_clients.formats.files import open_regular
from tui_clients.formats.header import NONE, NoHeader
from tui_clients.formats.rows import Row
from tui_clients.services import importing
from tui_clients.services.importing import Decision, Mappings, Options, Plan
from tui_clients.settings import Settings
from tui_clients.storage.database import Database

ROWS = 100
"""Rows of a file that are shown at once."""

_LINES = 20
_COLUMNS = 2  # a text that is no table has fewer
_COUNTED = 2**22  # bytes
_LINE_END = re.compile(rb"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as it would be imported.

    `samples` holds a cell of each column that is not blank, "" without one. `rows` is about how many rows the file
    has, 0 if that is not known. Where there are no decisions, `refusal` says why unless `plan.mapping.missing` does.
    """

    plan: Plan
    decisions: Sequence[Decision]
    samples: Sequence[str]
    rows: int
    is_exact: bool = False
    refusal: UserError | None = None

    @property
    def is_ready(self) -> bool:
        """Whether nothing stands in the way of the import."""
        return bool(self.decisions) and not self.plan.open_dates


def differ_in_fixes(one: Reading, other: Reading) -> bool:
    """Whether two readings of a file differ in corrected cells alone."""
    is_same = replace(one.plan.options, fixes={}) == replace(other.plan.options, fixes={})
    return is_same and one.plan.path == other.plan.path and one.plan.detected == other.plan.detected


def read(path: Path, settings: Settings, options: Options, database: Database, memory: Mappings) -> Reading:
    """Read the beginning of a file; raises UserError if it holds nothing that can be imported."""
    plan = inspected(path, settings, options, memory)
    decisions: list[Decision] = []
    refusal = None
    if not plan.mapping.missing:
        try:
            decisions = importing.preview(plan, database, ROWS + 1)
        except UserError as error:
            refusal = error
    rows = [decision.row for decision in decisions] or _first_rows(plan)
    is_exact = len(decisions) <= ROWS
    count = len(decisions) if is_exact else plan.rows or about_rows(path, rows, plan.detected.size)
    return Reading(plan, decisions[:ROWS], _samples(plan, rows), count, is_exact, refusal)


def inspected(path: Path, settings: Settings, options: Options, memory: Mappings) -> Plan:
    """Return how a file would be imported; of a table no line of which is known as its header, take the first or none.

    The user sees what became of it, and may say otherwise.
    """
    try:
        return importing.inspect(path, settings, options, memory)
    except NoHeader as error:
        if options.header or error.columns < _COLUMNS:
            raise
        header = NONE if error.is_data else str(error.values["line"])
        return importing.inspect(path, settings, replace(options, header=header), memory)


def first_lines(plan: Plan) -> Sequence[Row]:
    """Return the first lines of a table, among which its header is looked for."""
    with table.opened(plan.path, replace(plan.detected, header=NONE)) as opened:
        return opened.samples[:_LINES]


def _first_rows(plan: Plan) -> Sequence[Row]:
    with table.opened(plan.path, plan.detected) as opened:
        return opened.samples


def _samples(plan: Plan, rows: Sequence[Row]) -> list[str]:
    cells = [plan.cells(row) for row in rows]
    return [
        next((row[position] for row in cells if position < len(row) and row[position].strip()), "")
        for position in range(len(plan.columns))
    ]


def about_rows(path: Path, rows: Sequence[Row], size: int) -> int:
    """Return about how many rows a file of `size` bytes has, by the bytes that its first `rows` take; 0 if unknown."""
    last = rows[-1].line
    if last < len(rows):  # several rows in a line: JSON without line breaks
        return 0
    with open_regular(path) as file:
        head = file.read(_COUNTED)
    ends = [match.end() for match in _LINE_END.finditer(head)][:last]
    estimate = size * len(rows) / ends[-1] if ends else 0.0
    digits = max(0, len(str(int(estimate))) - 2)
    return round(round(estimate, -digits))
