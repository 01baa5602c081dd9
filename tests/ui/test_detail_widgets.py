"""The parts of the profile that are functions: wrapping, and the colours of charts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.color import Color

from tui_clients.domain.text import cells, visible
from tui_clients.ui.widgets.chart import coloured
from tui_clients.ui.widgets.wrapping import wrapped

TEXT = st.text(st.sampled_from("ab 漢字é\u0301\n\t\x1b\x9b\u202e🙂-"), max_size=80)


@given(TEXT, st.integers(2, 30))
def test_no_line_is_wider_than_asked(text: str, width: int) -> None:
    assert max(map(cells, wrapped(text, max(width, 8)))) <= max(width, 8)


@given(TEXT, st.integers(8, 30))
def test_wrapping_loses_nothing_but_spaces(text: str, width: int) -> None:
    assert "".join("".join(wrapped(text, width)).split()) == "".join(visible(text, line_breaks=True).split())


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one two three", ["one two", "three"]),
        ("exactly8 then", ["exactly8", "then"]),
        ("breaks-where-it-must", ["breaks-w", "here-it-", "must"]),
        ("a\n\nb", ["a", "", "b"]),
        ("  kept in", ["  kept", "in"]),
        ("漢字漢字漢", ["漢字漢字", "漢"]),
        ("", [""]),
    ],
)
def test_lines_break_between_words_where_they_can(text: str, lines: list[str]) -> None:
    assert wrapped(text, 8) == lines


def test_a_chart_keeps_its_colours_and_nothing_else_a_terminal_acts_on() -> None:
    text = coloured("\x1b[38;5;2mok\x1b[0m \x1b]0;x\x07\x1b[2J\x9b1m \x1b]8;;http://x\x1b\\y", {})
    assert text.plain == "ok ␛]0;x␇␛[2J⟨U+009B⟩1m ␛]8;;http://x␛\\y"
    assert [(span.start, span.end) for span in text.spans if str(span.style) == "color(2)"] == [(0, 2)]


def test_a_chart_takes_the_colours_of_the_theme() -> None:
    text = coloured("\x1b[38;5;2;48;5;4mok\x1b[0m", {2: Color(1, 2, 3)})
    assert [str(span.style) for span in text.spans] == ["#010203 on color(4)"]
