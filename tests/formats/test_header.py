from pathlib import Path

import pytest

from tests.formats.reading import records_of, refusal, rows_of
from tui_clients.formats.detect import detect
from tui_clients.formats.keys import header_key
from tui_clients.formats.table import opened


def header_of(path: Path, *named: str) -> tuple[int, tuple[str, ...]]:
    with opened(path, detect(path), named) as table:
        return table.header.line, table.header.columns


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("header", "same"),
    [
        ("E-Mail-Adresse", "e_mail adresse"),
        ('"Straße geschäftlich"', "STRASSE GESCHÄFTLICH"),
        (" Postal  Code* ", "postal_code"),
        ("Created (UTC)", "created utc"),
        ("\ufeffName", "name"),
    ],
)
def test_headers_are_compared_without_case_accents_and_punctuation(header: str, same: str) -> None:
    assert header_key(header) == header_key(same)


def test_titles_above_the_header_are_stepped_over(tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.csv", "Client report\nAll clients, by name\n\n;;\nName;E-Mail\nAnna;anna@example.com\n"
    )
    assert header_of(path) == (5, ("Name", "E-Mail"))
    assert [row.cells for row in rows_of(path)] == [["Anna", "anna@example.com"]]


def test_a_header_that_comes_again_is_no_client(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", "Name,City\nAnna,York\nName, City\nBen,Leeds\nName,Hull\n")
    assert [row.line for row in rows_of(path)] == [2, 4, 5]


def test_a_client_called_like_the_only_column_stays(tmp_path: Path) -> None:
    assert [row.cells for row in rows_of(written(tmp_path / "a.csv", "name\nAnna\nname\n"))] == [["Anna"], ["name"]]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Anna;Kunde;Berlin\nBen;Kunde;Bonn\n", "Anna, Kunde, Berlin"),
        ("Mobile,+49 151 12345678\nPhone,0301234567\n", "Mobile, +49 151 12345678"),
        ("shoe size,star sign\n38,Leo\n", "shoe size, star sign"),
    ],
)
def test_a_file_without_a_known_column_is_refused_with_what_it_holds(tmp_path: Path, text: str, shown: str) -> None:
    path = written(tmp_path / "a.csv", text)
    assert refusal(path) == (
        f"No column of {path} is known: line 1 holds “{shown}”. "
        "Expected is a line of column names such as Name, E-mail, Phone; --header says which one it is, or that there "
        "is none."
    )


def test_one_known_column_among_many_is_enough(tmp_path: Path) -> None:
    mapping, records = records_of(written(tmp_path / "a.csv", "name,shoe size,star sign\nAnna,38,Leo\n"))
    assert records == [{"name": "Anna"}]
    assert mapping.unmapped == ("shoe size", "star sign")


def test_a_column_the_user_names_is_known(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", "Bezeichner;Anschluss;Zeichen\nAnna;4711;x\n")
    assert header_of(path, "bezeichner") == (1, ("Bezeichner", "Anschluss", "Zeichen"))
