"""What a client is: its values, its picture, and the points at which it can be reached."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from os import urandom
from time import time_ns

from tui_clients.domain.choices import ClientStatus, Gender


def now() -> datetime:
    """Return the present moment in UTC, to the whole second that storage keeps."""
    return datetime.now(UTC).replace(microsecond=0)


def new_uid() -> str:
    """Return a fresh identifier, stable across export and import.

    It is a UUID 7 (RFC 9562, 5.7): those made one after the other lie beside each other in an index.
    """
    return new_uids(1)[0]


def new_uids(count: int) -> list[str]:
    """Return several fresh identifiers in their order, so that an index grows at its end."""
    at, digits = f"{time_ns() // 1_000_000:012x}", urandom(10 * count).hex()
    start = f"{at[:8]}-{at[8:]}-7"
    each = (digits[place : place + 20] for place in range(0, 20 * count, 20))
    return sorted([f"{start}{d[:3]}-{'89ab'[ord(d[3]) & 3]}{d[4:7]}-{d[7:19]}" for d in each])


@dataclass(frozen=True, slots=True)
class Picture:
    """An image as it was given; `media_type` is one that Pillow reads, such as "image/png"."""

    media_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ContactPoint:
    """A further e-mail address or phone number and what it is for ("work", "home", free text)."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Client:
    """One client.

    Text fields are "" where nothing is known. `country` is ISO 3166-1 alpha-2, `language` BCP 47,
    phones are E.164 with `;ext=` where they could be read, else as typed. Times are UTC.
    `id` and `version` are 0 until storage has given them.
    """

    name: str = ""
    salutation: str = ""
    email: str = ""
    country: str = ""
    mobile: str = ""
    gender: Gender = Gender.UNKNOWN
    language: str = ""
    category: str = ""
    sub_category: str = ""
    tags: tuple[str, ...] = ()
    status: ClientStatus = ClientStatus.ACTIVE
    picture: Picture | None = None
    company_name: str = ""
    website: str = ""
    office_phone: str = ""
    tax_name: str = ""
    tax_number: str = ""
    address: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""
    note: str = ""
    more_emails: tuple[ContactPoint, ...] = ()
    more_phones: tuple[ContactPoint, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict, hash=False)
    uid: str = ""
    created_at: datetime | None = None
    updated_at: datetime | None = None
    created_by: str = ""
    updated_by: str = ""
    id: int = 0
    version: int = 0


@dataclass(frozen=True, slots=True)
class Contact:
    """A person at the client."""

    name: str
    role: str = ""
    email: str = ""
    phone: str = ""
    note: str = ""
    id: int = 0
    version: int = 0
    client_id: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was said or decided, with author and time."""

    text: str
    author: str = ""
    created_at: datetime | None = None
    id: int = 0
    version: int = 0
    client_id: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Document:
    """A file kept with the client: its name and type, and its size in bytes; the bytes are read apart."""

    name: str
    media_type: str = ""
    size: int = 0
    author: str = ""
    created_at: datetime | None = None
    id: int = 0
    version: int = 0
    client_id: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """One step of a client's history; `fields` maps a field to its text before and after.

    `origin` is the client's name whose step it was before that one was merged into this one.
    """

    at: datetime
    by: str
    action: str  # created, imported, updated, deleted, restored, reverted, merged, absorbed, merged_into, unmerged
    fields: Mapping[str, tuple[str, str]]
    id: int = 0
    origin: str = ""
