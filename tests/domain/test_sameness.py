"""What tells that two clients may be the same: spellings, order, legal forms, slips; and what does not."""

import pytest

from tui_clients.domain import sameness
from tui_clients.domain.client import Client
from tui_clients.domain.sameness import Likeness

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


def _likeness(text: str) -> Likeness:
    name, company, *city = text.split("|")
    return sameness.likeness_of(Client(name, company_name=company, city="".join(city)))


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_spelling_order_titles_and_one_slip_make_nobody_another(one: str, other: str) -> None:
    assert sameness.is_alike(_likeness(one), _likeness(other))
    assert sameness.is_alike(_likeness(other), _likeness(one))


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_namesakes_numbers_and_unknown_names_are_different_clients(one: str, other: str) -> None:
    assert not sameness.is_alike(_likeness(one), _likeness(other))


def test_hostile_names_have_a_likeness_too(naughty_strings: list[str]) -> None:
    for text in naughty_strings:
        likeness = sameness.likeness(f"A {text}", text, text)
        assert sameness.likeness(f"  {text}\na", text, text) == likeness
        assert sameness.is_alike(likeness, likeness)
