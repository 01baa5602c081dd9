import pytest
from babel.localedata import locale_identifiers
from hypothesis import given
from hypothesis import strategies as st

from tui_clients.domain import names
from tui_clients.domain.text import fold

READ_FROM = ["en", "de", "fr", "es", "it", "nl", "pl", "pt"]


@pytest.mark.parametrize("locale", READ_FROM)
def test_every_country_is_known_by_its_name(locale: str) -> None:
    countries = names.countries(locale)
    assert len(countries) > 240
    for code, name in countries.items():
        assert names.country_code(name) == code
        assert names.country_code(name.upper()) == code


def test_every_country_is_known_by_its_code() -> None:
    for code in names.countries("en"):
        assert names.country_code(code) == code
        assert names.country_code(f" {code.lower()} ") == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Deutschland", "DE"),
        ("GERMANY", "DE"),
        ("Österreich", "AT"),
        ("Osterreich", "AT"),
        ("UK", "GB"),
        ("England", "GB"),
        ("Großbritannien", "GB"),
        ("USA", "US"),
        ("U.S.A.", "US"),
        ("DEU", "DE"),
        ("GBR", "GB"),
        ("276", "DE"),
        ("Holland", "NL"),
        ("Czech Republic", "CZ"),
        ("", None),
        ("Absurdistan", None),
        ("XX", None),
        ("ZZ", None),
        ("EU", None),
        ("ß", None),
        ("ﬁ", None),
        ("\x00", None),
    ],
)
def test_countries_are_read_as_files_write_them(text: str, code: str | None) -> None:
    assert names.country_code(text) == code


def test_countries_are_listed_as_readers_of_the_language_expect() -> None:
    german = names.countries("de")
    assert german["DE"] == "Deutschland"
    assert list(german.values()) == sorted(german.values(), key=fold)
    order = list(german)
    assert order.index("AT") < order.index("PL")  # Österreich stands among the O
    assert not {"EU", "UN", "ZZ", "XA"} & german.keys()


def test_names_are_those_of_the_locale_and_unknown_codes_stay() -> None:
    assert names.country_name("AT", "de") == "Österreich"
    assert names.country_name("AT", "en_GB") == "Austria"
    assert names.country_name("Absurdistan", "de") == "Absurdistan"
    assert names.country_name("", "de") == ""


@pytest.mark.parametrize("locale", ["en", "de"])
def test_every_language_is_known_by_its_tag(locale: str) -> None:
    for tag in names.languages(locale):
        assert names.language_code(tag) == tag
        assert names.language_code(tag.lower().replace("-", "_")) == tag


@pytest.mark.parametrize("locale", ["en", "de"])
def test_every_language_is_known_by_its_name_unless_the_name_is_a_tag(locale: str) -> None:
    offered = names.languages(locale)
    for tag, name in offered.items():
        expected = name.lower() if name.lower() in offered else tag
        assert names.language_code(name) == expected


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("German", "de"),
        ("DEUTSCH", "de"),
        ("allemand", "de"),
        ("deu", "de"),
        ("ger", "de"),
        ("de_DE.UTF-8", "de-DE"),
        ("de-at", "de-AT"),
        ("Österreichisches Deutsch", "de-AT"),
        ("zh-TW", "zh-Hant-TW"),
        ("zh-Hans", "zh-Hans"),
        ("pt_BR", "pt-BR"),
        ("ga", "ga"),
        ("Montenegrin", "sr-Latn-ME"),
        ("", None),
        ("klingonese", None),
        ("xx", None),
        ("de-", None),
        ("../../etc/passwd", None),
        ("\x00", None),
        ("\ud800", None),
    ],
)
def test_languages_are_read_as_files_write_them(text: str, tag: str | None) -> None:
    assert names.language_code(text) == tag


@given(st.text() | st.text("abdeXYZ_-.@19 ", max_size=12) | st.sampled_from(locale_identifiers()))
def test_what_was_read_is_read_as_itself(text: str) -> None:
    tag = names.language_code(text)
    assert tag is None or names.language_code(tag) == tag
    code = names.country_code(text)
    assert code is None or names.country_code(code) == code


def test_languages_are_named_with_their_region_or_script() -> None:
    assert names.language_name("de", "de") == "Deutsch"
    assert names.language_name("de-AT", "de") == "Österreichisches Deutsch"
    assert names.language_name("de-DE", "en") == "German (Germany)"
    assert names.language_name("", "en") == ""
    assert names.language_name("xx-YY", "en") == "xx-YY"


def test_texts_of_an_import_are_not_remembered_for_ever() -> None:
    for number in range(5000):
        names.country_code(f"no country {number}")
        names.language_code(f"no language {number}")
    assert names.country_code.cache_info().currsize < 5000
    assert names.language_code.cache_info().currsize < 5000
