"""What a client has several of, row by row: further e-mails and phones with labels, tags, custom fields."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tui_clients.domain import phone
from tui_clients.domain.client import Client, ContactPoint
from tui_clients.domain.fields import Field, Kind
from tui_clients.domain.text import one_line, storable
from tui_clients.domain.validate import Code, Problem, validate
from tui_clients.errors import N_, Refused


@dataclass(frozen=True, slots=True)
class More:
    """A row: `kind` is the client's field; of a custom field the label is its name. `id` is its place, from 1 on."""

    kind: str
    label: str = ""
    value: str = ""
    id: int = 0


def _row(name: str, kind: Kind, label: str, *, required: bool = True, max_length: int = 200) -> Field:
    return Field(name, kind, label, None, required=required, max_length=max_length)


_LABEL = _row("label", Kind.TEXT, N_("Label"), required=False)

FIELDS: Mapping[str, tuple[Field, ...]] = {
    "more_emails": (_row("value", Kind.EMAIL, N_("E-mail"), max_length=254), _LABEL),
    "more_phones": (_row("value", Kind.PHONE, N_("Phone"), max_length=64), _LABEL),
    "tags": (_row("value", Kind.TEXT, N_("Tag")),),
    "extra": (
        _row("label", Kind.TEXT, N_("Name")),
        _row("value", Kind.LONG_TEXT, N_("Value"), required=False, max_length=100_000),
    ),
}
"""What is asked for in each kind."""


def rows_of(client: Client) -> list[More]:
    """Return every row of a client."""
    rows = [row for kind in FIELDS for row in _rows(client, kind)]
    return [replace(row, id=number) for number, row in enumerate(rows, 1)]


def _rows(client: Client, kind: str) -> Iterator[More]:
    held = getattr(client, kind)
    if kind == "extra":
        yield from (More(kind, label, value) for label, value in held.items())
    elif kind == "tags":
        yield from (More(kind, "", tag) for tag in held)
    else:
        yield from (More(kind, point.label, point.value) for point in held)


def with_row(client: Client, before: More | None, after: More | None) -> Client:
    """Return a client with a row in the place of another; None for `before` adds one, for `after` takes one away.

    Refused where the row before is not there, or the client has the row after already.
    """
    kind = (before or after or More("tags")).kind
    rows = list(_rows(client, kind))
    place = len(rows)
    if before is not None:
        place = next((n for n, row in enumerate(rows) if replace(row, id=before.id) == before), -1)
        if place < 0:
            raise Refused(N_("This was changed in the meantime. Nothing was saved."))
        del rows[place]
    if after is not None:
        if any(is_same(row, after) for row in rows):
            raise Refused(_DUPLICATES[kind], "label" if kind == "extra" else "value")
        rows.insert(place, after)
    return replace(client, **{kind: _held(kind, rows)})


def is_same(row: More, other: More) -> bool:
    """Tell whether a client cannot have both rows: of the same value, of custom fields with the same name."""
    if row.kind != other.kind:
        return False
    return row.label == other.label if row.kind == "extra" else row.value == other.value


_DUPLICATES = {
    "more_emails": N_("The client has this e-mail address already."),
    "more_phones": N_("The client has this number already."),
    "tags": N_("The client has this tag already."),
    "extra": N_("The client has a field of this name already."),
}


def _held(kind: str, rows: Sequence[More]) -> Any:
    if kind == "extra":
        return {row.label: row.value for row in rows}
    if kind == "tags":
        return tuple(row.value for row in rows)
    return tuple(ContactPoint(row.label, row.value) for row in rows)


def to_record(row: More) -> dict[str, str]:
    """Return what a form holds of a row."""
    return {field.name: getattr(row, field.name) for field in FIELDS[row.kind]}


def from_record(base: More, record: Mapping[str, str], country: str) -> tuple[More, list[Problem]]:
    """Return the row that a form describes, local numbers meant in a country, and everything wrong with it."""
    values: dict[str, Any] = {field.name: _read(field, record[field.name], country) for field in FIELDS[base.kind]}
    row = replace(base, **values)
    return row, [problem for field in FIELDS[base.kind] for problem in _of_field(field, row)]


def _read(field: Field, text: str, country: str) -> str:
    given = storable(text)
    if field.kind is Kind.LONG_TEXT:
        return given
    return (phone.normalise(given, country) if field.kind is Kind.PHONE else None) or one_line(given)


def _of_field(field: Field, row: More) -> Iterator[Problem]:
    value = getattr(row, field.name)
    if field.required and not value.strip():
        yield Problem(field.name, Code.REQUIRED)
    elif len(value) > field.max_length:
        yield Problem(field.name, Code.TOO_LONG, value)
    elif field.kind in (Kind.EMAIL, Kind.PHONE):
        alone = with_row(Client("-"), None, row)
        yield from (Problem(field.name, found.code, value) for found in validate(alone) if found.field == row.kind)
