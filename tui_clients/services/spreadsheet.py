"""Guards cells that a spreadsheet would take for a formula, so that our own import can tell and undo it.

An apostrophe goes before whatever could begin a formula, and before every apostrophe that stands there; a column of its
own says that the file is guarded. Without that column an apostrophe in front is part of the value. A formula begins not
only a cell: a spreadsheet that expects another delimiter parts the cells elsewhere, and at line breaks.
"""

import re

GUARD_COLUMN = "spreadsheet_safe"
_BEGINS = r"(?:\A|(?<=[,;\t|\r\n\"]))"
# With the signs of full width, which East Asian spreadsheets read alike: https://owasp.org/www-community/attacks/CSV_Injection
_UNGUARDED = re.compile(_BEGINS + r"(?=[=+\-@\t\r\n'＝＋－＠])")
_GUARD = re.compile(_BEGINS + "'")


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; different cells stay different."""
    return _UNGUARDED.sub("'", cell)


def unguarded(cell: str) -> str:
    """Return the cell that `guarded` was given."""
    return _GUARD.sub("", cell)
