"""What the history tells of the clients an import created or changed: which of them nobody has changed since."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from tui_clients.storage.database import Database
from tui_clients.storage.left_over import KINDS, Left
from tui_clients.storage.moments import moment

REVERTED = "reverted"
"""What the history calls an import that was taken back."""

_MOVES = frozenset({"deleted", "restored"})
"""Into the trash and out of it: that changes nothing in a client."""

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Fates:
    """What becomes of some clients of an import: into the trash, back to what they were, or left; or nothing."""

    seen: int
    to_trash: tuple[int, ...]
    to_restore: tuple[int, ...]
    left: tuple[Left, ...]


@dataclass(frozen=True, slots=True)
class _Step:
    """One step of a client's history, with the names of the fields that were changed."""

    id: int
    client_id: int
    client: str
    is_in_trash: bool
    at: int
    by: str
    action: str
    import_id: int | None
    fields: tuple[str, ...]

    @property
    def is_of_belongings(self) -> bool:
        """Whether it tells of the client's projects, invoices, contacts or notes alone."""
        return bool(self.fields) and set(self.fields) <= set(KINDS.values())


def count(database: Database, import_id: int) -> int:
    """Return about how many clients an import created and changed."""
    return int(database.sql("SELECT count(*) FROM change WHERE import_id = ?", import_id)[0][0])


def fates(database: Database, import_id: int) -> Iterator[Fates]:
    """Yield what becomes of the clients of an import, a chunk at a time; belongings were taken back before."""
    reached = 0
    while ids := _next_ids(database, import_id, reached):
        yield _fates(database, import_id, ids)
        reached = ids[-1]


def values_before(database: Database, import_id: int, ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """Return for each client the texts of those fields that the import changed, as they were before it."""
    statement = """SELECT client_id, fields FROM change WHERE import_id = ? AND action <> ? AND fields <> ''
        AND client_id IN (SELECT value FROM json_each(?)) ORDER BY id DESC"""
    found: dict[int, dict[str, str]] = {}
    for id_, fields in database.sql(statement, import_id, REVERTED, json.dumps(list(ids))):
        texts = {name: before for name, (before, _after) in json.loads(fields).items()}
        found.setdefault(id_, {}).update(texts)  # the first of several steps comes last
    return found


def _next_ids(database: Database, import_id: int, after: int) -> list[int]:
    statement = """SELECT DISTINCT client_id FROM change WHERE import_id = ? AND client_id > ?
        ORDER BY client_id LIMIT ?"""
    return [id_ for (id_,) in database.sql(statement, import_id, after, _CHUNK)]


def _fates(database: Database, import_id: int, ids: Sequence[int]) -> Fates:
    to_trash, to_restore, left = [], [], []
    owned = _belongings(database, import_id, ids)
    for id_, steps in groupby(_steps(database, ids), attrgetter("client_id")):
        own, since = _since(list(steps), import_id)
        if own is None or (not own.fields and own.is_in_trash):
            continue
        if since:
            left.append(_left(since))
        elif own.fields:
            to_restore.append(id_)
        elif id_ in owned:
            left.append(owned[id_])
        else:
            to_trash.append(id_)
    return Fates(len(ids), tuple(to_trash), tuple(to_restore), tuple(left))


def _steps(database: Database, ids: Sequence[int]) -> Iterator[_Step]:
    """Yield the history of clients, client after client, but for the values: a picture may be among them."""
    statement = """SELECT h.id, h.client_id, c.name, c.deleted_at IS NOT NULL, h.at, h."by", h.action, h.import_id,
        CASE h.fields WHEN '' THEN '[]' ELSE (SELECT json_group_array(key) FROM json_each(h.fields)) END
        FROM change AS h JOIN client AS c ON c.id = h.client_id
        WHERE h.client_id IN (SELECT value FROM json_each(?)) ORDER BY h.client_id, h.id"""
    for values in database.stream_sql(statement, json.dumps(list(ids))):
        *others, fields = values
        yield _Step(*(*others, tuple(json.loads(fields))))


def _since(steps: Sequence[_Step], import_id: int) -> tuple[_Step | None, list[_Step]]:
    """Return the import's first step, None where nothing is to be taken back (any more), and all changes since.

    What another import did and was taken back is none.
    """
    of_client = [step for step in steps if not step.is_of_belongings]
    taken_back = {step.import_id for step in of_client if step.action == REVERTED}
    own = next((step for step in of_client if step.import_id == import_id), None)
    if own is None or import_id in taken_back:
        return None, []
    others = taken_back | {import_id}
    return own, [
        step for step in of_client
        if step.id > own.id and step.action not in _MOVES and (step.import_id is None or step.import_id not in others)
    ]  # fmt: skip


def _left(since: Sequence[_Step]) -> Left:
    last = since[-1]
    fields = tuple(dict.fromkeys(name for step in since for name in step.fields))
    return Left("clients", last.client_id, last.client, fields, last.by, moment(last.at))


def _belongings(database: Database, import_id: int, ids: Sequence[int]) -> dict[int, Left]:
    """Return those clients that have belongings, as rows that are left, with the author of the newest if known."""
    found: dict[int, Left] = {}
    for kind, name in KINDS.items():
        author, written = ("t.author", "t.created_at") if kind == "note" else ("''", "NULL")
        statement = f"""SELECT c.id, c.name, coalesce(r."by", {author}), max(coalesce(r.at, {written}, -1))
            FROM "{kind}" AS t JOIN client AS c ON c.id = t.client_id
            LEFT JOIN import_step AS s ON s.kind = ? AND s.row_id = t.id AND s.import_id <> ?
            LEFT JOIN import_run AS r ON r.id = s.import_id
            WHERE c.id IN (SELECT value FROM json_each(?)) GROUP BY c.id"""
        for id_, client, by, at in database.sql(statement, kind, import_id, json.dumps(list(ids))):
            when = moment(at) if at != -1 else None
            known = found.get(id_, Left("clients", id_, client))
            is_newer = when is not None and (known.at is None or when > known.at)
            by, when = (by, when) if is_newer else (known.by, known.at)
            found[id_] = Left("clients", id_, client, (*known.fields, name), by, when)
    return found
