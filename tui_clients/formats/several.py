"""Cells that may hold several addresses or numbers: which fields they are for, and where each of them goes."""

from collections.abc import Iterable

from tui_clients.domain.client import ContactPoint
from tui_clients.formats.points import emails_in, field_of, holds_one_email, holds_one_phone, is_of_any_kind, phones_in

PHONE_FIELDS = ("mobile", "office_phone", "more_phones")
EMAIL_FIELDS = ("email", "more_emails")


def holds_several(record: dict[str, str], fields: Iterable[str]) -> bool:
    """Whether one of the cells may hold more than an address or a number; seldom, and looking closely takes long."""
    for field in fields:
        cell = record.get(field)
        if cell and not (holds_one_email(cell) if field in EMAIL_FIELDS else holds_one_phone(cell)):
            return True
    return False


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
