"""The one table of what belongs to a client: each kind with its fields, as text and back, and what is wrong with it.

A new field is one row here and one migration. Which values need the database to be judged (a number that exists, a
project) is told by `Surroundings`.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Any, TypeAlias

from tui_clients.domain import choices, dates, email, money, phone
from tui_clients.domain.choices import InvoiceState, ProjectStatus
from tui_clients.domain.client import Contact, Document, Note
from tui_clients.domain.dates import Order
from tui_clients.domain.fields import Field, Kind
from tui_clients.domain.invoice import Invoice, Payment
from tui_clients.domain.project import Project
from tui_clients.domain.text import one_line, storable
from tui_clients.domain.validate import Code, Problem
from tui_clients.errors import N_

Item: TypeAlias = Project | Invoice | Payment | Contact | Note | Document


class ItemKind(Enum):
    """What can belong to a client; payments belong to one of its invoices. The value is the table."""

    PROJECT = "project"
    INVOICE = "invoice"
    PAYMENT = "payment"
    CONTACT = "contact"
    NOTE = "note"
    DOCUMENT = "document"


def _row(name: str, kind: Kind, label: str, **values: Any) -> Field:
    return Field(name, kind, label, None, **values)


_CURRENCY = _row("currency", Kind.CURRENCY, N_("Currency"), width=8, max_length=3, required=True)
_NOTE = _row("note", Kind.LONG_TEXT, N_("Note"), width=30, max_length=100_000)

FIELDS: Mapping[ItemKind, tuple[Field, ...]] = {
    ItemKind.PROJECT: (
        _row("name", Kind.TEXT, N_("Name"), width=30, max_length=300, required=True),
        _row("status", Kind.CHOICE, N_("Status"), width=14, required=True, choices=ProjectStatus),
        _row("start", Kind.DAY, N_("Start"), width=12),
        _row("deadline", Kind.DAY, N_("Deadline"), width=12),
        _row("budget", Kind.AMOUNT, N_("Budget"), width=16),
        replace(_CURRENCY, required=False),
    ),
    ItemKind.INVOICE: (
        _row("number", Kind.TEXT, N_("Number"), width=16, max_length=100, required=True),
        _row("issue_date", Kind.DAY, N_("Issue date"), width=12, required=True),
        _row("due_date", Kind.DAY, N_("Due date"), width=12, required=True),
        _row("total", Kind.AMOUNT, N_("Total"), width=16, required=True),
        _CURRENCY,
        _row("state", Kind.CHOICE, N_("Status"), width=10, required=True, choices=InvoiceState),
        _row("project", Kind.PROJECT, N_("Project"), width=30, max_length=300),
        _NOTE,
    ),
    ItemKind.PAYMENT: (
        _row("amount", Kind.AMOUNT, N_("Amount"), width=16, required=True),
        _row("on", Kind.DAY, N_("Paid on"), width=12, required=True),
        _row("method", Kind.TEXT, N_("Payment method"), width=16, max_length=100),
    ),
    ItemKind.CONTACT: (
        _row("name", Kind.TEXT, N_("Name"), width=28, max_length=300, required=True),
        _row("role", Kind.TEXT, N_("Role"), width=20, max_length=200),
        _row("email", Kind.EMAIL, N_("E-mail"), width=28, max_length=254),
        _row("phone", Kind.PHONE, N_("Phone"), width=18, max_length=64),
        _NOTE,
    ),
    ItemKind.NOTE: (_row("text", Kind.LONG_TEXT, N_("Text"), width=60, max_length=100_000, required=True),),
    ItemKind.DOCUMENT: (
        _row("name", Kind.TEXT, N_("Name"), width=40, max_length=255, required=True),
        _row("media_type", Kind.TEXT, N_("Type"), width=20, max_length=100),
    ),
}

_TYPES: Mapping[type[Item], ItemKind] = {
    Project: ItemKind.PROJECT,
    Invoice: ItemKind.INVOICE,
    Payment: ItemKind.PAYMENT,
    Contact: ItemKind.CONTACT,
    Note: ItemKind.NOTE,
    Document: ItemKind.DOCUMENT,
}


def kind_of(item: Item) -> ItemKind:
    """Return what an item is."""
    return _TYPES[type(item)]


def name_of(item: Item) -> str:
    """Return what a reader knows an item by; of a payment nothing."""
    return str(getattr(item, "number", "") or getattr(item, "name", "") or getattr(item, "text", ""))


@dataclass(frozen=True, slots=True)
class Notation:
    """How days and amounts are written and typed: "31.12.2026" and "1234,50", or as files have them.

    `currency` is that of amounts whose record holds none, `country` the one local phone numbers are meant in.
    """

    decimal_sign: str = "."
    date_order: Order = Order.YMD
    day_format: str = "%Y-%m-%d"
    currency: str = ""
    country: str = ""


PLAIN = Notation()


def to_record(item: Item, how: Notation = PLAIN) -> dict[str, str]:
    """Return the editable fields of an item as text; `from_record` gives the same item back."""
    currency = getattr(item, "currency", how.currency)
    return {field.name: _text(getattr(item, field.name), field, currency, how) for field in FIELDS[kind_of(item)]}


def _text(value: Any, field: Field, currency: str, how: Notation) -> str:
    if value is None:
        return ""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, date):
        return value.strftime(how.day_format.replace("%Y", f"{value.year:04}"))
    if field.kind is Kind.AMOUNT:
        return money.to_plain(value, currency).replace(".", how.decimal_sign)
    return str(value)


def from_record(base: Item, record: Mapping[str, str], how: Notation = PLAIN) -> tuple[Item, list[Problem]]:
    """Return `base` with what a record says in its place, and everything wrong with it.

    What cannot be read (no day, no amount) has a problem, and is in the item as it was in `base`; so is what the
    record says as `to_record` did.
    """
    fields = {field.name: field for field in FIELDS[kind_of(base)]}
    present = getattr(base, "currency", how.currency)
    currency = _currency(record.get("currency", present))
    known = to_record(base, how)
    values: dict[str, Any] = {}
    unread: list[Problem] = []
    for name, text in record.items():
        field = fields[name]
        if text == known[name] and (field.kind is not Kind.AMOUNT or currency == present):
            continue
        value, code = _read(storable(text).strip(), field, currency, how)
        if code:
            unread.append(Problem(name, code, text))
        else:
            values[name] = value
    if values.get("project", getattr(base, "project", "")) != getattr(base, "project", ""):
        values["project_uid"] = ""  # of several with the new name it is the oldest
    item = replace(base, **values)
    unreadable = {problem.field for problem in unread}
    rest = [problem for problem in problems(item) if problem.field not in unreadable]
    return item, _in_order(fields, [*unread, *rest])


def _in_order(fields: Mapping[str, Field], found: list[Problem]) -> list[Problem]:
    names = list(fields)
    return sorted(found, key=lambda problem: names.index(problem.field))


def _currency(text: str) -> str:
    return storable(text).strip().upper()


def _read(text: str, field: Field, currency: str, how: Notation) -> tuple[Any, Code | None]:
    """Return the value of a text, or why it has none."""
    if field.kind in (Kind.DAY, Kind.AMOUNT, Kind.CHOICE) and not text:
        return None, Code.REQUIRED if field.required else None
    if field.kind is Kind.DAY:
        day = dates.parse_date(text, how.date_order)
        return day, None if day else Code.DATE
    if field.kind is Kind.AMOUNT:
        return _read_amount(text, currency, how.decimal_sign)
    if field.choices:
        member = choices.parse(field.choices, text)
        return member, None if member else Code.CHOICE
    if field.kind is Kind.CURRENCY:
        return _currency(text), None
    if field.kind is Kind.PHONE:
        return phone.normalise(text, how.country) or text, None
    return (text.replace("\r\n", "\n") if field.kind is Kind.LONG_TEXT else one_line(text)), None


def _read_amount(text: str, currency: str, decimal_sign: str) -> tuple[int | None, Code | None]:
    known = currency if money.is_currency(currency) else ""
    minor = money.parse(text, known, decimal_sign)
    if minor is not None:
        return minor, None
    return None, Code.TOO_LARGE if money.is_too_large(text, known, decimal_sign) else Code.AMOUNT


# -- what is wrong -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an invoice's values must agree with.

    The names of the client's projects, whether the number is another's, the currency in which payments were booked.
    """

    projects: Collection[str] = ()
    is_number_taken: bool = False
    paid_in: str = ""


