"""How much room a widget has, in sight or not."""

from textual.geometry import Region, Size
from textual.widget import Widget


def room(widget: Widget) -> Size:
    """Return the cells for what a widget shows, also while it is out of sight: as they were when it was last seen.

    Textual's own sizes are 0 then.
    """
    region = Region(0, 0, *widget.outer_size).shrink(widget.styles.gutter)
    return region.shrink(widget.scrollbar_gutter).size
