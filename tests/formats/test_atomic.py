import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tui_clients.errors import Canceled, FileRefused
from tui_clients.formats.atomic import replacing


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o7777


@contextmanager
def disk_of(size: int) -> Iterator[None]:
    """Let no file grow beyond `size` bytes, as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_the_file_is_there_when_the_block_ends_and_not_before(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with replacing(path) as stream:
        stream.write(b"new")
        assert not path.exists()
    assert path.read_bytes() == b"new"
    assert mode(path) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_was_open_to_all_is_replaced_by_a_private_one(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    path.chmod(0o666)
    with replacing(path) as stream:
        stream.write(b"new")
    assert (path.read_bytes(), mode(path)) == (b"new", 0o600)


@pytest.mark.parametrize(("folder_mode", "file_mode"), [(0o2770, 0o660), (0o2750, 0o600), (0o0770, 0o600)])
def test_a_shared_folder_shares_with_its_group(tmp_path: Path, folder_mode: int, file_mode: int) -> None:
    tmp_path.chmod(folder_mode)
    with replacing(tmp_path / "a.csv") as stream:
        stream.write(b"new")
    assert mode(tmp_path / "a.csv") == file_mode


@pytest.mark.parametrize("error", [Canceled("stopped"), KeyboardInterrupt(), ZeroDivisionError()])
def test_an_error_leaves_the_file_as_it_was(tmp_path: Path, error: BaseException) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")

    def interrupted() -> Iterator[bytes]:
        yield b"half"
        raise error

    with pytest.raises(type(error)), replacing(path) as stream:
        stream.writelines(interrupted())
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")
    with disk_of(100_000), pytest.raises(FileRefused) as caught, replacing(path) as stream:
        stream.write(bytes(200_000))
    assert str(caught.value) == f"{path} could not be written: File too large. What was there before is unchanged."
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_disk_that_fills_with_the_last_bytes_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with disk_of(100), pytest.raises(FileRefused), replacing(path) as stream:
        stream.write(bytes(200))  # stays in the buffer until the end
    assert list(tmp_path.iterdir()) == []


def test_a_link_stays_and_its_file_is_replaced(tmp_path: Path) -> None:
    target, link = tmp_path / "real.csv", tmp_path / "link.csv"
    target.write_bytes(b"old")
    link.symlink_to(target)
    with replacing(link) as stream:
        stream.write(b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "nowhere").symlink_to(tmp_path / "none")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "null").symlink_to("/dev/null")
    for name, reason in [
        ("pipe", "is a pipe or a device"),
        ("folder", "is a folder"),
        ("nowhere", "is a link that leads nowhere"),
        ("loop", "is a link that leads nowhere"),
        ("null", "is a pipe or a device"),
        ("none/a.csv", "There is no folder"),
        ("a\0b", "null byte"),
    ]:
        with pytest.raises(FileRefused, match=reason), replacing(tmp_path / name):
            pytest.fail("nothing may be written")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "loop", "nowhere", "null", "pipe"]


def test_what_a_killed_process_left_goes_with_the_next_file_and_what_is_being_written_stays(tmp_path: Path) -> None:
    writes = "import sys; from pathlib import Path; from tui_clients.formats.atomic import replacing\n"
    writes += "with replacing(Path(sys.argv[1])) as stream: print(flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", writes, str(tmp_path / "a.csv")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        (begun,) = tmp_path.iterdir()
        os.utime(begun, (1, 1))
        (tmp_path / ".tui-clients-mine.tmp").write_bytes(b"of the user")
        with replacing(tmp_path / "b.csv") as stream:
            stream.write(b"b")
        assert begun.exists()
        writer.kill()
    with replacing(tmp_path / "b.csv") as stream:
        stream.write(b"b")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".tui-clients-mine.tmp", "b.csv"]
