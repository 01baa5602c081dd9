"""vCards that are damaged, hostile or merely odd: nothing hangs, nothing is refused that can be read."""

import base64
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.reading import only_record, records_of, refusal, rows_of
from tui_clients.formats import vcard_lines
from tui_clients.formats.vcard_fields import record_of
from tui_clients.formats.vcard_lines import cards
from tui_clients.formats.vcard_text import Decoder, escape, fold, split, unescape

WHOLE = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{}\r\nEND:VCARD\r\n"


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "contacts.vcf"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def names(path: Path) -> list[tuple[int, str, bool]]:
    """Return line, name and whether it is damaged of every card."""
    return [(row.line, row.cells[1], row.is_damaged) for row in rows_of(path)]


def test_a_card_without_an_end_is_marked_and_the_others_go_in(tmp_path: Path) -> None:
    text = WHOLE.format("Anna") + "BEGIN:VCARD\r\nFN:Ben\r\n" + WHOLE.format("Cem") + "BEGIN:VCARD\r\nFN:Dora\r\nNOT"
    assert names(written(tmp_path, text)) == [
        (1, "Anna", False), (5, "Ben", True), (7, "Cem", False), (11, "Dora", True),
    ]  # fmt: skip


def test_a_line_that_is_no_property_goes_on_with_the_one_before_and_is_marked(tmp_path: Path) -> None:
    path = written(tmp_path, "BEGIN:VCARD\nFN:Anna\nNOTE:one\ntwo three\nhttps://example.com\nEND:VCARD\n")
    (row,) = rows_of(path)
    assert row.is_damaged
    assert only_record(path)["note"] == "one\ntwo three\nhttps://example.com"


def test_what_stands_outside_of_cards_is_left_out(tmp_path: Path) -> None:
    text = f"{WHOLE.format('Anna')}\n\nFrom: mail\nEND:VCARD\n  \n{WHOLE.format('Ben')}BEGIN:VCALENDAR\nEND:VCALENDAR\n"
    assert [name for _, name, _ in names(written(tmp_path, text))] == ["Anna", "Ben"]


def test_cards_within_cards_are_not_cards_of_their_own(tmp_path: Path) -> None:
    inner = "AGENT:\nBEGIN:VCARD\nFN:Ben\nTEL:1\nAGENT:\nBEGIN:VCARD\nFN:Cem\nEND:VCARD\nEND:VCARD\n"
    path = written(tmp_path, f"BEGIN:VCARD\nFN:Anna\n{inner}TEL;CELL:0171\nEND:VCARD\n{WHOLE.format('Dora')}")
    _, (anna, dora) = records_of(path)
    assert (anna["name"], anna["mobile"], dora["name"]) == ("Anna", "0171", "Dora")
    assert "Ben" in anna["extra"] or "Cem" in anna["extra"]


def test_an_agent_in_one_line_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, r"BEGIN:VCARD" "\nFN:Anna\n" r"AGENT:BEGIN:VCARD\nFN:Ben\nEND:VCARD\n" "\nEND:VCARD\n")
    assert only_record(path) == {"name": "Anna", "extra": '{"Agent": "Ben"}'}


@pytest.mark.parametrize("text", ["FN:Anna\nEND:VCARD\n", "##fileformat=VCF\n", "END:VCARD\n"])
def test_a_file_without_a_card_is_refused_in_one_sentence(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, text)
    assert refusal(path) == f"{path} holds no vCard: no line begins one with BEGIN:VCARD."


@pytest.mark.parametrize(("card", "line"), [("BEGIN:VCARD\n", 5_001), ("BEGIN:VCARD\nEND:VCARD\n", 10_001)])
def test_thousands_of_cards_that_hold_nothing_are_not_looked_at_to_their_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, card: str, line: int
) -> None:
    monkeypatch.setattr(vcard_lines, "_MOST_EMPTY", 5_000)
    path = written(tmp_path, WHOLE.format("Ada") + card * 6_000)
    begin = WHOLE.count("\n") + line
    said = f"in line {begin} still another vCard begins after thousands that hold nothing."
    assert refusal(path) == f"{path} is refused: {said}"


@pytest.mark.parametrize("width", [0, 75])
def test_a_picture_that_is_too_large_is_flagged_and_the_client_goes_in(tmp_path: Path, width: int) -> None:
    data = base64.b64encode(bytes(10_000_000))
    lines = [data[start : start + width] for start in range(0, len(data), width)] if width else [data]
    photo = b"PHOTO;ENCODING=b;TYPE=JPEG:" + b"\r\n ".join(lines)
    path = written(
        tmp_path, b"BEGIN:VCARD\r\n" + photo + b"\r\nFN:Anna\r\nEND:VCARD\r\n" + WHOLE.format("Ben").encode()
    )
    _, (anna, ben) = records_of(path)
    assert (anna["name"], ben["name"]) == ("Anna", "Ben")
    assert len(anna["picture"]) < 100
    assert anna["picture"].endswith("…")


@pytest.mark.parametrize("head", ["PHOTO;ENCODING=b;TYPE=JPEG:", "PHOTO:data:image/jpeg;base64,"])
def test_a_picture_of_the_greatest_size_is_read(tmp_path: Path, head: str) -> None:
    data = base64.b64encode(bytes(5 * 2**20)).decode()
    folded = "\r\n ".join(data[start : start + 74] for start in range(0, len(data), 74))
    record = only_record(written(tmp_path, f"BEGIN:VCARD\r\nFN:A\r\n{head}\r\n {folded}\r\nEND:VCARD\r\n"))
    assert record["picture"] == f"data:image/jpeg;base64,{data}"


