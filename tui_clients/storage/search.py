"""The condition that peewee's queries share."""

from collections.abc import Iterable
from typing import Any

from peewee import SQL, ModelSelect

from tui_clients.storage.models import ClientModel


def living(*columns: Any) -> "ModelSelect[ClientModel]":
    """Return the SELECT of `columns` for the clients that are not in the trash."""
    return ClientModel.select(*columns).where(ClientModel.deleted_at.is_null())


def among(column: Any, ids: Iterable[int]) -> Any:
    """Return the condition that a column holds one of `ids`; they are one parameter, as SQLite takes 32,766 at most."""
    text = "[" + ",".join(map(str, ids)) + "]"
    return column.in_(SQL("(SELECT value FROM json_each(?))", (text,)))


def filled(field: str) -> Any:
    """Return the condition that a field is not blank, in the words of the index in which its value is looked up."""
    return SQL(f"{field} <> ''" if field == "office_phone" else f"({field} = '') = 0")
