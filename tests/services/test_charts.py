import math
import re
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tui_clients.services.charts import Bar, Colour, Slice, bars, pie, warm_up

SGR = re.compile(r"\x1b\[[\d;]*m")
STATES = [
    Slice("draft", 2, "2", Colour.GREY),
    Slice("paid", 31, "31", Colour.GREEN),
    Slice("overdue", 6, "6", Colour.RED),
    Slice("canceled", 1, "1", Colour.BLUE),
]
SERIES = ["Invoiced", "Paid"]
YEAR = [Bar(f"{i:02}/26", (1000.0 + 100 * i, 500.0)) for i in range(1, 13)]
QUARTERS = {" ": 0} | dict.fromkeys("▖▗▘▝", 1) | dict.fromkeys("▀▄▌▐▚▞", 2) | dict.fromkeys("▙▛▜▟", 3)


def plain(text: str) -> list[str]:
    return SGR.sub("", text).split("\n")


def disc(text: str, rows: int) -> list[str]:
    """The part of a pie beside its legend."""
    return [line[: rows * 2].ljust(rows * 2) for line in plain(text)]


def painted(text: str, rows: int) -> dict[tuple[int, int], tuple[str, bool]]:
    """Each cell of a disc in colour: its character and whether it has a colour behind it."""
    found = {}
    for row, line in enumerate(text.split("\n")):
        column, has_ground = 0, False
        for sequence, character in re.findall(r"(\x1b\[[\d;]*m)|(.)", line):
            if sequence:
                has_ground = "48;5" in sequence or (has_ground and "[0m" not in sequence)
            elif column < rows * 2:
                found[column, row] = character, has_ground
            column += len(character)
    return found


@pytest.mark.parametrize("rows", [6, 7, 14, 20])
@pytest.mark.parametrize("colour", [True, False])
def test_a_pie_is_a_full_circle_in_cells_that_are_twice_as_high_as_wide(rows: int, colour: bool) -> None:
    shape = disc(pie([Slice("all", 1, "1")], 100, rows, colour=colour), rows)
    widths = [len(line.strip()) for line in shape]
    quarters = sum(QUARTERS.get(character, 4) for line in shape for character in line)
    assert len(shape) == rows
    assert max(widths) == rows * 2
    assert widths == widths[::-1]
    assert all(line == line.strip().center(rows * 2) for line in shape)
    assert quarters == pytest.approx(math.pi * rows**2 * 2, rel=0.04 if colour else 0.09)


def test_the_area_of_a_sector_is_its_share() -> None:
    text = pie([Slice("half", 50, "50"), Slice("third", 35, "35"), Slice("rest", 15, "15")], 100, 24, colour=False)
    filled = Counter("".join(disc(text, 24)).replace(" ", ""))
    fills = [line[48:].split()[0][0] for line in plain(text) if "%" in line]
    assert [filled[fill] / filled.total() for fill in fills] == pytest.approx([0.5, 0.35, 0.15], abs=0.02)


def test_sectors_go_clockwise_from_the_top() -> None:
    text = pie([Slice(name, 1, "1") for name in ("a", "b", "c", "d")], 60, 12, colour=False)
    top, bottom = disc(text, 12)[3], disc(text, 12)[8]
    fills = {line[24:].split()[1]: line[24:].split()[0][0] for line in plain(text) if "%" in line}
    assert (top[14], bottom[14], bottom[9], top[9]) == (fills["a"], fills["b"], fills["c"], fills["d"])


def test_the_legend_names_label_number_and_share_of_each_sector() -> None:
    text = pie([Slice("Offen", 1, "1.234,50 €"), Slice("Bezahlt", 3, "3.703,50 €")], 80, 10, percent="{} %".format)
    entries = [" ".join(line.split()) for line in plain(text)]
    assert any(entry.endswith("Offen 1.234,50 € 25 %") for entry in entries)
    assert any(entry.endswith("Bezahlt 3.703,50 € 75 %") for entry in entries)


