"""The guard against formulas: nothing begins one however a spreadsheet parts the file, and all of it is undone."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from tests import strategies
from tests.services.importing_files import bring_in, everybody
from tui_clients.domain.client import Client
from tui_clients.domain.joined import Rows
from tui_clients.domain.query import Query
from tui_clients.domain.validate import validate
from tui_clients.formats import csv_
from tui_clients.formats.csv_ import Dialect
from tui_clients.formats.delimiter import CANDIDATES
from tui_clients.services import exporting
from tui_clients.services.spreadsheet import guarded, unguarded
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import open_database

BEGINS_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
ALPHABET = "=+-@'\"\t\r\n;,|a ＝＠"
cells = st.text(ALPHABET, max_size=8) | strategies.text()
every_dialect = pytest.mark.parametrize(
    "dialect", [Dialect(delimiter, has_mark) for delimiter in CANDIDATES for has_mark in (False, True)], ids=repr
)


@given(cells)
@example("''=1")
@example("\t\r\n'='")
def test_the_guard_is_undone(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell


@examples(max_examples=500)
@given(cells, cells)
def test_different_cells_stay_different(one: str, other: str) -> None:
    assume(one != other)
    assert guarded(one) != guarded(other)


def test_what_begins_no_formula_stays_as_it_is() -> None:
    for cell in ("", "Anna O'Brien", "a=b", "5-6", "a@example.com", "x, y; z", "a\nb", "“=1”"):
        assert guarded(cell) == cell


@examples(max_examples=300)
@given(
    rows=st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=3),
    dialect=st.builds(Dialect, st.sampled_from(CANDIDATES), st.booleans()),
    expected=st.sampled_from(CANDIDATES),
)
@example(rows=[("b", 'a;"=x', "")], dialect=Dialect(","), expected=";")
@example(rows=[("b", "a\n=x", "")], dialect=Dialect(","), expected=";")
def test_no_cell_begins_a_formula_whatever_delimiter_a_spreadsheet_expects(
    rows: list[tuple[str, str, str]], dialect: Dialect, expected: str
) -> None:
    stream = io.BytesIO()
    columns = ("x", "y", "z")
    csv_.write(stream, columns, [Rows.of(list(map(guarded, row)) for row in rows)], dialect)
    text = stream.getvalue().decode("utf-8-sig")
    read = [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=expected) for cell in row]
    assert not [cell for cell in read if cell.lstrip("\t\r\n").startswith(BEGINS_FORMULA)]


@st.composite
def _clients(draw: st.DrawFn) -> list[Client]:
    drawn = draw(st.lists(strategies.clients(), min_size=1, max_size=4))
    fit = [replace(client, uid="", name=f"{draw(cells)}x", note=draw(cells).replace("\r", "")) for client in drawn]
    return [client for client in fit if not any(problem.is_rejecting for problem in validate(client))]


@every_dialect
@pytest.mark.parametrize("is_spreadsheet_safe", [False, True])
@examples(max_examples=6)
@given(given_clients=_clients())
def test_our_import_reads_the_same_clients_from_every_dialect(
    tmp_path_factory: pytest.TempPathFactory, dialect: Dialect, is_spreadsheet_safe: bool, given_clients: list[Client]
) -> None:
    folder: Path = tmp_path_factory.mktemp("trip")
    first, second = open_database(folder / "first.db"), open_database(folder / "second.db")
    with first.transaction():
        Clients(first).add_many(given_clients, "kim")
    exporting.run(first, Query(), folder / "out.csv", is_spreadsheet_safe=is_spreadsheet_safe, dialect=dialect)
    assert (folder / "out.csv").read_bytes().startswith(b"\xef\xbb\xbf") is dialect.has_mark
    report = bring_in(second, folder / "out.csv", country="DE")
    assert (report.delimiter, report.created, report.unmapped) == (dialect.delimiter, len(given_clients), ())

    def bare(clients: list[Client]) -> list[Client]:
        return sorted((replace(client, id=0) for client in clients), key=lambda client: client.uid)

    assert bare(everybody(second)) == bare(everybody(first))
    first.close_all()
    second.close_all()
