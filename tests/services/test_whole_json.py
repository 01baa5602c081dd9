"""JSON with everything: an export imported into an empty database gives the same database."""

import tracemalloc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as examples

from tests.services.importing_files import bring_in, counts
from tests.whole_databases import Whole, content, databases, store
from tui_clients.domain.client import Client, Contact, ContactPoint, Document, Note, Picture, now
from tui_clients.domain.invoice import Invoice, Payment
from tui_clients.domain.project import Project
from tui_clients.domain.query import Query
from tui_clients.services import exporting
from tui_clients.services.importing import Report
from tui_clients.storage.database import Database, open_database

KINDS = ("projects", "invoices", "contacts", "notes", "documents")


@contextmanager
def _two(folder: Path) -> Iterator[tuple[Database, Database]]:
    first, second = (open_database(folder / f"{name}.db") for name in ("first", "second"))
    try:
        yield first, second
    finally:
        first.close_all()
        second.close_all()


def _written(database: Database, path: Path) -> bytes:
    exporting.run(database, Query(), path)
    return path.read_bytes()


def _sum(report: Report, outcome: str) -> int:
    return sum(of_kind[outcome] for of_kind in report.belongings.values())


@pytest.mark.parametrize("suffix", ["json", "jsonl"])
@examples(max_examples=12)
@given(wholes=databases())
def test_any_database_comes_back_whole_and_a_second_time_not_at_all(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, wholes: Sequence[Whole]
) -> None:
    folder = tmp_path_factory.mktemp("whole")
    with _two(folder) as (first, second):
        store(first, wholes)
        written = _written(first, folder / f"first.{suffix}")
        if not wholes:
            return
        report = bring_in(second, folder / f"first.{suffix}", country="DE", by="somebody else")
        assert (report.created, report.rows) == (len(wholes), len(wholes))
        assert content(second) == content(first)
        assert _written(second, folder / f"second.{suffix}") == written
        there = counts(second)
        assert _sum(report, "created") == sum(there[kind.removesuffix("s")] for kind in KINDS)
        for how in ("skip", "update"):
            again = bring_in(second, folder / f"first.{suffix}", country="DE", on_duplicate=how)
            assert again.skipped == again.rows
            assert _sum(again, "created") == _sum(again, "updated") == 0
        assert {**counts(second), "import_run": 0} == {**there, "import_run": 0}
        assert _written(second, folder / f"second.{suffix}") == written


def test_naughty_strings_come_back_wherever_they_stand(
    database: Database, tmp_path: Path, naughty_strings: list[str]
) -> None:
    day, few = date(2026, 3, 1), [text for text in naughty_strings if text.strip() and len(text) <= 50]
    wholes = [
        Whole(
            Client(name=text, email=text, tags=(text, "a, b"), note=text, extra={text: text},
                   more_emails=(ContactPoint(text, text),)),
            [Project(text, budget=5, currency="EUR")],
            [Invoice(text, day, day, "JPY", 5, payments=(Payment(5, day, text),), project=text, note=text)],
            [Contact(text, text, text, text, text)],
            [Note(text, text, now())],
        )
        for text in few
    ]  # fmt: skip
    store(database, wholes)
    _written(database, tmp_path / "out.json")
    other = open_database(tmp_path / "other.db")
    assert bring_in(other, tmp_path / "out.json", country="DE").created == len(few) > 100
    assert content(other) == content(database)
    other.close_all()


def test_documents_of_any_size_come_back_a_part_at_a_time(database: Database, tmp_path: Path) -> None:
    """Three parts of a document, and so many documents that a client's object is longer than any that is held."""
    data = [bytes(range(256)) * 10_300 + bytes(number) for number in range(8)]  # 2.6 MB and no multiple of 3
    kept = [(Document(f"offer {number}.pdf", "x", author="kim"), each) for number, each in enumerate(data)]
    store(database, [Whole(Client("Ärzte", note="n" * 90_000), notes=[Note("é" * 90_000)], documents=kept)])
    other = open_database(tmp_path / "other.db")
    tracemalloc.start()
    exporting.run(database, Query(), tmp_path / "out.json")
    report = bring_in(other, tmp_path / "out.json")
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (tmp_path / "out.json").stat().st_size > 2**24
    assert (report.problem_count, report.belongings["documents"]["created"]) == (0, 8)
    assert content(other) == content(database)
    assert peak < 12_000_000
    other.close_all()


def test_memory_stays_small_however_large_the_pictures_are(database: Database, tmp_path: Path) -> None:
    picture = Picture("image/png", b"\x89PNG" + bytes(1_000_000))
    store(database, [Whole(Client(name=f"Client {number}", picture=picture)) for number in range(60)])
    other = open_database(tmp_path / "other.db")
    tracemalloc.start()
    exporting.run(database, Query(), tmp_path / "out.json")
    report = bring_in(other, tmp_path / "out.json")
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    other.close_all()
    assert (report.created, report.problem_count) == (60, 0)
    assert (tmp_path / "out.json").stat().st_size > 80_000_000
    assert peak < 60_000_000
