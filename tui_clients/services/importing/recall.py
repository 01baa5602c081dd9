"""Puts a mapping that was used before in force again, as far as it fits the file; knows no file."""

from collections.abc import Sequence

from tui_clients.errors import UsageError
from tui_clients.formats import rejected, wishes
from tui_clients.formats.evidence import is_unnamed
from tui_clients.formats.mapping import Confidence, Mapping
from tui_clients.services.importing.remembered import LAST, NONE, Mappings, Remembered


def named(memory: Mappings | None, name: str) -> Remembered | None:
    """Return what was saved by a name, None where no name is given; UserError if nothing was."""
    return memory.named(name) if memory and name not in ("", NONE, LAST) else None


def last(memory: Mappings | None, columns: Sequence[str], name: str) -> Remembered | None:
    """Return what was decided of the last file with the same header, or None.

    Columns that are called by their place say nothing of what they hold, unless they are those of rejected rows.
    """
    if memory is None or name == NONE or (is_unnamed(columns) and not rejected.is_marked(columns)):
        return None
    return memory.recall(columns)


def applied(proposed: Mapping, recalled: Remembered) -> Mapping:
    """Return a proposed mapping with what was decided before; what the file or the program does not know is left."""
    result = proposed
    for pair in recalled.pairs:
        try:
            result = wishes.override(result, (pair,), Confidence.REMEMBERED)
        except UsageError:
            continue
    for pair in recalled.defaults:
        try:
            result = wishes.with_defaults(result, (pair,))
        except UsageError:
            continue
    return result
