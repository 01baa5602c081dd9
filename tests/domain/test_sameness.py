"""What tells that two clients may be the same: spellings, order, legal forms, slips; and what does not."""

import pytest

from tui_clients.domain import sameness
from tui_clients.domain.client import Client

ALIKE = [
    ("Anna Müller|Öl GmbH", "anna mueller|Oel gmbh"),
    ("Anna Müller|Öl GmbH", "Muller, Anna|Ol"),
    ("Dr. Anna Müller|Meier & Co. KG", "Anna Müller|MEIER UND"),
    ("Jon Smith|Acme Ltd", "John Smith|Acme Limited"),
    ("Jörg Weiß|Bäckerei Köhler e.K.", "Joerg Weiss|Bäckerei Köler"),
    ("Anna Berg||Graz", "BERG Anna||graz"),
    ("Anna Berg|", "Anna Berg|"),
    ("Anna Berg|Acme", "Anna Berg|"),
    ("Anna Berg||Graz", "Anna Berg|"),
]
OTHERS = [
    ("Anna Berg||Graz", "Anna Berg||Wien"),  # namesakes
    ("Anna Berg|Acme", "Anna Berg|Zenith"),
    ("Jon Smith|Acme Trading", "John Smith|Acme Tradings"),  # two slips
    ("Shop 1|Acme", "Shop 2|Acme"),
    ("Max Huber|Acme", "Mia Huber|Acme"),
    ("n/a|Acme", "n/a|Acme"),
    ("+1|", "-1|"),
    ("|", "|"),
]


def _client(text: str) -> Client:
    name, company, *city = text.split("|")
    return Client(name, company_name=company, city="".join(city))


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_spelling_order_titles_and_one_slip_make_nobody_another(one: str, other: str) -> None:
    assert sameness.is_alike(_client(one), _client(other))
    assert sameness.is_alike(_client(other), _client(one))


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_namesakes_numbers_and_unknown_names_are_different_clients(one: str, other: str) -> None:
    assert not sameness.is_alike(_client(one), _client(other))


def test_hostile_names_have_a_likeness_too(naughty_strings: list[str]) -> None:
    for text in naughty_strings:
        key = sameness.likeness(text)
        assert sameness.likeness(f"  {text}\n") == key
        assert sameness.is_alike(Client(f"A {text}"), Client(f"{text} a"))