@given(st.lists(st.floats(0.001, 1e99), min_size=1, max_size=12))
@settings(max_examples=50, deadline=None)
def test_each_share_is_right_to_half_a_percent(values: list[float]) -> None:
    legend = pie([Slice("x", value, "") for value in values], 20, len(values), colour=False)
    shares = [int(share) for share in re.findall(r"(\d+)%", legend)]
    assert len(shares) == len(values)
    whole = math.fsum(values)
    assert all(abs(share - 100 * (v / whole)) <= 0.5 + 1e-9 for share, v in zip(shares, values, strict=True))


@pytest.mark.parametrize(("count", "share"), [(3, "33%"), (8, "13%"), (11, "9%")])
def test_equal_slices_have_equal_shares(count: int, share: str) -> None:
    text = pie([Slice("x", 1, "1")] * count, 60, 14)
    assert re.findall(r"\d+%", SGR.sub("", text)) == [share] * count


def test_without_colour_each_sector_has_a_fill_of_its_own_that_the_legend_repeats() -> None:
    text = pie(STATES, 80, 14, colour=False)
    legend = [line[28:].split() for line in plain(text) if "%" in line]
    fills = [entry[0][0] for entry in legend]
    assert [entry[1] for entry in legend] == ["draft", "paid", "overdue", "canceled"]
    assert len(set(fills)) == 4
    assert set("".join(disc(text, 14))) - {" "} == set(fills)


def test_in_colour_a_key_in_the_sector_leads_to_the_legend() -> None:
    text = pie(STATES, 80, 20)
    for key, slice_ in zip("123", STATES, strict=False):
        assert slice_.colour is not None
        paint = re.escape(f"\x1b[38;5;{slice_.colour.ink}m\x1b[48;5;{int(slice_.colour)}m")
        assert len(re.findall(f"{paint} ?{key} ?\x1b", text)) == 2, slice_.label


@pytest.mark.parametrize("rows", [9, 14, 20])
def test_an_edge_shows_the_neighbour_behind_it_and_the_rim_shows_nothing(rows: int) -> None:
    slices = [Slice(str(i), i, "") for i in range(1, 10)]
    one, many = painted(pie(slices[:1], 80, rows), rows), painted(pie(slices, 80, rows), rows)
    rim = {place for place, (character, _) in one.items() if QUARTERS.get(character, 4) < 4}
    assert len(rim) > 20
    assert all(many[place] == one[place] for place in rim)
    inside = set(one) - rim
    assert any(many[place][1] for place in inside)
    assert all(many[place][1] or QUARTERS.get(many[place][0], 4) == 4 for place in inside)


def test_one_percent_is_named_even_where_it_is_too_small_to_see() -> None:
    text = pie([Slice("most", 99, "99"), Slice("little", 1, "1")], 60, 6, colour=False)
    assert any(re.search(r"little +1 +1%", line) for line in plain(text))


def test_slices_that_are_not_above_zero_are_left_out() -> None:
    odd = [Slice("none", 0, "0"), Slice("less", -3, "-3"), Slice("nan", math.nan, "?"), Slice("inf", math.inf, "?")]
    text = pie([*odd, Slice("some", 2, "2")], 60, 10, colour=False)
    assert [line.split()[-3:] for line in plain(text) if "%" in line] == [["some", "2", "100%"]]
    assert pie(odd, 60, 10) == ""
    assert pie([], 60, 10) == ""


def test_more_slices_than_can_be_listed_end_in_one_for_the_rest() -> None:
    text = pie([Slice(f"s{i}", 20 - i, str(20 - i)) for i in range(20)], 70, 8, colour=False)
    legend = [line for line in plain(text) if "%" in line]
    assert len(legend) == 8
    assert re.search(r"s0 +20 +\d+%", legend[0])
    assert re.search(r"s6 +14 +\d+%", legend[6])
    assert re.search(r"… +43%", legend[7])  # 13 + 12 + … + 1 of 210


def test_the_legend_stands_beside_the_disc_or_below_it_or_alone() -> None:
    beside, below, alone = (plain(pie(STATES, *size, colour=False)) for size in ((60, 10), (24, 16), (24, 5)))
    assert any(line[:20].strip() and "paid" in line[20:] for line in beside)
    assert "draft" in below[-4]
    assert len(below) == 16
    assert [line.split()[1] for line in alone] == ["draft", "paid", "overdue", "canceled"]


