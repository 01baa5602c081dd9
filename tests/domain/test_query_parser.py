import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui_clients.domain.conditions import Condition, Has, OneOf, Word
from tui_clients.domain.fields import by_name
from tui_clients.domain.query_parser import KEYS, LONGEST_WORD, MOST_WORDS, QueryMistake, parse
from tui_clients.errors import UsageError


def answer(text: str) -> tuple[tuple[Condition, ...], QueryMistake | None]:
    try:
        return parse(text), None
    except QueryMistake as mistake:
        return (), mistake


KNOWN = (
    "name, company, email, phone, mobile, office, city, note, country, language, gender, category, tag, is, has, "
    "added, open, overdue"
)


@pytest.mark.parametrize(
    ("text", "words"),
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
        ("A - B", (("a",), ("b",))),
        ("A / B", (("a",), ("/",), ("b",))),
        ("A & B", (("a",), ("&",), ("b",))),
        ("-", ()),
        ("--", ()),
        ("a -", (("a",),)),
        ("١٢", (("١٢", "12"),)),
        ("´", ()),
        ("a\x00b", (("a\x00b",),)),
        ("\ud800", (("\ufffd",),)),
        ("Müller-Lüdenscheidt", (("muller-ludenscheidt", "mueller-luedenscheidt"),)),
        ('O"Neill', (('o"neill',),)),
        ('5" x 3"', (('5"', "5"), ("x",), ('3"', "3"))),
    ],
)
def test_words_are_asked_for_in_the_spellings_they_are_stored_in(text: str, words: tuple[tuple[str, ...], ...]) -> None:
    assert parse(text) == tuple(Word(spellings) for spellings in words)


@pytest.mark.parametrize(
    "text",
    ["%", "%_", "*", "a*", "near(", "near(a,b)", "^a", ":", "::", ":)", "a_b:c", "{x}:", "(a", "'", "\\", "+", "@"],
)
def test_signs_of_other_languages_are_ordinary_characters(text: str) -> None:
    assert parse(text) == (Word((text,)),)


@pytest.mark.parametrize(
    "text", ["10:30", "https://example.com/a:b", "HTTP://x", "https:", "https:/", "foo:", "ab://c", "name://x"]
)
def test_a_colon_after_what_is_no_field_is_an_ordinary_character(text: str) -> None:
    assert [condition.spellings[0] for condition in parse(text) if isinstance(condition, Word)] == [text.lower()]
    assert parse(f"-{text}") == tuple(
        Word(word.spellings, is_excluded=True) for word in parse(text) if isinstance(word, Word)
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('"Anna Müller"', (("anna muller", "anna mueller"),)),
        ('"  Anna \t\u00a0 Berg "', (("anna berg",),)),
        ('"anna"', (("anna",),)),
        ('"anna be', (("anna be",),)),
        ('x "anna be', (("x",), ("anna be",))),
        ('""', ()),
        ('"', ()),
        ('" "', ()),
        ('-"', ()),
        ('""""', ()),
        ('"a b"c', (("a b",), ("c",))),
        ('"a b"-c', (("a b",), ("-c",))),
        ('"-"', (("-",),)),
        ('"name:anna"', (("name:anna",),)),
        ('"a´ b"', (("a b",),)),
        ('"030 / 12"', (("030 / 12", "03012"),)),
    ],
)
def test_a_phrase_is_one_word_with_single_spaces(text: str, words: tuple[tuple[str, ...], ...]) -> None:
    assert parse(text) == tuple(Word(spellings) for spellings in words)


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("-anna", (Word(("anna",), is_excluded=True),)),
        ("anna -berg", (Word(("anna",)), Word(("berg",), is_excluded=True))),
        ("anna -anna", (Word(("anna",)), Word(("anna",), is_excluded=True))),
        ('-"anna berg"', (Word(("anna berg",), is_excluded=True),)),
        ('-"anna be', (Word(("anna be",), is_excluded=True),)),
        ("- anna", (Word(("anna",)),)),
        ("--anna", (Word(("-anna",), is_excluded=True),)),
        ("-12", (Word(("12",), is_excluded=True),)),
        ("anna -12", (Word(("anna",)), Word(("12",), is_excluded=True))),
        ("-name:anna", (Word(("anna",), "name", is_excluded=True),)),
        ("-country:DE,AT", (OneOf("country", ("DE", "AT"), is_excluded=True),)),
        ("-has:note", (Has("note", is_excluded=True),)),
        ("-name:", ()),
        ("–anna", (Word(("–anna",)),)),
    ],
)
def test_a_minus_in_front_excludes(text: str, conditions: tuple[Condition, ...]) -> None:
    assert parse(text) == conditions


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("030 / 12 34 - 56", (("030 12 34 56", "030123456"),)),
        ("030 / 12 34 -56", (("030 12 34 -56", "030123456"),)),
        ("030 -12 -34", (("030 -12 -34", "0301234"),)),
        ("030 - -12", (("030 -12", "03012"),)),
        ("030 -/ 12", (("030 12", "03012"),)),
        ("(0171) – 1234567", (("(0171) 1234567", "01711234567"),)),
        ("+49 171 1234567", (("+49 171 1234567", "491711234567"),)),
        ("0049 30 123", (("0049 30 123", "004930123", "4930123"),)),
        ("30 123456", (("30 123456", "30123456"),)),
        ("2024 17", (("2024",), ("17",))),  # perhaps no phone number at all
        ("030 anna 12", (("030",), ("anna",), ("12",))),
        ("Anna 0171 / 12", (("anna",), ("0171 12", "017112"))),
    ],
)
def test_a_phone_number_is_one_however_it_is_punctuated(text: str, words: tuple[tuple[str, ...], ...]) -> None:
    assert parse(text) == tuple(Word(spellings) for spellings in words)


