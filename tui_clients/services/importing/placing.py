"""Puts what belongs to clients beside them: finds what is there already, adds and updates; knows no file.

A project or invoice is the one of its identifier. What has none is the client's one of the same name, number, text
and moment, or name, size and moment; two of the same name in one list stay two, and meet the two that are there.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import Any

from tui_clients.domain.client import Document, Note, new_uid
from tui_clients.domain.invoice import Invoice
from tui_clients.domain.plain import BELONGINGS
from tui_clients.domain.project import Project
from tui_clients.services.importing.decision import OnDuplicate, Outcome
from tui_clients.services.importing.documents import Content
from tui_clients.services.importing.merging import filled
from tui_clients.services.importing.nested import Belonging, Nested
from tui_clients.storage import belongings
from tui_clients.storage.database import Database
from tui_clients.storage.projects import Projects

Counts = dict[str, Counter[Outcome]]
_Names = Callable[[Any], Iterable[Hashable]]


@dataclass(slots=True, eq=False)
class _Draft:
    """An item as it will stand at its client; `before` is how it stands in the database, if it does.

    `content` gives the bytes of a document that is new.
    """

    client_id: int
    item: Any
    before: Any = None
    content: Content | None = None


class Placing:
    """Puts the belongings of clients in place, a chunk at a time, inside the caller's transaction."""

    def __init__(self, database: Database, counts: Counts) -> None:
        self._database = database
        self._counts = counts

    def place(self, found: Sequence[tuple[int, Nested]], ways: Mapping[int, OnDuplicate], import_id: int) -> None:
        """Store what belongs to clients, each named by its id; 0 where the client itself was not found or rejected.

        `ways` say by the client's id what happens to what is there already.
        """
        renewed: dict[tuple[int, str], str] = {}
        for kind in BELONGINGS:
            tally = Counter({Outcome.REJECTED: sum(nested.rejected.get(kind, 0) for _id, nested in found)})
            lists = [(id_, nested.items[kind]) for id_, nested in found if nested.items.get(kind)]
            tally[Outcome.REJECTED] += sum(len(items) for id_, items in lists if not id_)
            kept = [(id_, items) for id_, items in lists if id_]
            if kept:
                chunk = _Chunk(self._database, kind, kept, renewed)
                for client_id, items in kept:
                    tally.update(chunk.decide(client_id, items, ways[client_id]))
                self._write(kind, chunk, import_id)
            if tally.total():
                self._counts.setdefault(kind, Counter()).update(tally)

    def _write(self, kind: str, chunk: "_Chunk", import_id: int) -> None:
        new = [draft for draft in chunk.drafts if draft.before is None]
        changed = [draft.item for draft in chunk.drafts if draft.before not in (None, draft.item)]
        if kind == "invoices":
            self._add_projects([*(draft.item for draft in new), *changed], import_id)
        store = belongings.STORES[kind](self._database)
        if new:
            store.add_many(map(_ADDED.get(kind, _with_client), new), import_id)
        for item in changed:
            store.update(item, import_id)

    def _add_projects(self, invoices: Sequence[Invoice], import_id: int) -> None:
        """Add the projects that invoices name and their clients do not have, so that they are counted."""
        wanted = dict.fromkeys((each.client_id, each.project) for each in invoices if each.project)
        if not wanted:
            return
        stored = belongings.of_clients(self._database, "projects", [client_id for client_id, _name in wanted])
        known = {(client_id, project.name) for client_id, projects in stored.items() for project in projects}
        missing = [Project(name, client_id=client_id) for client_id, name in wanted if (client_id, name) not in known]
        Projects(self._database).add_many(missing, import_id)
        if missing:
            self._counts.setdefault("projects", Counter())[Outcome.CREATED] += len(missing)


def _with_client(draft: _Draft) -> tuple[int, Any]:
    return draft.client_id, draft.item


def _with_content(draft: _Draft) -> tuple[int, Any, Iterable[bytes]]:
    return draft.client_id, draft.item, draft.content() if draft.content else ()


_ADDED: Mapping[str, Callable[[_Draft], Any]] = {
    "projects": attrgetter("item"), "invoices": attrgetter("item"), "documents": _with_content,
}  # fmt: skip
"""What the store of a kind is given of a new item."""


@dataclass(slots=True)
class _Index:
    """The items of clients by what tells them apart: all that they hold, or their name."""

    names: _Names
    drafts: dict[tuple[int, Hashable], list[_Draft]] = field(default_factory=dict)

    def add(self, draft: _Draft) -> None:
        """Remember an item for the lists that follow."""
        for name in self.names(draft.item):
            self.drafts.setdefault((draft.client_id, name), []).append(draft)

    def match(self, client_id: int, items: Sequence[Any], met: list[_Draft | None], used: set[_Draft]) -> None:
        """Set in `met` what is there already of a client's items, each at most once."""
        places: dict[Hashable, int] = {}
        for position, item in enumerate(items):
            name = next(iter(self.names(item)), None)
            if met[position] is not None or name is None:
                continue
            drafts, place = self.drafts.get((client_id, name), ()), places.get(name, 0)
            while place < len(drafts) and drafts[place] in used:
                place += 1
            if place < len(drafts):
                met[position] = drafts[place]
                used.add(drafts[place])
            places[name] = place


