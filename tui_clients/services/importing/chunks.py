"""Rows of a file that have been read, some at a time, ready to be decided about and stored; knows no database.

What can be said of a row without knowing any other is said here, so that another process can do it (`ahead`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from tui_clients.domain.client import Client
from tui_clients.domain.validate import Problem
from tui_clients.formats import table
from tui_clients.formats.rows import Row
from tui_clients.formats.table import Table
from tui_clients.services.importing import matching
from tui_clients.services.importing.columns import Columns
from tui_clients.services.importing.fixes import fixed
from tui_clients.services.importing.matching import Before, Forms
from tui_clients.services.importing.plan import Plan
from tui_clients.services.importing.reading import Record, client_of
from tui_clients.storage.rows import NewRow, new_row

CHUNK = 500
_BYTES = 2**22  # of the file

Said = tuple[Client, Sequence[Problem]]
"""What a row says of a client, and what is wrong with it."""


class Stamp(NamedTuple):
    """What a client of an import gets that brings none of its own: when it was added, in seconds, and by whom."""

    at: int
    by: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows of a file that follow each other.

    `noted` are the places of those about which there is more to say than that they are clients: a problem, a doubtful
    form, what belongs to the client. Of every other row `new` holds what is stored if it is a new client. `forms`
    gives, for each key of the plan, those of each row: what would say that it is none. `again` are, for each key, those
    of the rows by their places that may have one of another row of the chunk or before in the file, None where that is
    not known. `count` is how many rows there are, `position` how many bytes of the file had been read. `row` gives a
    row by its place, `said` is what noted rows say, where that is known already.
    """

    plan: Plan
    row: Callable[[int], Row]
    noted: frozenset[int]
    new: Sequence[NewRow | None]
    forms: Callable[[], Sequence[Sequence[Forms]]]
    again: Sequence[Mapping[int, Forms]] | None
    count: int
    position: int
    said: Mapping[int, Said] = field(default_factory=dict)

    def given(self, places: Iterable[int] | None = None) -> list[tuple[Row, Record]]:
        """Return rows with their records, all of them unless told which."""
        chosen = map(self.row, range(self.count) if places is None else places)
        return [(row, self.plan.record(row)) for row in chosen]

    def sought(self, keys: Sequence[str], *, is_first: bool) -> list[Mapping[int, Forms]]:
        """Return for each key of the plan the forms, by their places, of the rows that may mean a known client.

        In a database that `is_first` filled by this file, that is what rows of the file have brought before.
        """
        again = self.again if is_first else None
        if again is not None and all(matching.KEYS[name].is_exact for name in keys):
            return [*again]
        return [
            again[number] if again is not None and matching.KEYS[name].is_exact else dict(enumerate(column))
            for number, (name, column) in enumerate(zip(keys, self.forms(), strict=True))
        ]

    def client(self, place: int, record: Record) -> Said:
        """Return what a row says, and what is wrong with it."""
        return self.said.get(place) or client_of(record, self.plan.meaning)


def chunk_of(plan: Plan, rows: Sequence[Row]) -> Chunk:
    """Return a chunk of rows, all of which are noted."""
    if plan.target != "clients":
        return Chunk(plan, rows.__getitem__, frozenset(range(len(rows))), (), lambda: (), None, len(rows), 0)
    said = {place: client_of(plan.record(row), plan.meaning) for place, row in enumerate(rows)}
    forms = [matching.forms_of(client, problems, plan.options.keys) for client, problems in said.values()]
    columns = [*zip(*forms, strict=True)] or [()] * len(plan.options.keys)
    return Chunk(plan, rows.__getitem__, frozenset(said), (), lambda: columns, None, len(rows), 0, said)


class _Reading:
    """Reads chunk after chunk of a file of clients."""

    def __init__(self, plan: Plan, stamp: Stamp) -> None:
        self._plan = plan
        self._stamp = stamp
        self._columns = Columns(plan.meaning, plan.options.keys)
        self._before = Before()

    def chunk(self, rows: Sequence[Row], position: int) -> Chunk:
        """Return the next rows."""
        plan, keys = self._plan, self._plan.options.keys
        plain = self._columns.read(plan.by_field(rows), len(rows))
        special = {place for place, row in enumerate(rows) if _is_special(plan, row)}
        new: list[NewRow | None] = [*plain.new(*self._stamp)]
        forms = [[*column] for column in plain.forms]
        noted: dict[int, Said] = {}
        for place in plain.others | special:
            said = client_of(plan.record(rows[place]), plan.meaning)
            for column, given in zip(forms, matching.forms_of(*said, keys), strict=True):
                column[place] = given
            new[place] = None
            if said[1] or place in special:
                noted[place] = said
            else:
                new[place] = new_row(said[0], *self._stamp)
        found = self._before.again(_stored(noted, forms, keys))
        again = [_among(column, found) for column in forms]
        row = rows.__getitem__
        return Chunk(plan, row, frozenset(noted), new, lambda: forms, again, len(rows), position, noted)


def _stored(said: Mapping[int, Said], forms: Sequence[Sequence[Forms]], keys: Sequence[str]) -> Iterator[str]:
    """Yield the forms of rows as they will be in the database, where what is wrong in a client stands too."""
    for client, _problems in said.values():
        yield from chain.from_iterable(matching.forms_of(client, (), keys))
    for column in forms:
        others = [given for place, given in enumerate(column) if place not in said] if said else column
        yield from chain.from_iterable(others)


def _among(column: Sequence[Forms], wanted: AbstractSet[str]) -> Mapping[int, Forms]:
    """Return the forms of those rows that have one that is wanted, by their places."""
    if not wanted:
        return {}
    return {place: forms for place, forms in enumerate(column) if forms and not wanted.isdisjoint(forms)}


def _is_special(plan: Plan, row: Row) -> bool:
    if row.rest or row.nested or row.is_repaired or row.is_damaged or row.is_group:
        return True
    return len(row.cells) > len(plan.columns) and any(cell.strip() for cell in row.cells[len(plan.columns) :])


@contextmanager
def opened_rows(plan: Plan) -> Iterator[Table]:
    """Open the file of a plan; FileRefused, also while its rows are taken, says what is wrong in which line."""
    named = [column.name for column in plan.mapping.columns if column.name]
    with table.opened(plan.path, plan.detected, named) as opened:
        yield opened


def some_rows(opened: Table, most: int, plan: Plan) -> Iterator[list[Row]]:
    """Yield up to `most` rows at a time, fewer where they are large: a picture may take millions of characters."""
    rows: list[Row] = []
    start = opened.position()
    for row in fixed((row for row in opened.rows if not row.is_blank), plan.options.fixes):
        rows.append(row)
        if len(rows) == most or opened.position() > start + _BYTES:
            yield rows
            rows, start = [], opened.position()
    if rows:
        yield rows


def read(opened: Table, plan: Plan, stamp: Stamp) -> Iterator[Chunk]:
    """Yield the rows of an open file; FileRefused, once they are reached, names the line of what is no row."""
    reading = _Reading(plan, stamp)
    for rows in some_rows(opened, CHUNK, plan):
        yield reading.chunk(rows, opened.position()) if plan.target == "clients" else chunk_of(plan, rows)
