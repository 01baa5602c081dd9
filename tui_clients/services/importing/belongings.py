"""Ties projects, invoices, contacts and notes to their clients, and writes them; knows no file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from tui_clients.domain.client import new_uid
from tui_clients.domain.client_row import ClientRow
from tui_clients.domain.text import storable
from tui_clients.domain.validate import Code, Problem
from tui_clients.formats.rows import Row
from tui_clients.services.importing import reading
from tui_clients.services.importing.chunks import Chunk, Stamp
from tui_clients.services.importing.decision import Decision, Item, OnDuplicate, Outcome
from tui_clients.services.importing.merging import filled
from tui_clients.services.importing.reading import Meaning, Record
from tui_clients.storage import reached
from tui_clients.storage.clients import Clients
from tui_clients.storage.contacts import Contacts, Notes
from tui_clients.storage.database import Database
from tui_clients.storage.imports import Imports, match_key
from tui_clients.storage.invoices import Invoices
from tui_clients.storage.projects import Projects

_Identity = tuple[int, object]
_TIES = (("client_uid", "uid"), ("client_email", "email"), ("client_name", "name"))


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of belonging is read and kept.

    `find` returns the stored one that an item means, or None; by `names` a client's items differ.
    """

    read: Callable[[Record, Meaning], tuple[Any, list[Problem]]]
    find: Callable[[int, Any], Any]
    add: Callable[[Sequence[tuple[int, Any]], int], object]
    update: Callable[[Any, int], object]
    names: tuple[str, ...]


def _kind(target: str, database: Database) -> Kind:
    if target == "projects":
        projects = Projects(database)
        return Kind(
            reading.project_of,
            find=lambda client_id, item: projects.find(replace(item, client_id=client_id)),
            add=_one_by_one(
                lambda client_id, item, import_id: projects.add(replace(item, client_id=client_id), import_id)
            ),
            update=projects.update,
            names=("name",),
        )
    if target == "invoices":
        invoices = Invoices(database)
        return Kind(
            reading.invoice_of,
            find=lambda client_id, item: invoices.find(replace(item, client_id=client_id)),
            add=lambda items, import_id: invoices.add_many(
                (replace(item, client_id=client_id) for client_id, item in items), import_id
            ),
            update=invoices.update,
            names=("number",),
        )
    if target == "contacts":
        contacts = Contacts(database)
        return Kind(
            reading.contact_of,
            find=contacts.find,
            add=_one_by_one(contacts.add),
            update=contacts.update,
            names=("name",),
        )
    notes = Notes(database)
    return Kind(
        reading.note_of,
        find=lambda client_id, item: item if notes.has(client_id, item) else None,
        add=_one_by_one(notes.add),
        update=lambda _item, _import_id: None,
        names=("text", "created_at"),
    )


def _one_by_one(add: Callable[[int, Any, int], object]) -> Callable[[Sequence[tuple[int, Any]], int], None]:
    def add_all(items: Sequence[tuple[int, Any]], import_id: int) -> None:
        for client_id, item in items:
            add(client_id, item, import_id)

    return add_all


@dataclass(slots=True)
class _Owners:
    """The clients that the rows of a chunk may mean, by each of their keys."""

    by_key: Mapping[str, Mapping[str, Sequence[int]]]
    rows: Mapping[int, ClientRow] = field(default_factory=dict)

    def of(self, record: Record) -> ClientRow | Problem:
        """Return the client of a record; what is told by one key is narrowed by the next."""
        candidates: set[int] = set()
        for name, column in _TIES:
            found = set(self.by_key[column].get(_key(record, name, column), ()))
            candidates = (candidates & found) or candidates or found
            if len(candidates) == 1:
                return self.rows[candidates.pop()]
        tie = next((name for name, _column in _TIES if record.get(name, "").strip()), "client_name")
        return Problem(tie, Code.AMBIGUOUS_CLIENT if candidates else Code.NO_CLIENT, record.get(tie, ""))


def _key(record: Record, name: str, column: str) -> str:
    return match_key(column, storable(record.get(name, "").strip()))


