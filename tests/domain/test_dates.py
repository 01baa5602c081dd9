from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests import strategies
from tui_clients.domain.dates import Order, decide_order, iso, parse_date, parse_moment

DMY, MDY, YMD = Order.DMY, Order.MDY, Order.YMD


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("2026-03-02", DMY, date(2026, 3, 2)),
        ("2026/3/2", MDY, date(2026, 3, 2)),
        ("20260302", DMY, date(2026, 3, 2)),
        ("02.03.2026", MDY, date(2026, 3, 2)),
        ("2. 3. 2026", YMD, date(2026, 3, 2)),
        ("2.3.26", YMD, date(2026, 3, 2)),
        ("2.3.2026.", YMD, date(2026, 3, 2)),
        ("02/03/2026", DMY, date(2026, 3, 2)),
        ("02/03/2026", MDY, date(2026, 2, 3)),
        ("02/03/2026", YMD, None),
        ("26-03-02", YMD, date(2026, 3, 2)),
        ("26-03-02", DMY, date(2002, 3, 26)),
        ("2–3–2026", DMY, date(2026, 3, 2)),
        ("1/1/69", DMY, date(1969, 1, 1)),
        ("1/1/68", DMY, date(2068, 1, 1)),
        ("  2026-03-02\n", YMD, date(2026, 3, 2)),
        ("٢٠٢٦-٠٣-٠٢", YMD, date(2026, 3, 2)),
        ("2024-02-29", YMD, date(2024, 2, 29)),
        ("2025-02-29", YMD, None),
        ("0001-01-01", YMD, date.min),
        ("9999-12-31", YMD, date.max),
        ("0000-01-01", YMD, None),
        ("2026-13-01", YMD, None),
        ("31/04/2026", DMY, None),
        ("13/13/2026", MDY, None),
        ("1/2/123", DMY, None),
        ("123-1-2", YMD, None),
        ("2026-03", YMD, None),
        ("2026", YMD, None),
        ("1-2-3-4", YMD, None),
        ("tomorrow", YMD, None),
        ("", YMD, None),
        ("2026-03-02 10:00", YMD, None),
    ],
)
def test_days_are_read_as_people_write_them(text: str, order: Order, day: date | None) -> None:
    assert parse_date(text, order) == day


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-02T10:11:12Z", datetime(2026, 3, 2, 10, 11, 12, tzinfo=UTC)),
        ("2026-03-02 10:11:12.999 UTC", datetime(2026, 3, 2, 10, 11, 12, tzinfo=UTC)),
        ("2026-03-02T10:11+02:00", datetime(2026, 3, 2, 8, 11, tzinfo=UTC)),
        ("2026-03-02T10:11 -0530", datetime(2026, 3, 2, 15, 41, tzinfo=UTC)),
        ("2026-03-02", datetime(2026, 3, 1, 23, tzinfo=UTC)),
        ("02.03.2026 1:05", datetime(2026, 3, 2, 0, 5, tzinfo=UTC)),
        ("2026-07-02 00:00", datetime(2026, 7, 1, 22, tzinfo=UTC)),
        ("0001-01-01T00:00:00", datetime(1, 1, 1, tzinfo=UTC)),
        ("0001-01-01T00:00:00+01:00", None),
        ("9999-12-31T23:30:00-01:00", None),
        ("2026-03-02 24:00", None),
        ("2026-03-02 10:60", None),
        ("2026-03-02T10:11+99:00", None),
        ("2026-03-02T10:11+٠١:٠٠", None),
        ("10:11", None),
        ("2026-03-02 at noon", None),
        ("T" * 50_000, None),
        ("2026-03-02" + " " * 50_000 + "x", None),
    ],
)
def test_moments_are_read_in_their_zone_else_in_local_time(
    local_zone: Callable[[str], None], text: str, moment: datetime | None
) -> None:
    local_zone("Europe/Berlin")
    assert parse_moment(text, YMD) == moment


