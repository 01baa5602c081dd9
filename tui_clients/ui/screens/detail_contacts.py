"""The persons at a client."""

from collections.abc import Sequence

from textual.app import ComposeResult

from tui_clients.domain import phone
from tui_clients.domain.client import Client, Contact
from tui_clients.errors import N_
from tui_clients.i18n import _
from tui_clients.ui.screens.detail_rows import ItemRows
from tui_clients.ui.screens.detail_section import Section
from tui_clients.ui.stores import Stores
from tui_clients.ui.widgets.columns import Column
from tui_clients.ui.widgets.virtual_table import VirtualTable


class ContactsSection(Section[Sequence[Contact]]):
    """The table of persons."""

    NAME = "contacts"
    LABEL = N_("Contacts")
    EMPTY = N_("No contacts yet.")
    DEFAULT_CSS = "ContactsSection > VirtualTable { height: 1fr; }"

    main: VirtualTable

    def __init__(self) -> None:
        super().__init__()
        self.main = VirtualTable(_columns())

    def parts(self) -> ComposeResult:
        """Yield the table."""
        yield self.main

    @staticmethod
    def read(stores: Stores, client: Client) -> Sequence[Contact]:
        """Return the persons."""
        return stores.contacts.of_client(client.id)

    @staticmethod
    def count(data: Sequence[Contact]) -> int:
        """Return how many persons there are."""
        return len(data)

    def show(self, data: Sequence[Contact]) -> None:
        """Give the table its rows."""
        self.main.rows = ItemRows(data, _cells)
        self.main.cursor = 0


def _columns() -> tuple[Column, ...]:
    return (
        Column("name", _("Name"), 24, 16, grows=True),
        Column("role", _("Role"), 18, 10, gives_way=2),
        Column("email", _("E-mail"), 32, 20),
        Column("phone", _("Phone"), 18, 16, gives_way=1),
        Column("note", _("Note"), 24, 12, gives_way=3, grows=True),
    )


def _cells(contact: Contact) -> tuple[str, ...]:
    return contact.name, contact.role, contact.email, phone.show(contact.phone), contact.note
