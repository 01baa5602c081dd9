"""Keeps the bytes of documents, in parts, apart from their rows: a document in the trash keeps them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from operator import itemgetter

from tui_clients.domain.client import Document
from tui_clients.domain.items import ItemKind
from tui_clients.storage import import_steps
from tui_clients.storage.database import Database
from tui_clients.storage.item_rows import document_of, read, those, values_of
from tui_clients.storage.items import Items, next_id

PART = 2**18
"""Bytes that are kept, and read, at once."""

_PART_COLUMNS = ("content_id", "number", "data")
_OF_CLIENTS = "t.client_id IN (SELECT value FROM json_each(?))"


class Documents:
    """The documents of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_client(self, client_id: int) -> list[Document]:
        """Return the documents of a client, in the order in which they came."""
        return self.of_clients([client_id]).get(client_id, [])

    def of_clients(self, ids: Iterable[int]) -> dict[int, list[Document]]:
        """Return the documents of each client that has any, in the order in which they came."""
        found: dict[int, list[Document]] = {}
        rows = read(self._database, ItemKind.DOCUMENT, _OF_CLIENTS, those(list(ids)))
        for row in sorted(rows, key=itemgetter("id")):
            found.setdefault(row["client_id"], []).append(document_of(row))
        return found

    def add(self, document: Document, parts: Iterable[bytes], by: str) -> Document:
        """Store a new document of `client_id` with its bytes and return it; the size is that of the parts."""
        with self._database.transaction():
            content_id, size = self._keep(parts)
            return Items(self._database).add(replace(document, size=size), by, content_id=content_id)

    def add_many(self, documents: Iterable[tuple[int, Document, Iterable[bytes]]], import_id: int | None) -> None:
        """Store new documents, each with the id of its client and its bytes, inside the caller's transaction."""
        for client_id, document, parts in documents:
            content_id, size = self._keep(parts)
            values = values_of(replace(document, client_id=client_id, size=size))
            values |= {"id": next_id(self._database, ItemKind.DOCUMENT), "content_id": content_id, "version": 1}
            self._database.insert_many("document", list(values), [list(values.values())])
            import_steps.created(self._database, import_id, "document", [values["id"]])

    def _keep(self, parts: Iterable[bytes]) -> tuple[int, int]:
        """Store bytes inside the caller's transaction; return the number they have there, and how many there are."""
        ((content_id,),) = self._database.sql("SELECT coalesce(max(content_id), 0) + 1 FROM document_part")
        size = 0
        for number, part in enumerate(filter(None, parts)):
            size += len(part)
            row = (content_id, number, part)
            self._database.insert_many("document_part", _PART_COLUMNS, [row])
        if not size:  # so that the number is not given out again
            self._database.insert_many("document_part", _PART_COLUMNS, [(content_id, 0, b"")])
        return content_id, size

    def parts(self, document_id: int) -> Iterator[bytes]:
        """Yield the bytes of a document, a part at a time, all as of one moment."""
        statement = """SELECT p.data FROM document AS d JOIN document_part AS p ON p.content_id = d.content_id
            WHERE d.id = ? ORDER BY p.number"""
        for (data,) in self._database.stream_sql(statement, document_id):
            yield bytes(data)
