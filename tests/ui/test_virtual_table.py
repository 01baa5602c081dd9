"""The table: it waits for its rows, paints only what changed, and says what the user did."""

import asyncio

import pytest
from textual import events

from tests.ui.conftest import screen_text
from tests.ui.tables import PAGE, Windowed, all_here, first_shown, shown
from tui_clients.ui.widgets.rows import Rows
from tui_clients.ui.widgets.table_moves import MovingTable
from tui_clients.ui.widgets.virtual_table import VirtualTable

pytestmark = pytest.mark.usefixtures("painted")


async def test_a_page_more_on_either_side_is_asked_for_and_only_once() -> None:
    async with shown(Windowed(1000)) as (app, pilot):
        assert app.wanted == [(0, 2 * PAGE)]
        await pilot.press("down", "down")
        assert app.wanted == [(0, 2 * PAGE)]
        app.answer(0, 2 * PAGE)
        await pilot.press("pagedown")
        assert app.wanted[1:] == [(2 * PAGE, 4 * PAGE)]
        app.answer(2 * PAGE, 4 * PAGE)
        await pilot.press("pagedown")
        assert app.wanted[2:] == []


async def test_paging_through_rows_asks_at_every_second_page_and_shows_each_at_once() -> None:
    async with shown(Windowed(1000)) as (app, pilot):
        app.answer(*app.wanted[-1])
        for page in range(1, 11):
            await pilot.press("pagedown")
            assert first_shown(pilot) == f"row {page * PAGE}"
            app.answer(*app.wanted[-1])
        assert len(app.wanted) == 6


async def test_a_move_waits_for_its_rows_and_further_moves_start_where_it_leads() -> None:
    async with shown(Windowed(1000, range(PAGE))) as (app, pilot):
        await pilot.press("end")
        assert (app.table.drawn, first_shown(pilot)) == ([], "row 0")
        await pilot.press("up", "pageup")
        assert app.table.drawn == []
        first, end = app.wanted[-1]
        app.answer(first, end)
        await pilot.pause()
        assert app.table.cursor == 998 - PAGE
        assert first_shown(pilot) == f"row {1000 - 2 * PAGE}"
        assert len(app.table.drawn) == PAGE


async def test_a_move_that_waits_too_long_shows_that_its_rows_are_not_here() -> None:
    assert MovingTable.patience == 0.15
    async with shown(Windowed(1000, range(PAGE)), patience=0.01) as (app, pilot):
        app.moved.clear()
        await pilot.press("end")
        await asyncio.wait_for(app.moved.wait(), 10)
        await pilot.pause()
        assert screen_text(pilot).count("…") == PAGE
        app.rows.here.update(range(995, 1000))
        app.table.drawn.clear()
        app.answer(1000 - PAGE, 1000)
        await pilot.pause()
        assert sorted(app.table.drawn) == list(range(1, PAGE + 1))
        assert first_shown(pilot) == f"row {1000 - PAGE}"


async def test_rows_that_arrive_repaint_only_lines_that_missed_them() -> None:
    async with shown(Windowed(1000, range(4)), patience=0) as (app, pilot):
        await pilot.pause()
        app.table.drawn.clear()
        app.answer(4, 2 * PAGE)
        await pilot.pause()
        assert app.table.drawn == [5, 6, 7, 8, 9]


async def test_the_cursor_repaints_two_lines_of_one_run_of_text_each() -> None:
    async with shown(all_here(1_000_000)) as (app, pilot):
        await pilot.press("down")
        assert app.table.drawn == [1, 2]
        assert [len(list(app.table.render_line(y))) for y in (0, 1, 2)] == [1, 1, 1]


async def test_an_unchanged_result_repaints_nothing_and_a_changed_row_its_line() -> None:
    async with shown(all_here(1000)) as (app, pilot):
        app.table.rows = all_here(1000)
        await pilot.pause()
        assert app.table.drawn == []
        others = all_here(1001)
        others.texts[3] = "another"
        app.table.rows = others
        await pilot.pause()
        assert app.table.drawn == [4]
        app.table.marked.add(1)
        app.table.show_changes()
        await pilot.pause()
        assert app.table.drawn == [4, 2]


async def test_rows_that_came_in_above_leave_the_picture_as_it_is() -> None:
    async with shown(all_here(1000)) as (app, pilot):
        await pilot.press("pagedown", "down", "down")
        app.table.drawn.clear()
        app.table.rows = all_here(1003, start=-3)
        app.table.go_to(PAGE + 5, keep_line=True)
        await pilot.pause()
        assert (app.table.drawn, first_shown(pilot)) == ([], f"row {PAGE}")
        assert app.table.cursor == PAGE + 5


