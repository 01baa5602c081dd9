import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies
from tui_clients.domain.text import digits, fold, looks_like_phone, one_line, sort_key, spellings, storable

DECOMPOSED = unicodedata.normalize("NFD", "Müller")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ÖSTERREICH", "osterreich"),
        ("Österreich", "osterreich"),
        ("Straße", "strasse"),
        ("STRAẞE", "strasse"),
        ("İstanbul", "istanbul"),
        ("ISTANBUL", "istanbul"),
        ("ısparta", "isparta"),
        (DECOMPOSED, "muller"),
        ("Łódź", "lodz"),
        ("Søren Ærø", "soren aero"),
        ("ǽǿ", "aeo"),
        ("Ðóra Þór", "dora thor"),
        ("ＡＢＣ１", "abc1"),
        ("㎒ ℌ 𝐌𝐮̈𝐥𝐥𝐞𝐫", "mhz h muller"),
        ("ﬁn", "fin"),
        ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
        ("Ёлка", "елка"),
    ],
)
def test_case_accents_and_forms_of_letters_do_not_count(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize("text", ["李小龍", "田中", "タナカ", "محمد علي", "कमला", "עברית", "ไทย", "1/2 & +49", ""])
def test_scripts_without_case_and_accents_stay_as_they_are(text: str) -> None:
    assert fold(text) == text
    assert spellings(text) == (text,)


def test_marks_that_make_another_letter_stay() -> None:
    assert fold("かぎ") != fold("かき")
    assert fold("क्ष") != fold("कष")


def test_a_folded_text_is_folded_already_for_every_character() -> None:
    characters = [chr(code) for code in range(0x32000) if not 0xD800 <= code <= 0xDFFF]
    words = ["".join(characters[start : start + 64]) for start in range(0, len(characters), 64)]
    folded = [(fold(word), fold(word.upper())) for word in words]
    assert [fold(lower) for lower, _upper in folded] == [lower for lower, _upper in folded]
    assert [upper for _lower, upper in folded] == [lower for lower, _upper in folded]


@given(strategies.text())
def test_composed_and_decomposed_spellings_are_the_same(text: str) -> None:
    assert spellings(unicodedata.normalize("NFD", text)) == spellings(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize("stored", ["Müller", "MÜLLER", DECOMPOSED, "Mu\u0308ller"])
@pytest.mark.parametrize("typed", ["mueller", "Müller", "muller", "MÜLL", DECOMPOSED])
def test_umlauts_are_found_under_both_spellings(stored: str, typed: str) -> None:
    assert any(wanted in found for wanted in spellings(typed) for found in spellings(stored))


@pytest.mark.parametrize("typed", ["Müller", "mueller"])
def test_what_was_written_out_is_found_by_its_umlaut(typed: str) -> None:
    assert "mueller" in spellings(typed)
    assert spellings("Mueller") == ("mueller",)


def test_two_spellings_only_where_they_differ() -> None:
    assert spellings("Jörg") == ("jorg", "joerg")
    assert spellings("Ørsted") == ("orsted", "oersted")
    assert spellings("Åse") == ("ase", "aase")
    assert spellings("René") == ("rene",)
    assert spellings("Straße") == ("strasse",)


def test_digits_are_ascii_whatever_their_script() -> None:
    assert digits("+49 (0)1-2") == "49012"
    assert digits("٠١٢٣") == "0123"
    assert digits("１２ ½ ² Ⅳ") == "12"


@pytest.mark.parametrize("text", ["030/1234", "+49", "(0)30-12.34", "١٢٣", "#31#"])
def test_digits_with_punctuation_look_like_a_phone(text: str) -> None:
    assert looks_like_phone(text)


@pytest.mark.parametrize("text", ["", "-", "+", "a1", "1@2", "1_2", "ü1", "李1"])
def test_letters_and_mere_punctuation_do_not(text: str) -> None:
    assert not looks_like_phone(text)


def test_names_sort_without_regard_to_case_accents_and_leading_blanks() -> None:
    names = ["zoe", "Ärmel", "  anna", "Émile", "Bob", "åse", "Zahra"]
    assert sorted(names, key=sort_key) == ["  anna", "Ärmel", "åse", "Bob", "Émile", "Zahra", "zoe"]


def test_white_space_of_every_kind_becomes_one_space() -> None:
    assert one_line(" a\t\r\n b\u2028\u00a0\x85c\x0b") == "a b c"


@given(st.text())
def test_what_is_storable_is_valid_utf8_and_otherwise_the_same(text: str) -> None:
    stored = storable(text)
    assert stored.encode().decode() == stored
    assert [new for new, old in zip(stored, text, strict=True) if new != old] == ["\ufffd"] * sum(
        unicodedata.category(c) == "Cs" for c in text
    )
