"""The documents of a client: files kept in the database."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from textual.app import ComposeResult

from tui_clients.domain.client import Client, Document
from tui_clients.domain.items import ItemKind
from tui_clients.domain.text import visible
from tui_clients.errors import N_
from tui_clients.i18n import _
from tui_clients.ui import show
from tui_clients.ui.screens import detail_rows
from tui_clients.ui.screens.detail_kept import KeptSection
from tui_clients.ui.screens.detail_source import Stored, stored
from tui_clients.ui.stores import Stores
from tui_clients.ui.widgets.columns import Column
from tui_clients.ui.widgets.virtual_table import VirtualTable


class DocumentsSection(KeptSection[Stored[Document], Document]):
    """The table of documents, the latest first."""

    KIND = ItemKind.DOCUMENT
    VERBS = (*KeptSection.VERBS, "save")
    NAME = "documents"
    LABEL = N_("Documents")
    EMPTY = N_("No documents yet. Press a to add one.")
    DEFAULT_CSS = "DocumentsSection > VirtualTable { height: 1fr; }"

    def __init__(self) -> None:
        super().__init__(VirtualTable(_columns()))

    def parts(self) -> ComposeResult:
        """Yield the table."""
        yield self.main

    @staticmethod
    def read(stores: Stores, client: Client) -> Stored[Document]:
        """Return the documents without their bytes."""
        return stored(stores, ItemKind.DOCUMENT, client.id)

    @staticmethod
    def count(data: Stored[Document]) -> int:
        """Return how many documents there are."""
        return len(data.ids)

    def source(self, data: Stored[Document]) -> Stored[Document]:
        """Return the documents."""
        return data

    def cells(self, item: Document) -> Sequence[str]:
        """Return a document's row."""
        at = show.moment(item.created_at) if item.created_at else ""
        return item.name, item.media_type, show.size(item.size), at, item.author

    async def add(self) -> int:
        """Choose a file and keep it."""
        from tui_clients.services import documents
        from tui_clients.ui.screens.file_dialog import FileDialog

        path: Path | None = await self.app.push_screen_wait(FileDialog(_("Add document"), Path.cwd()))
        if path is None:
            return 0
        app = self.ours.clients_app
        store = partial(documents.store, self.ours.stores.database, app.settings, self.owner_id, path, app.user)
        stored = await self.ours.read(store)
        return stored.id if stored else 0

    async def save(self, item: Document) -> int:
        """Write the document to a file."""
        from tui_clients.services import documents
        from tui_clients.ui.screens.file_dialog import FileDialog
        from tui_clients.ui.screens.replacing import may_write

        proposed = Path.cwd() / documents.file_name(item)
        dialog = FileDialog(_("Save document"), proposed, must_exist=False)
        path: Path | None = await self.app.push_screen_wait(dialog)
        if path is not None and await may_write(self.app, path):
            save = partial(documents.save, self.ours.stores.database, item.id, path, may_replace=True)
            written = await self.ours.read(save)
            if written is not None:
                self.app.notify(_("Saved to {path}.").format(path=visible(str(written))), markup=False)
        return 0


def _columns() -> tuple[Column, ...]:
    day = detail_rows.moment_width()
    return (
        Column("name", _("Name"), 32, 20, grows=True),
        Column("media_type", _("Type"), 24, 12, gives_way=3),
        Column("size", _("Size"), 9, 9, is_right=True),
        Column("created_at", _("Date added"), day, day, gives_way=1),
        Column("author", _("Added by"), 14, 8, gives_way=2),
    )
