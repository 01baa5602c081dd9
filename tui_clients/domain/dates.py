"""One home for dates: ranges of days, dates as people type them, moments in UTC."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import Enum

from tui_clients.errors import N_


class Order(Enum):
    """In which order a date's parts stand."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


class Period(Enum):
    """The periods the date filter offers; the value is the label."""

    ANY = N_("any time")
    TODAY = N_("today")
    LAST_7_DAYS = N_("last 7 days")
    LAST_30_DAYS = N_("last 30 days")
    THIS_MONTH = N_("this month")
    THIS_YEAR = N_("this year")
    LAST_YEAR = N_("last year")
    FROM_TO = N_("from – to")


@dataclass(frozen=True, slots=True)
class DateRange:
    """Days from `start` to `end`, both included, in local time; None leaves that side open."""

    start: date | None = None
    end: date | None = None
    period: Period = Period.FROM_TO

    def bounds(self) -> tuple[int | None, int | None]:
        """Return the range in seconds since the epoch: first included, last excluded."""
        first = None if self.start is None else _midnight(self.start)
        has_next = self.end is not None and self.end < date.max
        return first, _midnight(self.end + timedelta(days=1)) if has_next and self.end else None


def _midnight(day: date) -> int:
    if day.year < 1970 or day.year > 9000:  # outside what the platform's local time can convert
        return int(datetime.combine(day, time(), UTC).timestamp())
    return int(datetime.combine(day, time()).timestamp())


def period_range(period: Period, today: date) -> DateRange | None:
    """Return the days a period covers on `today`, or None for any time."""
    starts = {
        Period.TODAY: today,
        Period.LAST_7_DAYS: today - timedelta(days=6),
        Period.LAST_30_DAYS: today - timedelta(days=29),
        Period.THIS_MONTH: today.replace(day=1),
        Period.THIS_YEAR: today.replace(month=1, day=1),
    }
    if period in starts:
        return DateRange(starts[period], today, period)
    if period is Period.LAST_YEAR:
        return DateRange(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31), period)
    return None


# Compiled when they are first used (re remembers them): that takes 5 ms, which the start need not wait for.
_PARTS = r"\s*(\d{1,4})\s*[./\-–]\s*(\d{1,2})\s*[./\-–]\s*(\d{1,4})\.?\s*"
_LONGEST = 80
_COMPACT = r"\s*(\d{4})(\d{2})(\d{2})\s*"
_COMPACT_MOMENT = r"\s*(\d{4})(\d\d)(\d\d)[T ]?(\d\d)(\d\d)(\d\d)(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?\s*"
_CLOCK = (
    r"(?s)(.*?)[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?:\s*([AaPp]\.?[Mm]\.?))?(?:\s*Uhr\b)?"
    r"(?:\s*((?:UTC|GMT)?[+-]\d{2}(?::?\d{2})?|[A-Z]{1,4}|[A-Z][A-Za-z]+/[A-Za-z_/]+))?"
    r"(?:\s*[(\[][^()\[\]]*[)\]])?\s*"
)
_ZONES = {
    "Z": "+00:00", "UTC": "+00:00", "GMT": "+00:00", "CET": "+01:00", "MEZ": "+01:00", "CEST": "+02:00",
    "MESZ": "+02:00", "EST": "-05:00", "EDT": "-04:00", "CST": "-06:00", "CDT": "-05:00", "MST": "-07:00",
    "MDT": "-06:00", "PST": "-08:00", "PDT": "-07:00",
}  # fmt: skip
"""Names of zones that files give; those of America as RFC 822 §5.1 has them."""
_SECONDS = r"\s*[1-3]\d{9}(?:\d{3})?\s*"  # since 1970, or thousandths of them: 2001 to 2096
_SERIAL = r"\s*([2-7]\d{4})(?:[.,](\d{1,15}))?\s*"  # days of a spreadsheet: 1954 to 2119
_SERIAL_ORIGIN = date(1899, 12, 30)


def parse_date(text: str, order: Order = Order.YMD) -> date | None:
    """Return the day `text` names, or None; a year of four digits in front wins over `order`."""
    compact = re.fullmatch(_COMPACT, text)
    if compact:
        return _day(*compact.groups())
    parts = re.fullmatch(_PARTS, text)
    if not parts:
        return _in_words(text)
    first, second, third = parts.groups()
    if len(first) == 4:
        return _day(first, second, third)
    if len(first) == 3 or len(third) == 3:
        return None
    if "." in text or order is Order.DMY:  # dotted dates are day first wherever they are written
        return _day(third, second, first)
    if order is Order.MDY:
        return _day(third, first, second)
    return _day(first, second, third) if len(third) < 4 else None


def _in_words(text: str) -> date | None:
    """Return the day of a date whose month is a word, or None."""
    if len(text) > _LONGEST or not any(character.isalpha() for character in text):
        return None
    from tui_clients.domain import date_words

    parts = date_words.parts(text)
    return _day(*parts) if parts else None


