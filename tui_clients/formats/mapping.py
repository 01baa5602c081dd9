"""Turns the cells of a row into a record: which column goes into which field; knows no file and no storage."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, partial
from operator import itemgetter

from tui_clients.domain.client import ContactPoint
from tui_clients.domain.fields import by_name
from tui_clients.domain.record import to_text
from tui_clients.domain.text import fold
from tui_clients.errors import N_, FileRefused
from tui_clients.formats import addresses, names
from tui_clients.formats.opposites import opposite
from tui_clients.formats.points import field_of
from tui_clients.formats.several import PHONE_FIELDS, further, holds_several, place_of, split
from tui_clients.formats.targets import Target


class Role(Enum):
    """How a column serves its field."""

    VALUE = "value"  # it is the field's text
    PART = "part"  # of the name
    LINE = "line"  # follows the field's text on a line of its own
    NUMBER = "number"  # follows the field's text on the same line, as a house number does
    OPPOSITE = "opposite"  # of the field's text: yes in it is no
    TOWN = "town"  # a postal code and a city
    PLACE = "place"  # of another address than the first
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


def _join(between: str, front: str, cell: str) -> str:
    return f"{front}{between}{cell}" if front else cell


_JOINED: dict[Role, Callable[[str, str], str]] = {
    Role.LINE: partial(_join, "\n"),
    Role.NUMBER: partial(_join, " "),
    Role.OPPOSITE: lambda _front, cell: opposite(cell),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file and the field it goes into.

    `name` differs between columns ("Phone", "Phone (2)"), and is "" for one without header and content.
    `label` says what a point is for, or where a place is; where `label_column` is given, the cell of that column does.
    """

    name: str
    field: str = ""
    role: Role = Role.UNUSED
    label: str = ""
    label_column: int | None = None
    confidence: Confidence = Confidence.SURE

    @property
    def is_decided(self) -> bool:
        """Whether the user says where it goes; else a point of the further ones may take an empty field."""
        return self.confidence in (Confidence.CHOSEN, Confidence.REMEMBERED)


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
        """Return one field of each required group that no column gives; e-mail addresses alone stand for names."""
        if len(self.columns) == 1 and self.fields == {"email"}:
            return ()
        return tuple(group[0] for group in self.target.required if not self.fields.intersection(group))

    @cached_property
    def plan(self) -> "Plan":
        """Return the mapping sorted by what is to be done with a row."""
        return Plan.of(self)

    @cached_property
    def is_simple(self) -> bool:
        """Whether a client's row says in most cases what stands in the columns of the fields, and no more."""
        others = (Role.VALUE, Role.UNUSED, Role.LABEL)
        return "name" in self.plan.names and not self.defaults and all(c.role in others for c in self.columns)

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
class Plan:
    """What is to be done with a row."""

    values: tuple[tuple[int, str], ...]
    names: tuple[str, ...]  # of the values' fields
    take: Callable[[Sequence[str]], Sequence[str]]  # the values out of at least `width` cells
    width: int
    parts: tuple[tuple[int, ...], ...]  # the columns of each part of the name, of which the first cell counts
    lines: tuple[tuple[int, str, Callable[[str, str], str]], ...]  # with what makes one text of that in front and it
    towns: tuple[int, ...]
    places: tuple[addresses.Place, ...]
    points: tuple[tuple[int, Column], ...]
    custom: tuple[tuple[int, str], ...]
    splits: tuple[str, ...]  # fields whose cells may hold several addresses or numbers
    may_be_company: bool  # the name column may hold the company's name, the parts a person's
    falls_back: bool  # without a name, the company's name is the client's
    has_title: bool  # or a company, which may stand in front of the name once more
    is_nameless: bool  # whole names are not all there is: the e-mail address stands for one that is missing

    def record(self, cells: Sequence[str]) -> dict[str, str]:
        """Return the text of each field that has a column and a cell of its own."""
        if len(cells) >= self.width:
            return dict(zip(self.names, self.take(cells), strict=True))
        return {field: cells[i] for i, field in self.values if i < len(cells)}

    @classmethod
    def of(cls, mapping: Mapping) -> "Plan":
        """Return what is to be done with the rows of a mapping."""
        columns = tuple(enumerate(mapping.columns))
        names = [part.name for part in mapping.target.parts]
        parts = [group for name in names for group in _parts_of(mapping.columns, name)]
        is_client = "company_name" in mapping.target.names
        has_name, has_company = "name" in mapping.fields, "company_name" in mapping.fields
        # A file with a column of its own for further addresses, such as our own export, has one in each cell.
        is_single = any(c.role is Role.VALUE and c.field in ("more_emails", "more_phones") for _, c in columns)
        values = tuple((i, c.field) for i, c in columns if c.role is Role.VALUE)
        return cls(
            values=values,
            names=tuple(field for _, field in values),
            take=_taking([i for i, _ in values]),
            width=max((i + 1 for i, _ in values), default=0),
            parts=tuple(parts),
            lines=tuple((i, c.field, _JOINED[c.role]) for i, c in columns if c.role in _JOINED),
            towns=tuple(i for i, c in columns if c.role is Role.TOWN),
            places=_places_of(mapping.columns),
            points=tuple((i, c) for i, c in columns if c.role is Role.POINT),
            custom=tuple((i, c.name) for i, c in columns if c.role is Role.CUSTOM),
            splits=tuple(c.field for _, c in columns if not is_single and _may_hold_several(c)) if is_client else (),
            may_be_company=is_client and bool(parts) and has_name and not has_company,
            falls_back=has_company and is_client,
            has_title=is_client and has_name and not is_single,
            is_nameless=is_client and (bool(parts) or not has_name),
        )


