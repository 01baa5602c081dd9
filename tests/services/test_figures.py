"""Figures for the charts: by status, by month and by age, each currency by itself."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tui_clients.domain.ageing import Age
from tui_clients.domain.choices import InvoiceState, InvoiceStatus, ProjectStatus
from tui_clients.domain.client import Client
from tui_clients.domain.invoice import Invoice, Payment
from tui_clients.domain.project import Project
from tui_clients.services import figures
from tui_clients.services.figures import Figures, Month
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database
from tui_clients.storage.invoices import Invoices
from tui_clients.storage.projects import Projects

TODAY = date(2026, 3, 15)


def stored(database: Database) -> int:
    return Clients(database).add(Client("Anna"), "kim").id


def figures_of(database: Database, invoices: Sequence[Invoice]) -> tuple[Figures, ...]:
    client_id = stored(database)
    with database.transaction():
        Invoices(database).add_many(replace(each, client_id=client_id) for each in invoices)
    return figures.of_client(database, client_id, TODAY)


def invoice(
    on: date,
    total: int,
    currency: str = "EUR",
    state: InvoiceState = InvoiceState.ISSUED,
    payments: tuple[Payment, ...] = (),
) -> Invoice:
    return Invoice("1", on, on, currency, total, state, payments)


def test_invoices_are_counted_by_where_they_stand_today(database: Database) -> None:
    yesterday, tomorrow = date(2026, 3, 14), date(2026, 3, 16)
    part = (Payment(40, yesterday),)
    invoices = [
        invoice(yesterday, 100),
        invoice(yesterday, 100, payments=part),
        invoice(tomorrow, 100, payments=part),
        invoice(tomorrow, 100, state=InvoiceState.DRAFT),
    ]
    found = figures_of(database, invoices)[0].by_status
    assert found.counts == {InvoiceStatus.DRAFT: 1, InvoiceStatus.PARTIAL: 1, InvoiceStatus.OVERDUE: 2}
    assert found.amounts == {InvoiceStatus.DRAFT: 100, InvoiceStatus.PARTIAL: 100, InvoiceStatus.OVERDUE: 200}
    assert (
        list(found.counts) == list(found.amounts) == [InvoiceStatus.DRAFT, InvoiceStatus.PARTIAL, InvoiceStatus.OVERDUE]
    )


def test_projects_are_counted_by_status(database: Database) -> None:
    client_id, other = stored(database), stored(database)
    projects = [Project("a", ProjectStatus.FINISHED), Project("b", ProjectStatus.FINISHED), Project("c")]
    with database.transaction():
        Projects(database).add_many(replace(project, client_id=client_id) for project in projects)
        Projects(database).add(Project("d", client_id=other))
    assert Projects(database).by_status(client_id) == {ProjectStatus.NOT_STARTED: 1, ProjectStatus.FINISHED: 2}


def test_an_invoice_counts_in_its_month_and_a_payment_in_the_month_it_came_in(database: Database) -> None:
    late = invoice(date(2025, 12, 31), 1000, payments=(Payment(600, date(2026, 3, 1)),))
    (found,) = figures_of(database, [late, invoice(date(2024, 3, 31), 1)])
    assert len(found.months) == figures.MOST_MONTHS
    assert (found.months[0].first, found.months[0].invoiced) == (date(2024, 4, 1), 0)
    assert found.months[-4:] == [
        Month(date(2025, 12, 1), 1000, 0),
        Month(date(2026, 1, 1), 0, 0),
        Month(date(2026, 2, 1), 0, 0),
        Month(date(2026, 3, 1), 0, 600),
    ]


def test_each_currency_has_figures_of_its_own_without_drafts_and_canceled_invoices(database: Database) -> None:
    invoices = [
        invoice(TODAY, 1),
        invoice(TODAY, 20, "USD"),
        invoice(TODAY, 300, state=InvoiceState.DRAFT),
        invoice(TODAY, 4000, state=InvoiceState.CANCELED),
        invoice(date(2024, 3, 31), 50000),
    ]
    euros, dollars = figures_of(database, invoices)
    assert (euros.currency, dollars.currency) == ("EUR", "USD")
    assert sum(month.invoiced for month in euros.months) == 1
    assert (euros.ageing.open[Age.CURRENT], euros.ageing.open[Age.OVER_90]) == (1, 50000)
    assert (dollars.totals.open, dollars.ageing.balance, dollars.months[-1].invoiced) == (20, 20, 20)
    assert figures_of(database, []) == ()


def test_what_was_paid_too_much_is_a_credit_and_has_no_age(database: Database) -> None:
    late = date(2025, 1, 1)
    (found,) = figures_of(database, [invoice(late, 100, payments=(Payment(130, late),)), invoice(late, 50)])
    assert (found.ageing.open[Age.OVER_90], found.ageing.credit, found.ageing.balance) == (50, 30, found.totals.open)
