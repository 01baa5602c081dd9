"""Proposes which column of a file goes into which field, from its header and, where given, its first rows."""

from collections.abc import Sequence
from dataclasses import replace

from tui_clients.domain import choices
from tui_clients.domain.choices import ClientStatus
from tui_clients.formats import evidence
from tui_clients.formats.keys import header_key, numbered
from tui_clients.formats.mapping import EMAIL_FIELDS, PHONE_FIELDS, Column, Confidence, Mapping, Role
from tui_clients.formats.points import label_of, more_field
from tui_clients.formats.systems import meaning_of
from tui_clients.formats.targets import CLIENTS, Target

Samples = Sequence[Sequence[str]]

_GENERAL_PHONE = frozenset({"phone", "phone number", "telephone", "tel", "telefon", "telefonnummer", "rufnummer"})
_BY_NAME = frozenset((*PHONE_FIELDS, *EMAIL_FIELDS))  # a mobile number's column is one even while it is empty
_NAMES = ("name", "first_name", "last_name")
_BY_RULE = Confidence.PROBABLE  # of columns that get what others leave
_ENOUGH = 3  # values that are all of another kind say that a column is, too


def propose(columns: Sequence[str], target: Target = CLIENTS, samples: Samples = ()) -> Mapping:
    """Return the mapping that a header suggests.

    Each field takes the column that is named best for it, of several those that are not empty in all `samples` (the
    first rows). Surplus e-mail and phone columns become further contact points of a client.
    """
    names = _names(columns, samples)
    chosen = _choose(columns, target, samples)
    result = [Column(name) for name in names]
    for position, (field, rank) in chosen.items():
        is_part = field in (part.name for part in target.parts)
        confidence = evidence.confidence(field, 0 if is_part else rank, position, samples)
        result[position] = Column(names[position], field, Role.PART if is_part else Role.VALUE, confidence=confidence)
    if target is CLIENTS:
        _add_landline(result, columns)
        _add_lines(result, columns)
        _add_points(result, columns)
        _add_labels(result, columns)
    return Mapping(target, tuple(result))


def _names(columns: Sequence[str], samples: Samples) -> list[str]:
    """Return a name for every column, "" for those without header and content."""
    names = (
        " ".join(column.split()) or ("" if _is_empty(i, samples) else f"#{i + 1}") for i, column in enumerate(columns)
    )
    return numbered(names)


def _is_empty(position: int, samples: Samples) -> bool:
    return not any(row[position].strip() for row in samples if position < len(row))


def _choose(columns: Sequence[str], target: Target, samples: Samples) -> dict[int, tuple[str, int]]:
    """Return the field of every column that is the best for one, and how good a name for it the column has."""
    special = meaning_of(columns) if target is CLIENTS else {}
    candidates: dict[str, list[tuple[bool, int, int]]] = {}
    for i, column in enumerate(columns):
        field, rank = (special[i], -1) if i in special else target.find(column) or ("", 0)
        if field and not (target is CLIENTS and _is_refuted(field, i, samples)):
            is_spare = bool(samples) and field not in _BY_NAME and _is_empty(i, samples)
            candidates.setdefault(field, []).append((is_spare, rank, i))
    best = {field: min(found) for field, found in candidates.items()}
    if not best.keys() & set(_NAMES):
        best = {field: found for field, found in best.items() if field not in ("middle_name", "name_suffix")}
    return {position: (field, rank) for field, (_is_spare, rank, position) in best.items()}


def _is_refuted(field: str, position: int, samples: Samples) -> bool:
    """Whether the first rows show that a column holds something else than its name says."""
    values = [row[position] for row in samples if position < len(row) and row[position].strip()]
    if field == "picture":
        return bool(values) and not any(value.startswith("data:image/") for value in values)
    if field == "status":
        return len(values) >= _ENOUGH and not any(choices.parse(ClientStatus, value) for value in values)
    return False


def _add_landline(result: list[Column], columns: Sequence[str]) -> None:
    """Give a plain "Phone" beside a mobile number to the office phone, if that has no column."""
    keys = [header_key(column) for column in columns]
    has_own_mobile = any(c.field == "mobile" and keys[i] not in _GENERAL_PHONE for i, c in enumerate(result))
    if not has_own_mobile or any(column.field == "office_phone" for column in result):
        return
    plain = (i for i, column in enumerate(result) if column.role is Role.UNUSED and keys[i] in _GENERAL_PHONE)
    first = next(plain, None)
    if first is not None:
        result[first] = replace(result[first], field="office_phone", role=Role.VALUE, confidence=_BY_RULE)


def _add_lines(result: list[Column], columns: Sequence[str]) -> None:
    """Let "Street 2" follow the address it belongs to, and further notes the note."""
    further = {key: "address" for i, c in enumerate(result) if c.field == "address" for key in _next_lines(columns[i])}
    has_note = any(column.field == "note" for column in result)
    for i, column in enumerate(columns):
        found = CLIENTS.find(column)
        field = "note" if has_note and found and found[0] == "note" else further.get(header_key(column), "")
        if field and result[i].role is Role.UNUSED:
            result[i] = replace(result[i], field=field, role=Role.LINE, confidence=_BY_RULE)


def _next_lines(header: str) -> set[str]:
    """Return the keys of the columns that go on with an address whose first line is called `header`."""
    stem = header_key(header).removesuffix(" 1").removesuffix(" line")
    place = stem.removesuffix("street").strip()
    return {f"{stem}{line} {number}" for line in ("", " line") for number in (2, 3)} | {f"{place} apt suite".strip()}


def _add_points(result: list[Column], columns: Sequence[str]) -> None:
    for i, column in enumerate(columns):
        field = more_field(column) if result[i].role is Role.UNUSED else ""
        if field:
            point = replace(result[i], field=field, role=Role.POINT, label=label_of(column))
            result[i] = replace(point, confidence=_BY_RULE)


def _add_labels(result: list[Column], columns: Sequence[str]) -> None:
    """Tie "Phone 1 - Label" to "Phone 1 - Value", as Google's exports have them."""
    positions = {header_key(column): i for i, column in enumerate(columns)}
    for i, column in enumerate(columns):
        stem = header_key(column).removesuffix(" value")
        if result[i].field not in (*PHONE_FIELDS, *EMAIL_FIELDS) or stem == header_key(column):
            continue
        label = positions.get(f"{stem} label", positions.get(f"{stem} type"))
        if label is not None:
            result[i] = replace(result[i], role=Role.POINT, label_column=label)
            result[label] = replace(result[label], role=Role.LABEL)