def _taking(positions: Sequence[int]) -> Callable[[Sequence[str]], Sequence[str]]:
    """Return what takes cells out of a row; `itemgetter` gives several as a tuple, and a single one by itself."""
    if len(positions) > 1:
        return itemgetter(*positions)
    return partial(_picked, positions)


def _picked(positions: Sequence[int], cells: Sequence[str]) -> Sequence[str]:
    return [cells[position] for position in positions]


def _parts_of(columns: Sequence[Column], name: str) -> list[tuple[int, ...]]:
    """Return the columns of a part of the name: those the user chose each by itself, of the others one counts."""
    found = [(i, column) for i, column in enumerate(columns) if column.role is Role.PART and column.field == name]
    groups = [(i,) for i, column in found if column.is_decided]
    rest = tuple(i for i, column in found if not column.is_decided)
    return [rest, *groups] if rest else [*groups]


def _places_of(columns: Sequence[Column]) -> tuple[addresses.Place, ...]:
    found: dict[str, list[tuple[int, str, str]]] = {}
    for i, column in enumerate(columns):
        if column.role is Role.PLACE:
            found.setdefault(column.label, []).append((i, column.field, column.name))
    return tuple(map(tuple, found.values()))


def apply(mapping: Mapping, cells: Sequence[str]) -> dict[str, str]:
    """Return the record of a row: the text of each field that has a column and a cell."""
    plan, count = mapping.plan, len(cells)
    record = plan.record(cells)
    if plan.parts or plan.has_title or (plan.falls_back and not record.get("name", "").strip()):
        _name(record, plan, cells)
    for i, field, joined in plan.lines:
        if i < count and cells[i].strip():
            record[field] = joined(record.get(field, ""), cells[i])
    if plan.points or (plan.splits and holds_several(record, plan.splits)):
        _points(record, plan, cells)
    if plan.towns or plan.places:
        _custom(record, addresses.placed(record, plan.towns, plan.places, cells))
    if plan.custom:
        _custom(record, {name: cells[i] for i, name in plan.custom if i < count and cells[i].strip()})
    for field, text in mapping.defaults:
        if not record.get(field, "").strip():
            record[field] = text
    if plan.is_nameless and not record.get("name", "").strip():
        record["name"] = record.get("email", "")
    return record


def _name(record: dict[str, str], plan: Plan, cells: Sequence[str]) -> None:
    count = len(cells)
    given = (next((cells[i].strip() for i in part if i < count and cells[i].strip()), "") for part in plan.parts)
    parts = [*filter(None, given)]
    name, company = record.get("name", ""), record.get("company_name", "")
    if parts and name.strip():
        held = [fold(part) in fold(name) for part in parts]
        if not any(held) and (plan.may_be_company or not company.strip()):
            record["company_name"] = name
        if not all(held) or "," in name:
            record["name"] = names.joined(parts)
    elif parts:
        record["name"] = names.joined(parts)
    elif not name.strip() and plan.falls_back:
        record["name"] = company
    if plan.has_title:
        names.stand_alone(record)


def _points(record: dict[str, str], plan: Plan, cells: Sequence[str]) -> None:
    """Put addresses and numbers where they belong; those beyond the fields go to the further ones."""
    found = [point for field in plan.splits for point in _taken(record, field)]
    found += [point for i, column in plan.points if i < len(cells) for point in _of_cell(column, cells, i)]
    more = []
    # A number whose label names a field goes there first; "Phone 1" takes what is left.
    for field, point in sorted(found, key=lambda item: item[0] != field_of(item[1].label)):
        if field in ("more_emails", "more_phones") or record.get(field, "").strip():
            more.append((further(field), point))
        else:
            record[field] = point.value
    for field in dict.fromkeys(field for field, _ in more):
        text = to_text(by_name()[field], [point for name, point in more if name == field])
        record[field] = "\n".join(filter(None, (record.get(field, ""), text)))


def _taken(record: dict[str, str], field: str) -> Iterable[tuple[str, ContactPoint]]:
    """Take several values, or one with a label, out of a field."""
    points = split(field, record.get(field, ""))
    if len(points) < 2 and not any(point.label for point in points):
        if field in record:
            record[field] = points[0].value
        return ()
    record[field] = ""
    return [((field_of(point.label) if field in PHONE_FIELDS else "") or field, point) for point in points]


def _of_cell(column: Column, cells: Sequence[str], position: int) -> Iterable[tuple[str, ContactPoint]]:
    label, field = column.label, column.field
    if column.label_column is not None and column.label_column < len(cells):
        label = cells[column.label_column].removeprefix("*").strip()
        field = (field_of(label) if field in PHONE_FIELDS else "") or field
    given = (point for point in split(field, cells[position]) if point.value.strip())
    points = [ContactPoint(point.label or label, point.value.strip()) for point in given]
    return [(field if column.is_decided else place_of(field, point), point) for point in points]


def _may_hold_several(column: Column) -> bool:
    return column.role is Role.VALUE and column.field in ("email", "mobile", "office_phone")


def _custom(record: dict[str, str], values: dict[str, str]) -> None:
    try:
        present = json.loads(record.get("extra") or "{}")
    except (ValueError, RecursionError):
        return
    if values and isinstance(present, dict):
        record["extra"] = json.dumps(present | values, ensure_ascii=False)
