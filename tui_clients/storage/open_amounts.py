"""What clients have still to pay, as conditions on a client's row."""

from datetime import date

from tui_clients.domain import money
from tui_clients.domain.conditions import Open
from tui_clients.storage.open_invoices import IS_OPEN, OPEN, OVERDUE
from tui_clients.storage.predicates import Test


def owing(condition: Open, today: date) -> Test:
    """Return the condition that the open amount in one of a client's currencies lies between two bounds."""
    bounds = (
        (condition.low, ">=" if condition.is_low_included else ">"),
        (condition.high, "<=" if condition.is_high_included else "<"),
    )
    given = [(f"amount * 1.0 / {_minor_units()} {sign} ?", float(bound)) for bound, sign in bounds if bound is not None]
    within = " AND ".join(["amount <> 0", *(sql for sql, _bound in given)])
    kind, days = (OVERDUE, [today.isoformat()]) if condition.is_overdue else ("open_amount", [])
    narrowed, currencies = (" AND currency = ?", [condition.currency]) if condition.currency else ("", [])
    amounts = f"SELECT client_id, currency, sum({kind}) AS amount FROM {OPEN} WHERE {IS_OPEN}{narrowed}"
    return Test(
        f"c.id IN (SELECT client_id FROM ({amounts} GROUP BY currency, client_id) WHERE {within})",
        (*days, *currencies, *(bound for _sql, bound in given)),
    )


def overdue(today: date) -> Test:
    """Return the condition that a client has an unpaid invoice whose due date is past."""
    return Test(f"c.id IN (SELECT client_id FROM {OPEN} WHERE {IS_OPEN} AND {OVERDUE} > 0)", (today.isoformat(),))


def _minor_units() -> str:
    """Return the SQL expression for how many minor units a major one has, by the invoice's currency."""
    unusual = " ".join(f"WHEN '{code}' THEN {10**digits}" for code, digits in money.unusual_precisions().items())
    return f"CASE currency {unusual} ELSE 100 END"
