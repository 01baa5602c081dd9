"""Who may be the same: found by address, number, name and company, ranked, and not proposed again once parted."""

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import pytest

from tests.conftest import REPO
from tests.services.importing_files import bring_in
from tui_clients.domain import sameness
from tui_clients.domain.client import Client, ContactPoint
from tui_clients.domain.query import Query
from tui_clients.errors import Canceled
from tui_clients.services import duplicates
from tui_clients.services.duplicates import MOST_SHOWN, Group, Likelihood, Reason
from tui_clients.services.progress import Progress
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database
from tui_clients.storage.duplicates import Duplicates

EMAIL, PHONE, NAME = Reason.EMAIL, Reason.PHONE, Reason.NAME


def _store(database: Database, *people: Client) -> None:
    with database.transaction():
        Clients(database).add_many(people, "kim")


def _groups(database: Database) -> list[tuple[tuple[int, ...], tuple[Reason, ...]]]:
    return [(group.ids, group.reasons) for group in duplicates.find(database).groups]


def test_any_address_and_any_number_tells_in_whatever_field_it_stands(database: Database) -> None:
    _store(
        database,
        Client("A", email="a@x.example", mobile="+491701111111"),
        Client("B", email="A@X.example"),
        Client("C", more_emails=(ContactPoint("", "c@x.example"),), office_phone="+491701111111"),
        Client("D", email="C@x.EXAMPLE", more_phones=(ContactPoint("", "+4930222222"),)),
        Client("E", more_phones=(ContactPoint("fax", "+4930222222"),), more_emails=(ContactPoint("", "e@x.example"),)),
        Client("F", more_emails=(ContactPoint("", "E@x.example"),), office_phone="+4930333333;ext=7"),
        Client("G", office_phone="+4930333333;ext=7", mobile="+4930333333;ext=7"),
    )
    found = [((1, 2), (EMAIL,)), ((3, 4), (EMAIL,)), ((5, 6), (EMAIL,))]
    found += [((1, 3), (PHONE,)), ((4, 5), (PHONE,)), ((6, 7), (PHONE,))]
    assert _groups(database) == found


def test_what_tells_nobody_apart_makes_no_duplicates(database: Database) -> None:
    nobody = Client("n/a", email="n/a", mobile="+49000000000", office_phone="keine", company_name="-")
    gone = Client("Anna Berg", email="anna@x.example", company_name="Acme")
    _store(database, nobody, nobody, gone, gone)
    Clients(database).delete([4], "kim")
    assert _groups(database) == []


def test_the_likeliest_come_first_and_slips_are_found(database: Database) -> None:
    _store(
        database,
        Client("Jon Smith", company_name="Acme Ltd"),
        Client("Smith, John", company_name="ACME Limited"),
        Client("Anna Müller", email="m@x.example", mobile="+491701234567", city="Köln"),
        Client("Mueller Anna", email="M@x.example", mobile="+491701234567", city="Koeln"),
        Client("Reception", office_phone="+4930123456"),
        Client("Workshop", office_phone="+4930123456"),
        Client("John Smith", company_name="Acme", city="Leeds"),
    )
    groups = duplicates.find(database).groups
    assert [group.ids for group in groups] == [(3, 4), (1, 2, 7), (5, 6)]
    assert [group.likelihood for group in groups] == [Likelihood.HIGH, Likelihood.MEDIUM, Likelihood.LOW]


def test_an_office_phone_of_thousands_is_one_group_of_few_and_hides_nobody(database: Database) -> None:
    _store(database, *(Client(f"Worker {n}", office_phone="+4930123456") for n in range(2_000)))
    _store(database, *[Client("Eve Adams", company_name="Acme", office_phone="+4930123456")] * 2)
    twins, many = duplicates.find(database).groups
    assert (twins.ids, twins.reasons) == ((2001, 2002), (PHONE, NAME))
    assert (many.count, len(many.clients), many.value) == (2_002, MOST_SHOWN, "+4930123456")
    Duplicates(database).let_share(many.value)
    assert _groups(database) == [((2001, 2002), (PHONE, NAME))]


def test_those_who_are_parted_are_not_proposed_until_somebody_joins_them(database: Database) -> None:
    twin = Client("Anna Berg", email="anna@x.example")
    _store(database, twin, twin, replace(twin, name="Hugo"))
    store = Duplicates(database)
    store.part([3, 1, 2])
    assert _groups(database) == []
    _store(database, replace(twin, name="Nora"))
    assert _groups(database)[0][0] == (1, 2, 3, 4)
    store.rejoin([1, 2, 3])
    Clients(database).delete([4], "kim")
    assert [ids for ids, _reasons in _groups(database)] == [(1, 2), (1, 2, 3)]


def test_it_can_be_stopped_and_tells_how_far_it_is(database: Database) -> None:
    _store(database, *(Client(f"Client {n}", email="same@x.example") for n in range(20)))
    told: list[Progress] = []
    duplicates.find(database, progress=told.append)
    assert told[0].total == 20
    with pytest.raises(Canceled):
        duplicates.find(database, is_canceled=lambda: True)


def test_hostile_clients_are_compared_like_any_others(database: Database) -> None:
    bring_in(database, REPO / "sample_data" / "awkward.csv")
    found = duplicates.find(database).groups
    smiths = [group for group in found if any("[/]" in client.name for client in group.clients)]
    assert [(group.reasons, group.value) for group in smiths] == [((EMAIL, PHONE), "smith@awkward.example.com")]


def _invented(chance: random.Random, number: int) -> Client:
    names, firms = ("Anna Berg", "Berg, Anna", "Ana Berg", "Jörg Weiß", "Joerg Weiss", "n/a", "7"), ("", "Öl AG", "Oel")
    addresses = ("", "", *(f"{letter}@x.example" for letter in "aAbBcd"), "no address")
    numbers = ("", "", "+491701111111", "+4930222222", "+4930222222;ext=1", "unknown", "+49000000000")
    points = [ContactPoint("", chance.choice(each)) for each in (addresses, numbers)]
    return Client(
        chance.choice(names), company_name=chance.choice(firms), email=chance.choice(addresses), uid=f"u{number}",
        mobile=chance.choice(numbers), office_phone=chance.choice(numbers), city=chance.choice(("", "Graz")),
        more_emails=(points[0],) if points[0].value else (), more_phones=(points[1],) if points[1].value else (),
    )  # fmt: skip


def _name(client: Client) -> tuple[str, ...]:
    return sameness.likeness_of(client).keys[:1]


def _is_told(pair: tuple[int, int], groups: Sequence[Group]) -> bool:
    return any(set(pair) <= set(group.ids) for group in groups)


@pytest.mark.parametrize("seed", range(5))
def test_every_pair_that_shares_something_is_in_a_group(database: Database, seed: int) -> None:
    chance = random.Random(seed)
    _store(database, *(_invented(chance, number) for number in range(12)))
    groups = duplicates.find(database).groups
    everybody = {client.id: client for client in Clients(database).iterate(Query())}
    shared = 0
    for one, other in combinations(everybody.values(), 2):
        texts = [
            {text for _place, text in each(client) if "@" in text or text.startswith("+")}
            for client in (one, other)
            for each in (sameness.emails, sameness.phones)
        ]
        is_same = texts[0] & texts[2] or texts[1] & texts[3] or _name(one) == _name(other) != ()
        shared += bool(is_same)
        assert bool(is_same) <= _is_told((one.id, other.id), groups), (one, other)
    assert shared > 5
