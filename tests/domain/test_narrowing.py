import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests import strategies
from tui_clients.domain import narrowing
from tui_clients.domain.conditions import OneOf
from tui_clients.domain.query_parser import QueryMistake, parse
from tui_clients.domain.query_values import folded


@given(name=strategies.text())
@example(name="a, b")
@example(name='say "x" now')
@example(name='"')
@example(name='""", "x')
@example(name="-x")
@example(name="Öl & Gas: [/]")
@example(name="=1+1")
def test_a_category_is_asked_for_exactly_or_not_at_all(name: str) -> None:
    query = narrowing.of_category(name)
    if query and name:
        assert parse(query) == (OneOf("category", (folded(name),)),)
    if name.isascii() and name.isprintable() and name.strip() and len(name) < 100:
        assert query


def test_a_country_that_is_no_country_cannot_be_asked_for() -> None:
    assert narrowing.of_country("DE") == "country:DE"
    assert narrowing.of_country("") == "-has:country"
    assert narrowing.of_country("Atlantis") == narrowing.NOTHING


@given(text=st.text(max_size=30))
@example(text='"open quotation')
@example(text="category:a,")
@example(text="name:")
@example(text="-")
@example(text="030 12 34")
def test_a_narrowed_query_asks_for_all_of_both(text: str) -> None:
    try:
        before = parse(text)
    except QueryMistake:
        return
    term = narrowing.of_category("x y")
    both = narrowing.narrowed(text, term)
    assert {*parse(both)} == {*before, *parse(term)}
    assert narrowing.narrowed(both, term) == both


@pytest.mark.parametrize(
    "query",
    [
        narrowing.OPEN,
        narrowing.in_currency(narrowing.OVERDUE, "EUR"),
        narrowing.in_currency(narrowing.CREDIT, "?!"),
        narrowing.added_in(12, 3),
    ],
)
def test_what_the_overview_asks_for_is_understood(query: str) -> None:
    assert len(parse(query)) == 1
