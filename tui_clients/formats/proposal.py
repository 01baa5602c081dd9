"""Proposes which column of a file goes into which field, from its header and, where given, its first rows."""

import re
from collections.abc import Sequence
from dataclasses import replace

from tui_clients.domain import choices
from tui_clients.domain.choices import ClientStatus
from tui_clients.domain.fields import GENERAL_PHONE, by_name
from tui_clients.formats import evidence, foreign, names, places
from tui_clients.formats.keys import alias_keys, header_key, header_keys, numbered, without_subject, words
from tui_clients.formats.mapping import Column, Confidence, Mapping, Role
from tui_clients.formats.opposites import is_opposite
from tui_clients.formats.points import is_purpose, label_of, more_field
from tui_clients.formats.several import EMAIL_FIELDS, PHONE_FIELDS
from tui_clients.formats.systems import meaning_of
from tui_clients.formats.targets import CLIENTS, Target

Samples = Sequence[Sequence[str]]

_GENERAL_PHONE = frozenset().union(*map(alias_keys, (*GENERAL_PHONE, *foreign.GENERAL_PHONE)))
_BY_NAME = frozenset((*PHONE_FIELDS, *EMAIL_FIELDS))  # a mobile number's column is one even while it is empty
_NAMES = ("name", "first_name", "last_name")
_OF_NAMES = ("first_name", "last_name", "company_name")
_BY_RULE = Confidence.PROBABLE  # of columns that get what others leave
_NOT_KNOWN = 100  # the rank of a column that its place among others explains
_NUMBER = re.compile(r"\s*\d[\d.\s]*")
_ENOUGH = 3  # values that are all of another kind say that a column is, too
_TITLES = frozenset({"title", "titel", "titel akad grad", "akad titel", "akademischer titel", "academic title",
                     "titre", "titulo", "titolo"})  # fmt: skip
_SALUTATIONS = words(
    "mr mrs ms miss mx mister dr prof sir madam herr frau mme mlle m monsieur madame sr sra srta don dona dipl ing phd"
    " med sig ra signor signora signorina dott ssa avv dhr mevr mw heer mevrouw pan pani"
)
_VALUES, _LABELS = (" value", " wert"), (" label", " type", " typ")
_FOLLOWED = {"note": Role.LINE, "tags": Role.LINE, "salutation": Role.NUMBER}
_MORE = ("more_emails", "more_phones")
_OWN_MORE = frozenset(header_key(text) for name in _MORE for text in (name, by_name()[name].label))
_FIRST = re.compile(r"(?<=[^\W\d])[ _]?0?1\Z")
_COUNTED = re.compile(r"(?<=[^\W\d])[ _]?\d{1,2}\Z")
_ORGANIZATIONS = words("organization organisation company account firma")


def propose(columns: Sequence[str], target: Target = CLIENTS, samples: Samples = ()) -> Mapping:
    """Return the mapping that a header suggests.

    Each field takes the column that is named best for it, of several those that are not empty in all `samples` (the
    first rows). Surplus e-mail and phone columns become further contact points of a client.
    """
    shown = _shown(columns, samples)
    subject, bare = without_subject(columns)
    ranked = _choose(bare, target, samples)
    chosen = {position: field for position, (field, _rank) in ranked.items()}
    if target is CLIENTS:
        chosen = names.settle(chosen, bare, samples)
        if header_key(subject) in _ORGANIZATIONS:
            chosen = {i: "company_name" if field == "name" else field for i, field in chosen.items()}
    result = [Column(name) for name in shown]
    for position, field in chosen.items():
        is_part = field in (part.name for part in target.parts)
        rank = ranked[position][1] if ranked.get(position, ("", 0))[0] == field else 1
        confidence = evidence.confidence(field, 0 if is_part else rank, position, samples)
        result[position] = Column(shown[position], field, Role.PART if is_part else Role.VALUE, confidence=confidence)
    if target is CLIENTS:
        _add_parts(result, bare, samples)
        _add_landline(result, bare)
        _add_opposite(result, bare, samples)
        _add_addresses(result, bare, samples)
        _add_lines(result, bare, samples)
        _add_points(result, bare, samples)
        _add_labels(result, bare)
    return Mapping(target, tuple(result))


