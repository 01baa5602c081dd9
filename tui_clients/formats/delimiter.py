"""Decides which character parts the cells of a table; linear, unlike csv.Sniffer, which hangs on hostile input."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from tui_clients.formats.header import ROWS, known_names

CANDIDATES = (",", ";", "\t", "|")
FIELD_LIMIT = 2**23  # characters in one cell; the longest value, a picture, has 7,000,000
_RECORDS = 100
_BLANK_LINES = re.compile(r"^[ ,;|\t\r]*\n", re.MULTILINE)
_DECLARED = re.compile(r'"?sep=([,;\t|])"?\r?\n', re.IGNORECASE)


def find_delimiter(text: str, is_whole: bool = True) -> str:
    """Return the delimiter of a table that begins with `text`.

    The one under which most column names are known wins, then the one that gives most columns most evenly.
    `is_whole` is False where the text may end within a record.
    """
    declared = _DECLARED.match(text)
    if declared:
        return declared[1]
    text = _BLANK_LINES.sub("", text)
    scores = {delimiter: _score(text, delimiter, is_whole) for delimiter in CANDIDATES}
    return max(CANDIDATES, key=lambda delimiter: scores[delimiter])


def _score(text: str, delimiter: str, is_whole: bool) -> tuple[int, float]:
    records = list(_records(text, delimiter))
    if len(records) > 1 and not is_whole:
        records.pop()
    parted = [cells for cells in records if len(cells) > 1]
    known = max((known_names(cells) for cells in (parted or records)[:ROWS]), default=0)
    return known, _evenness(parted) * len(parted) / len(records) if parted else 0.0


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(FIELD_LIMIT)
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    return islice((cells for cells in rows if any(cell.strip() for cell in cells)), _RECORDS)


def _evenness(records: list[list[str]]) -> float:
    """Return a figure that grows with the share of records of the usual width and with that width."""
    widths = Counter(len(cells) for cells in records)
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return count / len(records) * (1 - 1 / width)
