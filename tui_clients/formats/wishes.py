"""What the user says of columns and fields against what was proposed: "Column=field", "field=text"; knows no file."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tui_clients.errors import N_, UsageError
from tui_clients.formats.keys import header_key
from tui_clients.formats.mapping import Column, Confidence, Mapping, Role
from tui_clients.formats.opposites import is_opposite
from tui_clients.formats.targets import Target


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
    if field == "status" and is_opposite(column.name):
        return Role.OPPOSITE
    return Role.CUSTOM if field == "extra" and header_key(column.name) != "extra" else Role.VALUE
