"""`backup` and `restore` with packed files: the same clients come back, and a bad file changes nothing."""

import bz2
import gzip
import json
import lzma
import stat
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import SAMPLE, Command
from tui_clients.storage import rooms

OPENERS: dict[str, Callable[..., Any]] = {".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open}


def files(*folders: Path) -> dict[Path, bytes]:
    """Return every file below some folders with its content, but for the logs."""
    found = (path for folder in folders for path in folder.rglob("*") if path.is_file() and "logs" not in path.parts)
    return {path: path.read_bytes() for path in found}


@pytest.mark.parametrize("name", ["kept.gz", "kept.db.GZ", "kept.bz2", "kept.xz", "kept.db"])
def test_a_backup_comes_back_however_it_is_packed_and_called(
    command: Command, filled_home: Path, tmp_path: Path, name: str
) -> None:
    everybody = command("list", "--json").json
    room = tmp_path / "room"
    room.mkdir()
    saved = command("backup", room / name, "--json")
    assert saved.json == {"path": str(room / name), "size": (room / name).stat().st_size}
    assert stat.S_IMODE((room / name).stat().st_mode) == 0o600
    assert [path.name for path in room.iterdir()] == [name]
    command("import", SAMPLE / "awkward.csv", "--no-backup")
    renamed = (room / name).rename(room / "other name")
    assert command("restore", renamed).code == 0
    assert command("list", "--json").json == everybody
    assert stat.S_IMODE((filled_home / "clients.db").stat().st_mode) == 0o600


@pytest.mark.parametrize("suffix", OPENERS)
def test_what_is_packed_is_the_plain_backup(command: Command, filled_home: Path, tmp_path: Path, suffix: str) -> None:
    command("backup", tmp_path / "plain.db")
    command("backup", tmp_path / f"packed{suffix}")
    with OPENERS[suffix](tmp_path / f"packed{suffix}") as stream:
        assert stream.read() == (tmp_path / "plain.db").read_bytes()
    assert (tmp_path / f"packed{suffix}").stat().st_size < (tmp_path / "plain.db").stat().st_size / 2


def test_in_a_shared_folder_the_group_may_read_a_packed_backup(
    command: Command, filled_home: Path, tmp_path: Path
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o2770)
    command("backup", shared / "kept.gz")
    assert stat.S_IMODE((shared / "kept.gz").stat().st_mode) == 0o660


@pytest.mark.skipif(find_spec("compression") is not None, reason="this Python packs Zstandard")
def test_what_python_cannot_pack_is_refused_with_what_it_can(
    command: Command, filled_home: Path, tmp_path: Path
) -> None:
    saved = command("backup", tmp_path / "kept.zst")
    assert saved.code == 2
    assert ".gz, .bz2, .xz" in saved.err
    assert not (tmp_path / "kept.zst").exists()
    (tmp_path / "kept").write_bytes(b"\x28\xb5\x2f\xfd????")
    assert command("restore", tmp_path / "kept").code == 2


def cut(plain: bytes) -> bytes:
    """The half of a packed backup."""
    packed = gzip.compress(plain)
    return packed[: len(packed) // 2]


def cut_plain(plain: bytes) -> bytes:
    """A packed half of a backup."""
    return gzip.compress(plain[: len(plain) // 2])


def followed_by_garbage(plain: bytes) -> bytes:
    """A packed backup, and something else behind it."""
    return gzip.compress(plain) + b"garbage"


def followed_by_more(plain: bytes) -> bytes:
    """A packed backup, and another packed thing behind it."""
    return gzip.compress(plain) + gzip.compress(b"more" * 2000)


def followed_by_zeros(plain: bytes) -> bytes:
    """A packed backup, and many zeros behind it: a few kilobytes that would fill a disk."""
    return lzma.compress(plain) + lzma.compress(bytes(100_000_000), preset=0)


def swollen(plain: bytes) -> bytes:
    """A packed backup that says of itself to be far greater than it is, and goes on with zeros."""
    return lzma.compress(announced(plain, 100_000)) + lzma.compress(bytes(3_000_000)) * 100


def too_great(plain: bytes) -> bytes:
    """A packed backup that says of itself to be greater than any disk."""
    return gzip.compress(announced(plain, 2**32 - 1))


def announced(plain: bytes, pages: int) -> bytes:
    """Return a database that says to have so many pages."""
    return plain[:28] + pages.to_bytes(4, "big") + plain[32:]


def changed(plain: bytes) -> bytes:
    """A packed backup in which something was overwritten."""
    return gzip.compress(plain[:40_000] + b"\xff" * 40_000 + plain[80_000:])


def flipped(plain: bytes) -> bytes:
    """A packed backup with another bit in its middle."""
    packed = bytearray(bz2.compress(plain))
    packed[len(packed) // 2] ^= 16
    return bytes(packed)


BAD: list[Callable[[bytes], bytes]] = [
    cut,
    cut_plain,
    followed_by_garbage,
    followed_by_more,
    followed_by_zeros,
    swollen,
    too_great,
    changed,
    flipped,
    lambda _plain: gzip.compress(b"Name,E-mail\nAnna,anna@example.com\n" * 100),
    lambda plain: gzip.compress(gzip.compress(plain)),
    lambda _plain: gzip.compress(b""),
    lambda _plain: b"\x1f\x8b",
    lambda _plain: b"BZh9" + bytes(500),
    lambda _plain: b"\xfd7zXZ\0" + bytes(500),
]


@pytest.mark.parametrize("make", BAD)
def test_a_bad_packed_backup_is_one_sentence_and_changes_nothing(
    command: Command, filled_home: Path, tmp_path: Path, make: Callable[[bytes], bytes]
) -> None:
    command("backup", tmp_path / "kept.db")
    bad = tmp_path / "bad.gz"
    bad.write_bytes(make((tmp_path / "kept.db").read_bytes()))
    before = files(tmp_path)
    result = command("restore", bad)
    assert (result.code, result.out) == (3, "")
    assert len(result.err.splitlines()) == 1
    assert str(bad) in result.err
    assert "othing was changed" in result.err
    assert files(tmp_path) == before
    assert not list(tmp_path.rglob(rooms.ROOMS))


def test_what_swells_as_no_database_does_is_not_unpacked_to_its_end(
    command: Command, filled_home: Path, tmp_path: Path
) -> None:
    command("backup", tmp_path / "kept.db")
    (tmp_path / "bomb.xz").write_bytes(swollen((tmp_path / "kept.db").read_bytes()))
    assert "holds no TUI Clients database" in command("restore", tmp_path / "bomb.xz").err


def test_several_packed_parts_behind_each_other_are_one_backup(
    command: Command, filled_home: Path, tmp_path: Path
) -> None:
    everybody = command("list", "--json").json
    command("backup", tmp_path / "kept.db")
    plain = (tmp_path / "kept.db").read_bytes()
    parts = gzip.compress(plain[:7]) + gzip.compress(plain[7:9000]) + gzip.compress(b"") + gzip.compress(plain[9000:])
    (tmp_path / "kept.gz").write_bytes(parts)
    assert command("restore", tmp_path / "kept.gz").code == 0
    assert command("list", "--json").json == everybody


def test_a_damaged_backup_asks_for_another_one_and_names_it(
    command: Command, filled_home: Path, tmp_path: Path
) -> None:
    command("backup", tmp_path / "kept.db")
    content = (tmp_path / "kept.db").read_bytes()
    (tmp_path / "kept.db").write_bytes(content[:8192] + b"\xff" * (len(content) - 8192))
    result = command("restore", tmp_path / "kept.db")
    assert result.err == f"{tmp_path / 'kept.db'} is damaged. Nothing was changed; use another backup.\n"


def test_a_damaged_database_is_not_backed_up_over_a_good_backup(
    command: Command, filled_home: Path, tmp_path: Path
) -> None:
    command("backup", tmp_path / "kept.gz")
    good = (tmp_path / "kept.gz").read_bytes()
    database = filled_home / "clients.db"
    content = database.read_bytes()
    database.write_bytes(content[:100_000] + b"\xff" * (len(content) - 100_000))
    result = command("backup", tmp_path / "kept.gz")
    assert result.code == 3
    assert "is damaged" in result.err
    assert (tmp_path / "kept.gz").read_bytes() == good
    assert not list(tmp_path.rglob(rooms.ROOMS))


def test_the_present_settings_are_told_as_json(command: Command, filled_home: Path) -> None:
    assert json.loads(command("backups", "--json").out) == []
