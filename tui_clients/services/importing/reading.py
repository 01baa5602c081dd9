"""Turns a record of a file into a client or something that belongs to one; knows no file and no database."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from tui_clients.domain import choices, dates, email, money, phone, record
from tui_clients.domain.choices import InvoiceState, InvoiceStatus, ProjectStatus
from tui_clients.domain.client import Client, Contact, Note
from tui_clients.domain.dates import Order
from tui_clients.domain.fields import by_name
from tui_clients.domain.invoice import Invoice, Payment
from tui_clients.domain.project import Project
from tui_clients.domain.text import is_storable, tells_nothing
from tui_clients.domain.validate import Code, Problem
from tui_clients.services.pictures import MAX_BYTES, is_image
from tui_clients.services.spreadsheet import as_meant

Record = Mapping[str, str]

_CURRENCY_SIGNS = {"€": "EUR", "£": "GBP", "₹": "INR", "₺": "TRY", "₩": "KRW", "₪": "ILS", "zł": "PLN", "Kč": "CZK"}
_NO_DATE = re.compile(r"[0\s./:T-]+")  # what some databases and programs write for a date that is not known
_STATES = {InvoiceStatus.DRAFT: InvoiceState.DRAFT, InvoiceStatus.CANCELED: InvoiceState.CANCELED}
_LONGEST_WORDS = by_name()["name"].max_length
_LONGEST_TEXT = by_name()["note"].max_length
DATE_FIELDS = frozenset({"created_at", "updated_at", "start", "deadline", "issue_date", "due_date", "paid_on"})
"""Those of every target."""


@dataclass(frozen=True)
class Meaning:
    """How text is meant where it leaves a choice.

    `country`: of phone numbers without a country code. `currency`: of amounts without one. `orders`: of the
    dates of a field; None where the column's values leave it open. `is_exact`: our own export wrote the clients.
    `has_sound_uids`: what stands as an identifier is one, never "n/a". `utc`: the fields whose moments without a zone
    are in UTC. `document_megabytes`: how large a document may be.
    """

    country: str = ""
    currency: str = "EUR"
    orders: Mapping[str, Order | None] = field(default_factory=dict)
    is_exact: bool = False
    has_sound_uids: bool = False
    utc: frozenset[str] = frozenset()
    document_megabytes: int = 10

    @cached_property
    def dated(self) -> frozenset[str]:
        """Return the fields of which something is known about the dates."""
        return self.utc.union(self.orders)

    @cached_property
    def reading(self) -> record.Reading:
        """Return how the texts of clients are meant, once their dates have a year in front."""
        return record.Reading(self.country, is_exact=self.is_exact)


class Problems(list[Problem]):
    """The problems of a record, collected while its fields are read."""

    def note(self, name: str, code: Code, text: str) -> None:
        """Add what is wrong with a field's text."""
        self.append(Problem(name, code, text))


def client_of(given: Record, meaning: Meaning) -> tuple[Client, list[Problem]]:
    """Return the client of a record and everything wrong with it."""
    if problems := _unstorable(given):
        return Client(name=given.get("name", "")), problems
    found = Problems()
    texts = {name: meant(name, text, meaning, found) for name, text in given.items()}
    client, others = record.from_record(texts, meaning.reading)
    return _with_sound_picture(client, found) if client.picture else client, [*found, *others]


def meant(name: str, text: str, meaning: Meaning, problems: "Problems") -> str:
    """Return what a text says to `record`: without what a foreign table puts around it, a moment in ISO 8601."""
    if not meaning.has_sound_uids:
        text = as_meant(name, text)
    if text and name in meaning.dated:
        text = _plain_moment(name, text, meaning, problems)
    if name == "uid" and (not text.strip() or (not meaning.has_sound_uids and tells_nothing(text))):
        return ""
    return text


def _with_sound_picture(client: Client, problems: "Problems") -> Client:
    """Return a client without a picture that is too large; one that is no image is kept and flagged."""
    picture = client.picture
    if picture is None:
        return client
    is_large = len(picture.data) > MAX_BYTES
    if is_large or not is_image(picture.data):
        problems.note("picture", Code.PICTURE_SIZE if is_large else Code.PICTURE, picture.media_type)
    return replace(client, picture=None) if is_large else client


