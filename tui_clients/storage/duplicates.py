"""Finds what several clients share, and remembers which of them are not the same; decides nothing."""

import json
from collections.abc import Iterator, Sequence
from itertools import combinations

from tui_clients.domain.client import Client, ContactPoint
from tui_clients.storage.database import Database

_CHUNK = 5_000

_EMAIL = "SELECT {key} FROM client WHERE lower(email) {wanted} AND (email = '') = 0 AND deleted_at IS NULL"
_MOBILE = "SELECT {key} FROM client WHERE mobile {wanted} AND (mobile = '') = 0 AND deleted_at IS NULL"
_OFFICE_PHONE = "SELECT {key} FROM client WHERE office_phone {wanted} AND office_phone <> '' AND deleted_at IS NULL"
_FURTHER = """SELECT {key} FROM contact_point AS q JOIN client AS c ON c.id = q.client_id
    WHERE lower(q.value) {wanted} AND q.kind = '{kind}' AND c.deleted_at IS NULL"""
_OWN = {"email": (_EMAIL,), "phone": (_MOBILE, _OFFICE_PHONE)}
# Each of these is the condition of an index, in its words.

_SEVERAL = {
    "email": "SELECT lower(email) FROM client INDEXED BY client_by_email WHERE (email = '') = 0"
    " AND deleted_at IS NULL GROUP BY lower(email) HAVING count(*) > 1",
    "mobile": "SELECT mobile FROM client INDEXED BY client_by_mobile WHERE (mobile = '') = 0"
    " AND deleted_at IS NULL GROUP BY mobile HAVING count(*) > 1",
    "office_phone": "SELECT office_phone FROM client INDEXED BY client_office_phone WHERE office_phone <> ''"
    " GROUP BY office_phone HAVING count(*) > 1",
    "other": """SELECT mobile FROM client AS c INDEXED BY client_by_mobile WHERE (mobile = '') = 0
        AND deleted_at IS NULL AND EXISTS (SELECT 1 FROM client AS o WHERE o.office_phone = c.mobile
        AND o.office_phone <> '' AND o.id <> c.id AND o.deleted_at IS NULL) GROUP BY mobile""",
    "further": """SELECT lower(p.value) FROM contact_point AS p INDEXED BY contact_point_value
        WHERE p.kind = '{kind}' AND ({also}) GROUP BY lower(p.value)""",
}
"""What walks along an index in its order and keeps nothing; a value may come from several of them."""

_FACE = """SELECT c.id, c.name, c.company_name, c.email, c.mobile, c.office_phone, c.city
    FROM client AS c WHERE c.id IN (SELECT value FROM json_each(?)) AND c.deleted_at IS NULL"""
_POINTS = """SELECT client_id, kind, value FROM contact_point
    WHERE client_id IN (SELECT value FROM json_each(?)) ORDER BY client_id, position"""

NameRow = tuple[int, str, str, str]
"""A client's id, name, company and city."""


class Duplicates:
    """What clients of a database share."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def shared(self, kind: str) -> Iterator[str]:
        """Yield the addresses ("email") or numbers ("phone") that may be several clients'; one may come again."""
        of_others = (
            f"EXISTS ({part.format(key='1', wanted='= lower(p.value)')} AND id <> p.client_id)" for part in _OWN[kind]
        )
        further = _FURTHER.format(key="1", kind=kind, wanted="= lower(p.value)")
        also = " OR ".join((*of_others, f"EXISTS ({further} AND q.client_id <> p.client_id)"))
        names = ("email", "further") if kind == "email" else ("mobile", "office_phone", "other", "further")
        for name in names:
            for (value,) in self._database.stream_sql(_SEVERAL[name].format(kind=kind, also=also)):
                yield value

    def count(self, kind: str, value: str) -> int:
        """Return how many clients have an address or a number in any of their fields."""
        parts = [part.format(key="id", wanted="= ?1") for part in _OWN[kind]]
        parts.append(_FURTHER.format(key="c.id", kind=kind, wanted="= ?1"))
        return int(self._database.sql(f"SELECT count(*) FROM ({' UNION '.join(parts)})", value)[0][0])

    def highest_id(self) -> int:
        """Return the highest number of a client."""
        return int(self._database.sql("SELECT coalesce(max(id), 0) FROM client")[0][0])

    def names(self) -> Iterator[list[NameRow]]:
        """Yield the names of all clients in chunks, by their ids."""
        statement = """SELECT id, name, company_name, city FROM client
            WHERE id > ? AND deleted_at IS NULL ORDER BY id LIMIT ?"""
        after = 0
        while rows := self._database.sql(statement, after, _CHUNK):
            yield rows
            after = rows[-1][0]

    def faces(self, ids: Sequence[int]) -> dict[int, Client]:
        """Return of clients what they can be told by: name, company, city, addresses and numbers."""
        those = json.dumps(list(ids))
        points: dict[tuple[int, str], list[ContactPoint]] = {}
        for id_, kind, value in self._database.sql(_POINTS, those):
            points.setdefault((id_, kind), []).append(ContactPoint("", value))
        return {
            id_: Client(
                name, id=id_, company_name=company, email=email, mobile=mobile, office_phone=office_phone, city=city,
                more_emails=tuple(points.get((id_, "email"), ())), more_phones=tuple(points.get((id_, "phone"), ())),
            )
            for id_, name, company, email, mobile, office_phone, city in self._database.sql(_FACE, those)
        }  # fmt: skip

    # -- what was found not to be the same -------------------------------------------------------------

    def part(self, ids: Sequence[int]) -> None:
        """Remember that none of some clients is the same as another of them."""
        with self._database.transaction():
            for pair in combinations(sorted(ids), 2):
                self._database.sql("INSERT OR IGNORE INTO not_same VALUES (?, ?)", *pair)

    def rejoin(self, ids: Sequence[int]) -> None:
        """Forget that some clients are not the same."""
        with self._database.transaction():
            for pair in combinations(sorted(ids), 2):
                self._database.sql("DELETE FROM not_same WHERE low = ? AND high = ?", *pair)

    def parted(self, ids: Sequence[int]) -> frozenset[tuple[int, int]]:
        """Return the pairs of clients that are not the same, the lower id first."""
        among = "IN (SELECT value FROM json_each(?1))"
        statement = f"SELECT low, high FROM not_same WHERE low {among} AND high {among}"
        return frozenset((low, high) for low, high in self._database.sql(statement, json.dumps(list(ids))))

    def let_share(self, value: str, is_shared: bool = True) -> None:
        """Remember that an address or a number is many different clients', or forget it."""
        statement = "INSERT OR IGNORE INTO shared_value VALUES (?)"
        with self._database.transaction():
            self._database.sql(statement if is_shared else "DELETE FROM shared_value WHERE value = ?", value)

    def may_share(self, values: Sequence[str]) -> frozenset[str]:
        """Return those of some addresses and numbers that are many different clients'."""
        statement = "SELECT value FROM shared_value WHERE value IN (SELECT value FROM json_each(?))"
        rows = self._database.sql(statement, json.dumps(list(values), ensure_ascii=False))
        return frozenset(value for (value,) in rows)
