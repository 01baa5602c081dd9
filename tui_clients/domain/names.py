"""One home for the names of countries and languages, as CLDR gives them through Babel."""

import re
from functools import cache, lru_cache
from typing import cast

from tui_clients.domain.text import fold

_LONGEST = 80  # characters; no name of a country is longer
_REMEMBERED = 4096  # a column of an import may hold a million different texts
_READ_FROM = ("en", "de", "fr", "es", "it", "nl", "pl", "pt")
_LATIN = ("sv", "da", "nb", "fi", "cs", "sk", "hu", "ro", "tr", "hr", "sl", "lt", "lv", "et", "ca", "id", "vi")
_SCRIPTS = (
    ("[\u0370-\u03ff]", ("el",)),
    ("[\u0400-\u052f]", ("sr", "bg", "uk", "ru")),
    ("[\u0590-\u05ff]", ("he",)),
    ("[\u0600-\u06ff]", ("fa", "ar")),
    ("[\u0900-\u097f]", ("hi",)),
    ("[\u0e00-\u0e7f]", ("th",)),
    ("[\u1100-\u11ff\uac00-\ud7af]", ("ko",)),
    ("[\u3040-\u30ff\u4e00-\u9fff]", ("zh_Hant", "zh", "ja")),
)
_NAMED_REGION = re.compile(r"([^()]{2,40}?)\s*\(([^()]{2,40})\)")
_ARTICLE = re.compile(r"(?:die|der|den|das|les|los|il|lo|gli|de|het) ")
_CODED = re.compile(r"[a-z]{2,3} ?[-–:] ?(?=[^\W\d]{4})")  # "DE - Deutschland"
_BETWEEN = re.compile(r"[/|]")
_FIRST = re.compile(r" / |; ")  # parts a language from the next ones
_REGION = re.compile(r"\s*\(.*\)")
_LONG_FORM = re.compile(
    r"(?:the |la |le |l'|die )?(?:(?:federal |people's |islamic |democratic )*republic of|kingdom of|state of|"
    r"(?:bundes)?republik|konigreich|republique (?:francaise|de|d')|republica de|repubblica)\b\s*(?:of |de |d')?"
)
_OFFICIAL = re.compile(
    r", (?:(?:islamic|bolivarian|plurinational|united|federated|federal) )?(?:republic|states?|kingdom|province) of\Z"
)
_SPOKEN = {"palestine": "PS", "state of palestine": "PS",
           "d": "DE", "a": "AT", "f": "FR", "i": "IT", "e": "ES", "b": "BE", "l": "LU", "p": "PT", "s": "SE", "n": "NO",
           "h": "HU", "fl": "LI",  # as on cars and in front of German postal codes
           "u.k.": "GB", "gb-eng": "GB", "northern ireland": "GB", "schottland": "GB", "the netherlands": "NL",
           "bundesrepublik deutschland": "DE", "republik osterreich": "AT", "schweizerische eidgenossenschaft": "CH",
           "confoederatio helvetica": "CH", "republic of ireland": "IE", "eire": "IE", "korea": "KR",
           "viet nam": "VN", "china, people's republic of": "CN", "hong kong": "HK", "macau": "MO", "taiwan": "TW",
           "uk": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "great britain": "GB", "grossbritannien": "GB",
           "usa": "US", "u.s.a.": "US", "u.s.": "US", "united states of america": "US", "brd": "DE", "holland": "NL",
           "czech republic": "CZ", "tschechische republik": "CZ", "ceska republika": "CZ",
           "slovenska republika": "SK", "south korea": "KR", "republic of korea": "KR",
           "russian federation": "RU", "turkey": "TR", "uae": "AE"}  # fmt: skip


_ABBREVIATED = {
    "jp": "ja", "cn": "zh", "cz": "cs", "dk": "da", "gr": "el", "dt": "de", "deu": "de", "engl": "en", "frz": "fr",
    "franz": "fr", "ital": "it", "span": "es", "griech": "el", "russ": "ru", "poln": "pl", "niederl": "nl",
}  # fmt: skip
"""Codes of countries that are no language's and so stand for the one spoken there, and German short forms."""


def _territories(locale: str) -> dict[str, str]:
    from babel import Locale

    names = cast("dict[str, str]", Locale.parse(locale).territories)
    return {code: name for code, name in names.items() if len(code) == 2 and code.isalpha() and code not in _NOT_STATES}


_NOT_STATES = frozenset({"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"})


def _languages(locale: str) -> dict[str, str]:
    from babel import Locale

    return cast("dict[str, str]", Locale.parse(locale).languages)


@cache
def countries(locale: str) -> dict[str, str]:
    """Return every country's code and name in `locale`, sorted by name as its readers expect."""
    return dict(sorted(_territories(locale).items(), key=lambda item: fold(item[1])))


@cache
def languages(locale: str) -> dict[str, str]:
    """Return the codes and names of the languages of countries, sorted by name in `locale`."""
    names = {code.replace("_", "-"): name for code, name in _languages(locale).items() if _is_offered(code)}
    return dict(sorted(names.items(), key=lambda item: fold(item[1])))


