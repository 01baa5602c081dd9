"""What the exports of known systems mean by headers that mean something else elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tui_clients.formats.keys import alias_keys, header_key, numbered


@dataclass(frozen=True)
class System:
    """A system, the headers by which its export is known, and the fields of its misleading headers.

    Of columns with the same header the second one is called "phone (2)"; "" leaves a column out.
    """

    name: str
    headers: tuple[str, ...]
    fields: Mapping[str, str]

    @cached_property
    def marks(self) -> tuple[frozenset[str], ...]:
        """Return the keys of each header that must be there."""
        return tuple(alias_keys(header) for header in self.headers)


SYSTEMS: tuple[System, ...] = (
    System(
        "Invoice Ninja",
        ("balance", "paid to date", "name", "first name", "last name"),
        {"name": "company_name", "phone": "office_phone", "public notes": "note"},
    ),
    System("DATEV", ("konto", "kurzbezeichnung"), {"konto": "uid"}),
    System(
        "LDAP",
        ("cn", "sn"),
        {
            "cn": "name",
            "sn": "last_name",
            "o": "company_name",
            "l": "city",
            "st": "state",
            "c": "country",
            "labeleduri": "website",
            "employeenumber": "uid",
            "description": "note",
        },
    ),
    System("Odoo", ("lang", "vat", "category id", "parent id"), {"category id": "tags", "parent id": "company_name"}),
    System("Mailchimp", ("member rating", "leid", "euid"), {"region": ""}),  # found out from addresses of the network
    System("Shopify", ("orders count", "total spent", "verified email"), {"state": ""}),  # of an account
    System("Stripe", ("delinquent", "description", "email"), {"status": "", "description": "note", "plan": ""}),
)


def meaning_of(columns: Sequence[str]) -> dict[int, str]:
    """Return the fields of the columns that mean something special in the system the file comes from."""
    keys = [header_key(column) for column in columns]
    present = frozenset(keys)
    for system in SYSTEMS:
        if all(present & mark for mark in system.marks):
            return {i: system.fields[key] for i, key in enumerate(numbered(keys)) if key in system.fields}
    return {}
