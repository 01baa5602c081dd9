from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_clients.domain.dates import DateRange, Period, period_range

DAY = 86_400


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        (Period.TODAY, date(2026, 3, 31), date(2026, 3, 31)),
        (Period.LAST_7_DAYS, date(2026, 3, 25), date(2026, 3, 31)),
        (Period.LAST_30_DAYS, date(2026, 3, 2), date(2026, 3, 31)),
        (Period.THIS_MONTH, date(2026, 3, 1), date(2026, 3, 31)),
        (Period.THIS_YEAR, date(2026, 1, 1), date(2026, 3, 31)),
        (Period.LAST_YEAR, date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_periods_end_today_and_hold_as_many_days_as_they_say(period: Period, start: date, end: date) -> None:
    assert period_range(period, date(2026, 3, 31)) == DateRange(start, end, period)


def test_periods_reach_over_the_turn_of_the_year() -> None:
    assert period_range(Period.LAST_7_DAYS, date(2026, 1, 2)) == DateRange(
        date(2025, 12, 27), date(2026, 1, 2), Period.LAST_7_DAYS
    )
    assert period_range(Period.THIS_YEAR, date(2024, 2, 29)) == DateRange(
        date(2024, 1, 1), date(2024, 2, 29), Period.THIS_YEAR
    )


@pytest.mark.parametrize("period", [Period.ANY, Period.FROM_TO])
def test_any_time_is_no_range(period: Period) -> None:
    assert period_range(period, date(2026, 3, 31)) is None


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 28), 24), (date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 12, 31), 24)],
)
def test_a_day_is_as_long_as_the_clock_makes_it(local_zone: Callable[[str], None], day: date, hours: int) -> None:
    local_zone("Europe/Berlin")
    first, last = DateRange(day, day).bounds()
    assert first == int(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo("Europe/Berlin")).timestamp())
    assert last is not None
    assert last - first == hours * 3600


def test_a_midnight_that_does_not_exist_is_the_first_moment_of_its_day(local_zone: Callable[[str], None]) -> None:
    local_zone("America/Havana")  # 2026-03-08: the clock goes from 00:00 to 01:00
    first, last = DateRange(date(2026, 3, 8), date(2026, 3, 8)).bounds()
    before = DateRange(date(2026, 3, 7), date(2026, 3, 7)).bounds()
    assert before[1] == first
    assert first == int(datetime(2026, 3, 8, 5, tzinfo=UTC).timestamp())
    assert last == int(datetime(2026, 3, 9, 4, tzinfo=UTC).timestamp())


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kolkata", "Europe/Berlin"])
def test_the_turn_of_the_year_is_local(local_zone: Callable[[str], None], zone: str) -> None:
    local_zone(zone)
    first, last = DateRange(date(2025, 1, 1), date(2025, 12, 31)).bounds()
    midnights = [int(datetime(year, 1, 1, tzinfo=ZoneInfo(zone)).timestamp()) for year in (2025, 2026)]
    assert [first, last] == midnights


def test_a_missing_side_is_open() -> None:
    assert DateRange().bounds() == (None, None)
    assert DateRange(start=date(2026, 1, 1)).bounds()[1] is None
    assert DateRange(end=date(2026, 1, 1)).bounds()[0] is None


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_the_first_and_the_last_day_there_are_can_be_asked_for(local_zone: Callable[[str], None], zone: str) -> None:
    local_zone(zone)
    first, last = DateRange(date.min, date.max).bounds()
    assert first is not None
    assert first <= datetime.min.replace(tzinfo=UTC).timestamp()
    assert last is None
    start, end = DateRange(date.max, date.max - timedelta(days=1)).bounds()
    assert start == end == int(datetime(9999, 12, 31, tzinfo=UTC).timestamp())


@given(st.dates(date(1971, 1, 1), date(8999, 12, 30)))
def test_neighbouring_days_leave_no_gap_and_no_overlap(day: date) -> None:
    following = day + timedelta(days=1)
    assert DateRange(day, day).bounds()[1] == DateRange(following, following).bounds()[0]
    first, last = DateRange(day, following).bounds()
    assert first is not None
    assert last is not None
    assert abs(last - first - 2 * DAY) <= 7200
