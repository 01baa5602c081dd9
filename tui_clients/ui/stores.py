"""What the database keeps, as the screens ask for it."""

from functools import cached_property
from typing import TYPE_CHECKING

from tui_clients.storage.database import Database

if TYPE_CHECKING:
    from tui_clients.storage.clients import Clients
    from tui_clients.storage.contacts import Contacts, Notes
    from tui_clients.storage.invoices import Invoices
    from tui_clients.storage.items import Items
    from tui_clients.storage.listing import Listing
    from tui_clients.storage.projects import Projects


class Stores:
    """The stores of one database; safe to use from any thread.

    Each is loaded when it is first used: the first paint waits for none of them.
    """

    def __init__(self, database: Database) -> None:
        self.database = database

    @cached_property
    def listing(self) -> "Listing":
        """The clients as the list finds and shows them."""
        from tui_clients.storage.listing import Listing

        return Listing(self.database)

    @cached_property
    def clients(self) -> "Clients":
        """The clients, whole."""
        from tui_clients.storage.clients import Clients

        return Clients(self.database)

    @cached_property
    def projects(self) -> "Projects":
        """The projects."""
        from tui_clients.storage.projects import Projects

        return Projects(self.database)

    @cached_property
    def invoices(self) -> "Invoices":
        """The invoices and their payments."""
        from tui_clients.storage.invoices import Invoices

        return Invoices(self.database)

    @cached_property
    def contacts(self) -> "Contacts":
        """The persons at clients."""
        from tui_clients.storage.contacts import Contacts

        return Contacts(self.database)

    @cached_property
    def notes(self) -> "Notes":
        """The notes on clients."""
        from tui_clients.storage.contacts import Notes

        return Notes(self.database)

    @cached_property
    def items(self) -> "Items":
        """What belongs to clients, one at a time, to be changed."""
        from tui_clients.storage.items import Items

        return Items(self.database)
