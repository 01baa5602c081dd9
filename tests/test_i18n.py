import os
from collections.abc import Iterator

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from tui_clients import i18n
from tui_clients.i18n import Language, choose


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    spoken = i18n.current()
    yield
    i18n.activate(spoken)


@pytest.mark.parametrize(
    ("wanted", "environ", "language"),
    [
        ("", {}, Language("en", "en")),
        ("", {"LANG": ""}, Language("en", "en")),
        ("", {"LANG": "C"}, Language("en", "en")),
        ("", {"LANG": "C.UTF-8"}, Language("en", "en")),
        ("", {"LANG": "POSIX"}, Language("en", "en")),
        ("", {"LANG": "de_DE.UTF-8"}, Language("de", "de_DE")),
        ("", {"LANG": "de_AT.UTF-8@euro"}, Language("de", "de_AT")),
        ("", {"LANG": "de_CH@euro"}, Language("de", "de_CH")),
        ("", {"LANG": "de"}, Language("de", "de")),
        ("", {"LANG": "en_GB.UTF-8"}, Language("en", "en_GB")),
        ("", {"LANG": "fr_FR.UTF-8"}, Language("en", "en")),
        ("", {"LANG": "xx_YY"}, Language("en", "en")),
        ("", {"LANG": "de_419"}, Language("de", "de")),
        ("", {"LANG": "de_"}, Language("de", "de")),
        ("", {"LANG": "_DE"}, Language("en", "en")),
        ("de", {}, Language("de", "de")),
        ("de", {"LANG": "C.UTF-8"}, Language("de", "de")),
        ("de", {"LANG": "en_US.UTF-8"}, Language("de", "de")),
        ("de", {"LANG": "de_AT.UTF-8"}, Language("de", "de_AT")),
        ("en", {"LANG": "de_DE.UTF-8"}, Language("en", "en")),
        ("en", {"LANG": "en_GB.UTF-8"}, Language("en", "en_GB")),
        ("fr", {"LANG": "de_DE.UTF-8"}, Language("de", "de_DE")),
        ("fr", {}, Language("en", "en")),
        ("", {"LC_ALL": "de_DE.UTF-8", "LC_MESSAGES": "en_US", "LANG": "fr_FR"}, Language("de", "de_DE")),
        ("", {"LC_MESSAGES": "de_DE.UTF-8", "LANG": "en_US.UTF-8"}, Language("de", "de_DE")),
        ("", {"LC_ALL": "", "LC_MESSAGES": "", "LANG": "de_DE"}, Language("de", "de_DE")),
        ("", {"LC_ALL": "C", "LANG": "de_DE.UTF-8"}, Language("en", "en")),
        ("", {"LC_TIME": "de_DE.UTF-8", "LANGUAGE": "de"}, Language("en", "en")),
    ],
)
def test_the_wish_comes_before_the_environment_and_english_comes_last(
    wanted: str, environ: dict[str, str], language: Language
) -> None:
    assert choose(wanted, environ) == language


@given(
    st.sampled_from(["", "de", "en", "fr"]), st.text() | st.from_regex(r"(de|en)_[A-Z]{2}(\.UTF-8)?", fullmatch=True)
)
def test_no_environment_is_a_reason_to_fail(wanted: str, locale: str) -> None:
    language = choose(wanted, {"LANG": locale})
    assert language.code in i18n.LANGUAGES
    assert language.locale.partition("_")[0] == language.code


@pytest.mark.parametrize("locale", ["en_RU.UTF-8", "de_US.UTF-8", "de_GB.UTF-8", "en_XX"])
def test_every_locale_chosen_is_one_that_can_form_dates(locale: str) -> None:
    assert Locale.parse(choose("", {"LANG": locale}).locale)


def test_the_environment_of_the_process_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "de_AT.UTF-8")
    assert os.environ["LANG"]
    assert choose("") == Language("de", "de_AT")


def test_the_language_spoken_is_the_one_activated() -> None:
    i18n.activate(Language("de", "de_CH"))
    assert i18n.current() == Language("de", "de_CH")


def test_english_is_spoken_as_it_is_written_in_the_source() -> None:
    i18n.activate(Language("en", "en_GB"))
    assert i18n._("no such message") == "no such message"
    assert i18n._("") == ""
    assert i18n.ngettext("{count} row", "{count} rows", 1) == "{count} row"
    assert i18n.ngettext("{count} row", "{count} rows", 0) == "{count} rows"


def test_german_is_spoken_once_it_is_chosen() -> None:
    if not (i18n._CATALOGUES / "de" / "LC_MESSAGES" / "tui_clients.mo").is_file():
        pytest.skip("the catalogue has not been compiled yet")
    i18n.activate(Language("de", "de"))
    assert i18n._("Country") == "Land"
    assert i18n._("no such message") == "no such message"
    assert i18n._("") == ""
