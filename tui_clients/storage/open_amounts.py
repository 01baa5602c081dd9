"""What clients have still to pay, as conditions on a client's row."""

from collections.abc import Iterable
from datetime import date

from tui_clients.domain import money
from tui_clients.domain.conditions import Added, Condition, Has, Open
from tui_clients.storage.database import Database
from tui_clients.storage.open_invoices import CURRENCIES, IS_OPEN, IS_OVERDUE, OPEN, OVERDUE
from tui_clients.storage.predicates import Part, Test, all_of, within

_ANY = Test("1")


def near(conditions: Iterable[Condition], database: Database) -> Test:
    """Return what is known of the ids of those who owe something from the days on which they were added.

    Most clients were stored in the order in which they were added, so that those of a year have ids side by side.
    """
    spans = [each.range for each in conditions if isinstance(each, Added) and not each.is_excluded]
    tests = [test for span in spans for test in within(span)]
    if not tests:
        return _ANY
    added = all_of(tests)
    those = f"client AS c INDEXED BY client_by_created_at WHERE c.deleted_at IS NULL AND {added.sql}"
    ((first, last),) = database.sql(f"SELECT min(c.id), max(c.id) FROM {those}", *added.values)
    return Test(f"currency IN ({CURRENCIES}) AND client_id BETWEEN ? AND ?", (first or 0, last or 0))


def of(condition: Open | Has, today: date, near: Test) -> Part:
    """Return what becomes of a condition on amounts, or on something being overdue."""
    return _owing(condition, today, near) if isinstance(condition, Open) else _overdue(today, near)


def _owing(condition: Open, today: date, near: Test) -> Part:
    """Return the condition that the open amount in one of a client's currencies lies between two bounds."""
    bounds = (
        (condition.low, ">=" if condition.is_low_included else ">"),
        (condition.high, "<=" if condition.is_high_included else "<"),
    )
    given = [(f"amount * 1.0 / {_minor_units()} {sign} ?", float(bound)) for bound, sign in bounds if bound is not None]
    fits = " AND ".join(["amount <> 0", *(sql for sql, _bound in given)])
    kind, days = (OVERDUE, [today.isoformat()]) if condition.is_overdue else ("open_amount", [])
    narrowed, currencies = (" AND currency = ?", [condition.currency]) if condition.currency else ("", [])
    those = f"{OPEN} WHERE {IS_OPEN} AND {near.sql}{narrowed}"
    amounts = f"SELECT client_id, currency, sum({kind}) AS amount FROM {those} GROUP BY currency, client_id"
    return _among(
        Test(
            f"SELECT client_id FROM ({amounts}) WHERE {fits}",
            (*days, *near.values, *currencies, *(bound for _sql, bound in given)),
        )
    )


def _overdue(today: date, near: Test) -> Part:
    """Return the condition that a client has an unpaid invoice whose due date is past."""
    those = f"SELECT DISTINCT currency, client_id FROM {OPEN} WHERE {IS_OPEN} AND {near.sql} AND {IS_OVERDUE}"
    return _among(Test(f"SELECT client_id FROM ({those})", (*near.values, today.isoformat())))


def _among(ids: Test) -> Part:
    return Part(Test(f"c.id IN ({ids.sql})", ids.values), ids=ids)


def _minor_units() -> str:
    """Return the SQL expression for how many minor units a major one has, by the invoice's currency.

    Most have a hundred, and are not to be held against each of fifty others: that took three times as long as all else.
    """
    precisions = money.unusual_precisions()
    unusual = " ".join(f"WHEN '{code}' THEN {10**digits}" for code, digits in precisions.items())
    codes = ", ".join(f"'{code}'" for code in precisions)
    return f"CASE WHEN currency NOT IN ({codes}) THEN 100 ELSE CASE currency {unusual} END END"
