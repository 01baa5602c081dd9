"""Guards cells that a spreadsheet would take for a formula, so that our own import can tell and undo it.

An apostrophe goes before whatever could begin a formula, and before every apostrophe that stands there; a column of
its own says that the file is guarded. Without that column an apostrophe in front is part of the value, but for codes
and numbers. A formula begins not only a cell: a spreadsheet that expects another delimiter parts the cells elsewhere,
and at line breaks.
"""

import re

GUARD_COLUMN = "spreadsheet_safe"
_BEGINS = r"(?:\A|(?<=[,;\t|\r\n\"]))"
# With the signs of full width, which East Asian spreadsheets read alike: https://owasp.org/www-community/attacks/CSV_Injection
_UNGUARDED = re.compile(_BEGINS + r"(?=[=+\-@\t\r\n'＝＋－＠])")
_MARKED = frozenset({"uid", "postal_code", "mobile", "office_phone"})
_GUARD = re.compile(_BEGINS + "'")


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula; different cells stay different."""
    return _UNGUARDED.sub("'", cell)


def unguarded(cell: str) -> str:
    """Return the cell that `guarded` was given."""
    return _GUARD.sub("", cell)


def as_meant(name: str, text: str) -> str:
    """Return a cell of a foreign table without the space around it and the mark that keeps digits from being a number.

    Some shops write such an apostrophe, as spreadsheets take it: "'01234".
    """
    stripped = text.strip()
    return stripped[1:] if stripped[:1] == "'" and name in _MARKED and stripped[1:2].isalnum() else stripped
