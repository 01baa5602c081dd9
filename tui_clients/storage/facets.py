"""The coded values of a client as tokens of the search index, so that the index alone answers any filter.

The index is tokenized into trigrams (runs of three characters), so a value that is written as three characters is
one token. What tells the kinds apart are characters of Unicode's private use areas, which no trigram of a client's
own text is searched for in these columns. The day a client was added is written as year, year and month, day, hour
and quarter of an hour, each of them a token that overlaps the next; a span of time is a few of them.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import chain, pairwise

COLUMNS = ("added", "country", "language", "gender", "category", "status", "tags")
_PAD = "\uf100"
_TAG_EDGE = "\x1f"
_YEARS = 0xE000
_MONTHS = _HOURS = _QUARTERS = 0xF000
_DAYS = 0x20000
_COUNTRY, _LANGUAGE, _LONG_LANGUAGE, _GENDER, _CATEGORY, _INACTIVE = (chr(0xF110 + n) for n in range(6))
_END = 7_258_118_400
"""The year 2200. What was added then or later has the tokens of the moment before, and what was before 1970 those of
its first; spans that end among them are none of the index's business."""

_QUARTER, _HOUR, _DAY = 900, 3600, 86_400
_YEAR, _MONTH = 0, 1  # the levels above them: the place of their token among the letters of a moment


def sql(row: str) -> tuple[str, ...]:
    """Return the SQL expressions that give the tokens of a row of `client` (its alias or NEW), one for each column."""
    at = f"max(0, min({row}.created_at, {_END - 1}))"
    primary = f"substr({row}.language || '-', 1, instr({row}.language || '-', '-') - 1)"
    return (
        f"char({ord(_PAD)}, {ord(_PAD)}, {_YEARS} + strftime('%Y', {at}, 'unixepoch') - 1970,"
        f" {_MONTHS} + strftime('%m', {at}, 'unixepoch'), {_DAYS} + {at} / {_DAY},"
        f" {_HOURS} + {at} / {_HOUR} % 24, {_QUARTERS} + {at} / {_QUARTER} % 4)",
        f"CASE length({row}.country) WHEN 2 THEN '{_COUNTRY}' || {row}.country ELSE '' END",
        f"CASE length({primary}) WHEN 2 THEN '{_LANGUAGE}' || lower({primary})"
        f" WHEN 3 THEN '{_LONG_LANGUAGE}' || lower({primary}) ELSE '' END",
        f"CASE {row}.gender WHEN '' THEN '' ELSE '{_GENDER}' || substr({row}.gender, 1, 2) END",
        f"CASE WHEN {row}.category_id IS NULL THEN ''"
        f" ELSE char({ord(_CATEGORY)}, {_DAYS} + {row}.category_id / 1000, {_YEARS} + {row}.category_id % 1000) END",
        f"CASE {row}.status WHEN 'inactive' THEN '{_INACTIVE}in' ELSE '' END",
        f"{row}.tag_text",
    )


def phrase(column: str, text: str) -> str:
    """Return the expression that finds a run of characters in a column of the index."""
    return f'{column} : "{text.replace(chr(34), chr(34) * 2)}"'


def either(expressions: Iterable[str]) -> str:
    """Return the expression that finds what any of several find."""
    return "(" + " OR ".join(expressions) + ")"


def code(field: str, value: str) -> str:
    """Return the expression for a value of country, gender or status; "" for one that has no token."""
    if field == "country" and len(value) == 2:
        return phrase(field, _COUNTRY + value)
    if field == "gender" and value:
        return phrase(field, _GENDER + value[:2])
    return phrase(field, f"{_INACTIVE}in") if (field, value) == ("status", "inactive") else ""


def language(primary: str) -> str:
    """Return the expression for a language by its primary subtag; "" for what has no token."""
    marks = {2: _LANGUAGE, 3: _LONG_LANGUAGE}
    return phrase("language", marks[len(primary)] + primary) if len(primary) in marks else ""


def category(category_id: int) -> str:
    """Return the expression for a category."""
    return phrase("category", _CATEGORY + chr(_DAYS + category_id // 1000) + chr(_YEARS + category_id % 1000))


def tag(folded: str) -> str:
    """Return the expression for a tag."""
    return phrase("tags", tag_text([folded]))


def tag_text(folded: Iterable[str]) -> str:
    """Return what is stored of a client's tags to find it by them."""
    tags = [*folded]
    return f"{_TAG_EDGE}{_TAG_EDGE.join(tags)}{_TAG_EDGE}" if tags else ""


# -- spans of time ---------------------------------------------------------------------------------------------------


def added(first: int | None, last: int | None, latest: int) -> str:
    """Return the expression for clients added from `first` up to `last` (excluded), in seconds since the epoch.

    Either may be open. `latest` is when the latest client was added. "" where the span does not begin and end with a
    quarter of an hour that has a token.
    """
    final = _epoch(_year(max(0, min(latest, _END - 1))) + 1)
    start, end = first or 0, final if last is None else min(last, final)
    begins_well = first is None or (start >= _QUARTER and not start % _QUARTER)
    ends_well = last is None or (0 < last <= _END - _QUARTER and not last % _QUARTER)
    if not (begins_well and ends_well):
        return ""
    years = range(_year(start), _year(end - 1) + 1)
    pieces = [*_cover(_YEAR, [(_epoch(year), _epoch(year + 1)) for year in years], start, end)]
    return either(pieces) if pieces else phrase("added", _PAD * 4)  # nobody


def _cover(level: int, spans: Iterable[tuple[int, int]], first: int, last: int) -> Iterator[str]:
    """Yield expressions for what of [first, last) lies in spans of a level; by what is missing where that is less."""
    for begins, ends in spans:
        low, high = max(first, begins), min(last, ends)
        if low >= high:
            continue
        whole = phrase("added", _letters(begins)[level : level + 3])
        if (low, high) == (begins, ends):
            yield whole
        elif 2 * (high - low) <= ends - begins:
            yield from _cover(level + 1, _pieces(level, begins, ends), low, high)
        else:
            pieces = _pieces(level, begins, ends)
            missing = chain(_cover(level + 1, pieces, begins, low), _cover(level + 1, pieces, high, ends))
            yield f"({whole} NOT {either(missing)})"


def _pieces(level: int, begins: int, ends: int) -> list[tuple[int, int]]:
    """Return the spans of the next level that a span is made of."""
    if level == _YEAR:
        edges = [_epoch(_year(begins), month) for month in range(1, 13)]
    else:
        edges = list(range(begins, ends, (_DAY, _HOUR, _QUARTER)[level - _MONTH]))
    return list(pairwise([*edges, ends]))


def _letters(moment: int) -> str:
    """Return the characters of a moment; each run of three is the token of one level."""
    when = datetime.fromtimestamp(moment, UTC)
    parts = (_YEARS + when.year - 1970, _MONTHS + when.month, _DAYS + moment // _DAY)
    return _PAD * 2 + "".join(map(chr, (*parts, _HOURS + when.hour, _QUARTERS + when.minute // 15)))


def _epoch(year: int, month: int = 1) -> int:
    return int(datetime(year, month, 1, tzinfo=UTC).timestamp())


def _year(moment: int) -> int:
    return datetime.fromtimestamp(moment, UTC).year