def _shown(columns: Sequence[str], samples: Samples) -> list[str]:
    """Return a name for every column, "" for those without header and content."""
    shown = (
        " ".join(column.split()) or ("" if _is_empty(i, samples) else f"#{i + 1}") for i, column in enumerate(columns)
    )
    return numbered(shown)


def _is_empty(position: int, samples: Samples) -> bool:
    return not any(row[position].strip() for row in samples if position < len(row))


def _choose(columns: Sequence[str], target: Target, samples: Samples) -> dict[int, tuple[str, int]]:
    """Return the field of every column that is the best for one, and how good a name for it the column has."""
    special = meaning_of(columns) if target is CLIENTS else {}
    candidates: dict[str, list[tuple[bool, int, int]]] = {}
    for i, column in enumerate(columns):
        field, rank = (special[i], -1) if i in special else _named(column, target) or _by_samples(column, i, samples)
        if target is CLIENTS and field in places.FIELDS:
            continue  # for all the parts of an address together
        if field and not (target is CLIENTS and _is_refuted(field, i, samples)):
            is_spare = bool(samples) and field not in _BY_NAME and _is_empty(i, samples)
            is_spare = is_spare or _has_numbers(field, rank, i, samples)
            candidates.setdefault(field, []).append((is_spare, rank, i))
    best = {field: min(found) for field, found in candidates.items()}
    if not best.keys() & set(_NAMES):
        best = {field: found for field, found in best.items() if field not in ("middle_name", "name_suffix")}
    if "name" in best and not best.keys().isdisjoint(_OF_NAMES) and _has_numbers("name", *best["name"][1:], samples):
        del best["name"]
    return {position: (field, rank) for field, (_is_spare, rank, position) in best.items()}


def _has_numbers(field: str, rank: int, position: int, samples: Samples) -> bool:
    """Whether a column has numbers or marks alone where names may stand: those of customers, or for being one."""
    if field not in ("name", "company_name") or rank <= 1 or _is_empty(position, samples):
        return False
    return all(_NUMBER.fullmatch(row[position]) for row in samples if position < len(row) and row[position].strip())


def _named(column: str, target: Target) -> tuple[str, int] | None:
    """Return the field that a column is called by; what is not known as "Tag 1" may be so as "Tag"."""
    found = target.find(column)
    return found or (target.find(_FIRST.sub("", column)) if target is CLIENTS else None)


def _by_samples(column: str, position: int, samples: Samples) -> tuple[str, int]:
    """Return what a title is by the first rows: one of courtesy, if not of a job."""
    if header_key(column) not in _TITLES:
        return "", 0
    given = [header_key(row[position]).split() for row in samples if position < len(row) and row[position].strip()]
    return ("salutation", 100) if given and all(_SALUTATIONS.issuperset(title) for title in given) else ("", 0)


def _is_refuted(field: str, position: int, samples: Samples) -> bool:
    """Whether the first rows show that a column holds something else than its name says."""
    values = [row[position] for row in samples if position < len(row) and row[position].strip()]
    if field == "picture":
        return bool(values) and not any(value.startswith("data:image/") for value in values)
    if field == "website":
        return bool(values) and not any("." in value or "/" in value for value in values)
    if field == "status":
        return len(values) >= _ENOUGH and not any(choices.parse(ClientStatus, value) for value in values)
    return False


def _add_parts(result: list[Column], columns: Sequence[str], samples: Samples) -> None:
    """Let a column of first names that is empty so far stand in for the one that is not, in rows that need it."""
    held = {column.field for column in result if column.role is Role.PART}
    for i, column in enumerate(columns):
        found = CLIENTS.find(column)
        if found and found[0] in held and result[i].role is Role.UNUSED and samples and _is_empty(i, samples):
            result[i] = replace(result[i], field=found[0], role=Role.PART, confidence=_BY_RULE)


def _add_landline(result: list[Column], columns: Sequence[str]) -> None:
    """Give a plain "Phone" beside a mobile number to the office phone, if that has no column."""
    is_general = [not _GENERAL_PHONE.isdisjoint(header_keys(column)) for column in columns]
    has_own_mobile = any(c.field == "mobile" and not is_general[i] for i, c in enumerate(result))
    if not has_own_mobile or any(column.field == "office_phone" for column in result):
        return
    plain = (i for i, column in enumerate(result) if column.role is Role.UNUSED and is_general[i])
    first = next(plain, None)
    if first is not None:
        result[first] = replace(result[first], field="office_phone", role=Role.VALUE, confidence=_BY_RULE)


