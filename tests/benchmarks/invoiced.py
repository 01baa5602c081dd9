"""Invented invoices with payments in any number, the same at every run but for their days, for invented clients."""

import time
from pathlib import Path

from tui_clients.storage.database import Database, open_database

_STEP = 100_000
_A_STRIDE = 7919
"""A prime: invoices go to clients far apart, as they come in life, and not one client after the other."""

_INVOICES = f"""INSERT INTO invoice
    (id, uid, client_id, number, issue_date, due_date, currency, total, state, note, version)
    WITH RECURSIVE n (i) AS (SELECT ?1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2)
    SELECT i, printf('00000000-0000-4000-a000-%012x', i), i * {_A_STRIDE} % ?3 + 1, 'R-' || i,
        date('now', printf('-%d days', i * 31 % 2500)), date('now', printf('%+d days', 14 - i * 31 % 2500)),
        CASE WHEN i % 10 = 0 THEN 'CHF' WHEN i % 25 = 1 THEN 'USD' ELSE 'EUR' END,
        1000 + i * {_A_STRIDE} % 500000,
        CASE i % 32 WHEN 5 THEN 'draft' WHEN 6 THEN 'canceled' ELSE 'issued' END, '', 1 FROM n"""
_PAYMENTS = """INSERT INTO payment (invoice_id, amount, paid_on, method)
    SELECT id, CASE id % 20 WHEN 1 THEN total / 2 WHEN 2 THEN total + 100 ELSE total END, due_date, 'transfer'
    FROM invoice WHERE id BETWEEN ? AND ? AND id % 4 > 0"""


def fill(path: Path, clients: int, count: int) -> None:
    """Add invoices until there are `count`, three quarters of them paid, and say how fast that went."""
    database = open_database(path)
    ((present,),) = database.sql("SELECT coalesce(max(id), 0) FROM invoice")
    started = time.perf_counter()
    for first in range(present + 1, count + 1, _STEP):
        _add(database, first, min(first + _STEP - 1, count), clients)
    if present < count:
        rate = (count - present) / (time.perf_counter() - started)
        print(f"{path.name}: {count:,} invoices, {rate:,.0f} a second", flush=True)
    database.close_all()


def _add(database: Database, first: int, last: int, clients: int) -> None:
    with database.transaction():
        database.sql(_INVOICES, first, last, clients)
        database.sql(_PAYMENTS, first, last)
