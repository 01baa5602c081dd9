"""Makes the record of a row by a mapping: which cell goes into which field, and what stands in several."""

import json
from collections.abc import Iterable, Sequence

from tui_clients.domain.client import ContactPoint
from tui_clients.domain.fields import by_name
from tui_clients.domain.record import to_text
from tui_clients.domain.text import fold
from tui_clients.formats import addresses, names
from tui_clients.formats.mapping import Column, Mapping, Plan
from tui_clients.formats.points import field_of
from tui_clients.formats.several import PHONE_FIELDS, further, holds_several, place_of, split


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


def _custom(record: dict[str, str], values: dict[str, str]) -> None:
    try:
        present = json.loads(record.get("extra") or "{}")
    except (ValueError, RecursionError):
        return
    if values and isinstance(present, dict):
        record["extra"] = json.dumps(present | values, ensure_ascii=False)