def test_a_minus_after_a_number_excludes_what_is_no_number() -> None:
    assert parse("030 -anna") == (Word(("030",)), Word(("anna",), is_excluded=True))
    assert parse("030 -name:12") == (Word(("030",)), Word(("12",), "name", is_excluded=True))
    assert parse("030 anna -12")[2] == Word(("12",), is_excluded=True)
    assert parse("phone:030 -12") == (Word(("030",), "phone"), Word(("-12", "12")))
    assert parse("name:030 -12")[1] == Word(("12",), is_excluded=True)


def test_a_number_dialled_with_two_zeros_is_the_one_with_a_plus() -> None:
    (word,) = parse("00491711234567")
    assert isinstance(word, Word)
    assert "491711234567" in word.spellings


@pytest.mark.parametrize(
    ("field", "keys"),
    [
        ("name", "name Name"),
        ("company_name", "company firma FIRMA"),
        ("email", "email e-mail E-Mail mail mailto"),
        ("phone", "phone telefon tel"),
        ("mobile", "mobile mobil handy"),
        ("office_phone", "office büro buero BÜRO bu\u0308ro"),
        ("city", "city ort stadt"),
        ("note", "note notiz"),
    ],
)
def test_a_key_asks_for_words_in_its_field(field: str, keys: str) -> None:
    for key in keys.split():
        assert parse(f"{key}:Öl") == (Word(("ol", "oel"), field),)
        assert parse(f'{key}:"Öl und  Gas" x') == (Word(("ol und gas", "oel und gas"), field), Word(("x",)))
        assert parse(f'{key}:"half typ') == (Word(("half typ",), field),)
        assert parse(f"{key}:") == parse(f'{key}:"') == parse(f'{key}:"" ') == ()
        assert parse(f"{key}: x") == (Word(("x",)),)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("name:a:b", Word(("a:b",), "name")),
        ("name:-", Word(("-",), "name")),
        ("name:a,b", Word(("a,b",), "name")),
        ('name:o"neill', Word(('o"neill',), "name")),
        ("tel:030/12", Word(("030/12", "03012"), "phone")),
        ('phone:"030 / 12 - 34"', Word(("030 / 12 - 34", "0301234"), "phone")),
        ("mailto:Anna@example.com", Word(("anna@example.com",), "email")),
    ],
)
def test_the_value_of_a_word_is_read_as_a_word(text: str, word: Word) -> None:
    assert parse(text) == (word,)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("has:overdue", "overdue"), ("hat:überfällig", "overdue"), ("hat:ueberfaellig", "overdue"),
        ("has:picture", "picture"), ("hat:bild", "picture"), ("has:email", "email"), ("has:E-Mail", "email"),
        ("has:phone", "phone"), ("hat:telefon", "phone"), ("has:mobile", "mobile"), ("has:company", "company_name"),
        ("hat:firma", "company_name"), ("hat:notiz", "note"), ("has:city", "city"), ("has:tag", "tags"),
        ("has:tags", "tags"), ("has:category", "category"), ("hat:land", "country"), ('has:"note"', "note"),
    ],
)  # fmt: skip
def test_a_client_is_asked_for_what_it_has(text: str, what: str) -> None:
    assert parse(text) == (Has(what),)