@pytest.mark.parametrize(
    ("line", "picture"),
    [
        ("PHOTO;ENCODING=b;TYPE=JPEG:/9j/4A", "data:image/jpeg;base64,/9j/4A=="),
        ("PHOTO;ENCODING=BASE64:iVBORw0KGgo=", "data:image/png;base64,iVBORw0KGgo="),
        ("PHOTO:data:;base64,R0lGODlh", "data:image/gif;base64,R0lGODlh"),
        ("PHOTO;ENCODING=b:bm8gcGljdHVyZQ==", "data:image/unknown;base64,bm8gcGljdHVyZQ==…"),
        ("PHOTO;ENCODING=b;TYPE=PNG:$$$", "data:image/png;base64,$$$="),
        ("PHOTO;VALUE=uri:file:///etc/passwd", ""),
    ],
)
def test_pictures_are_known_by_type_or_content(tmp_path: Path, line: str, picture: str) -> None:
    assert only_record(written(tmp_path, f"BEGIN:VCARD\nFN:A\n{line}\nEND:VCARD\n")).get("picture", "") == picture


def test_base64_that_is_continued_without_a_space_is_read(tmp_path: Path) -> None:
    text = "BEGIN:VCARD\nFN:A\nPHOTO;ENCODING=BASE64;PNG:iVBO\nRw0K\nGgo=\n\nTEL;CELL:1\nEND:VCARD\n"
    record = only_record(written(tmp_path, text))
    assert (record["picture"], record["mobile"]) == ("data:image/png;base64,iVBORw0KGgo=", "1")


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("NOTE;QUOTED-PRINTABLE:a=3D=", "a="),
        ("NOTE;ENCODING=QUOTED-PRINTABLE:=C3=BC=zz", "ü=zz"),
        ("NOTE;ENCODING=QUOTED-PRINTABLE:=\nb=\n\nX:y", "b"),
        ("NOTE;ENCODING=BASE64:w7w=", "ü"),
        ("NOTE;ENCODING=b:w7w", "w7w"),
        (r"NOTE:a\\nb\x\,\;\N\:", "a\\nb\\x,;\n:"),
        ('NOTE;X="a:b;c":d', "d"),
        ('NOTE;X="a:b', "b"),
        ("NOTE : spaced", "spaced"),
        ("NOTE;;=;TYPE=;PREF=abc;PREF=99999999:x", "x"),
    ],
)
def test_odd_values_are_read_as_they_are_meant(tmp_path: Path, line: str, note: str) -> None:
    record = only_record(written(tmp_path, f"BEGIN:VCARD\nVERSION:3.0\nFN:A\n{line}\nEND:VCARD\n"))
    assert record["note"].strip() == note.strip()


def test_a_card_of_a_million_lines_keeps_what_it_began_with(tmp_path: Path) -> None:
    path = written(tmp_path, "BEGIN:VCARD\nFN:Anna\n" + "X-A:b\n" * 300_000 + "END:VCARD\n" + WHOLE.format("Ben"))
    assert [(name, is_damaged) for _, name, is_damaged in names(path)] == [("Anna", True), ("Ben", False)]


def test_a_card_without_content_is_a_blank_row(tmp_path: Path) -> None:
    rows = rows_of(written(tmp_path, "BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\n" + WHOLE.format("Ben")))
    assert [row.is_blank for row in rows] == [True, False]


@pytest.mark.parametrize(
    "piece",
    ["\n", " ", '"', ";", ":", "=", "=\n", "\\", r"\;", "quoted-printable", "a", "a.", ";a=", 'X;"', "ä",
     "BEGIN:VCARD\n", "AGENT:\nBEGIN:VCARD\n", "EMAIL:a\n", "NOTE;QUOTED-PRINTABLE:=\n", "PHOTO;ENCODING=b:\n", " a\n",
     "no colon\n"],
)  # fmt: skip
def test_what_a_quadratic_reader_would_not_finish_is_read(tmp_path: Path, piece: str) -> None:
    text = "BEGIN:VCARD\nFN:Anna\nN;A:" + piece * (300_000 // len(piece)) + "\nEND:VCARD\n"
    assert names(written(tmp_path, text))[0][:2] == (1, "Anna")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_text_leaves_its_line_and_all_but_controls_comes_back(text: str) -> None:
    lines = b"".join(fold(f"NOTE:{escape(text)}")).decode()
    assert len(lines.splitlines()) == lines.count("\r\n") == lines.count("\n")
    assert all(len(line.encode()) <= 75 for line in lines.split("\r\n"))
    unfolded = lines.replace("\r\n ", "").removesuffix("\r\n")
    assert unescape(unfolded.removeprefix("NOTE:")) == unescape(escape(text))
    if text.isprintable():
        assert unescape(escape(text)) == text


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=1), st.sampled_from(",;"))
def test_a_list_of_texts_comes_back(texts: list[str], sign: str) -> None:
    assert split(sign.join(map(escape, texts)), sign) == [unescape(escape(text)) for text in texts]


LINES = ("BEGIN:VCARD", "END:VCARD", "FN:a", "N;ENCODING=b:=", "TEL;TYPE=cell:1", " x", "ADR:;;a;b",
         "PHOTO;ENCODING=b:a", "X-TUICLIENTS-EXACT:{", "AGENT:")  # fmt: skip


@given(st.lists(st.text() | st.sampled_from(LINES)))
def test_any_lines_are_read_without_an_error(lines: list[str]) -> None:
    for found in cards((f"{line}\n" for line in ["BEGIN:VCARD", *lines]), Decoder()):
        assert all(isinstance(text, str) for text in record_of(found.lines).values())
