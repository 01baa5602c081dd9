"""What stands behind added:, open:, country: and the like."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui_clients.domain.conditions import Added, Condition, OneOf, Open
from tui_clients.domain.dates import DateRange
from tui_clients.domain.query_parser import QueryMistake, parse


def only(text: str) -> Condition:
    (condition,) = parse(text)
    return condition


def mistake(text: str) -> str:
    with pytest.raises(QueryMistake) as caught:
        parse(text)
    assert text[caught.value.start : caught.value.end] == text.partition(":")[2]
    return str(caught.value)


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-03", "2024-03-01", "2024-03-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-12", "2024-12-01", "2024-12-31"),
        ("2024-3", "2024-03-01", "2024-03-31"),
        ("03.2024", "2024-03-01", "2024-03-31"),
        ("2024-03-15", "2024-03-15", "2024-03-15"),
        ("2024-03-1", "2024-03-01", "2024-03-01"),
        ("2024-02-29", "2024-02-29", "2024-02-29"),
        ("15.03.2024", "2024-03-15", "2024-03-15"),
        ("5.3.2024", "2024-03-05", "2024-03-05"),
        (">=2024", "2024-01-01", ""),
        (">2024", "2025-01-01", ""),
        ("<=2024", "", "2024-12-31"),
        ("<2024", "", "2023-12-31"),
        (">=2024-03", "2024-03-01", ""),
        (">2024-03", "2024-04-01", ""),
        ("<=2024-02", "", "2024-02-29"),
        ("<2024-03", "", "2024-02-29"),
        (">15.03.2024", "2024-03-16", ""),
        ("<2024-03-15", "", "2024-03-14"),
        ('">= 2024"', "2024-01-01", ""),
        ("2024-01..2024-06", "2024-01-01", "2024-06-30"),
        ("2023..2024-03-15", "2023-01-01", "2024-03-15"),
        ("1.1.2024..31.1.2024", "2024-01-01", "2024-01-31"),
        ('"2023 .. 2024"', "2023-01-01", "2024-12-31"),
        ("2024..2024", "2024-01-01", "2024-12-31"),
        ("2024-02..", "2024-02-01", ""),
        ("..2024-02", "", "2024-02-29"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("9999-12-31", "9999-12-31", "9999-12-31"),
        ("<=9999-12", "", "9999-12-31"),
    ],
)
def test_days_are_years_months_days_and_what_lies_between(text: str, start: str, end: str) -> None:
    assert only(f"added:{text}") == Added(DateRange(day(start), day(end)))


@pytest.mark.parametrize(("text", "ago"), [("today", 0), ("heute", 0), ("TODAY", 0), ("yesterday", 1), ("Gestern", 1)])
def test_today_is_the_day_on_the_users_calendar(local_zone: Callable[[str], None], text: str, ago: int) -> None:
    seen = set()
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):  # never on the same day
        local_zone(zone)
        expected = date.today() - timedelta(days=ago)  # noqa: DTZ011 - the user's own day is meant
        assert only(f"added:{text}") == Added(DateRange(expected, expected))
        assert only(f"added:{text}..") == Added(DateRange(expected, None))
        seen.add(expected)
    assert len(seen) == 2


@pytest.mark.parametrize(
    "text",
    ["2", "20", "202", "2024-", "2024-03-", ">", ">=", "<", "<=", "..", "...", "2024...2025", "15.", "15.03.",
     "15.03.2", "1.3.24", "12345", "tod", "soon", "2024-03-15-1", "2024/03/15", "-2024", ">>2024", "=2024", "0",
     "0000", "0000-01", "2024..x", "x..2024", "2024,2025", "2024-03-15T10:00", "²⁰²⁴", "9" * 1000],
)  # fmt: skip
def test_what_is_no_day_yet_is_told_how_days_look(text: str) -> None:
    sentence = mistake(f"added:{text}")
    assert sentence.endswith("is not a day, month or year. Such as 2024, 2024-03 or 2024-03-15.")
    assert len(sentence) < 130


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2024-02-30", "There is no such day: 2024-02-30."),
        ("2023-02-29", "There is no such day: 2023-02-29."),
        ("31.04.2024", "There is no such day: 31.04.2024."),
        ("2024-03-00", "There is no such day: 2024-03-00."),
        ("2024..2024-06-31", "There is no such day: 2024-06-31."),
        ("2024-13", "There is no such month: 2024-13."),
        ("2024-00", "There is no such month: 2024-00."),
        ("01.13.2024", "There is no such month: 01.13.2024."),
        (">9999", "There is no such day: >9999."),
        ("<0001", "There is no such day: <0001."),
        ("2024-06..2024-05", "The last day is before the first."),
        ("2024-06-15..2024-06-14", "The last day is before the first."),
        ("..", "“” is not a day, month or year. Such as 2024, 2024-03 or 2024-03-15."),
    ],
)
def test_days_that_do_not_exist_are_told_apart(text: str, sentence: str) -> None:
    assert mistake(f"added:{text}") == sentence


@given(st.dates(), st.dates())
def test_every_day_is_read_in_both_forms(one: date, other: date) -> None:
    first, last = sorted((one, other))
    dotted = f"{last.day:02}.{last.month:02}.{last.year:04}"
    assert only(f"added:{first.isoformat()}..{dotted}") == Added(DateRange(first, last))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("100", "100"),
        ("0", "0"),
        ("007", "7"),
        ("1234.50", "1234.5"),
        ("1234,50", "1234.5"),
        ("1.234,50", "1234.5"),
        ("1,234.50", "1234.5"),
        ("1.234", "1234"),
        ("1,234", "1234"),
        ("0.125", "0.125"),
        ("1234.500", "1234.5"),
        ("1.234.567,8", "1234567.8"),
        ("1,234,567", "1234567"),
        ("999999999999999", "999999999999999"),
    ],
)
def test_amounts_are_read_in_the_form_of_either_language(text: str, number: str) -> None:
    amount = Decimal(number)
    assert only(f"open:{text}") == Open(amount, amount)
    assert only(f"open:>{text}") == Open(amount, None, is_low_included=False)
    assert only(f"open:>={text}") == Open(amount, None)
    assert only(f"open:<{text}") == Open(None, amount, is_high_included=False)
    assert only(f"open:<={text}") == Open(None, amount)
    assert only(f"open:{text}..") == Open(amount, None)
    assert only(f"open:..{text}") == Open(None, amount)
    assert only(f"open:{text}..{text}") == Open(amount, amount)


def test_amounts_have_two_bounds() -> None:
    assert only("open:>1.234,50eur") == Open(Decimal("1234.5"), is_low_included=False, currency="EUR")
    assert only('overdue:"100.. CHF"') == Open(Decimal(100), currency="CHF", is_overdue=True)
    assert only("überfällig:<5") == Open(high=Decimal(5), is_high_included=False, is_overdue=True)
    assert only("open:100..1.234,50") == Open(Decimal(100), Decimal("1234.5"))
    assert only('offen:"100 .. 500"') == Open(Decimal(100), Decimal(500))
    assert mistake("open:500..100") == "The last amount is below the first."


@pytest.mark.parametrize(
    "text",
    [">", "<=", "..", "100.", "100,", ".5", "-5", ">-5", "x", "1e5", "100€", "1.23.4", "1.234.5", "12.34,5", "1,2,3",
     "nan", "1.234,567.8", "1000000000000000", "9" * 5000, "100..x", "100...200", "1 000", "²"],
)  # fmt: skip
def test_what_is_no_amount_is_told_how_amounts_look(text: str) -> None:
    sentence = mistake(f'open:"{text}"')
    assert sentence.endswith("is no amount. Such as >100, 99.50 or 100..500.")
    assert len(sentence) < 110


@given(st.decimals(0, 10**11, places=2))
@example(Decimal("0.00"))
def test_every_amount_is_read_as_both_languages_write_it(amount: Decimal) -> None:
    english = f"{amount:,}"
    german = english.translate({ord(","): ".", ord("."): ","})
    assert only(f"open:{english}") == only(f"open:{german}") == Open(amount, amount)


@pytest.mark.parametrize(
    ("text", "field", "values"),
    [
        ("country:DE", "country", ("DE",)),
        ("country:de", "country", ("DE",)),
        ("Land:Österreich", "country", ("AT",)),
        ("country:Autriche,Germany", "country", ("AT", "DE")),
        ("country:DE,deutschland,de", "country", ("DE",)),
        ('country:"Costa Rica",DE', "country", ("CR", "DE")),
        ("language:de", "language", ("de",)),
        ("language:de-AT", "language", ("de",)),
        ("sprache:Deutsch,EN,french", "language", ("de", "en", "fr")),
        ("language:pt_BR", "language", ("pt",)),
        ("gender:f", "gender", ("female",)),
        ("geschlecht:männlich,divers", "gender", ("male", "other")),
        ("gender:unknown", "gender", ("",)),
        ("is:active", "status", ("active",)),
        ("is:INACTIVE", "status", ("inactive",)),
        ("ist:aktiv", "status", ("active",)),
        ("ist:inaktiv", "status", ("inactive",)),
        ("category:Händler", "category", ("handler",)),
        ('kategorie:"Groß und  Klein",VIP', "category", ("gross und klein", "vip")),
        ('category:"Retail, wholesale"', "category", ("retail, wholesale",)),
        ('category:"Bar ""Zur Post""",VIP', "category", ('bar "zur post"', "vip")),
        ("tag:a,,B,a,", "tags", ("a", "b")),
        ('schlagwort:" neu "', "tags", ("neu",)),
        ('tag:"half typed', "tags", ("half typed",)),
        ("tag:a\u001fb", "tags", ("a",)),
    ],
)
def test_codes_and_names_are_one_of_several_values(text: str, field: str, values: tuple[str, ...]) -> None:
    assert parse(text)[0] == OneOf(field, values)


