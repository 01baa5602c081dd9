"""The rows of the import's preview: what will be stored, as the reader knows it, and what is wrong with it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any

from tui_clients.domain.client import Client
from tui_clients.domain.fields import FIELDS, by_name
from tui_clients.domain.invoice import Invoice
from tui_clients.domain.project import Project
from tui_clients.domain.validate import Code
from tui_clients.formats.targets import Target
from tui_clients.i18n import _
from tui_clients.services.importing import Decision
from tui_clients.ui import import_words, show, words
from tui_clients.ui.widgets.columns import Column

_FIRST = ("name", "company_name", "email", "mobile", "country")
_NAMES: Mapping[str, Sequence[str]] = {
    "clients": tuple(dict.fromkeys((*_FIRST, *(field.name for field in FIELDS)))),
    "projects": ("client", "name", "status", "start", "deadline", "budget"),
    "invoices": ("client", "number", "total", "issue_date", "due_date", "status", "paid", "project", "note"),
    "contacts": ("client", "name", "role", "email", "phone", "note"),
    "notes": ("client", "text", "author", "created_at"),
}
_WIDTHS = {
    "client": 24,
    "match": 24,
    "name": 24,
    "text": 40,
    "number": 14,
    "email": 28,
    "total": 14,
    "budget": 14,
    "paid": 14,
}
MATCH = "match"
"""The column that says with which client a row was matched."""

_AT = 1  # the place of that column
_TIES = ("client_uid", "client_email", "client_name")


def names(target: Target, decisions: Iterable[Decision]) -> list[str]:
    """Return the fields that any of the rows says something about, the most telling ones first."""
    said: set[str] = set()
    wanted = set(_NAMES[target.name])
    empty = Client()
    for decision in decisions:
        said |= {_place(problem.field) for problem in decision.problems}
        item = decision.item
        if isinstance(item, Client):
            said |= {name for name in wanted - said if getattr(item, name) != getattr(empty, name)}
        else:
            said |= {name for name in wanted - said if value(decision, name)}
    return [name for name in _NAMES[target.name] if name in said]


def shown_names(target: Target, decisions: Sequence[Decision]) -> list[str]:
    """Return the columns of the preview: the fields, and with which client a row was matched if any was."""
    found = names(target, decisions)
    return [*found[:_AT], MATCH, *found[_AT:]] if any(decision.match for decision in decisions) else found


def _place(name: str) -> str:
    return "client" if name in _TIES else name


def label(target: Target, name: str) -> str:
    """Return what stands above a field's column."""
    if name == MATCH:
        return _("Is already")
    return _("Client") if name == "client" else import_words.field(target, name)


def columns(target: Target, shown: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns of the preview; the later ones give way first."""
    fields = by_name() if target.name == "clients" else {}
    widths = {name: fields[name].width if name in fields else _WIDTHS.get(name, 12) for name in shown}
    outcome = Column("outcome", _("Outcome"), 11, 11)
    line = Column("line", _("Line"), 6, 6, gives_way=len(shown), is_right=True)
    return (
        outcome,
        line,
        *(
            Column(name, label(target, name), widths[name], _least(widths[name]), place, grows=place < 3)
            for place, name in enumerate(shown)
        ),
    )


def _least(width: int) -> int:
    """Return what a column bears: a number or a country shows whole or not at all."""
    return width if width <= 18 else width * 3 // 4


def cells(decision: Decision, shown: Sequence[str]) -> tuple[str, ...]:
    """Return the texts of a row; what is wrong stands with a sign before it, as it was given."""
    wrong = {
        _place(problem.field): problem.value for problem in decision.problems if problem.code is not Code.AMBIGUOUS
    }
    texts = (f"! {wrong[name]}" if name in wrong else value(decision, name) for name in shown)
    line = show.number(decision.row.line)
    return (import_words.outcome(decision), line, *(" / ".join(text.splitlines()) for text in texts))


def value(decision: Decision, name: str) -> str:
    """Return what will be stored in a field, as the reader knows it; "" for nothing."""
    item = decision.item
    if name == "client":
        return decision.client
    if name == MATCH:
        return import_words.matched(decision.match) if decision.match else ""
    if isinstance(item, Client):
        text = show.value(by_name()[name], getattr(item, name))
        return "" if text == show.MISSING else text
    if isinstance(item, Invoice) and name == "status":
        return words.choice(item.status(date.today()))  # noqa: DTZ011 - the user's own day is meant
    return _text(item, getattr(item, name))


def _text(item: Any, given: Any) -> str:
    if given in (None, "", date.min):
        return ""
    if isinstance(given, Enum):
        return words.choice(given)
    if isinstance(given, datetime):
        return show.moment(given)
    if isinstance(given, date):
        return show.day(given)
    if isinstance(given, int) and isinstance(item, Invoice | Project):
        return show.amount(given, item.currency)
    return str(given)
