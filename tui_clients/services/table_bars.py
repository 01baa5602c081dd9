"""Bars that lie in the rows of a table: a number in, a run of characters out."""

import math

_EIGHTHS = " ▏▎▍▌▋▊▉"
_FULL = "█"


def bar(value: float, largest: float, width: int) -> str:
    """Return a bar that is as long as `value` is to `largest`, which fills `width` cells, to the eighth of a cell.

    What is above zero is seen, however little it is; what is not, or is no number, is nothing.
    """
    if not 0 < value <= largest or not math.isfinite(largest):
        return ""
    eighths = max(1, int(value / largest * width * 8 + 0.5))
    return (_FULL * (eighths // 8) + _EIGHTHS[eighths % 8].strip())[:width]
