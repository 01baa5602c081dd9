"""Decides which rows are new clients and which are there already, and writes them; knows no file."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from tui_clients.domain.client import Client, new_uid
from tui_clients.domain.fields import by_name
from tui_clients.domain.record import to_text
from tui_clients.domain.validate import Code, Problem
from tui_clients.formats.rows import Row
from tui_clients.services.importing import matching
from tui_clients.services.importing.chunks import Chunk, Said, Stamp
from tui_clients.services.importing.decision import Decision, Match, OnDuplicate, Outcome
from tui_clients.services.importing.matching import Draft, Known, Met, OwnIds, wrong_in
from tui_clients.services.importing.merging import changes
from tui_clients.services.importing.plan import Options
from tui_clients.services.importing.reading import Record
from tui_clients.storage import import_steps
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database
from tui_clients.storage.imports import Imports
from tui_clients.storage.rows import NewRow, new_row

_NAMED = 5  # clients that a row may mean, in a problem


class ClientRows:
    """Decides and writes the rows of a file of clients, a chunk at a time, inside the caller's transaction."""

    def __init__(self, database: Database, options: Options) -> None:
        self._database = database
        self._clients = Clients(database)
        self._imports = Imports(database)
        self._on_duplicate = options.on_duplicate
        self._answers = options.answers
        self._keys = options.keys
        self._drafts: list[Draft] = []
        self._met: dict[int, Draft | None] = {}
        self._new: Sequence[NewRow | None] = ()
        self._own = OwnIds()
        self._count = 0
        self._is_first: bool | None = None  # whether there is no client but those of the file

    def decide(self, chunk: Chunk) -> list[Decision]:
        """Return what becomes of the rows that are noted or may mean a known client; every other is a new one.

        Nothing is written.
        """
        if self._is_first is None:
            self._is_first = self._imports.is_empty("clients")
        forms = chunk.sought(self._keys, is_first=self._is_first)
        stored = matching.lookup(self._database, self._keys, forms)
        places = sorted(chunk.noted.union(*map(matching.shared, forms, stored.values())))
        known = self._known(stored)
        decided = [
            self._decide(known, place, row, record, chunk.client(place, record))
            for place, (row, record) in zip(places, chunk.given(places) if places else (), strict=True)
        ]
        self._count += chunk.count
        self._new = chunk.new
        self._drafts = known.drafts
        self._met = {place: draft for place, (_decision, draft) in zip(places, decided, strict=True)}
        return [decision for decision, _draft in decided]

    def look_again(self) -> None:
        """Take into account that others have changed the database."""
        self._is_first = False

    @property
    def ids(self) -> list[int]:
        """Return the ids of the clients that the rows decided last mean, 0 where that is none for certain."""
        return [draft.id if draft else 0 for draft in self._met.values()]

    def way(self, number: int) -> OnDuplicate:
        """Return what happens to a row of the file if its client is there already, ASK as long as that is open."""
        if self._on_duplicate is not OnDuplicate.ASK:
            return self._on_duplicate
        return self._answers.rows.get(number, self._answers.rest or OnDuplicate.ASK)

    def write(self, stamp: Stamp, import_id: int) -> None:
        """Store what `decide` has decided last, and the new clients of which it said nothing."""
        new = {draft.place: draft for draft in self._drafts if draft.before is None}
        given: list[NewRow | None] = [*self._new]
        for place in self._met:
            draft = new.get(place)
            given[place] = new_row(draft.wanted, stamp.at, stamp.by) if draft else None
        rows = [*filter(None, given)]
        ids = self._clients.add_rows(rows, stamp.at, stamp.by, "imported", import_id)
        taken = accumulate(map(bool, given), initial=ids.start)
        for place, id_ in enumerate(taken) if new else ():
            if place in new:
                new[place].id = id_
        self._own.add(ids)
        changed = [(draft.before, draft.wanted) for draft in self._drafts if draft.before is not None]
        stored = self._clients.update_many(changed, stamp.by, action="imported", import_id=import_id)
        ids_changed = {client.id for client in stored}
        import_steps.stamped(self._database, import_id, (before for before, _ in changed if before.id in ids_changed))

    def _known(self, stored: Mapping[str, Mapping[str, list[int]]]) -> Known:
        ids = sorted({id_ for found in stored.values() for many in found.values() for id_ in many})
        if not ids:
            found = {}
        elif self._on_duplicate in (OnDuplicate.SKIP, OnDuplicate.CREATE):  # who they are is all that matters
            rows = self._clients.rows(ids)
            found = {row.id: Client(row.name, id=row.id, company_name=row.company_name) for row in rows}
        else:
            found = {client.id: client for client in self._clients.get_many(ids)}
        return Known(self._keys, stored, found, self._own)

    def _decide(self, known: Known, place: int, row: Row, record: Record, said: Said) -> tuple[Decision, Draft | None]:
        (client, problems), number = said, self._count + place
        if row.is_group:
            return Decision(row, client, (Problem("", Code.GROUP, client.name),), Outcome.SKIPPED, number=number), None
        if matching.is_rejected(problems):
            return Decision(row, client, tuple(problems), Outcome.REJECTED, number=number), None
        wrong, way = wrong_in(problems), self.way(number)
        met = known.find(client, wrong)
        if met is None or way is OnDuplicate.CREATE:
            is_taken = met is not None and known.has_uid(client)
            new = Draft(replace(client, uid=new_uid()) if is_taken else client, line=row.line, place=place)
            known.add(new, wrong)
            return Decision(row, new.wanted, tuple(problems), Outcome.CREATED, number=number), new
        match = self._match(met)
        duplicate = Decision(row, client, tuple(problems), Outcome.SKIPPED, match=match, number=number)
        is_told = number in self._answers.rows
        if not (met.is_certain or is_told):
            return replace(_in_doubt(duplicate, match), is_open=way is OnDuplicate.ASK), None
        if way is OnDuplicate.SKIP:
            return _flagged(duplicate, met.field, Code.DUPLICATE, _text(client, met.field)), met.draft
        merged = self._merged(known, duplicate, met.draft, client, record, way)
        is_doubtful = merged.outcome is Outcome.UPDATED and bool(match.others) and not is_told
        return _in_doubt(merged, match) if is_doubtful else merged, met.draft

    def _merged(
        self, known: Known, duplicate: Decision, draft: Draft, given: Client, record: Record, way: OnDuplicate
    ) -> Decision:
        """Return what becomes of a row whose client is there, which the draft shows from now on."""
        found = changes(draft.wanted, given, record, duplicate.problems, is_filling=way is OnDuplicate.FILL)
        if not found:
            return replace(duplicate, item=draft.wanted)
        if way is OnDuplicate.ASK:
            return replace(duplicate, is_open=True)
        draft.wanted = replace(draft.wanted, **found)
        known.add(draft, wrong_in(duplicate.problems))
        return replace(duplicate, item=draft.wanted, outcome=Outcome.UPDATED)

    def _match(self, met: Met) -> Match:
        client, *others = (self._as_known(draft) for draft in (met.draft, *met.others))
        return Match(met.field, client, met.draft.line, tuple(others))

    def _as_known(self, draft: Draft) -> Client:
        """Return a client as it is known outside of the import: those of the same file have no number yet."""
        is_there = draft.before is not None and draft.id not in self._own
        return draft.wanted if is_there else replace(draft.wanted, id=0)


def _in_doubt(decision: Decision, match: Match) -> Decision:
    """Return the decision about a row that may mean several clients, flagged with who they are."""
    clients = [match.client, *match.others]
    named = ", ".join(f"{client.name} ({client.id})" if client.id else client.name for client in clients[:_NAMED])
    return _flagged(decision, match.field, Code.AMBIGUOUS, named if len(clients) <= _NAMED else f"{named}, …")


def _flagged(decision: Decision, name: str, code: Code, value: str) -> Decision:
    return replace(decision, problems=(*decision.problems, Problem(name, code, value)))


def _text(client: Client, name: str) -> str:
    return to_text(by_name()[name], getattr(client, name))
