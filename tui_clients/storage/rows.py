"""Between a client and its rows: which columns hold which values."""

import json
from collections.abc import Iterable
from typing import Any

from tui_clients.domain.choices import ClientStatus, Gender
from tui_clients.domain.client import Client, ContactPoint, Picture
from tui_clients.domain.text import sort_key
from tui_clients.storage.moments import moment, seconds
from tui_clients.storage.search_text import search_text, tag_text

TEXTS = (
    "uid", "name", "salutation", "email", "country", "mobile", "language", "company_name", "website",
    "office_phone", "tax_name", "tax_number", "address", "city", "state", "postal_code", "note",
    "created_by", "updated_by",
)  # fmt: skip
DERIVED = (
    "gender", "category_id", "tags", "status", "extra", "created_at", "updated_at", "version",
    "sort_name", "sort_company", "search", "tag_text",
)  # fmt: skip
COLUMNS = (*TEXTS, *DERIVED)
POINT_COLUMNS = ("client_id", "kind", "label", "value", "position")


def row_of(client: Client, category_id: int | None) -> tuple[Any, ...]:
    """Return a client's values in the order of `COLUMNS`; `created_at` and `updated_at` must be set."""
    return (
        *(getattr(client, name) for name in TEXTS),
        client.gender.value,
        category_id,
        json.dumps(client.tags, ensure_ascii=False) if client.tags else "",
        client.status.value,
        json.dumps(dict(client.extra), ensure_ascii=False) if client.extra else "",
        seconds(client.created_at),
        seconds(client.updated_at),
        client.version,
        sort_key(client.name),
        sort_key(client.company_name),
        search_text(client),
        tag_text(client),
    )


def points_of(client: Client, client_id: int) -> list[tuple[int, str, str, str, int]]:
    """Return the rows of a client's further e-mails and phones, in the order of `POINT_COLUMNS`."""
    kinds = (("email", client.more_emails), ("phone", client.more_phones))
    return [
        (client_id, kind, point.label, point.value, position)
        for kind, points in kinds
        for position, point in enumerate(points)
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
