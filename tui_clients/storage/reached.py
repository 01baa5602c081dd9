"""Finds the clients that have an e-mail address, a phone number or a name, whichever of their fields holds it."""

import json
from collections.abc import Collection, Mapping

from tui_clients.storage.database import Database

_AMONG = "IN (SELECT value FROM json_each(?))"
_POINTS = f"""SELECT lower(p.value), p.client_id FROM contact_point p CROSS JOIN client c ON c.id = p.client_id
    WHERE lower(p.value) {_AMONG} AND p.kind = '{{kind}}' AND c.deleted_at IS NULL"""
_OWN = f"SELECT {{key}}, id FROM client WHERE {{key}} {_AMONG} AND {{filled}} AND deleted_at IS NULL"
_EMAIL = _OWN.format(key="lower(email)", filled="(email = '') = 0")
_MOBILE = _OWN.format(key="mobile", filled="(mobile = '') = 0")
_OFFICE_PHONE = _OWN.format(key="office_phone", filled="office_phone <> ''")
_SORT_NAME = f"SELECT sort_name, id FROM client WHERE sort_name {_AMONG} AND deleted_at IS NULL"
# Each part is the condition of an index, in its words: together they are one statement, and none reads the table.


def by_email(database: Database, keys: Collection[str]) -> Mapping[str, list[int]]:
    """Return for each address, in ASCII's lower case, the ids of the clients that have it, the oldest first."""
    return _found(database, (_EMAIL, _POINTS.format(kind="email")), keys)


def by_phone(database: Database, numbers: Collection[str]) -> Mapping[str, list[int]]:
    """Return for each stored number the ids of the clients that have it as mobile, office or further phone."""
    return _found(database, (_MOBILE, _OFFICE_PHONE, _POINTS.format(kind="phone")), numbers)


def by_mobile(database: Database, numbers: Collection[str]) -> Mapping[str, list[int]]:
    """Return for each stored number the ids of the clients that have it as mobile number."""
    return _found(database, (_MOBILE,), numbers)


def by_sort_name(database: Database, names: Collection[str]) -> Mapping[str, list[int]]:
    """Return for each `sort_key` the ids of the clients whose names are sorted by it."""
    return _found(database, (_SORT_NAME,), names)


def _found(database: Database, parts: Collection[str], keys: Collection[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    if keys:
        wanted = json.dumps(list(keys), ensure_ascii=False)
        for key, id_ in database.sql(f"{' UNION '.join(parts)} ORDER BY 2", *[wanted] * len(parts)):
            found.setdefault(key, []).append(id_)
    return found
