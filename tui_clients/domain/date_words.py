"""Reads dates whose month is a word: "6. Mai 2024", "May 6, 2024", "6-May-24", "2024年5月6日"."""

import re
from functools import cache

from tui_clients.domain.text import fold

_READ_FROM = ("pt", "pl", "nl", "it", "es", "fr", "de", "en")  # the last one counts where two differ
_BESIDE = frozenset({"st", "nd", "rd", "th", "de", "of", "den", "le", "der", "am", "em", "at", "um", "do", "er"})
_EAST_ASIAN = re.compile(r"\s*(\d{4})年\s*(\d{1,2})月\s*(\d{1,2})日\s*")
_PIECES = re.compile(r"[^\W\d_]+|\d+")


@cache
def _months() -> dict[str, int]:
    return {name: number for locale in _READ_FROM for name, number in _names(locale, "months")}


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(name for locale in _READ_FROM for name, _ in _names(locale, "days"))


def _names(locale: str, kind: str) -> list[tuple[str, int]]:
    from babel import Locale

    found = getattr(Locale.parse(locale), kind)
    return [
        (fold(name).strip("."), number)
        for use in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in found[use].get(width, {}).items()
    ]


def parts(text: str) -> tuple[str, str, str] | None:
    """Return year, month and day of a date in words, as digits; None for any other text."""
    east_asian = _EAST_ASIAN.fullmatch(text)
    if east_asian:
        return east_asian[1], east_asian[2], east_asian[3]
    pieces = _PIECES.findall(text)
    words = [fold(piece) for piece in pieces if not piece.isdecimal()]
    numbers = [piece for piece in pieces if piece.isdecimal()]
    months = [_months()[word] for word in words if word in _months()]
    is_date = all(word in _months() or word in _weekdays() or word in _BESIDE for word in words)
    if len(numbers) != 2 or len(months) != 1 or not is_date:
        return None
    year, day = numbers if len(numbers[0]) == 4 else reversed(numbers)
    return (year, str(months[0]), day) if len(year) in (2, 4) and len(day) <= 2 else None
