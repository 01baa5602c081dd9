import math
import re

import pytest

from tui_clients.services.charts import Bar, bars

SGR = re.compile(r"\x1b\[[\d;]*m")
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
SERIES = ["Invoiced", "Paid"]
YEAR = [Bar(month, (1000.0 + 100 * i, 500.0)) for i, month in enumerate(MONTHS)]
EIGHTHS = "▁▂▃▄▅▆▇█"


def plain(text: str) -> list[str]:
    return SGR.sub("", text).split("\n")


def heights(text: str, fills: str) -> list[tuple[str, int]]:
    """Fill and height of each run of columns that hold a bar, from left to right."""
    _legend, *plot, _axis, _labels = plain(text)
    columns = ["".join(line[i : i + 1] for line in plot).strip() for i in range(max(map(len, plot)))]
    return [(column[0], len(column)) for column in columns if column and set(column) <= set(fills)]


@pytest.mark.parametrize("size", [(60, 10), (100, 20), (38, 10)])
@pytest.mark.parametrize("colour", [True, False])
def test_equal_values_are_equally_high(size: tuple[int, int], colour: bool) -> None:
    text = bars([Bar("a", (3100, 3100)), Bar("b", (4210, 123))], SERIES, *size, colour=colour)
    columns = heights(text, "▒" + EIGHTHS)
    half = len(columns) // 4
    assert [h for _, h in columns[:half]] == [h for _, h in columns[half : half * 2]]
    tops = {column for column, _ in columns[: half * 2]}
    assert len(tops) == (1 if colour else 2)


def test_in_colour_a_bar_ends_on_an_eighth_of_a_row() -> None:
    (lower, _), *_, (full, rows) = heights(bars([Bar("a", (10,)), Bar("b", (25,))], ["n"], 20, 13), EIGHTHS)
    # The scale has 25 at the top of 10 rows, so 10 is exactly 4 and 11 is 4.4: three eighths more.
    assert (lower, full, rows) == ("█", "█", 10)
    (tip, height), *_ = heights(bars([Bar("a", (11,)), Bar("b", (25,))], ["n"], 20, 13), EIGHTHS)
    assert (tip, height) == ("▃", 5)


def test_a_bar_ends_at_the_row_of_its_number() -> None:
    text = bars([Bar("a", (400,)), Bar("b", (100,))], ["n"], 30, 12, colour=False, tick="{:.0f}".format)
    lines = plain(text)
    row_of = {line[: line.index("│")].strip(): i for i, line in enumerate(lines) if "│" in line}
    first_bar = next(i for i, line in enumerate(lines[1:], 1) if "█" in line)
    assert first_bar == row_of["400"]
    assert lines[-2].strip().startswith("0└")


def test_what_is_above_zero_is_seen_and_zero_is_not() -> None:
    for colour in (True, False):
        text = bars([Bar("a", (1_000_000,)), Bar("b", (1,)), Bar("c", (0,))], ["n"], 40, 10, colour=colour)
        columns = heights(text, EIGHTHS)
        low = [column for column in columns if column == ("▁", 1)]
        assert len(columns) == 2 * len(low) > 0


def test_a_year_is_readable_in_60_by_10() -> None:
    text = bars(YEAR, SERIES, 60, 10, colour=False, tick=lambda value: f"{value / 1000:g}k")
    lines = plain(text)
    assert lines[0] == "██ Invoiced   ▒▒ Paid"
    assert lines[-1].split() == MONTHS
    assert len(heights(text, "█▒")) == 24
    assert lines[-3].split("│")[1].startswith(" █▒  █▒  █▒")
    numbers = [line.split("│")[0].strip() for line in lines[1:-2] if line.split("│")[0].strip()]
    assert 2 <= len(numbers) <= 5
    for month, first in zip(MONTHS, (i for i, c in enumerate(lines[-3]) if c == "█"), strict=True):
        assert abs(lines[-1].index(month) + 1 - first) <= 1


def test_labels_that_do_not_fit_are_thinned_and_stay_under_their_bars() -> None:
    lines = plain(bars(YEAR, SERIES, 38, 10, colour=False))
    assert lines[-1].split() == MONTHS[::2]
    feet = [i for i, c in enumerate(lines[-3]) if c == "█"]
    for month, first in zip(MONTHS[::2], feet[::2], strict=True):
        assert first in range(lines[-1].index(month), lines[-1].index(month) + 3)


def test_labels_of_different_widths_are_thinned_evenly() -> None:
    year = [Bar(str(i), (10.0, 5.0)) for i in range(1, 13)]
    assert plain(bars(year, SERIES, 30, 10))[-1].split() == ["1", "3", "5", "7", "9", "11"]


def test_the_last_groups_are_shown_where_not_all_fit() -> None:
    many = [Bar(f"{i:02}", (i + 1.0, 1.0, 2.0)) for i in range(30)]
    lines = plain(bars(many, ["a", "b", "c"], 40, 10, colour=False))
    assert lines[-1].startswith("…")
    assert lines[-1].split()[-1] in ("28", "29")
    assert "…" not in plain(bars(YEAR, SERIES, 60, 10))[-1]


@pytest.mark.parametrize("largest", [1, 2, 3, 7, 12, 99, 12345])
def test_numbers_that_are_counted_have_whole_ticks(largest: int) -> None:
    lines = plain(bars([Bar("a", (largest,))], ["n"], 40, 12, tick=repr))
    ticks = [float(line.split("│")[0]) for line in lines if line.split("│")[0].strip() and "│" in line]
    assert all(value == int(value) for value in ticks)
    assert largest / 2 < max(ticks) <= largest * 2


def test_nothing_above_zero_gives_nothing_to_draw() -> None:
    assert bars([], SERIES, 60, 10) == ""
    assert bars(YEAR, [], 60, 10) == ""
    assert bars([Bar("a", (0, -5)), Bar("b", (math.nan, math.inf)), Bar("c", ())], SERIES, 60, 10) == ""


def test_a_number_that_reads_the_same_twice_is_shown_once() -> None:
    text = bars([Bar("a", (0.004,))], ["n"], 40, 12, tick="{:.1f}".format)
    assert SGR.sub("", text).count("0.0") == 1


def test_numbers_too_wide_for_the_chart_are_left_away() -> None:
    text = bars(YEAR, SERIES, 40, 10, tick=lambda _value: "1.234.567.890,00 €", colour=False)
    assert "€" not in text
    assert len(heights(text, "█▒")) > 20
