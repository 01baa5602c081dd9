"""What belongs to a client as the history says it: its name, and the values that were changed."""

from collections.abc import Iterable, Mapping
from typing import Any

from tui_clients.domain import money
from tui_clients.domain.items import ItemKind
from tui_clients.domain.text import one_line, shorten

_LONGEST = 120
_NAMED = 5
"""Rows that a step of the history names; of more it says so."""

_AMOUNTS = frozenset({"total", "budget", "payments", "amount"})  # in minor units
_NAMES = {ItemKind.INVOICE: "number", ItemKind.NOTE: "text"}
_CALLED = {"project_id": "project"}
"""Columns of which another one has what a reader knows."""


def text(name: str, value: Any, currency: str) -> str:
    """Return the value of a column."""
    if name in _AMOUNTS and value is not None:
        minor = sum(amount for amount, _on, _method in value) if name == "payments" else value
        return f"{money.to_decimal(minor, currency)} {currency}".rstrip()
    return str(value or "–")


def named(name: str, values: Mapping[str, Any], currency: str) -> str:
    """Return a row's name and some of its values."""
    texts = (f"{column} {text(column, value, currency)}" for column, value in values.items())
    return shorten(one_line(f"{name} ({', '.join(texts)})" if values else name), _LONGEST)


def joined(texts: Iterable[str]) -> str:
    """Return the texts of several rows as one, the first of them if there are many."""
    found = [each for each in texts if each]
    return "; ".join([*found[:_NAMED], *(["…"] if len(found) > _NAMED else [])])


def name_of(kind: ItemKind, row: Mapping[str, Any]) -> str:
    """Return what a reader knows a row by, in one short line."""
    if kind is ItemKind.PAYMENT:
        return f"{row['number']}: {text('amount', row['amount'], row['currency'])}, {row['paid_on']}"
    return shorten(one_line(str(row[_NAMES.get(kind, "name")])), _LONGEST)


def changed(kind: ItemKind, row: Mapping[str, Any], columns: Iterable[str]) -> str:
    """Return a row's name and its values in the columns that were changed, but for those the name says."""
    said = {"number"} if kind is ItemKind.PAYMENT else {_NAMES.get(kind, "name")}
    names = [_CALLED.get(column, column) for column in columns if column not in said]
    return named(name_of(kind, row), {name: row[name] for name in names}, row.get("currency") or "")
