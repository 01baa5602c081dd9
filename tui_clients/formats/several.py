"""Cells that may hold several addresses or numbers: which fields they are for, and where each of them goes."""

import re
from collections.abc import Iterable, Sequence

from tui_clients.domain.client import ContactPoint
from tui_clients.formats.points import emails_in, field_of, holds_one_email, holds_one_phone, is_of_any_kind, phones_in

PHONE_FIELDS = ("mobile", "office_phone", "more_phones")
EMAIL_FIELDS = ("email", "more_emails")
_ONE_ADDRESS = re.compile(r"[\w.@+-]*")  # nothing that could stand between two
_ONE_NUMBER = re.compile(r"[+\d() .-]*")


def holds_several(record: dict[str, str], fields: Iterable[str]) -> bool:
    """Whether one of the cells may hold more than an address or a number; seldom, and looking closely takes long."""
    for field in fields:
        cell = record.get(field)
        if cell and not (holds_one_email(cell) if field in EMAIL_FIELDS else holds_one_phone(cell)):
            return True
    return False


def doubtful(field: str, cells: Sequence[str]) -> list[int]:
    """Return the places of the cells of a field of which `holds_several` may say so; mostly all are told at once."""
    pattern = _ONE_ADDRESS if field in EMAIL_FIELDS else _ONE_NUMBER
    if pattern.fullmatch("".join(cells)):
        return []
    return [place for place, cell in enumerate(cells) if not pattern.fullmatch(cell)]


def place_of(field: str, point: ContactPoint) -> str:
    """Return the field that takes a point first, where it has none yet."""
    if field == "more_emails":
        return "email"
    if field == "more_phones":
        return field_of(point.label) or ("mobile" if is_of_any_kind(point.label) else "more_phones")
    return field


def further(field: str) -> str:
    """Return the field for what goes beyond a field."""
    return "more_emails" if field in EMAIL_FIELDS else "more_phones"


def split(field: str, cell: str) -> list[ContactPoint]:
    """Return the addresses or numbers of a cell, with the labels that stand beside them."""
    return emails_in(cell) if field in EMAIL_FIELDS else phones_in(cell)
