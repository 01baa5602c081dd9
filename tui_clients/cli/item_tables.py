"""What belongs to a client as the command line prints it: in columns, as tab-separated values, as JSON."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from tui_clients.cli import output
from tui_clients.domain import dates, money, plain
from tui_clients.domain.client import Document, Note
from tui_clients.domain.fields import Field, Kind
from tui_clients.domain.invoice import Invoice
from tui_clients.domain.items import FIELDS, Item, ItemKind, kind_of, to_record
from tui_clients.domain.text import one_line, visible
from tui_clients.errors import N_
from tui_clients.i18n import _, ngettext
from tui_clients.storage.database import Database
from tui_clients.storage.item_steps import Trashed
from tui_clients.storage.items import Items
from tui_clients.ui import show, words

_PLAIN: Mapping[ItemKind, Callable[[Any], Mapping[str, Any]]] = {
    ItemKind.PROJECT: plain.project_plain,
    ItemKind.INVOICE: plain.invoice_plain,
    ItemKind.CONTACT: plain.contact_plain,
    ItemKind.NOTE: plain.note_plain,
    ItemKind.DOCUMENT: plain.document_plain,
}
_MORE = {
    ItemKind.INVOICE: ("paid", N_("Paid")),
    ItemKind.NOTE: ("created_at", N_("When")),
    ItemKind.DOCUMENT: ("size", N_("Size")),
}
"""What is listed beside the fields."""


def plain_of(item: Item) -> dict[str, Any]:
    """Return an item as `--json` prints it; an invoice with its status today."""
    values = {"id": item.id, "client_id": getattr(item, "client_id", 0), **_PLAIN[kind_of(item)](item)}
    if isinstance(item, Invoice):
        values["status"] = item.status(date.today()).value  # noqa: DTZ011 - overdue by the user's day
    return values


def print_items(database: Database, kind: ItemKind, client_id: int, *, is_json: bool) -> None:
    """Print what belongs to a client of one kind."""
    found = Items(database).of_owner(kind, client_id)
    if is_json:
        output.write_json_array(map(plain_of, found))
        return
    fields = [*((field.name, field.label) for field in FIELDS[kind]), *([_MORE[kind]] if kind in _MORE else [])]
    if output.is_terminal():
        _print(_legible([["", *(_(label) for _name, label in fields)], *map(_row, found)], kind), len(found))
    else:
        exact = ([str(item.id), *_exact(item)] for item in found)
        _print([["id", *(name for name, _label in fields)], *exact], len(found))


def _row(item: Item) -> list[str]:
    return [str(item.id), *_shown(item)]


def _legible(table: Sequence[Sequence[str]], kind: ItemKind) -> list[list[str]]:
    """Return a table without columns that nobody fills, without remarks, and without currencies beside amounts."""
    left_out = {field.name for field in FIELDS[kind] if field.kind is Kind.CURRENCY or _is_remark(field)}
    names = ["", *(field.name for field in FIELDS[kind]), ""]
    columns = [
        column
        for name, column in zip(names, zip(*table, strict=True), strict=False)
        if name not in left_out and (name in ("", "name") or any(column[1:]))
    ]
    return [list(row) for row in zip(*columns, strict=True)]


def _is_remark(field: Field) -> bool:
    return field.kind is Kind.LONG_TEXT and not field.required


def _exact(item: Item) -> list[str]:
    """Return the values of an item as files have them."""
    texts = list(to_record(item).values())
    if isinstance(item, Invoice):
        texts.append(money.to_plain(item.paid, item.currency))
    elif isinstance(item, Note):
        texts.append(dates.iso(item.created_at) if item.created_at else "")
    elif isinstance(item, Document):
        texts.append(str(item.size))
    return texts


def _shown(item: Item) -> list[str]:
    """Return the values of an item as the user reads them."""
    values = {field.name: show.item_value(field, item) for field in FIELDS[kind_of(item)]}
    if isinstance(item, Invoice):
        today = date.today()  # noqa: DTZ011 - overdue by the user's day
        values |= {"state": words.choice(item.status(today)), "paid": show.amount(item.paid, item.currency)}
    elif isinstance(item, Note):
        values["created_at"] = show.moment(item.created_at) if item.created_at else ""
    elif isinstance(item, Document):
        values["size"] = show.number(item.size)
    return list(values.values())


def print_trash(found: Sequence[Trashed], *, is_json: bool) -> None:
    """Print what lies in the trash of a client."""
    if is_json:
        output.write_json_array(
            {"id": each.id, "kind": each.kind.value, "name": each.name, "at": dates.iso(each.at), "by": each.by}
            for each in found
        )
        return
    header = ["id", "name", "at", "by"]
    if output.is_terminal():
        header[1:] = [_("Name"), _("When"), _("By")]
    _print([header, *([str(each.id), each.name, show.moment(each.at), each.by] for each in found)], len(found))


def _print(table: Sequence[Sequence[str]], count: int) -> None:
    """Print rows below a header: in columns on a terminal, else with tabs between the values."""
    if not output.is_terminal():
        for row in table:
            output.write("\t".join(visible(one_line(cell)) for cell in row))
        return
    rows = [["", *table[0][1:]], *table[1:]]
    lines = [[one_line(cell) for cell in row] for row in rows]
    widths = output.fitting(lines, output.terminal_width())
    for line in lines:
        output.write(output.aligned(line, widths))
    output.say(ngettext("{count} row", "{count} rows", count).format(count=show.number(count)))
