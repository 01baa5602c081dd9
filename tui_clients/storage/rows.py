"""Between a client and its rows: which columns hold which values."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import repeat
from operator import attrgetter
from typing import Any

from tui_clients.domain.choices import ClientStatus, Gender
from tui_clients.domain.client import Client, ContactPoint, Picture, new_uid, new_uids
from tui_clients.domain.text import sort_key
from tui_clients.storage.moments import moment, seconds
from tui_clients.storage.search_text import SECTIONS, search_text, search_texts, section_of, tag_text

TEXTS = (
    "uid", "name", "salutation", "email", "country", "mobile", "language", "company_name", "website",
    "office_phone", "tax_name", "tax_number", "address", "city", "state", "postal_code", "note",
    "created_by", "updated_by",
)  # fmt: skip
DERIVED = (
    "gender", "tags", "status", "extra", "created_at", "updated_at", "version",
    "sort_name", "sort_company", "search", "tag_text",
)  # fmt: skip
COLUMNS = ("category_id", *TEXTS, *DERIVED)
_texts = attrgetter(*TEXTS)

Point = tuple[str, str, str, int]
"""A further e-mail or phone: kind, label, value, position."""

NewRow = tuple[tuple[str, str], tuple[Any, ...], tuple[str, bytes] | None, list[Point]]
"""What a new client brings, in plain values that another process can send: category and sub-category, the values of
`COLUMNS` behind the first, media type and data of a picture, further e-mails and phones."""
POINT_COLUMNS = ("client_id", "kind", "label", "value", "position")


def row_of(client: Client, category_id: int | None) -> tuple[Any, ...]:
    """Return a client's values in the order of `COLUMNS`; `created_at` and `updated_at` must be set."""
    return (category_id, *_texts(client), *_derived(client, seconds(client.created_at), seconds(client.updated_at)))


def new_row(client: Client, at: int, by: str) -> NewRow:
    """Return what a client brings when it is first stored, `at` in seconds; what it has of uid and times is kept."""
    texts = _texts(client)  # first the uid, last who added and who changed
    created = seconds(client.created_at) if client.created_at else at
    updated = seconds(client.updated_at) if client.updated_at else at
    values = (
        texts[0] or new_uid(),
        *texts[1:-2],
        texts[-2] or by,
        texts[-1] or by,
        *_derived(client, created, updated, version=1),
    )
    picture = (client.picture.media_type, client.picture.data) if client.picture else None
    return (client.category, client.sub_category), values, picture, _points(client)


def _derived(client: Client, created_at: int, updated_at: int, version: int | None = None) -> tuple[Any, ...]:
    return (
        client.gender.value,
        _tags(client.tags),
        client.status.value,
        _extra(client.extra),
        created_at,
        updated_at,
        client.version if version is None else version,
        sort_key(client.name),
        sort_key(client.company_name),
        search_text(client),
        tag_text(client.tags),
    )


def _tags(tags: Sequence[str]) -> str:
    return json.dumps(tags, ensure_ascii=False) if tags else ""


def _extra(extra: Mapping[str, str]) -> str:
    return json.dumps(dict(extra), ensure_ascii=False) if extra else ""


# -- many new clients at once, field by field --------------------------------------------------------

_SECTION = "section of "
_Make = Callable[[Any], Any]
_STORED: Mapping[str, Mapping[str, _Make | None]] = {
    "name": {"name": None, "sort_name": sort_key},
    "company_name": {"company_name": None, "sort_company": sort_key},
    "gender": {"gender": lambda gender: gender.value},
    "status": {"status": lambda status: status.value},
    "tags": {"tags": _tags, "tag_text": tag_text},
    "extra": {"extra": _extra},
    "created_at": {"created_at": lambda at: at and seconds(at)},
    "updated_at": {"updated_at": lambda at: at and seconds(at)},
    "uid": {"uid": lambda uid: uid or None},
    "created_by": {"created_by": lambda by: by or None},
    "updated_by": {"updated_by": lambda by: by or None},
}
_BLANK: Mapping[str, Any] = {"status": ClientStatus.ACTIVE.value, "version": 1}
_AUTHORS = ("created_by", "updated_by")
_NEW = ("category", "sub_category", *COLUMNS[1:])
ASIDE = frozenset({"picture", "more_emails", "more_phones"})
"""Fields that are stored in rows of their own, and may be said again in the client's."""


def stored_of(field: str) -> Mapping[str, _Make | None]:
    """Return what follows from a field that is not `ASIDE`: columns, each with what makes it if it is not the value."""
    if field in ASIDE:
        return {}
    columns = _STORED.get(field, {field: None})
    return {**columns, f"{_SECTION}{field}": section_of(field)} if field in SECTIONS else columns


def new_rows(columns: Mapping[str, Sequence[Any]], count: int, at: int, by: str) -> list[NewRow]:
    """Return what new clients without anything `ASIDE` bring, as `new_row` does, given what follows from their fields.

    A column in which all are blank may be missing.
    """
    usual: dict[str, Iterable[Any]] = {"uid": new_uids(count)}
    usual |= dict.fromkeys(("created_at", "updated_at"), repeat(at)) | dict.fromkeys(_AUTHORS, repeat(by))
    found: dict[str, Iterable[Any]] = {name: repeat(_BLANK.get(name, ""), count) for name in _NEW}
    found.update(usual)
    found.update(columns)
    for name in usual.keys() & columns.keys():
        both = zip(columns[name], usual[name], strict=False)
        found[name] = [other if given is None else given for given, other in both]
    sections = {name: columns[key] for name in SECTIONS if (key := f"{_SECTION}{name}") in columns}
    found["search"] = search_texts(sections)
    rows = zip(*(found[name] for name in COLUMNS[1:]), strict=False)
    categories = zip(found["category"], found["sub_category"], strict=True)
    return [(category, row, None, []) for category, row in zip(categories, rows, strict=False)]


def points_of(client: Client, client_id: int) -> list[tuple[int, str, str, str, int]]:
    """Return the rows of a client's further e-mails and phones, in the order of `POINT_COLUMNS`."""
    return [(client_id, *point) for point in _points(client)]


def _points(client: Client) -> list[Point]:
    if not (client.more_emails or client.more_phones):
        return []
    kinds = (("email", client.more_emails), ("phone", client.more_phones))
    return [
        (kind, point.label, point.value, position) for kind, points in kinds for position, point in enumerate(points)
    ]


def client_of(
    row: dict[str, Any], category: tuple[str, str], picture: Picture | None, points: Iterable[tuple[str, str, str]]
) -> Client:
    """Return the client of a row (column → value), with its (category, sub-category), picture and contact points."""
    found = list(points)
    texts = {name: row[name] for name in TEXTS}
    return Client(
        **texts,
        id=row["id"],
        version=row["version"],
        gender=Gender(row["gender"]),
        status=ClientStatus(row["status"]),
        category=category[0],
        sub_category=category[1],
        tags=tuple(json.loads(row["tags"])) if row["tags"] else (),
        extra=json.loads(row["extra"]) if row["extra"] else {},
        picture=picture,
        more_emails=tuple(ContactPoint(label, value) for kind, label, value in found if kind == "email"),
        more_phones=tuple(ContactPoint(label, value) for kind, label, value in found if kind == "phone"),
        created_at=moment(row["created_at"]),
        updated_at=moment(row["updated_at"]),
    )