class _Chunk:
    """The items of one kind that some clients have, those in the database and those of the file."""

    def __init__(
        self,
        database: Database,
        kind: str,
        found: Sequence[tuple[int, Sequence[Belonging]]],
        renewed: dict[tuple[int, str], str],
    ) -> None:
        uids = {uid for _id, items in found for each in items if (uid := getattr(each.item, "uid", ""))}
        self._owners = belongings.owners(database, kind, uids)
        self._renewed = renewed
        self.drafts: list[_Draft] = []
        self._by_uid: dict[str, _Draft] = {}
        self._indexes = (_Index(lambda item: (_bare(item),)), _Index(_names))
        ids = {client_id for client_id, _items in found} | {id_ for id_ in self._owners.values() if id_}
        for client_id, items in belongings.of_clients(database, kind, sorted(ids)).items():
            for item in items:
                self._add(_Draft(client_id, item, item))

    def decide(self, client_id: int, found: Sequence[Belonging], on_duplicate: OnDuplicate) -> list[Outcome]:
        """Return what becomes of a client's items."""
        met = self._met(client_id, found) if on_duplicate is not OnDuplicate.CREATE else [None] * len(found)
        added: list[_Draft] = []
        outcomes = []
        for belonging, draft in zip(found, met, strict=True):
            known = draft or (None if on_duplicate is OnDuplicate.CREATE else self._of_uid(belonging.item))
            if known is None:
                new = _Draft(client_id, self._new(client_id, belonging.item), content=belonging.content)
                added.append(new)
                if uid := getattr(new.item, "uid", ""):
                    self._by_uid[uid] = new
                outcomes.append(Outcome.CREATED)
                continue
            before = known.item
            if on_duplicate in (OnDuplicate.UPDATE, OnDuplicate.FILL):
                wanted = _overlaid(before, belonging)
                known.item = filled(before, wanted) if on_duplicate is OnDuplicate.FILL else wanted
            outcomes.append(Outcome.SKIPPED if known.item == before else Outcome.UPDATED)
        for new in added:  # not before, so that the items of one list never meet each other
            self._add(new)
        return outcomes

    def _met(self, client_id: int, found: Sequence[Belonging]) -> list[_Draft | None]:
        met = [self._of_uid(belonging.item) for belonging in found]
        used = {draft for draft in met if draft}
        # What has an identifier that nobody has is new, whatever its name.
        items = [None if getattr(belonging.item, "uid", "") else belonging.item for belonging in found]
        for index in self._indexes:
            index.match(client_id, items, met, used)
        return met

    def _of_uid(self, item: Any) -> _Draft | None:
        uid = getattr(item, "uid", "")
        return self._by_uid.get(uid) if uid else None

    def _new(self, client_id: int, item: Any) -> Any:
        """Return an item as it is added to a client; an identifier that is taken is made anew."""
        if not hasattr(item, "uid"):
            return item
        uid = item.uid
        if uid and (uid in self._by_uid or uid in self._owners):
            self._renewed[client_id, uid] = uid = new_uid()
        values = {"uid": uid, "client_id": client_id}
        if isinstance(item, Invoice):
            values["project_uid"] = self._renewed.get((client_id, item.project_uid), item.project_uid)
        return replace(item, **values)

    def _add(self, draft: _Draft) -> None:
        self.drafts.append(draft)
        for index in self._indexes:
            index.add(draft)
        if uid := getattr(draft.item, "uid", ""):
            self._by_uid[uid] = draft


def _bare(item: Any) -> Hashable:
    """Return all that an item says, without what only the database gives."""
    if item is None:
        return None
    given: dict[str, Any] = {"id": 0, "version": 0}
    if isinstance(item, Document):
        given |= {"client_id": 0}
    if isinstance(item, (Project, Invoice)):
        given |= {"uid": "", "client_id": 0}
    if isinstance(item, Invoice):
        given |= {"project_uid": "", "payments": _bare_payments(item)}
    bare: Hashable = replace(item, **given)
    return bare


def _bare_payments(invoice: Invoice) -> tuple[Any, ...]:
    return tuple(replace(payment, id=0) for payment in invoice.payments)


def _names(item: Any) -> Iterable[Hashable]:
    """Return by what a client's items are told apart, first as a file names it; what has no date goes without."""
    if isinstance(item, Note):
        return ((item.text, item.created_at), (item.text, None))
    if isinstance(item, Document):
        return ((item.name, item.size, item.created_at), (item.name, item.size, None))
    name = item.number if isinstance(item, Invoice) else getattr(item, "name", "")
    return (name,) if name else ()


def _overlaid(stored: Any, belonging: Belonging) -> Any:
    """Return a stored item with what an object says in its place; payments stay where they are said to be the same."""
    item, names = belonging.item, set(belonging.given)
    if isinstance(stored, (Note, Document)):
        return stored
    if isinstance(stored, Invoice):
        is_same = item.paid == stored.paid if "paid" in names else item.payments == _bare_payments(stored)
        names -= {"paid", "payments"}
        names |= {"payments"} if item.payments and not is_same else set()
    return replace(stored, **{name: getattr(item, name) for name in names})
