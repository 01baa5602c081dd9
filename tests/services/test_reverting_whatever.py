"""Whatever an import brought into whatever database: taken back, every client and belonging is what it was before."""

import csv
import io
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import strategies
from tests.services.importing_files import bring_in, file
from tests.services.taking_back import contents
from tui_clients.domain.client import Client
from tui_clients.domain.fields import FIELDS
from tui_clients.domain.record import to_record
from tui_clients.services import reverting
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database, open_database

_SETTINGS = settings(max_examples=20, suppress_health_check=list(HealthCheck))
_NAMES = [field.name for field in FIELDS]
_UIDS = st.sampled_from(["a", "b", "c", "d", ""])
_MONEY = st.sampled_from(["", "0", "12", "99.5"])
_WORDS = st.sampled_from(["Website", "Shop", "1", "2"])
_DAYS = st.sampled_from(["2026-01-01", "2026-02-03"])
_ROWS: dict[str, dict[str, st.SearchStrategy[str]]] = {
    "projects": {"name": _WORDS, "status": st.sampled_from(["", "finished"]), "budget": _MONEY, "deadline": _DAYS},
    "invoices": {"number": _WORDS, "issue_date": _DAYS, "total": st.sampled_from(["5", "100"]), "paid": _MONEY,
                 "project": st.just("") | _WORDS, "note": strategies.lines()},
    "contacts": {"name": _WORDS, "role": strategies.lines(), "email": st.just("") | st.just("a@example.com")},
    "notes": {"text": _WORDS, "author": _WORDS, "created_at": _DAYS},
}  # fmt: skip

Table = tuple[str, list[dict[str, str]]]


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Return the kind and the rows of a file."""
    kind = draw(st.sampled_from(["clients", "clients", *_ROWS]))
    if kind == "clients":
        people = draw(st.lists(st.tuples(_UIDS, strategies.clients()), min_size=1, max_size=5))
        columns = draw(st.lists(st.sampled_from(_NAMES), unique=True))
        rows = [{**to_record(client), "uid": uid, "name": client.name or "x"} for uid, client in people]
        return kind, [{name: row[name] for name in dict.fromkeys(("uid", "name", *columns))} for row in rows]
    row = st.fixed_dictionaries({"client_uid": _UIDS, **_ROWS[kind]})
    return kind, draw(st.lists(row, min_size=1, max_size=8))


@st.composite
def owned(draw: st.DrawFn) -> list[Table]:
    """Return files of belongings, which make up a database together with its clients."""
    return [table for table in draw(st.lists(tables(), max_size=4)) if table[0] != "clients"]


def _bring_in(database: Database, folder: Path, table: Table, on_duplicate: str) -> int:
    kind, rows = table
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    path = file(folder, stream.getvalue())
    return bring_in(database, path, on_duplicate=on_duplicate, target=kind, match=("uid", "name")).import_id


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed database without clients; to make one takes longer than to fill it."""
    database = open_database(tmp_path_factory.mktemp("empty") / "clients.db")
    database.close_all()
    return database.path


def _filled(empty: Path, folder: Path, people: list[Client], belongings: list[Table]) -> Database:
    shutil.copy(empty, folder / "clients.db")
    database = open_database(folder / "clients.db")
    clients = Clients(database)
    with database.transaction():
        clients.add_many((_with_uid(client, uid) for client, uid in zip(people, "abc", strict=False)), "me")
    if people:
        clients.add(Client("gone", uid="d"), "me")
        clients.delete([clients.add(Client("in the trash"), "me").id], "me")
    for table in belongings:
        _bring_in(database, folder, table, "update")
    return database


def _with_uid(client: Client, uid: str) -> Client:
    values: dict[str, Any] = {name: getattr(client, name) for name in _NAMES}
    return Client(**{**values, "uid": uid})


@pytest.mark.parametrize("on_duplicate", ["update", "create", "skip"])
@_SETTINGS
@given(people=st.lists(strategies.clients(), max_size=3), belongings=owned(), table=tables())
def test_an_import_that_is_taken_back_leaves_nothing(
    tmp_path_factory: pytest.TempPathFactory,
    empty: Path,
    on_duplicate: str,
    people: list[Client],
    belongings: list[Table],
    table: Table,
) -> None:
    folder = tmp_path_factory.mktemp("random")
    database = _filled(empty, folder, people, belongings)
    before = contents(database)
    outcome = reverting.revert(database, _bring_in(database, folder, table, on_duplicate), "anna")
    assert outcome.left_count == 0
    assert contents(database) == before
    database.close_all()


@_SETTINGS
@given(people=st.lists(strategies.clients(), max_size=3), imports=st.lists(tables(), min_size=2, max_size=5))
def test_imports_that_are_taken_back_the_last_first_leave_nothing(
    tmp_path_factory: pytest.TempPathFactory, empty: Path, people: list[Client], imports: list[Table]
) -> None:
    folder = tmp_path_factory.mktemp("random")
    database = _filled(empty, folder, people, [])
    states = []
    for table in imports:
        before = contents(database)
        states.append((_bring_in(database, folder, table, "update"), before))
    for import_id, before in reversed(states):
        assert reverting.revert(database, import_id, "anna").left_count == 0
        assert contents(database) == before
    database.close_all()


@_SETTINGS
@given(imports=st.lists(tables(), min_size=2, max_size=5), order=st.randoms(use_true_random=False))
def test_imports_that_are_taken_back_in_any_order_until_nothing_is_left_leave_nothing(
    tmp_path_factory: pytest.TempPathFactory, empty: Path, imports: list[Table], order: Any
) -> None:
    folder = tmp_path_factory.mktemp("random")
    database = _filled(empty, folder, [Client("Anna", email="anna@example.com")], [])
    before = contents(database)
    waiting = [_bring_in(database, folder, table, "update") for table in imports]
    for _round in imports:
        order.shuffle(waiting)
        waiting = [id_ for id_ in waiting if reverting.revert(database, id_, "anna").left_count]
    assert waiting == []
    assert contents(database) == before
    database.close_all()
