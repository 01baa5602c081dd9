"""vCards there and back: an export of either version, read into an empty database, gives the same clients."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from tests import strategies
from tests.services.importing_files import SAMPLE, bring_in, everybody
from tui_clients.domain.client import Client, ContactPoint, Picture
from tui_clients.domain.query import Query
from tui_clients.domain.validate import validate
from tui_clients.services import exporting
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database, open_database

VERSIONS = ("vcard", "vcard3")


def bare(clients: list[Client]) -> list[Client]:
    """Return clients without the numbers that their database gave them."""
    return sorted((replace(client, id=0) for client in clients), key=lambda client: client.uid)


def there_and_back(first: Database, folder: Path, version: str) -> list[Client]:
    """Return the clients of a database that was filled from an export of another one."""
    exporting.run(first, Query(), folder / "out.vcf", version)
    second = open_database(folder / "second.db")
    try:
        bring_in(second, folder / "out.vcf", country="DE", by="somebody else")
        return everybody(second)
    finally:
        second.close_all()


@st.composite
def many(draw: st.DrawFn) -> list[Client]:
    """Return clients that a database takes, whatever their texts hold."""
    drawn = draw(st.lists(strategies.clients(), min_size=1, max_size=6))
    sound = [client for client in drawn if client.name.strip() and (client.uid.strip() or not client.uid)]
    fit = [client for client in sound if not any(problem.is_rejecting for problem in validate(client))]
    return list({client.uid or str(number): client for number, client in enumerate(fit)}.values())


@pytest.mark.parametrize("version", VERSIONS)
@examples(max_examples=15)
@given(given_clients=many().filter(bool))
def test_any_clients_come_back_field_for_field(
    tmp_path_factory: pytest.TempPathFactory, version: str, given_clients: list[Client]
) -> None:
    folder = tmp_path_factory.mktemp("trip")
    first = open_database(folder / "first.db")
    try:
        with first.transaction():
            Clients(first).add_many(given_clients, "kim")
        assert bare(there_and_back(first, folder, version)) == bare(everybody(first))
    finally:
        first.close_all()


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("sample", ["clients.csv", "awkward.csv"])
def test_the_sample_comes_back_field_for_field(database: Database, tmp_path: Path, sample: str, version: str) -> None:
    bring_in(database, SAMPLE / sample, by="kim")
    assert bare(there_and_back(database, tmp_path, version)) == bare(everybody(database))


@pytest.mark.parametrize("version", VERSIONS)
def test_naughty_strings_come_back_as_they_were(
    database: Database, tmp_path: Path, naughty_strings: list[str], version: str
) -> None:
    texts = [text for text in naughty_strings if text.strip() and len(text) < 301]
    with database.transaction():
        Clients(database).add_many([Client(name=text, note=text, extra={text: text}) for text in texts], "me")
    assert bare(there_and_back(database, tmp_path, version)) == bare(everybody(database))


@pytest.mark.parametrize("version", VERSIONS)
def test_what_usual_clients_hold_needs_no_second_telling(database: Database, tmp_path: Path, version: str) -> None:
    client = Client(
        name="Anna, geb. Müller; Berg\\", salutation="Dr.", email="anna@example.com", country="DE",
        mobile="+491711234567", office_phone="+4930123456", language="de", category="VIP", sub_category="A",
        tags=("friend", "press"), picture=Picture("image/png", b"\x89PNG"), company_name="Berg, Söhne; Co",
        website="https://example.com/a,b;c?d=1", tax_name="USt", tax_number="DE123", address="Weg 1\nHof",
        city="Köln", state="NRW", postal_code="50667", note=" one,\ntwo;\n\\n ",
        more_emails=(ContactPoint("work", "a@example.com"), ContactPoint("Frau Büro", "b@example.com")),
        more_phones=(ContactPoint("work fax", "+4930123457"), ContactPoint("", "+4930123458")),
        extra={"Birthday": "1980-05-17", "Shoe size": "38; wide", "Job title": "Head, of all", "Birth name": "Müller"},
        uid="K-1000",
    )  # fmt: skip
    Clients(database).add(client, "me")
    assert bare(there_and_back(database, tmp_path, version)) == bare(everybody(database))
    assert b"X-TUICLIENTS-EXACT" not in (tmp_path / "out.vcf").read_bytes()
