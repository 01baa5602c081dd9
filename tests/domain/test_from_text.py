"""A value's text gives the value again, as it was: nothing is made better that was kept as it was typed."""

from typing import Any

import pytest
from hypothesis import given

from tests import strategies
from tui_clients.domain.client import Client, ContactPoint
from tui_clients.domain.fields import FIELDS, by_name
from tui_clients.domain.record import from_text, to_text


@given(client=strategies.clients())
def test_every_value_comes_back(client: Client) -> None:
    for field in FIELDS:
        value = getattr(client, field.name)
        assert from_text(field, to_text(field, value)) == value, field.name


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("mobile", " +49 (30) 12 34 56"),
        ("country", "germany"),
        ("language", "German"),
        ("category", " two  spaces "),
        ("note", "one\r\ntwo"),
        ("more_phones", (ContactPoint("work", "+49 (30) 12 34 56"),)),
    ],
)
def test_what_was_never_put_in_order_stays_so(name: str, value: Any) -> None:
    field = by_name()[name]
    assert from_text(field, to_text(field, value)) == value
