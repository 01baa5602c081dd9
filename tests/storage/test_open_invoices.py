"""What is open is kept by the database: after any change, and made anew where it was not."""

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from peewee import sqlite3 as library  # type: ignore[attr-defined]

from tests.storage.first_schema import first_schema
from tests.totals import totals
from tui_clients.domain.choices import InvoiceState
from tui_clients.domain.client import Client
from tui_clients.domain.invoice import Invoice, Payment
from tui_clients.domain.query import Query, Sort
from tui_clients.services import reindexing
from tui_clients.storage import checking, open_invoices, overview, owing
from tui_clients.storage.checking import Fault
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database, open_database
from tui_clients.storage.invoices import Invoices

TODAY = date(2026, 6, 15)
SEED = 7


def invented(chance: random.Random, client_id: int, number: int) -> Invoice:
    total = chance.choice((0, 100, 5_000, -300))
    payments = tuple(Payment(chance.choice((total, total // 2, 50)), TODAY) for _ in range(chance.randrange(3)))
    due = date(2026, chance.randrange(5, 8), 15)
    state = chance.choice((*InvoiceState, InvoiceState.ISSUED))
    return Invoice(
        f"R-{number}", TODAY, due, chance.choice(("EUR", "JPY")), total, state, payments, client_id=client_id
    )


@pytest.fixture
def filled(database: Database) -> Database:
    """A database in which clients and invoices came, changed and went, in all ways there are."""
    chance, clients, invoices = random.Random(SEED), Clients(database), Invoices(database)
    with database.transaction():
        people = [Client(f"Client {n}", company_name="Berg" * (n % 2), country="DE" * (n % 3 == 1)) for n in range(15)]
        *ids, _a, _b, _c = [client.id for client in clients.add_many(people, "me")]
        stored = [invoices.add(invented(chance, chance.choice(ids), number)) for number in range(150)]
        for invoice in chance.sample(stored, 60):
            changed = invented(chance, chance.choice(ids), invoice.id)
            invoices.update(replace(changed, id=invoice.id, uid=invoice.uid, version=invoice.version))
        database.sql("DELETE FROM invoice WHERE id % 10 = 3")
        database.sql("UPDATE payment SET amount = amount + 7 WHERE id % 5 = 1")
        database.sql("UPDATE payment SET invoice_id = 1 WHERE id % 17 = 2")
        database.sql("DELETE FROM payment WHERE id % 6 = 0")
        database.sql("DELETE FROM client WHERE id = ?", ids[0])
    clients.delete(ids[1:3], "me")
    return database


def owed(database: Database) -> dict[str, tuple[int, int]]:
    """Return what is open and overdue by currency, as the index has it; credit taken off."""
    with owing.owing(database, TODAY, None) as amounts, overview.found(database, Query()) as found:
        figures = [amounts.of(found, currency, 0)[0] for currency in open_invoices.currencies(database)]
    return {one.currency: (one.open - one.credit, one.overdue) for one in figures}


def test_what_is_open_is_what_the_invoices_say(filled: Database) -> None:
    ids = [row.id for row in Clients(filled).rows(range(1, 20))]
    everything = [invoice for those in Invoices(filled).of_clients(ids).values() for invoice in those]
    assert len(everything) > 80
    expected = {one.currency: (one.open, one.overdue) for one in totals(everything, TODAY)}
    assert owed(filled) == expected
    assert all(amount for pair in expected.values() for amount in pair)
    assert list(checking.check(filled)) == []


@pytest.mark.parametrize("is_descending", [False, True])
@pytest.mark.parametrize("field", ["name", "company_name", "email", "country", "category", "created_at"])
def test_who_owes_stands_in_the_order_of_the_list(filled: Database, field: str, is_descending: bool) -> None:
    clients, sort = Clients(filled), Sort(field, is_descending, "DE AT")
    everybody = clients.find(Query(sort=sort))
    for text in ("open:>0", "open:<0", "has:overdue", "overdue:>0EUR", "-has:overdue"):
        found = clients.find(Query(text, sort=sort))
        assert found
        assert list(found) == [id_ for id_ in everybody if id_ in set(found)]
    some = frozenset(everybody[2:6])
    both = clients.find(Query("open:>0", sort=sort, ids=some))
    assert set(both) == some & set(clients.find(Query("open:>0")))


def test_sums_and_parts_that_were_changed_are_found_and_made_anew(filled: Database) -> None:
    before = owed(filled)
    filled.sql("UPDATE invoice SET paid = paid + 1 WHERE id IN (2, 4)")
    filled.sql("DROP INDEX invoice_open")
    filled.sql("DROP TRIGGER payment_update")
    filled.sql("UPDATE payment SET amount = amount + 5 WHERE id = (SELECT min(id) FROM payment)")
    found = [(finding.fault, finding.table) for finding in checking.check(filled)]
    assert found[:2] == [(Fault.OPEN_INDEX, "invoice_open"), (Fault.OPEN_INDEX, "payment_update")]
    assert found[2:] == [(Fault.PAID, "invoice")] * 3
    reindexing.sum_up(filled)
    filled.sql("UPDATE payment SET amount = amount - 5 WHERE id = (SELECT min(id) FROM payment)")
    assert list(checking.check(filled)) == []
    assert owed(filled) == before


def test_an_older_database_is_summed_up_when_it_is_opened(tmp_path: Path) -> None:
    first_schema(tmp_path / "clients.db")
    raw = library.connect(tmp_path / "clients.db", isolation_level=None)
    for id_, state in ((1, "issued"), (2, "issued"), (3, "draft")):
        values = (id_, f"i{id_}", 1, None, f"R-{id_}", "2026-01-01", "2026-02-01", "EUR", 1000, state, "", 1)
        raw.execute("INSERT INTO invoice VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
    raw.executemany("INSERT INTO payment VALUES (?, ?, ?, '2026-01-05', '')", [(1, 1, 300), (2, 1, 200), (3, 2, 1000)])
    raw.close()
    database = open_database(tmp_path / "clients.db")
    assert owed(database) == {"EUR": (500, 500)}
    assert Clients(database).count(Query("has:overdue")) == 1
    assert Clients(database).count(Query("open:5")) == 1
    reindexing.rebuild(database)
    database.close_all()
