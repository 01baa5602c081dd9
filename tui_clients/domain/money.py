"""One home for money: integer minor units and an ISO 4217 code, read and shown in a locale's form."""

import re
from decimal import Decimal, InvalidOperation

LARGEST = 10**15  # minor units; SQLite holds 9.2 · 10**18, sums of many must fit
# What stands before the number, the number, what stands after; no letter may stand between digits. The dot
# of "Rs.500" belongs to the letters.
_AMOUNT = re.compile(r"(\D*?)((?:(?<![^\W\d_])[.,])?\d(?:[\d.,]*\d)?)(\D*)")
_GROUPING = re.compile(r"(?<=\d)[\s'’٬]+(?=\d)")
_ROUND = re.compile(r"[.,]\s*[-–−]+")  # "100,-" has no minor units
_MINUS = re.compile(r"[-–−]")
_NO_GAP = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
"""Where a sign of letters touches the number: UTS 35, "Currencies", has a space put there, which Babel does not.

https://www.unicode.org/reports/tr35/tr35-numbers.html#Currencies
"""

_PLAIN = r"-?[0-9]{1,18}(\.[0-9]{1,4})?"


def precision(currency: str) -> int:
    """Return how many decimal places a currency has (CLDR): 2 for EUR, 0 for JPY."""
    from babel.numbers import get_currency_precision

    return int(get_currency_precision(currency))


def unusual_precisions() -> dict[str, int]:
    """Return how many decimal places the currencies have that have not two (CLDR)."""
    from babel.core import get_global

    fractions = get_global("currency_fractions")
    return {code: digits for code, (digits, *_) in fractions.items() if digits != 2 and code != "DEFAULT"}


def is_currency(code: str) -> bool:
    """Whether `code` is an ISO 4217 code that CLDR knows."""
    from babel import Locale

    return code in Locale("en").currencies


def parse(text: str, currency: str, decimal_sign: str = ".") -> int | None:
    """Return the amount `text` names in minor units, or None if it names none.

    Reads "1,234.50", "1.234,50", "1 234,50", "$-142.85", "12.50-", "100,-" and "(12.00)". Where a lone separator
    stands before three digits it is the decimal sign only if it is `decimal_sign`.
    """
    minor = _read(text, currency, decimal_sign)
    is_sound = minor is not None and minor == minor.to_integral_value() and abs(minor) <= LARGEST
    return int(minor) if minor is not None and is_sound else None


def is_too_large(text: str, currency: str, decimal_sign: str = ".") -> bool:
    """Whether `text` names an amount larger than any that is kept."""
    minor = _read(text, currency, decimal_sign)
    return minor is not None and abs(minor) > LARGEST


def _read(text: str, currency: str, decimal_sign: str) -> Decimal | None:
    parts = _AMOUNT.fullmatch(_GROUPING.sub("", text.replace("٫", ".")))
    if parts is None:
        return None
    before, digits, after = parts.groups()
    is_negative = bool("(" in before or _MINUS.search(before) or _MINUS.search(_ROUND.sub("", after)))
    number = _plain(digits, decimal_sign)
    if number is None:
        return None
    minor = number.scaleb(precision(currency))
    return -minor if is_negative else minor


def _plain(text: str, decimal_sign: str) -> Decimal | None:
    point, comma = text.rfind("."), text.rfind(",")
    if point >= 0 and comma >= 0:
        sign = "." if point > comma else ","
    elif point >= 0 or comma >= 0:
        lone = "." if point >= 0 else ","
        is_grouping = text.count(lone) > 1 or (lone != decimal_sign and len(text) - text.rfind(lone) - 1 == 3)
        sign = "" if is_grouping else lone
    else:
        sign = ""
    grouping = {"." if sign == "," else ","} if sign else {".", ","}
    for character in grouping:
        text = text.replace(character, "")
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None


def to_decimal(minor: int, currency: str) -> Decimal:
    """Return minor units as a decimal number: 123450 EUR gives 1234.50."""
    return Decimal(minor).scaleb(-precision(currency))


def to_plain(minor: int | None, currency: str) -> str:
    """Return minor units as files hold them: "1234.50", "" for None."""
    return "" if minor is None else str(to_decimal(minor, currency))


def from_plain(text: str, currency: str) -> int | None:
    """Return the minor units whose text `to_plain` gave, or None for any other text."""
    if not re.fullmatch(_PLAIN, text):
        return None
    minor = Decimal(text).scaleb(precision(currency))
    is_sound = minor == minor.to_integral_value() and abs(minor) <= LARGEST
    return int(minor) if is_sound and to_plain(int(minor), currency) == text else None


def show(minor: int, currency: str, locale: str) -> str:
    """Return the amount as `locale` writes it, such as "1.234,50 €", with a gap between letters and digits."""
    from babel.numbers import format_currency

    return _NO_GAP.sub("\N{NO-BREAK SPACE}", str(format_currency(to_decimal(minor, currency), currency, locale=locale)))
