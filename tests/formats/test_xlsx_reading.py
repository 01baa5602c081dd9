"""What is read from spreadsheets: which sheet, which rows, and each kind of cell as text."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.reading import only_record, records_of, refusal, rows_of
from tests.formats.workbooks import Table, cell, ods, ods_row, ods_value, raw_xlsx, xlsx
from tui_clients.errors import UsageError
from tui_clients.formats.cells import text_of
from tui_clients.formats.detect import detect
from tui_clients.formats.table import opened

HEADER = ("Name", "E-mail", "Note")


def cells_of(path: Path) -> list[list[str]]:
    return [row.cells for row in rows_of(path)]


def notes(path: Path, values: Sequence[Any]) -> list[str]:
    """Return the text of values that stand in cells of one column."""
    xlsx(path, {"One": [HEADER, *(("x", "", value) for value in values)]})
    return [cells[2] for cells in cells_of(path)]


def test_a_workbook_is_read_like_any_table(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"One": [("Name", "E-Mail", "Ort"), ("Anna", "anna@example.com", "Köln")]})
    assert only_record(path) == {"name": "Anna", "email": "anna@example.com", "city": "Köln"}
    detected = detect(path)
    assert (detected.format, detected.encoding, detected.size) == ("xlsx", "", path.stat().st_size)


def test_numbers_are_written_as_a_person_would(tmp_path: Path) -> None:
    values = [12345, 4915112345678, 1234567890123456, 49151123456789010, 1e16, 0.1, 1.5, 1e-7, -3, 0, 1e300]
    assert notes(tmp_path / "a.xlsx", values) == [
        "12345", "4915112345678", "1234567890123456", "49151123456789010", "10000000000000000", "0.1", "1.5",
        "0.0000001", "-3", "0", "1e+300",
    ]  # fmt: skip


def test_dates_and_times_are_iso_8601(tmp_path: Path) -> None:
    values = [
        date(2024, 2, 1), datetime.fromisoformat("2024-02-01 12:30:15"),
        datetime.fromisoformat("2024-02-01 23:59:59"), time(7, 5),
        timedelta(hours=36, minutes=1), date(1900, 3, 1), date(9999, 12, 31),
    ]  # fmt: skip
    assert notes(tmp_path / "a.xlsx", values) == [
        "2024-02-01", "2024-02-01T12:30:15", "2024-02-01T23:59:59", "07:05:00", "36:01:00", "1900-03-01", "9999-12-31",
    ]  # fmt: skip


def test_dates_of_cells_leave_no_order_in_doubt(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"One": [("Name", "Date added"), ("Anna", date(2024, 2, 1))]})
    assert only_record(path)["created_at"] == "2024-02-01"


def test_booleans_are_words_that_a_status_understands(tmp_path: Path) -> None:
    assert notes(tmp_path / "a.xlsx", [True, False]) == ["true", "false"]


def test_formulas_are_read_as_their_stored_value_and_errors_as_blank(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write_formula(1, 0, '=CONCAT("An","na")', None, "Anna")
        sheet.write_formula(1, 1, "=NA()", None, "#N/A")
        sheet.write_formula(1, 2, "=6*7", None, 42)
    assert cells_of(tmp_path / "a.xlsx") == [["Anna", "", "42"]]


def test_rows_have_the_numbers_of_the_sheet(tmp_path: Path) -> None:
    table = [("Export of today",), (), (None, None, *HEADER), (), (None, None, "Anna", "a@example.com"), (), (),
             (None, None, "Ben", "", "x")]  # fmt: skip
    path = xlsx(tmp_path / "a.xlsx", {"One": table})
    assert [(row.line, row.cells[2:]) for row in rows_of(path)] == [
        (5, ["Anna", "a@example.com"]),
        (8, ["Ben", "", "x"]),
    ]
    table = [(None, None, *HEADER), (), (None, None, "Anna")]
    path = xlsx(tmp_path / "b.xlsx", {"One": table})
    assert [(row.line, row.cells) for row in rows_of(path)] == [(3, ["Anna"])]


def test_merged_cells_have_their_value_once(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as workbook:
        sheet = workbook.add_worksheet()
        sheet.merge_range(0, 0, 0, 2, "Our clients")
        sheet.write_row(1, 0, HEADER)
        sheet.merge_range(2, 0, 3, 0, "Anna")
        sheet.write(3, 2, "below")
    assert [(row.line, row.cells) for row in rows_of(tmp_path / "a.xlsx")] == [(3, ["Anna"]), (4, ["", "", "below"])]


def test_the_first_sheet_that_has_column_names_is_read(tmp_path: Path) -> None:
    tables: dict[str, Table] = {"Notes": [("Note",), ("see next sheet",)], "Empty": [], "People": [HEADER, ("Anna",)],
              "More": [HEADER, ("Ben",)]}  # fmt: skip
    path = xlsx(tmp_path / "a.xlsx", tables)
    with opened(path, detect(path)) as table:
        assert (table.header.sheet, table.header.sheets) == ("People", tuple(tables))
        assert [row.cells for row in table.rows] == [["Anna"]]


def test_a_sheet_can_be_named_and_a_wrong_name_is_answered_with_those_there_are(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"People": [HEADER, ("Anna",)], "Größe": [HEADER, ("Ben",)]})
    with opened(path, detect(path, sheet="grösse".upper())) as table:
        assert [row.cells for row in table.rows] == [["Ben"]]
    with (
        pytest.raises(UsageError, match=r"has no sheet “Nobody”; it has: People, Größe\."),
        opened(path, detect(path, sheet="Nobody")),
    ):
        pass


def test_hidden_sheets_are_read_only_by_name_or_where_there_is_no_other(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"Shown": [("x",)], "Old": [HEADER, ("Anna",)]}, hidden=["Old"])
    assert "No column of" in refusal(path)
    with opened(path, detect(path, sheet="Old")) as table:
        assert [row.cells for row in table.rows] == [["Anna"]]


def test_a_repeated_header_is_left_out(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"One": [HEADER, ("Anna",), HEADER, ("Ben",)]})
    assert cells_of(path) == [["Anna"], ["Ben"]]


def test_text_of_several_runs_with_escapes_and_blanks_is_kept(tmp_path: Path) -> None:
    rows = f"<row>{cell('A1', 'Name')}{cell('B1', 'Note')}</row><row><c r='A2' t='inlineStr'><is><r><t>An</t></r>"
    rows += f"<r><t xml:space='preserve'>na </t></r></is></c>{cell('B2', 'a_x0007_b_x005F_x0007_ &amp; c')}</row>"
    assert cells_of(raw_xlsx(tmp_path / "a.xlsx", rows)) == [["Anna ", "a\x07b_x0007_ & c"]]


def test_cells_without_places_and_wrong_dimensions_are_read(tmp_path: Path) -> None:
    rows = "<row><c t='inlineStr'><is><t>Name</t></is></c></row><row><c t='str'><v>Anna</v></c></row>"
    for ref in ("A1", "A1:XFD1048576", "B7:C9"):
        path = raw_xlsx(tmp_path / "a.xlsx", rows, before=f'<dimension ref="{ref}"/>')
        assert cells_of(path) == [["Anna"]]


def test_an_open_document_is_read_with_its_repetitions(tmp_path: Path) -> None:
    values = [ods_value("date", "2024-02-01T10:11:12"), ods_value("date", "2024-02-01"), ods_value("boolean", "true"),
              ods_value("float", "4915112345678"), ods_value("time", "PT07H05M00S")]  # fmt: skip
    blank = '<table:table-cell table:number-columns-repeated="16384"/>'
    table = ods_row("") + ods_row("Name", "Note") + ods_row("Anna", *values) + ods_row("Ben", "a &amp; b", times=2)
    path = ods(tmp_path / "a.ods", {"Blank": ods_row(""), "Tab": table + ods_row(blank, times=1_000_000)})
    assert detect(path).format == "ods"
    assert [(row.line, row.cells) for row in rows_of(path)] == [
        (3, ["Anna", "2024-02-01T10:11:12", "2024-02-01", "true", "4915112345678", "07:05:00"]),
        (4, ["Ben", "a & b"]),
        (5, ["Ben", "a & b"]),
    ]


def test_how_far_a_workbook_has_been_read_is_known(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"One": [HEADER, *((f"Name {n}",) for n in range(2000))]})
    with opened(path, detect(path)) as table:
        positions = [table.position() for _ in table.rows]
    assert positions == sorted(positions)
    assert positions[-1] == table.size == path.stat().st_size
    assert positions[1000] == pytest.approx(table.size / 2, rel=0.1)


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**15), 10**15).map(float))
def test_the_text_of_a_number_is_that_number(number: float) -> None:
    text = text_of(number)
    assert float(text) == number
    assert "e" not in text or not 1e-320 < abs(number) < 1e21


@given(st.datetimes(max_value=datetime.fromisoformat("9999-12-31 00:00:00")), st.integers(-499_999, 499_999))
def test_a_moment_that_misses_the_second_by_a_hair_is_that_second(moment: datetime, hair: int) -> None:
    second = moment.replace(year=max(moment.year, 2), microsecond=0)
    assert text_of(second + timedelta(microseconds=hair)) == second.isoformat()


def test_records_of_two_formats_are_the_same(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"One": [HEADER, ("Anna", "anna@example.com", "x")]})
    other = ods(tmp_path / "a.ods", {"One": ods_row(*HEADER) + ods_row("Anna", "anna@example.com", "x")})
    assert records_of(path)[1] == records_of(other)[1]
