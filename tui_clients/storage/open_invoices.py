"""What is open of each invoice, kept by the database itself, and an index of the invoices of which something is.

`invoice.paid` is the sum of an invoice's payments, kept by triggers in the transaction that changes one;
`invoice.open_amount` follows from it. Only what is open stands in the index, so that whoever asks for it reads that
alone: what is overdue is a part of it, which grows from day to day without any write.
"""

import time
from collections.abc import Callable, Iterator

from tui_clients.storage.database import Database

_IS_DEMAND = "state = 'issued'"
"""Whether money is asked for by an invoice: the one place that says so in SQL."""

COLUMNS = (
    "paid INTEGER NOT NULL DEFAULT 0",
    f"open_amount INTEGER GENERATED ALWAYS AS (CASE WHEN {_IS_DEMAND} THEN total - paid ELSE 0 END) VIRTUAL",
)
_ADD = "UPDATE invoice SET paid = paid + new.amount WHERE id = new.invoice_id"
_TAKE = "UPDATE invoice SET paid = paid - old.amount WHERE id = old.invoice_id"
MADE = {
    "invoice_open": """CREATE INDEX invoice_open ON invoice (currency, client_id, due_date, open_amount)
        WHERE open_amount <> 0""",
    "payment_insert": f"CREATE TRIGGER payment_insert AFTER INSERT ON payment BEGIN {_ADD}; END",
    "payment_delete": f"CREATE TRIGGER payment_delete AFTER DELETE ON payment BEGIN {_TAKE}; END",
    "payment_update": f"""CREATE TRIGGER payment_update AFTER UPDATE OF amount, invoice_id ON payment
        BEGIN {_TAKE}; {_ADD}; END""",
}
"""The statements that make the index and the triggers, by what they make."""

OPEN = "invoice INDEXED BY invoice_open"
IS_OPEN = "open_amount <> 0"
"""What a SELECT from `OPEN` must ask for; SQLite takes it for the index's own condition only in these words."""

IS_OVERDUE = "open_amount > 0 AND due_date <> '' AND due_date < ?"
"""Whether an invoice is overdue on a day."""

OVERDUE = f"(CASE WHEN {IS_OVERDUE} THEN open_amount ELSE 0 END)"
"""What of an invoice is overdue on a day."""

CURRENCIES = f"""WITH RECURSIVE present (code) AS (
      SELECT min(currency) FROM {OPEN} WHERE {IS_OPEN}
      UNION ALL
      SELECT (SELECT min(currency) FROM {OPEN} WHERE {IS_OPEN} AND currency > present.code)
      FROM present WHERE present.code IS NOT NULL)
    SELECT code FROM present WHERE code IS NOT NULL"""
"""A SELECT of the currencies in which something is open, which skips from one to the next."""

_PAID = "(SELECT coalesce(sum(amount), 0) FROM payment WHERE invoice_id = invoice.id)"
_STEP = 20_000
_TURN = 0.11  # seconds between two steps: see search_index


def currencies(database: Database) -> list[str]:
    """Return the currencies in which something is open."""
    return [code for (code,) in database.sql(CURRENCIES)]


def recount(execute: Callable[[str], object]) -> None:
    """Sum up the payments of all invoices that have some."""
    execute(f"UPDATE invoice SET paid = {_PAID} WHERE id IN (SELECT invoice_id FROM payment)")


def missing(database: Database) -> Iterator[str]:
    """Yield the names of the index and the triggers that are not there as they were made."""
    made = dict(database.sql("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"))
    yield from (name for name, sql in MADE.items() if made.get(name) != sql)


def stale(database: Database) -> Iterator[int]:
    """Yield the ids of the invoices whose sum of payments is not what it should be."""
    for (id_,) in database.stream_sql(f"SELECT id FROM invoice WHERE paid IS NOT {_PAID}"):
        yield int(id_)


def rebuild(database: Database, progress: Callable[[int, int], None]) -> None:
    """Make what is missing, and sum the payments up anew in short transactions between which others can write.

    `progress` is told the id that was reached and the highest there is, and may raise to stop.
    """
    with database.transaction():
        for name in missing(database):
            kind = MADE[name].split()[1]
            database.sql(f"DROP {kind} IF EXISTS {name}")
            database.sql(MADE[name])
    reached, highest = 0, int(database.sql("SELECT coalesce(max(id), 0) FROM invoice")[0][0])
    while reached < highest:
        changed = f"UPDATE invoice SET paid = {_PAID} WHERE id > ? AND id <= ? AND paid IS NOT {_PAID}"
        with database.transaction():
            ((end,),) = database.sql(
                "SELECT coalesce(max(id), 0) FROM (SELECT id FROM invoice WHERE id > ? ORDER BY id LIMIT ?)",
                reached,
                _STEP,
            )
            database.sql(changed, reached, end)
        reached = end or highest
        progress(min(reached, highest), highest)
        time.sleep(_TURN)
