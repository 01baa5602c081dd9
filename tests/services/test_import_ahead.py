"""A second process reads large files: what is stored and reported is what one process alone stores and reports."""

import json
import os
import random
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import REPO
from tests.services.importing_files import SAMPLE, bring_in, counts, file
from tui_clients.domain.query import Query
from tui_clients.errors import Canceled, FileRefused
from tui_clients.services import importing
from tui_clients.services.importing import Answers, OnDuplicate, Options, Report, ahead, chunks, running
from tui_clients.services.importing.fixes import Cell
from tui_clients.settings import Settings
from tui_clients.storage import clients, loading, search_index
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database, open_database

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
STORED = {
    "client": "SELECT * FROM client ORDER BY id",
    "history": 'SELECT at, "by", client_id, action, fields, import_id FROM change ORDER BY id',
    "points": "SELECT client_id, kind, label, value, position FROM contact_point ORDER BY id",
    "pictures": "SELECT * FROM picture ORDER BY client_id",
    "categories": "SELECT name, sub_category FROM category ORDER BY id",
    "imports": 'SELECT "by", target, counts FROM import_run',
    "indexes": "SELECT name, sql FROM sqlite_schema WHERE type = 'index' ORDER BY name",
    "settings": "SELECT * FROM client_index_config WHERE k NOT LIKE '%merge' ORDER BY k",
}
CELLS = (
    ("Anna", "Jürgen Groß", "Juergen Gross", "", "O'Neill  jr.", "x" * 301, "王小明", "=1+2", "a\nb"),
    ("a@example.com", "b@example.com", "A@EXAMPLE.COM", "", "n/a", "c@x.de; d@x.de", "d@x.de; a@example.com", "no"),
    ("DE", "Germany", "Österreich", "", "Nowhere"),
    ("+4917654781145", "0176 54781145", "030 123 ext. 4", "", "call me", "+49 30 1234567, +49 176 54781145"),
    ("female", "Herr", "", "?"),
    ("Key account", "", "Key  account"),
    ("2024-01-31", "31.12.2023", "", "soon", "2024-03-31 02:30"),
    ("Vip; Friend", "", '["a;b"]'),
    ("Acme", "", "ACME ", "Müller KG"),
    ("de", "a@example.com", "b@example.com", ""),  # what is wrong here tells nobody apart elsewhere in the row
    ("u1", "u2", "", "", "", "u3"),
)
HEADER = "Name,E-mail,Country,Mobile,Gender,Category,Date added,Tags,Company,Language,Identifier"