class BelongingRows:
    """Decides and writes the rows of a file of belongings, a chunk at a time, inside the caller's transaction."""

    def __init__(self, target: str, database: Database, meaning: Meaning, on_duplicate: OnDuplicate) -> None:
        self._kind = _kind(target, database)
        self._clients = Clients(database)
        self._database = database
        self._imports = Imports(database)
        self._meaning = meaning
        self._on_duplicate = OnDuplicate.SKIP if on_duplicate is OnDuplicate.ASK else on_duplicate
        self._decided: list[_Decided] = []
        # A search takes a millisecond: without any before the file's first, remembering its own is enough.
        self._is_first = self._imports.is_empty(target)
        self._seen: set[_Identity] = set()

    def decide(self, chunk: Chunk) -> list[Decision]:
        """Return what becomes of each row; nothing is written."""
        rows = chunk.given()
        owners = self._owners([record for _row, record in rows])
        self._decided = [self._decide(owners.of(record), row, record) for row, record in rows]
        return [decided.decision for decided in self._decided]

    def write(self, _stamp: Stamp, import_id: int) -> None:
        """Store what `decide` has decided last."""
        by_outcome: dict[Outcome, list[_Decided]] = {outcome: [] for outcome in Outcome}
        for decided in self._decided:
            by_outcome[decided.decision.outcome].append(decided)
        self._kind.add([(new.client_id, new.decision.item) for new in by_outcome[Outcome.CREATED]], import_id)
        for decided in by_outcome[Outcome.UPDATED]:
            stored = self._kind.find(decided.client_id, decided.decision.item)
            self._kind.update(self._laid(stored, decided.decision.item, decided.given), import_id)

    def look_again(self) -> None:
        """Take into account that others have changed the database: what the file has brought is looked for in it."""
        self._is_first = False
        self._seen.clear()

    def _decide(self, owner: ClientRow | Problem, row: Row, record: Record) -> "_Decided":
        country = owner.country if isinstance(owner, ClientRow) else ""
        item, problems = self._kind.read(record, replace(self._meaning, country=country or self._meaning.country))
        if isinstance(owner, Problem):
            problems.append(owner)
        if isinstance(owner, Problem) or any(problem.is_rejecting for problem in problems):
            return _Decided(0, Decision(row, item, tuple(problems), Outcome.REJECTED))
        flagged = {problem.field for problem in problems}
        given = frozenset(name for name, text in record.items() if text.strip() and name not in flagged)
        stored = None if self._is_first else self._kind.find(owner.id, item)
        is_there = stored is not None or self._is_seen(owner.id, item)
        outcome = self._outcome(item, stored, given) if is_there else Outcome.CREATED
        if outcome is Outcome.CREATED and is_there and hasattr(item, "uid"):
            item = replace(item, uid=new_uid())
        if outcome is Outcome.SKIPPED and self._on_duplicate is OnDuplicate.SKIP:
            name = self._kind.names[0]
            problems.append(Problem(name, Code.DUPLICATE, str(getattr(item, name))))
        return _Decided(owner.id, Decision(row, item, tuple(problems), outcome, owner.name), given)

    def _outcome(self, item: Item, stored: Any, given: frozenset[str]) -> Outcome:
        """Return what becomes of an item that is there already; `stored` is None if a row before has it."""
        if self._on_duplicate is OnDuplicate.CREATE:
            return Outcome.CREATED
        if self._on_duplicate is OnDuplicate.SKIP or (stored and self._laid(stored, item, given) == stored):
            return Outcome.SKIPPED
        return Outcome.UPDATED

    def _laid(self, stored: Any, item: Item, given: frozenset[str]) -> Any:
        """Return a stored item with what a row says in its place, or only where it is empty."""
        wanted = _overlaid(stored, item, given)
        return filled(stored, wanted) if self._on_duplicate is OnDuplicate.FILL else wanted

    def _is_seen(self, client_id: int, item: Item) -> bool:
        """Whether a row before has the same uid, or without a uid the same names at its client; remembers this one."""
        names: _Identity = (client_id, tuple(getattr(item, name) for name in self._kind.names))
        uid = getattr(item, "uid", "")
        identity: _Identity = (0, uid) if uid else names
        is_seen = identity in self._seen
        self._seen |= {identity, names}
        return is_seen

    def _owners(self, records: Sequence[Record]) -> _Owners:
        """Return the clients that records mean; the later keys are looked up for those the first ones leave open."""
        by_key: dict[str, Mapping[str, Sequence[int]]] = {}
        open_records = list(records)
        for name, column in _TIES:
            keys = {key for record in open_records if (key := _key(record, name, column))}
            by_key[column] = self._lookup(column, keys) if keys else {}
            met = by_key[column]
            open_records = [r for r in open_records if len(met.get(_key(r, name, column), ())) != 1]
        ids = {id_ for found in by_key.values() for many in found.values() for id_ in many}
        return _Owners(by_key, {row.id: row for row in self._clients.rows(sorted(ids))})

    def _lookup(self, column: str, keys: set[str]) -> Mapping[str, Sequence[int]]:
        return reached.by_uid(self._database, keys) if column == "uid" else self._imports.lookup(column, keys)


@dataclass(frozen=True, slots=True)
class _Decided:
    """A decision, the client it is tied to, and the fields of the record that said something."""

    client_id: int
    decision: Decision
    given: frozenset[str] = frozenset()


_ATTRIBUTES = {"status": ("status", "state", "payments"), "paid": ("payments",)}


def _overlaid(stored: Any, item: Any, given: frozenset[str]) -> Any:
    """Return a stored item with what a row says in its place; payments stay where their sum is the same."""
    names = {attribute for name in given for attribute in _ATTRIBUTES.get(name, (name,))} - {"uid"}
    values = {each.name: getattr(item, each.name) for each in fields(item) if each.name in names}
    if "payments" in values and (not item.payments or item.paid == stored.paid):
        del values["payments"]
    return replace(stored, **values)