def currencies(locale: str) -> dict[str, str]:
    """Return the names of the currencies that are legal tender somewhere, sorted by their codes."""
    from babel import Locale
    from babel.core import get_global

    in_use = {code for held in get_global("territory_currencies").values() for code, _from, to, tender in held
              if tender and to is None}  # fmt: skip
    known = cast("dict[str, str]", Locale.parse(locale).currencies)
    return {code: known[code] for code in sorted(in_use & known.keys())}


def _is_offered(code: str) -> bool:
    return len(code) == 2 or code in ("de_AT", "de_CH", "en_GB", "en_US", "fr_CH", "pt_BR", "zh_Hans", "zh_Hant")


def country_name(code: str, locale: str) -> str:
    """Return a country's name in `locale`; what is no known code comes back as it is."""
    return countries(locale).get(code, code)


def language_name(tag: str, locale: str) -> str:
    """Return a language's name in `locale`, its region or script in brackets; an unknown tag as it is."""
    known = languages(locale).get(tag)
    if known or not tag:
        return known or tag
    language, _, rest = tag.partition("-")
    name = _languages(locale).get(language)
    if name is None:
        return tag
    return f"{name} ({country_name(rest, locale)})" if rest else name


@cache
def _country_codes() -> dict[str, str]:
    codes = dict(_SPOKEN)
    for locale in reversed(_READ_FROM):
        codes |= {fold(name): code for code, name in _territories(locale).items()}
    return codes


@lru_cache(maxsize=_REMEMBERED)
def country_code(text: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code that `text` names by code or by name, or None."""
    from babel.core import get_global

    stripped = text.strip()
    wanted = stripped.upper() if stripped.isascii() else ""  # "ß" has the capital "SS", South Sudan
    known = countries("en")
    if wanted in known:
        return wanted
    by_name = _country_codes().get(fold(stripped))
    if by_name:
        return by_name
    aliases = get_global("territory_aliases").get(wanted, ())
    if len(aliases) == 1 and aliases[0] in known:
        return str(aliases[0])
    return _spelled_otherwise(fold(stripped))


def _spelled_otherwise(text: str) -> str | None:
    """Return the code of a country with "and" for "&", with its code in brackets, in its long form or any language."""
    if len(text) > _LONGEST or not text:
        return None
    known = _country_codes()
    forms = (text.replace(" and ", " & ").replace(" und ", " & "), text.replace(".", ""), text.removeprefix("the "),
             _ARTICLE.sub("", text), _CODED.sub("", text), _REGION.sub("", text), _LONG_FORM.sub("", text, count=1),
             text.replace("saint ", "st. "), text.replace("'", "’"), _OFFICIAL.sub("", text))  # fmt: skip
    found = next((known[form] for form in forms if form in known), None)
    return found or _codes_of(_written_like(text)).get(text) or _said_twice(text)


def _said_twice(text: str) -> str | None:
    """Return the code of a country that is named in two languages, as in "Schweiz / Suisse"."""
    parts = [part.strip() for part in _BETWEEN.split(text)]
    codes = {country_code(part) for part in parts} if len(parts) > 1 else set()
    return codes.pop() if len(codes) == 1 else None


def _written_like(text: str) -> tuple[str, ...]:
    """Return the languages that are written in the script of a text."""
    return next((locales for script, locales in _SCRIPTS if re.match(script, text)), _LATIN)


@cache
def _codes_of(locales: tuple[str, ...]) -> dict[str, str]:
    return {fold(name): code for locale in locales for code, name in _territories(locale).items()}


@cache
def _language_codes() -> dict[str, str]:
    codes: dict[str, str] = {}
    for locale in reversed(_READ_FROM):
        codes |= {fold(name): code.replace("_", "-") for code, name in _languages(locale).items()}
    return codes


@cache
def _own_names(locales: tuple[str, ...]) -> dict[str, str]:
    """Return the tag of each language by what its speakers call it."""
    from babel import Locale

    return {fold(str(Locale.parse(each).get_language_name(each))): each for each in locales if "_" not in each}


@lru_cache(maxsize=_REMEMBERED)
def language_code(text: str) -> str | None:
    """Return the BCP 47 tag that `text` names by tag or by name, or None."""
    from babel import Locale, UnknownLocaleError
    from babel.core import get_global

    given, known = _FIRST.split(text.strip(), maxsplit=1)[0], _languages("en")
    given = _ABBREVIATED.get(given.lower().rstrip("."), given)
    if given.lower() in known:
        return given.lower()
    wanted = _language_codes().get(fold(given), given)
    if wanted in known and wanted.isalpha():
        return wanted
    if not given.isascii() and (own := _own_names(_written_like(given)).get(fold(given))):
        return own
    if len(wanted) in (2, 3):
        alias = get_global("language_aliases").get(wanted.lower(), "")
        return alias if alias in known else None
    named = _NAMED_REGION.fullmatch(given)
    if named and (language := language_code(named[1])) and (country := country_code(named[2])):
        return f"{language.partition('-')[0]}-{country}"
    try:
        locale = Locale.parse(wanted.partition(".")[0].replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return None
    parts = (locale.language, locale.script, locale.territory)
    return "-".join(part for part in parts if part)