def problems(item: Item, around: Surroundings | None = None) -> list[Problem]:
    """Return everything wrong with an item, in the order of its fields; without surroundings, by itself."""
    fields = {field.name: field for field in FIELDS[kind_of(item)]}
    found = [problem for field in fields.values() for problem in _of_field(field, getattr(item, field.name))]
    seen = {problem.field for problem in found}
    others = [problem for problem in (*_of_whole(item), *_around(item, around)) if problem.field not in seen]
    return _in_order(fields, found + others)


def _of_field(field: Field, value: Any) -> Iterator[Problem]:
    if isinstance(value, str):
        code = _of_text(field, value)
        if code:
            yield Problem(field.name, code, value)
    elif isinstance(value, int) and abs(value) > money.LARGEST:
        yield Problem(field.name, Code.TOO_LARGE, str(value))


def _of_text(field: Field, value: str) -> Code | None:
    if not value.strip():
        return Code.REQUIRED if field.required else None
    if len(value) > field.max_length:
        return Code.CURRENCY if field.kind is Kind.CURRENCY else Code.TOO_LONG
    is_possible = _POSSIBLE.get(field.kind)
    return None if is_possible is None or is_possible(value) else Code(field.kind.value)


_POSSIBLE = {Kind.EMAIL: email.is_possible, Kind.PHONE: phone.is_possible, Kind.CURRENCY: money.is_currency}


def _of_whole(item: Item) -> Iterator[Problem]:
    """Yield what is wrong with values beside one another."""
    if isinstance(item, Invoice):
        if item.due_date < item.issue_date:
            yield Problem("due_date", Code.BEFORE_ISSUE, item.due_date.isoformat())
    elif isinstance(item, Payment):
        if not item.amount:
            yield Problem("amount", Code.NO_AMOUNT, "0")
    elif isinstance(item, Project):
        if item.start and item.deadline and item.deadline < item.start:
            yield Problem("deadline", Code.BEFORE_START, item.deadline.isoformat())
        if item.budget is not None and item.budget < 0:
            yield Problem("budget", Code.BELOW_ZERO, str(item.budget))
        if item.budget is not None and not item.currency:
            yield Problem("currency", Code.REQUIRED)


def _around(item: Item, around: Surroundings | None) -> Iterator[Problem]:
    if around is None or not isinstance(item, Invoice):
        return
    if around.is_number_taken:
        yield Problem("number", Code.NUMBER_TAKEN, item.number)
    if around.paid_in not in ("", item.currency):
        yield Problem("currency", Code.PAID, item.currency)
    if item.project and item.project not in around.projects:
        yield Problem("project", Code.PROJECT, item.project)
