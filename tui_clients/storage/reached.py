"""Finds the clients that have an identifier, an e-mail address, a phone number or a name, wherever they have it."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from operator import itemgetter

from tui_clients.storage.database import Database
from tui_clients.storage.imports import Imports

_POINTS = """SELECT lower(p.value) AS key, p.client_id AS id FROM contact_point p CROSS JOIN client c
    ON c.id = p.client_id WHERE lower(p.value) {is_wanted} AND p.kind = '{kind}' AND c.deleted_at IS NULL"""
_OWN = "SELECT {key} AS key, id FROM client WHERE {key} {is_wanted} AND {filled} AND deleted_at IS NULL"
_EMAIL = _OWN.replace("{key}", "lower(email)").replace("{filled}", "(email = '') = 0")
_MOBILE = _OWN.replace("{key}", "mobile").replace("{filled}", "(mobile = '') = 0")
_OFFICE_PHONE = _OWN.replace("{key}", "office_phone").replace("{filled}", "office_phone <> ''")
_SORT_NAME = "SELECT sort_name AS key, id FROM client WHERE sort_name {is_wanted} AND deleted_at IS NULL"
# Each part is the condition of an index, in its words: together they are one statement, and none reads the table.

# A client in the trash has the identifier "uid#trash12". The client that took it in may have gone into another.
_MERGED = """WITH RECURSIVE way (key, id) AS (
    SELECT j.value, g.client_id FROM json_each(?) AS j
    CROSS JOIN client AS c ON c.uid > j.value || '#trash' AND c.uid < j.value || '#trash:'
    JOIN merge_moved AS m ON m.kind = 'client' AND m.row_id = c.id JOIN client_merge AS g ON g.id = m.merge_id
    UNION
    SELECT way.key, g.client_id FROM way
    JOIN merge_moved AS m ON m.kind = 'client' AND m.row_id = way.id JOIN client_merge AS g ON g.id = m.merge_id)
    SELECT way.key, c.id FROM way JOIN client AS c ON c.id = way.id WHERE c.deleted_at IS NULL ORDER BY c.id"""
_ANY_MERGED = "SELECT 1 FROM merge_moved WHERE kind = 'client' LIMIT 1"

_INDEXES = {
    "email": ("client_by_email",),
    "phone": ("client_by_mobile", "client_office_phone"),
    "mobile": ("client_by_mobile",),
    "name": ("client_by_name",),
}

_TOGETHER = 5_000
"""Clients that are read at once; where more fit, an address or a name is shared by many."""

_SHARED = 50
"""Clients of those who share an address or a number, the oldest first, that are told."""

_NAMESAKES = 1_000


def indexes_for(keys: Collection[str]) -> frozenset[str]:
    """Return the names of the client's indexes by which clients are found by keys; the identifier's stays anyway."""
    return frozenset(name for key in keys for name in _INDEXES.get(key, ()))


def by_uid(database: Database, uids: Collection[str]) -> Mapping[str, list[int]]:
    """Return for each identifier the client that has it, else the one into which that client was merged."""
    found = Imports(database).lookup("uid", uids)
    left = [uid for uid in uids if uid not in found]
    if left and database.sql(_ANY_MERGED):
        for uid, id_ in database.sql(_MERGED, json.dumps(left, ensure_ascii=False)):
            found.setdefault(uid, []).append(id_)
    return found


def by_email(database: Database, keys: Collection[str]) -> Mapping[str, list[int]]:
    """Return for each address, in ASCII's lower case, the ids of the clients that have it, the oldest first."""
    return _found(database, (_EMAIL, _POINTS.replace("{kind}", "email")), keys, _SHARED)


def by_phone(database: Database, numbers: Collection[str]) -> Mapping[str, list[int]]:
    """Return for each stored number the ids of the clients that have it as mobile, office or further phone."""
    return _found(database, (_MOBILE, _OFFICE_PHONE, _POINTS.replace("{kind}", "phone")), numbers, _SHARED)


def by_mobile(database: Database, numbers: Collection[str]) -> Mapping[str, list[int]]:
    """Return for each stored number the ids of the clients that have it as mobile number."""
    return _found(database, (_MOBILE,), numbers, _SHARED)


def by_sort_name(database: Database, names: Collection[str]) -> Mapping[str, list[int]]:
    """Return for each `sort_key` the ids of the clients whose names are sorted by it."""
    return _found(database, (_SORT_NAME,), names, _NAMESAKES)


def _found(database: Database, parts: Sequence[str], keys: Collection[str], most: int) -> dict[str, list[int]]:
    if not keys:
        return {}
    wanted = json.dumps(list(keys), ensure_ascii=False)
    among = " UNION ALL ".join(part.format(is_wanted="IN (SELECT value FROM json_each(?))") for part in parts)
    rows = database.sql(f"{among} LIMIT {_TOGETHER}", *[wanted] * len(parts))
    if len(rows) == _TOGETHER:
        rows = list(_few(database, parts, wanted, most))
    found: dict[str, list[int]] = {}
    for key, id_ in sorted(set(rows), key=itemgetter(1)):
        found.setdefault(key, []).append(id_)
    return found


def _few(database: Database, parts: Sequence[str], wanted: str, most: int) -> Iterator[tuple[str, int]]:
    """Yield each key with up to `most` of those who share it; takes ten times as long for those who share nothing."""
    one = " UNION ".join(f"SELECT id FROM ({part.format(is_wanted='= j.value')} LIMIT {most})" for part in parts)
    shared = database.sql(f"SELECT value, (SELECT json_group_array(id) FROM ({one})) FROM json_each(?) j", wanted)
    for key, ids in shared:
        for id_ in json.loads(ids):
            yield key, id_
