"""Knows in a preview which clients rows before have brought: nothing is written there that could be looked up."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tui_clients.domain.client import Client
from tui_clients.domain.text import one_line, spellings
from tui_clients.domain.validate import Code, Problem
from tui_clients.services.importing.decision import Decision, OnDuplicate, Outcome
from tui_clients.services.importing.matching import KEYS
from tui_clients.services.importing.plan import Plan

_MOST = 2_000_000
"""Keys that are remembered, 64 bytes each; twins of later rows are found when the file is imported."""

_BECOMES = {OnDuplicate.SKIP: Outcome.SKIPPED, OnDuplicate.ASK: Outcome.SKIPPED}
"""What becomes of the twin of a row before, where it does not update it."""


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
        keys = [hash(key) for key in _keys(self._plan, decision, decision.item)]
        # A row that has an identifier of its own is another client, whatever else it shares with one before.
        is_twin = any(key in self._keys for key in (keys[:1] if decision.item.uid else keys))
        if len(self._keys) < _MOST:
            self._keys.update(keys)
        options = self._plan.options
        way = options.answers.rows.get(decision.number, options.answers.rest or options.on_duplicate)
        if not is_twin or way is OnDuplicate.CREATE:
            return decision
        return as_scanned(self._plan, decision, _BECOMES.get(way, Outcome.UPDATED), way is OnDuplicate.ASK)


def _keys(plan: Plan, decision: Decision, client: Client) -> Iterator[tuple[str, ...]]:
    """Yield by what a client is matched, its identifier first if it has one; what is wrong tells nobody apart."""
    wrong = frozenset(problem.value for problem in decision.problems)
    for name in dict.fromkeys(("uid", *plan.options.match)):
        for _place, text in KEYS[name].texts(client, wrong):
            if name != "name":
                yield name, text
            else:
                yield from ((name, text, company) for company in spellings(one_line(client.company_name)))


def as_scanned(plan: Plan, decision: Decision, outcome: Outcome, is_open: bool) -> Decision:
    """Return a decision that was made without the rows before it, with what becomes of the row in its file."""
    if (decision.outcome, decision.is_open) == (outcome, is_open):
        return decision
    problems = tuple(problem for problem in decision.problems if problem.code is not Code.DUPLICATE)
    if outcome is Outcome.SKIPPED and plan.options.on_duplicate is OnDuplicate.SKIP:
        problems = (*problems, _duplicate(plan, decision))
    return replace(decision, outcome=outcome, problems=problems, is_open=is_open)


def _duplicate(plan: Plan, decision: Decision) -> Problem:
    client, wrong = decision.item, frozenset(problem.value for problem in decision.problems)
    if not isinstance(client, Client):
        return Problem("", Code.DUPLICATE)
    names = dict.fromkeys(("uid", *plan.options.match))
    place = next((place for name in names for place, _text in KEYS[name].texts(client, wrong)), "")
    return Problem(place, Code.DUPLICATE, str(getattr(client, place, "")))
