"""Decodes stored pictures for the screen, small and opaque; knows no screen.

A stored picture may come from anywhere: the size its header claims is checked before memory is spent on it.
"""

from io import BytesIO
from typing import TYPE_CHECKING

from tui_clients.domain.client import Picture
from tui_clients.errors import N_, FileRefused
from tui_clients.services.pictures import FORMATS, MAX_PIXELS, UNDECODABLE

if TYPE_CHECKING:
    from PIL.Image import Image

_EDGE = 320
"""Pixels of the longer edge; a terminal shows fewer."""
_WHITE = (255, 255, 255)


def decode(picture: Picture) -> "Image":
    """Return a picture as RGB, upright, at most 320 pixels long; FileRefused if it is damaged or too large."""
    from PIL import Image

    try:
        with Image.open(BytesIO(picture.data), formats=FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise _too_many_pixels()
            return _opaque(_small(image))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise _too_many_pixels() from error
    except UNDECODABLE as error:
        raise FileRefused(N_("The picture is kept, but cannot be shown: it is damaged or none.")) from error


def _small(image: "Image") -> "Image":
    from PIL import ImageOps

    smaller = image.convert("RGBA") if image.mode in ("1", "P", "PA") else image
    smaller.thumbnail((_EDGE, _EDGE))
    return ImageOps.exif_transpose(smaller)


def _opaque(image: "Image") -> "Image":
    """Return an image on white where it is transparent, as most logos are meant."""
    from PIL import Image

    layers = image.convert("RGBA")
    ground = Image.new("RGB", layers.size, _WHITE)
    ground.paste(layers, mask=layers.getchannel("A"))
    return ground


def _too_many_pixels() -> FileRefused:
    return FileRefused(N_("The picture is kept, but not shown: it has more than 25 megapixels."))
