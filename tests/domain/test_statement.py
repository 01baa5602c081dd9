"""The statement of account: what counts on which day, and that nothing is lost between balances."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.totals import totals
from tui_clients.domain.ageing import Age
from tui_clients.domain.choices import InvoiceState
from tui_clients.domain.invoice import Invoice, Payment
from tui_clients.domain.statement import Kind, Statement, statements

FIRST = date(2026, 1, 1)
DAYS = st.integers(0, 400).map(lambda days: FIRST + timedelta(days=days))
AMOUNTS = st.integers(-(10**15), 10**15)
INVOICES = st.lists(
    st.builds(
        Invoice,
        st.sampled_from(("R-1", "R-2", "")),
        DAYS,
        DAYS,
        st.sampled_from(("EUR", "JPY")),
        AMOUNTS,
        st.sampled_from(InvoiceState),
        st.lists(st.builds(Payment, AMOUNTS, DAYS), max_size=3).map(tuple),
    ),
    max_size=8,
)


def day(number: int, month: int = 3) -> date:
    return date(2026, month, number)


def invoice(
    number: str, on: date, total: int, *paid: tuple[int, date], state: InvoiceState = InvoiceState.ISSUED
) -> Invoice:
    payments = tuple(Payment(amount, when, "bank") for amount, when in paid)
    return Invoice(number, on, on + timedelta(days=14), "EUR", total, state, payments)


def by_currency(found: tuple[Statement, ...]) -> dict[str, Statement]:
    return {each.currency: each for each in found}


@given(INVOICES, DAYS, DAYS)
def test_opening_and_invoices_less_payments_are_closing_which_is_what_has_an_age_less_the_credit(
    invoices: list[Invoice], one: date, other: date
) -> None:
    for each in statements(invoices, min(one, other), max(one, other)):
        assert each.opening + each.invoiced - each.paid == each.closing == each.ageing.balance
        assert all(sum_ >= 0 for sum_ in (*each.ageing.open.values(), each.ageing.credit))
        assert [entry.on for entry in each.entries] == sorted(entry.on for entry in each.entries)


@given(INVOICES, st.lists(DAYS, min_size=3, max_size=3).map(sorted))
def test_two_adjoining_periods_chain_and_are_the_whole(invoices: list[Invoice], days: list[date]) -> None:
    start, middle, end = days
    after = middle + timedelta(days=1)
    end = max(end, after)
    first, second, whole = (
        by_currency(statements(invoices, *period)) for period in ((start, middle), (after, end), (start, end))
    )
    for currency, later in second.items():
        assert later.opening == (first[currency].closing if currency in first else 0)
        assert whole[currency].closing == later.closing
        earlier = list(first[currency].entries) if currency in first else []
        assert [*earlier, *later.entries] == list(whole[currency].entries)


@given(INVOICES)
def test_from_the_beginning_to_the_end_of_days_it_closes_with_what_is_open(invoices: list[Invoice]) -> None:
    is_open = {sums.currency: sums.open for sums in totals(invoices, date.max)}
    found = statements(invoices, None, date.max)
    assert {each.currency: each.closing for each in found} == {
        c: o for c, o in is_open.items() if c in by_currency(found)
    }
    assert all(each.opening == 0 for each in found)


def test_each_movement_counts_on_its_day_and_drafts_and_canceled_invoices_never() -> None:
    (found,) = statements(
        [
            invoice("before", day(1, 1), 100, (40, day(28, 2)), (10, day(2))),
            invoice("draft", day(5), 1000, (7, day(5)), state=InvoiceState.DRAFT),
            invoice("canceled", day(5), 1000, (7, day(5)), state=InvoiceState.CANCELED),
            invoice("inside", day(2), 200, (250, day(31))),
            invoice("after", day(1, 4), 500),
        ],
        day(1),
        day(31),
    )
    assert (found.opening, found.invoiced, found.paid, found.closing) == (60, 200, 260, 0)
    assert [(e.on.day, e.kind, e.number, e.amount, e.balance) for e in found.entries] == [
        (2, Kind.INVOICE, "inside", 200, 260),
        (2, Kind.PAYMENT, "before", -10, 250),
        (31, Kind.PAYMENT, "inside", -250, 0),
    ]
    assert (found.ageing.open[Age.TO_90], found.ageing.credit) == (50, 50)


def test_what_is_paid_before_there_is_an_invoice_is_a_credit_until_then() -> None:
    advance = [invoice("later", day(1, 5), 300, (300, day(1)))]
    (found,) = statements(advance, None, day(31))
    assert (found.closing, found.ageing.credit, sum(found.ageing.open.values())) == (-300, 300, 0)
    assert statements(advance, None, day(2, 5))[0].closing == 0


def test_an_account_without_a_movement_has_no_statement() -> None:
    assert statements([], None, day(1)) == ()
    assert statements([invoice("later", day(2), 300)], None, day(1)) == ()


def test_the_age_is_counted_from_the_day_after_the_due_date() -> None:
    due = FIRST + timedelta(days=14)
    for days, age in ((0, Age.CURRENT), (1, Age.TO_30), (30, Age.TO_30), (31, Age.TO_60), (60, Age.TO_60),
                      (61, Age.TO_90), (90, Age.TO_90), (91, Age.OVER_90)):  # fmt: skip
        (found,) = statements([invoice("1", FIRST, 7)], None, due + timedelta(days=days))
        assert {span for span, sum_ in found.ageing.open.items() if sum_} == {age}
