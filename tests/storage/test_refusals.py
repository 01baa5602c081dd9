import os
import shutil
import socket
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from peewee import sqlite3 as library  # type: ignore[attr-defined]

from tui_clients.domain.client import Client
from tui_clients.errors import DatabaseRefused
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import APPLICATION_ID, SCHEMA_VERSION, open_database

NOBODY = 65534
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20


def ours(path: Path, clients: int = 300) -> Path:
    database = open_database(path)
    with database.transaction():
        Clients(database).add_many((Client(name=f"c{n}", note="x" * 500) for n in range(clients)), "me")
    database.close_all()
    return path


def sqlite(path: Path, *statements: str) -> Path:
    connection = library.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()
    return path


def truncated(path: Path) -> Path:
    os.truncate(ours(path), 8192)
    return path


def with_garbage(path: Path, start: int, length: int) -> Path:
    whole = bytearray(ours(path).read_bytes())
    whole[start : start + length] = b"\xde\xad\xbe\xef" * (length // 4)
    path.write_bytes(whole)
    return path


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


FOREIGN = {
    "a text": lambda path: written(path, b"name;email\nAnna;anna@example.com\n"),
    "a short text": lambda path: written(path, b"a"),
    "a picture": lambda path: written(path, PNG),
    "zeros": lambda path: written(path, bytes(8192)),
    "another program's database": lambda path: sqlite(path, "CREATE TABLE t (x)", "INSERT INTO t VALUES (1)"),
    "another one's with a log": lambda path: sqlite(path, "PRAGMA journal_mode = wal", "CREATE TABLE t (x)"),
    "one marked by another": lambda path: sqlite(path, "PRAGMA application_id = 42"),
    "one marked below zero": lambda path: sqlite(path, "PRAGMA application_id = -1", "PRAGMA user_version = 1"),
    "one with another's version": lambda path: sqlite(path, "PRAGMA user_version = 7"),
}
DAMAGED = {
    "truncated": truncated,
    "garbage in page 1": lambda path: with_garbage(path, 100, 1000),
    "garbage in the header": lambda path: with_garbage(path, 16, 40),
    "garbage in the schema": lambda path: with_garbage(path, 2000, 4000),
}


def refusal(path: Path) -> str:
    before = path.read_bytes()
    with pytest.raises(DatabaseRefused) as refused:
        open_database(path)
    assert path.read_bytes() == before
    assert refused.value.exit_code == 3
    sentence = str(refused.value)
    assert str(path) in sentence
    return sentence


@pytest.mark.parametrize("make", FOREIGN.values(), ids=FOREIGN)
def test_what_is_not_ours_is_refused_and_stays_as_it_is(tmp_path: Path, make) -> None:  # type: ignore[no-untyped-def]
    sentence = refusal(make(tmp_path / "clients.db"))
    assert "is not a TUI Clients database. Nothing in it was changed." in sentence


@pytest.mark.parametrize("make", DAMAGED.values(), ids=DAMAGED)
def test_what_is_damaged_is_refused_and_stays_as_it_is(tmp_path: Path, make) -> None:  # type: ignore[no-untyped-def]
    sentence = refusal(make(tmp_path / "clients.db"))
    assert "damaged" in sentence or "not a TUI Clients database" in sentence
    assert "Nothing" in sentence


def test_what_a_newer_version_wrote_is_refused_and_stays_as_it_is(tmp_path: Path) -> None:
    path = sqlite(ours(tmp_path / "clients.db", 1), f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    assert "newer version" in refusal(path)


def test_another_programs_unfinished_transaction_is_left_to_it(tmp_path: Path) -> None:
    path = sqlite(tmp_path / "clients.db", "CREATE TABLE t (x)", "INSERT INTO t VALUES (zeroblob(100000))")
    other = library.connect(path, isolation_level=None)
    other.execute("PRAGMA cache_size = 5")
    other.execute("BEGIN")
    other.execute("UPDATE t SET x = randomblob(100000)")
    for suffix in ("", "-journal"):  # as a crash of the other program leaves them
        shutil.copy(f"{path}{suffix}", tmp_path / f"crashed.db{suffix}")
    other.close()
    journal = (tmp_path / "crashed.db-journal").read_bytes()
    assert "not a TUI Clients database" in refusal(tmp_path / "crashed.db")
    assert (tmp_path / "crashed.db-journal").read_bytes() == journal


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(DatabaseRefused, match="is not a file"):
        open_database(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["pipe", "socket", "dangling link"])
def test_what_is_no_file_is_refused_without_waiting_for_it(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "s"
    listener = socket.socket(socket.AF_UNIX)
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "socket":
        listener.bind(os.path.relpath(path))
    else:
        path.symlink_to(tmp_path / "nowhere")
    answers: list[BaseException] = []

    def attempt() -> None:
        try:
            open_database(path)
        except DatabaseRefused as refused:
            answers.append(refused)

    thread = threading.Thread(target=attempt, daemon=True)
    thread.start()
    thread.join(10)
    listener.close()
    assert not thread.is_alive()
    assert "is not a file" in str(answers[0])
    assert [file.name for file in tmp_path.iterdir()] == ["s"]


def test_a_name_that_is_too_long_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatabaseRefused, match="cannot be opened"):
        open_database(tmp_path / ("x" * 300))


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DatabaseRefused, match="is not a file"):
        open_database(tmp_path / "file" / "clients.db")


@pytest.mark.parametrize("url", ["postgres://host/db", "postgresql://user@host/db"])
def test_postgresql_is_refused_for_now(url: str) -> None:
    with pytest.raises(DatabaseRefused, match="PostgreSQL"):
        open_database(url)


@pytest.fixture
def stranger() -> Iterator[Path]:
    """Return a folder of root's in which this process, until the end of the test, is nobody."""
    if os.geteuid() != 0:
        pytest.skip("only root can become somebody else")
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    ours(folder / "unreadable.db", 1)
    ours(folder / "readonly.db", 1).chmod(0o644)
    sqlite(folder / "readonly.db", "PRAGMA journal_mode = delete")
    (folder / "closed").mkdir(mode=0o700)
    before = os.getegid()
    os.setegid(NOBODY)
    os.seteuid(NOBODY)
    yield folder
    os.seteuid(0)
    os.setegid(before)
    shutil.rmtree(folder)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("unreadable.db", "cannot be opened"),
        ("closed/clients.db", "cannot be opened"),
        ("new.db", "cannot be created: Permission denied"),
        ("new/clients.db", "cannot be created: Permission denied"),
        ("readonly.db", "may only be read"),
    ],
)
def test_what_one_may_not_read_or_write_is_refused(stranger: Path, name: str, reason: str) -> None:
    with pytest.raises(DatabaseRefused, match=reason):
        open_database(stranger / name)


def test_the_application_id_spells_the_program() -> None:
    assert APPLICATION_ID.to_bytes(4, "big") == b"TUIC"