# Pie and bars


@pytest.mark.parametrize("value", [5e-324, 1e-99, 1e99, 1.7e308])
def test_absurd_numbers_are_drawn_or_left_away(value: float) -> None:
    is_drawn = value in (1e-99, 1e99)
    assert bool(bars([Bar("a", (value, value / 3))], SERIES, 60, 10)) is is_drawn
    assert bool(pie([Slice("a", value, "?")] * 3, 60, 10)) is is_drawn


PIECES = st.lists(
    st.sampled_from(
        ["a", "Ü", "进", "완", "e\u0301", "👩‍👧", "☎️", "🇩🇪", "\x1b[31m", "\x9b2J", "\u202e", "[/]", "\n", " ", "\x00"]
    ),
    max_size=12,
).map("".join)
SIZES = st.integers(-2, 80), st.integers(-2, 24)


def assert_fits(text: str, width: int, height: int) -> None:
    lines = plain(text)
    assert text == "" or len(lines) <= height
    assert max(map(cell_len, lines)) <= max(0, width)
    assert "\x1b" not in "".join(lines)


@given(st.lists(st.builds(Slice, PIECES, st.floats(), PIECES), max_size=15), *SIZES, st.booleans())
@settings(max_examples=150, deadline=None)
def test_a_pie_never_leaves_its_room(slices: list[Slice], width: int, height: int, colour: bool) -> None:
    assert_fits(pie(slices, width, height, colour=colour), width, height)


@given(
    st.lists(st.builds(Bar, PIECES, st.tuples(st.floats(), st.floats())), max_size=30),
    st.lists(PIECES, max_size=5),
    *SIZES,
    st.booleans(),
    PIECES,
)
@settings(max_examples=150, deadline=None)
def test_bars_never_leave_their_room(
    groups: list[Bar], series: list[str], width: int, height: int, colour: bool, unit: str
) -> None:
    assert_fits(bars(groups, series, width, height, colour=colour, tick=lambda v: f"{v:g}{unit}"), width, height)


@pytest.mark.parametrize("colour", [True, False])
def test_only_colours_leave_as_escape_sequences(colour: bool) -> None:
    hostile = "Smith [/] \x1b]0;x\x07\x9b2J\u202e"
    drawn = pie([Slice(hostile, 1, hostile)], 120, 10, colour=colour)
    drawn += bars([Bar(hostile, (1.0,))], [hostile], 120, 10, colour=colour, tick=lambda _: "\x1b[2J")
    assert "Smith [/] ␛]0;x␇⟨U+009B⟩2J⟨U+202E⟩" in drawn
    assert "␛[2J" in drawn
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", SGR.sub("", drawn))
    assert bool(SGR.search(drawn)) is colour


def test_many_threads_draw_at_once_and_get_what_one_gets_alone() -> None:
    def draw(i: int) -> str:
        size = 40 + i % 7, 8 + i % 5
        return pie(STATES[: 1 + i % 4], *size) + bars(YEAR[: 1 + i % 12], SERIES, *size)

    alone = [draw(i) for i in range(24)]
    with ThreadPoolExecutor(6) as threads:
        assert list(threads.map(draw, range(24))) == alone


def test_the_size_of_the_terminal_does_not_matter_and_nothing_is_printed(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    wide = pie(STATES, 100, 20), bars(YEAR, SERIES, 100, 20)
    monkeypatch.setenv("COLUMNS", "20")
    monkeypatch.setenv("LINES", "5")
    assert (pie(STATES, 100, 20), bars(YEAR, SERIES, 100, 20)) == wide
    assert len(plain(wide[0])) == len(plain(wide[1])) == 20
    assert capfd.readouterr() == ("", "")


def test_the_drawing_library_is_imported_only_when_it_is_wanted() -> None:
    code = """
import sys, tui_clients.services.charts as charts
before = "plotext" in sys.modules
charts.warm_up()
print(before, "plotext" in sys.modules)
"""
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.split() == ["False", "True"]
    warm_up()  # a second time does no harm
