import unicodedata
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tui_clients.domain.client import Client, ContactPoint
from tui_clients.domain.query import Query
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database, open_database

ANNA = Client(
    name="Anna Müller-Lüdenscheidt", company_name="Größe & Söhne", email="Anna.M@Example.com", country="DE",
    mobile="+491711234567", office_phone="+4930123456;ext=12", city="Köln", note="Zeile eins\nTermin am 3.5., 100 %",
    more_emails=(ContactPoint("privat", "am@example.org"),), more_phones=(ContactPoint("", "+442079460018"),),
    address="Hauptstraße", tags=("Kunde",), website="example.net", category="Retail", salutation="Dr.", uid="U-77",
)  # fmt: skip


OTHER = Client(name="Somebody Else", city="Bonn", mobile="+4940987654", note="other")


@pytest.fixture
def anna(clients: Clients) -> Client:
    clients.add(OTHER, "me")
    return clients.add(ANNA, "me")


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clients]:
    """Return clients that are only read: another one and Anna."""
    database = open_database(tmp_path_factory.mktemp("both") / "clients.db")
    clients = Clients(database)
    clients.add(OTHER, "me")
    clients.add(ANNA, "me")
    yield clients
    database.close_all()


def finds(clients: Clients, text: str) -> bool:
    found = list(clients.find(Query(text)))
    assert clients.count(Query(text)) == len(found)
    assert 1 not in found
    return found == [2]


@pytest.mark.parametrize(
    "text",
    ["anna", "nna", "ANNA", "Müller", "mueller", "MUELLER", "muller", "Mülle", "luden", "lüden", "luedenscheidt",
     unicodedata.normalize("NFD", "Müller"), "Größe", "grosse", "GROESSE", "sohne", "soehne", "&", "köln",
     "koln", "koeln", "KÖLN", "anna.m@", "example.com", "am@example.org", "zeile", "eins", "termin", "3.5.", "%"],
)  # fmt: skip
def test_a_word_is_found_anywhere_without_case_and_accents(both: Clients, text: str) -> None:
    assert finds(both, text)


@pytest.mark.parametrize(
    "text",
    ["+49 171 1234567", "0171 1234567", "01711234567", "0171/1234567", "0171-123 45 67", "(0171) 1234567", "1234567",
     "+49 (0)171 1234567", "+49(0)171/1234567", "0171 / 12 34 567", "0171 – 1234567", "491711234567",
     "030 123456", "+4930123456", "+49 30 123456", "020 7946 0018", "+44 20 7946 0018", "7946", "٠١٧١",
     "Anna 0171 / 1234567"],
)  # fmt: skip
def test_a_phone_is_found_however_it_is_punctuated(both: Clients, text: str) -> None:
    assert finds(both, text)


@pytest.mark.parametrize(
    "text", ["köln anna", "Anna  Köln", "anna groesse 0171 example.org", "müller müller", " anna "]
)
def test_every_word_must_match_in_whatever_order_and_field(both: Clients, text: str) -> None:
    assert finds(both, text)


@pytest.mark.parametrize(
    "text",
    ["anna bonn", "mueler", "mullerr", "annamüller", "anna_", "a%a", "_nna", "a*", "0172", "99999", "anna'",
     "eins termin zwei", "\\", "\ufffd", "an\x00na", "eins\x0btermine"],
)  # fmt: skip
def test_what_does_not_occur_is_not_found_and_no_sign_means_anything_else(both: Clients, text: str) -> None:
    assert list(both.find(Query(text))) == []


@pytest.mark.parametrize("text", ["Hauptstraße", "Kunde", "example.net", "Retail", "Dr.", "U-77", "privat"])
def test_fields_that_are_not_searched_are_not_found(both: Clients, text: str) -> None:
    assert list(both.find(Query(text))) == []


@pytest.mark.parametrize("text", ["", "  ", "\t\n", "\u3000"])
def test_no_word_finds_everybody(both: Clients, text: str) -> None:
    assert both.count(Query(text)) == 2


@pytest.mark.usefixtures("anna")
def test_words_of_neighbouring_values_do_not_run_together(clients: Clients) -> None:
    third = clients.add(Client(name="ab", company_name="cd"), "me")
    assert list(clients.find(Query("bc"))) == []
    assert list(clients.find(Query("ab cd"))) == [third.id]


@pytest.mark.usefixtures("anna")
def test_a_number_that_was_kept_as_typed_is_found_as_typed_and_by_its_digits(clients: Clients) -> None:
    third = clients.add(Client(name="x", mobile="0800-FLOWERS / 77"), "me")
    for text in ("flowers", "0800-flow", "080077"):
        assert list(clients.find(Query(text))) == [third.id]


@pytest.mark.usefixtures("anna")
def test_the_beginning_of_a_long_note_is_found_and_the_note_is_kept_whole(clients: Clients) -> None:
    note = "early " + "x" * 50_000 + " late"
    third = clients.add(Client(name="x", note=note), "me")
    assert list(clients.find(Query("early"))) == [third.id]
    assert list(clients.find(Query("x" * 5000))) == [third.id]
    stored = clients.get(third.id)
    assert stored is not None
    assert stored.note == note


def test_a_page_pasted_into_the_search_is_an_answerable_query(clients: Clients, anna: Client) -> None:
    words = " ".join(f"word{number}" for number in range(5000))
    clients.update(replace(anna, note=words), "me")
    assert finds(clients, words)
    assert list(clients.find(Query("nowhere " + words))) == []


@pytest.mark.usefixtures("anna")
def test_a_query_with_bytes_that_are_no_text_is_answered(clients: Clients) -> None:
    assert list(clients.find(Query("\udcff"))) == []
    third = clients.add(Client(name="a\ufffdb"), "me")  # what an import makes of such bytes
    assert list(clients.find(Query("a\udcff"))) == [third.id]


@pytest.mark.parametrize(
    ("text", "is_found"),
    [("a", True), ("an", True), ("m", True), ("l", True), ("lu", True), ("n", False), ("nn", False), ("s", True),
     ("10", True), ("00", False), ("&", True), ("zz", False), ("k a", True)],
)  # fmt: skip
def test_one_or_two_letters_find_words_that_begin_so(both: Clients, text: str, is_found: bool) -> None:
    assert (2 in both.find(Query(text))) is is_found


@pytest.mark.parametrize("text", ["田", "三郎", "郎", "山田三郎", "田三"])
def test_scripts_without_spaces_are_found_by_every_character(clients: Clients, text: str) -> None:
    clients.add(OTHER, "me")
    found = clients.add(Client(name="山田三郎"), "me")
    assert list(clients.find(Query(text))) == [found.id]


def test_the_search_text_follows_every_searched_field(database: Database, clients: Clients, anna: Client) -> None:
    clients.update(Client(name="Bert", id=anna.id, version=anna.version), "me")
    assert list(clients.find(Query("anna"))) == []
    assert list(clients.find(Query("bert"))) == [anna.id]
