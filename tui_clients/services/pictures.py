"""Reads pictures from files, and refuses in one sentence what is none.

Pillow is imported when the first picture is read. A file is trusted in nothing: its size, then the size its header
claims, then whether it can be decoded, each before more memory is spent.
"""

import struct
import zlib
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from tui_clients.domain.client import Picture
from tui_clients.errors import N_, FileRefused
from tui_clients.formats.files import open_regular, unreadable

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_BYTES = 5 * 1024 * 1024
MAX_PIXELS = 25_000_000
PATTERNS = ("*.png", "*.jpg", "*.jpeg", "*.gif", "*.webp", "*.bmp", "*.tif", "*.tiff")
"""The names picture files have."""

# Formats that Pillow decodes by itself: EPS, for one, would start Ghostscript.
FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")
_BEGINNINGS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
UNDECODABLE = (
    OSError, SyntaxError, ValueError, TypeError, ArithmeticError, LookupError, EOFError, NotImplementedError,
    struct.error, zlib.error,
)  # fmt: skip


def read_picture(path: Path) -> Picture:
    """Return the picture of a file, its bytes as they are; FileRefused if it is none, damaged or too large."""
    data = _read(path)
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(data), formats=FORMATS) as image:
            _refuse_large(path, image)
            image.load()
            media_type = Image.MIME[str(image.format)]
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise _too_many_pixels(path) from error
    except UnidentifiedImageError as error:
        raise FileRefused(N_("{path} is not a picture (PNG, JPEG, GIF, WebP, BMP or TIFF)."), path=path) from error
    except UNDECODABLE as error:
        raise FileRefused(N_("The picture {path} is damaged and cannot be shown."), path=path) from error
    return Picture(media_type, data)


def is_image(data: bytes) -> bool:
    """Whether data begins as an image of one of `FORMATS` does; Pillow is not needed for that."""
    is_webp = data.startswith(b"RIFF") and data[8:12] == b"WEBP"
    return is_webp or data.startswith(_BEGINNINGS)


def picture_size(picture: Picture) -> tuple[int, int] | None:
    """Return width and height in pixels as the picture's header gives them, or None if it cannot be read."""
    from PIL import Image

    try:
        with Image.open(BytesIO(picture.data), formats=FORMATS) as image:
            return image.size
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError, *UNDECODABLE):
        return None


def _read(path: Path) -> bytes:
    with open_regular(path) as stream:
        try:
            data = stream.read(MAX_BYTES + 1)
        except OSError as error:
            raise unreadable(path, error) from error
    if len(data) > MAX_BYTES:
        raise FileRefused(N_("The picture {path} is larger than 5 MB. Choose a smaller one."), path=path)
    return data


def _refuse_large(path: Path, image: "Image") -> None:
    if image.width * image.height > MAX_PIXELS:
        raise _too_many_pixels(path)


def _too_many_pixels(path: Path) -> FileRefused:
    return FileRefused(N_("The picture {path} has more than 25 megapixels. Choose a smaller one."), path=path)
