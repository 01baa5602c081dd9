"""The one door through which data reaches the screen: visible, harmless, never markup."""

from rich.segment import Segment
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter

from tui_clients.domain.text import visible


def safe(text: str, style: str = "", *, line_breaks: bool = False) -> Content:
    """Return data as content for any widget: no markup is read in it, and no control character is left."""
    content = Content(visible(text, line_breaks))
    return content.stylize(style) if style else content


class Harmless(LineFilter):
    """The last line before the terminal: control characters that no door caught are made visible."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments without a character a terminal could act on."""
        return [
            segment if segment.control or segment.text.isprintable() else _harmless(segment) for segment in segments
        ]


def _harmless(segment: Segment) -> Segment:
    text = visible(segment.text)
    if text == segment.text:
        return segment
    # The line was laid out for the width the text had: what replaces it takes no more cells than that.
    return Segment("".join(c if visible(c) == c else "?" for c in segment.text), segment.style)
