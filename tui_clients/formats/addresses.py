"""Puts the parts of addresses in a row into its record: towns with their code, one address of several."""

import re
from collections.abc import Mapping, Sequence

Place = tuple[tuple[int, str, str], ...]
"""A further address: the position of each part of it, its field, and what its column is called."""

_ADDRESS = ("address", "city", "postal_code")
_TOWN = re.compile(
    r"\s*(?:[A-Z]{1,3}[ -])?(\d{4,6}(?: ?[A-Z]{2}(?= ))?|\d{2}-\d{3}|\d{3} \d{2})[ ,]+([^\W\d].{,200})"
    r"|\s*([^\W\d][^\d,]{,200}),? +(\d{4,6})\s*"
)


def placed(
    record: dict[str, str], towns: Sequence[int], places: Sequence[Place], cells: Sequence[str]
) -> dict[str, str]:
    """Put towns and the first address that a row has into its record; return what else it has of addresses."""
    for position in towns:
        if position < len(cells):
            _take_town(record, cells[position])
    left: dict[str, str] = {}
    for place in places:
        given = [(field, name, cells[i]) for i, field, name in place if i < len(cells) and cells[i].strip()]
        if not any(record.get(field, "").strip() for field in _ADDRESS):
            for field, _, text in given:
                lines = (record.get(field, ""), text) if field == "address" else (text,)
                record[field] = "\n".join(filter(None, lines))
        else:
            left |= {name: text for field, name, text in given if not _is_held(record, field, text)}
    return left


def _take_town(record: dict[str, str], text: str) -> None:
    """Take "50667 Köln" apart, if the row has no postal code already."""
    found = None if record.get("postal_code", "").strip() else _TOWN.fullmatch(text)
    record["city"] = (found[2] or found[3] if found else text).strip()
    if found:
        record["postal_code"] = found[1] or found[4]


def _is_held(record: Mapping[str, str], field: str, text: str) -> bool:
    """Whether a record's address has this part already."""
    return text.strip() in (line.strip() for line in record.get(field, "").split("\n"))
