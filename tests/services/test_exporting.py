"""Exports: what is written, that it comes back the same, and that a file is replaced whole or not at all."""

import csv
import io
import json
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from tests import strategies
from tests.services.importing_files import SAMPLE, bring_in, everybody, file
from tui_clients.domain.client import Client, Picture
from tui_clients.domain.fields import FIELDS
from tui_clients.domain.plain import BELONGINGS
from tui_clients.domain.query import Query, Sort
from tui_clients.domain.record import to_record
from tui_clients.domain.record_json import to_plain
from tui_clients.domain.validate import validate
from tui_clients.errors import Canceled, FileRefused, UsageError
from tui_clients.services import exporting
from tui_clients.services.progress import Progress
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database, open_database

RISKY = ("=", "+", "-", "@", "\t", "\r")


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def _same(one: list[Client], other: list[Client]) -> bool:
    """Whether two databases hold the same clients; the number of a client is its database's own."""

    def bare(clients: list[Client]) -> list[Client]:
        return sorted((replace(client, id=0) for client in clients), key=lambda client: client.uid)

    return bare(one) == bare(other)


def _other(folder: Path) -> Database:
    return open_database(folder / "other.db")


@pytest.mark.parametrize("name", ["out.csv", "out.json", "out.jsonl"])
@pytest.mark.parametrize("sample", ["clients.csv", "awkward.csv"])
def test_the_sample_comes_back_field_for_field(database: Database, tmp_path: Path, name: str, sample: str) -> None:
    bring_in(database, SAMPLE / sample, by="kim")
    assert exporting.run(database, Query(), tmp_path / name) == len(everybody(database))
    other = _other(tmp_path)
    report = bring_in(other, tmp_path / name, country="DE", by="somebody else")
    assert report.rejected == report.skipped == 0
    assert _same(everybody(other), everybody(database))
    assert {client.created_by for client in everybody(other)} == {"kim"}


@contextmanager
def _closing(*databases: Database) -> Iterator[tuple[Database, ...]]:
    try:
        yield databases
    finally:
        for database in databases:
            database.close_all()


@st.composite
def _clients(draw: st.DrawFn) -> list[Client]:
    drawn = draw(st.lists(strategies.clients(), max_size=6))
    sound = [replace(client, name=client.name or "x") for client in drawn if client.uid.strip() or not client.uid]
    fit = [client for client in sound if client.name.strip() and not any(p.is_rejecting for p in validate(client))]
    return list({client.uid or str(number): client for number, client in enumerate(fit)}.values())


@pytest.mark.parametrize("is_spreadsheet_safe", [False, True])
@examples(max_examples=12)
@given(given_clients=_clients())
def test_any_clients_come_back_field_for_field(
    tmp_path_factory: pytest.TempPathFactory, is_spreadsheet_safe: bool, given_clients: list[Client]
) -> None:
    folder = tmp_path_factory.mktemp("trip")
    with _closing(open_database(folder / "first.db"), open_database(folder / "second.db")) as (first, second):
        with first.transaction():
            Clients(first).add_many(given_clients, "kim")
        exporting.run(first, Query(), folder / "out.csv", is_spreadsheet_safe=is_spreadsheet_safe)
        report = bring_in(second, folder / "out.csv", country="DE")
        assert report.created == len(given_clients)
        assert _same(everybody(second), everybody(first))


def test_naughty_strings_come_back_as_they_were(database: Database, tmp_path: Path, naughty_strings: list[str]) -> None:
    named = [
        Client(name=text, note=f"{n}") for n, text in enumerate(naughty_strings) if text.strip() and len(text) < 301
    ]
    with database.transaction():
        Clients(database).add_many(named, "me")
    exporting.run(database, Query(), tmp_path / "out.csv")
    other = _other(tmp_path)
    bring_in(other, tmp_path / "out.csv")
    assert {c.note: c.name for c in everybody(other)} == {c.note: c.name for c in named}


def test_the_header_has_every_field_and_a_picture_is_a_data_uri(database: Database, tmp_path: Path) -> None:
    client = Clients(database).add(Client(name="Anna", picture=Picture("image/png", b"\x89PNG")), "me")
    exporting.run(database, Query(), tmp_path / "out.csv")
    header, cells = _rows(tmp_path / "out.csv")
    assert header == [field.name for field in FIELDS]
    assert dict(zip(header, cells, strict=True)) == to_record(client)
    assert cells[header.index("picture")] == "data:image/png;base64,iVBORw=="