def test_a_clock_time_that_summer_time_skips_is_read_all_the_same(local_zone: Callable[[str], None]) -> None:
    local_zone("Europe/Berlin")
    assert parse_moment("2026-03-29 02:30") == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert parse_moment("2026-10-25 02:30") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@given(strategies.moments())
@example(datetime(5, 1, 1, tzinfo=UTC))
@example(datetime.max.replace(microsecond=0, tzinfo=UTC))
def test_every_moment_is_read_back_from_iso_8601(moment: datetime) -> None:
    assert parse_moment(iso(moment), DMY) == moment
    assert len(iso(moment)) == len("2026-11-23T09:30:00Z")


def test_iso_8601_is_in_utc_and_drops_what_storage_does_not_keep() -> None:
    moment = datetime(2026, 11, 23, 10, 30, 0, 999_999, timezone(timedelta(hours=1)))
    assert iso(moment) == "2026-11-23T09:30:00Z"


@given(st.text() | st.text("0123456789-/.: TZ+", max_size=30), st.sampled_from(Order))
def test_no_text_is_a_reason_to_fail(text: str, order: Order) -> None:
    moment = parse_moment(text, order)
    assert moment is None or moment.tzinfo is UTC
    day = parse_date(text, order)
    assert day is None or decide_order([text]) in (*Order, None)


@pytest.mark.parametrize(
    ("column", "order"),
    [
        (["2026-01-02", "2026-12-31"], YMD),
        (["02.01.2026", "31.12.2026"], YMD),
        ([], YMD),
        (["", "n/a"], YMD),
        (["01/02/2026", "03/04/2026"], None),
        (["01/02/2026", "13/02/2026"], DMY),
        (["01/02/2026", "02/13/2026"], MDY),
        (["01/02/2026 10:00", "02/13/2026 11:30"], MDY),
        (["", "n/a", "13/02/2026"], DMY),
        (["01/02/03"], None),
        (["01/02/03", "04/05/06"], None),
        (["01/02/03", "2026-01-02"], None),
        (["01/02/03", "31/05/06"], None),
        (["01/02/03", "31/05/69"], DMY),
        (["01/02/03", "04/30/69"], MDY),
        (["01/02/03", "70/05/06"], YMD),
        (["05/05/05"], YMD),
    ],
)
def test_the_order_of_a_column_is_decided_only_when_its_values_do(column: list[str], order: Order | None) -> None:
    assert decide_order(column) is order


@given(st.lists(st.dates(date(1970, 1, 1), date(2068, 12, 31)), min_size=1), st.sampled_from([DMY, MDY]), st.booleans())
def test_a_decided_order_reads_every_date_as_it_was_written(days: list[date], order: Order, has_century: bool) -> None:
    year = "%Y" if has_century else "%y"
    form = f"%d/%m/{year}" if order is DMY else f"%m/%d/{year}"
    column = [day.strftime(form) for day in days]
    decided = decide_order(column)
    if decided is not None:
        assert [parse_date(text, decided) for text in column] == days


@pytest.mark.parametrize(
    "text",
    ["1714983300", "1714983300000", "45418.34375", "45418,34375", "20240506T081500Z", "20240506081500",
     "2024-05-06 10:15:00 CEST", "06.05.2024 10:15 Uhr MESZ", "Mon May 06 2024 10:15:00 GMT+0200 (Summer Time)",
     "2024-05-06 10:15:00.000 Europe/Berlin", "2024-05-06T08:15:00[UTC]", "2024-05-06 04:15:00 EDT",
     "Mon, 06 May 2024 10:15:00 +0200", "6. Mai 2024, 08:15 Uhr", "2024-05-06 10:15:00+02"],
)  # fmt: skip
def test_moments_are_read_as_programs_write_them(text: str, local_zone: Callable[[str], None]) -> None:
    local_zone("UTC")
    assert parse_moment(text, Order.DMY) == datetime(2024, 5, 6, 8, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["12345", "2024", "99999", "5000000000", "2024-05-06 10:15 Foo/Bar", "10:15" + " " * 70]
)
def test_numbers_and_zones_that_are_none_are_not_guessed_at(text: str) -> None:
    assert parse_moment(text) is None