def _plain_moment(name: str, text: str, meaning: Meaning, problems: Problems) -> str:
    """Return a moment's text in ISO 8601, "" with a problem if its order is open; other text as it is."""
    if name in DATE_FIELDS and _NO_DATE.fullmatch(text):
        return ""
    order = meaning.orders.get(name, Order.YMD)
    is_utc = name in meaning.utc
    is_clear = order is Order.YMD or text[:4].isdecimal()  # a year in front is read alike in every order
    if (is_clear and not is_utc) or not text.strip():
        return text
    if order is not None:
        moment = dates.parse_moment(text, order, is_utc)
        return dates.iso(moment) if moment else text
    readings = {moment for each in Order if (moment := dates.parse_moment(text, each, is_utc))}
    if len(readings) > 1:
        problems.note(name, Code.DATE_ORDER, text)
        return ""
    return dates.iso(readings.pop()) if readings else text


def project_of(given: Record, meaning: Meaning) -> tuple[Project, list[Problem]]:
    """Return the project of a record and everything wrong with it."""
    problems = _unsound(given)
    status = _choice(ProjectStatus, given, problems) or ProjectStatus.NOT_STARTED
    currency = _currency(given, "budget", meaning, problems)
    project = Project(
        name=_required(given, "name", problems),
        status=status,
        start=_day(given, "start", meaning, problems),
        deadline=_day(given, "deadline", meaning, problems),
        budget=_amount(given, "budget", currency, problems),
        currency=currency if given.get("budget", "").strip() else "",
        uid=_text(given, "uid"),
    )
    return project, list(problems)


def invoice_of(given: Record, meaning: Meaning) -> tuple[Invoice, list[Problem]]:
    """Return the invoice of a record and everything wrong with it; what was paid becomes one payment."""
    problems = _unsound(given)
    currency = _currency(given, "total", meaning, problems)
    _required(given, "total", problems)
    total = _amount(given, "total", currency, problems) or 0
    issued, due = (_day(given, name, meaning, problems) for name in ("issue_date", "due_date"))
    if issued is None and due is None:
        problems.note("issue_date", Code.REQUIRED, given.get("issue_date", ""))
    status = _choice(InvoiceStatus, given, problems) or InvoiceStatus.UNPAID
    first_day = issued or due or date.min
    invoice = Invoice(
        number=_required(given, "number", problems),
        issue_date=first_day,
        due_date=due or first_day,
        currency=currency,
        total=total,
        state=_STATES.get(status, InvoiceState.ISSUED),
        payments=_payments(given, status, total, currency, due or first_day, meaning, problems),
        project=_text(given, "project"),
        note=_long(given, "note"),
        uid=_text(given, "uid"),
    )
    return invoice, list(problems)


def _payments(
    given: Record, status: InvoiceStatus, total: int, currency: str, on: date, meaning: Meaning, problems: Problems
) -> tuple[Payment, ...]:
    amount = _amount(given, "paid", currency, problems)
    paid_on = _day(given, "paid_on", meaning, problems)
    if amount is None and status is InvoiceStatus.PAID:
        amount = total
    if amount is None and status is InvoiceStatus.PARTIAL:
        problems.note("paid", Code.STATUS, given.get("status", ""))
    return (Payment(amount, paid_on or on, _text(given, "payment_method")),) if amount else ()


def payment_of(given: Record, currency: str, on: date, meaning: Meaning) -> tuple[Payment | None, list[Problem]]:
    """Return the payment of a record, None without an amount, and everything wrong with it; `on` where no day is."""
    problems = _unsound(given)
    _required(given, "amount", problems)
    amount = _amount(given, "amount", currency, problems)
    day = _day(given, "on", meaning, problems)
    if amount is None or any(problem.is_rejecting for problem in problems):
        return None, list(problems)
    if not _text(given, "on"):
        problems.note("on", Code.REQUIRED, "")
    return Payment(amount, day or on, _text(given, "method")), list(problems)


