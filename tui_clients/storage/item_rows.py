"""Between what belongs to a client and its rows: which columns hold which values."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tui_clients.domain.choices import InvoiceState, ProjectStatus
from tui_clients.domain.client import Contact, Document, Note, new_uid, now
from tui_clients.domain.invoice import Invoice, Payment
from tui_clients.domain.items import Item, ItemKind
from tui_clients.domain.project import Project
from tui_clients.storage.database import Database
from tui_clients.storage.moments import moment, seconds

Row = Mapping[str, Any]

_PROJECT_STATUSES = {status.value: status for status in ProjectStatus}
_INVOICE_STATES = {state.value: state for state in InvoiceState}


@dataclass(frozen=True, slots=True)
class Shape:
    """How one kind of item is kept: its table, the columns a user changes, those given once, the history's word.

    `select` reads rows that have the columns, `client_id` and what else an item knows.
    """

    table: str
    columns: tuple[str, ...]
    given: tuple[str, ...]
    word: str
    select: str
    order: str
    item: Callable[[Row], Item]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _project(row: Row) -> Project:
    status, budget = _PROJECT_STATUSES[row["status"]], row["budget"]
    start, deadline = _day(row["start"]), _day(row["deadline"])
    owned = row["uid"], row["id"], row["client_id"], row["version"]
    return Project(row["name"], status, start, deadline, budget, row["currency"], *owned)


def _invoice(row: Row) -> Invoice:
    paid = json.loads(row["payments"])
    payments = tuple(
        Payment(amount, date.fromisoformat(on), method, id_, row["id"], row["version"])
        for amount, on, method, id_ in sorted(paid, key=lambda payment: (payment[1], payment[3]))
    )
    issued, due = date.fromisoformat(row["issue_date"]), date.fromisoformat(row["due_date"])
    state, project = _INVOICE_STATES[row["state"]], row["project"] or ""
    owned = row["uid"], row["id"], row["client_id"], row["version"], row["project_uid"] or ""
    return Invoice(
        row["number"], issued, due, row["currency"], row["total"], state, payments, project, row["note"], *owned
    )


def _payment(row: Row) -> Payment:
    on = date.fromisoformat(row["paid_on"])
    return Payment(row["amount"], on, row["method"], row["id"], row["invoice_id"], row["version"])


def _contact(row: Row) -> Contact:
    return Contact(**{name: row[name] for name in ("name", "role", "email", "phone", "note", *_OWNED)})


def _note(row: Row) -> Note:
    return Note(row["text"], row["author"], moment(row["created_at"]), row["id"], row["version"], row["client_id"])


def document_of(row: Row) -> Document:
    """Return the document of a row."""
    values = {name: row[name] for name in ("name", "media_type", "size", "author", *_OWNED)}
    return Document(**values, created_at=moment(row["created_at"]))


_OWNED = ("id", "version", "client_id")
_INVOICES = """SELECT t.*, p.name AS project, p.uid AS project_uid,
    (SELECT json_group_array(json_array(amount, paid_on, method, y.id)) FROM payment AS y WHERE y.invoice_id = t.id)
    AS payments FROM invoice AS t LEFT JOIN project AS p ON p.id = t.project_id"""
_PAYMENTS = """SELECT t.*, i.client_id, i.version, i.number, i.currency
    FROM payment AS t JOIN invoice AS i ON i.id = t.invoice_id"""

SHAPES: Mapping[ItemKind, Shape] = {
    ItemKind.PROJECT: Shape(
        "project", ("name", "status", "start", "deadline", "budget", "currency"), ("uid", "client_id"), "projects",
        "SELECT t.* FROM project AS t", "start DESC, id", _project,
    ),
    ItemKind.INVOICE: Shape(
        "invoice", ("project_id", "number", "issue_date", "due_date", "currency", "total", "state", "note"),
        ("uid", "client_id"), "invoices", _INVOICES, "issue_date DESC, number DESC, id", _invoice,
    ),
    ItemKind.PAYMENT: Shape(
        "payment", ("amount", "paid_on", "method"), ("invoice_id",), "invoices", _PAYMENTS, "paid_on, id", _payment
    ),
    ItemKind.CONTACT: Shape(
        "contact", ("name", "role", "email", "phone", "note"), ("client_id",), "contacts",
        "SELECT t.* FROM contact AS t", "name, id", _contact,
    ),
    ItemKind.NOTE: Shape(
        "note", ("text", "author", "created_at"), ("client_id",), "notes",
        "SELECT t.* FROM note AS t", "created_at DESC, id DESC", _note,
    ),
    ItemKind.DOCUMENT: Shape(
        "document", ("name", "media_type"), ("client_id", "size", "author", "created_at", "content_id"), "documents",
        "SELECT t.* FROM document AS t", "created_at DESC, id DESC", document_of,
    ),
}  # fmt: skip


def values_of(item: Item) -> dict[str, Any]:
    """Return what is stored of an item but for `version`, the project's id and a document's content."""
    if isinstance(item, Project):
        texts = {name: getattr(item, name) for name in ("client_id", "name", "budget", "currency")}
        days = {name: day.isoformat() if (day := getattr(item, name)) else "" for name in ("start", "deadline")}
        return {"uid": item.uid or new_uid(), "status": item.status.value, **texts, **days}
    if isinstance(item, Invoice):
        texts = {name: getattr(item, name) for name in ("client_id", "number", "currency", "total", "note")}
        days = {name: getattr(item, name).isoformat() for name in ("issue_date", "due_date")}
        return {"uid": item.uid or new_uid(), "state": item.state.value, **texts, **days}
    if isinstance(item, Payment):
        paid_on = item.on.isoformat()
        return {"invoice_id": item.invoice_id, "amount": item.amount, "paid_on": paid_on, "method": item.method}
    if isinstance(item, Contact):
        return {name: getattr(item, name) for name in ("client_id", "name", "role", "email", "phone", "note")}
    if isinstance(item, Note):
        at = seconds(item.created_at or now())
        return {"client_id": item.client_id, "text": item.text, "author": item.author, "created_at": at}
    return _document_values(item)


def _document_values(item: Document) -> dict[str, Any]:
    values = {name: getattr(item, name) for name in ("client_id", "name", "media_type", "size", "author")}
    return values | {"created_at": seconds(item.created_at or now())}


def read(database: Database, kind: ItemKind, condition: str, *values: Any) -> list[dict[str, Any]]:
    """Return the rows `t` of a kind that meet a condition in SQL, each as column → value, in the kind's order."""
    return database.records(f"{SHAPES[kind].select} WHERE {condition} ORDER BY {order_of(kind)}", *values)


def order_of(kind: ItemKind) -> str:
    """Return the order of the rows `t` of a kind in SQL."""
    return ", ".join(f"t.{part}" for part in SHAPES[kind].order.split(", "))


def those(ids: Sequence[int]) -> str:
    """Return ids as one value for `IN (SELECT value FROM json_each(?))`."""
    return json.dumps(list(ids))
