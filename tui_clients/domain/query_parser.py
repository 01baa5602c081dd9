"""The language of the search bar: words, "phrases", -exclusions and key:value; text in, conditions out.

Every text is a query while it is being typed: signs that mean nothing here are ordinary characters, and what is
not complete yet is left out. Only a key or a value that is not known is a mistake.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from itertools import groupby, islice
from typing import Any, NamedTuple, TypeVar

from tui_clients.domain import query_values
from tui_clients.domain.conditions import Added, Condition, Has, OneOf, Word
from tui_clients.domain.text import digits, fold, looks_like_phone, spellings, storable
from tui_clients.errors import N_, UsageError

LONGEST_WORD = 200
"""Characters of a word or phrase that are searched for; no stored word that can be found is longer."""

MOST_WORDS = 100
"""Words of a query that are searched for; each is a condition, and a pasted page would be too deep for the database."""
_BETWEEN_DIGITS = "-–/.()"
_FIRST_OF_NUMBER = "+0("
_DIGITS_OF_NUMBER = 7  # fewer are taken for several numbers, unless the first says that a phone number begins


class QueryMistake(UsageError):
    """What was typed cannot be a query; the wrong part stands from `start` up to `end` (excluded) of the text."""

    def __init__(self, message: str, start: int, end: int, **values: Any) -> None:
        super().__init__(message, **values)
        self.start = start
        self.end = end


class Takes(Enum):
    """What stands behind a key."""

    WORDS = "a word or a phrase"
    VALUES = "one or more values, with commas"
    DAYS = "days"
    AMOUNTS = "amounts"
    KEY = "what is there"


@dataclass(frozen=True, slots=True)
class Key:
    """What may stand before a colon, the English word first, and the field its conditions speak of.

    The words are compared without case and accents, in both umlaut spellings. `is_asked_for`: `has:` takes it too.
    """

    field: str
    words: tuple[str, ...]
    takes: Takes = Takes.WORDS
    is_asked_for: bool = False


KEYS: tuple[Key, ...] = (
    Key("name", ("name",)),
    Key("company_name", ("company", "firma"), is_asked_for=True),
    Key("email", ("email", "e-mail", "mail", "mailto"), is_asked_for=True),
    Key("phone", ("phone", "telefon", "tel"), is_asked_for=True),  # any of the client's numbers
    Key("mobile", ("mobile", "mobil", "handy"), is_asked_for=True),
    Key("office_phone", ("office", "büro")),
    Key("city", ("city", "ort", "stadt"), is_asked_for=True),
    Key("note", ("note", "notiz"), is_asked_for=True),
    Key("country", ("country", "land"), Takes.VALUES, is_asked_for=True),
    Key("language", ("language", "sprache"), Takes.VALUES),
    Key("gender", ("gender", "geschlecht"), Takes.VALUES),
    Key("category", ("category", "kategorie"), Takes.VALUES, is_asked_for=True),
    Key("tags", ("tag", "tags", "schlagwort"), Takes.VALUES, is_asked_for=True),
    Key("status", ("is", "ist"), Takes.VALUES),
    Key("has", ("has", "hat"), Takes.KEY),
    Key("added", ("added", "angelegt", "hinzugefügt"), Takes.DAYS),
    Key("open", ("open", "offen"), Takes.AMOUNTS),
    Key("overdue", ("overdue", "überfällig"), Takes.AMOUNTS),
)
_ASKED_FOR = (
    Key("overdue", ("overdue", "überfällig")),
    Key("picture", ("picture", "bild")),
    *(key for key in KEYS if key.is_asked_for),
)
_CODES: dict[str, Callable[[str], str]] = {
    "country": query_values.country,
    "language": query_values.language,
    "gender": query_values.gender,
    "category": query_values.folded,
    "tags": query_values.folded,
    "status": query_values.status,
}
_PHONES = ("phone", "mobile", "office_phone")

# Each takes what it can at once and gives nothing back, so that the time is linear in the length of any text. They are
# compiled when they are first used (re remembers them). Letters may carry their accents as marks of their own.
_MARKS = "\u0300-\u036f"
_HEAD = rf"(?P<minus>(?<!\S)-(?=\S))?(?:(?P<key>[^\W\d_](?:[^\W\d_]++|[-{_MARKS}])*+):(?!//))?"
_ONE = r'"(?P<phrase>[^"]*+)"?|(?P<word>\S*+)'
_OF_SEVERAL = r'"(?P<phrase>(?:[^"]++|"")*+)"?|(?P<word>[^\s,]*+)'  # a quotation mark in quotes is doubled


class _Value(NamedTuple):
    text: str
    start: int
    end: int


class _Term(NamedTuple):
    """A key (None for plain words) with its values; `raw` is a plain word as it was typed, its minus included."""

    key: Key | None
    values: tuple[_Value, ...]
    is_excluded: bool
    raw: str = ""

    @property
    def is_number(self) -> bool:
        """Whether what follows may be more of a phone number."""
        is_spoken_of = self.key is None or self.key.field in _PHONES
        return is_spoken_of and not self.is_excluded and looks_like_phone(self.values[0].text[:LONGEST_WORD])


def parse(text: str) -> tuple[Condition, ...]:
    """Return the conditions that `text` names, each once, or raise a QueryMistake.

    What it says of "today" holds for the day of the call.
    """
    if not text.strip():
        return ()
    terms = _with_whole_numbers(list(islice(_terms(storable(text)), MOST_WORDS)))
    return tuple(dict.fromkeys(condition for term in terms for condition in _conditions(term)))


def _with_whole_numbers(terms: list[_Term]) -> list[_Term]:
    """Return the terms with each phone number as one of them: "030 / 12 34 - 56" is typed as six."""
    if not any(term.key is None and looks_like_phone(term.raw) for term in terms):
        return terms
    spoken = [term for term in terms if term.key or not term.raw or term.raw.strip(_BETWEEN_DIGITS)]
    whole: list[_Term] = []
    for is_number, group in groupby(spoken, key=lambda term: bool(term.raw) and term.is_number):
        parts = list(group)
        text = " ".join(term.raw for term in parts)
        is_one = is_number and (text[0] in _FIRST_OF_NUMBER or len(digits(text)) >= _DIGITS_OF_NUMBER)
        value = _Value(text, parts[0].values[0].start, parts[-1].values[-1].end)
        whole += [_Term(None, (value,), is_excluded=False, raw=text)] if is_one else parts
    return whole


# -- from text to terms ----------------------------------------------------------------------------------------------


def _terms(text: str) -> Iterator[_Term]:
    blank, head, is_after_number, place = re.compile(r"\s*+"), re.compile(_HEAD), False, 0
    while (place := _match(blank, text, place).end()) < len(text):
        start = _match(head, text, place)
        is_excluded = start["minus"] is not None and not (is_after_number and _is_number_at(text, place))
        key = _key_of(text, start) if start["key"] else None
        if key is None:
            value = _value(text, place + is_excluded)
            is_phrase = text[place + is_excluded] == '"'
            term = _Term(None, (value,), is_excluded, "" if is_phrase else text[place : value.end][:LONGEST_WORD])
        else:
            read = _several if key.takes is Takes.VALUES else _single
            term = _Term(key, read(text, start.end()), is_excluded)
        yield term
        place = term.values[-1].end
        if key or not term.raw or term.raw.strip(_BETWEEN_DIGITS):
            is_after_number = term.is_number


def _match(pattern: re.Pattern[str], text: str, place: int) -> re.Match[str]:
    found = pattern.match(text, place)
    assert found is not None  # noqa: S101 - each of these patterns matches nothing at all, too
    return found


def _is_number_at(text: str, place: int) -> bool:
    return looks_like_phone(_value(text, place).text[:LONGEST_WORD])


def _key_of(text: str, head: re.Match[str]) -> Key | None:
    """Return the key at the head of a term, or None where the word before the colon is an ordinary one."""
    name = head["key"]
    key = _keys().get(fold(name)) if len(name) <= LONGEST_WORD else None
    if key is None and _value(text, head.end()).text not in ("", "/"):  # perhaps on the way to "https://"
        known = ", ".join(row.words[0] for row in KEYS)
        message = N_("There is no field “{name}”. Fields: {known}.")
        raise QueryMistake(message, *head.span("key"), name=query_values.shown(name), known=known)
    return key


@cache
def _keys() -> dict[str, Key]:
    return _by_word(KEYS)


@cache
def _keys_asked_for() -> dict[str, Key]:
    return _by_word(_ASKED_FOR)


def _by_word(keys: tuple[Key, ...]) -> dict[str, Key]:
    return {spelling: key for key in keys for word in key.words for spelling in spellings(word)}


def _value(text: str, place: int, pattern: str = _ONE) -> _Value:
    found = _match(re.compile(pattern), text, place)
    phrase = found["phrase"]
    return _Value(found["word"] if phrase is None else phrase.replace('""', '"'), *found.span())


def _single(text: str, place: int) -> tuple[_Value, ...]:
    return (_value(text, place),)


def _several(text: str, place: int) -> tuple[_Value, ...]:
    """Return the values between commas; in quotes a comma is part of one, and a quotation mark is doubled."""
    values = [_value(text, place, _OF_SEVERAL)]
    while text.startswith(",", values[-1].end):
        values.append(_value(text, values[-1].end + 1, _OF_SEVERAL))
    return tuple(values)


# -- from terms to conditions ----------------------------------------------------------------------------------------


def _conditions(term: _Term) -> Iterator[Condition]:
    """Yield the condition that a term is, or nothing for one that is not complete."""
    if term.raw and not term.raw.strip("-"):
        return
    values = tuple(islice((value for value in term.values if value.text.strip()), MOST_WORDS))
    condition = _condition(term.key, values) if values else None
    if condition is not None:
        yield replace(condition, is_excluded=True) if term.is_excluded else condition


def _condition(key: Key | None, values: tuple[_Value, ...]) -> Condition | None:
    first = values[0]
    if key is None or key.takes is Takes.WORDS:
        found = _spellings(first.text)
        return Word(found, key.field if key else "") if found else None
    if key.takes is Takes.VALUES:
        codes = tuple(dict.fromkeys(_read(_CODES[key.field], value) for value in values))
        known = tuple(code for code in codes if code or key.field == "gender")  # one that is not given is ""
        return OneOf(key.field, known) if known else None
    if key.takes is Takes.DAYS:
        return Added(_read(query_values.days, first))
    if key.takes is Takes.AMOUNTS:
        return _read(query_values.overdue if key.field == "overdue" else query_values.amounts, first)
    return Has(_read(_asked_for, first))


def _spellings(words: str) -> tuple[str, ...]:
    """Return the folded spellings of a word or phrase, with those of its digits where it is a phone number."""
    text = " ".join(words.split())[:LONGEST_WORD]
    found = spellings(text)
    if looks_like_phone(text):  # "+49(0)30" is written for readers abroad and at home at once
        number = digits(text)
        abroad = number.removeprefix("00")  # "0049…" is how "+49…" is dialled
        found = (*found, number, abroad, digits(text.replace("(0)", "")))
    return tuple(dict.fromkeys(plain for spelling in found if (plain := " ".join(spelling.split()))))


def _asked_for(text: str) -> str:
    key = _keys_asked_for().get(fold(text.strip())) if len(text) <= LONGEST_WORD else None
    if key is None:
        raise query_values.not_possible(text, *(row.words[0] for row in _ASKED_FOR))
    return key.field


V = TypeVar("V")


def _read(reader: Callable[[str], V], value: _Value) -> V:
    try:
        return reader(value.text.strip())
    except UsageError as mistake:
        raise QueryMistake(mistake.message, value.start, value.end, **mistake.values) from None
