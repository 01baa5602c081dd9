"""What belongs to a client as objects of JSON, and back; the form that `show --json` and exports share.

What `*_plain` wrote, `*_of` reads exactly; of any other object it gives None, and what is wrong with it is for
the import's reading to say.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, TypeGuard

from tui_clients.domain import dates, money
from tui_clients.domain.choices import InvoiceState, ProjectStatus
from tui_clients.domain.client import Contact, Document, Note
from tui_clients.domain.invoice import Invoice, Payment
from tui_clients.domain.project import Project

BELONGINGS = ("projects", "invoices", "contacts", "notes", "documents")
"""The names under which the object of a client holds what belongs to it, each a list."""

Plain = Mapping[str, Any]

_PROJECT = frozenset({"uid", "name", "status", "start", "deadline", "budget", "currency"})
_INVOICE = frozenset(
    {"uid", "number", "issue_date", "due_date", "currency", "total", "state", "payments", "project", "project_uid",
     "note"}
)  # fmt: skip
_PAYMENT = frozenset({"amount", "on", "method"})
_CONTACT = ("name", "role", "email", "phone", "note")
_NOTE = frozenset({"text", "author", "created_at"})
_DAY = len("2026-11-23")
_MOMENT = len("2026-11-23T09:30:00Z")
_PROJECT_STATUSES = {status.value: status for status in ProjectStatus}
_INVOICE_STATES = {state.value: state for state in InvoiceState}


def project_plain(project: Project) -> dict[str, str]:
    """Return a project as JSON holds it: days in ISO 8601, the budget as a decimal number, "" for what is not known."""
    return {
        "uid": project.uid,
        "name": project.name,
        "status": project.status.value,
        "start": _iso(project.start),
        "deadline": _iso(project.deadline),
        "budget": money.to_plain(project.budget, project.currency),
        "currency": project.currency,
    }


def project_of(plain: Any) -> Project | None:
    """Return the project of an object of `project_plain`, or None."""
    if not _has_texts(plain, _PROJECT) or plain["status"] not in _PROJECT_STATUSES:
        return None
    start, deadline = _day(plain["start"]), _day(plain["deadline"])
    budget = money.from_plain(plain["budget"], plain["currency"])
    if _is_other(plain["start"], start) or _is_other(plain["deadline"], deadline) or _is_other(plain["budget"], budget):
        return None
    status = _PROJECT_STATUSES[plain["status"]]
    return Project(plain["name"], status, start, deadline, budget, plain["currency"], plain["uid"])


def invoice_plain(invoice: Invoice) -> dict[str, Any]:
    """Return an invoice as JSON holds it, its payments with it; the project by its name and its identifier."""
    return {
        "uid": invoice.uid,
        "number": invoice.number,
        "issue_date": invoice.issue_date.isoformat(),
        "due_date": invoice.due_date.isoformat(),
        "currency": invoice.currency,
        "total": money.to_plain(invoice.total, invoice.currency),
        "state": invoice.state.value,
        "payments": [
            {
                "amount": money.to_plain(payment.amount, invoice.currency),
                "on": payment.on.isoformat(),
                "method": payment.method,
            }
            for payment in invoice.payments
        ],
        "project": invoice.project,
        "project_uid": invoice.project_uid,
        "note": invoice.note,
    }


def invoice_of(plain: Any) -> Invoice | None:
    """Return the invoice of an object of `invoice_plain`, or None."""
    if not isinstance(plain, dict) or not isinstance(plain.get("payments"), list):
        return None
    # `show --json` tells beside the state how the invoice stands today.
    texts = {name: value for name, value in plain.items() if name not in ("payments", "status")}
    if not _has_texts(texts, _INVOICE - {"payments"}) or plain["state"] not in _INVOICE_STATES:
        return None
    issued, due = _day(plain["issue_date"]), _day(plain["due_date"])
    total = money.from_plain(plain["total"], plain["currency"])
    payments = tuple(payment_of(payment, plain["currency"]) for payment in plain["payments"])
    known = tuple(payment for payment in payments if payment)
    if issued is None or due is None or total is None or len(known) < len(payments):
        return None
    return Invoice(
        plain["number"],
        issued,
        due,
        plain["currency"],
        total,
        _INVOICE_STATES[plain["state"]],
        known,
        plain["project"],
        plain["note"],
        plain["uid"],
        project_uid=plain["project_uid"],
    )


def payment_of(plain: Any, currency: str) -> Payment | None:
    """Return the payment of an object in `invoice_plain`, or None."""
    if not _has_texts(plain, _PAYMENT):
        return None
    amount, day = money.from_plain(plain["amount"], currency), _day(plain["on"])
    return None if amount is None or day is None else Payment(amount, day, plain["method"])


def contact_plain(contact: Contact) -> dict[str, str]:
    """Return a contact person as JSON holds it."""
    return {name: getattr(contact, name) for name in _CONTACT}


def contact_of(plain: Any) -> Contact | None:
    """Return the contact person of an object of `contact_plain`, or None."""
    if not _has_texts(plain, frozenset(_CONTACT)):
        return None
    return Contact(plain["name"], plain["role"], plain["email"], plain["phone"], plain["note"])


def note_plain(note: Note) -> dict[str, str]:
    """Return a note as JSON holds it, with its moment in UTC."""
    written = dates.iso(note.created_at) if note.created_at else ""
    return {"text": note.text, "author": note.author, "created_at": written}


def note_of(plain: Any) -> Note | None:
    """Return the note of an object of `note_plain`, or None."""
    if not _has_texts(plain, _NOTE):
        return None
    moment = _moment(plain["created_at"])
    return None if _is_other(plain["created_at"], moment) else Note(plain["text"], plain["author"], moment)


def document_plain(document: Document) -> dict[str, Any]:
    """Return what is known of a document; an export puts its bytes beside it, as "data" in base64."""
    written = dates.iso(document.created_at) if document.created_at else ""
    texts = {name: getattr(document, name) for name in ("name", "media_type", "size", "author")}
    return {**texts, "created_at": written}


def document_of(plain: Any) -> Document | None:
    """Return the document that an object describes, but for its size, or None where it has no name."""
    if not isinstance(plain, dict) or not isinstance(plain.get("name"), str):
        return None
    media_type, author, moment = (str(plain.get(name) or "") for name in ("media_type", "author", "created_at"))
    return Document(plain["name"], media_type, author=author, created_at=_moment(moment))


def _has_texts(plain: Any, names: frozenset[str]) -> TypeGuard[dict[str, str]]:
    """Whether an object has just these names, and a text under each."""
    return isinstance(plain, dict) and plain.keys() == names and all(isinstance(text, str) for text in plain.values())


def _is_other(text: str, value: object) -> bool:
    """Whether a text that was given is not one that we write."""
    return bool(text) and value is None


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _day(text: str) -> date | None:
    if len(text) != _DAY or not text[4] == text[7] == "-":
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _moment(text: str) -> datetime | None:
    if len(text) != _MOMENT or not text.endswith("Z") or text[10] != "T" or _day(text[:_DAY]) is None:
        return None
    try:
        return datetime.fromisoformat(text[:-1]).replace(tzinfo=UTC)
    except ValueError:
        return None