def _add_opposite(result: list[Column], columns: Sequence[str], samples: Samples) -> None:
    """Let a column such as "Inactive" tell the status, if no other one does and its cells say yes or no."""
    if any(column.field == "status" for column in result):
        return
    fitting = (i for i, c in enumerate(columns) if result[i].role is Role.UNUSED and is_opposite(c))
    first = next((i for i in fitting if evidence.holds("status", i, samples)), None)
    if first is not None:
        result[first] = replace(result[first], field="status", role=Role.OPPOSITE, confidence=_BY_RULE)


def _add_addresses(result: list[Column], columns: Sequence[str], samples: Samples) -> None:
    """Give the parts of the first address to its fields; those of further ones wait for rows without the first."""
    empty = {i for i in range(len(columns)) if _is_empty(i, samples)} if samples else set()
    special = meaning_of(columns)
    parts = places.parts_of(columns)
    parts |= {i: places.Part("", field) for i, field in special.items() if field in places.FIELDS}
    free = {i: part for i, part in parts.items() if result[i].role is Role.UNUSED and special.get(i) != ""}
    for number, group in enumerate(places.groups(free, columns, empty)):
        held: set[str] = set()
        for i, part in group.items():
            role = _role(part, held) if number == 0 else Role.PLACE
            held.add(part.field)
            label = part.place if number else ""
            found = CLIENTS.find(columns[i])
            rank = found[1] if found and found[0] == part.field else _NOT_KNOWN
            how_sure = evidence.confidence(part.field, rank, i, samples)
            result[i] = replace(result[i], field=part.field, role=role, label=label, confidence=how_sure)


def _role(part: places.Part, held: set[str]) -> Role:
    if part.line == 0:
        return Role.NUMBER
    if part.with_code:
        return Role.TOWN
    return Role.LINE if part.field in held else Role.VALUE


def _add_lines(result: list[Column], columns: Sequence[str], samples: Samples) -> None:
    """Let further notes and tags follow the first ones, an academic title the salutation; keep "Company 2"."""
    held = {column.field for column in result}
    for i, column in enumerate(columns):
        found = CLIENTS.find(_COUNTED.sub("", column)) or _by_samples(column, i, samples)
        if not found or found[0] not in held or result[i].role is not Role.UNUSED:
            continue
        if found[0] in _FOLLOWED:
            result[i] = replace(result[i], field=found[0], role=_FOLLOWED[found[0]], confidence=_BY_RULE)
        elif found[0] == "company_name" and _COUNTED.search(column):
            result[i] = replace(result[i], field="extra", role=Role.CUSTOM, confidence=_BY_RULE)


def _add_points(result: list[Column], columns: Sequence[str], samples: Samples) -> None:
    for i, column in enumerate(columns):
        if result[i].role is Role.VALUE and result[i].field in _MORE and header_key(column) not in _OWN_MORE:
            result[i] = replace(result[i], role=Role.POINT)  # which may hold several, as ours do line by line
        field = more_field(column) if result[i].role is Role.UNUSED else ""
        if not field and result[i].role is Role.UNUSED and is_purpose(column):
            field = "more_phones" if evidence.holds("more_phones", i, samples) else ""
        if field:
            point = replace(result[i], field=field, role=Role.POINT, label=label_of(column))
            result[i] = replace(point, confidence=_BY_RULE)


def _add_labels(result: list[Column], columns: Sequence[str]) -> None:
    """Tie "Phone 1 - Label" to "Phone 1 - Value", as Google's exports have them."""
    keys = [header_key(column) for column in columns]
    positions = {key: i for i, key in enumerate(keys)}
    for i, key in enumerate(keys):
        stem = next((key.removesuffix(end) for end in _VALUES if key.endswith(end)), "")
        if result[i].field not in (*PHONE_FIELDS, *EMAIL_FIELDS) or not stem:
            continue
        label = next((positions[stem + end] for end in _LABELS if stem + end in positions), None)
        if label is not None:
            result[i] = replace(result[i], role=Role.POINT, label_column=label)
            result[label] = replace(result[label], role=Role.LABEL)