@pytest.fixture(autouse=True)
def moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several imports happen at the same moment."""
    for module in (running, clients):
        monkeypatch.setattr(module, "now", lambda: NOON)


@pytest.fixture
def databases(tmp_path: Path) -> Iterator[Callable[[str], Database]]:
    opened: list[Database] = []

    def make(name: str) -> Database:
        opened.append(open_database(tmp_path / f"{name}.db"))
        return opened[-1]

    yield make
    for database in opened:
        database.close_all()


def stored(database: Database, has_uids: bool) -> dict[str, Any]:
    """Return all that a database holds, but for identifiers that were made up."""
    found: dict[str, Any] = {name: database.sql(statement) for name, statement in STORED.items()}
    if not has_uids:
        uid = [column for _cid, column, *_rest in database.sql("PRAGMA table_info(client)")].index("uid")
        given = {"u1", "u2", "u3"}
        found["client"] = [(*r[:uid], r[uid] if r[uid] in given else "", *r[uid + 1 :]) for r in found["client"]]
    found["found"] = [sorted(Clients(database).find(Query(words))) for words in ("ann", "jurgen", "gr", "4917654")]
    return found


def alike(
    databases: Callable[[str], Database],
    monkeypatch: pytest.MonkeyPatch,
    path: Path,
    before: Path | None = None,
    has_uids: bool = False,
    **options: Any,
) -> Report:
    """Import a file row by row, by one process and by two: all must agree in everything, and the report is given.

    Row by row every row is decided on by itself; by two processes what can be put off is.
    """
    results = []
    is_special = chunks._is_special
    for way, worth_it, fewest in (("rows", sys.maxsize, sys.maxsize), ("one", sys.maxsize, sys.maxsize), ("two", 0, 1)):
        monkeypatch.setattr(chunks, "_is_special", is_special if way != "rows" else lambda _plan, _row: True)
        monkeypatch.setattr(ahead, "_WORTH_IT", worth_it)
        monkeypatch.setattr(loading, "_FEWEST", fewest)
        database = databases(way)
        if before:
            bring_in(database, before)
        report = bring_in(database, path, **options)
        search_index.prove(database)
        results.append((report, stored(database, has_uids)))
    assert results[0] == results[1]
    assert results[1] == results[2]
    return results[2][0]


def hostile(seed: int, rows: int) -> str:
    """Return a file whose rows are sound, flagged, rejected, blank, ragged, stray and double at random."""
    chance = random.Random(seed)
    lines = [HEADER]
    for number in range(rows):
        cells = [chance.choice(choices) if chance.random() < 0.5 else choices[0] for choices in CELLS]
        if chance.random() < 0.7:
            cells[0], cells[1], cells[10] = f"Client {number}", f"{number}@example.com", ""
            cells[3] = f"0176 {number:08}"
        row = ",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in cells)
        surplus = chance.choice(("", "", "", ",more", ',"stray"quote', ",,"))
        lines.append(chance.choice(("", HEADER)) if chance.random() < 0.02 else row + surplus)
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("seed", "on_duplicate", "match"),
    [
        (0, "skip", ("email", "phone")),
        (1, "skip", ("email", "phone")),
        (2, "update", ("email", "name")),
        (3, "fill", ("name", "mobile")),
        (4, "create", ("email",)),
        (5, "ask", ("phone", "name", "email")),
    ],
)
def test_two_processes_store_and_report_what_one_does(
    databases: Callable[[str], Database],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    seed: int,
    on_duplicate: str,
    match: tuple[str, ...],
) -> None:
    before = file(tmp_path, hostile(seed + 10, 150), "before.csv") if seed else None
    path = file(tmp_path, hostile(seed, 1200))
    told = dict(zip(range(0, 1200, 7), [*OnDuplicate][:4] * 50, strict=False))
    report = alike(
        databases,
        monkeypatch,
        path,
        before,
        on_duplicate=on_duplicate,
        match=match,
        country="DE",
        answers=Answers(told, OnDuplicate.FILL) if on_duplicate == "ask" else Answers(),
        fixes={Cell(40, 0, 0): "Corrected", Cell(41, 0, 3): "+49 30 1234567"},
    )
    assert report.rejected
    assert report.flagged
    assert report.created > 500
    assert report.created < report.rows - report.rejected or on_duplicate == "create"


@pytest.mark.parametrize(("name", "created"), [("clients.csv", 240), ("awkward.csv", 34)])
def test_the_samples_come_in_alike(
    databases: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch, name: str, created: int
) -> None:
    assert alike(databases, monkeypatch, SAMPLE / name, has_uids=name == "clients.csv").created == created


def test_json_with_all_that_belongs_to_clients_comes_in_alike(
    databases: Callable[[str], Database], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    people = [
        {
            "name": f"Client {number}",
            "tags": ["a;b", "c"],
            "extra": {"Shoe": 43.5, "Big": 10**20},
            "invoices": [{"number": str(number), "issue_date": "2026-01-02", "total": 12.5}] * (number % 3),
            "notes": [{"text": "half a note"}] if number % 5 == 0 else None,
            "unknown": {"deep": [1, None, True]},
        }
        for number in range(1100)
    ]
    report = alike(databases, monkeypatch, file(tmp_path, json.dumps(people), "people.json"))
    assert report.created == 1100
    assert report.belongings["invoices"]["created"] > 700


def test_the_line_of_a_broken_row_is_named_and_nothing_is_stored(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "_WORTH_IT", 0)
    path = file(tmp_path, HEADER + "\n" + "Anna\n" * 3000 + '"never closed\n' + "Bert\n" * 10)
    with pytest.raises(FileRefused, match="opened in line 3002"):
        bring_in(database, path)
    assert not any(counts(database).values())


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list["subprocess.Popen[bytes]"]:
    """The processes that are started; every file is worth one."""
    found: list[subprocess.Popen[bytes]] = []

    class Seen(subprocess.Popen[bytes]):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            found.append(self)

    monkeypatch.setattr(subprocess, "Popen", Seen)
    monkeypatch.setattr(ahead, "_WORTH_IT", 0)
    monkeypatch.setattr(loading, "_FEWEST", 1)
    return found


def test_a_canceled_import_leaves_no_process_and_no_index_behind(
    database: Database, tmp_path: Path, started: list["subprocess.Popen[bytes]"]
) -> None:
    before = stored(database, has_uids=True)
    plan = importing.inspect(file(tmp_path, HEADER + "\n" + "Anna\n" * 50_000), Settings())
    with pytest.raises(Canceled):
        importing.run(plan, database, "me", is_canceled=lambda: counts(database)["client"] > 1000)
    assert [process.returncode for process in started] == [-signal.SIGKILL]
    assert stored(database, has_uids=True) == before


def test_a_process_that_is_killed_is_told_and_changes_nothing(
    database: Database, tmp_path: Path, started: list["subprocess.Popen[bytes]"]
) -> None:
    before = stored(database, has_uids=True)
    path = file(tmp_path, HEADER + "\n" + "Anna\n" * 50_000)
    plan = importing.inspect(path, Settings())
    with pytest.raises(FileRefused, match="stopped unexpectedly"):
        importing.run(plan, database, "me", progress=lambda _progress: started[0].kill())
    assert stored(database, has_uids=True) == before


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="Linux tells when a process ends that is not one's own")
def test_the_process_ends_with_the_one_that_started_it(tmp_path: Path) -> None:
    path = file(tmp_path, HEADER + "\n" + "Anna\n" * 50_000)
    program = (
        "import os, sys; from pathlib import Path\n"
        "from tui_clients.services import importing\n"
        "from tui_clients.services.importing import ahead\n"
        "from tui_clients.settings import Settings\n"
        "ahead._WORTH_IT = 0\n"
        "with ahead.reading(importing.inspect(Path(sys.argv[1]), Settings()), ahead.Stamp(1, 'me')) as found:\n"
        "    next(found)\n"
        "    print(open(f'/proc/{os.getpid()}/task/{os.getpid()}/children').read(), flush=True)\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, path], stdout=subprocess.PIPE, cwd=REPO, check=False)
    assert done.returncode == -signal.SIGKILL
    [child] = map(int, done.stdout.split())
    with suppress(ProcessLookupError):  # it has ended already
        ended = os.pidfd_open(child)
        assert select.select([ended], [], [], 20)[0] == [ended]
        os.close(ended)


def test_where_no_process_can_be_had_one_is_enough(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "_WORTH_IT", 0)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nothing"))
    assert bring_in(database, file(tmp_path, "Name\nAnna\n")).created == 1


def test_a_dry_run_by_two_processes_changes_nothing(
    database: Database, tmp_path: Path, started: list["subprocess.Popen[bytes]"]
) -> None:
    before = stored(database, has_uids=True)
    plan = importing.inspect(file(tmp_path, HEADER + "\n" + "Anna\n" * 2000), Settings(), Options())
    assert importing.run(plan, database, "me", is_dry_run=True).created == 2000
    assert len(started) == 1
    assert stored(database, has_uids=True) == before
