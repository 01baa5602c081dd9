"""What the values behind a field of the search bar mean: days, amounts, codes. Knows no grammar and no place.

Whatever cannot be read is a UsageError that says what can.
"""

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from tui_clients.domain import choices, money
from tui_clients.domain.choices import ClientStatus, Gender
from tui_clients.domain.conditions import Open
from tui_clients.domain.dates import DateRange
from tui_clients.domain.text import fold, one_line
from tui_clients.errors import N_, UsageError

_SHOWN = 40  # characters of a wrong value that its sentence repeats
_LONGEST = 200  # characters of a name that is looked up (and remembered); no country's or language's is longer
_SIGNS = (">=", "<=", ">", "<")
_UNTIL = ".."

# Compiled when they are first used (re remembers them), so that the start need not wait for it.
_YEAR_FIRST = r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?"
_DAY_FIRST = r"(?:(?P<day>\d{1,2})\.)?(?P<month>\d{1,2})\.(?P<year>\d{4})"
_DAYS_AGO = {"today": 0, "heute": 0, "yesterday": 1, "gestern": 1}

# "1.234" and "1,234" are read as grouped: amounts have two decimal places as a rule.
_GROUPED = r"(?P<whole>[1-9]\d{0,2}(?P<group>[.,])\d{3}(?:(?P=group)\d{3})*)(?:(?!(?P=group))[.,](?P<part>\d{1,4}))?"
_UNGROUPED = r"(?P<whole>\d+)(?:[.,](?P<part>\d{1,4}))?"
_WITH_CURRENCY = r"(?P<amount>.*\d[.,]{0,2})\s*(?P<currency>[A-Za-z]{3})"
_MOST_DIGITS = 15
_LONGEST_AMOUNT = 24
_LONGEST_AMOUNTS = 60  # two of them with what stands between and behind

_STATUS_WORDS = ("active", "inactive", "aktiv", "inaktiv")  # "1" and "yes" stand for it in files alone
_NOT_POSSIBLE = N_("“{text}” is not possible here. Possible: {known}.")
_NO_DAY = N_("There is no such day: {text}.")


def shown(text: str) -> str:
    """Return a wrong value in the length in which its sentence repeats it."""
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def not_possible(text: str, *known: str) -> UsageError:
    """Return the mistake of a value that is none of the known ones."""
    return UsageError(_NOT_POSSIBLE, text=shown(text), known=", ".join(known))


def _compared(text: str) -> tuple[str, str, str]:
    """Return the sign of a comparison (".." for a range, "" for none), what it begins with and what it ends with."""
    for sign in _SIGNS:
        if text.startswith(sign):
            return sign, text[len(sign) :].strip(), ""
    first, sign, last = text.partition(_UNTIL)
    return sign, first.strip(), last.strip()


# -- days ------------------------------------------------------------------------------------------------------------


def days(text: str) -> DateRange:
    """Return the days that `text` names: "2024", "15.03.2024", ">=2024-03", "2024-01..2024-06", "today"."""
    sign, first, last = _compared(text)
    if sign == _UNTIL and (first or last):
        low = _span(first)[0] if first else None
        high = _span(last)[1] if last else None
        if low and high and high < low:
            raise UsageError(N_("The last day is before the first."))
        return DateRange(low, high)
    start, end = _span(first)
    try:
        if sign.startswith(">"):
            return DateRange(start if sign == ">=" else end + timedelta(days=1), None)
        if sign.startswith("<"):
            return DateRange(None, end if sign == "<=" else start - timedelta(days=1))
    except OverflowError:  # before the first day of the calendar, or after its last
        raise UsageError(_NO_DAY, text=shown(text)) from None
    return DateRange(start, end)