def contact_of(given: Record, meaning: Meaning) -> tuple[Contact, list[Problem]]:
    """Return the contact person of a record and everything wrong with it."""
    problems = _unsound(given)
    address, number = _text(given, "email"), _text(given, "phone")
    stored_number = phone.normalise(number, meaning.country) if number else ""
    if stored_number is None:
        problems.note("phone", Code.PHONE, number)
    if address and not email.is_possible(address):
        problems.note("email", Code.EMAIL, address)
    contact = Contact(
        name=_required(given, "name", problems),
        role=_text(given, "role"),
        email=address,
        phone=stored_number or number,
        note=_long(given, "note"),
    )
    return contact, list(problems)


def note_of(given: Record, meaning: Meaning) -> tuple[Note, list[Problem]]:
    """Return the note of a record and everything wrong with it."""
    problems = _unsound(given)
    written = _plain_moment("created_at", given.get("created_at", ""), meaning, problems)
    moment = dates.parse_moment(written)
    if written.strip() and moment is None:
        problems.note("created_at", Code.DATE, written)
    _required(given, "text", problems)
    return Note(_long(given, "text"), _text(given, "author"), moment), list(problems)


def _unstorable(given: Record) -> list[Problem]:
    """Return the problems of text that no database can store: halves of characters."""
    if is_storable("".join(given.values())):
        return []
    return [Problem(name, Code.TEXT, text) for name, text in given.items() if not is_storable(text)]


def _unsound(given: Record) -> Problems:
    """Return the problems that any field of what belongs to a client can have."""
    problems = Problems(_unstorable(given))
    for name, text in given.items():
        if len(text) > (_LONGEST_TEXT if name in ("note", "text") else _LONGEST_WORDS):
            problems.note(name, Code.TOO_LONG, text)
    return problems


def _text(given: Record, name: str) -> str:
    return given.get(name, "").strip()


def _long(given: Record, name: str) -> str:
    return given.get(name, "").replace("\r\n", "\n")


def _required(given: Record, name: str, problems: Problems) -> str:
    text = _text(given, name)
    if not text:
        problems.note(name, Code.REQUIRED, given.get(name, ""))
    return text


def _choice(kind: type[choices.E], given: Record, problems: Problems) -> choices.E | None:
    text = _text(given, "status")
    found = choices.parse(kind, text) if text else None
    if text and found is None:
        problems.note("status", Code.STATUS, text)
    return found


def _currency(given: Record, amount: str, meaning: Meaning, problems: Problems) -> str:
    """Return the currency a record names by code or sign, beside the amount or in it; else the usual one."""
    text = _text(given, "currency")
    code = _CURRENCY_SIGNS.get(text, text.upper())
    if not code:
        signs = (code for sign, code in _CURRENCY_SIGNS.items() if sign in given.get(amount, ""))
        return next(signs, meaning.currency)
    if not money.is_currency(code):
        problems.note("currency", Code.CURRENCY, text)
        return meaning.currency
    return code


def _amount(given: Record, name: str, currency: str, problems: Problems) -> int | None:
    """Return an amount in minor units, None without one; a lone separator is taken as the currency allows."""
    text = _text(given, name)
    if not text:
        return None
    for decimal_sign in ".,":
        amount = money.parse(text, currency, decimal_sign)
        if amount is not None:
            return amount
    problems.note(name, Code.AMOUNT, text)
    return None


def _day(given: Record, name: str, meaning: Meaning, problems: Problems) -> date | None:
    text = _text(given, name)
    if not text:
        return None
    order = meaning.orders.get(name, Order.YMD)
    readings = {day for each in ([order] if order else Order) if (day := _parse_day(text, each))}
    if len(readings) == 1:
        return readings.pop()
    problems.note(name, Code.DATE_ORDER if readings else Code.DATE, text)
    return None


def _parse_day(text: str, order: Order) -> date | None:
    day = dates.parse_date(text, order)
    if day is not None:
        return day
    # With a clock it is the day that is written; the zone does not move an invoice's date.
    return dates.parse_date(text.replace("T", " ").partition(" ")[0], order)
