"""What is written to XLSX: text that stays text, dates that are dates, nothing cut, nothing left behind."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.formats.reading import rows_of, write
from tui_clients.domain.joined import Rows
from tui_clients.errors import FileRefused, UsageError
from tui_clients.formats import atomic, xlsx
from tui_clients.formats.detect import detect
from tui_clients.formats.table import opened

ANNA = Rows.of([("Anna",)])
COLUMNS = ["name", "email", "note", "city", "uid"]
cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"), max_size=12)
markup = st.text("<r>/_x0007A\r\n\t\0\x1f '&\ufeff", max_size=12) | st.sampled_from(
    ["<r><t>x</t></r>", "<r></r>", "=1+1", "{=1}", "+1", "-1", "@x", "http://a.example", "mailto:a@b", "internal:A1",
     "12345", "007", "1e5", "TRUE", "#N/A", "_x0041_", "2024-01-01", "__x005F_x0041_", " ", "\n"]
)  # fmt: skip


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=20)
@given(data=st.data())
def test_any_text_comes_back_as_it_was(tmp_path: Path, data: st.DataObject) -> None:
    one = st.fixed_dictionaries(dict.fromkeys(COLUMNS, cells | markup))
    records = data.draw(st.lists(one, max_size=8))
    path = write(tmp_path / "a.xlsx", COLUMNS, records, "xlsx")
    expected = [[record[column] for column in COLUMNS] for record in records]
    rows = rows_of(path)
    read = {row.line: [*row.cells, *[""] * (len(COLUMNS) - len(row.cells))] for row in rows}
    assert read == {line: values for line, values in enumerate(expected, 2) if any(values)}


def test_text_is_never_a_formula_a_link_or_a_number(tmp_path: Path) -> None:
    texts = ["=1+1", "{=1}", "+49 30 1", "-1", "@x", "https://a.example", "mailto:a@b.example", "internal:A!1", "00123"]
    path = write(tmp_path / "a.xlsx", ["name"], [{"name": text} for text in texts], "xlsx")
    sheet = part(path, "xl/worksheets/sheet1.xml")
    assert sheet.count('t="inlineStr"') == len(texts) + 1
    assert not any(mark in sheet for mark in ("<f>", "<hyperlink", "<v>"))


def test_the_header_is_bold_stays_in_sight_and_filters(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", ["name", "city"], [{"name": "Anna"}, {"name": "Ben"}], "xlsx")
    sheet = part(path, "xl/worksheets/sheet1.xml")
    assert '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' in sheet
    assert '<autoFilter ref="A1:B3"/>' in sheet
    assert '<c r="A1" s="2"' in sheet or '<c r="A1" s="1"' in sheet
    assert "<b/>" in part(path, "xl/styles.xml")


def test_moments_are_cells_with_a_date_in_utc(tmp_path: Path) -> None:
    records = [
        {"name": "Anna", "created_at": "2024-03-01T00:00:00Z"},
        {"name": "Ben", "created_at": "1799-03-01T10:00:00Z"},
        {"name": "Cem", "created_at": ""},
    ]
    path = write(tmp_path / "a.xlsx", ["name", "created_at"], records, "xlsx")
    assert "<v>45352</v>" in part(path, "xl/worksheets/sheet1.xml")
    with opened(path, detect(path)) as table:
        assert table.header.columns == ("name", "created_at (UTC)")
        assert [row.cells[1:] for row in table.rows] == [["2024-03-01"], ["1799-03-01T10:00:00Z"], []]


def test_a_value_that_no_cell_can_hold_is_named_and_nothing_written(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    write(target, ["name", "note"], [{"name": "Anna", "note": "x" * 32_767}, {"name": "😀", "note": "y"}], "xlsx")
    assert len(rows_of(target)[0].cells[1]) == 32_767
    before = target.read_bytes()
    for note, reason in (
        ("x" * 32_768, "32767 characters"),
        ("😀" * 16_384, "32767 characters"),
        ("\uffff", "no spread"),
    ):
        with pytest.raises(FileRefused, match=f"“note” of “Anna” has .*{reason}"), atomic.replacing(target) as stream:
            xlsx.write(stream, ["name", "note"], [Rows.of([("Anna", note)])])
    assert target.read_bytes() == before
    assert list(tmp_path.iterdir()) == [target]


def test_more_clients_than_a_sheet_has_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 2)
    assert xlsx.write(io.BytesIO(), ["name"], [ANNA] * 2) == 2
    with pytest.raises(UsageError, match="holds 2 clients at most"):
        xlsx.write(io.BytesIO(), ["name"], [ANNA] * 3)


def test_no_file_is_left_in_the_folder_of_temporary_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def parts() -> Iterator[Rows]:
        yield ANNA
        assert [folder.stat().st_mode & 0o777 for folder in tmp_path.iterdir()] == [0o700]
        raise KeyError

    with pytest.raises(KeyError):
        xlsx.write(io.BytesIO(), ["name"], parts())
    assert list(tmp_path.iterdir()) == []
    xlsx.write(io.BytesIO(), ["name"], [ANNA])
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_the_previous_file(tmp_path: Path) -> None:
    target = write(tmp_path / "a.xlsx", ["name"], [{"name": "Anna"}], "xlsx")
    before = target.read_bytes()
    with (
        pytest.raises(FileRefused, match="No space left on device"),
        atomic.replacing(target),
        Path("/dev/full").open("wb", buffering=0) as full,
    ):
        xlsx.write(full, ["name"], [ANNA])
    assert target.read_bytes() == before
