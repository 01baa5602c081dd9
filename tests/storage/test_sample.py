"""Words are found by their rare part alone: the same clients, whatever else they are asked for."""

import random
from collections.abc import Iterator

import pytest

from tui_clients.domain.client import Client
from tui_clients.domain.query import Query, Sort
from tui_clients.storage import search_index
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import open_database
from tui_clients.storage.searching import Search

# Each trigram of "kastenmaier" is in most of them, but "nma" in few; of those one is called otherwise.
NAMES = [
    *[f"Kasten Maier {number}" for number in range(300)],
    "Kastenmaier",
    "Kastenmayer",
    "Kästenmaier Ü",
    "Tanja Kastenmaier",
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clients]:
    database = open_database(tmp_path_factory.mktemp("sample") / "clients.db")
    clients = Clients(database)
    with database.transaction():
        for number, name in enumerate(NAMES):
            clients.add_many([Client(name=name, country="DE" if number % 2 else "AT", company_name="Maier")], "me")
    clients.prepare(Query())
    yield clients
    database.close_all()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("kastenmaier", ["Kastenmaier", "Kästenmaier Ü", "Tanja Kastenmaier"]),
        ("kaestenmaier", ["Kästenmaier Ü"]),
        ("kastenmaier tanja", ["Tanja Kastenmaier"]),
        ("maier kastenm", ["Kastenmaier", "Kastenmayer", "Kästenmaier Ü", "Tanja Kastenmaier"]),
        ("kastenmaier country:AT", ["Kastenmaier", "Kästenmaier Ü"]),
        ("kastenmaier -tanja", ["Kastenmaier", "Kästenmaier Ü"]),
        ("kastenmaier OR kastenmayer", None),
        ('"kastenmaier u"', ["Kästenmaier Ü"]),
        ("kastenmeier", []),
        ("-kastenmaier country:DE", None),
        ("name:kastenmaier", ["Kastenmaier", "Kästenmaier Ü", "Tanja Kastenmaier"]),
    ],
)
def test_a_word_with_a_rare_part_finds_whom_it_found_before(
    store: Clients, monkeypatch: pytest.MonkeyPatch, text: str, names: list[str] | None
) -> None:
    found = [row.name for row in store.first_rows(Query(text, sort=Sort("name")), 400)]
    if names is not None:
        assert sorted(found) == sorted(names)
    monkeypatch.setattr(search_index, "is_whole", lambda _database: False)  # each row is looked at
    assert found == [row.name for row in store.first_rows(Query(text, sort=Sort("name")), 400)]


def test_the_index_is_asked_for_a_rare_part_alone_and_for_the_whole_of_what_is_common(store: Clients) -> None:
    search = Search(store._database, 0, None)
    asked = {text: search.with_index(search.plan(Query(text), None)).wanted.match for text in ("kastenmaier", "maier")}
    assert asked == {"kastenmaier": '(text : "nmai")', "maier": '(text : "maier")'}


def test_a_page_pasted_into_the_search_is_looked_at_in_part(store: Clients) -> None:
    chance = random.Random(5)
    words = ("".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=30)) for _ in range(100))
    assert len(store.search(Query(" ".join(words)))) == 0
    sample = store._database.beside.sample
    assert sample is not None
    assert len(sample.counts) < 1_000
