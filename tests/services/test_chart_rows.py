"""Lying bars, and every kind of chart as SVG."""

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.services.test_charts import PIECES, SERIES, SGR, SIZES, YEAR, assert_fits, plain
from tui_clients.services.charts import Bar, Slice, bars_svg, pie_svg, rows, rows_svg

AGES = [Slice("not due yet", 0, "€0.00"), Slice("1–30 days", 25, "€25.00"), Slice("over 90 days", 75, "€75.00")]
SVG = "{http://www.w3.org/2000/svg}"


@given(st.lists(st.builds(Slice, PIECES, st.floats(), PIECES), max_size=9), *SIZES, st.booleans())
@settings(max_examples=100, deadline=None)
def test_lying_bars_never_leave_their_room(slices: list[Slice], width: int, height: int, colour: bool) -> None:
    assert_fits(rows(slices, width, height, colour=colour), width, height)


@pytest.mark.parametrize("colour", [True, False])
def test_each_row_has_label_bar_number_and_share_and_nothing_has_no_bar(colour: bool) -> None:
    none, little, much = plain(rows(AGES, 60, 3, colour=colour))
    assert none.split() == ["not", "due", "yet", "€0.00", "0%"]
    assert little.endswith("€25.00  25%")
    assert much.endswith("€75.00  75%")
    assert little.count("█") == pytest.approx(much.count("█") / 3, abs=1)


def test_where_it_is_narrow_shares_give_way_and_then_the_bars() -> None:
    assert "75%" not in plain(rows(AGES, 34, 3))[2]
    assert "█" in plain(rows(AGES, 34, 3))[2]
    assert plain(rows(AGES, 16, 3))[2].split()[-1] == "€75.00"
    assert "█" not in "".join(plain(rows(AGES, 16, 3)))


def test_high_rows_are_thick_and_their_text_stands_in_the_middle() -> None:
    lines = plain(rows(AGES, 60, 12))
    assert [line.count("█") > 0 for line in lines[-3:]] == [True] * 3
    assert ["75%" in line for line in lines[-3:]] == [False, True, False]


def test_where_nothing_is_open_there_is_no_chart() -> None:
    assert rows([Slice("a", 0, "0")], 60, 10) == rows([], 60, 10) == ""


def parts(picture: str, tag: str) -> list[ET.Element]:
    return list(ET.fromstring(picture).iter(f"{SVG}{tag}"))  # noqa: S314 - our own


def test_a_pie_of_one_slice_is_a_circle_and_of_several_is_made_of_sectors() -> None:
    whole = pie_svg([Slice("all", 3, "3")], "t", percent="{}%".format)
    assert len(parts(whole, "circle")) == 1
    assert not parts(whole, "path")
    several = pie_svg(
        [Slice("most", 99, "99"), Slice("little", 1, "1"), Slice("none", 0, "0")], "t", percent="{}%".format
    )
    assert [re.search(r" 0 ([01]) 1 ", path.attrib["d"])[1] for path in parts(several, "path")] == ["1", "0"]  # type: ignore[index]
    assert {"most", "99%", "little", "1%"} <= {text.text for text in parts(several, "text")}


def test_bars_and_rows_are_as_large_as_their_numbers() -> None:
    picture = bars_svg([Bar("Jan", (10.0, 5.0)), Bar("Feb", (0.0, 20.0))], SERIES, "t", tick="{:g}".format)
    heights = [float(bar.attrib["height"]) for bar in parts(picture, "rect")[3:]]
    assert [height / heights[0] for height in heights] == pytest.approx([1, 0.5, 0, 2], abs=0.01)
    widths = [float(row.attrib["width"]) for row in parts(rows_svg(AGES, "t", percent="{}%".format), "rect")[1:]]
    assert [width / widths[2] for width in widths] == pytest.approx([0, 1 / 3, 1], abs=0.01)


@given(PIECES)
@settings(max_examples=50)
def test_whatever_names_hold_a_picture_is_xml_and_they_are_only_text(hostile: str) -> None:
    name = f'{hostile}<script>&"\ufffe\x00'
    slices = [Slice(name, 2, name), Slice(name, 1, name)]
    pictures = (
        pie_svg(slices, name, percent=lambda _: name),
        rows_svg(slices, name, percent=lambda _: name),
        bars_svg([Bar(name, (1.0, 2.0)), *YEAR], [name, name], name, tick=lambda _: name),
        pie_svg([], name, percent="{}%".format),
        bars_svg([], SERIES, name, tick="{:g}".format),
    )
    for picture in pictures:
        elements = ET.fromstring(picture).iter()  # noqa: S314 - our own
        tags = {each.tag.removeprefix(SVG) for each in elements}
        assert tags <= {"svg", "title", "rect", "text", "path", "circle"}
        assert not re.search("[\x00-\x08\x1b]", SGR.sub("", picture))
