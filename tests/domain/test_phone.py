import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.strategies import EXAMPLE_NUMBERS
from tui_clients.domain import phone
from tui_clients.domain.text import digits


@pytest.mark.parametrize(
    ("text", "region", "stored"),
    [
        ("030 123456", "DE", "+4930123456"),
        ("(030) 12 34-56", "DE", "+4930123456"),
        ("030/123456", "DE", "+4930123456"),
        ("+49 (0)30 123456", "", "+4930123456"),
        ("0049 30 123456", "DE", "+4930123456"),
        ("Tel. 030 123456", "DE", "+4930123456"),
        ("+44 20 7946 0018", "DE", "+442079460018"),
        ("020 7946 0018", "GB", "+442079460018"),
        ("(201) 555-0123", "US", "+12015550123"),
        ("06 12345678", "IT", "+390612345678"),
        ("011 15-2345-6789", "AR", "+5491123456789"),
        ("٠٣٠ ١٢٣٤٥٦", "DE", "+4930123456"),
        ("+٤٩٣٠١٢٣٤٥٦", "", "+4930123456"),
        ("０３０　１２３４５６", "DE", "+4930123456"),
        ("tel:+49-30-123456", "", "+4930123456"),
        ("4915112345678", "DE", "+4915112345678"),
        ("49 151 12345678", "DE", "+4915112345678"),
        ("491234567", "DE", "+49491234567"),
    ],
)
def test_numbers_are_read_however_they_are_written(text: str, region: str, stored: str) -> None:
    assert phone.normalise(text, region) == stored


@pytest.mark.parametrize(
    "text",
    ["030 123456 ext. 12", "030 123456 x12", "030 123456;ext=12", "030 123456 Ext 12", "030 123456 ext. ١٢",
     "030 123456#12"],
)  # fmt: skip
def test_extensions_are_kept_in_one_form(text: str) -> None:
    assert phone.normalise(text, "DE") == "+4930123456;ext=12"


@pytest.mark.parametrize(
    "text",
    ["", " ", "none", "-", "12", "+", "+12", "+999999999999", "030 123456 / 0171 2345678", "4" * 61, "4" * 10_000,
     "1-800-FLOWERS", "030 123456 (privat)", "030 1234 home", "0171 2345678 Handy", "030 123456 ab 9 Uhr",
     "030 123456 App. 12", "a@example.com", "\x00", "\ud800"],
)  # fmt: skip
def test_what_is_no_possible_number_is_not_guessed_at(text: str) -> None:
    assert phone.normalise(text, "DE") is None
    assert not phone.is_possible(text)


def test_a_local_number_means_nothing_without_a_country() -> None:
    assert phone.normalise("030 123456") is None
    assert phone.normalise("030 123456", "ZZ") is None


@pytest.mark.parametrize("stored", [*EXAMPLE_NUMBERS, "+4930123456;ext=12"])
@pytest.mark.parametrize("region", ["", "DE", "US"])
def test_a_stored_number_is_read_as_itself_in_every_country(stored: str, region: str) -> None:
    assert phone.normalise(stored, region) == stored
    assert phone.is_stored_form(stored)
    assert phone.is_possible(stored)


@given(st.text(max_size=70), st.sampled_from(["", "DE", "US", "JP", "XX"]))
def test_reading_twice_changes_nothing(text: str, region: str) -> None:
    stored = phone.normalise(text, region)
    if stored is not None:
        assert phone.normalise(stored, region) == phone.normalise(stored) == stored
        assert phone.is_possible(stored)
        assert stored.isascii()


@pytest.mark.parametrize("text", ["030 123456", "+", "", "+49 30", "+49;ext=", "+49;ext=a", "+٤٩٣٠١٢٣٤٥٦", "++49"])
def test_what_was_typed_is_told_from_what_was_read(text: str) -> None:
    assert not phone.is_stored_form(text)
    assert phone.show(text) == text


