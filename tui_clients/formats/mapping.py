"""Turns the cells of a row into a record: which column goes into which field; knows no file and no storage."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, partial
from operator import itemgetter

from tui_clients.errors import N_, FileRefused
from tui_clients.formats import addresses
from tui_clients.formats.opposites import opposite
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


def _may_hold_several(column: Column) -> bool:
    return column.role is Role.VALUE and column.field in ("email", "mobile", "office_phone")
