"""How the values of spreadsheet cells are written as text, without loss and without doubt; knows no file."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

Value = str | float | bool | datetime | date | time | timedelta

_LONGEST = 1e21  # beyond, a whole number is written with an exponent, as spreadsheets show it
_HALF_SECOND = timedelta(microseconds=500_000)


def text_of(value: Value) -> str:
    """Return a value as a person would type it: whole numbers without a point, dates and times in ISO 8601.

    A spreadsheet keeps moments as parts of a day, which miss the second by a hair: they are rounded to it.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, datetime):
        return _rounded(value).isoformat()
    if isinstance(value, time):
        return _rounded(datetime.combine(date.min, value)).time().isoformat()
    if isinstance(value, timedelta):
        return _duration(value)
    return value.isoformat()


def _number(value: float) -> str:
    """Return a number with the digits that tell it from every other one."""
    text = repr(value)
    if "e" not in text and not text.endswith(".0"):
        return text
    if abs(value) >= _LONGEST or text.endswith(("inf", "nan")):
        return text
    plain = format(Decimal(text), "f")
    return plain.removesuffix(".0")


def _rounded(moment: datetime) -> datetime:
    try:
        return (moment + _HALF_SECOND).replace(microsecond=0)
    except OverflowError:
        return moment.replace(microsecond=0)


def _duration(value: timedelta) -> str:
    seconds = round(abs(value).total_seconds())
    sign = "-" if value < timedelta() else ""
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
