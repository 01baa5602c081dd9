"""Figures for the charts: by status, by month and by age, each currency by itself."""

from datetime import date

from tui_clients.domain.ageing import Age
from tui_clients.domain.choices import InvoiceState, InvoiceStatus, ProjectStatus
from tui_clients.domain.invoice import Invoice, Payment
from tui_clients.domain.project import Project
from tui_clients.services.figures import Month, by_month, invoices_by_status, of_invoices, projects_by_status

TODAY = date(2026, 3, 15)


def invoice(
    on: date,
    total: int,
    currency: str = "EUR",
    state: InvoiceState = InvoiceState.ISSUED,
    payments: tuple[Payment, ...] = (),
) -> Invoice:
    return Invoice("1", on, on, currency, total, state, payments)


def test_invoices_are_counted_by_where_they_stand_today() -> None:
    yesterday, tomorrow = date(2026, 3, 14), date(2026, 3, 16)
    part = (Payment(40, yesterday),)
    found = invoices_by_status(
        [
            invoice(yesterday, 100),
            invoice(yesterday, 100, payments=part),
            invoice(tomorrow, 100, payments=part),
            invoice(tomorrow, 100, state=InvoiceState.DRAFT),
        ],
        TODAY,
    )
    assert found.counts == {InvoiceStatus.DRAFT: 1, InvoiceStatus.PARTIAL: 1, InvoiceStatus.OVERDUE: 2}
    assert found.amounts == {InvoiceStatus.DRAFT: 100, InvoiceStatus.PARTIAL: 100, InvoiceStatus.OVERDUE: 200}
    assert (
        list(found.counts) == list(found.amounts) == [InvoiceStatus.DRAFT, InvoiceStatus.PARTIAL, InvoiceStatus.OVERDUE]
    )


def test_projects_are_counted_by_status() -> None:
    projects = [Project("a", ProjectStatus.FINISHED), Project("b", ProjectStatus.FINISHED), Project("c")]
    assert projects_by_status(projects) == {ProjectStatus.NOT_STARTED: 1, ProjectStatus.FINISHED: 2}


def test_the_months_end_with_this_one_and_cross_the_year() -> None:
    months = by_month([], TODAY, 4)
    assert [month.first for month in months] == [
        date(2025, 12, 1),
        date(2026, 1, 1),
        date(2026, 2, 1),
        date(2026, 3, 1),
    ]


def test_an_invoice_counts_in_its_month_and_a_payment_in_the_month_it_came_in() -> None:
    months = by_month([invoice(date(2026, 1, 31), 1000, payments=(Payment(600, date(2026, 3, 1)),))], TODAY, 3)
    assert months == [
        Month(date(2026, 1, 1), 1000, 0),
        Month(date(2026, 2, 1), 0, 0),
        Month(date(2026, 3, 1), 0, 600),
    ]


def test_each_currency_has_figures_of_its_own_without_drafts_and_canceled_invoices() -> None:
    invoices = [
        invoice(TODAY, 1),
        invoice(TODAY, 20, "USD"),
        invoice(TODAY, 300, state=InvoiceState.DRAFT),
        invoice(TODAY, 4000, state=InvoiceState.CANCELED),
        invoice(date(2024, 3, 31), 50000),
    ]
    euros, dollars = of_invoices(invoices, TODAY)
    assert (euros.currency, dollars.currency) == ("EUR", "USD")
    assert sum(month.invoiced for month in euros.months) == 1
    assert (euros.ageing.open[Age.CURRENT], euros.ageing.open[Age.OVER_90]) == (1, 50000)
    assert (dollars.totals.open, dollars.ageing.balance, dollars.months[-1].invoiced) == (20, 20, 20)
    assert of_invoices([], TODAY) == ()


def test_what_was_paid_too_much_is_a_credit_and_has_no_age() -> None:
    late = date(2025, 1, 1)
    (found,) = of_invoices([invoice(late, 100, payments=(Payment(130, late),)), invoice(late, 50)], TODAY)
    assert (found.ageing.open[Age.OVER_90], found.ageing.credit, found.ageing.balance) == (50, 30, found.totals.open)
