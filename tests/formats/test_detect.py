import codecs
import os
from pathlib import Path

import pytest

from tests.formats.reading import records_of, refusal, rows_of
from tui_clients.errors import UsageError
from tui_clients.formats.detect import detect
from tui_clients.formats.table import opened

GERMAN = "Anrede;Vorname;Nachname;Straße geschäftlich;Ort geschäftlich\r\nHerr;Jürgen;Groß;Königstraße 5;Köln\r\n"
POLISH = "Imię,name,city\nŁukasz,Łukasz Wójcik,Łódź\nMałgorzata,Małgorzata Dąbrowska,Gdańsk\n" * 3
RUSSIAN = "name;city\nИван Петров;Москва\nМария Иванова;Санкт-Петербург\n" * 3
JAPANESE = "name,city\n山田太郎,東京\n鈴木花子,大阪\n" * 3
CHINESE = "name,city\n王小明,北京\n李丽,上海\n" * 3
FRENCH = "name;city\nFrançois Lefèvre;Besançon\nHélène Côté;Nîmes\n"


def written(path: Path, content: bytes | str, encoding: str = "utf-8") -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (GERMAN, "utf-8"),
        (GERMAN, "utf-8-sig"),
        (GERMAN, "cp1252"),
        (GERMAN, "iso8859-15"),
        (GERMAN, "cp850"),
        (GERMAN, "mac-roman"),
        (GERMAN, "utf-16"),
        (GERMAN, "utf-16-le"),
        (GERMAN, "utf-16-be"),
        (GERMAN, "utf-32"),
        (FRENCH, "cp1252"),
        (FRENCH, "mac-roman"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859-2"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (JAPANESE, "shift_jis"),
        (CHINESE, "gb18030"),
    ],
)
def test_a_short_file_is_read_in_the_encoding_it_was_written_in(tmp_path: Path, text: str, encoding: str) -> None:
    path = written(tmp_path / "clients.csv", text, encoding)
    read = [row.cells for row in rows_of(path)]
    delimiter = ";" if ";" in text else ","
    assert read == [line.split(delimiter) for line in text.splitlines()[1:] if line != text.splitlines()[0]]


@pytest.mark.parametrize(("text", "encoding"), [(GERMAN, "cp1252"), (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r")])
def test_letters_that_come_late_in_a_large_file_are_read_right(tmp_path: Path, text: str, encoding: str) -> None:
    path = written(tmp_path / "clients.csv", "name;city\n" + "Anna Smith;York\n" * 60_000 + text, encoding)
    assert rows_of(path)[-1].cells == text.splitlines()[-1].split(";")


def test_a_guessed_encoding_is_marked_as_a_guess(tmp_path: Path) -> None:
    assert detect(written(tmp_path / "a.csv", GERMAN, "cp1252")).is_guess
    assert not detect(written(tmp_path / "b.csv", GERMAN)).is_guess


def test_one_wrong_byte_in_utf_8_is_named_by_its_line_and_garbles_nothing(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", b"name;ort\n" + "Müller;Köln\n".encode() * 10 + b"M\xc3ller;Ulm\n")
    assert "Line 12 of" in refusal(path)
    assert "utf-8" in refusal(path)


def test_a_character_cut_at_the_end_of_the_sample_is_no_error(tmp_path: Path) -> None:
    for shift in range(3):
        text = "name\n" + "x" * shift + "\n" + "€\n" * 70_000
        assert detect(written(tmp_path / f"{shift}.csv", text)).encoding == "utf-8"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_without_a_question(tmp_path: Path, delimiter: str) -> None:
    lines = [("Name", "E-Mail", "Betrag"), ("Anna", "anna@example.com", "1.5"), ("Ben", "ben@example.com", "2.5")]
    path = written(tmp_path / "a.csv", "\n".join(delimiter.join(line) for line in lines))
    assert detect(path).delimiter == delimiter


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a;b\n1,5;2,5\n3,5;4,5\n", ";"),  # decimal commas
        ("Name;Ort\nMüller, Jo;Köln, Altstadt\nGroß, Ada;Ulm, Süd\n", ";"),  # more commas than semicolons
        ('name,tags\nAnna,"a; b"\nBen,a; b; c\nCid,x; y\n', ","),
        ('name,note\nAnna,"one;two\nthree;four\nfive;six"\n', ","),  # delimiters inside quotes do not count
        ("name\na;b\nc;d\ne;f\n", ","),  # one column
        ("sep=;\nx;b,a,r,c,d,e\n1;2,3,4,5,6,7\n", ";"),  # as Excel declares it
        ("Clients, as of today, all\n\nName;City\nAnna;York\n", ";"),
        ("x|y|z\n1|2|3\n", "|"),
    ],
)
def test_what_only_looks_like_a_delimiter_is_none(tmp_path: Path, text: str, delimiter: str) -> None:
    assert detect(written(tmp_path / "a.csv", text)).delimiter == delimiter


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("a.csv", "name\nAnna\n", "csv"),
        ("a.txt", '[\n {"name": "Anna"}]', "json"),
        ("a.json", '{"clients": [{"name": "Anna"}]}', "json"),
        ("a.json", '{"name": "Anna"}\n{"name": "Ben"}\n', "jsonl"),
        ("a.dat", '{"name": "Anna"}\n{"name": "Ben"}\n', "jsonl"),
        ("a.csv", "[Name];City\nAnna;York\n", "csv"),
    ],
)
def test_the_content_says_what_the_format_is(tmp_path: Path, name: str, text: str, found: str) -> None:
    assert detect(written(tmp_path / name, text)).format == found


