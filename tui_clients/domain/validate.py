"""Says what is wrong with values; gives codes, never sentences."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from tui_clients.domain import email, phone
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


def validate(client: Client) -> list[Problem]:
    """Return everything wrong with a client, in the order of the fields; an empty list if nothing is."""
    values = ((field, getattr(client, field.name)) for field in FIELDS)
    return [problem for field, value in values if value or field.required for problem in _problems(field, value)]


def _problems(field: Field, value: object) -> Iterator[Problem]:
    if field.required and not str(value).strip():
        yield Problem(field.name, Code.REQUIRED, str(value))
    if isinstance(value, str) and value:
        if len(value) > field.max_length:
            yield Problem(field.name, Code.TOO_LONG, value)
        elif not _is_possible(field.kind, value):
            yield Problem(field.name, Code(field.kind.value), value)
    elif field.kind is Kind.EMAILS and isinstance(value, tuple):
        yield from (Problem(field.name, Code.EMAIL, p.value) for p in value if not email.is_possible(p.value))
    elif field.kind is Kind.PHONES and isinstance(value, tuple):
        yield from (Problem(field.name, Code.PHONE, p.value) for p in value if not phone.is_possible(p.value))


def _is_possible(kind: Kind, value: str) -> bool:
    if kind is Kind.EMAIL:
        return email.is_possible(value)
    if kind is Kind.PHONE:
        return phone.is_possible(value)
    if kind is Kind.URL:
        return "." in value and not any(c.isspace() for c in value)
    if kind is Kind.COUNTRY:
        return _is_country(value)
    if kind is Kind.LANGUAGE:
        return _is_language(value)
    return True


def _is_country(value: str) -> bool:
    if len(value) != 2 or not value.isascii() or not value.isupper():
        return False
    from tui_clients.domain import names

    return names.country_code(value) == value


def _is_language(value: str) -> bool:
    from tui_clients.domain import names

    return names.language_code(value) == value
