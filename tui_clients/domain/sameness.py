"""One home for what tells that two clients may be the same: addresses, numbers, names; asks no database."""

import re
from collections.abc import Collection, Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from tui_clients.domain import email, phone
from tui_clients.domain.client import Client
from tui_clients.domain.text import digits, fold_german, one_line, spellings, tells_nothing

Texts = Iterator[tuple[str, str]]
"""What is compared, each with the field it stands in."""

_NOBODY: frozenset[str] = frozenset()
_SAME_DIGIT = re.compile(r"\+\d{1,3}?(\d)\1*")
_WORD = re.compile(r"\w+")
_DOTS = re.compile(r"(?<=\b\w)\.(?=\w\b)")  # "e.K." and "S.A." are one word
_SAID_BESIDE = frozenset((
    "dr", "prof", "mr", "mrs", "ms", "miss", "herr", "frau", "dipl", "ing", "mag", "the", "and", "und", "co", "cie",
    "gmbh", "mbh", "ag", "kg", "ohg", "gbr", "ug", "haftungsbeschrankt", "ev", "ek", "eg", "se", "ltd", "limited",
    "inc", "incorporated", "llc", "llp", "plc", "corp", "corporation", "company", "sa", "sarl", "sas", "srl", "spa",
    "bv", "nv", "oy", "ab", "aps", "pty",
))  # fmt: skip
"""Titles and legal forms, which one writes and another leaves out."""

_ALIKE = 0.8
"""How much of two words is the same where one has a slip: 0.86 of "jon" and "john", 0.8 of "meier" and "maier"."""

_LONGEST_NOTHING = 12  # characters of "keine angabe"
_LONGEST = 80  # characters of a word that are compared letter by letter


def emails(client: Client, wrong: Collection[str] = _NOBODY) -> Texts:
    """Yield the addresses of a client, but for those that are `wrong`, which tell nobody apart."""
    given = (("email", client.email), *(("more_emails", point.value) for point in client.more_emails))
    for name, address in given:
        if address and address not in wrong:
            yield name, email.lookup_key(address)


def phones(client: Client, wrong: Collection[str] = _NOBODY) -> Texts:
    """Yield every number of a client that was read as one."""
    yield from mobiles(client, wrong)
    given = (("office_phone", client.office_phone), *(("more_phones", point.value) for point in client.more_phones))
    for name, number in given:
        if number not in wrong and is_somebodys(number):
            yield name, number


def mobiles(client: Client, wrong: Collection[str] = _NOBODY) -> Texts:
    """Yield the mobile number of a client, if it was read as one."""
    if client.mobile not in wrong and is_somebodys(client.mobile):
        yield "mobile", client.mobile


def is_somebodys(number: str) -> bool:
    """Whether a number was read as one, and is not just a digit again and again."""
    return phone.is_stored_form(number) and not _SAME_DIGIT.fullmatch(number)


def names(client: Client, _wrong: Collection[str] = _NOBODY) -> Texts:
    """Yield how the name of a client can be spelled."""
    if not tells_nothing(client.name):
        for spelled in name_spellings(client.name):
            yield "name", spelled


def name_spellings(text: str) -> tuple[str, ...]:
    """Return the folded spellings of a name or company: "Müller" is "muller" and "mueller"."""
    return spellings(one_line(text))


def is_of_one_name(one: Client, other: Client) -> bool:
    """Whether name and company of two clients can be spelled the same; namesakes in other companies are others."""
    pairs = ((one.name, other.name), (one.company_name, other.company_name))
    return all(not set(name_spellings(a)).isdisjoint(name_spellings(b)) for a, b in pairs)


# -- similar names -----------------------------------------------------------------------------------


def likeness(text: str) -> str:
    """Return what of a name or company is compared: "Müller, Dr. Anna" and "anna mueller" give "anna muller"."""
    words = [word for part in text.split() for word in _compared(part)]
    return " ".join(sorted([word for word in words if word not in _SAID_BESIDE] or words))


@lru_cache(maxsize=8192)  # names and companies are made of few words, over and over
def _compared(part: str) -> tuple[str, ...]:
    folded = fold_german(_DOTS.sub("", part))
    return tuple(_WORD.findall(folded.replace("ae", "a").replace("oe", "o").replace("ue", "u")))


def likeness_keys(name: str, company: str, city: str) -> tuple[str, ...]:
    """Return texts of which similar clients have one in common: the first is of equal names, others allow a slip.

    A slip keeps the first letters of words. Who has no company is told from namesakes by the city.
    """
    person = _known(name)
    if not person or person.replace(" ", "").isdecimal():
        return ()
    firm = _known(company)
    if not firm:
        return (f"{person}|{likeness(city)}|",)
    return f"{person}||{firm}", f"{_initials(person)}|{firm}", f"{person}/{_initials(firm)}"


def _known(text: str) -> str:
    """Return the likeness of a text, "" for one that stands for an unknown value, as short ones may."""
    return "" if len(text) <= _LONGEST_NOTHING and tells_nothing(text) else likeness(text)


def _initials(words: str) -> str:
    return "".join([word[0] for word in words.split(" ")])


def is_alike(one: Client, other: Client) -> bool:
    """Whether two names are equal but for order, spelling and titles, or a slip, and nothing speaks against it.

    Against it speak companies that are not equal in the same way, and without companies different cities.
    """
    keys = [likeness_keys(client.name, client.company_name, client.city) for client in (one, other)]
    if not all(keys):
        return False
    if keys[0][0] == keys[1][0]:
        return True
    firms = [_known(client.company_name) for client in (one, other)]
    if not any(firms):
        cities = [likeness(client.city) for client in (one, other)]
        return likeness(one.name) == likeness(other.name) and not all(cities)
    is_same_firm = firms[0] == firms[1] or not all(firms)
    is_same_name = likeness(one.name) == likeness(other.name)
    return (is_same_name and (is_same_firm or _is_near(*firms))) or (
        is_same_firm and _is_near(likeness(one.name), likeness(other.name))
    )


def _is_near(one: str, other: str) -> bool:
    """Whether two likenesses are equal but for a slip in one word, which is not a number, or for a space."""
    if one.replace(" ", "") == other.replace(" ", ""):
        return True
    words, others = one.split(" "), other.split(" ")
    if len(words) != len(others) or digits(one) != digits(other):
        return False
    different = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
    return len(different) == 1 and _ratio(*different[0]) >= _ALIKE


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one[:_LONGEST], other[:_LONGEST], autojunk=False).ratio()
