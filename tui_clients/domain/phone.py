"""One home for phone numbers: read, stored as E.164 (with `;ext=`), shown in international form.

The only importer of phonenumbers, which is imported when it is first needed.
"""

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from tui_clients.domain.text import digits

if TYPE_CHECKING:
    from phonenumbers import PhoneMetadata, PhoneNumber

_LONGEST = 60  # no number is longer; phonenumbers itself refuses above 250
_EXTENSION = re.compile(
    r"\s*\b(?:durchwahl|nebenstelle|apparat|dw|nst|klappe|kl|poste|interno|int)\.?:?\s*(\d{1,7})\s*\Z",
    re.IGNORECASE,
)
_BARE = re.compile(r"[1-9](?:[ /.-]?\d){10,14}")  # digits of a number that may have lost its plus sign
_NO_CODE = "0"
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
    if number.italian_leading_zero and not phonenumbers.is_valid_number(number):
        return None  # a local number of another country, where none begins with a zero
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
    if is_plain(text):
        return text
    import phonenumbers

    number = _parse(_EXTENSION.sub(r" ext. \1", text.replace(";ext=", " ext. ")), region)
    if number is None or text.startswith(_code_of(region)):
        number = _without_plus(text) or number
    if number is None:
        return None
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{e164};ext={digits(number.extension)}" if number.extension else str(e164)


def _without_plus(text: str) -> "PhoneNumber | None":
    """Return the number that digits are behind a plus sign, which spreadsheets take away; only one that is in use."""
    import phonenumbers

    number = _parse(f"+{text.strip()}", "") if _BARE.fullmatch(text.strip()) else None
    return number if number is not None and phonenumbers.is_valid_number(number) else None


def is_stored_form(text: str) -> bool:
    """Whether `text` looks as `normalise` writes numbers; cheap, and true of some impossible ones ("+12")."""
    if ";" not in text:
        return text.startswith("+") and text.isascii() and text[1:].isdecimal()
    number, separator, extension = text.partition(";ext=")
    is_number = text.isascii() and number.startswith("+") and number[1:].isdecimal()
    return is_number and (extension.isdecimal() if separator else True)


def is_possible(stored: str) -> bool:
    """Whether a stored number is one that could exist; one that is not was kept as typed."""
    if is_plain(stored):
        return True
    return is_stored_form(stored) and _parse(stored.replace(";ext=", " ext. "), "") is not None


@lru_cache(maxsize=64)  # a number is asked about twice: when it is read, and when it is checked
def is_plain(text: str) -> bool:
    """Whether `text` is a possible number in E.164 already, told in 2 µs where phonenumbers takes 30 to parse it."""
    if not (text.startswith("+") and text.isascii() and text[1:].isdecimal() and len(text) <= _LONGEST):
        return False
    code = _code_in(text[1:4])
    national = text[1 + len(code) :]
    if not code or len(national) not in _lengths(code):
        return False
    prefix = _national_prefix(code)
    return prefix is None or prefix.match(national) is None  # else parsing may take the prefix away


@cache
def _lengths(code: str) -> frozenset[int]:
    """Return how many digits a whole national number of a calling code may have."""
    general = _metadata(code).general_desc
    if general is None:
        return frozenset()
    return frozenset(general.possible_length) - frozenset(general.possible_length_local_only)


@cache
def _national_prefix(code: str) -> "re.Pattern[str] | None":
    """Return what is dialled at home in front of the numbers of a calling code, or None."""
    pattern = _metadata(code).national_prefix_for_parsing
    return re.compile(pattern) if pattern else None


def _metadata(code: str) -> "PhoneMetadata":
    import phonenumbers

    region = phonenumbers.region_code_for_country_code(int(code))
    found = phonenumbers.PhoneMetadata.metadata_for_region_or_calling_code(int(code), region)
    if found is None:
        raise LookupError(code)
    return found


@lru_cache(maxsize=4096)
def show(stored: str) -> str:
    """Return a stored number in international form ("+49 30 123456 ext. 12"), anything else as it is."""
    if not is_stored_form(stored):
        return stored
    import phonenumbers

    number = _plain(stored) if is_plain(stored) else _parse(stored.replace(";ext=", " ext. "), "")
    return (
        stored if number is None else phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    )


def _plain(stored: str) -> "PhoneNumber | None":
    """Return a plain number as phonenumbers would, which takes 40 µs to parse it."""
    import phonenumbers

    code = _code_in(stored[1:4])
    national = stored[1 + len(code) :]
    if national.startswith("0"):  # as in few countries
        return _parse(stored, "")
    return phonenumbers.PhoneNumber(country_code=int(code), national_number=int(national))


TRUNK = "\x0e\x0e"
"""Stands in `search_form` for the zero that is dialled at home in front of a number, and not from abroad."""


def search_form(stored: str) -> str:
    """Return a number as it is searched in: "+49␎␎30123456", where the zero of "030" may stand; else its digits."""
    if not is_stored_form(stored):
        return digits(stored)
    code = _code_in(stored[1:4])
    return f"+{code}{TRUNK}{stored[1 + len(code) :]}" if code else stored


def search_forms(number: str) -> tuple[str, ...]:
    """Return what to look for in search forms to find the digits of a number, or of a part of one.

    They may be part of a national number, or begin with its zero or with a country's calling code.
    """
    forms = [number]
    if number.startswith("0") and number[1:2] not in ("", "0"):
        forms.append(TRUNK + number[1:])
    if (code := _calling_code(number)) and len(number) > len(code):
        forms.append(f"+{code}{TRUNK}{number[len(code) :]}")
    return tuple(forms)


def _calling_code(number: str) -> str:
    """Return the country calling code that a number from abroad begins with (ITU-T E.164: none begins another)."""
    return _code_in(number[:3])


@lru_cache(maxsize=1024)
def _code_in(start: str) -> str:
    return next((start[:length] for length in (1, 2, 3) if start[:length] in _calling_codes()), "")


@cache
def _calling_codes() -> frozenset[str]:
    import phonenumbers

    return frozenset(map(str, phonenumbers.COUNTRY_CODE_TO_REGION_CODE))


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
    code = _code_of(region)
    return f"+{code}" if code != _NO_CODE else ""


@cache
def _code_of(region: str) -> str:
    """Return the digits of a country's calling code, "0" where there is none."""
    import phonenumbers

    return str(phonenumbers.country_code_for_region(region))
