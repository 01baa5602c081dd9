"""Imports clients with what belongs to them, as JSON files hold it: clients first, then the rest; knows no file."""

from dataclasses import replace

from tui_clients.domain import names
from tui_clients.domain.client import Client
from tui_clients.services.importing import nested
from tui_clients.services.importing.chunks import Chunk, Stamp
from tui_clients.services.importing.clients import ClientRows
from tui_clients.services.importing.decision import Decision, OnDuplicate
from tui_clients.services.importing.nested import Nested
from tui_clients.services.importing.placing import Placing
from tui_clients.services.importing.plan import Plan
from tui_clients.services.importing.report import Tally
from tui_clients.storage.database import Database


class WholeRows:
    """Decides and writes the rows of a file of clients, each with its belongings; counts these in the tally."""

    def __init__(self, plan: Plan, database: Database, tally: Tally) -> None:
        options = plan.options
        self._clients = ClientRows(database, options)
        self._placing = Placing(database, tally.belongings)
        self._plan = plan
        self._tally = tally
        self._found: list[Nested | None] = []
        self._ways: list[OnDuplicate] = []

    def decide(self, chunk: Chunk) -> list[Decision]:
        """Return what becomes of rows, with what is wrong with the belongings too; of others, that are new, nothing.

        Nothing is written.
        """
        decisions = self._clients.decide(chunk)
        self._found = [self._nested(decision) for decision in decisions]
        self._ways = [self._clients.way(decision.number) for decision in decisions]
        return [
            replace(decision, problems=(*decision.problems, *found.problems)) if found and found.problems else decision
            for decision, found in zip(decisions, self._found, strict=True)
        ]

    def write(self, stamp: Stamp, import_id: int) -> None:
        """Store what `decide` has decided last."""
        self._clients.write(stamp, import_id)
        pairs = list(zip(self._clients.ids, self._found, strict=True))
        found = [(client_id, each) for client_id, each in pairs if each]
        if found:
            ways = {client_id: way for (client_id, _each), way in zip(pairs, self._ways, strict=True)}
            self._placing.place(found, ways, import_id)
            self._tally.unmapped |= dict.fromkeys(name for _id, each in found for name in each.unmapped)

    def look_again(self) -> None:
        """Take into account that others have changed the database."""
        self._clients.look_again()

    def _nested(self, decision: Decision) -> Nested | None:
        given, client = decision.row.nested, decision.item
        if not given:
            return None
        meaning = self._plan.meaning
        country = names.country_code(client.country) if isinstance(client, Client) and client.country else ""
        how = replace(meaning, country=country or meaning.country)
        return nested.read(given, self._plan.path, how, self._plan.options.dates)
