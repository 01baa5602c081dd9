import json
from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests import strategies
from tui_clients.domain.choices import ClientStatus, Gender
from tui_clients.domain.client import Client, ContactPoint, Picture
from tui_clients.domain.dates import Order
from tui_clients.domain.fields import FIELDS
from tui_clients.domain.record import Reading, from_record, to_record
from tui_clients.domain.record_json import plain_to_record, to_plain
from tui_clients.domain.validate import Code, Problem, validate

FULL = Client(
    name="Jürgen Groß", salutation="Herr", email="j.gross@example.com", country="DE", mobile="+4930123456",
    gender=Gender.MALE, language="de", category="Retail", sub_category="Shops", tags=("VIP", "2026"),
    status=ClientStatus.INACTIVE, picture=Picture("image/png", b"\x89PNG"), company_name="Groß & Söhne",
    website="example.com", office_phone="+4930123457;ext=12", tax_name="USt-IdNr.", tax_number="DE123456789",
    address="Hauptstr. 1\nHinterhaus", city="Köln", state="NRW", postal_code="01067", note="=1+1\nzwei",
    more_emails=(ContactPoint("work", "a@example.com"), ContactPoint("", "b@example.com")),
    more_phones=(ContactPoint("fax", "+4930123458"),), extra={"Shoe size": "43", "": "empty"}, uid="K-0001",
    created_at=datetime(2026, 3, 29, 1, 0, tzinfo=UTC), updated_at=datetime(2026, 11, 23, 9, 30, 1, tzinfo=UTC),
    created_by="anna", updated_by="bert",
)  # fmt: skip


@settings(max_examples=60)
@given(strategies.clients())
@example(FULL)
@example(Client(name="x", note="\r", tags=("a:b",), more_emails=(ContactPoint("", "x: y"),)))
def test_every_client_comes_back_from_its_record(client: Client) -> None:
    assert from_record(to_record(client))[0] == client


@settings(max_examples=40)
@given(strategies.clients())
@example(FULL)
def test_every_client_comes_back_from_its_json(client: Client) -> None:
    plain = json.loads(json.dumps(to_plain(client)))
    assert from_record(plain_to_record(plain))[0] == client


@settings(max_examples=40)
@given(strategies.clients())
def test_the_problems_of_a_record_are_those_of_its_client(client: Client) -> None:
    assert from_record(to_record(client))[1] == validate(client)


@given(st.dictionaries(st.sampled_from([field.name for field in FIELDS]), st.text() | strategies.text()))
def test_no_text_is_a_reason_to_fail_and_reading_twice_changes_nothing(record: dict[str, str]) -> None:
    client, _problems = from_record(record, Reading("DE", Order.DMY))
    # What has no ": " and no blanks left to lose is at rest after one pass.
    settled = from_record(to_record(client), Reading("DE", Order.DMY))[0]
    assert from_record(to_record(settled), Reading("DE", Order.DMY))[0] == settled


def test_every_field_of_the_table_is_in_the_record() -> None:
    record = to_record(FULL)
    assert list(record) == [field.name for field in FIELDS]
    assert all(record.values())


def test_the_record_is_text_that_people_can_read() -> None:
    record = to_record(FULL)
    assert record["tags"] == "VIP; 2026"
    assert record["more_emails"] == "work: a@example.com\nb@example.com"
    assert record["created_at"] == "2026-03-29T01:00:00Z"
    assert record["picture"] == "data:image/png;base64,iVBORw=="
    assert json.loads(record["extra"]) == {"Shoe size": "43", "": "empty"}


def test_json_holds_lists_and_objects_where_there_are_several_values() -> None:
    plain = to_plain(FULL)
    assert plain["tags"] == ["VIP", "2026"]
    assert plain["more_phones"] == [{"label": "fax", "value": "+4930123458"}]
    assert plain["extra"] == {"Shoe size": "43", "": "empty"}
    assert to_plain(Client())["more_emails"] == []


def test_json_of_another_hand_becomes_text() -> None:
    given = {"name": 7, "tags": "a, b", "status": False, "note": None, "extra": {"a": {"b": 1}}, "more_emails": []}
    client, problems = from_record(plain_to_record(given))
    assert client == Client(name="7", tags=("a", "b"), status=ClientStatus.INACTIVE, extra={"a": '{"b": 1}'})
    assert problems == []


def test_custom_fields_of_another_hand_become_text() -> None:
    text = '{"none": null, "yes": true, "list": [1, 2], "half": 0.5}'
    assert from_record({"name": "x", "extra": text})[0].extra == {
        "none": "", "yes": "true", "list": "1; 2", "half": "0.5",
    }  # fmt: skip


