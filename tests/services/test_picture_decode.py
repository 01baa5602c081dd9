"""Decoding stored pictures for the screen."""

import tracemalloc
from io import BytesIO

import pytest
from PIL import Image

from tui_clients.domain.client import Picture
from tui_clients.errors import FileRefused
from tui_clients.services.picture_decode import decode

WHITE = (255, 255, 255)
DAMAGED = "The picture is kept, but cannot be shown: it is damaged or none."


def stored(image: Image.Image, kind: str = "PNG", **options: object) -> Picture:
    stream = BytesIO()
    image.save(stream, kind, **options)
    return Picture(f"image/{kind.lower()}", stream.getvalue())


def result(picture: Picture) -> str:
    """Return the mode of the decoded picture, or the sentence that refuses it."""
    try:
        return decode(picture).mode
    except FileRefused as error:
        return str(error)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF"])
def test_every_kind_is_decoded_small(kind: str) -> None:
    image = decode(stored(Image.new("RGB", (1000, 500), (200, 30, 30)), kind))
    assert image.mode == "RGB"
    assert image.size == (320, 160)
    red, green, blue = image.getpixel((5, 5))  # type: ignore[misc]
    assert red > 150
    assert max(green, blue) < 80


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I", "I;16", "F"])
def test_every_mode_becomes_rgb_or_is_refused_in_words(mode: str) -> None:
    kind = "TIFF" if mode in ("CMYK", "F", "I") else "PNG"
    assert result(stored(Image.new(mode, (4, 4)), kind)) in ("RGB", DAMAGED)


def test_what_is_transparent_is_white() -> None:
    assert decode(stored(Image.new("RGBA", (4, 4), (0, 0, 0, 0)))).getpixel((1, 1)) == WHITE


def test_a_photograph_taken_upright_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees (EXIF 2.3, orientation)
    assert decode(stored(Image.new("RGB", (40, 20)), "JPEG", exif=exif)).size == (20, 40)


def test_more_than_25_megapixels_are_refused_before_memory_is_spent() -> None:
    bomb = stored(Image.new("1", (6000, 5000)))
    tracemalloc.start()
    with pytest.raises(FileRefused, match="25 megapixels"):
        decode(bomb)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_000_000


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF"])
def test_a_picture_cut_off_anywhere_is_refused_or_decoded_but_never_raises_else(kind: str) -> None:
    whole = stored(Image.effect_mandelbrot((60, 60), (-2, -2, 2, 2), 100), kind)
    results = [result(Picture(whole.media_type, whole.data[:end])) for end in range(0, len(whole.data), 7)]
    assert set(results) <= {"RGB", DAMAGED}
    assert results.count(DAMAGED) > 3


def test_what_would_start_another_program_is_no_picture() -> None:
    with pytest.raises(FileRefused):
        decode(Picture("image/eps", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n%%EndComments\nshowpage\n"))
