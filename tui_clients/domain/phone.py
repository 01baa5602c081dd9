"""One home for phone numbers: read, stored as E.164 (with `;ext=`), shown in international form.

The only importer of phonenumbers, which is imported when it is first needed.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from tui_clients.domain.text import digits

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

_LONGEST = 60  # no number is longer; phonenumbers itself refuses above 250
_TYPED = re.compile(rf"[\d+\s().\-–/]{{1,{_LONGEST}}}")


@lru_cache(maxsize=4096)
def _parse(text: str, region: str) -> "PhoneNumber | None":
    import phonenumbers

    if len(text) > _LONGEST:
        return None
    try:
        number = phonenumbers.parse(text, region or None)
    except phonenumbers.NumberParseException:
        return None
    if not _holds(text, number):
        return None
    is_complete = phonenumbers.is_possible_number_with_reason(number) == phonenumbers.ValidationResult.IS_POSSIBLE
    return number if is_complete else None


def _holds(text: str, number: "PhoneNumber") -> bool:
    """Whether every digit of `number` stands in `text`; phonenumbers reads "(privat)" as 774828, as on a telephone."""
    read = f"{number.national_number}{digits(number.extension or '')}"
    return digits(text).endswith(read) or not any(c.isalpha() for c in text)


def normalise(text: str, region: str = "") -> str | None:
    """Return `text` as E.164 with `;ext=` where there is one, or None if it is no possible number.

    `region` (ISO 3166-1 alpha-2) says how a number without a country code is meant.
    """
    import phonenumbers

    number = _parse(text.replace(";ext=", " ext. "), region)
    if number is None:
        return None
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{e164};ext={digits(number.extension)}" if number.extension else str(e164)


def is_stored_form(text: str) -> bool:
    """Whether `text` looks as `normalise` writes numbers; cheap, and true of some impossible ones ("+12")."""
    number, separator, extension = text.partition(";ext=")
    is_number = text.isascii() and number.startswith("+") and number[1:].isdecimal()
    return is_number and (extension.isdecimal() if separator else True)


def is_possible(stored: str) -> bool:
    """Whether a stored number is one that could exist; one that is not was kept as typed."""
    return is_stored_form(stored) and _parse(stored.replace(";ext=", " ext. "), "") is not None


@lru_cache(maxsize=4096)
def show(stored: str) -> str:
    """Return a stored number in international form ("+49 30 123456 ext. 12"), anything else as it is."""
    if not is_stored_form(stored):
        return stored
    import phonenumbers

    number = _parse(stored.replace(";ext=", " ext. "), "")
    return (
        stored if number is None else phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    )


def search_digits(stored: str) -> str:
    """Return the digits under which a number is found: international, and national with its leading zero."""
    if not is_stored_form(stored):
        return digits(stored)
    international = digits(stored)
    number = _parse(stored.partition(";")[0], "")
    if number is None:
        return international
    import phonenumbers

    national = digits(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL))
    return international if international.endswith(national) else f"{international} {national}"


def as_typed(text: str, region: str) -> str:
    """Return what has been typed so far with the spaces that `region` puts into its numbers."""
    if not digits(text) or not _TYPED.fullmatch(text):
        return text
    import phonenumbers

    formatter = phonenumbers.AsYouTypeFormatter(region or "ZZ")
    shown = ""
    for character in text:
        if character.isdecimal() or character == "+":
            shown = formatter.input_digit(character)
    return shown or text


def country_prefix(region: str) -> str:
    """Return the calling code of a country ("+49" for DE), or "" where there is none."""
    import phonenumbers

    code = phonenumbers.country_code_for_region(region)
    return f"+{code}" if code else ""
