"""Exports to XLSX come back as the same clients, within what a cell can hold."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from tests import strategies
from tests.services.importing_files import SAMPLE, bring_in, everybody, file
from tui_clients.domain.client import Client, Picture
from tui_clients.domain.query import Query
from tui_clients.domain.validate import validate
from tui_clients.errors import UsageError
from tui_clients.formats import table
from tui_clients.formats.detect import detect
from tui_clients.services import exporting
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database, open_database


def _bare(database: Database) -> list[Client]:
    """Return everybody as a workbook holds them: without pictures and the database's own numbers."""
    bare = [replace(client, id=0, picture=None, version=0) for client in everybody(database)]
    return sorted(bare, key=lambda client: client.uid)


def _round_trip(database: Database, folder: Path) -> list[Client]:
    exporting.run(database, Query(), folder / "out.xlsx")
    other = open_database(folder / "other.db")
    try:
        report = bring_in(other, folder / "out.xlsx", country="DE")
        assert report.rejected == report.skipped == 0
        return _bare(other)
    finally:
        other.close_all()


@pytest.mark.parametrize("sample", ["clients.csv", "awkward.csv"])
def test_the_sample_comes_back_field_for_field(database: Database, tmp_path: Path, sample: str) -> None:
    bring_in(database, SAMPLE / sample, by="kim")
    assert _round_trip(database, tmp_path) == _bare(database)


@st.composite
def _clients(draw: st.DrawFn) -> list[Client]:
    drawn = draw(st.lists(strategies.clients(), max_size=6))
    named = [replace(client, name=client.name.strip() or "x", picture=None) for client in drawn]
    fit = [client for client in named if not any(problem.is_rejecting for problem in validate(client))]
    sound = [client for client in fit if not {"\ufffe", "\uffff"} & set(repr(client.extra) + str(client))]
    kept = [client for client in sound if client.uid.strip() or not client.uid]
    return list({client.uid or str(number): client for number, client in enumerate(kept)}.values())


@examples(max_examples=10)
@given(given_clients=_clients())
def test_any_clients_come_back_field_for_field(
    tmp_path_factory: pytest.TempPathFactory, given_clients: list[Client]
) -> None:
    folder = tmp_path_factory.mktemp("trip")
    first = open_database(folder / "first.db")
    try:
        with first.transaction():
            Clients(first).add_many(given_clients, "kim")
        assert _round_trip(first, folder) == _bare(first)
    finally:
        first.close_all()


def test_moments_come_back_to_the_second_wherever_the_clocks_stand(
    database: Database, tmp_path: Path, local_zone: Callable[[str], None]
) -> None:
    local_zone("Europe/Berlin")
    times = ["2024-10-27T00:30:00", "2024-10-27T01:30:00", "2024-03-31T01:30:00", "2024-01-01T00:00:00",
             "1969-12-31T23:59:59", "1900-01-01T00:00:00", "9999-12-31T23:59:59"]  # fmt: skip
    moments = [datetime.fromisoformat(text).replace(tzinfo=UTC) for text in times]
    with database.transaction():
        Clients(database).add_many([Client(str(n), created_at=moment) for n, moment in enumerate(moments)], "kim")
    assert [client.created_at for client in sorted(_round_trip(database, tmp_path), key=lambda c: c.name)] == moments


def test_a_moment_of_a_column_in_utc_is_not_local_time(
    database: Database, tmp_path: Path, local_zone: Callable[[str], None]
) -> None:
    local_zone("Europe/Berlin")
    bring_in(database, file(tmp_path, "Name,Created (UTC)\nAnna,2024-07-01 12:00\nBen,2024-07-01T12:00:00+02:00\n"))
    hours = {client.name: client.created_at.hour for client in everybody(database) if client.created_at}
    assert hours == {"Anna": 12, "Ben": 10}


def test_pictures_are_left_out_unless_they_are_wanted(database: Database, tmp_path: Path) -> None:
    Clients(database).add(Client(name="Anna", picture=Picture("image/png", b"\x89PNG")), "me")
    for fields, has_picture in (((), False), (("name", "picture"), True)):
        exporting.run(database, Query(), tmp_path / "out.xlsx", fields=fields)
        with table.opened(tmp_path / "out.xlsx", detect(tmp_path / "out.xlsx")) as opened:
            assert ("picture" in opened.header.columns) is has_picture


def test_too_many_clients_are_refused_before_anything_is_written(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.transaction():
        Clients(database).add_many([Client("Anna"), Client("Ben")], "me")
    few = replace(table.by_name("xlsx"), most=1, write=lambda *_: pytest.fail("it was written"))
    monkeypatch.setattr(table, "FORMATS", (few,))
    with pytest.raises(UsageError, match="clients at most"):
        exporting.run(database, Query(), tmp_path / "out.xlsx")
    assert list(tmp_path.glob("out*")) == []
