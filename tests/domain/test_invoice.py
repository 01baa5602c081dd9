from datetime import date, timedelta

import pytest

from tui_clients.domain.choices import InvoiceState, InvoiceStatus
from tui_clients.domain.invoice import Invoice, Payment

DUE = date(2026, 3, 31)
LATE = DUE + timedelta(days=1)


def invoice(total: int, *paid: int, state: InvoiceState = InvoiceState.ISSUED, currency: str = "EUR") -> Invoice:
    payments = tuple(Payment(amount, DUE) for amount in paid)
    return Invoice("R-1", date(2026, 3, 1), DUE, currency, total, state, payments)


@pytest.mark.parametrize(
    ("given", "on_time", "late"),
    [
        (invoice(100), InvoiceStatus.UNPAID, InvoiceStatus.OVERDUE),
        (invoice(100, 40), InvoiceStatus.PARTIAL, InvoiceStatus.OVERDUE),
        (invoice(100, 40, 60), InvoiceStatus.PAID, InvoiceStatus.PAID),
        (invoice(100, 150), InvoiceStatus.PAID, InvoiceStatus.PAID),
        (invoice(100, 99), InvoiceStatus.PARTIAL, InvoiceStatus.OVERDUE),
        (invoice(100, 40, -40), InvoiceStatus.UNPAID, InvoiceStatus.OVERDUE),
        (invoice(0), InvoiceStatus.PAID, InvoiceStatus.PAID),
        (invoice(100, state=InvoiceState.DRAFT), InvoiceStatus.DRAFT, InvoiceStatus.DRAFT),
        (invoice(100, 100, state=InvoiceState.CANCELED), InvoiceStatus.CANCELED, InvoiceStatus.CANCELED),
    ],
)
def test_the_status_follows_from_the_payments_and_the_day(
    given: Invoice, on_time: InvoiceStatus, late: InvoiceStatus
) -> None:
    assert given.status(DUE) is on_time
    assert given.status(LATE) is late


def test_what_is_open_is_the_rest_of_a_demand() -> None:
    assert invoice(100, 30, 20).open == 50
    assert invoice(100, 130).open == -30
    assert invoice(100, 30, state=InvoiceState.DRAFT).open == 0
    assert invoice(100, 30, state=InvoiceState.CANCELED).open == 0
    assert invoice(100, 30).paid == 30
