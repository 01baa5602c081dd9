"""Gives what belongs to clients as their objects in JSON hold it; knows no file."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from tui_clients.domain import plain
from tui_clients.domain.client import Client, Document
from tui_clients.formats.json_data import Data
from tui_clients.storage import belongings
from tui_clients.storage.database import Database
from tui_clients.storage.documents import Documents

_Plain = Mapping[str, Any]
_PLAIN: Mapping[str, Callable[[Any], _Plain]] = {
    "projects": plain.project_plain,
    "invoices": plain.invoice_plain,
    "contacts": plain.contact_plain,
    "notes": plain.note_plain,
}

_CHUNK = 100  # clients whose belongings are read at once
_PICTURES = 2**23  # bytes of their pictures


def chunks(clients: Iterable[Client]) -> Iterator[list[Client]]:
    """Yield some clients at a time, fewer where their pictures are large."""
    chunk: list[Client] = []
    size = 0
    for client in clients:
        chunk.append(client)
        size += len(client.picture.data) if client.picture else 0
        if len(chunk) == _CHUNK or size > _PICTURES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def of_clients(
    database: Database, clients: Sequence[Client], kinds: Sequence[str]
) -> dict[int, dict[str, list[_Plain]]]:
    """Return by the id of each client what belongs to it, by kind, in the order in which it came.

    That order lasts through an import: the oldest of several projects of one name stays the oldest.
    """
    ids = [client.id for client in clients]
    found: dict[int, dict[str, list[_Plain]]] = {id_: {} for id_ in ids}
    plain_of: Mapping[str, Callable[[Any], _Plain]] = {**_PLAIN, "documents": partial(_document, Documents(database))}
    for kind in kinds:
        owned = belongings.of_clients(database, kind, ids)
        for id_ in ids:
            found[id_][kind] = [plain_of[kind](item) for item in owned.get(id_, ())]
    return found


def _document(documents: Documents, document: Document) -> _Plain:
    """Return a document with its bytes, which are read when they are written."""
    return plain.document_plain(document) | {"data": Data(partial(documents.parts, document.id))}
