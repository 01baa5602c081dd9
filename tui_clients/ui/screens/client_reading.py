"""What the client table asks the database in a thread, and the answers it gets; knows no widget."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tui_clients.domain.client_row import ClientRow
from tui_clients.domain.marks import Marks
from tui_clients.domain.query import Query, Sort
from tui_clients.ui import memory
from tui_clients.ui.screens import client_rows
from tui_clients.ui.screens.client_rows import Cells

if TYPE_CHECKING:
    from tui_clients.storage.listing import Listing
    from tui_clients.storage.results import Result

_AROUND = 80
"""Rows read on either side of the client on which the cursor stays."""

_LAST_PAGES = 2
"""Pages at the end that are wanted when one goes there."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A search: what is wanted, and what the table knows already.

    `total` is how many clients there are, if that is known; the cursor shall stay on the client `stays_on`, which
    stood at the position `near`. `rows` are wanted for the first paint. The answer to a rehearsal is shown nowhere.
    """

    query: Query
    rows: int
    total: int | None = None
    stays_on: int | None = None
    near: int = 0
    marked: Marks = field(default_factory=Marks)
    is_rehearsal: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """Clients from the position `first` on, the texts of those that exist, and those that the marks' query finds."""

    first: int
    ids: Sequence[int]
    cells: Mapping[int, Cells]
    found: frozenset[int]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search found, of `total` clients; `cursor` is where the client stands on which the cursor stays.

    `is_indexed` is false where each row had to be looked at.
    """

    asked: Asked
    result: "Result"
    total: int
    window: Window
    cursor: int | None
    is_indexed: bool


def answer(listing: "Listing", asked: Asked, tell_first: Callable[[Window], None]) -> Answer:
    """Search; where the cursor stays on no client, `tell_first` is given the first rows as soon as they are known."""
    if asked.stays_on is None and (known := listing.remembered(asked.query)):
        rows = listing.rows(known.first[: asked.rows])
        window = _window(listing, asked.query, 0, [row.id for row in rows], rows, asked.marked)
        return Answer(asked, known.result, _total(listing, asked, known.result), window, None, is_indexed=True)
    told: list[Window] = []

    def tell(rows: Sequence[ClientRow]) -> None:
        told.append(_window(listing, asked.query, 0, [row.id for row in rows], rows, asked.marked))
        tell_first(told[-1])

    if asked.stays_on is None:
        result = listing.search(asked.query, asked.rows, tell, asked.total)
        window = told[0] if told else read(listing, result, 0, asked.rows, asked.marked)
        cursor = None
    else:
        result = listing.search(asked.query, total=asked.total)
        cursor = result.position(asked.stays_on, asked.near)
        place = min(asked.near if cursor is None else cursor, max(len(result) - 1, 0))
        window = read(listing, result, place - _AROUND, place + _AROUND, asked.marked)
    return Answer(asked, result, _total(listing, asked, result), window, cursor, listing.has_whole_index())


def make_ready(listing: "Listing", found: Answer) -> Window | None:
    """Do what lets the next key be answered sooner; takes half a second, and may be stopped.

    Return the last rows of a result that is quick to walk from its end.
    """
    asked, result = found.asked, found.result
    if asked.stays_on is None:  # what others change all the time is prepared for when one types
        from tui_clients.storage.foresight import Answered

        listing.prepare(asked.query, Answered(result, found.window.ids), asked.rows)
    result.settle()
    is_quick = not (asked.query.is_filtered or asked.is_rehearsal)
    first, end = len(result) - _LAST_PAGES * asked.rows, len(result)
    last = read(listing, result, first, end, asked.marked) if is_quick else None
    listing.let_go()
    memory.give_back()
    return last


def _total(listing: "Listing", asked: Asked, result: "Result") -> int:
    if asked.total is not None:
        return asked.total
    return listing.total() if asked.query.is_filtered else len(result)


def read(listing: "Listing", result: "Result", first: int, end: int, marked: Marks) -> Window:
    """Read the rows of a result from `first` up to `end` (excluded)."""
    start = max(first, 0)
    ids = result.ids(start, end)
    return _window(listing, result.query, start, ids, listing.rows(ids), marked)


def _window(
    listing: "Listing", query: Query, first: int, ids: Sequence[int], rows: Sequence[ClientRow], marked: Marks
) -> Window:
    return Window(
        first, ids, {row.id: client_rows.cells(row) for row in rows}, found_among(listing, query, ids, marked)
    )


def found_among(listing: "Listing", query: Query, ids: Sequence[int], marked: Marks) -> frozenset[int]:
    """Return those of some clients of a query that the marks' query finds too."""
    if marked.query is None:
        return frozenset()
    if replace(marked.query, sort=Sort()) == replace(query, sort=Sort()):
        return frozenset(ids)
    return listing.meeting(marked.query, ids)


def with_range(listing: "Listing", result: "Result", first: int, end: int, marked: Marks) -> Marks:
    """Return the marks with the clients of a result from the position `first` up to `end` (excluded)."""
    ids = result.ids(first, end)
    return marked.including(ids, found_among(listing, result.query, ids, marked))
