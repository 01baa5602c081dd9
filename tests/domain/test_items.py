"""The table of what belongs to a client: texts become values and back, and what is wrong is said by codes."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import strategies
from tests.whole_databases import invoices, projects
from tui_clients.domain.choices import InvoiceState
from tui_clients.domain.client import Contact, Document, Note
from tui_clients.domain.dates import Order
from tui_clients.domain.invoice import Invoice, Move, Payment
from tui_clients.domain.items import FIELDS, Item, Notation, Surroundings, from_record, kind_of, problems, to_record
from tui_clients.domain.project import Project
from tui_clients.domain.validate import Code

GERMAN = Notation(",", Order.DMY, "%d.%m.%Y", "EUR", "DE")
AMERICAN = Notation(".", Order.MDY, "%m/%d/%Y", "USD", "US")
DAY = date(2026, 3, 4)
INVOICE = Invoice("R-1", DAY, DAY, "EUR", 0, client_id=1)
PROJECT = Project("Web", currency="EUR")


def codes(base: Item, how: Notation = GERMAN, **record: str) -> list[tuple[str, Code]]:
    return [(problem.field, problem.code) for problem in from_record(base, record, how)[1]]


@settings(max_examples=60)
@given(
    st.one_of(
        invoices(),
        projects(),
        st.builds(Contact, *[strategies.text()] * 5),
        st.builds(Note, strategies.text()),
        st.builds(Payment, st.integers(-(10**15), 10**15), st.dates(), strategies.text()),
        st.builds(Document, strategies.text(), strategies.text()),
    ),
    st.sampled_from((GERMAN, AMERICAN, Notation(currency="JPY"))),
)
def test_every_item_is_itself_again_from_its_texts(item: Item, how: Notation) -> None:
    assert list(to_record(item, how)) == [field.name for field in FIELDS[kind_of(item)]]
    assert from_record(item, to_record(item, how), how)[0] == item
    days = {name: text for name, text in to_record(item, how).items() if name in ("issue_date", "due_date", "on")}
    blank = replace(item, **dict.fromkeys(days, DAY))  # type: ignore[arg-type]
    read = from_record(blank, days, how)[0]
    assert [getattr(read, name) for name in days] == [getattr(item, name) for name in days]


@pytest.mark.parametrize(
    ("how", "text", "day"), [(GERMAN, "1.234,50", "31.12.2026"), (AMERICAN, "1,234.50", "12/31/2026")]
)
def test_amounts_and_days_are_typed_as_the_locale_writes_them(how: Notation, text: str, day: str) -> None:
    given = {"total": text, "due_date": day, "currency": " usd ", "number": " R  2 ", "state": "Entwurf"}
    item, found = from_record(INVOICE, given, how)
    due = date(2026, 12, 31)
    assert found == []
    assert item == replace(INVOICE, total=123450, due_date=due, currency="USD", number="R 2", state=InvoiceState.DRAFT)
    assert to_record(item, how)["total"] == f"1234{how.decimal_sign}50"
    assert to_record(item, how)["due_date"] == day
    yen = from_record(item, {"total": to_record(item, how)["total"], "currency": "JPY"}, how)
    assert [problem.code for problem in yen[1]] == [Code.AMOUNT]  # there is no half a yen


def test_what_is_wrong_is_said_beside_its_field_and_the_rest_is_read() -> None:
    assert codes(INVOICE, total="=1+1") == [("total", Code.AMOUNT)]
    assert codes(INVOICE, total="100000000000000000000") == [("total", Code.TOO_LARGE)]
    assert codes(INVOICE, total="", issue_date=" ") == [("issue_date", Code.REQUIRED), ("total", Code.REQUIRED)]
    assert codes(INVOICE, due_date="31.02.2026", number="") == [("number", Code.REQUIRED), ("due_date", Code.DATE)]
    assert codes(INVOICE, due_date="3.3.2026") == [("due_date", Code.BEFORE_ISSUE)]
    assert codes(INVOICE, currency="EURO") == [("currency", Code.CURRENCY)]
    assert codes(INVOICE, currency="XXQ", total="5") == [("currency", Code.CURRENCY)]
    assert codes(INVOICE, state="perhaps") == [("state", Code.CHOICE)]
    assert codes(INVOICE, number="x" * 101, note="x" * 100_001) == [("number", Code.TOO_LONG), ("note", Code.TOO_LONG)]
    assert codes(Payment(0, DAY), amount="0,00") == [("amount", Code.NO_AMOUNT)]
    assert codes(PROJECT, budget="-1", start="1.2.26", deadline="1.1.26") == [
        ("deadline", Code.BEFORE_START),
        ("budget", Code.BELOW_ZERO),
    ]
    assert codes(PROJECT, budget="5", currency="") == [("currency", Code.REQUIRED)]
    assert codes(Contact(""), name=" ", email="nope", phone="call her") == [
        ("name", Code.REQUIRED),
        ("email", Code.EMAIL),
        ("phone", Code.PHONE),
    ]
    read, _found = from_record(INVOICE, {"total": "x", "note": "kept"}, GERMAN)
    assert (getattr(read, "total", None), getattr(read, "note", None)) == (0, "kept")


def test_what_stands_around_an_invoice_is_judged_too() -> None:
    item = replace(INVOICE, project="Shop", currency="USD")
    around = Surroundings(("Web",), is_number_taken=True, paid_in="EUR")
    assert [(problem.field, problem.code) for problem in problems(item, around)] == [
        ("number", Code.NUMBER_TAKEN),
        ("currency", Code.PAID),
        ("project", Code.PROJECT),
    ]
    assert problems(item, Surroundings(("Shop",), paid_in="USD")) == problems(item) == []


def test_a_payment_above_what_is_open_is_told_by_how_much() -> None:
    paid = replace(INVOICE, total=1000, payments=(Payment(300, DAY, id=1), Payment(200, DAY, id=2)))
    cases = {Payment(500, DAY): 0, Payment(501, DAY): 1, Payment(801, DAY, id=1): 1, Payment(-5, DAY): 0}
    assert {payment: paid.excess(payment) for payment in cases} == cases
    over = replace(paid, payments=(*paid.payments, Payment(600, DAY, id=3)))
    assert over.excess(Payment(50, DAY)) == 50
    assert over.excess(Payment(-50, DAY)) == 0


def test_only_some_decisions_make_sense() -> None:
    allowed = {state: [move for move in Move if replace(INVOICE, state=state).after(move)] for state in InvoiceState}
    assert allowed == {
        InvoiceState.DRAFT: [Move.ISSUE, Move.CANCEL],
        InvoiceState.ISSUED: [Move.CANCEL],
        InvoiceState.CANCELED: [Move.REOPEN],
    }
