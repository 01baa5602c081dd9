"""The columns that a file of rejected rows has beside its own; the next import of that file leaves them out."""

from collections.abc import Sequence

COLUMNS = ("line", "field", "value", "reason")
"""They stand behind the file's own columns, always in this order."""


def is_marked(columns: Sequence[str]) -> bool:
    """Whether columns are those of a file of rejected rows."""
    return len(columns) > len(COLUMNS) and tuple(columns[-len(COLUMNS) :]) == COLUMNS


def own(columns: Sequence[str]) -> tuple[str, ...]:
    """Return the columns that the file had before its rows were rejected."""
    return tuple(columns[: -len(COLUMNS)] if is_marked(columns) else columns)
