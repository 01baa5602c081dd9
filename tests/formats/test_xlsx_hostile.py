"""Spreadsheets made to fill the memory, to hang, or to end the program: each gets one sentence."""

import struct
import subprocess
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from tests.formats.reading import refusal, rows_of
from tests.formats.workbooks import cell, ods, ods_row, raw_xlsx, xlsx
from tui_clients.errors import FileRefused
from tui_clients.formats.detect import detect
from tui_clients.formats.table import opened

NAME = f"<row r='1'>{cell('A1', 'Name')}</row>"
GOOD = {"One": [("Name", "City"), ("Anna", "York")]}


def test_two_cells_in_opposite_corners_take_no_memory_of_ours(tmp_path: Path) -> None:
    far = f"<row r='1048576'>{cell('XFD1048576', 'Anna')}</row>"
    path = raw_xlsx(tmp_path / "a.xlsx", NAME + far)
    size = path.stat().st_size
    assert f"{path} is refused: its cells take more memory than a spreadsheet of {size} bytes should" in refusal(path)


def test_a_count_of_strings_that_is_a_lie_is_refused(tmp_path: Path) -> None:
    strings = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" uniqueCount="4000000000"/>'
    assert "more memory" in refusal(raw_xlsx(tmp_path / "a.xlsx", NAME, xl__sharedStrings=strings))


def test_a_bomb_is_refused_by_its_directory(tmp_path: Path) -> None:
    path = raw_xlsx(tmp_path / "a.xlsx", NAME, xl__sharedStrings="<si/>" * 20_000_000)
    assert f"its {path.stat().st_size} bytes would unpack to 100,00".replace(",", "") in refusal(path)


def test_a_bomb_that_lies_in_its_directory_is_refused(tmp_path: Path) -> None:
    strings = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{"a" * 300_000_000}'
    path = raw_xlsx(tmp_path / "a.xlsx", NAME, xl__sharedStrings=strings)
    lie = path.read_bytes().replace(struct.pack("<I", len(strings)), struct.pack("<I", 1000))
    path.write_bytes(lie)
    assert "damaged" in refusal(path)


def test_rows_that_only_cost_time_are_refused(tmp_path: Path) -> None:
    path = raw_xlsx(tmp_path / "a.xlsx", NAME + "<row/>" * 5_000_000, sheets=100)
    assert "takes longer" in refusal(path)


@pytest.mark.parametrize("columns", [16_384, 1_000_000])
def test_a_million_rows_or_cells_of_a_few_bytes_are_refused(tmp_path: Path, columns: int) -> None:
    repeated = f"<table:table-cell office:value-type='string' table:number-columns-repeated='{columns}'>"
    table = ods_row("Name") + ods_row(f"{repeated}<text:p>x</text:p></table:table-cell>", times=1_000_000)
    assert len(refusal(ods(tmp_path / "a.ods", {"One": table})).splitlines()) == 1
    path = ods(tmp_path / "b.ods", {"One": ods_row("Name") + ods_row("Anna", times=1_000_000)})
    assert "repeats its rows more often" in refusal(path)


def test_a_million_columns_are_refused(tmp_path: Path) -> None:
    wide = f"<row r='1'>{cell('A1', 'Name')}{'<c><v>1</v></c>' * 100_000}</row>"
    assert "more columns than the 16,384" in refusal(raw_xlsx(tmp_path / "a.xlsx", wide))


def test_places_that_do_not_exist_are_refused(tmp_path: Path) -> None:
    for place in ("A99999999999999999999", "A0", "Ä1"):
        assert "damaged" in refusal(raw_xlsx(tmp_path / "a.xlsx", f"<row>{cell(place, 'Name')}</row>"))


def test_entities_are_not_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("SECRET")
    declared = f'<!DOCTYPE x [<!ENTITY out SYSTEM "{secret.as_uri()}"><!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    for entity in ("out", "a", "b"):
        rows = f"{NAME}<row r='2'>{cell('A2', f'x&{entity};')}</row>"
        said = refusal(raw_xlsx(tmp_path / "a.xlsx", rows, declared=declared))
        assert "damaged" in said
        assert "SECRET" not in said


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert refusal(tmp_path / "a.xlsx") == f"{tmp_path / 'a.xlsx'} is a ZIP file: clients cannot be read from it."
    (tmp_path / "b.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000))
    assert "damaged" in refusal(tmp_path / "b.xls")
    (tmp_path / "c.csv").write_text("Name\nAnna\n")
    with pytest.raises(FileRefused, match="cannot be read as a spreadsheet"):
        detect(tmp_path / "c.csv", "xlsx")


@pytest.mark.parametrize("share", [0.01, 0.3, 0.7, 0.99])
def test_a_workbook_that_ends_too_early_is_refused(tmp_path: Path, share: float) -> None:
    path = xlsx(tmp_path / "a.xlsx", GOOD)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    assert len(refusal(path).splitlines()) == 1


def test_a_damaged_byte_never_ends_the_program(tmp_path: Path) -> None:
    data = xlsx(tmp_path / "a.xlsx", GOOD).read_bytes()
    for place in range(0, len(data), max(1, len(data) // 25)):
        path = tmp_path / "b.xlsx"
        path.write_bytes(data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :])
        with suppress(FileRefused):
            assert all(len(row.cells) <= 2 for row in rows_of(path))


def test_a_workbook_with_a_password_is_named_as_such(tmp_path: Path) -> None:
    locked = ods(tmp_path / "a.ods", {"One": ods_row("Name")}, manifest="<manifest:encryption-data/>")
    assert refusal(locked) == f"{locked} is protected with a password: save it without one."
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000) + "EncryptedPackage".encode("utf-16-le"))
    assert refusal(path) == f"{path} is protected with a password: save it without one."


def test_an_archive_of_too_many_parts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "")
        for number in range(10_001):
            archive.writestr(f"{number}", "")
    assert "has more than 10000 parts" in refusal(path)


def test_pictures_in_a_workbook_are_not_looked_at(tmp_path: Path) -> None:
    path = raw_xlsx(tmp_path / "a.xlsx", f"{NAME}<row r='2'>{cell('A2', 'Anna')}</row>", xl__media__image1=b"\x89PNG")
    assert [row.cells for row in rows_of(path)] == [["Anna"]]


def test_no_process_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []
    begin = subprocess.Popen

    def remember(*arguments: object, **options: object) -> subprocess.Popen[bytes]:
        started.append(begin(*arguments, **options))  # type: ignore[call-overload]
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", remember)
    path = xlsx(tmp_path / "a.xlsx", GOOD)
    with opened(path, detect(path)) as table:
        assert started[0].poll() is None
        next(table.rows)
    refusal(raw_xlsx(tmp_path / "b.xlsx", "<row><c>"))
    assert len(started) == 2
    assert all(process.returncode is not None for process in started)
