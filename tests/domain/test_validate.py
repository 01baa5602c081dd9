from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import strategies
from tui_clients.domain.client import Client, ContactPoint
from tui_clients.domain.fields import FIELDS, Field, Kind
from tui_clients.domain.validate import REJECTING, Code, Problem, validate

ANNA = Client(name="Anna")
TEXTS = [field for field in FIELDS if isinstance(getattr(ANNA, field.name), str)]


def anna_with(field: str, value: str) -> Client:
    changed: Any = {field: value}
    return replace(ANNA, **changed)


def test_a_name_alone_is_enough() -> None:
    assert validate(ANNA) == []


@pytest.mark.parametrize("name", ["", " ", "\t\n", "\u00a0", "\u3000"])
def test_a_blank_name_is_none(name: str) -> None:
    problem = Problem("name", Code.REQUIRED, name)
    assert validate(Client(name=name)) == [problem]
    assert problem.is_rejecting


@pytest.mark.parametrize("name", ["X", "李", "O'Brien", "Null", "1234", "<script>", "‮", "🎉", "a" * 300])
def test_people_may_be_called_anything(name: str) -> None:
    assert validate(Client(name=name)) == []


@pytest.mark.parametrize("field", TEXTS, ids=lambda field: field.name)
def test_every_text_has_its_bound(field: Field) -> None:
    longest = anna_with(field.name, "x" * field.max_length)
    assert Code.TOO_LONG not in [problem.code for problem in validate(longest)]
    text = "x" * (field.max_length + 1)
    assert validate(anna_with(field.name, text)) == [Problem(field.name, Code.TOO_LONG, text)]
    assert Code.TOO_LONG in REJECTING


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("email", "anna", Code.EMAIL),
        ("mobile", "030 123456", Code.PHONE),
        ("mobile", "+12", Code.PHONE),
        ("office_phone", "+4930123456;ext=a", Code.PHONE),
        ("website", "example", Code.URL),
        ("website", "exa mple.com", Code.URL),
        ("country", "Germany", Code.COUNTRY),
        ("country", "de", Code.COUNTRY),
        ("country", "XX", Code.COUNTRY),
        ("language", "German", Code.LANGUAGE),
        ("language", "de_DE", Code.LANGUAGE),
    ],
)
def test_a_doubtful_value_is_flagged_but_keeps_no_row_out(field: str, value: str, code: Code) -> None:
    problem = Problem(field, code, value)
    assert validate(anna_with(field, value)) == [problem]
    assert not problem.is_rejecting


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "anna@example.com"),
        ("mobile", "+4930123456;ext=12"),
        ("website", "https://example.com/a?b#c"),
        ("website", "müller.de"),
        ("country", "DE"),
        ("language", "de-AT"),
    ],
)
def test_a_good_value_is_not(field: str, value: str) -> None:
    assert validate(anna_with(field, value)) == []


def test_each_faulty_contact_point_is_named() -> None:
    client = replace(
        ANNA,
        more_emails=(ContactPoint("", "a@example.com"), ContactPoint("work", "b"), ContactPoint("", "c")),
        more_phones=(ContactPoint("", "+4930123456"), ContactPoint("", "12")),
    )
    assert validate(client) == [
        Problem("more_emails", Code.EMAIL, "b"),
        Problem("more_emails", Code.EMAIL, "c"),
        Problem("more_phones", Code.PHONE, "12"),
    ]


def test_problems_come_in_the_order_of_the_form() -> None:
    client = Client(name=" ", email="x", mobile="y", website="z", country="?")
    found = [problem.field for problem in validate(client)]
    assert found == [field.name for field in FIELDS if field.name in found]
    assert found == ["name", "email", "country", "mobile", "website"]


@settings(max_examples=40)
@given(strategies.clients())
def test_no_client_is_a_reason_to_fail(client: Client) -> None:
    for problem in validate(client):
        assert problem.field in {field.name for field in FIELDS}
        assert problem.is_rejecting == (problem.code in (Code.REQUIRED, Code.TOO_LONG))


@given(st.text())
def test_kinds_that_are_text_take_any_text(text: str) -> None:
    values = {field.name: text for field in TEXTS if field.kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.CATEGORY)}
    too_long = {problem.field for problem in validate(Client(**values)) if problem.code is Code.TOO_LONG}  # type: ignore[arg-type]
    assert too_long == {field.name for field in TEXTS if field.name in values and len(text) > field.max_length}
