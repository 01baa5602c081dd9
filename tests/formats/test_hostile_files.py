"""Files made to hang, to fill the memory or to end the program."""

import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from tests.formats.reading import records_of, refusal
from tui_clients.errors import FileRefused
from tui_clients.formats.csv_ import MAX_COLUMNS
from tui_clients.formats.delimiter import FIELD_LIMIT, find_delimiter
from tui_clients.formats.proposal import propose


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_a_cell_of_ten_megabytes_is_refused_by_its_line(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", b"name,note\nAnna," + b"x" * 10_000_000 + b"\n")
    assert f"Line 2 of {path} holds more than" in refusal(path)
    path = written(tmp_path / "b.csv", b'name,note\nAnna,"' + b"x\n" * 5_000_000 + b'"\n')
    assert "opened in line 2 of" in refusal(path)


def test_a_picture_of_the_greatest_size_is_read(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", b"name,note\nAnna," + b"x" * 7_000_000 + b"\n")
    _, (record,) = records_of(path)
    assert len(record["note"]) == 7_000_000 < FIELD_LIMIT


@pytest.mark.parametrize("count", [100_000, 1_000_000])
def test_too_many_columns_are_refused_by_their_line(tmp_path: Path, count: int) -> None:
    path = written(tmp_path / "a.csv", b"name,city\nAnna" + b"," * (count - 1) + b"\n")
    assert refusal(path) == f"Line 2 of {path} has {count} columns; at most {MAX_COLUMNS} can be read."
    path = written(tmp_path / "b.csv", b"name,city\n" + b',"x' * count + b"\n")
    assert f"Line 2 of {path} has {count + 1} columns" in refusal(path)


def test_as_many_columns_as_are_allowed_are_mapped(tmp_path: Path) -> None:
    header = b",".join(b"phone" for _ in range(MAX_COLUMNS - 1)) + b",name\n"
    mapping, records = records_of(written(tmp_path / "a.csv", header + b"," * (MAX_COLUMNS - 1) + b"Anna\n"))
    assert records[0]["name"] == "Anna"
    assert len(mapping.columns) == MAX_COLUMNS


def test_null_bytes_in_a_cell_are_kept(tmp_path: Path) -> None:
    _, records = records_of(written(tmp_path / "a.csv", b"name,city\nAn\0na,\0\nBen,\0York\n"))
    assert records == [{"name": "An\0na", "city": "\0"}, {"name": "Ben", "city": "\0York"}]


def test_null_bytes_that_stand_as_in_utf_16_are_kept(tmp_path: Path) -> None:
    _, records = records_of(written(tmp_path / "a.csv", b"name\n" + b"A\0B\0C\0" * 20))
    assert records == [{"name": "A\0B\0C\0" * 20}]


def test_an_unclosed_mark_in_a_large_file_is_named_by_its_line(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", b'name,city\nAnna,York\n"Ben,York\n' + b"Cid,Hull\n" * 1_200_000)
    assert "opened in line 3 of" in refusal(path)


def test_addresses_of_white_space_are_not_looked_into(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", b"name,email,phone\nAnna," + b" " * 3_000_000 + b"," + b" " * 3_000_000 + b"\n")
    _, (record,) = records_of(path)
    assert len(record["email"]) == len(record["mobile"]) == 3_000_000


def seconds(work: Callable[[], object]) -> float:
    """Return the least processor time of three runs."""
    times = []
    for _ in range(3):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize(
    "piece",
    ["a,b\n", '"', '",', '""', 'a"b,', '\n"', ";,\t|", " ", '"a"b\n', "ä;", "a@b ", '"\n";'],
)
def test_four_times_the_text_takes_four_times_as_long(tmp_path: Path, piece: str) -> None:
    def read(size: int) -> None:
        path = written(tmp_path / "a.csv", ("name,email\n" + piece * (size // len(piece)) + "\n").encode())
        with suppress(FileRefused):
            records_of(path)

    small, large = seconds(partial(read, 30_000)), seconds(partial(read, 120_000))
    assert large < 10 * small + 0.05  # a quadratic reader takes 16 times as long


@pytest.mark.parametrize("piece", ["a,b\n", '"', '",\n', ";,\t|", '"a"b\n', "E-Mail,", "\n"])
def test_the_delimiter_is_found_in_linear_time(piece: str) -> None:
    small, large = (seconds(partial(find_delimiter, piece * size)) for size in (10_000, 40_000))
    assert large < 10 * small + 0.05


def test_a_mapping_is_proposed_in_linear_time() -> None:
    for name in ("phone", "", "E-Mail", "Straße", "x"):
        small, large = (seconds(partial(propose, [name] * count)) for count in (200, 800))
        assert large < 10 * small + 0.05
