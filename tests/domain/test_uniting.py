"""One client of several: which values stand, and that nothing that any of them said is lost."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.whole_databases import clients
from tui_clients.domain import uniting
from tui_clients.domain.choices import ClientStatus
from tui_clients.domain.client import Client, ContactPoint
from tui_clients.domain.email import lookup_key
from tui_clients.domain.fields import by_name

FIRST = Client(
    "Anna", email="a@x.example", mobile="+491701234567", city="Köln", tags=("vip",), note="Calls back.", id=1,
    extra={"Size": "L"}, more_emails=(ContactPoint("work", "B@x.example"),),
    created_at=datetime(2026, 1, 1, tzinfo=UTC),
)  # fmt: skip
SECOND = Client(
    "Anne", email="b@x.example", mobile="+491709999999", office_phone="+4930123456", address="Ring 1", city="Wien",
    tags=("VIP", "new"), note="Pays late.", extra={"Size": "M", "Shoe": "40"}, category="Retail", sub_category="Food",
    created_at=datetime(2020, 1, 1, tzinfo=UTC), status=ClientStatus.INACTIVE, id=2,
)  # fmt: skip


def test_the_first_is_filled_up_and_keeps_what_the_others_say_beside_it() -> None:
    made = uniting.united([FIRST, SECOND], {})
    assert (made.id, made.name, made.email, made.mobile) == (1, "Anna", "a@x.example", "+491701234567")
    assert made.more_emails == (ContactPoint("work", "B@x.example"),)
    assert (made.office_phone, made.more_phones) == ("+4930123456", (ContactPoint("", "+491709999999"),))
    assert (made.tags, made.note) == (("vip", "new"), "Calls back.\n\nPays late.")
    assert made.extra == {"Size": "L", "Size (2)": "M", "Shoe": "40"}
    assert (made.category, made.sub_category, made.status) == ("Retail", "Food", ClientStatus.ACTIVE)
    assert made.created_at == SECOND.created_at
    assert uniting.given_way(SECOND, made).keys() == {"name", "email", "mobile", "address", "city", "status"}


def test_an_address_is_not_mixed_from_two_places() -> None:
    made = uniting.united([FIRST, SECOND], {})
    assert (made.address, made.city) == ("", "Köln")
    at_home = uniting.united([FIRST, Client("B", city="köln", address="Dom 1", postal_code="50667", id=3)], {})
    assert (at_home.address, at_home.postal_code, at_home.city) == ("Dom 1", "50667", "Köln")


def test_what_is_picked_stands_and_the_other_is_kept() -> None:
    picks = {"email": 2, "name": 2, "note": 2, "extra": 2, "category": 1}
    made = uniting.united([FIRST, SECOND], picks)
    assert (made.name, made.email, made.note) == ("Anne", "b@x.example", "Pays late.\n\nCalls back.")
    assert {point.value for point in made.more_emails} == {"a@x.example", "B@x.example"}
    assert made.extra == {"Size": "M", "Shoe": "40", "Size (2)": "L"}
    assert (made.category, made.sub_category) == ("", "")


def test_a_note_for_which_there_is_no_room_gives_way_and_is_named() -> None:
    longest = by_name()["note"].max_length
    many = [Client("A", note="a" * longest, id=1), Client("A", note="b", id=2)]
    made = uniting.united(many, {})
    assert made.note == "a" * longest
    assert uniting.given_way(many[1], made)["note"] == ("b", made.note)


@settings(max_examples=25)
@given(several=st.lists(clients(), min_size=2, max_size=4))
def test_every_address_number_tag_and_custom_value_is_still_there(several: list[Client]) -> None:
    several = [replace(client, id=number) for number, client in enumerate(several, 1)]
    made = uniting.united(several, {"email": 2, "mobile": 2, "extra": 2})
    reached = {lookup_key(v) for v in (made.email, made.mobile, made.office_phone)}
    reached |= {lookup_key(point.value) for point in (*made.more_emails, *made.more_phones)}
    for client in several:
        own = [client.email, client.mobile, client.office_phone]
        points = [point.value for point in (*client.more_emails, *client.more_phones)]
        assert {lookup_key(value) for value in (*own, *points) if value} <= reached
        assert {tag.casefold() for tag in client.tags} <= {tag.casefold() for tag in made.tags}
        assert {text for text in client.extra.values() if text.strip()} <= set(made.extra.values())
