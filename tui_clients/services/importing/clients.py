"""Decides which rows are new clients and which are there already, and writes them; knows no file."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tui_clients.domain.client import Client, new_uid
from tui_clients.domain.fields import by_name
from tui_clients.domain.record import to_text
from tui_clients.domain.validate import Code, Problem
from tui_clients.formats.rows import Row
from tui_clients.services.importing import matching
from tui_clients.services.importing.decision import Answers, Decision, Match, OnDuplicate, Outcome
from tui_clients.services.importing.matching import Draft, Known, Met
from tui_clients.services.importing.merging import changes
from tui_clients.services.importing.reading import Meaning, Record, client_of
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database

_NAMED = 5  # clients that a row may mean, in a problem
_NOBODY = Answers()


class ClientRows:
    """Decides and writes the rows of a file of clients, a chunk at a time, inside the caller's transaction."""

    def __init__(
        self,
        database: Database,
        meaning: Meaning,
        on_duplicate: OnDuplicate,
        match: Sequence[str] = ("email",),
        answers: Answers = _NOBODY,
    ) -> None:
        self._database = database
        self._clients = Clients(database)
        self._meaning = meaning
        self._on_duplicate = on_duplicate
        self._answers = answers
        is_doubling = on_duplicate is OnDuplicate.CREATE
        self._keys = ("uid",) if is_doubling else tuple(dict.fromkeys(("uid", *match)))
        self._drafts: list[Draft] = []
        self._met: list[Draft | None] = []
        self._first_new = sys.maxsize
        self._count = 0

    def decide(self, rows: Sequence[tuple[Row, Record]]) -> list[Decision]:
        """Return what becomes of each row; nothing is written."""
        read = [(row, record, *client_of(record, self._meaning)) for row, record in rows]
        sound = [(client, problems) for _row, _record, client, problems in read if not _is_rejected(problems)]
        known = self._known([(client, _wrong(problems)) for client, problems in sound])
        decided = [self._decide(known, number, *each) for number, each in enumerate(read, self._count)]
        self._count += len(rows)
        self._drafts = known.drafts
        self._met = [draft for _decision, draft in decided]
        return [decision for decision, _draft in decided]

    @property
    def ids(self) -> list[int]:
        """Return the ids of the clients that the rows written last mean, 0 where that is none for certain."""
        return [draft.id if draft else 0 for draft in self._met]

    def way(self, number: int) -> OnDuplicate:
        """Return what happens to a row of the file if its client is there already, ASK as long as that is open."""
        if self._on_duplicate is not OnDuplicate.ASK:
            return self._on_duplicate
        return self._answers.rows.get(number, self._answers.rest or OnDuplicate.ASK)

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

    def _known(self, given: Sequence[tuple[Client, frozenset[str]]]) -> Known:
        stored = matching.lookup(self._database, self._keys, given)
        ids = sorted({id_ for found in stored.values() for many in found.values() for id_ in many})
        if self._on_duplicate in (OnDuplicate.SKIP, OnDuplicate.CREATE):  # who they are is all that matters
            rows = self._clients.rows(ids)
            found = {row.id: Client(row.name, id=row.id, company_name=row.company_name) for row in rows}
        else:
            found = {client.id: client for client in self._clients.get_many(ids)}
        return Known(self._keys, stored, found, self._first_new)

    def _decide(
        self, known: Known, number: int, row: Row, record: Record, client: Client, problems: Sequence[Problem]
    ) -> tuple[Decision, Draft | None]:
        decision = Decision(row, client, tuple(problems), Outcome.REJECTED, number=number)
        if _is_rejected(problems):
            return decision, None
        wrong, way = _wrong(problems), self.way(number)
        met = known.find(client, wrong)
        if met is None or way is OnDuplicate.CREATE:
            is_taken = met is not None and known.has_uid(client)
            new = Draft(replace(client, uid=new_uid()) if is_taken else client, line=row.line)
            known.add(new, wrong)
            return replace(decision, item=new.wanted, outcome=Outcome.CREATED), new
        match = self._match(met)
        duplicate = replace(decision, outcome=Outcome.SKIPPED, match=match)
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
        known.add(draft, _wrong(duplicate.problems))
        return replace(duplicate, item=draft.wanted, outcome=Outcome.UPDATED)

    def _match(self, met: Met) -> Match:
        client, *others = (self._as_known(draft) for draft in (met.draft, *met.others))
        return Match(met.field, client, met.draft.line, tuple(others))

    def _as_known(self, draft: Draft) -> Client:
        """Return a client as it is known outside of the import: those of the same file have no number yet."""
        is_there = draft.before is not None and draft.id < self._first_new
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


def _wrong(problems: Iterable[Problem]) -> frozenset[str]:
    """Return the values that are not what they should be; such as "n/a" for an e-mail address, they say nothing."""
    return frozenset(problem.value for problem in problems)


def _is_rejected(problems: Iterable[Problem]) -> bool:
    return any(problem.is_rejecting for problem in problems)
