"""A picture drawn in half blocks, which every terminal shows, tmux too."""

import sys
from functools import cache
from importlib.util import find_spec, module_from_spec
from typing import TYPE_CHECKING, Any

from textual.app import RenderResult
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from tui_clients.ui.text import safe

if TYPE_CHECKING:
    from PIL.Image import Image


class PictureView(Widget):
    """A decoded picture as large as fits, or the sentence that says why there is none; nothing takes no room."""

    DEFAULT_CSS = """
    PictureView {
        width: 20;
        height: auto;
        max-height: 12;
        display: none;
        &.-shown { display: block; }
        &.-sentence { color: $text-muted; max-height: 8; }
    }
    """

    image: reactive["Image | None"] = reactive(None, layout=True)
    sentence: reactive[str] = reactive("", layout=True)
    is_awaited: reactive[bool] = reactive(False, layout=True)
    """Whether a picture is being decoded: room is kept for it."""

    def watch_image(self) -> None:
        """Take room for what there is to show."""
        self.set_class(self.image is not None or bool(self.sentence) or self.is_awaited, "-shown")
        self.set_class(self.image is None, "-sentence")

    watch_sentence = watch_image
    watch_is_awaited = watch_image

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the rows the picture takes at a width."""
        if self.image is None:
            return super().get_content_height(container, viewport, width)
        return max(1, round(width * self.image.height / self.image.width / 2))

    def render(self) -> RenderResult:
        """Draw the picture in its own proportions; without colours in shades."""
        if self.image is None:
            return safe(self.sentence)
        width, height = _fitted(self.image.size, self.content_size)
        is_colourful = not self.app.no_color and self.app.console.color_system is not None
        drawing = _drawings()["halfcell" if is_colourful else "unicode"]
        return drawing.Image(self.image, width, height)  # type: ignore[no-any-return]


def _fitted(pixels: tuple[int, int], room: Size) -> tuple[int, int]:
    """Return the largest columns and rows with the proportions of `pixels`; a cell is twice as high as wide."""
    scale = min(room.width / pixels[0], room.height * 2 / pixels[1])
    return max(1, round(pixels[0] * scale)), max(1, round(pixels[1] * scale / 2))


@cache
def _drawings() -> dict[str, Any]:
    """Return textual-image's modules for terminals without graphics.

    Its package asks the terminal what it can do, on import and again for the size of a cell, and would take keys that
    Textual reads for the answer. So the package's own code is left out, and the size of a cell is given.
    """
    spec = find_spec("textual_image.renderable")
    assert spec is not None  # noqa: S101 - a dependency of ours
    sys.modules.setdefault(spec.name, module_from_spec(spec))
    from textual_image._terminal import CellSize
    from textual_image.renderable import halfcell, unicode

    for module in (halfcell, unicode):
        module.get_cell_size = lambda: CellSize(10, 20)  # type: ignore[attr-defined]
    return {"halfcell": halfcell, "unicode": unicode}
