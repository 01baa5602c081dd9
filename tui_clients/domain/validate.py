"""Says what is wrong with values; gives codes, never sentences."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any

from tui_clients.domain import email, names, phone
from tui_clients.domain.client import Client
from tui_clients.domain.fields import FIELDS, Field, Kind


class Code(Enum):
    """Why a value is not right."""

    REQUIRED = "required"
    TOO_LONG = "too_long"
    EMAIL = "email"
    PHONE = "phone"
    URL = "url"
    COUNTRY = "country"
    LANGUAGE = "language"
    GENDER = "gender"
    STATUS = "status"
    DATE = "date"
    AMOUNT = "amount"
    CURRENCY = "currency"
    PICTURE = "picture"
    EXTRA = "extra"
    NO_CLIENT = "no_client"
    AMBIGUOUS_CLIENT = "ambiguous_client"
    DUPLICATE = "duplicate"
    AMBIGUOUS = "ambiguous"
    CELLS = "cells"
    QUOTES = "quotes"
    DAMAGED = "damaged"
    DATE_ORDER = "date_order"
    TEXT = "text"
    PICTURE_SIZE = "picture_size"
    SHAPE = "shape"


REJECTING = frozenset(
    {
        Code.REQUIRED, Code.TOO_LONG, Code.NO_CLIENT, Code.AMBIGUOUS_CLIENT, Code.AMOUNT, Code.CURRENCY, Code.TEXT,
    }
)  # fmt: skip
"""Problems that keep a row out of an import; with any other the row goes in and the value is flagged."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: which field, why, and the value as it was given."""

    field: str
    code: Code
    value: str = ""

    @property
    def is_rejecting(self) -> bool:
        """Whether an import leaves the row out because of this."""
        return self.code in REJECTING


_ALWAYS_SOUND = frozenset({Kind.GENDER, Kind.STATUS, Kind.TAGS, Kind.PICTURE, Kind.EXTRA, Kind.TIMESTAMP})
_RULED = tuple(field for field in FIELDS if field.kind not in _ALWAYS_SOUND)
_values = attrgetter(*(field.name for field in _RULED))


def validate(client: Client) -> list[Problem]:
    """Return everything wrong with a client, in the order of the fields; an empty list if nothing is."""
    found: list[Problem] = []
    for field, is_sound, value in zip(_RULED, _rules(), _values(client), strict=True):
        if (value or field.required) and not is_sound(value):
            found += _problems(field, value)
    return found


@cache
def _rules() -> tuple[Callable[[Any], bool], ...]:
    return tuple(map(_rule, _RULED))


def _rule(field: Field) -> Callable[[Any], bool]:
    """Return what says in one step that nothing is wrong with a value of a field, as is usual."""
    if field.kind in (Kind.EMAILS, Kind.PHONES):
        return lambda _value: False
    longest, is_possible = field.max_length, _POSSIBLE.get(field.kind)
    if field.required:
        return lambda value: len(value) <= longest and bool(value.strip())
    if is_possible is None:
        return lambda value: len(value) <= longest
    return lambda value: len(value) <= longest and is_possible(value)


def _problems(field: Field, value: object) -> Iterator[Problem]:
    if field.required and not str(value).strip():
        yield Problem(field.name, Code.REQUIRED, str(value))
    if isinstance(value, str) and value:
        if len(value) > field.max_length:
            yield Problem(field.name, Code.TOO_LONG, value)
        elif field.kind in _POSSIBLE and not _POSSIBLE[field.kind](value):
            yield Problem(field.name, Code(field.kind.value), value)
    elif field.kind is Kind.EMAILS and isinstance(value, tuple):
        yield from (Problem(field.name, Code.EMAIL, p.value) for p in value if not email.is_possible(p.value))
    elif field.kind is Kind.PHONES and isinstance(value, tuple):
        yield from (Problem(field.name, Code.PHONE, p.value) for p in value if not phone.is_possible(p.value))


def _is_url(value: str) -> bool:
    return "." in value and value.split() == [value]


def _is_country(value: str) -> bool:
    if len(value) != 2 or not value.isascii() or not value.isupper():
        return False
    return names.country_code(value) == value


def _is_language(value: str) -> bool:
    return names.language_code(value) == value


_POSSIBLE: Mapping[Kind, Callable[[str], bool]] = {
    Kind.EMAIL: email.is_possible,
    Kind.PHONE: phone.is_possible,
    Kind.URL: _is_url,
    Kind.COUNTRY: _is_country,
    Kind.LANGUAGE: _is_language,
}
