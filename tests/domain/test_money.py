from decimal import Decimal

import pytest
from babel.localedata import locale_identifiers
from hypothesis import example, given
from hypothesis import strategies as st

from tui_clients.domain import money

LOCALES = [
    "en",
    "en_US",
    "en_GB",
    "en_IN",
    "en_ZA",
    "en_SE",
    "en_AT",
    "en_CH",
    "de",
    "de_DE",
    "de_AT",
    "de_CH",
    "de_LI",
]
LARGEST = 10**15


def decimal_sign(locale: str) -> str:
    from babel.numbers import get_decimal_symbol

    return str(get_decimal_symbol(locale))


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("1234.50", 123450),
        ("1,234.50", 123450),
        ("1.234,50", 123450),
        ("1 234,50", 123450),
        ("1\u00a0234,50", 123450),
        ("1\u202f234,50", 123450),
        ("1'234.50", 123450),
        ("1’234.50", 123450),
        ("1,234,567.89", 123456789),
        ("1.234.567,89", 123456789),
        ("12,34,567.89", 123456789),
        ("1,234,567", 123456700),
        ("12.5", 1250),
        ("12,5", 1250),
        ("12", 1200),
        ("12.", 1200),
        (".50", 50),
        ("-.50", -50),
        ("0", 0),
        ("007", 700),
        ("€ 12,50", 1250),
        ("12,50 €", 1250),
        ("EUR12.50", 1250),
        ("12.50EUR", 1250),
        ("US$1,234.50", 123450),
        ("R$ 1.234,50", 123450),
        ("Rs. 500", 50000),
        ("Rs.500", 50000),
        ("kr. 1.234,50", 123450),
        ("1.234,50 kr.", 123450),
        ("Fr. 100.-", 10000),
        ("100,-", 10000),
        ("100,– €", 10000),
        ("100.--", 10000),
        ("$-142.85", -14285),
        ("-$142.85", -14285),
        ("−142,85 €", -14285),
        ("–5", -500),
        ("12.50-", -1250),
        ("(12.00)", -1200),
        ("($12.00)", -1200),
        ("١٢٫٥٠", 1250),
        ("１２．５０", None),
        ("12.345,678", None),
        ("0.001", None),
        ("", None),
        (" ", None),
        ("-", None),
        ("€", None),
        ("()", None),
        (".", None),
        ("NaN", None),
        ("Infinity", None),
        ("1e5", None),
        ("3 x 100", None),
        ("10 of 20", None),
        ("1-2", None),
        ("2026-01-05", None),
        ("10:30", None),
        ("1/2", None),
        ("1.2.3,4,5", None),
        ("\x00", None),
    ],
)
def test_amounts_are_read_as_people_write_them(text: str, minor: int | None) -> None:
    assert money.parse(text, "EUR") == minor


@pytest.mark.parametrize(
    ("text", "sign", "minor"),
    [("1.234", ",", 123400), ("1,234", ".", 123400), ("1.234", ".", None), ("1,23", ".", 123)],
)
def test_three_digits_behind_a_lone_separator_are_thousands_unless_the_locale_says_otherwise(
    text: str, sign: str, minor: int | None
) -> None:
    assert money.parse(text, "EUR", sign) == minor


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("¥1,234", "JPY", 1234),
        ("1.5", "JPY", None),
        ("1.234 KWD", "KWD", 1234),
        ("12", "KWD", 12000),
        ("1,5", "CLP", None),
    ],
)
def test_a_currency_has_its_own_minor_unit(text: str, currency: str, minor: int | None) -> None:
    assert money.parse(text, currency) == minor


def test_no_amount_is_larger_than_the_database_can_add_up() -> None:
    assert money.parse("10000000000000.00", "EUR") == LARGEST
    assert money.parse("10000000000000.01", "EUR") is None
    assert money.parse("9" * 100_000, "EUR") is None


@given(st.text() | st.text("0123456789.,-() '€eE", max_size=40))
@example("1" + " " * 50_000 + "x1")
@example(".," * 50_000)
@example("1" * 50_000 + "x1")
def test_no_text_is_a_reason_to_fail_or_to_wait(text: str) -> None:
    minor = money.parse(text, "EUR")
    assert minor is None or -LARGEST <= minor <= LARGEST


@given(st.integers(-LARGEST, LARGEST), st.sampled_from(LOCALES), st.sampled_from(["EUR", "JPY", "KWD", "USD", "CHF"]))
@example(123456, "de_CH", "EUR")
@example(-1234, "de", "JPY")
@example(-5, "en_SE", "EUR")
def test_what_is_shown_in_a_locale_is_read_as_the_same_amount(minor: int, locale: str, currency: str) -> None:
    shown = money.show(minor, currency, locale)
    assert money.parse(shown, currency, decimal_sign(locale)) == minor


def test_every_english_and_german_locale_is_read_back() -> None:
    for locale in locale_identifiers():
        if locale.partition("_")[0] in ("en", "de") and locale not in (
            "en_Dsrt",
            "en_Dsrt_US",
            "en_Shaw",
            "en_Shaw_GB",
        ):
            for minor in (-123456789, 5, 100000):
                shown = money.show(minor, "EUR", locale)
                assert money.parse(shown, "EUR", decimal_sign(locale)) == minor, f"{locale}: {shown}"


def test_amounts_are_shown_as_the_locale_writes_them() -> None:
    assert money.show(123450, "EUR", "de") == "1.234,50\u00a0€"
    assert money.show(123450, "EUR", "en") == "€1,234.50"
    assert money.show(-1234, "JPY", "en") == "-¥1,234"
    assert money.show(1, "XYZ", "en") == "XYZ\u00a00.01"
    assert money.show(-10500, "PLN", "en") == "-PLN\u00a0105.00"
    assert money.show(10500, "CAD", "en") == "CA$105.00"


def test_decimals_are_exact() -> None:
    assert money.to_decimal(LARGEST + 1, "EUR") == Decimal("10000000000000.01")
    assert str(money.to_decimal(123450, "EUR")) == "1234.50"
    assert money.to_decimal(7, "JPY") == 7


def test_currencies_are_known_by_their_code() -> None:
    assert money.is_currency("EUR")
    assert not money.is_currency("eur")
    assert not money.is_currency("XQQ")
    assert not money.is_currency("")
    assert (money.precision("EUR"), money.precision("JPY"), money.precision("KWD")) == (2, 0, 3)
