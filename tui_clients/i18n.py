"""The user's language: chosen once at the start, asked by whatever puts words on a screen."""

import os
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from gettext import NullTranslations

LANGUAGES = ("en", "de")
_DOMAIN = "tui_clients"
_CATALOGUES = Path(__file__).parent / "locale"


class Language(NamedTuple):
    """A language of the program and the locale (CLDR) that forms dates, numbers and names in it."""

    code: str = "en"
    locale: str = "en"

    @property
    def territory(self) -> str:
        """The country of the locale (ISO 3166-1 alpha-2), "" where it names none."""
        return self.locale.partition("_")[2]


class _Current:
    """The one choice of this process."""

    language = Language()


def choose(wanted: str, environ: Mapping[str, str] = os.environ) -> Language:
    """Return the language asked for, else the environment's (LC_ALL, LC_MESSAGES, LANG), else English.

    The territory comes from the environment where its language is the same: `--language en` under
    `LANG=en_GB.UTF-8` writes dates the British way.
    """
    from_environment = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    locale = from_environment.partition(".")[0].partition("@")[0]
    spoken = locale.partition("_")[0]
    code = next((code for code in (wanted, spoken) if code in LANGUAGES), "en")
    territory = locale.partition("_")[2]
    full = f"{code}_{territory.upper()}"
    return Language(code, full if spoken == code and territory.isalpha() and _has_data(full) else code)


def _has_data(locale: str) -> bool:
    """Whether Babel has data for a locale; looked up without importing it, which takes 30 ms."""
    found = find_spec("babel")
    return found is not None and (Path(str(found.origin)).with_name("locale-data") / f"{locale}.dat").exists()


def activate(language: Language) -> None:
    """Speak `language` from now on."""
    _Current.language = language


def current() -> Language:
    """Return the language spoken."""
    return _Current.language


@cache
def _catalogue(code: str) -> "NullTranslations":
    import gettext

    return gettext.translation(_DOMAIN, _CATALOGUES, [code], fallback=code == "en")


def _(message: str) -> str:
    """Return a message in the user's language."""
    code = _Current.language.code
    return message if code == "en" or not message else _catalogue(code).gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Return the form of a message that fits a count, in the user's language."""
    return _catalogue(_Current.language.code).ngettext(singular, plural, count)
