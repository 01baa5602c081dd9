"""One home for what tells that two clients may be the same: addresses, numbers, names; asks no database."""

import re
from collections.abc import Collection, Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

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


class Likeness(NamedTuple):
    """What of a client's name, company and city is compared, "" for what is not known."""

    name: str
    firm: str
    city: str

    @property
    def keys(self) -> tuple[str, ...]:
        """Texts of which similar clients have one in common: the first is of equal names, others allow a slip.

        A slip keeps the first letters of words. Who has no company is told from namesakes by the city.
        """
        name, firm = self.name, self.firm
        if not name:
            return ()
        if not firm:
            return (f"{name}|{self.city}|",)
        return f"{name}||{firm}", f"{_initials(name)}|{firm}", f"{name}/{_initials(firm)}"


def likeness(name: str, company: str, city: str) -> Likeness:
    """Return what is compared: of "Müller, Dr. Anna" at "Öl GmbH" it is "anna muller" and "ol"."""
    known = _known(name)
    return Likeness("" if known.replace(" ", "").isdecimal() else known, _known(company), _words(city))


def likeness_of(client: Client) -> Likeness:
    """Return what of a client is compared."""
    return likeness(client.name, client.company_name, client.city)


def _known(text: str) -> str:
    """Return the words of a text, "" for one that stands for an unknown value, as short ones may."""
    return "" if len(text) <= _LONGEST_NOTHING and tells_nothing(text) else _words(text)


def _words(text: str) -> str:
    words = [word for part in text.split() for word in _compared(part)]
    return " ".join(sorted([word for word in words if word not in _SAID_BESIDE] or words))


@lru_cache(maxsize=8192)  # names and companies are made of few words, over and over
def _compared(part: str) -> tuple[str, ...]:
    folded = fold_german(_DOTS.sub("", part))
    return tuple(_WORD.findall(folded.replace("ae", "a").replace("oe", "o").replace("ue", "u")))


def _initials(words: str) -> str:
    return "".join([word[0] for word in words.split(" ")])


def is_alike(one: Likeness, other: Likeness) -> bool:
    """Whether two names are equal but for order, spelling and titles, or a slip, and nothing speaks against it.

    Against it speak companies that are not equal in the same way, and without companies different cities.
    """
    if not one.name or not other.name:
        return False
    is_same_name = one.name == other.name
    if not one.firm and not other.firm:
        return is_same_name and (one.city == other.city or not one.city or not other.city)
    is_same_firm = one.firm == other.firm or not one.firm or not other.firm
    if is_same_name:
        return is_same_firm or _is_near(one.firm, other.firm)
    return is_same_firm and _is_near(one.name, other.name)


def _is_near(one: str, other: str) -> bool:
    """Whether two texts are equal but for a slip in one word, which is not a number, or for a space."""
    if one.replace(" ", "") == other.replace(" ", ""):
        return True
    words, others = one.split(" "), other.split(" ")
    if len(words) != len(others):
        return False
    different = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
    return len(different) == 1 and digits(one) == digits(other) and _ratio(*different[0]) >= _ALIKE


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one[:_LONGEST], other[:_LONGEST], autojunk=False).ratio()
