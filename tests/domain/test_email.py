import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_clients.domain import email

LONGEST_LOCAL = "a" * 64


@pytest.mark.parametrize(
    "address",
    ["anna@example.com", "a.b+c@sub.example.co.uk", "O'Brien@example.com", "anna@firma.local", "ü@example.com",
     "anna@müller.de", "anna@xn--mller-kva.de", "1@2.example.com", f"{LONGEST_LOCAL}@example.com", "_@example.com",
     "anna@my-firm.museum"],
)  # fmt: skip
def test_addresses_that_could_exist_are_possible(address: str) -> None:
    assert email.is_possible(address)


@pytest.mark.parametrize(
    "address",
    ["", "anna", "anna@", "@example.com", "anna@example", "anna@localhost", "anna@@example.com", "an na@example.com",
     "anna@exam ple.com", "anna@.com", "anna@example..com", ".anna@example.com", "anna.@example.com",
     "a..b@example.com", "anna@-example.com", "anna@example.com ", "anna@example.com\n", "anna@example.com,b@c.de",
     "Anna <anna@example.com>", f"a@{'b' * 64}.com", "anna@xn--a.com",
     f"a@{'b.' * 130}com", "\x00@example.com", "\ud800@example.com", "a@\ud800.com", "a" * 100_000],
)  # fmt: skip
def test_what_could_not_exist_is_not(address: str) -> None:
    assert not email.is_possible(address)


@given(st.text())
def test_no_text_is_a_reason_to_fail(text: str) -> None:
    assert email.is_possible(text) in (True, False)
    assert not email.is_possible(f"{text}@")


def test_spellings_of_one_address_match() -> None:
    assert email.match_key(" Anna@Example.COM\n") == email.match_key("anna@example.com")
    assert email.match_key("anna@example.com") != email.match_key("anne@example.com")
