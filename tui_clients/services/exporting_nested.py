"""Gives what belongs to clients as their objects in JSON hold it; knows no file."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tui_clients.domain import plain
from tui_clients.domain.client import Client
from tui_clients.storage import belongings
from tui_clients.storage.database import Database

_PLAIN: Mapping[str, Callable[[Any], Mapping[str, Any]]] = {
    "projects": plain.project_plain,
    "invoices": plain.invoice_plain,
    "contacts": plain.contact_plain,
    "notes": plain.note_plain,
}


def of_clients(
    database: Database, clients: Sequence[Client], kinds: Sequence[str]
) -> dict[int, dict[str, list[Mapping[str, Any]]]]:
    """Return by the id of each client what belongs to it, by kind, in the order in which it came.

    That order lasts through an import: the oldest of several projects of one name stays the oldest.
    """
    ids = [client.id for client in clients]
    found: dict[int, dict[str, list[Mapping[str, Any]]]] = {id_: {} for id_ in ids}
    for kind in kinds:
        owned = belongings.of_clients(database, kind, ids)
        for id_ in ids:
            found[id_][kind] = [_PLAIN[kind](item) for item in owned.get(id_, ())]
    return found
