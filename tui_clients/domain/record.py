"""A client as text, field by field, and back: the form that files, forms and history share."""

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from functools import cache
from typing import Any

from tui_clients.domain import choices, dates, names, phone
from tui_clients.domain.choices import ClientStatus, Gender
from tui_clients.domain.client import Client, ContactPoint, Picture
from tui_clients.domain.dates import Order
from tui_clients.domain.fields import FIELDS, Field, Kind, by_name
from tui_clients.domain.json_points import are_points, is_second, label_and_value
from tui_clients.domain.text import one_line, storable
from tui_clients.domain.validate import Problem, rules_by_name, unreadable, validate

Record = Mapping[str, str]

_REMEMBERED = 4096
_BETWEEN_TAGS = re.compile(r"[;,|\n]| ::: ")
OF_ALL = "myContacts"
"""The group of all of Google's contacts, which is no tag."""
_LINE_END = re.compile("\r+\n")  # all of them at once, so that reading twice changes nothing


@dataclass(frozen=True, slots=True)
class Reading:
    """How text is meant where it leaves a choice: the country of local phone numbers, the order of dates.

    `is_exact` where `to_plain` wrote it: then a value is kept as it stands, and nothing is made better. `moments` are
    those read before by their texts: days come again and again.
    """

    country: str = ""
    date_order: Order = Order.YMD
    is_exact: bool = False
    moments: dict[str, datetime] = field(default_factory=dict, compare=False, repr=False)

    def of_country(self, country: str) -> "Reading":
        """Return the same with the numbers of another country, if one is given."""
        return self if country in ("", self.country) else replace(self, country=country)


def to_record(client: Client) -> dict[str, str]:
    """Return every field of a client as text; `from_record` gives the same client back."""
    return {field.name: to_text(field, getattr(client, field.name)) for field in FIELDS}


def to_text(field: Field, value: Any) -> str:
    """Return one value as its text; nothing known gives ""."""
    if isinstance(value, str):
        return value
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, datetime):
        return dates.iso(value)
    if isinstance(value, Picture):
        return f"data:{value.media_type};base64,{b64encode(value.data).decode()}"
    if field.kind is Kind.TAGS:
        return tags_text(value)
    if field.kind in (Kind.EMAILS, Kind.PHONES):
        return "\n".join(point_text(point) for point in value)
    if field.kind is Kind.EXTRA and value:
        return json.dumps(dict(value), ensure_ascii=False)
    return ""


def from_text(field: Field, text: str) -> Any:
    """Return the value whose text `to_text` gave, as it was: nothing is made better that was kept as it was typed."""
    if field.kind in _VERBATIM:
        return text
    reader = _read_emails if field.kind is Kind.PHONES else _READERS[field.kind]
    value = reader(text, Reading(is_exact=True)) if text else None
    return getattr(Client(), field.name) if value is None else value


def with_texts(client: Client, texts: Record) -> Client:
    """Return a client with the values whose texts `to_text` gave; a name that is no field's says nothing."""
    fields = by_name()
    return replace(client, **{name: from_text(fields[name], text) for name, text in texts.items() if name in fields})


def from_record(record: Record, reading: Reading | None = None) -> tuple[Client, list[Problem]]:
    """Return the client a record describes and everything wrong with it.

    What cannot be understood is kept as it was given where the field holds text, and is left empty with
    a problem where it cannot (a date, a choice, a picture).
    """
    how = reading or Reading()
    country = record.get("country", "")
    values, problems, is_sound = _read(record, how.of_country(_country(country) if country else ""))
    client = Client(**values)
    return client, problems if is_sound and record.get("name") else problems + validate(client)


def read_value(name: str, text: str, reading: Reading) -> tuple[Any, bool]:
    """Return what `from_record` makes of one text of a record, and whether nothing is wrong with it.

    `reading.country` is that of the record, if it names one.
    """
    values, problems, is_sound = _read({name: text}, reading)
    is_missing = by_name()[name].required and not text
    return values.get(name, _blank(name)), is_sound and not problems and not is_missing


@cache
def _blank(name: str) -> Any:
    return getattr(Client(), name)


def _read(record: Record, how: Reading) -> tuple[dict[str, Any], list[Problem], bool]:
    """Return the values of a record, what cannot be read, and whether nothing is wrong with the others."""
    readers, rules = _readers(how.is_exact), rules_by_name()
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    is_sound = True
    for name, text in record.items():
        if not text:
            continue
        value: Any = text if text.isascii() else storable(text)
        if (read := readers[name]) is not None:
            if not (stripped := value.strip()):
                continue
            given, value = value, read(stripped, how)
            if value is None:
                problems.append(unreadable(by_name()[name], given))
                continue
        elif name in _LONG_TEXTS and "\r" in value and not how.is_exact:
            value = _LINE_END.sub("\n", value)
        values[name] = value
        if name in rules and not rules[name](value):
            is_sound = False
    return values, problems, is_sound


@cache
def _readers(is_exact: bool) -> Mapping[str, Any]:
    """Return for each field what reads its text, None where the text is the value: decided once, not in every row."""
    as_given = _VERBATIM if is_exact else _AS_GIVEN
    return {field.name: None if field.kind in as_given else _READERS[field.kind] for field in FIELDS}


