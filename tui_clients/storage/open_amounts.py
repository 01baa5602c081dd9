"""What clients have still to pay, as conditions on a client's row."""

from datetime import date

from tui_clients.domain import money
from tui_clients.domain.conditions import Open
from tui_clients.storage.predicates import Test

_OPEN = """(invoice.total - coalesce((SELECT sum(amount) FROM payment WHERE payment.invoice_id = invoice.id), 0))"""


def owing(condition: Open) -> Test:
    """Return the condition that the open amount in one of a client's currencies lies between two bounds."""
    amount = f"sum({_OPEN}) * 1.0 / {_minor_units()}"
    bounds = (
        (condition.low, ">=" if condition.is_low_included else ">"),
        (condition.high, "<=" if condition.is_high_included else "<"),
    )
    given = [(f"{amount} {sign} ?", float(bound)) for bound, sign in bounds if bound is not None]
    having = " AND ".join([f"sum({_OPEN}) <> 0", *(sql for sql, _ in given)])
    return Test(
        f"c.id IN (SELECT client_id FROM invoice WHERE state = 'issued' GROUP BY client_id, currency HAVING {having})",
        tuple(value for _, value in given),
    )


def overdue(today: date) -> Test:
    """Return the condition that a client has an unpaid invoice whose due date is past."""
    return Test(
        "c.id IN (SELECT client_id FROM invoice WHERE state = 'issued' AND due_date <> '' AND due_date < ?"
        f" AND {_OPEN} > 0)",
        (today.isoformat(),),
    )


def _minor_units() -> str:
    """Return the SQL expression for how many minor units a major one has, by the invoice's currency."""
    unusual = " ".join(f"WHEN '{code}' THEN {10**digits}" for code, digits in money.unusual_precisions().items())
    return f"CASE currency {unusual} ELSE 100 END"
