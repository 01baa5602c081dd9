import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.formats.reading import SHARED, joined, needs_shared, refusal, rows_of, write
from tui_clients.domain.joined import Rows
from tui_clients.formats import csv_
from tui_clients.formats.delimiter import CANDIDATES
from tui_clients.formats.detect import detect
from tui_clients.formats.source import TextSource

SPECTRUM = SHARED / "csv-spectrum"
COLUMNS = ["name", "email", "note", "city", "uid"]
cells = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
quoting = st.text("\",;\t|\r\n\0 a'\x0b\x85\u2028\ufeff", max_size=6)


def read(path: Path) -> list[list[str]]:
    detected = detect(path)
    with TextSource(path, detected.encoding) as source:
        return [row.cells for row in csv_.read(source, detected.delimiter)]


@needs_shared
@pytest.mark.parametrize("name", sorted(path.stem for path in SPECTRUM.glob("csvs/*.csv")))
def test_the_csv_spectrum_is_read_as_its_authors_expect(name: str) -> None:
    columns, *rows = read(SPECTRUM / "csvs" / f"{name}.csv")
    expected = json.loads((SPECTRUM / "json" / f"{name}.json").read_bytes())
    assert [dict(zip(columns, row, strict=True)) for row in rows] == expected


def _told(columns: Sequence[str], records: Sequence[Mapping[str, str]]) -> list[list[str]]:
    """Return the cells of records that say anything; a lone empty cell is written as one."""
    rows = [[record[column] for column in columns] for record in records]
    return [cells for cells in rows if len(cells) == 1 or any(cells)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(width=st.integers(1, len(COLUMNS)), data=st.data())
def test_what_is_written_is_detected_and_comes_back_byte_for_byte(
    tmp_path: Path, width: int, data: st.DataObject
) -> None:
    columns = COLUMNS[:width]
    records = data.draw(st.lists(st.fixed_dictionaries(dict.fromkeys(columns, cells | quoting)), max_size=8))
    path = write(tmp_path / "a.csv", columns, records)
    assert [row.cells for row in rows_of(path)] == _told(columns, records)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    width=st.integers(1, len(COLUMNS)),
    dialect=st.builds(csv_.Dialect, st.sampled_from(CANDIDATES), st.booleans()),
    data=st.data(),
)
def test_every_dialect_is_detected_and_comes_back_byte_for_byte(
    tmp_path: Path, width: int, dialect: csv_.Dialect, data: st.DataObject
) -> None:
    columns = COLUMNS[:width]
    records = data.draw(st.lists(st.fixed_dictionaries(dict.fromkeys(columns, cells | quoting)), max_size=8))
    path = tmp_path / "a.csv"
    with path.open("wb") as stream:
        parts = [joined(columns, records[:2]), joined(columns, records[2:])]
        assert csv_.write(stream, columns, parts, dialect) == len(records)
    assert [row.cells for row in rows_of(path)] == _told(columns, records)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf") is dialect.has_mark


@needs_shared
def test_every_naughty_string_comes_back_from_a_file(tmp_path: Path) -> None:
    strings = json.loads((SHARED / "blns.json").read_bytes())
    assert len(strings) == 515
    for columns in (["name"], ["uid", "name", "note"]):
        records = [{"uid": str(i), "name": text, "note": text} for i, text in enumerate(strings)]
        path = write(tmp_path / "a.csv", columns, records)
        assert [row.cells for row in rows_of(path)] == _told(columns, records)


def test_lines_end_as_the_command_line_expects(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", ["name", "city"], [{"name": 'Anna "A" Smith', "city": ""}, {"name": "Ben"}])
    assert path.read_bytes() == b'name,city\n"Anna ""A"" Smith",\nBen,\n'


def test_the_stream_stays_open_for_its_owner() -> None:
    stream = io.BytesIO()
    assert csv_.write(stream, ["name"], [Rows.of([["Jürgen"]])]) == 1
    assert stream.getvalue() == "name\nJürgen\n".encode()


def test_a_row_is_named_by_the_line_it_starts_in(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b'name,note\r\nAnna,"one\r\ntwo\r\n"\r\n\r\n\r\nBen,x\r\n')
    assert [(row.line, row.cells) for row in rows_of(path)] == [(2, ["Anna", "one\r\ntwo\r\n"]), (7, ["Ben", "x"])]


def test_lines_may_end_as_on_an_old_macintosh(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"name,city\rAnna,York\rBen,Leeds\r")
    assert [(row.line, row.cells) for row in rows_of(path)] == [(2, ["Anna", "York"]), (3, ["Ben", "Leeds"])]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('name,city\nAnna,York\n"Ben,Leeds\nCid,Hull\n', 3),
        ('name,city\n"Anna\nSmith","York\nBen,Leeds\n', 3),
        ('name,city\nAnna,"York', 2),
        ('name,city\nAnna,"', 2),
        ('name,city\r\nAnna,York\r\nBen,"Leeds\r\n\r\n', 3),
    ],
)
def test_a_quotation_mark_never_closed_is_named_by_its_line(tmp_path: Path, text: str, line: int) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode())
    assert refusal(path) == f"The quotation mark opened in line {line} of {path} is never closed."


def test_a_stray_quotation_mark_costs_no_other_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        'name,email,note\n"Anna "A" Smith",anna@example.com,"fine"\n"Ben,ben@example.com,\n'
        'Cid,cid@example.com,"x"\n5" disk,d@example.com,\nEve,eve@example.com,\n'
    )
    rows = rows_of(path)
    assert [row.cells for row in rows] == [
        ['Anna "A" Smith', "anna@example.com", "fine"],
        ['"Ben', "ben@example.com", ""],
        ["Cid", "cid@example.com", "x"],
        ['5" disk', "d@example.com", ""],
        ["Eve", "eve@example.com", ""],
    ]
    assert [row.line for row in rows] == [2, 3, 4, 5, 6]
    assert [row.is_repaired for row in rows] == [True, True, True, False, False]


def test_a_row_of_empty_cells_is_left_out_and_one_of_spaces_known_as_blank(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("name,city\n,\n , \nAnna,\n")
    assert [row.is_blank for row in rows_of(path)] == [True, False]