@pytest.mark.parametrize("what", ["x", "name", "added", "note,city", "x" * 5000])
def test_what_nobody_can_have_is_a_mistake(what: str) -> None:
    with pytest.raises(QueryMistake) as caught:
        parse(f"has:{what}")
    known = "overdue, picture, company, email, phone, mobile, city, note, country, category, tag"
    assert str(caught.value).endswith(f"is not possible here. Possible: {known}.")
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("foo:bar", 0, 3),
        ("anna  -foo:bar", 7, 10),
        ('foo:"b', 0, 3),
        ("a:b:c", 0, 1),
        ("-x-y:z", 1, 4),
        ("\ud800 ß:1", 2, 3),
    ],
)
def test_a_key_that_nobody_knows_is_a_mistake_that_names_the_known_ones(text: str, start: int, end: int) -> None:
    with pytest.raises(UsageError) as caught:
        parse(text)
    assert isinstance(caught.value, QueryMistake)
    assert (caught.value.start, caught.value.end, caught.value.exit_code) == (start, end, 2)
    assert str(caught.value) == f"There is no field “{text[start:end]}”. Fields: {KNOWN}."


def test_the_table_of_keys_has_one_row_for_a_word_and_speaks_of_known_fields() -> None:
    words = [word for key in KEYS for word in key.words]
    assert len(words) == len(set(words))
    assert {key.field for key in KEYS} - by_name().keys() == {"phone", "has", "added", "open", "overdue"}


def test_a_word_is_searched_for_by_its_beginning_when_nothing_stored_is_as_long() -> None:
    assert parse("a" * 100_000) == (Word(("a" * LONGEST_WORD,)),)
    assert parse('"' + "a " * 100_000) == (Word((("a " * LONGEST_WORD)[: LONGEST_WORD - 1],)),)


def test_a_pasted_page_is_searched_for_by_its_first_words() -> None:
    page = " ".join(f"w{number}" for number in range(10_000))
    assert parse(page) == tuple(Word((f"w{number}",)) for number in range(MOST_WORDS))


def test_a_pasted_list_is_searched_for_by_its_first_values() -> None:
    tags = [f"t{number}" for number in range(10_000)]
    assert parse(f"tag:{','.join(tags)} x") == (OneOf("tags", tuple(tags[:MOST_WORDS])), Word(("x",)))


_PIECES = st.sampled_from(
    ['"', "-", ":", ",", " ", "..", ">=", "<", "name", "country", "DE", "added", "2024", "-03", "open", "1.234,5",
     "has", "note", "tag", "is", "active", "foo", "//", "030", "büro", "\u0308", "\ud800", "´", "today",
     "language", "\x1f"]
)  # fmt: skip


@given(st.text() | st.lists(_PIECES, max_size=12).map("".join))
@example('name:"a" -"b')
def test_any_text_is_conditions_or_a_mistake_with_a_place(text: str) -> None:
    conditions, mistake = answer(text)
    assert mistake is None or (0 <= mistake.start < mistake.end <= len(text) and str(mistake))
    assert len(set(conditions)) == len(conditions) <= MOST_WORDS
    for condition in conditions:
        if isinstance(condition, Word):
            assert condition.spellings
            assert all(s.encode() and s == " ".join(s.split()) != "" for s in condition.spellings)


@pytest.mark.parametrize(
    "text",
    ["a" * 100_000, '"' * 100_000, ":" * 100_000, "a:" * 50_000, "-" * 100_000, "name:" * 20_000, " " * 100_000,
     "tag:" + "a," * 50_000, 'tag:"' + '","' * 30_000, "ä-" * 50_000, "added:" + "2" * 100_000,
     "1 -" * 30_000, 'a" ' * 30_000],
)  # fmt: skip
def test_a_hostile_text_is_a_query_or_a_mistake(text: str) -> None:
    conditions, mistake = answer(text)
    assert len(conditions) <= MOST_WORDS
    assert len(str(mistake)) < 250


def test_only_names_of_countries_and_languages_load_the_tables_of_names() -> None:
    text = 'anna "b c" -d name:x tag:a is:active added:2024 open:>5 has:note'
    code = (
        f"import sys; from tui_clients.domain.query_parser import parse; parse({text!r}); print('babel' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
