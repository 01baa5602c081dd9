"""What is put off while very many clients are loaded is there when they are."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.services.held_import import take_fewer_for_many
from tui_clients.domain.query import Query, Sort
from tui_clients.errors import Canceled
from tui_clients.services import importing
from tui_clients.services.importing import OnDuplicate, Options, Report, chunks
from tui_clients.services.progress import never
from tui_clients.settings import Settings
from tui_clients.storage import loading, search_index
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database

COUNT = 1_400
INDEXES = "SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'client' ORDER BY name"


@pytest.fixture(autouse=True)
def fewer(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name in ((chunks, "CHUNK"), (loading, "_FEWEST"), (loading, "_TOGETHER")):
        monkeypatch.setattr(module, name, getattr(module, name))  # for what is there again afterwards
    take_fewer_for_many()


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A file of so many clients that the list's indexes are sorted at the end; two rows mean the same one."""
    rows = "".join(f"Client {n:04},c{n}@example.com,+4917{n:08},DE\n" for n in range(COUNT))
    file = tmp_path / "many.csv"
    file.write_text(f"Name,E-mail,Mobile,Country\n{rows}Somebody else,C7@example.com,,AT\n")
    return file


def bring_in(file: Path, database: Database, is_canceled: Callable[[], bool] = never) -> Report:
    options = Options(on_duplicate=OnDuplicate.UPDATE, match=("email", "phone", "name"))
    return importing.run(importing.inspect(file, Settings(), options), database, "kim", is_canceled=is_canceled)


def test_indexes_and_search_are_whole_behind_a_large_import(database: Database, clients: Clients, many: Path) -> None:
    before = database.sql(INDEXES)
    assert bring_in(many, database).created == COUNT
    assert database.sql(INDEXES) == before
    search_index.prove(database)
    assert clients.count(Query("somebody")) == 1
    assert clients.count(Query("country:DE")) == COUNT - 1
    last = clients.first_rows(Query(sort=Sort("mobile", is_descending=True)), 1)
    assert [row.name for row in last] == [f"Client {COUNT - 1:04}"]
    assert bring_in(many, database).updated == 2  # the client of the last row, there and back


def test_a_large_import_that_is_stopped_leaves_everything_as_it_was(database: Database, many: Path) -> None:
    before = database.sql(INDEXES)
    looks = iter([False] * 8 + [True])
    with pytest.raises(Canceled):
        bring_in(many, database, is_canceled=lambda: next(looks))
    assert database.sql(INDEXES) == before
    assert database.sql("SELECT count(*) FROM client") == [(0,)]
    assert database.sql("PRAGMA cache_size") == [(-2000,)]
    search_index.prove(database)
