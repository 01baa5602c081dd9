"""What the history says of a client's belongings, in the user's words: it stores names of columns and plain values."""

import re
from collections.abc import Callable, Mapping

from tui_clients.domain import choices, dates, items, money
from tui_clients.domain.fields import Field, Kind
from tui_clients.domain.items import ItemKind
from tui_clients.errors import N_
from tui_clients.i18n import _
from tui_clients.ui import show, words

_KINDS: Mapping[str, tuple[str, tuple[ItemKind, ...]]] = {
    "projects": (N_("Projects"), (ItemKind.PROJECT,)),
    "invoices": (N_("Invoices"), (ItemKind.INVOICE, ItemKind.PAYMENT)),
    "contacts": (N_("Contacts"), (ItemKind.CONTACT,)),
    "notes": (N_("Notes"), (ItemKind.NOTE,)),
    "documents": (N_("Documents"), (ItemKind.DOCUMENT,)),
}
_CALLED = {"on": "paid_on"}
"""Columns that are called otherwise than their field."""
_CHANGED = re.compile(r"(.*) \(([a-z_]+ .*)\)")
_VALUES = re.compile(r"([a-z_]+) (.*?)(?:, (?=[a-z_]+ )|$)")


def is_belonging(name: str) -> bool:
    """Tell whether a step of the history is about belongings of this kind."""
    return name in _KINDS


def line(name: str, before: str, after: str, short: Callable[[str], str]) -> str:
    """Return a step in one line: what was added or deleted, or its name and what was changed."""
    label, kinds = _KINDS[name]
    of = _(label)
    if not before:
        return _("{list}: {name} added").format(list=of, name=short(after))
    if not after:
        return _("{list}: {name} deleted").format(list=of, name=short(before))
    fields = {_CALLED.get(field.name, field.name): field for kind in kinds for field in items.FIELDS[kind]}
    texts = (short(_told(text, fields)) for text in (before, after))
    return f"{of}: {' → '.join(texts)}"


def _told(text: str, fields: Mapping[str, Field]) -> str:
    """Return "2024-0615 (state canceled)" as the user calls it; what is not understood stays as it is."""
    found = _CHANGED.fullmatch(text)
    values = _VALUES.findall(found[2]) if found else []
    if found is None or not all(name in fields for name, _value in values):
        return text
    told = ", ".join(f"{_(fields[name].label)}: {_value_of(fields[name], value)}" for name, value in values)
    return f"{found[1]} ({told})"


def _value_of(field: Field, text: str) -> str:
    if field.choices:
        member = choices.parse(field.choices, text)
        return words.choice(member) if member else text
    if field.kind is Kind.DAY:
        day = dates.parse_date(text, dates.Order.YMD)
        return show.day(day) if day else text
    if field.kind is Kind.AMOUNT:
        number, _space, currency = text.rpartition(" ")
        minor = money.from_plain(number, currency) if currency else None
        return show.amount(minor, currency) if minor is not None else text
    return text
