"""How the lines, encodings, names and genders of vCards are read."""

from pathlib import Path

import pytest

from tests.formats.reading import only_record, records_of
from tests.formats.reading import vcard as card


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\r\r\n"])
def test_lines_may_end_in_any_way(tmp_path: Path, end: str) -> None:
    path = card(tmp_path, "VERSION:3.0", "FN:Anna", "NOTE:one ", " two", "TEL;TYPE=CELL:0171", end=end)
    assert only_record(path) == {"name": "Anna", "note": "one two", "mobile": "0171"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp1251"])
def test_the_encoding_of_a_file_is_found_out(tmp_path: Path, encoding: str) -> None:
    name = "Иван Петров" if encoding == "cp1251" else "Jürgen Müßig"
    note = "договор подписан и оплачен" if encoding == "cp1251" else "fährt über Köln"
    path = card(tmp_path, "VERSION:3.0", f"FN:{name}", f"NOTE:{note}", encoding=encoding)
    assert only_record(path) == {"name": name, "note": note}


def test_a_charset_beside_a_value_is_that_of_the_value(tmp_path: Path) -> None:
    path = tmp_path / "mixed.vcf"
    lines = [
        b"BEGIN:VCARD", b"VERSION:2.1",
        b"FN;CHARSET=ISO-8859-5:" + "Иван".encode("iso8859-5"),
        b"ORG;CHARSET=Shift_JIS:" + "表計算;部".encode("shift_jis"),
        b"NOTE;CHARSET=no-such-one:" + "Köln".encode(),
        b"END:VCARD",
    ]  # fmt: skip
    path.write_bytes(b"\n".join(lines))
    assert only_record(path) == {
        "name": "Иван", "company_name": "表計算", "extra": '{"Department": "部"}', "note": "Köln",
    }  # fmt: skip


def test_cards_of_several_encodings_may_stand_in_one_file(tmp_path: Path) -> None:
    texts = [f"BEGIN:VCARD\r\nFN:{name} Süß\r\nNOTE:fährt über Köln\r\nEND:VCARD\r\n" for name in ("Jürgen", "Zoë")]
    (tmp_path / "a.vcf").write_bytes(texts[0].encode("cp1252") + b"\xef\xbb\xbf" + texts[1].encode())
    _, records = records_of(tmp_path / "a.vcf")
    assert [record["name"] for record in records] == ["Jürgen Süß", "Zoë Süß"]
    assert {record["note"] for record in records} == {"fährt über Köln"}


def test_lines_that_are_folded_within_a_character_are_joined(tmp_path: Path) -> None:
    data = "BEGIN:VCARD\r\nFN:Jürgen\r\nEND:VCARD\r\n".encode().replace(b"\xc3\xbc", b"\xc3\r\n \xbc")
    (tmp_path / "a.vcf").write_bytes(data)
    assert only_record(tmp_path / "a.vcf") == {"name": "Jürgen"}


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("N:Berg;Anna;Maria;Dr.;MBA", "Anna Maria Berg MBA"),
        ("NICKNAME:Anni", "Anni"),
        ("ORG:Berg AG;Sales", "Berg AG"),
        ("EMAIL:anna@example.com", "anna@example.com"),
        ("TEL:0171", "0171"),
        ("fn:anna", "anna"),
        ("item1.FN;LANGUAGE=de:Anna", "Anna"),
        ("FN:\nN:Berg;;;;", "Berg"),
    ],
)
def test_a_card_without_a_name_is_called_by_what_it_has(tmp_path: Path, line: str, name: str) -> None:
    assert only_record(card(tmp_path, line))["name"] == name


@pytest.mark.parametrize(
    ("line", "gender"),
    [("GENDER:M", "male"), ("GENDER:O;nonbinary", "other"), ("GENDER:;it is mine", "other"), ("GENDER:U", ""),
     ("GENDER:N", ""), ("GENDER:;weiblich", "weiblich"), ("X-GENDER:Female", "Female"), ("X-WAB-GENDER:1", "female")],
)  # fmt: skip
def test_genders_of_every_version_are_read(tmp_path: Path, line: str, gender: str) -> None:
    assert only_record(card(tmp_path, "FN:A", line)).get("gender", "") == gender


def test_only_version_2_1_folds_before_a_space_of_the_text(tmp_path: Path) -> None:
    texts = (f"BEGIN:VCARD\nVERSION:{version}\nFN:Anna\n Berg\nEND:VCARD\n" for version in ("3.0", "2.1", "4.0"))
    (tmp_path / "a.vcf").write_text("".join(texts))
    _, records = records_of(tmp_path / "a.vcf")
    assert [record["name"] for record in records] == ["AnnaBerg", "Anna Berg", "AnnaBerg"]


@pytest.mark.parametrize("line", ["TEL;FAX;WORK:030", "TEL;TYPE=work,voice,FAX:030", "TEL;TYPE=FAX;TYPE=WORK:030"])
def test_what_a_number_is_for_is_said_in_one_way(tmp_path: Path, line: str) -> None:
    assert only_record(card(tmp_path, "FN:A", line))["more_phones"] == "work fax: 030"


def test_what_another_program_has_changed_is_not_taken_back(tmp_path: Path) -> None:
    exact = (
        r'X-TUICLIENTS-EXACT:{"name": ["A\\nb"\, "A\\r\\nb"]\, "note": ["x"\, "y"]\, "shoe": ["a"\, "b"]\, "city": 1}'
    )
    assert only_record(card(tmp_path, r"FN:A\nb", "NOTE:new", exact)) == {"name": "A\r\nb", "note": "new"}
