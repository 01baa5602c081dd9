"""Turns the cells of a row into a record: which column goes into which field; knows no file and no storage."""

import difflib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property

from tui_clients.domain.client import ContactPoint
from tui_clients.domain.fields import by_name
from tui_clients.domain.record import to_text
from tui_clients.domain.text import fold
from tui_clients.errors import N_, FileRefused, UsageError
from tui_clients.formats.keys import header_key
from tui_clients.formats.points import field_of, may_be_several, split_emails, split_phones
from tui_clients.formats.targets import Target

PHONE_FIELDS = ("mobile", "office_phone", "more_phones")
EMAIL_FIELDS = ("email", "more_emails")


class Role(Enum):
    """How a column serves its field."""

    VALUE = "value"  # it is the field's text
    PART = "part"  # of the name
    LINE = "line"  # follows the field's text on a line of its own
    POINT = "point"  # an address or number that goes where its label or a free field says
    LABEL = "label"  # says what the column beside it is for
    CUSTOM = "custom"  # kept under its own name among the custom fields
    UNUSED = "unused"


class Confidence(Enum):
    """Why a column goes where it goes."""

    SURE = "sure"  # it is called as the field is, or its values bear out what it is called
    PROBABLE = "probable"  # it is called by a name that is also used for other things
    GUESS = "guess"  # its values look so, or they speak against its name
    REMEMBERED = "remembered"  # the user said so of an earlier file, or saved it
    CHOSEN = "chosen"  # the user says so


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file and the field it goes into.

    `name` differs between columns ("Phone", "Phone (2)"), and is "" for one without header and content.
    `label` says what a point is for; where `label_column` is given, the cell of that column does.
    """

    name: str
    field: str = ""
    role: Role = Role.UNUSED
    label: str = ""
    label_column: int | None = None
    confidence: Confidence = Confidence.SURE


@dataclass(frozen=True)
class Mapping:
    """Which column of a file goes into which field of `target`; `defaults` are texts for rows that say nothing."""

    target: Target
    columns: tuple[Column, ...]
    defaults: tuple[tuple[str, str], ...] = ()

    @cached_property
    def unmapped(self) -> tuple[str, ...]:
        """Return the names of the columns whose cells go nowhere."""
        return tuple(column.name for column in self.columns if column.role is Role.UNUSED and column.name)

    @cached_property
    def fields(self) -> frozenset[str]:
        """Return the fields and name parts that have a column or a default."""
        return frozenset((*(c.field for c in self.columns if c.field), *(field for field, _text in self.defaults)))

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """Return one field of each required group that no column gives."""
        return tuple(group[0] for group in self.target.required if not self.fields.intersection(group))

    @cached_property
    def plan(self) -> "_Plan":
        """Return the mapping sorted by what is to be done with a row."""
        return _Plan.of(self)

    def require(self, path: object) -> None:
        """Raise FileRefused, naming the file and its columns, if a required field has no column."""
        if not self.missing:
            return
        label = self.target.label(self.missing[0])
        names = ", ".join(column.name for column in self.columns[:20] if column.name)
        raise FileRefused(
            N_(
                "No column of {path} is known to hold “{field}”; its columns are: {columns}. "
                "Call one of them “{field}”, or say which one it is with --map."
            ),
            path=path,
            field=label,
            columns=names,
        )


@dataclass(frozen=True, slots=True)
class _Plan:
    values: tuple[tuple[int, str], ...]
    parts: tuple[int, ...]
    lines: tuple[tuple[int, str], ...]
    points: tuple[tuple[int, Column], ...]
    custom: tuple[tuple[int, str], ...]
    splits: tuple[str, ...]  # fields whose cells may hold several addresses or numbers
    may_be_company: bool  # the name column may hold the company's name, the parts a person's
    falls_back: bool  # without a name, the company's name is the client's

    @classmethod
    def of(cls, mapping: Mapping) -> "_Plan":
        columns = tuple(enumerate(mapping.columns))
        names = [part.name for part in mapping.target.parts]
        parts = sorted((names.index(c.field), i) for i, c in columns if c.role is Role.PART)
        is_client = "company_name" in mapping.target.names
        has_name, has_company = "name" in mapping.fields, "company_name" in mapping.fields
        # A file with a column of its own for further addresses, such as our own export, has one in each cell.
        is_single = any(c.role is Role.VALUE and c.field in ("more_emails", "more_phones") for _, c in columns)
        return cls(
            values=tuple((i, c.field) for i, c in columns if c.role is Role.VALUE),
            parts=tuple(i for _, i in parts),
            lines=tuple((i, c.field) for i, c in columns if c.role is Role.LINE),
            points=tuple((i, c) for i, c in columns if c.role is Role.POINT),
            custom=tuple((i, c.name) for i, c in columns if c.role is Role.CUSTOM),
            splits=tuple(c.field for _, c in columns if not is_single and _may_hold_several(c)) if is_client else (),
            may_be_company=is_client and bool(parts) and has_name and not has_company,
            falls_back=has_company and is_client and (bool(parts) or not has_name),
        )


def apply(mapping: Mapping, cells: Sequence[str]) -> dict[str, str]:
    """Return the record of a row: the text of each field that has a column and a cell."""
    plan, count = mapping.plan, len(cells)
    record = {field: cells[i] for i, field in plan.values if i < count}
    if plan.parts or plan.falls_back:
        _name(record, plan, cells)
    for i, field in plan.lines:
        if i < count and cells[i].strip():
            record[field] = "\n".join(filter(None, (record.get(field, ""), cells[i])))
    if plan.points or plan.splits:
        _points(record, plan, cells)
    if plan.custom:
        _custom(record, {name: cells[i] for i, name in plan.custom if i < count and cells[i].strip()})
    for field, text in mapping.defaults:
        if not record.get(field, "").strip():
            record[field] = text
    return record


def _name(record: dict[str, str], plan: _Plan, cells: Sequence[str]) -> None:
    parts = [cells[i].strip() for i in plan.parts if i < len(cells) and cells[i].strip()]
    name = record.get("name", "")
    if plan.may_be_company and parts and name.strip() and not any(fold(part) in fold(name) for part in parts):
        record["company_name"], record["name"] = name, " ".join(parts)
    elif not name.strip() and parts:
        record["name"] = " ".join(parts)
    elif not name.strip() and plan.falls_back:
        record["name"] = record.get("company_name", "")


def _points(record: dict[str, str], plan: _Plan, cells: Sequence[str]) -> None:
    """Put addresses and numbers where they belong; those beyond the fields go to the further ones."""
    more = _take_apart(record, plan.splits)
    if not more and not plan.points:
        return
    found = [point for i, column in plan.points if i < len(cells) for point in _of_cell(column, cells, i)]
    # A number whose label names a field goes there first; "Phone 1" takes what is left.
    for field, point in sorted(found, key=lambda item: item[0] != field_of(item[1].label)):
        if field in ("more_emails", "more_phones") or record.get(field, "").strip():
            more.append((_more(field), point))
        else:
            record[field] = point.value
    for field in dict.fromkeys(field for field, _ in more):
        text = to_text(by_name()[field], [point for name, point in more if name == field])
        record[field] = "\n".join(filter(None, (record.get(field, ""), text)))


def _take_apart(record: dict[str, str], fields: Iterable[str]) -> list[tuple[str, ContactPoint]]:
    """Leave the first of several values in each field, and return the others for the further ones."""
    others = []
    for field in fields:
        cell = record.get(field, "")
        if cell and may_be_several(cell) and len(values := _split(field, cell)) > 1:
            record[field] = values[0]
            others += [(_more(field), ContactPoint("", value)) for value in values[1:]]
    return others


def _of_cell(column: Column, cells: Sequence[str], position: int) -> Iterable[tuple[str, ContactPoint]]:
    label, field = column.label, column.field
    if column.label_column is not None and column.label_column < len(cells):
        label = cells[column.label_column].removeprefix("*").strip()
        field = (field_of(label) if field in PHONE_FIELDS else "") or field
    values = (value for value in _split(field, cells[position]) if value.strip())
    return ((field, ContactPoint(label, value.strip())) for value in values)


def _may_hold_several(column: Column) -> bool:
    return column.role is Role.VALUE and column.field in ("email", "mobile", "office_phone")


def _more(field: str) -> str:
    return "more_emails" if field in EMAIL_FIELDS else "more_phones"


def _split(field: str, cell: str) -> list[str]:
    return split_emails(cell) if field in EMAIL_FIELDS else split_phones(cell)


def _custom(record: dict[str, str], values: dict[str, str]) -> None:
    try:
        present = json.loads(record.get("extra") or "{}")
    except (ValueError, RecursionError):
        return
    if values and isinstance(present, dict):
        record["extra"] = json.dumps(present | values, ensure_ascii=False)


def override(mapping: Mapping, pairs: Iterable[str], confidence: Confidence = Confidence.CHOSEN) -> Mapping:
    """Return the mapping with "Column=field" pairs put in force; "Column=" leaves a column out.

    A field is named as in `Target.names` or by a header it is known by, or is "extra" to keep the column as a
    custom field. UsageError names what is near to a column or field that does not exist.
    """
    for pair in pairs:
        name, sign, field = pair.rpartition("=")
        if not sign:
            raise UsageError(N_("“{pair}” is not of the form Column=field."), pair=pair)
        position = _position(mapping, name.strip())
        mapping = _assign(mapping, position, _field(mapping.target, field.strip()), confidence)
    return mapping


def with_defaults(mapping: Mapping, pairs: Iterable[str]) -> Mapping:
    """Return the mapping with "field=text" pairs as its defaults; of two for one field the later one counts.

    Parts of a name and custom fields have none. UsageError names what is near to a field that does not exist.
    """
    found = dict(mapping.defaults)
    for pair in pairs:
        name, sign, text = pair.partition("=")
        if not sign or not name.strip():
            raise UsageError(N_("“{pair}” is not of the form field=value."), pair=pair)
        field = _field(mapping.target, name.strip())
        if field == "extra" or field in (part.name for part in mapping.target.parts):
            raise UsageError(N_("“{name}” cannot have one value for all rows."), name=name.strip())
        found[field] = text
    return replace(mapping, defaults=tuple((field, text) for field, text in found.items() if text.strip()))


def _position(mapping: Mapping, name: str) -> int:
    names = [column.name for column in mapping.columns]
    if name in names:
        return names.index(name)
    keys = [header_key(column) for column in names]
    if header_key(name) in filter(None, keys):
        return keys.index(header_key(name))
    raise UsageError(
        N_("There is no column “{name}” in the file; near it are: {near}."), name=name, near=_near(name, names)
    )


def _field(target: Target, name: str) -> str:
    if not name or name in target.names:
        return name
    found = target.find(name)
    if found:
        return found[0]
    names = sorted(target.names)
    raise UsageError(N_("There is no field “{name}”; near it are: {near}."), name=name, near=_near(name, names))


def _near(name: str, names: Sequence[str]) -> str:
    by_key = {header_key(each): each for each in names[:500] if each}
    near = difflib.get_close_matches(header_key(name), by_key, n=5, cutoff=0.6)
    return ", ".join([by_key[key] for key in near] or list(by_key.values())[:12])


def _assign(mapping: Mapping, position: int, field: str, confidence: Confidence) -> Mapping:
    columns = list(mapping.columns)
    role = _role(mapping.target, columns[position], field)
    if role is Role.VALUE:
        columns = [replace(c, field="", role=Role.UNUSED) if c.field == field else c for c in columns]
    columns[position] = Column(mapping.columns[position].name, field, role, confidence=confidence)
    return replace(mapping, columns=tuple(columns))


def _role(target: Target, column: Column, field: str) -> Role:
    if not field:
        return Role.UNUSED
    if field in (part.name for part in target.parts):
        return Role.PART
    if field in ("more_emails", "more_phones"):
        return Role.POINT
    return Role.CUSTOM if field == "extra" and header_key(column.name) != "extra" else Role.VALUE