def test_json_is_an_array_of_plain_clients(database: Database, tmp_path: Path) -> None:
    bring_in(database, SAMPLE / "awkward.csv")
    exporting.run(database, Query(sort=Sort("created_at")), tmp_path / "out.json")
    text = (tmp_path / "out.json").read_text(encoding="utf-8")
    nothing: dict[str, list[object]] = {kind: [] for kind in BELONGINGS}
    assert json.loads(text) == [to_plain(client) | nothing for client in everybody(database)]
    assert not any(not character.isprintable() for character in text.replace("\n", ""))


def test_only_the_wanted_fields_and_clients_are_written_in_order(database: Database, tmp_path: Path) -> None:
    bring_in(database, file(tmp_path, "Name,City\nBen,Bonn\nAnna,Bonn\nCem,Ulm\n"))
    stream = io.BytesIO()
    assert exporting.run(database, Query("bonn"), stream, fields=("city", "name")) == 2
    assert stream.getvalue().decode() == "city,name\nBonn,Anna\nBonn,Ben\n"


def test_a_field_that_does_not_exist_is_refused_and_nothing_written(database: Database, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        exporting.run(database, Query(), tmp_path / "out.csv", fields=("name", "shoe_size"))
    assert not (tmp_path / "out.csv").exists()


def test_a_spreadsheet_safe_file_has_no_cell_that_begins_like_a_formula(database: Database, tmp_path: Path) -> None:
    bring_in(database, SAMPLE / "awkward.csv")
    bring_in(database, file(tmp_path, 'Name,Note\n\'quoted,"\'=1"\n"\t=2",x\n'))
    exporting.run(database, Query(), tmp_path / "safe.csv", is_spreadsheet_safe=True)
    exporting.run(database, Query(), tmp_path / "plain.csv")
    assert not any(cell.startswith(RISKY) for row in _rows(tmp_path / "safe.csv") for cell in row)
    assert any(cell.startswith(RISKY) for row in _rows(tmp_path / "plain.csv") for cell in row)
    other = _other(tmp_path)
    assert bring_in(other, tmp_path / "safe.csv").unmapped == ()
    assert _same(everybody(other), everybody(database))


def test_an_apostrophe_of_a_file_that_is_not_guarded_stays(database: Database, tmp_path: Path) -> None:
    bring_in(database, file(tmp_path, "Name\n's Gravenhage\n"))
    assert [client.name for client in everybody(database)] == ["'s Gravenhage"]


def test_a_canceled_export_leaves_the_former_file(database: Database, tmp_path: Path) -> None:
    bring_in(database, SAMPLE / "clients.csv")
    path = file(tmp_path, "the former export", "out.csv")
    asked: list[bool] = []

    def is_canceled() -> bool:
        asked.append(True)
        return len(asked) == 2

    with pytest.raises(Canceled):
        exporting.run(database, Query(), path, is_canceled=is_canceled)
    assert path.read_text() == "the former export"
    assert sorted(p.name for p in tmp_path.iterdir() if "tmp" in p.name) == []


def test_progress_tells_how_many_of_how_many(database: Database, tmp_path: Path) -> None:
    bring_in(database, SAMPLE / "clients.csv")
    told: list[Progress] = []
    exporting.run(database, Query(), tmp_path / "out.csv", progress=told.append)
    assert told[0] == Progress(0, 240)


def test_the_database_itself_is_never_overwritten(database: Database) -> None:
    before = database.path.read_bytes()
    with pytest.raises(FileRefused):
        exporting.run(database, Query(), database.path)
    assert database.path.read_bytes() == before


def test_memory_does_not_grow_with_the_number_of_clients(database: Database, tmp_path: Path) -> None:
    notes = "n" * 10_000
    with database.transaction():
        Clients(database).add_many([Client(name=f"Client {n}", note=f"{n}{notes}") for n in range(1500)], "me")
    exporting.run(database, Query("nobody"), tmp_path / "out.csv")
    tracemalloc.start()
    exporting.run(database, Query(), tmp_path / "out.csv")
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (tmp_path / "out.csv").stat().st_size > 15_000_000
    assert peak < 15_000_000  # 500 clients at a time, each with note and search text, are 10 MB


@pytest.mark.parametrize("suffix", ["", "-wal", "-shm"])
def test_the_database_and_the_files_beside_it_are_never_the_target(
    database: Database, tmp_path: Path, suffix: str
) -> None:
    Clients(database).add(Client("Anna"), "tester")
    target = database.path.with_name(database.path.name + suffix)
    if not target.exists():
        pytest.skip("this SQLite keeps no such file")
    before = target.read_bytes()
    with pytest.raises(FileRefused, match="is the database itself"):
        exporting.run(database, Query(), target, "csv")
    assert target.read_bytes() == before
