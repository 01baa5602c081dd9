"""Knows in a preview which clients rows before have brought: nothing is written there that could be looked up."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tui_clients.domain.client import Client
from tui_clients.domain.validate import Code, Problem
from tui_clients.services.importing.decision import Decision, OnDuplicate, Outcome
from tui_clients.services.importing.plan import Plan
from tui_clients.storage.imports import match_key

_MOST = 2_000_000
"""Keys that are remembered, 64 bytes each; twins of later rows are found when the file is imported."""


class Seen:
    """The clients of the rows so far, each by the hashes of what it is matched by."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._keys: set[int] = set()

    def told(self, decisions: Sequence[Decision]) -> list[Decision]:
        """Return decisions on the next rows, in which those that rows before have brought are no new clients."""
        if self._plan.target != "clients" or self._plan.options.on_duplicate is OnDuplicate.CREATE:
            return list(decisions)
        return [self._told(decision) for decision in decisions]

    def _told(self, decision: Decision) -> Decision:
        if decision.outcome is not Outcome.CREATED or not isinstance(decision.item, Client):
            return decision
        keys = [hash(key) for key in _keys(self._plan, decision)]
        # A row that has an identifier of its own is another client, whatever else it shares with one before.
        is_twin = any(key in self._keys for key in (keys[:1] if decision.item.uid else keys))
        if len(self._keys) < _MOST:
            self._keys.update(keys)
        is_skipped = self._plan.options.on_duplicate is OnDuplicate.SKIP
        if not is_twin:
            return decision
        return as_scanned(self._plan, decision, Outcome.SKIPPED if is_skipped else Outcome.UPDATED)


def _keys(plan: Plan, decision: Decision) -> Iterator[tuple[str, ...]]:
    """Yield by what a client is matched, its identifier first if it has one; what is wrong tells nobody apart."""
    client, wrong = decision.item, {problem.field for problem in decision.problems}
    if not isinstance(client, Client):
        return
    for name in dict.fromkeys(("uid", *plan.options.match)):
        key = match_key(name, getattr(client, name))
        if key and name not in wrong:
            yield (name, key, client.company_name.casefold().strip() if name == "name" else "")


def as_scanned(plan: Plan, decision: Decision, outcome: Outcome) -> Decision:
    """Return a decision that was made without the rows before it, with what becomes of the row in its file."""
    if decision.outcome is outcome:
        return decision
    problems = tuple(problem for problem in decision.problems if problem.code is not Code.DUPLICATE)
    if outcome is Outcome.SKIPPED and plan.options.on_duplicate is OnDuplicate.SKIP:
        name, *_key = next(_keys(plan, decision), ("",))
        problems = (*problems, Problem(name, Code.DUPLICATE, getattr(decision.item, name, "")))
    return replace(decision, outcome=outcome, problems=problems)
