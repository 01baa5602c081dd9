"""The words around the client list: what it shows, in which order, and why it is empty.

`show` is imported where it is used: it brings Babel, which the first paint does not need.
"""

from typing import TYPE_CHECKING

from tui_clients.domain.query import Query
from tui_clients.domain.text import shorten
from tui_clients.i18n import _, ngettext

if TYPE_CHECKING:
    from tui_clients.domain.dates import DateRange

_LONGEST = 60
"""Cells of a search that are repeated where it found nothing."""


def added(chosen: "DateRange | None") -> str:
    """Return the words for the date filter, "" for any time."""
    if chosen is None:
        return ""
    from tui_clients.domain.dates import Period
    from tui_clients.ui import show

    if chosen.period is not Period.FROM_TO:
        return _("added {period}").format(period=_(chosen.period.value))
    start, end = (show.day(day) if day else "" for day in (chosen.start, chosen.end))
    if not end:
        return _("added since {day}").format(day=start)
    if not start:
        return _("added until {day}").format(day=end)
    return _("added {start} to {end}").format(start=start, end=end)


def status(query: Query, found: int, total: int, column: str, marked: int) -> str:
    """Return the status line: "3 of 12,408 · sorted by name · added this year · 2 marked"."""
    from tui_clients.ui import show

    if query.is_filtered:
        count = _("{found} of {total}").format(found=show.number(found), total=show.number(total))
    else:
        count = ngettext("{total} client", "{total} clients", total).format(total=show.number(total))
    order = _("sorted by {column}, descending") if query.sort.is_descending else _("sorted by {column}")
    parts = [count, order.format(column=show.in_sentence(column)), added(query.added)]
    if marked:
        parts.append(ngettext("{count} marked", "{count} marked", marked).format(count=show.number(marked)))
    return " · ".join(part for part in parts if part)


def index(share: float) -> str:
    """Return how much of the search index is made, until when searching takes longer."""
    return _("search index {percent} %").format(percent=int(share * 100))


def empty(query: Query) -> str:
    """Return what stands in place of the rows where there are none."""
    if not query.is_filtered:
        return _("No clients yet.\na adds one, i imports a file.")
    text = shorten(query.text.strip(), _LONGEST)
    if not text:
        return _("No client was {added}.\nEsc clears the filter.").format(added=added(query.added))
    if query.added is None:
        return _("Nothing matches “{text}”.\nEsc clears the search.").format(text=text)
    return _("Nothing matches “{text}”, {added}.\nEsc clears the search.").format(text=text, added=added(query.added))


def too_long_a_range(most: int) -> str:
    """Return why so many clients cannot be marked as a range, and what can be done."""
    from tui_clients.ui import show

    words = _("At most {count} clients can be marked as a range. A marks all that are found.")
    return words.format(count=show.number(most))