@pytest.mark.parametrize("text", ["tag:", "tag:,", 'tag:"', 'tag:" ",""', "tag:´", "country:,"])
def test_no_value_is_no_condition(text: str) -> None:
    assert parse(text) == ()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("country:Narnia", "No country has the name or code “Narnia”."),
        ("language:Klingonese", "No language has the name or code “Klingonese”."),
        ("gender:x1", "“x1” is not possible here. Possible: unknown, female, male, other."),
        ("is:1", "“1” is not possible here. Possible: active, inactive."),
        ("is:yes", "“yes” is not possible here. Possible: active, inactive."),
        ("is:act", "“act” is not possible here. Possible: active, inactive."),
    ],
)
def test_values_that_nobody_knows_are_mistakes(text: str, sentence: str) -> None:
    assert mistake(text) == sentence


def test_the_mistake_points_at_the_one_wrong_value_of_several() -> None:
    text = 'anna -country:DE,"Narnia und so",AT'
    with pytest.raises(QueryMistake) as caught:
        parse(text)
    assert text[caught.value.start : caught.value.end] == '"Narnia und so"'


@given(st.sampled_from(["country:", "language:", "gender:", "is:", "added:", "open:", "has:"]), st.text())
def test_a_value_is_read_or_is_a_mistake(key: str, value: str) -> None:
    text = key + value
    try:
        parse(text)
    except QueryMistake as caught:
        place, sentence = (caught.start, caught.end), str(caught)
    else:
        return
    assert 0 <= place[0] < place[1] <= len(text)
    assert sentence
