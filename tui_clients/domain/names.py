"""One home for the names of countries and languages, as CLDR gives them through Babel."""

from functools import cache, lru_cache
from typing import cast

from tui_clients.domain.text import fold

_REMEMBERED = 4096  # a column of an import may hold a million different texts
_READ_FROM = ("en", "de", "fr", "es", "it", "nl", "pl", "pt")
_SPOKEN = {"uk": "GB", "england": "GB", "scotland": "GB", "wales": "GB", "great britain": "GB", "grossbritannien": "GB",
           "usa": "US", "u.s.a.": "US", "u.s.": "US", "united states of america": "US", "brd": "DE", "holland": "NL",
           "czech republic": "CZ", "tschechische republik": "CZ", "south korea": "KR", "republic of korea": "KR",
           "russian federation": "RU", "turkey": "TR", "uae": "AE"}  # fmt: skip


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
    return aliases[0] if len(aliases) == 1 and aliases[0] in known else None


@cache
def _language_codes() -> dict[str, str]:
    codes: dict[str, str] = {}
    for locale in reversed(_READ_FROM):
        codes |= {fold(name): code.replace("_", "-") for code, name in _languages(locale).items()}
    return codes


@lru_cache(maxsize=_REMEMBERED)
def language_code(text: str) -> str | None:
    """Return the BCP 47 tag that `text` names by tag or by name, or None."""
    from babel import Locale, UnknownLocaleError
    from babel.core import get_global

    given, known = text.strip(), _languages("en")
    if given.lower() in known:
        return given.lower()
    wanted = _language_codes().get(fold(given), given)
    if wanted in known and wanted.isalpha():
        return wanted
    if len(wanted) in (2, 3):
        alias = get_global("language_aliases").get(wanted.lower(), "")
        return alias if alias in known else None
    try:
        locale = Locale.parse(wanted.partition(".")[0].replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return None
    parts = (locale.language, locale.script, locale.territory)
    return "-".join(part for part in parts if part)
