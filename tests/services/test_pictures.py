"""Reading pictures from files: what is none, is damaged or too large is refused in one sentence."""

import os
import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tui_clients.domain.client import Picture
from tui_clients.errors import FileRefused
from tui_clients.services import pictures
from tui_clients.services.pictures import picture_size, read_picture

SAMPLES = Path(__file__).parents[2] / "sample_data" / "pictures"


def png_header(width: int, height: int) -> bytes:
    """Return a PNG of a few bytes whose header claims a size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    rows = zlib.compress(b"\x00" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def refusal(path: Path) -> str:
    with pytest.raises(FileRefused) as caught:
        read_picture(path)
    return str(caught.value)


@pytest.mark.parametrize("format_", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF"])
def test_a_picture_is_read_as_it_is_whatever_its_name(tmp_path: Path, format_: str) -> None:
    stream = BytesIO()
    Image.new("RGB", (12, 7), "red").save(stream, format_)
    path = tmp_path / "no-extension"
    path.write_bytes(stream.getvalue())
    picture = read_picture(path)
    assert picture == Picture(f"image/{format_.lower()}", stream.getvalue())
    assert picture_size(picture) == (12, 7)


def test_every_sample_picture_is_one() -> None:
    for path in SAMPLES.iterdir():
        assert read_picture(path).data == path.read_bytes()


@pytest.mark.parametrize("content", [b"", b"no picture", b"%PDF-1.4", b"\x89PNG\r\n\x1a\n", b"%!PS-Adobe-3.0 EPSF"])
def test_what_is_no_picture_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.png"
    path.write_bytes(content)
    assert "is not a picture" in refusal(path) or "is damaged" in refusal(path)


def test_a_truncated_picture_is_refused(tmp_path: Path) -> None:
    whole = next(SAMPLES.glob("*.png")).read_bytes()
    path = tmp_path / "x.png"
    for length in range(60, len(whole) - 20, 97):
        path.write_bytes(whole[:length])
        assert "is damaged" in refusal(path)


@pytest.mark.parametrize(("width", "height"), [(5001, 5000), (20_000, 20_000), (2**31 - 1, 2**31 - 1)])
def test_more_than_25_megapixels_are_refused_by_the_header_alone(tmp_path: Path, width: int, height: int) -> None:
    path = tmp_path / "bomb.png"
    path.write_bytes(png_header(width, height))
    assert "25 megapixels" in refusal(path) or "damaged" in refusal(path)
    if width < 2**31 - 1:
        assert "25 megapixels" in refusal(path)


def test_a_file_over_5_megabytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.png"
    path.write_bytes(next(SAMPLES.glob("*.png")).read_bytes() + b"\x00" * pictures.MAX_BYTES)
    assert "5 MB" in refusal(path)


def test_folders_pipes_and_missing_files_are_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "is a folder" in refusal(tmp_path)
    assert "is a pipe" in refusal(tmp_path / "pipe")
    assert "does not exist" in refusal(tmp_path / "nowhere.png")
    assert refusal(Path("\x00"))


def test_the_size_of_what_is_no_picture_is_unknown() -> None:
    assert picture_size(Picture("image/png", b"nonsense")) is None