def _span(text: str) -> tuple[date, date]:
    """Return the first and the last day of a day, month or year."""
    ago = _DAYS_AGO.get(fold(text)) if len(text) <= _SHOWN else None
    if ago is not None:
        day = date.today() - timedelta(days=ago)  # noqa: DTZ011 - the user's own day is meant
        return day, day
    parts = re.fullmatch(_YEAR_FIRST, text) or re.fullmatch(_DAY_FIRST, text)
    if parts is None or not int(parts["year"]):
        message = N_("“{text}” is not a day, month or year. Such as 2024, 2024-03 or 2024-03-15.")
        raise UsageError(message, text=shown(text))
    year, month = int(parts["year"]), int(parts["month"] or 0)
    if parts["month"] is None:
        return date(year, 1, 1), date(year, 12, 31)
    if not 1 <= month <= 12:
        raise UsageError(N_("There is no such month: {text}."), text=text)
    if parts["day"] is None:
        return date(year, month, 1), _end_of_month(year, month)
    try:
        day = date(year, month, int(parts["day"]))
    except ValueError:
        raise UsageError(_NO_DAY, text=text) from None
    return day, day


def _end_of_month(year: int, month: int) -> date:
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - timedelta(days=1)


# -- amounts ---------------------------------------------------------------------------------------------------------


def amounts(text: str) -> Open:
    """Return what is to be open by `text`: ">100", "<=1.234,50", "100..500EUR", or exactly "100"."""
    written = re.fullmatch(_WITH_CURRENCY, text) if len(text) <= _LONGEST_AMOUNTS else None
    if written and money.is_currency(written["currency"].upper()):
        return replace(_bounds(written["amount"]), currency=written["currency"].upper())
    return _bounds(text)


def overdue(text: str) -> Open:
    """Return what is to be overdue by `text`, which is written as for what is open."""
    return replace(amounts(text), is_overdue=True)


def _bounds(text: str) -> Open:
    sign, first, last = _compared(text)
    if sign == _UNTIL and (first or last):
        low = _amount(first) if first else None
        high = _amount(last) if last else None
        if low is not None and high is not None and high < low:
            raise UsageError(N_("The last amount is below the first."))
        return Open(low, high)
    amount = _amount(first)
    if sign.startswith(">"):
        return Open(low=amount, is_low_included=sign == ">=")
    if sign.startswith("<"):
        return Open(high=amount, is_high_included=sign == "<=")
    return Open(amount, amount)


def _amount(text: str) -> Decimal:
    parts = None
    if len(text) <= _LONGEST_AMOUNT and sum(map(str.isdecimal, text)) <= _MOST_DIGITS:
        parts = re.fullmatch(_GROUPED, text) or re.fullmatch(_UNGROUPED, text)
    if parts is None:
        raise UsageError(N_("“{text}” is no amount. Such as >100, 99.50 or 100..500."), text=shown(text))
    whole = parts["whole"].replace(".", "").replace(",", "")
    return Decimal(f"{whole}.{parts['part'] or 0}")


# -- codes -----------------------------------------------------------------------------------------------------------


def country(text: str) -> str:
    """Return the code of the country that `text` names by code or by name."""
    from tui_clients.domain import names

    code = names.country_code(text[:_LONGEST])
    if code is None:
        raise UsageError(N_("No country has the name or code “{country}”."), country=shown(text))
    return code


def language(text: str) -> str:
    """Return the primary subtag of the language that `text` names by tag or by name."""
    from tui_clients.domain import names

    tag = names.language_code(text[:_LONGEST])
    if tag is None:
        raise UsageError(N_("No language has the name or code “{language}”."), language=shown(text))
    return tag.partition("-")[0].lower()


def gender(text: str) -> str:
    """Return the stored form of the gender that `text` names."""
    found = choices.parse(Gender, text[:_LONGEST])
    if found is None:
        raise not_possible(text, *(member.value or "unknown" for member in Gender))
    return str(found.value)


def status(text: str) -> str:
    """Return the stored form of the status that `text` names."""
    found = choices.parse(ClientStatus, text) if fold(text[:_LONGEST]) in _STATUS_WORDS else None
    if found is None:
        raise not_possible(text, *(member.value for member in ClientStatus))
    return str(found.value)


def folded(text: str) -> str:
    """Return a category's or tag's name in the form in which names are compared."""
    return fold(one_line(text)).strip()
