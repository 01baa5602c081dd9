"""A statement of account as text, CSV, HTML and JSON; knows no textual, so that the command line can use it."""

import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from tui_clients.domain import money
from tui_clients.domain.joined import Rows
from tui_clients.domain.statement import Account, Kind, Statement
from tui_clients.domain.text import cells, shorten, visible
from tui_clients.formats import csv_
from tui_clients.formats.json_write import safe
from tui_clients.i18n import _
from tui_clients.services.spreadsheet import guarded
from tui_clients.ui import statement_words as told
from tui_clients.ui.statement_html import as_html

__all__ = ["ENDINGS", "FORMS", "as_csv", "as_html", "as_json", "as_plain", "as_text"]

_GAP = "  "
_SHORTEST = 12  # cells of what an entry is called
_COLUMNS = ("currency", "date", "kind", "number", "due_date", "method", "invoiced", "paid", "balance")


def as_text(account: Account, width: int | None = None) -> str:
    """Return the statement in lines; with a `width`, what an entry is called is cut so that they fit."""
    lines = [_("Statement of account, {period}").format(period=told.period(account))]
    lines += [visible(text) for text in told.addressee(account.client)]
    if not account.statements:
        lines += ["", told.nothing(account)]
    for statement in account.statements:
        lines += ["", visible(statement.currency), *_table(statement, width), "", *_ages(statement)]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _table(statement: Statement, width: int | None) -> Iterator[str]:
    """Yield the movements in columns, the amounts on the right."""
    opening, closing = told.opening(statement), told.closing(statement)
    invoiced, paid = told.moved(statement)
    rows: list[Sequence[str]] = [
        told.headings(),
        ("", opening.label, "", "", "", opening.amount),
        *(told.line(entry, statement.currency) for entry in statement.entries),
        ("", closing.label, "", invoiced.amount, paid.amount, closing.amount),
    ]
    rows = [[visible(cell) for cell in row] for row in rows]
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    if width is not None:
        spare = width - sum(widths) - len(_GAP) * (len(widths) - 1)
        widths[1] = max(_SHORTEST, widths[1] + min(0, spare))
    for row in rows:
        yield _GAP.join(
            _padded(cell, size, is_right=place > 2) for place, (cell, size) in enumerate(zip(row, widths, strict=True))
        )


def _padded(cell: str, width: int, is_right: bool) -> str:
    shown = shorten(cell, width)
    blank = " " * (width - cells(shown))
    return blank + shown if is_right else shown + blank


def _ages(statement: Statement) -> Iterator[str]:
    """Yield what is open by its age."""
    credit = told.credit(statement)
    rows = [*told.ages(statement), *([credit] if credit else [])]
    label, amount = (max(map(cells, column)) for column in zip(*rows, strict=True))
    yield _("Open at the end")
    for row in rows:
        yield f"{_GAP}{_padded(row.label, label, is_right=False)}{_GAP}{_padded(row.amount, amount, is_right=True)}"


def as_csv(account: Account) -> str:
    """Return a row for each balance, movement and age, with plain days and amounts.

    Texts are guarded: a spreadsheet takes none for a formula, and nobody reads a statement back.
    """
    rows = [row for statement in account.statements for row in _rows(statement)]
    stream = io.BytesIO()
    csv_.write(stream, _COLUMNS, [Rows.of([row.get(name, "") for name in _COLUMNS] for row in rows)])
    return stream.getvalue().decode()


def _rows(statement: Statement) -> Iterator[Mapping[str, str]]:
    plain = _plain(statement)
    currency = {"currency": guarded(statement.currency)}
    start = statement.start.isoformat() if statement.start else ""
    yield currency | {"date": start, "kind": "opening", "balance": plain(statement.opening)}
    for entry in statement.entries:
        is_invoice = entry.kind is Kind.INVOICE
        yield currency | {
            "date": entry.on.isoformat(),
            "kind": entry.kind.value,
            "number": guarded(entry.number),
            "due_date": entry.due.isoformat() if entry.due else "",
            "method": guarded(entry.method),
            "invoiced": plain(entry.amount) if is_invoice else "",
            "paid": "" if is_invoice else plain(-entry.amount),
            "balance": plain(entry.balance),
        }
    end = currency | {"date": statement.end.isoformat()}
    sums = {"invoiced": plain(statement.invoiced), "paid": plain(statement.paid)}
    yield end | sums | {"kind": "closing", "balance": plain(statement.closing)}
    for age, sum_ in statement.ageing.open.items():
        yield end | {"kind": f"open_{age.value}", "balance": plain(sum_)}
    yield end | {"kind": "credit", "balance": plain(-statement.ageing.credit)}


def _plain(statement: Statement) -> Callable[[int], str]:
    """Return what writes the statement's amounts as files hold them."""
    return lambda minor: money.to_plain(minor, statement.currency)


def as_json(account: Account) -> str:
    """Return the statement as JSON that any terminal shows harmlessly."""
    text = json.dumps(as_plain(account), ensure_ascii=False, indent=2)
    return "\n".join(map(safe, text.split("\n"))) + "\n"


def as_plain(account: Account) -> Mapping[str, Any]:
    """Return the statement as JSON holds it: plain days and amounts, and names that stay the same in every language."""
    client = account.client
    return {
        "client": {"id": client.id, "uid": client.uid, "name": client.name, "company_name": client.company_name},
        "from": account.start.isoformat() if account.start else None,
        "to": account.end.isoformat(),
        "statements": [_object(statement) for statement in account.statements],
    }


def _object(statement: Statement) -> Mapping[str, Any]:
    plain = _plain(statement)
    return {
        "currency": statement.currency,
        "opening": plain(statement.opening),
        "invoiced": plain(statement.invoiced),
        "paid": plain(statement.paid),
        "closing": plain(statement.closing),
        "open": {age.value: plain(sum_) for age, sum_ in statement.ageing.open.items()},
        "credit": plain(statement.ageing.credit),
        "entries": [
            {
                "date": entry.on.isoformat(),
                "kind": entry.kind.value,
                "number": entry.number,
                "due_date": entry.due.isoformat() if entry.due else None,
                "method": entry.method,
                "amount": plain(entry.amount),
                "balance": plain(entry.balance),
            }
            for entry in statement.entries
        ],
    }


FORMS: Mapping[str, Callable[[Account], str]] = {"text": as_text, "csv": as_csv, "html": as_html, "json": as_json}
ENDINGS = {".html": "html", ".htm": "html", ".txt": "text", ".csv": "csv", ".json": "json"}
"""The form that a file's name says, by its end; the first is proposed."""
