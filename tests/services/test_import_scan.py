"""The scan of a whole file tells what the import will do, with and without corrected cells."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_clients.domain.client import Client
from tui_clients.formats.rows import Row
from tui_clients.services import importing
from tui_clients.services.importing import Decision, OnDuplicate, Options, Outcome
from tui_clients.services.importing.fixes import Cell, fixed, placed
from tui_clients.services.importing.scan import Scan
from tui_clients.settings import Settings
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database


def _rows(uids: list[str]) -> st.SearchStrategy[list[tuple[str, ...]]]:
    return st.lists(
        st.tuples(
            st.sampled_from(["Anna", "Ben", "", "Cem"]),
            st.sampled_from(["a@example.com", "A@example.com", "b@example.com", "none", ""]),
            st.sampled_from(["", "Berg AG", "berg ag"]),
            st.sampled_from(uids),
        ),
        max_size=12,
    )


_ROWS = _rows([""]) | _rows(["id-1", "id-2", "id-3"])


def _write(path: Path, rows: Sequence[tuple[str, ...]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("Name", "E-mail", "Company", "uid"), *rows])
    return path


def _scan(path: Path, database: Database, options: Options) -> Scan:
    scan = Scan(importing.inspect(path, Settings(), options), database)
    scan.read(lambda _progress: None, lambda: False)
    return scan


def _all(scan: Scan) -> list[Decision]:
    return scan.window(range(len(scan)))


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few rows are decided at a time, so that a small file takes several steps."""
    monkeypatch.setattr("tui_clients.services.importing.scan.CHUNK", 3)
    monkeypatch.setattr("tui_clients.services.importing.chunks.CHUNK", 3)


@pytest.mark.usefixtures("small_chunks")
@pytest.mark.parametrize("match", [("email",), ("name",), ("email", "name"), ()])
@settings(max_examples=40)
@given(rows=_ROWS)
def test_what_is_created_skipped_and_rejected_is_what_the_import_does(
    database: Database, tmp_path: Path, rows: list[tuple[str, ...]], match: tuple[str, ...]
) -> None:
    path = _write(tmp_path / "people.csv", rows)
    options = Options(match=match)
    scan = _scan(path, database, options)
    report = importing.run(scan.plan, database, "kim", is_dry_run=True)
    counts = {outcome: getattr(report, outcome.value) for outcome in Outcome}
    assert {outcome: scan.totals.outcomes[outcome] for outcome in Outcome} == counts
    assert scan.totals.flagged == report.flagged
    assert [decision.outcome for decision in _all(scan)] == [scan.outcome(number) for number in range(len(scan))]
    assert [bool(d.problems) for d in _all(scan)] == [scan.has_problem(number) for number in range(len(scan))]
    assert list(scan.problems) == [number for number in range(len(scan)) if scan.has_problem(number)]
    scan.close()


@pytest.mark.usefixtures("small_chunks")
@settings(max_examples=40)
@given(rows=_ROWS, data=st.data())
def test_a_corrected_cell_is_what_the_import_takes(
    database: Database, tmp_path: Path, rows: list[tuple[str, ...]], data: st.DataObject
) -> None:
    path = _write(tmp_path / "people.csv", [*rows, ("Zoe", "kaputt", "", "")])
    scan = _scan(path, database, Options(on_duplicate=OnDuplicate.CREATE))
    number = data.draw(st.integers(0, len(scan) - 1))
    column = data.draw(st.integers(0, 3))
    cell = Cell(number + 2, scan.place(number), column)
    text = data.draw(st.sampled_from(["", "x@example.com", 'Änne\n"“,;']))
    plan = importing.inspect(path, Settings(), Options(on_duplicate=OnDuplicate.CREATE, fixes={cell: text}))
    before = _all(scan)
    scan.fix(plan, number, cell)
    after = _all(scan)
    assert after[number].row.cells[column] == text
    assert [d.row for i, d in enumerate(after) if i != number] == [d.row for i, d in enumerate(before) if i != number]
    report = importing.run(plan, database, "kim", is_dry_run=True)
    assert (scan.totals.outcomes[Outcome.CREATED], scan.totals.flagged) == (report.created, report.flagged)
    assert list(scan.problems) == [i for i, decision in enumerate(after) if decision.problems]
    scan.close()


def test_a_row_that_updates_one_before_is_told(database: Database, tmp_path: Path, small_chunks: None) -> None:
    rows = [
        ("Anna", "a@example.com", "", ""),
        *[(f"P{n}", "", "", "") for n in range(7)],
        ("An", "a@example.com", "", ""),
    ]
    scan = _scan(_write(tmp_path / "people.csv", rows), database, Options(on_duplicate=OnDuplicate.UPDATE))
    assert scan.outcome(8) is Outcome.UPDATED
    scan.close()


def test_rows_of_one_line_have_places(database: Database, tmp_path: Path, small_chunks: None) -> None:
    path = tmp_path / "people.json"
    names = ", ".join(f'{{"name": "P{number}"}}' for number in range(5))
    path.write_text(f"[{names},\n{names}]", encoding="utf-8")
    scan = _scan(path, database, Options())
    assert [scan.place(number) for number in range(10)] == [*range(5), *range(5)]
    scan.close()


def test_nothing_is_written_and_a_closed_scan_has_no_rows(database: Database, clients: Clients, tmp_path: Path) -> None:
    clients.add(Client("Anna", email="a@example.com"), "kim")
    scan = _scan(
        _write(tmp_path / "people.csv", [("Anna", "a@example.com", "", ""), ("Ben", "", "", "")]), database, Options()
    )
    assert [decision.outcome for decision in _all(scan)] == [Outcome.SKIPPED, Outcome.CREATED]
    assert clients.count() == 1
    scan.close()
    assert scan.window([0]) == []


@given(
    lines=st.lists(st.integers(1, 4), max_size=8).map(sorted),
    fixes=st.dictionaries(st.tuples(st.integers(1, 4), st.integers(0, 3), st.integers(0, 3)), st.text(max_size=3)),
)
def test_each_correction_finds_its_own_cell(lines: list[int], fixes: dict[tuple[int, int, int], str]) -> None:
    rows = [Row(line, ["a", "b"]) for line in lines]
    known = {Cell(*key): text for key, text in fixes.items()}
    for (row, place), after in zip(placed(rows), fixed(rows, known), strict=True):
        for column in range(4):
            before = row.cells[column] if column < 2 else ""
            found = after.cells[column] if column < len(after.cells) else ""
            assert found == fixes.get((row.line, place, column), before)
