"""Which client, invoice or other item a word of the command line means."""

from tui_clients.domain.client import Client
from tui_clients.domain.invoice import Invoice
from tui_clients.domain.items import Item, ItemKind
from tui_clients.errors import N_, UsageError
from tui_clients.storage import numbers
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database
from tui_clients.storage.imports import Imports
from tui_clients.storage.items import Items

_MOST_DIGITS = 18  # SQLite's largest number has 19


def client(database: Database, wanted: str) -> Client:
    """Return the client of a number, an identifier ("uid:" may stand before it) or an e-mail address ("email:")."""
    clients = Clients(database)
    field, separator, value = wanted.partition(":")
    if separator and field in ("uid", "email"):
        ids = _found(database, field, value)
        if len(ids) > 1:
            message = N_("Several clients have the e-mail address {email}: {ids}. Give one of these numbers.")
            raise UsageError(message, email=value, ids=", ".join(map(str, ids)))
    else:
        ids = [int(wanted)] if is_number(wanted) else []
        if not any(clients.get(id_) for id_ in ids):
            ids = _found(database, "uid", wanted)
    found = clients.get(ids[0]) if ids else None
    if found is None:
        raise UsageError(N_("There is no client “{id}”. “tui-clients list” shows the numbers."), id=wanted)
    return found


def _found(database: Database, field: str, value: str) -> list[int]:
    ids = Imports(database).lookup(field, [value])
    return list(next(iter(ids.values()), []))


def is_number(text: str) -> bool:
    """Whether a text is the number of a row."""
    return text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS


def item(database: Database, kind: ItemKind, wanted: str) -> Item:
    """Return the item of a number ("id:" may stand before it); an invoice also by its own number."""
    prefix, separator, rest = wanted.partition(":")
    number = rest if separator and prefix == "id" else wanted
    is_own = kind is not ItemKind.INVOICE or number != wanted
    found = Items(database).get(kind, int(number)) if is_own and is_number(number) else None
    if kind is ItemKind.INVOICE and found is None:
        found = _invoice(database, wanted)
    if found is None:
        raise UsageError(N_("There is no “{id}”. The command list shows the numbers, in front."), id=wanted)
    return found


def _invoice(database: Database, number: str) -> Invoice | None:
    ids = numbers.ids_of(database, number)
    if len(ids) > 1:
        message = N_("Several invoices have the number {number}: give one of {ids}.")
        raise UsageError(message, number=number, ids=", ".join(f"id:{id_}" for id_ in ids))
    found = Items(database).get(ItemKind.INVOICE, ids[0]) if ids else None
    return found if isinstance(found, Invoice) else None
