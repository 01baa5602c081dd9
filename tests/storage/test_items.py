"""What belongs to a client is added, changed, deleted, brought back and undone, with steps in the history."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tui_clients.domain.choices import InvoiceState, ProjectStatus
from tui_clients.domain.client import Client, Contact, Document, Note, now
from tui_clients.domain.invoice import Invoice, Payment
from tui_clients.domain.items import Item, ItemKind, kind_of
from tui_clients.domain.project import Project
from tui_clients.errors import EditConflict, Refused
from tui_clients.storage import history, item_steps, trash
from tui_clients.storage.clients import Clients
from tui_clients.storage.contacts import Contacts, Notes
from tui_clients.storage.database import Database
from tui_clients.storage.invoices import Invoices
from tui_clients.storage.items import Items
from tui_clients.storage.projects import Projects

DAY, DUE = date(2026, 1, 5), date(2026, 1, 19)


@pytest.fixture
def client(clients: Clients) -> Client:
    clients.add(Client(name="Another"), "me")
    return clients.add(Client(name="Anna"), "me")


@pytest.fixture
def items(database: Database) -> Items:
    return Items(database)


def invoice(client: Client, number: str = "R-1", **values: object) -> Invoice:
    return replace(Invoice(number, DAY, DUE, "EUR", 1000, client_id=client.id), **values)  # type: ignore[arg-type]


def steps(database: Database, client: Client) -> list[tuple[str, dict[str, tuple[str, str]]]]:
    return [(change.by, dict(change.fields)) for change in history.of_client(database, client.id)][:-1]


def one_of_each(client: Client) -> list[Item]:
    return [
        Project("Web\nsite", ProjectStatus.ON_HOLD, DAY, None, 500, "JPY", client_id=client.id),
        invoice(client, state=InvoiceState.DRAFT, note="a\r\nb", total=-5),
        Contact("Bo [/]", "boss", "b@example.com", "+4930123456", "=1+1", client_id=client.id),
        Note("first\x00\x1b[31m\nsecond 😀", "kim", now(), client_id=client.id),
    ]


def test_each_kind_is_kept_as_given_and_changed_deleted_and_brought_back(
    database: Database, items: Items, client: Client
) -> None:
    for given in one_of_each(client):
        kind = kind_of(given)
        added = items.add(given, "kim")
        uid: dict[str, Any] = {"uid": added.uid} if isinstance(added, Project | Invoice) else {}
        assert added == replace(given, id=added.id, version=1, **uid)
        assert items.get(kind, added.id) == added
        assert items.of_owner(kind, client.id) == [added]
        names = {ItemKind.INVOICE: "number", ItemKind.NOTE: "text"}
        name: dict[str, Any] = {names.get(kind, "name"): "x"}
        changed = items.update(replace(added, **name), "lee")
        assert changed == replace(added, **name, version=2)
        assert items.update(changed, "lee") == changed
        assert trash.delete(database, kind, [added.id, added.id, 99], "kim") == 1
        assert items.of_owner(kind, client.id) == []
        assert trash.restore(database, kind, [added.id], "kim") == [added.id]
        assert items.of_owner(kind, client.id) == [replace(changed, version=3)]
    assert len(steps(database, client)) == 16
    assert steps(database, client)[:4] == [
        ("kim", {"notes": ("", "x")}),
        ("kim", {"notes": ("x", "")}),
        ("lee", {"notes": ("first\x00\x1b[31m second 😀", "x")}),
        ("kim", {"notes": ("", "first\x00\x1b[31m second 😀")}),
    ]
    stores = (Projects(database), Invoices(database), Contacts(database), Notes(database))
    assert [len(store.of_client(client.id)) for store in stores] == [1, 1, 1, 1]


def test_a_second_editor_sees_the_conflict_and_loses_nothing(items: Items, database: Database, client: Client) -> None:
    added = items.add(Contact("Bo", client_id=client.id), "kim")
    mine = items.update(replace(added, role="boss"), "lee")
    with pytest.raises(EditConflict, match="Bo was changed by lee") as conflict:
        items.update(replace(added, role="clerk"), "kim")
    assert conflict.value.current == mine
    trash.delete(database, ItemKind.CONTACT, [added.id], "lee")
    with pytest.raises(EditConflict, match="was deleted") as conflict:
        items.update(replace(mine, role="clerk"), "kim")
    assert conflict.value.current is None
    another = items.add(Contact("Cy", client_id=client.id), "kim")
    assert another.id != added.id


def test_payments_change_their_invoice_and_an_edited_invoice_keeps_them(
    items: Items, database: Database, client: Client
) -> None:
    stored = items.add(invoice(client), "kim")
    paid = items.add(Payment(300, DAY, "cash", invoice_id=stored.id), "kim")
    again = items.add(Payment(200, DUE, invoice_id=stored.id), "kim")
    present = items.get(ItemKind.INVOICE, stored.id)
    assert isinstance(present, Invoice)
    assert (present.paid, present.version, [p.id for p in present.payments]) == (500, 3, [paid.id, again.id])
    with pytest.raises(EditConflict):
        items.update(replace(stored, note="x"), "kim")
    with pytest.raises(EditConflict):
        items.update(replace(paid, amount=301), "kim")  # read with an older invoice
    noted = items.update(replace(present, note="x", payments=()), "kim")
    assert isinstance(noted, Invoice)
    assert noted.payments == present.payments
    items.update(replace(noted.payments[0], amount=301), "kim")
    assert trash.delete(database, ItemKind.PAYMENT, [again.id], "kim") == 1
    assert [p.amount for p in Invoices(database).of_client(client.id)[0].payments] == [301]
    trash.delete(database, ItemKind.INVOICE, [stored.id], "kim")
    with pytest.raises(Refused):
        trash.restore(database, ItemKind.PAYMENT, [again.id], "kim")
    trash.restore(database, ItemKind.INVOICE, [stored.id], "kim")
    trash.restore(database, ItemKind.PAYMENT, [again.id], "kim")
    assert [p.amount for p in Invoices(database).of_client(client.id)[0].payments] == [301, 200]
    assert steps(database, client)[-2][1] == {"invoices": ("", "R-1: 3.00 EUR, 2026-01-05")}


def test_a_project_comes_back_with_its_invoices(items: Items, database: Database, client: Client) -> None:
    project = items.add(Project("Web", client_id=client.id), "kim")
    stored = items.add(invoice(client, project="Web"), "kim")
    with pytest.raises(Refused) as refused:
        items.add(invoice(client, "R-2", project="Shop"), "kim")
    assert refused.value.field == "project"
    trash.delete(database, ItemKind.PROJECT, [project.id], "kim")
    assert [i.project for i in Invoices(database).of_client(client.id)] == [""]
    trash.restore(database, ItemKind.PROJECT, [project.id], "kim")
    assert [i.project for i in Invoices(database).of_client(client.id)] == ["Web"]
    trash.delete(database, ItemKind.INVOICE, [stored.id], "kim")
    trash.restore(database, ItemKind.INVOICE, [stored.id], "kim")
    assert [i.project for i in Invoices(database).of_client(client.id)] == ["Web"]


def test_steps_are_undone_one_after_the_other_and_again(items: Items, database: Database, client: Client) -> None:
    def last() -> int:
        return history.of_client(database, client.id)[0].id

    added = items.add(invoice(client, note="old"), "kim")
    first = last()
    items.update(replace(added, note="new", total=7), "kim")
    second = last()
    assert item_steps.undoable(database, client.id) == {second}
    with pytest.raises(Refused, match="changed since"):
        trash.undo(database, first, "lee")
    trash.undo(database, second, "lee")
    assert [(i.note, i.total) for i in Invoices(database).of_client(client.id)] == [("old", 1000)]
    assert steps(database, client)[0] == (
        "lee",
        {"invoices": ("R-1 (total 0.07 EUR, note new)", "R-1 (total 10.00 EUR, note old)")},
    )
    trash.undo(database, last(), "lee")
    assert [(i.note, i.total) for i in Invoices(database).of_client(client.id)] == [("new", 7)]
    paid = items.add(Payment(300, DAY, invoice_id=added.id), "kim")
    trash.undo(database, last(), "kim")
    assert Invoices(database).of_client(client.id)[0].payments == ()
    trash.undo(database, last(), "kim")
    assert Invoices(database).of_client(client.id)[0].payments == (paid,)
    with pytest.raises(Refused, match="cannot be undone"):
        trash.undo(database, 1, "kim")


def test_what_is_in_the_trash_is_listed_with_name_and_author(items: Items, database: Database, client: Client) -> None:
    added = [items.add(invoice(client, number), "kim") for number in ("R-1", "R-2")]
    items.add(Payment(300, DAY, invoice_id=added[0].id), "kim")
    paid = items.of_owner(ItemKind.PAYMENT, added[0].id)
    trash.delete(database, ItemKind.PAYMENT, [each.id for each in paid], "lee")
    trash.delete(database, ItemKind.INVOICE, [each.id for each in added], "kim")
    found = item_steps.trash_of_list(database, ItemKind.INVOICE, client.id)
    assert [(each.kind, each.id, each.name, each.by) for each in found] == [
        (ItemKind.INVOICE, added[0].id, "R-1", "kim"),
        (ItemKind.INVOICE, added[1].id, "R-2", "kim"),
    ]
    trash.restore(database, ItemKind.INVOICE, [added[0].id], "kim")
    of_invoices = [item_steps.trash_of_list(database, ItemKind.PAYMENT, each.id) for each in added]
    assert [[(each.kind, each.id, each.name, each.by) for each in found] for found in of_invoices] == [
        [(ItemKind.PAYMENT, paid[0].id, "R-1: 3.00 EUR, 2026-01-05", "lee")],
        [],
    ]


def test_nothing_is_kept_of_a_client_in_the_trash(items: Items, clients: Clients, client: Client) -> None:
    clients.delete([client.id], "kim")
    for item in (*one_of_each(client), Document("x", client_id=client.id), Payment(1, DAY, invoice_id=9)):
        with pytest.raises(Refused):
            items.add(item, "kim")
