"""Knows the lines below the last record of a table, such as totals and copyright, from records."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from tui_clients.formats.rows import Row

_MOST = 50  # lines of a footer
_SAID_CELLS = 3  # into which the commas of a sentence part it
_LONGEST = 300  # characters of a cell that is looked into
_SUM = re.compile(
    r"[\w ]{0,40}\b(?:sub|grand )?"
    r"(?:totals?|totale|sum|summe|gesamt|insgesamt|gesamtsumme|anzahl|count|number of|nombre de)\b"
    r"[\w ]{0,40}[:=]?[\s\d.,'’-]*[^\w\s]?",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"copyright\b|©|\(c\) |confidential\b|vertraulich\b|generated (?:by|on|at|with)\b|erzeugt (?:von|am|mit)\b"
    r"|exported (?:by|on|from|at|with)\b|exportiert (?:von|am|aus|mit)\b|end of (?:report|file|list|export)\b"
    r"|ende (?:der|des) (?:liste|berichts|datei|exports?)\b|(?:page|seite) \d+"
    r"|\d[\d.,]* (?:records?|rows?|contacts?|customers?|clients?|entries|items|results?|datensätze|kontakte|kunden"
    r"|einträge|zeilen)\b"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day, [a-z]+ \d",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[^\w\s]?[\s\d.,'’%-]+[^\w\s]?(?:[A-Z]{3})?")


def without_footer(rows: Iterable[Row], width: int, titles: Collection[str] = ()) -> Iterator[Row]:
    """Yield the rows but those of a footer: few cells, after which nothing else comes, and words that none is without.

    `titles` are what stands above the header, which some footers repeat.
    """
    held: list[Row] = []
    for row in rows:
        cells = row.cells
        filled = len(cells) - cells.count("")
        if not held and not filled:
            yield row
            continue
        if filled * 3 <= width * 2 or (width == 1 and _is_end(row.cells)):
            held.append(row)
            if len(held) <= _MOST:
                continue
        if held:
            yield from held
            if held[-1] is row:
                held = []
                continue
            held = []
        yield row
    yield from held[: _begin(held, titles)]


def _begin(held: Sequence[Row], titles: Collection[str]) -> int:
    """Return at which of the last sparse rows the footer begins."""
    begin, position = len(held), len(held)
    while position and (_is_end(held[position - 1].cells) or len(_given(held[position - 1].cells)) < 2):
        position -= 1
        if _is_end(held[position].cells):
            begin = position
    while 0 < begin < len(held) and _is_title(held[begin - 1].cells, titles):
        begin -= 1
    return begin


def _given(cells: Sequence[str]) -> list[str]:
    return [cell.strip() for cell in cells if cell.strip()]


def _is_title(cells: Sequence[str], titles: Collection[str]) -> bool:
    given = _given(cells)
    return not given or (len(given) == 1 and given[0] in titles)


def _is_end(cells: Sequence[str]) -> bool:
    given = _given(cells)
    if not given or any(len(cell) > _LONGEST or "@" in cell for cell in given):
        return False
    if len(given) <= _SAID_CELLS and _SAID.match(given[0]):
        return True
    has_number = any(character.isdecimal() for cell in given for character in cell)
    return has_number and bool(_SUM.fullmatch(given[0])) and all(_NUMBER.fullmatch(cell) for cell in given[1:])
