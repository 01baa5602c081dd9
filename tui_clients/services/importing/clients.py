"""Decides which rows are new clients and which are there already, and writes them; knows no file."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tui_clients.domain.client import Client, new_uid
from tui_clients.domain.fields import FIELDS, Section
from tui_clients.domain.validate import Code, Problem
from tui_clients.formats.rows import Row
from tui_clients.services.importing.decision import Decision, OnDuplicate, Outcome
from tui_clients.services.importing.reading import Meaning, Record, client_of
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database
from tui_clients.storage.imports import Imports, match_key

_RECORD_FIELDS = frozenset(field.name for field in FIELDS if field.section is Section.RECORD)
_EMPTY = Client()


@dataclass(slots=True, eq=False)
class _Draft:
    """A client as it will stand when the chunk is written; `before` is how it stands in the database, if it does."""

    wanted: Client
    before: Client | None = None
    is_kept: bool = False
    id: int = 0  # in the database, once it is there


@dataclass(slots=True)
class _Known:
    """The clients that the rows of a chunk may mean: those in the database, and those of rows before."""

    stored: Mapping[str, Mapping[str, list[int]]]
    clients: Mapping[int, Client]
    first_new: int  # from this id on, clients are of the same file
    drafts: list[_Draft] = field(default_factory=list)
    _by_id: dict[int, _Draft] = field(default_factory=dict)
    _by_key: dict[tuple[str, str], list[_Draft]] = field(default_factory=dict)

    def twin(self, client: Client, fields: Iterable[str]) -> tuple[_Draft, str] | None:
        """Return the client that a row means and the field that says so, or None."""
        for name in fields:
            key = match_key(name, getattr(client, name))
            if not key:
                continue
            for draft in (*self._stored(name, key, client), *self._by_key.get((name, key), ())):
                if _may_be_same(draft, client, name):
                    return draft, name
        return None

    def _stored(self, name: str, key: str, client: Client) -> Iterator[_Draft]:
        for id_ in self.stored.get(name, {}).get(key, ()):
            is_other = name != "uid" and client.uid and id_ >= self.first_new
            if id_ in self.clients and not is_other:
                yield self._draft_of(id_)

    def _draft_of(self, id_: int) -> _Draft:
        if id_ not in self._by_id:
            self._by_id[id_] = _Draft(self.clients[id_], self.clients[id_], id=id_)
        return self._by_id[id_]

    def add(self, draft: _Draft, fields: Iterable[str]) -> None:
        """Remember a client for the rows after it."""
        if not draft.is_kept:
            draft.is_kept = True
            self.drafts.append(draft)
        for name in fields:
            key = match_key(name, getattr(draft.wanted, name))
            if key:
                self._by_key.setdefault((name, key), []).append(draft)


def _may_be_same(draft: _Draft, client: Client, name: str) -> bool:
    """Whether a row that agrees in one field with a client may mean it.

    Rows of one file that have each an identifier of their own are different clients, and so are people of the
    same name in different companies.
    """
    known = draft.wanted
    if name != "uid" and draft.before is None and client.uid and known.uid:
        return False
    return name != "name" or known.company_name.casefold().strip() == client.company_name.casefold().strip()


class ClientRows:
    """Decides and writes the rows of a file of clients, a chunk at a time, inside the caller's transaction."""

    def __init__(
        self, database: Database, meaning: Meaning, on_duplicate: OnDuplicate, match: Sequence[str] = ("email",)
    ) -> None:
        self._clients = Clients(database)
        self._imports = Imports(database)
        self._meaning = meaning
        self._on_duplicate = on_duplicate
        is_doubling = on_duplicate is OnDuplicate.CREATE
        self._fields = ("uid",) if is_doubling else tuple(dict.fromkeys(("uid", *match)))
        self._drafts: list[_Draft] = []
        self._met: list[_Draft | None] = []
        self._first_new = sys.maxsize

    def decide(self, rows: Sequence[tuple[Row, Record]]) -> list[Decision]:
        """Return what becomes of each row; nothing is written."""
        read = [(row, record, *client_of(record, self._meaning)) for row, record in rows]
        known = self._known([client for _row, _record, client, problems in read if not _is_rejected(problems)])
        decided = [self._decide(known, *each) for each in read]
        self._drafts = known.drafts
        self._met = [draft for _decision, draft in decided]
        return [decision for decision, _draft in decided]

    @property
    def ids(self) -> list[int]:
        """Return the ids of the clients that the rows written last mean, 0 for a row that was rejected."""
        return [draft.id if draft else 0 for draft in self._met]

    def write(self, by: str, import_id: int) -> None:
        """Store what `decide` has decided last."""
        new = [draft for draft in self._drafts if draft.before is None]
        changed = [(draft.before, draft.wanted) for draft in self._drafts if draft.before is not None]
        wanted = [draft.wanted for draft in new]
        added = self._clients.add_many(wanted, by, action="imported", import_id=import_id)
        for draft, client in zip(new, added, strict=True):
            draft.id = client.id
        self._first_new = min(self._first_new, added[0].id) if added else self._first_new
        self._clients.update_many(changed, by, action="imported", import_id=import_id)

    def _known(self, clients: Sequence[Client]) -> _Known:
        stored = {}
        for name in self._fields:
            keys = {key for client in clients if (key := match_key(name, getattr(client, name)))}
            stored[name] = self._imports.lookup(name, keys) if keys else {}
        ids = sorted({id_ for found in stored.values() for many in found.values() for id_ in many})
        if self._on_duplicate is OnDuplicate.UPDATE or "name" in self._fields:
            found = {client.id: client for client in self._clients.get_many(ids)}
        else:
            found = dict.fromkeys(ids, _EMPTY)  # that they are there is all that matters
        return _Known(stored, found, self._first_new)

    def _decide(
        self, known: _Known, row: Row, record: Record, client: Client, problems: Sequence[Problem]
    ) -> tuple[Decision, _Draft | None]:
        if _is_rejected(problems):
            return Decision(row, client, tuple(problems), Outcome.REJECTED), None
        # What is no e-mail address, such as "n/a", tells nobody apart.
        fields = [name for name in self._fields if not any(problem.field == name for problem in problems)]
        twin = known.twin(client, fields)
        if twin is None or self._on_duplicate is OnDuplicate.CREATE:
            added = client if twin is None else replace(client, uid=new_uid())
            new = _Draft(added)
            known.add(new, fields)
            return Decision(row, added, tuple(problems), Outcome.CREATED), new
        draft, name = twin
        if self._on_duplicate is OnDuplicate.SKIP:
            duplicate = Problem(name, Code.DUPLICATE, getattr(client, name))
            return Decision(row, client, (*problems, duplicate), Outcome.SKIPPED), draft
        changes = _changes(draft.wanted, client, record, problems)
        draft.wanted = replace(draft.wanted, **changes)
        if not changes.keys() - _RECORD_FIELDS:
            return Decision(row, draft.wanted, tuple(problems), Outcome.SKIPPED), draft
        known.add(draft, fields)
        return Decision(row, draft.wanted, tuple(problems), Outcome.UPDATED), draft


def _is_rejected(problems: Iterable[Problem]) -> bool:
    return any(problem.is_rejecting for problem in problems)


def _changes(present: Client, given: Client, record: Record, problems: Sequence[Problem]) -> dict[str, Any]:
    """Return the values of a row that differ from what is known of its client; an empty cell says nothing."""
    flagged = {problem.field for problem in problems}
    changes: dict[str, Any] = {}
    for name, text in record.items():
        value = getattr(given, name)
        is_left_out = name in flagged and value == getattr(_EMPTY, name)
        if name == "uid" or not text.strip() or is_left_out:
            continue
        if name == "extra":
            value = {**present.extra, **value}
        if value != getattr(present, name):
            changes[name] = value
    return changes
