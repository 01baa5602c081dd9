"""The columns of a table: which fit, and how wide each is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

GAP = 2


class Column(NamedTuple):
    """A column of a table, measured in terminal cells.

    `width` is what it likes, `min_width` what it bears; of columns that do not fit the one with the highest
    `gives_way` leaves first, 0 never. What is left over goes to the columns that grow.
    """

    name: str
    label: str
    width: int
    min_width: int = 8
    gives_way: int = 0
    grows: bool = False
    is_right: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A column that is shown: its place among all columns and its width."""

    column: Column
    index: int
    width: int


def place(columns: Sequence[Column], width: int) -> tuple[Placed, ...]:
    """Return the columns that fit into `width` cells, in their order, with the width each has."""
    if not columns:
        return ()
    shown = list(range(len(columns)))
    while len(shown) > 1 and _needed(columns, shown) > width:
        leaving = max(shown, key=lambda index: (columns[index].gives_way, index))
        shown.remove(leaving)
    room = max(width - GAP * (len(shown) - 1), len(shown))
    return tuple(
        Placed(columns[index], index, cells) for index, cells in zip(shown, _widths(columns, shown, room), strict=True)
    )


def _needed(columns: Sequence[Column], shown: Sequence[int]) -> int:
    return sum(columns[index].min_width for index in shown) + GAP * (len(shown) - 1)


def _widths(columns: Sequence[Column], shown: Sequence[int], room: int) -> list[int]:
    """Share `room` out: first what each bears, then towards what each likes, the rest to those that grow."""
    widths = [columns[index].min_width for index in shown]
    if sum(widths) > room:
        return [max(1, room)] if len(shown) == 1 else widths
    likes = [columns[index].width - columns[index].min_width for index in shown]
    wanted, rest = sum(likes), room - sum(widths)
    if wanted >= rest:
        widths = [bears + like * rest // max(wanted, 1) for bears, like in zip(widths, likes, strict=True)]
    else:
        widths = [columns[index].width for index in shown]
    growing = [n for n, index in enumerate(shown) if columns[index].grows] or [0]
    for n in range(room - sum(widths)):
        widths[growing[n % len(growing)]] += 1
    return widths
