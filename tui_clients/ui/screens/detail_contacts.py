"""The persons at a client."""

from collections.abc import Sequence

from textual.app import ComposeResult

from tui_clients.domain import phone
from tui_clients.domain.client import Client, Contact
from tui_clients.domain.items import ItemKind
from tui_clients.errors import N_
from tui_clients.i18n import _
from tui_clients.ui.screens.detail_kept import KeptSection
from tui_clients.ui.screens.detail_source import Stored, stored
from tui_clients.ui.stores import Stores
from tui_clients.ui.widgets.columns import Column
from tui_clients.ui.widgets.virtual_table import VirtualTable


class ContactsSection(KeptSection[Stored[Contact], Contact]):
    """The table of persons."""

    KIND = ItemKind.CONTACT
    NAME = "contacts"
    LABEL = N_("Contacts")
    EMPTY = N_("No contacts yet. Press a to add one.")
    DEFAULT_CSS = "ContactsSection > VirtualTable { height: 1fr; }"

    def __init__(self) -> None:
        super().__init__(VirtualTable(_columns()))

    def parts(self) -> ComposeResult:
        """Yield the table."""
        yield self.main

    @staticmethod
    def read(stores: Stores, client: Client) -> Stored[Contact]:
        """Return the persons."""
        return stored(stores, ItemKind.CONTACT, client.id)

    @staticmethod
    def count(data: Stored[Contact]) -> int:
        """Return how many persons there are."""
        return len(data.ids)

    def source(self, data: Stored[Contact]) -> Stored[Contact]:
        """Return the persons."""
        return data

    def cells(self, item: Contact) -> Sequence[str]:
        """Return a person's row."""
        return item.name, item.role, item.email, phone.show(item.phone), item.note


def _columns() -> tuple[Column, ...]:
    return (
        Column("name", _("Name"), 24, 16, grows=True),
        Column("role", _("Role"), 18, 10, gives_way=2),
        Column("email", _("E-mail"), 32, 20),
        Column("phone", _("Phone"), 18, 16, gives_way=1),
        Column("note", _("Note"), 24, 12, gives_way=3, grows=True),
    )