def test_stored_numbers_are_shown_in_international_form() -> None:
    assert phone.show("+4930123456") == "+49 30 123456"
    assert phone.show("+12015550123") == "+1 201-555-0123"
    assert phone.show("+4930123456;ext=12") == "+49 30 123456 ext. 12"
    assert phone.show("+12") == "+12"


@pytest.mark.parametrize("stored", [*EXAMPLE_NUMBERS, "+4930123456;ext=12"])
def test_what_is_shown_is_read_as_the_same_number(stored: str) -> None:
    assert phone.normalise(phone.show(stored)) == stored


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("+4930123456", "4930123456 030123456 0301 4930 49301 123456 3012 01"),
        ("+4930123456;ext=12", "030123456 4930123456"),
        ("+12015550123", "12015550123 2015550123 1201"),
        ("+390612345678", "390612345678 0612345678 06123"),
        ("+3521234567", "35212 1234567"),
        ("030 / 12 ext 3", "030123 30123"),
        ("+12", "12"),
    ],
)
def test_a_number_is_found_in_its_international_and_its_national_form(stored: str, typed: str) -> None:
    for number in typed.split():
        assert any(form in phone.search_form(stored) for form in phone.search_forms(number)), number


@pytest.mark.parametrize(
    ("stored", "typed"), [("+4930123456", "0124 04930 4912 00 1030"), ("+12015550123", "0201555012345"), ("none", "0")]
)
def test_a_number_is_not_found_where_its_digits_do_not_stand(stored: str, typed: str) -> None:
    for number in typed.split():
        assert not any(form in phone.search_form(stored) for form in phone.search_forms(number)), number


@pytest.mark.parametrize(
    ("typed", "region", "shown"),
    [
        ("030123456", "DE", "030 123456"),
        ("+4930123", "", "+49 30 123"),
        ("+4930123", "US", "+49 30 123"),
        ("2015550123", "US", "(201) 555-0123"),
        ("(030)12", "DE", "030 12"),
        ("0", "DE", "0"),
        ("+", "DE", "+"),
        ("", "DE", ""),
        ("abc", "DE", "abc"),
        ("030 ext", "DE", "030 ext"),
        ("*100#", "DE", "*100#"),
        ("030123;ext=4", "DE", "030123;ext=4"),
        ("1" * 61, "DE", "1" * 61),
    ],
)
def test_typing_puts_the_spaces_of_the_country(typed: str, region: str, shown: str) -> None:
    assert phone.as_typed(typed, region) == shown


@given(st.text("0123456789+ -/().", max_size=25) | st.text(), st.sampled_from(["", "DE", "US", "AR", "XX"]))
def test_typing_loses_no_digit_and_no_letter(typed: str, region: str) -> None:
    shown = phone.as_typed(typed, region)
    assert digits(shown) == digits(typed)
    assert [c for c in shown if c.isalpha() or c in "*#;,"] == [c for c in typed if c.isalpha() or c in "*#;,"]


def test_the_calling_code_of_a_country_is_known() -> None:
    assert phone.country_prefix("DE") == "+49"
    assert phone.country_prefix("US") == "+1"
    assert phone.country_prefix("") == ""
    assert phone.country_prefix("XX") == ""


def _numbers_of_the_world() -> list[str]:
    regions = sorted(phonenumbers.SUPPORTED_REGIONS)
    examples = [phonenumbers.example_number(region) for region in regions]
    return [phonenumbers.format_number(each, phonenumbers.PhoneNumberFormat.E164) for each in examples if each]


@settings(max_examples=1000)
@given(st.sampled_from(_numbers_of_the_world()), st.integers(0, 12), st.text("0123456789", max_size=4))
def test_a_number_in_e164_is_read_as_phonenumbers_would(number: str, kept: int, digits_behind: str) -> None:
    text = number[: len(number) - kept] + digits_behind
    expected = None
    try:
        parsed = phonenumbers.parse(text, None)
        if phonenumbers.is_possible_number_with_reason(parsed) == phonenumbers.ValidationResult.IS_POSSIBLE:
            expected = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    except phonenumbers.NumberParseException:
        pass
    assert phone.normalise(text) == expected
    assert phone.is_possible(text) == (expected is not None)
