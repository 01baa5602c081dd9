"""What an invoice is, and what follows from its payments and the day."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum

from tui_clients.domain.choices import InvoiceState, InvoiceStatus


@dataclass(frozen=True, slots=True)
class Payment:
    """Money received for an invoice, in minor units of the invoice's currency.

    `version` is that of the invoice it was read with: payments change the invoice.
    """

    amount: int
    on: date
    method: str = ""
    id: int = 0
    invoice_id: int = field(default=0, compare=False)
    version: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Invoice:
    """A bill; `total` is in minor units of `currency` (ISO 4217).

    `project` is the name of the client's project; `project_uid` says which, where several have it.
    """

    number: str
    issue_date: date
    due_date: date
    currency: str
    total: int
    state: InvoiceState = InvoiceState.ISSUED
    payments: tuple[Payment, ...] = ()
    project: str = ""
    note: str = ""
    uid: str = ""
    id: int = 0
    client_id: int = 0
    version: int = 0
    project_uid: str = ""

    @property
    def paid(self) -> int:
        """Return the sum of the payments, in minor units."""
        return sum(payment.amount for payment in self.payments)

    @property
    def is_demand(self) -> bool:
        """Whether money is asked for: neither a draft nor canceled."""
        return self.state is InvoiceState.ISSUED

    @property
    def open(self) -> int:
        """Return what is still to be paid, in minor units; negative when too much was paid."""
        return self.total - self.paid if self.is_demand else 0

    def excess(self, payment: Payment) -> int:
        """Return how much more than what is open a payment brings, in minor units; 0 for one that fits."""
        others = sum(each.amount for each in self.payments if not payment.id or each.id != payment.id)
        return max(0, min(payment.amount, payment.amount + others - self.total))

    def after(self, move: "Move") -> "Invoice | None":
        """Return the invoice after the user's decision, None where it makes no sense as the invoice stands."""
        before, state = _MOVES[move]
        return replace(self, state=state) if self.state in before else None

    def status(self, today: date) -> InvoiceStatus:
        """Return where the invoice stands on `today`."""
        if self.state is InvoiceState.DRAFT:
            return InvoiceStatus.DRAFT
        if self.state is InvoiceState.CANCELED:
            return InvoiceStatus.CANCELED
        if self.open <= 0:
            return InvoiceStatus.PAID
        if self.due_date < today:
            return InvoiceStatus.OVERDUE
        return InvoiceStatus.PARTIAL if self.paid else InvoiceStatus.UNPAID


class Move(Enum):
    """What the user can decide about an invoice."""

    ISSUE = "issue"
    CANCEL = "cancel"
    REOPEN = "reopen"


_MOVES = {
    Move.ISSUE: ((InvoiceState.DRAFT,), InvoiceState.ISSUED),
    Move.CANCEL: ((InvoiceState.DRAFT, InvoiceState.ISSUED), InvoiceState.CANCELED),
    Move.REOPEN: ((InvoiceState.CANCELED,), InvoiceState.ISSUED),
}


@dataclass(frozen=True, slots=True)
class Totals:
    """The figures of one currency, in minor units; currencies are never added up."""

    currency: str
    invoiced: int
    paid: int
    open: int
    overdue: int


def by_currency(invoices: Iterable[Invoice]) -> list[tuple[str, list[Invoice]]]:
    """Return the invoices of each currency, the one with the most invoices first."""
    groups: dict[str, list[Invoice]] = {}
    for invoice in invoices:
        groups.setdefault(invoice.currency, []).append(invoice)
    return sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
