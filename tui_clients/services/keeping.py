"""What a user keeps of a client, checked against what is there: what is proposed, what is wrong, and saved."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from tui_clients.domain import invoice_number, items
from tui_clients.domain.client import Contact, Document, Note, now
from tui_clients.domain.invoice import Invoice, Move, Payment
from tui_clients.domain.items import Item, ItemKind, Surroundings
from tui_clients.domain.project import Project
from tui_clients.domain.validate import Code, Problem
from tui_clients.errors import N_, EditConflict, Refused, UserError
from tui_clients.settings import Settings
from tui_clients.storage import numbers
from tui_clients.storage.database import Database
from tui_clients.storage.items import Items

_Kept = TypeVar("_Kept", bound=Item)


class Wrong(UserError):
    """Values that forbid saving; nothing was changed."""

    exit_code = 2

    def __init__(self, kind: ItemKind, problems: Sequence[Problem]) -> None:
        super().__init__(N_("Nothing was saved: some values are not right."))
        self.kind = kind
        self.problems = tuple(problems)


class Overpaid(UserError):
    """A payment is above what is open, which the user has to confirm; `excess` is by how much, in minor units."""

    exit_code = 2

    def __init__(self, invoice: Invoice, excess: int) -> None:
        super().__init__(N_("This is more than what is open on invoice {number}."), number=invoice.number)
        self.invoice = invoice
        self.excess = excess


def blank(database: Database, settings: Settings, kind: ItemKind, owner_id: int, today: date) -> Item:
    """Return an item to begin with, of a client (a payment: of an invoice), with what is proposed for it."""
    if kind is ItemKind.INVOICE:
        return _blank_invoice(database, settings, owner_id, today)
    if kind is ItemKind.PAYMENT:
        invoice = _invoice(database, owner_id)
        _require_demand(invoice)
        return Payment(max(0, invoice.open), today, invoice_id=owner_id, version=invoice.version)
    if kind is ItemKind.PROJECT:
        return Project("", currency=_currency(database, settings, owner_id), client_id=owner_id)
    if kind is ItemKind.CONTACT:
        return Contact("", client_id=owner_id)
    if kind is ItemKind.NOTE:
        return Note("", settings.user, now(), client_id=owner_id)
    return Document("", author=settings.user, client_id=owner_id)


def _blank_invoice(database: Database, settings: Settings, client_id: int, today: date) -> Invoice:
    number = next_number(database, settings, client_id, today)
    due = due_date(settings, today)
    return Invoice(number, today, due, _currency(database, settings, client_id), 0, client_id=client_id)


def _currency(database: Database, settings: Settings, client_id: int) -> str:
    return numbers.usual_currency(database, client_id) or settings.currency


def due_date(settings: Settings, issue_date: date) -> date:
    """Return the day on which an invoice of a day is due."""
    days = min(settings.invoice_terms, (date.max - issue_date).days)
    return issue_date + timedelta(days=days)


def next_number(database: Database, settings: Settings, client_id: int, issue_date: date) -> str:
    """Return the number that follows the highest one of the series on a day."""
    format_ = invoice_number.parse(settings.invoice_number)
    before, behind = format_.ends(issue_date, client_id)
    last = numbers.last_running(database, before, behind, _series(settings, client_id))
    return format_.number(last + 1, issue_date, client_id)


def _series(settings: Settings, client_id: int) -> int | None:
    """Return the client among whose invoices a number stands alone, None where it does among all."""
    return client_id if settings.invoice_series == "client" else None


def surroundings(database: Database, settings: Settings, item: Item) -> Surroundings:
    """Return what the values of an item must agree with."""
    if not isinstance(item, Invoice):
        return Surroundings()
    is_taken = numbers.is_taken(database, item.number, item.id, _series(settings, item.client_id))
    paid_in = numbers.paid_in(database, item.id) if item.id else ""
    return Surroundings(numbers.project_names(database, item.client_id), is_taken, paid_in)


_BESIDE: Mapping[str, frozenset[str]] = {
    "due_date": frozenset({"issue_date"}),
    "deadline": frozenset({"start"}),
    "currency": frozenset({"budget", "total"}),
}
"""Fields that are judged by others too."""


def blocking(before: Item | None, after: Item, found: Sequence[Problem]) -> list[Problem]:
    """Return the problems that forbid saving: of a stored item those of what was changed, and what is required.

    What an import kept as it was given may stay until somebody changes it.
    """
    if before is None:
        return list(found)
    old, new = items.to_record(before), items.to_record(after)
    changed = {name for name in new if new[name] != old[name]}
    return [
        problem
        for problem in found
        if problem.code is Code.REQUIRED or changed & {problem.field, *_BESIDE.get(problem.field, ())}
    ]


def save(database: Database, settings: Settings, item: _Kept, by: str, *, may_exceed: bool = False) -> _Kept:
    """Store a new item (of `id` 0) or a changed one, and return it as stored.

    `Wrong` has what forbids it; `Overpaid` asks whether a payment `may_exceed` what is open; `EditConflict` says that
    somebody else was first.
    """
    kept = Items(database)
    with database.transaction():
        before = kept.get(items.kind_of(item), item.id) if item.id else None
        problems = items.problems(item, surroundings(database, settings, item))
        if wrong := blocking(before, item, problems):
            raise Wrong(items.kind_of(item), wrong)
        if isinstance(item, Payment) and item != before:
            _require_payable(database, item, may_exceed)
        return kept.update(item, by) if item.id else kept.add(item, by)


def _invoice(database: Database, id_: int) -> Invoice:
    found = Items(database).get(ItemKind.INVOICE, id_)
    if not isinstance(found, Invoice):
        raise Refused(N_("This invoice is not there any more. Nothing was saved."))
    return found


def _require_payable(database: Database, payment: Payment, may_exceed: bool) -> None:
    invoice = _invoice(database, payment.invoice_id)
    _require_demand(invoice)
    excess = invoice.excess(payment)
    if excess and not may_exceed:
        raise Overpaid(invoice, excess)


def _require_demand(invoice: Invoice) -> None:
    if not invoice.is_demand:
        raise not_payable(invoice)


def not_payable(invoice: Invoice) -> Refused:
    """Return why nothing can be paid on a draft or a canceled invoice."""
    message = (
        N_("Invoice {number} is canceled: reopen it before a payment is booked.")
        if invoice.after(Move.REOPEN)
        else N_("Invoice {number} is a draft: issue it before a payment is booked.")
    )
    return Refused(message, number=invoice.number)


def decide(database: Database, invoice: Invoice, move: Move, by: str) -> Invoice:
    """Issue, cancel or reopen an invoice as it was read, and return it as stored."""
    with database.transaction():
        after = invoice.after(move)
        if after is None:
            current = _invoice(database, invoice.id)
            if current.version != invoice.version:
                message = N_("{name} was changed by somebody else in the meantime. Your changes were not saved.")
                raise EditConflict(message, current, name=invoice.number)
            raise Refused(_REFUSALS[move], number=invoice.number)
        stored = Items(database).update(after, by)
    return replace(after, version=stored.version)


_REFUSALS = {
    Move.ISSUE: N_("Invoice {number} is no draft."),
    Move.CANCEL: N_("Invoice {number} is canceled already."),
    Move.REOPEN: N_("Invoice {number} is not canceled."),
}
