"""Guards cells that a spreadsheet would take for a formula, so that our own import can tell and undo it.

An apostrophe goes before every cell that begins like a formula or with an apostrophe; a column of its own says
that the file is guarded. Without that column an apostrophe in front is part of the value.
"""

GUARD_COLUMN = "spreadsheet_safe"
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "'")


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; different cells stay different."""
    return f"'{cell}" if cell.startswith(_RISKY) else cell


def unguarded(cell: str) -> str:
    """Return the cell that `guarded` was given."""
    return cell.removeprefix("'")
