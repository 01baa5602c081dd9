from datetime import date

import pytest

from tui_clients.domain.conditions import Added, Word
from tui_clients.domain.dates import DateRange
from tui_clients.domain.query import Query, Sort
from tui_clients.domain.query_parser import QueryMistake

THIS_YEAR = DateRange(date(2026, 1, 1), date(2026, 12, 31))


def test_a_query_asks_for_what_was_typed_and_for_the_chosen_days() -> None:
    assert Query().conditions() == ()
    assert Query("Anna").conditions() == (Word(("anna",)),)
    assert Query("Anna", added=THIS_YEAR).conditions() == (Word(("anna",)), Added(THIS_YEAR))
    assert Query(added=THIS_YEAR, ids=frozenset([1])).conditions() == (Added(THIS_YEAR),)


def test_a_query_with_a_mistake_has_no_conditions() -> None:
    with pytest.raises(QueryMistake):
        Query("colour:red", added=THIS_YEAR).conditions()


def test_a_query_says_whether_it_narrows_the_list() -> None:
    assert not Query().is_filtered
    assert not Query("  ").is_filtered
    assert not Query(also=frozenset([1])).is_filtered
    assert not Query(without=frozenset()).is_filtered
    assert Query("a").is_filtered
    assert Query(added=DateRange()).is_filtered
    assert Query(ids=frozenset()).is_filtered
    assert Query(without=frozenset([1])).is_filtered


def test_equal_queries_are_one_key() -> None:
    def query(number: int) -> Query:
        return Query("a", THIS_YEAR, Sort("city"), frozenset([1]), frozenset([2]), frozenset([number]))

    assert len({query(3), query(3), query(4)}) == 2


def test_sorting_again_by_the_same_field_turns_the_order_round() -> None:
    query = Query("anna", also=frozenset([1]))
    by_city = query.sorted_by("city")
    assert by_city == Query("anna", sort=Sort("city"), also=frozenset([1]))
    assert by_city.sorted_by("city").sort == Sort("city", is_descending=True)
    assert by_city.sorted_by("city").sorted_by("city").sort == Sort("city")
    assert by_city.sorted_by("city").sorted_by("country", "DE AT").sort == Sort("country", ranks="DE AT")
    assert query.sorted_by("name").sort.is_descending
