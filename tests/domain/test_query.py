import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_clients.domain.dates import DateRange
from tui_clients.domain.query import LONGEST_WORD, MOST_WORDS, Query, Sort


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("", ()),
        (" \t\u00a0\u3000", ()),
        ("Anna", (("anna",),)),
        ("Müller  GmbH", (("muller", "mueller"), ("gmbh",))),
        ("anna ANNA Anná", (("anna",),)),
        ("030/12", (("030/12", "03012"),)),
        ("12", (("12",),)),
        ("+49(0)30", (("+49(0)30", "49030", "4930"),)),
        ("(0)", (("(0)", "0"),)),
        ("030 / 12 - 34", (("030",), ("12",), ("34",))),
        ("A - B", (("a",), ("-",), ("b",))),
        ("-", (("-",),)),
        ("١٢", (("١٢", "12"),)),
        ("´", ()),
        ("%_", (("%_",),)),
        ("a\x00b", (("a\x00b",),)),
        ("\ud800", (("\ufffd",),)),
    ],
)
def test_a_query_is_words_in_the_spellings_they_are_stored_in(text: str, terms: tuple[tuple[str, ...], ...]) -> None:
    assert Query(text).terms() == terms


def test_a_word_is_searched_for_by_its_beginning_when_nothing_stored_is_as_long() -> None:
    assert Query("a" * 100_000).terms() == (("a" * LONGEST_WORD,),)


def test_a_pasted_page_is_searched_for_by_its_first_words() -> None:
    page = " ".join(f"w{number}" for number in range(10_000))
    assert Query(page).terms() == tuple((f"w{number}",) for number in range(MOST_WORDS))


@given(st.text())
def test_no_text_is_a_reason_to_fail_and_no_term_is_blank(text: str) -> None:
    for spellings in Query(text).terms():
        assert spellings
        assert all(spelling.strip() and spelling.encode() for spelling in spellings)


def test_a_query_says_whether_it_narrows_the_list() -> None:
    assert not Query().is_filtered
    assert not Query("  ").is_filtered
    assert Query("a").is_filtered
    assert Query(added=DateRange()).is_filtered
    assert Query(ids=frozenset()).is_filtered


def test_sorting_again_by_the_same_field_turns_the_order_round() -> None:
    query = Query("anna")
    by_city = query.sorted_by("city")
    assert by_city == Query("anna", sort=Sort("city"))
    assert by_city.sorted_by("city").sort == Sort("city", is_descending=True)
    assert by_city.sorted_by("city").sorted_by("city").sort == Sort("city")
    assert by_city.sorted_by("city").sorted_by("country", "DE AT").sort == Sort("country", ranks="DE AT")
    assert query.sorted_by("name").sort.is_descending


def test_a_number_dialled_with_two_zeros_is_the_one_with_a_plus() -> None:
    assert "491711234567" in Query("00491711234567").terms()[0]
