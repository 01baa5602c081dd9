"""Reads what the object of a client holds nested, such as invoices with payments and documents; knows no database.

An object that our own export wrote is taken exactly as it stands. Any other is read as a row of a file of its kind
would be, under the headers real files use, and what is wrong is named by its path ("invoices[2].total").
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from tui_clients.domain import email, money, phone, plain
from tui_clients.domain.client import Contact, Note
from tui_clients.domain.dates import Order
from tui_clients.domain.fields import by_name
from tui_clients.domain.invoice import Invoice, Payment
from tui_clients.domain.plain import BELONGINGS
from tui_clients.domain.project import Project
from tui_clients.domain.record_json import plain_to_record
from tui_clients.domain.validate import Code, Problem
from tui_clients.formats import applied, mapping, proposal
from tui_clients.formats.targets import TARGETS, Target, TargetField
from tui_clients.services.importing import documents, reading
from tui_clients.services.importing.documents import Content
from tui_clients.services.importing.reading import DATE_FIELDS, Meaning, Record

_PAYMENTS = Target(
    "payments",
    (
        TargetField("amount", "", ("paid", "amount paid", "total", "sum", "value", "betrag", "bezahlt", "summe")),
        TargetField("on", "", ("paid on", "date", "day", "payment date", "paid at", "created", "datum", "bezahlt am")),
        TargetField("method", "", ("payment method", "type", "zahlungsart", "zahlungsmethode")),
    ),
    required=(),
)
_TIES = ("client_uid", "client_name", "client_email")  # of rows in files of their own
_TARGETS = {
    target.name: replace(target, fields=tuple(each for each in target.fields if each.name not in _TIES))
    for target in (*TARGETS[1:], _PAYMENTS)
}
_NAMES = {"projects": "name", "invoices": "number", "contacts": "name", "notes": "text", "payments": "amount"}
_EXACT: Mapping[str, Callable[[Any], Any]] = {
    "projects": plain.project_of, "invoices": plain.invoice_of, "contacts": plain.contact_of, "notes": plain.note_of,
}  # fmt: skip
_READ: Mapping[str, Callable[[Record, Meaning], tuple[Any, list[Problem]]]] = {
    "projects": reading.project_of, "invoices": reading.invoice_of, "contacts": reading.contact_of,
    "notes": reading.note_of,
}  # fmt: skip
_ATTRIBUTES = {"status": ("status", "state", "paid"), "paid": ("paid",)}
_STORED = ("uid", "id", "client_id", "version")  # what an update never takes from a file
_LONGEST_QUOTED = 200
_MOST_NAMES = 64  # of an object whose mapping is remembered
_MOST_UNMAPPED = 1000


@dataclass(frozen=True, slots=True)
class Belonging:
    """A project, invoice, contact, note or document, and the attributes that its object says something of.

    "paid" is among those where an invoice says how much was paid, but not by which payments. `content` gives the bytes
    of a document.
    """

    item: Any
    given: frozenset[str]
    content: Content | None = None


@dataclass(slots=True)
class Nested:
    """What a client's object holds nested: by kind the items and how many cannot go in, and what is wrong.

    `unmapped` are names that are no fields, such as "invoices.colour".
    """

    items: dict[str, list[Belonging]] = field(default_factory=dict)
    rejected: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unmapped: dict[str, None] = field(default_factory=dict)

    def note(self, path: str, code: Code, value: object) -> None:
        """Remember what is wrong at a path."""
        self.problems.append(Problem(path, code, str(value)[:_LONGEST_QUOTED]))

    def note_all(self, path: str, problems: Iterable[Problem]) -> None:
        """Remember what is wrong with the fields of the object at a path."""
        for problem in problems:
            self.note(f"{path}.{problem.field}".rstrip("."), problem.code, problem.value)


def count(given: Mapping[str, Any] | None) -> dict[str, int]:
    """Return how many items of each kind a client's object holds."""
    return {name: len(value) if isinstance(value, list) else 1 for name, value in (given or {}).items()}


def read(given: Mapping[str, Any], file: Path, meaning: Meaning, dates: Order | None = None) -> Nested:
    """Return what belongs to a client of a file; `meaning.country` is that of its local phone numbers.

    `dates` is the order of days that leave it open; without one they are flagged.
    """
    how = replace(meaning, orders=dict.fromkeys(DATE_FIELDS | {"on"}, dates))
    nested = Nested()
    for kind in BELONGINGS:
        if kind in given:
            read_one = partial(_document, file) if kind == "documents" else partial(_read, kind)
            read_all = [read_one(path, value, how, nested) for path, value in _each(kind, given[kind], nested)]
            nested.items[kind] = [belonging for belonging in read_all if belonging]
            nested.rejected[kind] = len(read_all) - len(nested.items[kind])
    return nested


def _each(path: str, value: Any, nested: Nested) -> Iterator[tuple[str, Any]]:
    """Yield the items of a list with their paths; what is no list is taken as its only item."""
    if not isinstance(value, list):
        if not isinstance(value, dict):
            nested.note(path, Code.SHAPE, value)
        yield path, value
        return
    yield from ((f"{path}[{position}]", each) for position, each in enumerate(value) if each is not None)