async def test_another_result_keeps_the_picture_until_its_rows_are_here() -> None:
    async with shown(all_here(1000)) as (app, pilot):
        app.rows = Windowed(500, start=7)
        app.table.rows = app.rows
        await pilot.pause()
        assert (app.table.drawn, app.wanted) == ([], [(0, 2 * PAGE)])
        app.answer(0, 2 * PAGE)
        await pilot.pause()
        assert first_shown(pilot) == "row 7"


async def test_space_asks_for_a_mark_even_of_a_row_that_is_still_to_come() -> None:
    async with shown(Windowed(1000, range(3 * PAGE))) as (app, pilot):
        await pilot.press("space")
        assert app.said == [VirtualTable.MarkAsked(0, 1000)]
        assert app.table.cursor == 1
        await pilot.press("end", "space", "enter", "home")
        assert len(app.said) == 1
        app.answer(900, 1000)
        await pilot.pause()
        assert app.said[1:] == [VirtualTable.MarkAsked(999, 1999), VirtualTable.Opened(1999, 999)]


async def test_ranges_run_from_where_they_began_up_to_the_cursor() -> None:
    async with shown(all_here(1000)) as (app, pilot):
        await pilot.press("down", "shift+down", "shift+down", "shift+up")
        assert app.said == [VirtualTable.RangeAsked(1, 3), VirtualTable.RangeAsked(1, 4), VirtualTable.RangeAsked(1, 3)]
        await pilot.press("home", "space", "down", "down", "v", "up", "v", "A")
        assert app.said[4:] == [
            VirtualTable.RangeAsked(0, 4), VirtualTable.RangeAsked(2, 4), VirtualTable.AllAsked()
        ]  # fmt: skip


async def test_a_range_after_another_result_begins_at_the_cursor() -> None:
    async with shown(all_here(1000)) as (app, pilot):
        await pilot.press("space", "down", "down")
        app.table.rows = all_here(1000, start=50)
        await pilot.press("v")
        assert app.said[1:] == [VirtualTable.RangeAsked(3, 4)]


async def test_the_key_after_f_is_a_letter_and_no_command() -> None:
    async with shown(all_here(1000)) as (app, pilot):
        await pilot.press("f")
        assert app.table.check_consume_key("x", "x")
        assert not app.table.check_consume_key("down", None)
        await pilot.press("x", "f", "escape", "f", "down")
        awaited, given_up = VirtualTable.LetterAwaited(True), VirtualTable.LetterAwaited(False)
        assert app.said == [awaited, given_up, VirtualTable.LetterAsked("x"), awaited, given_up, awaited, given_up]
        assert app.table.cursor == 1
        assert not app.table.check_consume_key("x", "x")
        await pilot.press("f", "tab")
        assert app.said[-1] == given_up


async def test_the_wheel_scrolls_three_rows_and_leaves_the_cursor() -> None:
    async with shown(all_here(1_000_000)) as (app, pilot):
        await pilot._post_mouse_events([events.MouseScrollDown], app.table, offset=(5, 5), button=0)
        await pilot.pause()
        assert (first_shown(pilot), app.table.cursor) == ("row 3", 0)
        await pilot._post_mouse_events([events.MouseScrollUp], app.table, offset=(5, 5), button=0)
        await pilot.pause()
        assert first_shown(pilot) == "row 0"


async def test_the_scrollbar_is_right_among_a_million_rows() -> None:
    async with shown(all_here(1_000_000)) as (app, pilot):
        bar = app.table.vertical_scrollbar
        assert (bar.window_virtual_size, bar.window_size) == (1_000_001, PAGE + 1)
        await pilot.press("end")
        assert (bar.position, app.table.max_scroll_y) == (1_000_000 - PAGE, 1_000_000 - PAGE)
        assert first_shown(pilot) == f"row {1_000_000 - PAGE}"


async def test_the_scrollbar_repaints_only_cells_in_which_its_thumb_moved(monkeypatch: pytest.MonkeyPatch) -> None:
    async with shown(all_here(1_000_000)) as (app, pilot):
        await pilot.press("pagedown")
        repainted: list[int] = []
        bar = app.table.vertical_scrollbar
        monkeypatch.setattr(bar, "refresh", lambda *regions, **_how: repainted.extend(each.y for each in regions))
        await pilot.press("pagedown")
        assert repainted == []
        app.table.go_to(300_000)
        await pilot.pause()
        assert sorted(set(repainted)) == [0, 1, 2, 3]


async def test_a_smaller_window_keeps_the_cursor_in_sight() -> None:
    async with shown(all_here(1000)) as (app, pilot):
        app.table.cursor = PAGE - 1
        app.table.styles.height = 6
        await pilot.pause()
        assert first_shown(pilot) == "row 4"
        assert app.table.virtual_size.height == 1001


def test_fake_rows_are_rows() -> None:
    rows: Rows = Windowed(3)
    assert rows.key(0) is None