def test_what_the_caller_knows_is_not_guessed(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", "name;city\nJürgen;Köln\n", "cp1252")
    detected = detect(path, encoding="iso8859-9", delimiter=",")
    assert (detected.encoding, detected.delimiter, detected.is_guess) == ("iso8859-9", ",", False)
    with pytest.raises(UsageError, match="rot13"):
        detect(path, encoding="rot13")


@pytest.mark.parametrize(
    "content", [b"", b" \r\n\t\n", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF8 + b"\n \n", b"\n" * 1_000_000]
)
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    assert refusal(written(tmp_path / "a.csv", content)).endswith("a.csv is empty: there is nothing to read.")


def test_blank_lines_above_the_header_do_no_harm(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", b"\n" * 400_000 + b"name;city\nAnna;York\n")
    (row,) = rows_of(path)
    assert (row.line, row.cells) == (400_002, ["Anna", "York"])


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "PNG"),
        (b"\xff\xd8\xff\xe0" + bytes(range(256)), "JPEG"),
        (b"SQLite format 3\0" + bytes(5000), "SQLite"),
        (b"\x7fELF\x02\x01\x01" + bytes(500), "ELF"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
        (b"PK\x03\x04" + bytes(100), "ZIP"),
    ],
)
def test_a_file_of_another_kind_is_refused_by_its_kind(tmp_path: Path, content: bytes, kind: str) -> None:
    assert f"is a {kind} file" in refusal(written(tmp_path / "clients.csv", content))


@pytest.mark.parametrize(
    "content", [bytes(100_000), os.urandom(100_000), bytes(range(256)) * 10, b"name\n\xff\0\xfe\0\1"]
)
def test_bytes_that_are_no_text_are_refused(tmp_path: Path, content: bytes) -> None:
    assert "is not a text file" in refusal(written(tmp_path / "clients.csv", content))


def test_formats_that_cannot_be_read_yet_are_named(tmp_path: Path) -> None:
    assert "damaged" in refusal(written(tmp_path / "a.xlsx", b"PK\x03\x04" + bytes(26) + b"xl/workbook.xml"))


def test_what_is_not_a_file_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert refusal(tmp_path / "pipe").endswith("pipe is a pipe or a device, not a file.")
    assert refusal(Path("/dev/zero")) == "/dev/zero is a pipe or a device, not a file."
    assert refusal(tmp_path) == f"{tmp_path} is a folder, not a file."
    assert refusal(tmp_path / "none.csv") == f"{tmp_path / 'none.csv'} does not exist."


def test_how_far_a_file_has_been_read_is_known(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", "name,city\n" + "Anna,York\n" * 50_000)
    with opened(path, detect(path)) as table:
        positions = [table.position() for _ in table.rows]
    assert table.size == path.stat().st_size == positions[-1]
    assert positions == sorted(positions)
    assert positions[25_000] == pytest.approx(table.size / 2, rel=0.1)


def test_a_link_to_a_file_is_read(tmp_path: Path) -> None:
    written(tmp_path / "a.csv", "name\nAnna\n")
    (tmp_path / "link.csv").symlink_to(tmp_path / "a.csv")
    _, records = records_of(tmp_path / "link.csv")
    assert records == [{"name": "Anna"}]
