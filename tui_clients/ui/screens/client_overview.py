"""The way from the client list to its overview, and back to fewer clients."""

from textual import on

from tui_clients.domain.query import Query
from tui_clients.ui.screens.client_changes import ClientChanges
from tui_clients.ui.screens.client_table import ClientTable
from tui_clients.ui.widgets.query_bar import QueryBar


class OverviewedList(ClientChanges):
    """A list of clients with an overview of those it shows."""

    def __init__(self) -> None:
        super().__init__()
        self._answered = Query()

    @on(ClientTable.ResultShown)
    def remember_query(self, event: ClientTable.ResultShown) -> None:
        """Keep what is shown, for when something is typed that cannot be understood."""
        self._answered = event.wanted

    @property
    def _understood(self) -> Query:
        """What the list shall show; where that cannot be understood, what it shows."""
        from tui_clients.domain.query_parser import QueryMistake

        try:
            self.table.wanted.conditions()
        except QueryMistake:
            return self._answered
        return self.table.wanted

    def action_overview(self) -> None:
        """Show the figures of the clients that are shown."""
        from tui_clients.ui.screens.overview import Overview

        query, shown = self._understood, self.table.result
        clients = len(shown) if shown is not None and shown.query == query else None
        self.app.push_screen(Overview(query, clients), self.narrow)

    def narrow(self, query: str | None) -> None:
        """Show only those of the clients that a query finds too; None where none was chosen."""
        from tui_clients.domain.narrowing import narrowed

        if query is not None:
            self.query_one(QueryBar).text = narrowed(self._understood.text, query)
