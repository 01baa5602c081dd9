"""Others write while a long import runs, and both come to be whole."""

from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.services.held_import import held_import, while_waiting
from tui_clients.domain.client import Client
from tui_clients.domain.query import Query, Sort
from tui_clients.storage import checking, client_indexes, giving_way
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database
from tui_clients.storage.imports import Imports

COUNT = 1_400
NUMBERS = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT {}) SELECT x FROM n"


def many(folder: Path, count: int = COUNT, name: str = "many.csv", domain: str = "example.com") -> Path:
    """Return a file of so many clients that the list's indexes are put off."""
    rows = "".join(f"Client {n:04},c{n}@{domain},+4917{n:08},DE,{domain}{n}\n" for n in range(count))
    file = folder / name
    file.write_text(f"Name,E-mail,Mobile,Country,uid\n{rows}")
    return file


def test_the_indexes_of_a_new_database_are_those_that_can_be_made_anew(database: Database) -> None:
    made = database.sql(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'client' AND sql <> ''"
    )
    assert dict(made) == client_indexes.DEFINITIONS


def test_another_program_saves_lists_and_searches_while_an_import_runs(tmp_path: Path, database: Database) -> None:
    clients = Clients(database)
    with held_import(database.path, many(tmp_path), takes_fewer=True) as held:
        shown = clients.search(Query(sort=Sort("name")))
        assert len(shown) == 0
        known = while_waiting(
            database, lambda: clients.add(Client("Zoe", email="c1399@example.com"), "zoe"), held.go_on
        )
        assert client_indexes.missing(database)
        present = clients.count()
        assert 0 < present - 1 < COUNT
        for field in ("name", "created_at", "company_name", "email", "mobile", "country", "category"):
            for is_descending in (False, True):
                result = clients.search(Query(sort=Sort(field, is_descending=is_descending)))
                assert len(result) == present
                assert len({*result.ids(0, present)}) == present
        first = clients.search(Query(sort=Sort("name")))
        assert first.position(known.id, 0) == present - 1
        assert [row.name for row in clients.rows(first.ids(3, 5))] == ["Client 0003", "Client 0004"]
        assert len(clients.search(Query("zoe"))) == 1
        assert len(clients.search(Query("client country:DE"))) == present - 1
        imported = clients.get(first.ids(3, 4)[0])
        assert imported is not None
        while_waiting(database, lambda: clients.update(replace(imported, city="Gera"), "zoe"), held.go_on)
        (report,) = held.finish()
    assert (report["created"], report["skipped"]) == (COUNT - 1, 1)  # the last row is whom the other one has added
    assert len(clients.search(Query("client"))) == COUNT - 1
    assert clients.count() == COUNT
    assert not client_indexes.missing(database)
    assert not list(checking.check(database))
    assert [row.name for row in clients.rows(clients.find(Query("city:Gera")))] == ["Client 0003"]


def test_two_imports_at_once_take_turns(tmp_path: Path, database: Database) -> None:
    first, second = many(tmp_path), many(tmp_path, 600, "others.csv", "example.org")
    others: list[Any] = []
    with held_import(database.path, first, takes_fewer=True) as one:
        (report,) = while_waiting(
            database, lambda: finished(database.path, second), lambda: others.extend(one.finish())
        )
    (other,) = others
    assert (report["created"], other["created"]) == (600, COUNT)
    assert Clients(database).count() == COUNT + 600
    assert not client_indexes.missing(database)
    assert not list(checking.check(database))
    assert all(run.is_finished for run in Imports(database).runs())


def test_a_dry_run_goes_on_with_a_copy_when_somebody_wants_to_write(tmp_path: Path, database: Database) -> None:
    clients = Clients(database)
    with held_import(database.path, many(tmp_path), is_dry_run=True, takes_fewer=True) as held:
        held.go_on()
        while_waiting(database, lambda: clients.add(Client("Zoe"), "zoe"), held.go_on)
        assert clients.count() == 1
        clients.add(Client("Yves"), "zoe")  # for whom nobody has to go away
        (report,) = held.finish()
    assert (report["created"], report["is_dry_run"]) == (COUNT, True)
    assert clients.count() == 2
    assert not [*Imports(database).runs()]
    assert not client_indexes.missing(database)
    assert not [file for file in database.path.parent.iterdir() if file.name.startswith(".tui-clients-")]


def finished(database: Path, file: Path) -> Any:
    with held_import(database, file, takes_fewer=True) as held:
        return held.finish()


def test_work_that_cannot_be_parted_is_begun_again_for_somebody_who_waits(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(giving_way, "_YOUNG", 600)
    monkeypatch.setattr(giving_way, "_OTHERS_TURN", 600)
    waits = Thread(target=Clients(database).add, args=(Client("Zoe"), "zoe"))
    present: list[int] = []

    def work() -> None:
        present.append(Clients(database).count())
        if len(present) == 1:
            waits.start()
        most = 10**12 if len(present) == 1 else 10
        database.sql(f"CREATE TABLE made AS {NUMBERS.format(most)}")

    with giving_way.giving_way(database) as way, database.transaction():
        assert not way.insist(lambda: None)
        way.give()
        database.sql("CREATE TABLE kept (x)")
        assert way.insist(work)
    waits.join()
    assert present == [0, 1]
    assert database.sql("SELECT count(*) FROM made") == [(10,)]
    assert database.sql("SELECT count(*) FROM kept") == [(0,)]
