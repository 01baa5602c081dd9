"""One home for how column headers are compared: case, accents, punctuation and spelling do not count."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from tui_clients.domain.text import fold, spellings

_NOT_WORDS = re.compile(r"[\W_]+")
_EMAIL = re.compile(r"\be mail")
_WITHIN = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[^\W\d_]{2})(?=\d\Z)")
_UTC = re.compile(r"\(utc\)\s*\Z", re.IGNORECASE)
_SUBJECT = re.compile(r"\s*([^\W\d_][\w ]{1,30}?)\s*(?: - | – |: |\.)(?=\S)")
_PREFIX = re.compile(r"\s*([^\W\d_]{2,30})_(?=[^\W\d_])")
_REMARK = re.compile(
    r"\s*[(\[](?:optional|pflicht\w*|required|mandatory|inkl\b[^)\]]*|incl\b[^)\]]*|mit\b[^)\]]*|with\b[^)\]]*"
    r"|ja/nein|j/n|yes/no|y/n|oui/non|n|s|en|e|z\. ?b\.[^)\]]*|e\.g\.[^)\]]*|falls\b[^)\]]*|if\b[^)\]]*|wenn\b[^)\]]*"
    r"|text|international)[)\]]\s*[*:?]*\s*\Z",
    re.IGNORECASE,
)
_LONGEST = 200  # no header is longer; a cell that is needs no folding


def words(text: str) -> frozenset[str]:
    """Return the words of a list that is written as text."""
    return frozenset(text.split())


def header_key(text: str) -> str:
    """Return the words of a header: "E-Mail-Adresse" and "e_mail adresse" both give "email adresse"."""
    if len(text) > _LONGEST:
        return ""
    return _EMAIL.sub("email", _NOT_WORDS.sub(" ", fold(text)).strip())


def without_subject(columns: Sequence[str]) -> tuple[str, list[str]]:
    """Return what stands in front of most headers, as in "Person - Name", and the headers without it.

    What an underscore parts from the rest, as in "cust_name", stands in front of all of them.
    """
    prefixes = [_PREFIX.match(column[:_LONGEST]) for column in columns if column.strip()]
    if len(prefixes) > 2 and len({match[1] if match else "" for match in prefixes}) == 1 and prefixes[0]:
        return prefixes[0][1], [column.strip()[len(prefixes[0][1]) + 1 :] for column in columns]
    found = [_SUBJECT.match(column[:_LONGEST]) for column in columns]
    counted = Counter(match[1] for match in found if match).most_common(1)
    if not counted or counted[0][1] < 3 or counted[0][1] * 2 < len(columns):
        return "", list(columns)
    subject = counted[0][0]
    return subject, [
        column[match.end() :] if match and match[1] == subject else column
        for column, match in zip(columns, found, strict=True)
    ]


def utc_header(name: str) -> str:
    """Return the header of a column whose moments are in UTC without saying so themselves."""
    return f"{name} (UTC)"


def without_zone(header: str) -> str:
    """Return a header without the remark that its moments are in UTC."""
    return _UTC.sub("", header).rstrip() if is_utc(header) else header


def is_utc(header: str) -> bool:
    """Whether a header says that moments without a zone are in UTC."""
    return bool(_UTC.search(header, max(0, len(header) - _LONGEST)))


@lru_cache(1024)  # a proposal asks for those of each header several times
def header_keys(text: str) -> tuple[str, ...]:
    """Return the keys under which a header may be known.

    As written, with "firstName" and "phone1" taken as two words, "Created (UTC)" without the remark about its zone, and
    "Phone (optional)" without one that says nothing of what the column holds.
    """
    return tuple(dict.fromkeys(map(header_key, (text, parted(text), without_zone(text), _without_remark(text)))))


def parted(text: str) -> str:
    """Return a header with spaces between the words that capitals and digits tell apart."""
    return _WITHIN.sub(" ", text[:_LONGEST])


def _without_remark(text: str) -> str:
    return _REMARK.sub("", text) if len(text) <= _LONGEST and text.rstrip("*:? ")[-1:] in (")", "]") else text


def alias_keys(alias: str) -> frozenset[str]:
    """Return the keys of an alias, one for each spelling of its umlauts."""
    return frozenset(header_key(spelling) for spelling in spellings(alias))


def numbered(names: Iterable[str]) -> list[str]:
    """Return names that differ: the second "Phone" becomes "Phone (2)"; empty ones stay."""
    seen: dict[str, int] = {}
    result: list[str] = []
    for name in names:
        unique = name
        while name and unique in seen:
            seen[name] += 1
            unique = f"{name} ({seen[name]})"
        seen[unique] = 1
        result.append(unique)
    return result