def _document(file: Path, path: str, value: Any, meaning: Meaning, nested: Nested) -> Belonging | None:
    found = documents.read(value, file, meaning)
    nested.note_all(path, found.problems)
    nested.unmapped |= dict.fromkeys(f"documents.{name}" for name in found.unmapped[: _room(nested)])
    return Belonging(found.document, frozenset(), found.content) if found.document else None


def _read(kind: str, path: str, value: Any, meaning: Meaning, nested: Nested) -> Belonging | None:
    item = _EXACT[kind](value)
    if item is not None:
        nested.note_all(path, _doubts(item))
        return Belonging(item, frozenset(_filled(item)))
    given = _object(kind, path, value, nested)
    if given is None:
        return None
    payments, project_uid = given.pop("payments", None), given.pop("project_uid", "")
    record = _record(kind, given, nested)
    item, problems = _READ[kind](record, meaning)
    nested.note_all(path, problems)
    if _is_left_out(kind, record, problems):
        return None
    flagged = {problem.field for problem in problems}
    said = [name for name, text in record.items() if text.strip() and name not in flagged]
    names = {attribute for name in said for attribute in _ATTRIBUTES.get(name, (name,))}
    if kind == "invoices":
        if payments:
            item = replace(item, payments=_payments(f"{path}.payments", payments, item, meaning, nested))
            names = names - {"paid"} | {"payments"}
        if project_uid and isinstance(project_uid, str):
            item = replace(item, project_uid=project_uid)
            names.add("project_uid")
    return Belonging(item, frozenset(names & {"paid", *(each.name for each in fields(item))}) - {"uid"})


def _payments(path: str, value: Any, invoice: Invoice, meaning: Meaning, nested: Nested) -> tuple[Payment, ...]:
    return tuple(
        payment
        for place, each in _each(path, value, nested)
        if (payment := _payment(place, each, invoice, meaning, nested))
    )


def _payment(path: str, value: Any, invoice: Invoice, meaning: Meaning, nested: Nested) -> Payment | None:
    exact = plain.payment_of(value, invoice.currency)
    given = None if exact else _object("payments", path, value, nested)
    if given is None:
        return exact
    record = _record("payments", given, nested)
    payment, problems = reading.payment_of(record, invoice.currency, invoice.due_date, meaning)
    nested.note_all(path, problems)
    return payment


def _object(kind: str, path: str, value: Any, nested: Nested) -> dict[str, Any] | None:
    """Return an object to be read; a mere text stands for the name of what it should be, and is flagged."""
    if isinstance(value, dict):
        return dict(value)
    if "[" in path:
        nested.note(path, Code.SHAPE, value)
    return {_NAMES[kind]: value} if isinstance(value, str) and value.strip() else None


def _record(kind: str, given: Mapping[str, Any], nested: Nested) -> dict[str, str]:
    names = tuple(given)
    mapped = (_remembered if len(names) <= _MOST_NAMES else _mapping)(kind, names)
    place = "invoices.payments" if kind == "payments" else kind
    nested.unmapped |= dict.fromkeys(f"{place}.{name}" for name in mapped.unmapped[: _room(nested)])
    return applied.apply(mapped, list(plain_to_record(given).values()))


def _room(nested: Nested) -> int:
    return max(0, _MOST_UNMAPPED - len(nested.unmapped))


def _mapping(kind: str, names: Sequence[str]) -> mapping.Mapping:
    return proposal.propose(names, _TARGETS[kind])


_remembered = lru_cache(maxsize=256)(_mapping)


def _is_left_out(kind: str, record: Record, problems: Iterable[Problem]) -> bool:
    """Whether an item cannot go in. Without its name it can, as long as it says anything else."""
    name = _NAMES[kind]
    is_nothing = not any(text.strip() for text in record.values())
    return is_nothing or any(p.is_rejecting and (p.field, p.code) != (name, Code.REQUIRED) for p in problems)


def _filled(item: Any) -> Iterator[str]:
    values = ((each.name, getattr(item, each.name)) for each in fields(item) if each.name not in _STORED)
    return (name for name, value in values if value not in ("", None, ()))


def _doubts(item: Project | Invoice | Contact | Note) -> Iterator[Problem]:
    """Yield what is odd about an item of our own export, all of which is kept as it is."""
    if isinstance(item, Note):
        if not item.text.strip():
            yield Problem("text", Code.REQUIRED, item.text)
        elif len(item.text) > by_name()["note"].max_length:
            yield Problem("text", Code.TOO_LONG, item.text)
        return
    name = "number" if isinstance(item, Invoice) else "name"
    text = getattr(item, name)
    if not text.strip():
        yield Problem(name, Code.REQUIRED, text)
    elif len(text) > by_name()["name"].max_length:
        yield Problem(name, Code.TOO_LONG, text)
    if isinstance(item, Contact):
        if item.email and not email.is_possible(item.email):
            yield Problem("email", Code.EMAIL, item.email)
        if item.phone and not phone.is_possible(item.phone):
            yield Problem("phone", Code.PHONE, item.phone)
    elif item.currency and not money.is_currency(item.currency):
        yield Problem("currency", Code.CURRENCY, item.currency)