def _country(text: str) -> str:
    stripped = text.strip()
    return (names.country_code(stripped) or "") if stripped else ""


def _read_country(text: str, _how: Reading) -> str:
    return _country(text) or text


def _read_language(text: str, _how: Reading) -> str:
    return names.language_code(text) or text


def _read_phone(text: str, how: Reading) -> str:
    return phone.normalise(text, how.country) or text


def _read_moment(text: str, how: Reading) -> datetime | None:
    if text in how.moments:
        return how.moments[text]
    moment = dates.parse_moment(text, how.date_order)
    if len(how.moments) < _REMEMBERED and moment:
        how.moments[text] = moment
    return moment


def _read_tags(text: str, how: Reading) -> tuple[str, ...]:
    listed = _listed(text)
    if listed is not None and how.is_exact:
        return tuple(listed)
    given = listed if listed is not None else filter(None, map(_tag, _BETWEEN_TAGS.split(text)))
    tags = (one_line(tag) for tag in given)
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def _tag(text: str) -> str:
    """Return a tag without quotation marks and without Google's star, "" for the group of all its contacts."""
    tag = text.strip().removeprefix("* ")
    if tag == OF_ALL:
        return ""
    return tag[1:-1] if len(tag) > 2 and tag[0] == tag[-1] == '"' else tag


def tags_text(tags: Sequence[str]) -> str:
    """Return tags with semicolons between them, as a list in JSON where that would part or change one."""
    text = "; ".join(tags)
    return text if _read_tags(text, Reading()) == tuple(tags) else json.dumps(list(tags), ensure_ascii=False)


def _listed(text: str) -> list[str] | None:
    """Return the texts of a list in JSON, None for any other text."""
    values = _from_json(text) if text.startswith("[") else None
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        return None
    return [storable(value) for value in values]


def _from_json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _read_emails(text: str, how: Reading) -> tuple[ContactPoint, ...]:
    return tuple(_point(line, how) for line in text.splitlines() if line.strip())


def _read_phones(text: str, how: Reading) -> tuple[ContactPoint, ...]:
    points = _read_emails(text, how)
    return points if how.is_exact else tuple(replace(point, value=_read_phone(point.value, how)) for point in points)


def point_text(point: ContactPoint) -> str:
    """Return a point as "label: value", as an object in JSON where that would change it; always one line."""
    text = f"{point.label}: {point.value}" if point.label or ": " in point.value else point.value
    is_plain = bool(text) and text == one_line(text) and _point(text, Reading()) == point
    return text if is_plain else json.dumps({"label": point.label, "value": point.value})


def _point(line: str, how: Reading) -> ContactPoint:
    label, separator, value = line.partition(": ")
    given = _from_json(line) if line.startswith("{") else None
    if isinstance(given, dict) and given.keys() == {"label", "value"}:
        label, value = (storable(str(given[name])) for name in ("label", "value"))
        return ContactPoint(label, value) if how.is_exact else ContactPoint(one_line(label), one_line(value))
    return ContactPoint(label.strip(), value.strip()) if separator else ContactPoint("", line.strip())


def plain_text(value: Any) -> str:
    """Return the text of a value in JSON of whatever shape."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        if are_points(value):
            pairs = map(label_and_value, sorted(value, key=is_second))
            return "\n".join(point_text(ContactPoint(label, plain_text(given))) for label, given in pairs)
        if not any(isinstance(item, (dict, list)) for item in value):
            return "; ".join(str(item) for item in value)
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False) if value else ""
    return str(value)


def _read_picture(text: str, _how: Reading) -> Picture | None:
    head, _, body = text.partition(",")
    if not head.startswith("data:image/") or not head.endswith(";base64"):
        return None
    try:
        return Picture(head.removeprefix("data:").removesuffix(";base64"), b64decode(body, validate=True))
    except ValueError:
        return None


def _read_extra(text: str, _how: Reading) -> dict[str, str] | None:
    values = _from_json(text)
    if not isinstance(values, dict):
        return None
    return {storable(name): storable(plain_text(value)) for name, value in values.items()}


_READERS: Mapping[Kind, Any] = {
    Kind.EMAIL: lambda text, _how: text,
    Kind.URL: lambda text, _how: text,
    Kind.CATEGORY: lambda text, _how: one_line(text),
    Kind.PHONE: _read_phone,
    Kind.COUNTRY: _read_country,
    Kind.LANGUAGE: _read_language,
    Kind.GENDER: lambda text, _how: choices.parse(Gender, text),
    Kind.STATUS: lambda text, _how: choices.parse(ClientStatus, text),
    Kind.TAGS: _read_tags,
    Kind.EMAILS: _read_emails,
    Kind.PHONES: _read_phones,
    Kind.PICTURE: _read_picture,
    Kind.EXTRA: _read_extra,
    Kind.TIMESTAMP: _read_moment,
}

_AS_GIVEN = frozenset({Kind.TEXT, Kind.LONG_TEXT})
_LONG_TEXTS = tuple(field.name for field in FIELDS if field.kind is Kind.LONG_TEXT)
_VERBATIM = frozenset(
    {Kind.TEXT, Kind.LONG_TEXT, Kind.EMAIL, Kind.URL, Kind.CATEGORY, Kind.PHONE, Kind.COUNTRY, Kind.LANGUAGE}
)
