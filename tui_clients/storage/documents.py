"""Keeps the bytes of documents, in parts, apart from their rows: a document in the trash keeps them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from tui_clients.domain.client import Document
from tui_clients.storage.database import Database
from tui_clients.storage.items import Items

PART = 2**18
"""Bytes that are kept, and read, at once."""


class Documents:
    """The documents of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, document: Document, parts: Iterable[bytes], by: str) -> Document:
        """Store a new document of `client_id` with its bytes and return it; the size is that of the parts."""
        with self._database.transaction():
            ((content_id,),) = self._database.sql("SELECT coalesce(max(content_id), 0) + 1 FROM document_part")
            size = 0
            for number, part in enumerate(parts):
                size += len(part)
                row = (content_id, number, part)
                self._database.insert_many("document_part", ("content_id", "number", "data"), [row])
            if not size:  # so that the number is not given out again
                self._database.insert_many("document_part", ("content_id", "number", "data"), [(content_id, 0, b"")])
            return Items(self._database).add(replace(document, size=size), by, content_id=content_id)

    def exist(self) -> bool:
        """Whether there are any, whose bytes no export holds."""
        return bool(self._database.sql("SELECT 1 FROM document LIMIT 1"))

    def parts(self, document_id: int) -> Iterator[bytes]:
        """Yield the bytes of a document, a part at a time, all as of one moment."""
        statement = """SELECT p.data FROM document AS d JOIN document_part AS p ON p.content_id = d.content_id
            WHERE d.id = ? ORDER BY p.number"""
        for (data,) in self._database.stream_sql(statement, document_id):
            yield bytes(data)
