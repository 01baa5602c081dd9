"""What the values of a column say about the field it is proposed for; knows no header but those without words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import Enum

from tui_clients.domain import choices, dates, names
from tui_clients.domain.choices import ClientStatus, Gender, InvoiceStatus, ProjectStatus
from tui_clients.domain.dates import Order
from tui_clients.domain.text import digits, looks_like_phone
from tui_clients.formats.mapping import Column, Confidence, Role
from tui_clients.formats.targets import CLIENTS, Target

_LOOKED_AT = 20  # values of a column
_LONGEST = 300  # characters of a value that is looked at
_MOST = 0.8  # of the values bear a name out, or make a guess
_FEW = 0.2  # or fewer speak against a name
_PHONE_DIGITS = 6
_GUESSED_COLUMNS = 100  # among which fields are guessed
_WELL_KNOWN = 3  # how good a name has to be to need no evidence

Samples = Sequence[Sequence[str]]


def _is_email(text: str) -> bool:
    return "@" in text


def _is_phone(text: str) -> bool:
    return len(digits(text)) >= _PHONE_DIGITS and looks_like_phone(text.partition(";")[0])


def _is_date(text: str) -> bool:
    return any(dates.parse_moment(text, order) or dates.parse_date(text, order) for order in Order)


def _is_site(text: str) -> bool:
    return "." in text and "@" not in text and " " not in text.strip()


def _is_amount(text: str) -> bool:
    return any(character.isdecimal() for character in text)


def _one_of(*kinds: type[Enum]) -> Callable[[str], bool]:
    return lambda text: any(choices.parse(kind, text) is not None for kind in kinds)


_TESTS: Mapping[str, Callable[[str], bool]] = {
    **dict.fromkeys(("email", "more_emails", "client_email"), _is_email),
    **dict.fromkeys(("mobile", "office_phone", "more_phones", "phone"), _is_phone),
    **dict.fromkeys(("created_at", "updated_at", "start", "deadline", "issue_date", "due_date", "paid_on"), _is_date),
    **dict.fromkeys(("total", "paid", "budget"), _is_amount),
    "country": lambda text: names.country_code(text) is not None,
    "language": lambda text: names.language_code(text) is not None,
    "gender": _one_of(Gender),
    "status": _one_of(ClientStatus, InvoiceStatus, ProjectStatus),
    "website": _is_site,
}


def share(test: Callable[[str], bool], position: int, samples: Samples) -> float | None:
    """Return which part of a column's values pass a test, None where it has none."""
    values = (row[position].strip() for row in samples if position < len(row) and row[position].strip())
    found = [test(value[:_LONGEST]) for value, _ in zip(values, range(_LOOKED_AT), strict=False)]
    return sum(found) / len(found) if found else None


def confidence(field: str, rank: int, position: int, samples: Samples) -> Confidence:
    """Return how sure it is that a column holds a field: its name is the `rank`-th best for it, 0 the best."""
    test = _TESTS.get(field)
    passed = share(test, position, samples) if test else None
    if passed is not None and passed <= _FEW:
        return Confidence.GUESS
    is_sure = rank <= _WELL_KNOWN or (passed is not None and passed >= _MOST)
    return Confidence.SURE if is_sure else Confidence.PROBABLE


def holds(field: str, position: int, samples: Samples) -> bool:
    """Whether the values of a column are those of a field."""
    return (share(_TESTS[field], position, samples) or 0) >= _MOST


_GUESSED = (("email", _is_email), ("mobile", _is_phone), ("website", _is_site))


def is_unnamed(columns: Sequence[str]) -> bool:
    """Whether columns are called by their place alone: "#1", "#2"."""
    return all(column == f"#{place}" for place, column in enumerate(columns, 1))


def guess(columns: Sequence[Column], target: Target, samples: Samples) -> tuple[Column, ...]:
    """Return the columns of a table without header with those fields that their values show, clients' alone."""
    result = list(columns)
    if target is not CLIENTS:
        return tuple(result)
    for field, test in _GUESSED:
        _put(result, field, next((i for i in _free(result) if (share(test, i, samples) or 0) >= _MOST), None))
    country = _TESTS["country"]
    _put(result, "country", next((i for i in _free(result) if (share(country, i, samples) or 0) == 1.0), None))
    _put(result, "name", next((i for i in _free(result) if (share(_is_name, i, samples) or 0) >= _MOST), None))
    return tuple(result)


def is_certain(columns: Sequence[Column], samples: Samples) -> bool:
    """Whether the fields that were guessed leave no doubt: names, and nothing beside them but addresses and numbers."""
    found = {column.field: position for position, column in enumerate(columns) if column.field}
    if "name" not in found or not found.keys() & {"email", "mobile"}:
        return False
    whole = all(share(test, found[field], samples) == 1.0 for field, test in _GUESSED if field in found)
    return whole and all(share(_is_name, position, samples) is None for position in _free(columns))


def _is_name(text: str) -> bool:
    return any(character.isalpha() for character in text) and not any(character.isdecimal() for character in text)


def _free(columns: Sequence[Column]) -> list[int]:
    first = enumerate(columns[:_GUESSED_COLUMNS])
    return [position for position, column in first if column.role is Role.UNUSED]


def _put(columns: list[Column], field: str, position: int | None) -> None:
    if position is not None:
        columns[position] = replace(columns[position], field=field, role=Role.VALUE, confidence=Confidence.GUESS)
