"""Says what is wrong with values; gives codes, never sentences."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache, partial
from operator import attrgetter
from typing import Any

from tui_clients.domain import email, names, phone
from tui_clients.domain.client import Client, ContactPoint
from tui_clients.domain.fields import FIELDS, Field, Kind
from tui_clients.domain.text import shorten


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
    GROUP = "group"
    DATE_ORDER = "date_order"
    TEXT = "text"
    PICTURE_SIZE = "picture_size"
    SHAPE = "shape"
    CHOICE = "choice"
    TOO_LARGE = "too_large"
    NO_AMOUNT = "no_amount"
    BELOW_ZERO = "below_zero"
    BEFORE_START = "before_start"
    BEFORE_ISSUE = "before_issue"
    NUMBER_TAKEN = "number_taken"
    PROJECT = "project"
    PAID = "paid"
    DOCUMENT = "document"
    DOCUMENT_SIZE = "document_size"


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
    for (field, longest, is_possible), value in zip(_rules(), _values(client), strict=True):
        if value:
            if len(value) > longest or (is_possible is not None and not is_possible(value)):
                found += _problems(field, value)
        elif field.required:
            found += _problems(field, value)
    return found


@cache
def _rules() -> tuple[tuple[Field, int, Callable[[Any], object] | None], ...]:
    """Return for each field what tells in one step that nothing is wrong with its value, as is usual."""
    return tuple(
        (field, field.max_length, str.strip if field.required else _POSSIBLE.get(field.kind)) for field in _RULED
    )


@cache
def rules_by_name() -> Mapping[str, Callable[[Any], bool]]:
    """Return for each field that has a rule what tells whether `validate` finds nothing wrong with its value."""
    return {field.name: partial(_is_sound, field.required, longest, check) for field, longest, check in _rules()}


def _is_sound(is_required: bool, longest: int, is_possible: Callable[[Any], object] | None, value: Any) -> bool:
    if not value:
        return not is_required
    return len(value) <= longest and (is_possible is None or bool(is_possible(value)))


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


def _are_emails(points: Iterable[ContactPoint]) -> bool:
    return all(email.is_possible(point.value) for point in points)


def _are_phones(points: Iterable[ContactPoint]) -> bool:
    return all(phone.is_possible(point.value) for point in points)


_POSSIBLE: Mapping[Kind, Callable[[Any], bool]] = {
    Kind.EMAIL: email.is_possible,
    Kind.PHONE: phone.is_possible,
    Kind.URL: _is_url,
    Kind.COUNTRY: _is_country,
    Kind.LANGUAGE: _is_language,
    Kind.EMAILS: _are_emails,
    Kind.PHONES: _are_phones,
}


def unreadable(field: Field, text: str) -> Problem:
    """Return the problem of a text that had to stay out; of a picture, which may be millions, the first characters."""
    return Problem(
        field.name, _CODES[field.kind], shorten(text, _LONGEST_QUOTED) if field.kind is Kind.PICTURE else text
    )


_LONGEST_QUOTED = 80
_CODES: Mapping[Kind, Code] = {
    Kind.GENDER: Code.GENDER,
    Kind.STATUS: Code.STATUS,
    Kind.PICTURE: Code.PICTURE,
    Kind.EXTRA: Code.EXTRA,
    Kind.TIMESTAMP: Code.DATE,
}
