import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui_clients.domain.text import cells, shorten, visible

C0 = [chr(code) for code in range(0x20)]
C1 = [chr(code) for code in range(0x7F, 0xA0)]
BIDI = [c for c in map(chr, range(sys.maxunicode + 1))
        if unicodedata.bidirectional(c) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")]  # fmt: skip
MARKS = ["\u061c", "\u200e", "\u200f"]  # turn the order of what stands beside them
ZERO_WIDTH = ["\u200b", "\u2060", "\u2061", "\u2064", "\ufeff", "\u2028", "\u2029", "\ufff9", "\ufffb", "\U000e0041"]
SURROGATES = [chr(code) for code in range(0xD800, 0xE000)]


@pytest.mark.parametrize(
    "dangerous", [C0, C1, BIDI, MARKS, ZERO_WIDTH, SURROGATES], ids=["C0", "C1", "bidi", "marks", "zero", "lone"]
)
def test_nothing_a_terminal_could_act_on_stays(dangerous: list[str]) -> None:
    assert dangerous
    for character in dangerous:
        shown = visible(f"a{character}b")
        assert character not in shown
        assert shown.startswith("a")
        assert shown.endswith("b")
        assert len(shown) > 2, f"U+{ord(character):04X} was dropped, not shown"
        assert shown.encode()


def test_each_becomes_a_sign_of_its_own() -> None:
    dangerous = [*C0, *C1, *BIDI, *MARKS, *ZERO_WIDTH, *SURROGATES]
    assert len({visible(character) for character in dangerous}) == len(set(dangerous))
    assert visible("\x1b\x00\x7f\n") == "␛␀␡␊"
    assert visible("\x9b\u202e\ud800") == "⟨U+009B⟩⟨U+202E⟩⟨U+D800⟩"


@pytest.mark.parametrize(
    "attack", ["\x1b]0;x\x07", "\x1b]52;c;eA==\x1b\\", "\x9d0;x\x9c", "\x1b[31mred", "a\rb", "\u202egnp.exe", "\x0e"]
)
def test_sequences_are_harmless_and_legible(attack: str) -> None:
    shown = visible(attack)
    assert all(c.isprintable() for c in shown)
    assert re.sub("⟨U\\+[0-9A-F]{4}⟩|[␀-␡]", "", shown) == "".join(c for c in attack if c.isprintable())


@pytest.mark.parametrize("text", ["Müller", "李小龙", "محمد", "👩‍👩‍👧", "می‌خواهم", "🇩🇪", "a b", "☂️", "[/]", "=1+1", ""])
def test_what_people_write_stays_as_it_is(text: str) -> None:
    assert visible(text) == text
    assert visible(text, line_breaks=True) == text


def test_line_breaks_stay_only_where_they_are_wanted() -> None:
    text = "a\r\nb\nc\td\re"
    assert visible(text, line_breaks=True) == "a\nb\nc    d␍e"
    assert visible(text) == "a␍␊b␊c␉d␍e"


@given(st.text(st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zp", "L", "P"])))
def test_what_is_visible_already_does_not_change_again(text: str) -> None:
    assert visible(visible(text)) == visible(text)
    several = visible(text, line_breaks=True)
    assert visible(several, line_breaks=True) == several
    assert several.count("\n") == text.count("\n")


@pytest.mark.parametrize("text", ["abc", "李小", "Ａ", "e\u0301", "☂\ufe0f", "한국", "", "👍"])
def test_cells_are_what_the_terminal_takes(text: str) -> None:
    assert cells(text) == cell_len(text)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Co", "Cn", "Cf"])))
def test_cells_are_never_fewer_than_the_screen_takes(text: str) -> None:
    assert cells(text) >= cell_len(text) - text.count("\u0345")


@given(st.text(), st.integers(0, 40))
def test_a_shortened_text_fits_and_says_that_it_was_cut(text: str, width: int) -> None:
    shown = visible(text)
    short = shorten(shown, width)
    assert cells(short) <= width
    if short != shown:
        assert width == 0 or (short.endswith("…") and shown.startswith(short[:-1]))


def test_shortening_does_not_waste_room() -> None:
    assert shorten("abcdef", 6) == "abcdef"
    assert shorten("abcdefg", 6) == "abcde…"
    assert shorten("李小龙", 5) == "李小…"
    assert shorten("李小龙", 4) == "李…"
    assert shorten("a", 0) == ""