@pytest.mark.parametrize("text", ["[1]", "{", "7", '"a"', "[" * 100_000, "1" * 10_000])
def test_custom_fields_that_are_no_object_are_flagged(text: str) -> None:
    client, problems = from_record({"name": "x", "extra": text})
    assert client.extra == {}
    assert problems == [Problem("extra", Code.EXTRA, text)]


def test_lone_surrogates_are_replaced_because_no_file_can_hold_them() -> None:
    client, problems = from_record({"name": "a\ud800b", "tags": "\udfff", "extra": '{"\\ud800": "\\udc00"}'})
    assert client == Client(name="a\ufffdb", tags=("\ufffd",), extra={"\ufffd": "\ufffd"})
    assert problems == []


def test_line_ends_become_line_feeds_in_one_pass() -> None:
    client = from_record({"name": "x", "note": "a\r\nb\r\r\nc\rd", "address": "1\r\n2"})[0]
    assert client.note == "a\nb\nc\rd"
    assert client.address == "1\n2"


@pytest.mark.parametrize("text", ["a, b;c ;; A", "a ::: b ::: c ::: A", " a;b,, c;a;A "])
def test_tags_are_separated_by_commas_semicolons_and_googles_colons(text: str) -> None:
    assert from_record({"name": "x", "tags": text})[0].tags == ("a", "b", "c", "A")


@pytest.mark.parametrize("field", ["mobile", "office_phone"])
def test_a_local_number_is_read_in_the_country_of_its_client_then_of_the_user(field: str) -> None:
    reading = Reading(country="GB")
    record = {"name": "x", field: "030 123456", "country": "Germany"}
    assert getattr(from_record(record, reading)[0], field) == "+4930123456"
    record = {"name": "x", field: "020 7946 0018"}
    assert getattr(from_record(record, reading)[0], field) == "+442079460018"


def test_further_numbers_are_read_like_the_first() -> None:
    client = from_record({"name": "x", "country": "DE", "more_phones": "Fax: 030 123456\n030/123457\n\n"})[0]
    assert client.more_phones == (ContactPoint("Fax", "+4930123456"), ContactPoint("", "+4930123457"))


@pytest.mark.parametrize("text", ["+12", "12", "+999999999999", "+٤٩", "none", "030 123456 or 7", "+49 30 1;ext=x"])
def test_a_number_that_cannot_exist_is_kept_as_typed_and_flagged(text: str) -> None:
    client, problems = from_record({"name": "x", "mobile": text})
    assert client.mobile == text
    assert problems == [Problem("mobile", Code.PHONE, text)]


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("gender", "purple", Code.GENDER),
        ("status", "maybe", Code.STATUS),
        ("created_at", "yesterday", Code.DATE),
        ("picture", "me.png", Code.PICTURE),
        ("picture", "data:image/png;base64,é", Code.PICTURE),
        ("picture", "data:image/png;base64,AAA", Code.PICTURE),
        ("picture", "data:text/html;base64,AAAA", Code.PICTURE),
    ],
)
def test_what_a_field_cannot_hold_stays_out_and_is_flagged(field: str, text: str, code: Code) -> None:
    client, problems = from_record({"name": "x", field: text})
    assert client == Client(name="x")
    assert problems == [Problem(field, code, text)]


@pytest.mark.parametrize(
    ("field", "code"), [("country", Code.COUNTRY), ("language", Code.LANGUAGE), ("email", Code.EMAIL)]
)
def test_what_text_can_hold_is_kept_and_flagged(field: str, code: Code) -> None:
    client, problems = from_record({"name": "x", field: " Absurdistan "})
    assert getattr(client, field) == "Absurdistan"
    assert problems == [Problem(field, code, "Absurdistan")]


def test_blanks_are_nothing_known_and_no_problem() -> None:
    kept = {"name": "x"}
    blank = {field.name: " \t" for field in FIELDS if field.kind.value not in ("text", "long text")}
    assert from_record(kept | blank) == (Client(name="x"), [])


def test_dates_are_read_in_the_order_of_their_column() -> None:
    record = {"name": "x", "created_at": "02/03/2026 10:00 UTC"}
    at = {order: from_record(record, Reading(date_order=order))[0].created_at for order in (Order.DMY, Order.MDY)}
    assert at == {
        Order.DMY: datetime(2026, 3, 2, 10, tzinfo=UTC),
        Order.MDY: datetime(2026, 2, 3, 10, tzinfo=UTC),
    }