def _day(year: str, month: str, day: str) -> date | None:
    number = int(year)
    if len(year) <= 2:  # POSIX: 69–99 are the last century
        number += 1900 if number >= 69 else 2000
    try:
        return date(number, int(month), int(day))
    except ValueError:
        return None


def parse_moment(text: str, order: Order = Order.YMD, is_utc: bool = False) -> datetime | None:
    """Return the moment `text` names in UTC, or None; without a clock it is midnight.

    Without a zone it is local time, unless `is_utc`.
    """
    clock = _clock(text)
    day = parse_date(clock[1].rstrip(" ,") if clock else text, order)
    try:
        if day is None:
            return _counted(text, is_utc)
        moment = datetime.combine(day, _time(clock) if clock else time())
        zone = clock[6] if clock else None
        return _in_utc(moment, is_utc) if zone is None else moment.replace(tzinfo=_zone(zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _in_utc(moment: datetime, is_utc: bool) -> datetime:
    """Return a moment without a zone in UTC: it is local time, unless `is_utc`."""
    # Not astimezone(): in the hour that summer time skips it gives a moment of the hour before.
    is_local = 1970 <= moment.year <= 9000 and not is_utc
    return datetime.fromtimestamp(moment.timestamp(), UTC) if is_local else moment.replace(tzinfo=UTC)


def _zone(name: str) -> tzinfo:
    """Return a zone by its name or its distance from UTC; ValueError if there is none such."""
    offset = _ZONES.get(name) or re.sub("^(?:UTC|GMT)", "", name)
    if offset[0] in "+-":
        return datetime.fromisoformat(f"2000-01-01T00:00{offset}").tzinfo or UTC
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError as error:
        raise ValueError(name) from error


def _counted(text: str, is_utc: bool) -> datetime | None:
    """Return the moment that programs write as one number: seconds since 1970, a spreadsheet's days, digits alone."""
    if not text[:8].strip()[:5].isdecimal() or len(text) > _LONGEST:
        return None
    if re.fullmatch(_SECONDS, text):
        return datetime.fromtimestamp(int(text.strip()[:10]), UTC)
    days = re.fullmatch(_SERIAL, text)
    if days:
        seconds = round(86_400 * float(f"0.{days[2] or 0}"))
        day = _SERIAL_ORIGIN + timedelta(days=int(days[1]))
        return _in_utc(datetime.combine(day, time()) + timedelta(seconds=seconds), is_utc)
    digits = re.fullmatch(_COMPACT_MOMENT, text)
    if not digits:
        return None
    year, month, day_, hour, minute, second = map(int, digits.groups()[:6])
    moment = datetime.combine(date(year, month, day_), time(hour, minute, second))
    return moment.replace(tzinfo=_zone(digits[7])).astimezone(UTC) if digits[7] else _in_utc(moment, is_utc)


def _clock(text: str) -> re.Match[str] | None:
    # Bounded, because the pattern takes the square of the length for a text of blanks.
    return re.fullmatch(_CLOCK, text) if len(text) <= _LONGEST else None


def _time(clock: re.Match[str]) -> time:
    hour, half = int(clock[2]), (clock[5] or "").lower()[:1]
    if half and not 1 <= hour <= 12:
        raise ValueError(clock[0])
    return time(hour % 12 + 12 * (half == "p") if half else hour, int(clock[3]), int(clock[4] or 0))


def decide_order(values: Iterable[str]) -> Order | None:
    """Return the order in which a column's dates are written, or None if its values leave it open.

    A column whose dates read alike in every order (ISO 8601, dotted) gives YMD.
    """
    open_orders = set(Order)
    reads_alike = True
    for value in values:
        clock = _clock(value)
        text = clock[1].rstrip(" ,") if clock else value
        days = {order: day for order in Order if (day := parse_date(text, order))}
        open_orders &= days.keys() or open_orders
        reads_alike &= len(set(days.values())) <= 1
        if len(open_orders) == 1:
            return open_orders.pop()
    return Order.YMD if reads_alike and len(open_orders) == len(Order) else None


class DateColumn:
    """The dates of a column as far as they were read; takes little memory, however many there are."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._telling: dict[tuple[bool, ...], str] = {}

    def add(self, text: str) -> None:
        """Take a value of the column; of those that tell the same, one is kept."""
        clock = _clock(text)
        day = clock[1] if clock else text
        if len(day) > _LONGEST or day in self._seen:
            return
        self._seen.add(day)
        days = [parse_date(day, order) for order in Order]
        readings = {reading for reading in days if reading}
        self._telling.setdefault((len(readings) <= 1, *map(bool, days)), day)

    @property
    def order(self) -> Order | None:
        """Return the order in which the dates are written, None as long as they leave it open."""
        return decide_order(self._telling.values())


def iso(moment: datetime) -> str:
    """Return a moment in UTC as ISO 8601 with seconds: "2026-11-23T09:30:00Z"."""
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"
