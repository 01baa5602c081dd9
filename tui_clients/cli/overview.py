"""The command `overview`: how many clients a query finds of each kind and what they owe, as text or as JSON."""

from argparse import Namespace
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from tui_clients.cli import output
from tui_clients.cli.session import Session
from tui_clients.domain import money, narrowing
from tui_clients.domain.query import Query
from tui_clients.services import overview, table_bars
from tui_clients.services.overview import Added, Categories, Countries, Debtors, Kind, Money, Part, Span, Total
from tui_clients.storage.owing import Debtor, Owed
from tui_clients.ui import overview_words
from tui_clients.ui.overview_words import Table

_BAR = 20


def overview_(session: Session, options: Namespace) -> int:
    """Print the figures of the clients that a query finds."""
    query = Query(" ".join(options.query))
    today = date.today()  # noqa: DTZ011 - the user's own day is meant
    with session.database() as database:
        parts = overview.read(database, query, today)
        if options.json:
            output.write_json({name: value for part in parts for name, value in _plain(part).items()})
        else:
            for part in parts:
                _print(part, query)
    return 0


def _print(part: Part, query: Query) -> None:
    match part:
        case Total(clients):
            output.write(output.aligned([overview_words.heading(query, clients)], [output.terminal_width()]))
        case Added(spans):
            _print_table(overview_words.added(spans))
        case Countries(kinds):
            _print_table(overview_words.countries(kinds))
        case Categories(kinds):
            _print_table(overview_words.categories(kinds))
        case Money(owed):
            _print_table(overview_words.money(owed))
        case Debtors(by_currency):
            for currency, those in by_currency:
                _print_table(overview_words.debtors(currency, those))


def _print_table(table: Table) -> None:
    """Print rows in columns, the figures to the right of them and the bars behind, as wide as the terminal."""
    if not table.rows:
        return
    cells = [[table.heading, *table.figures], *([row.label, *row.figures] for row in table.rows)]
    widths = output.fitting(cells, output.terminal_width() - _BAR - 2)
    bars = ["", *(table_bars.bar(row.share, 1, _BAR) for row in table.rows)]
    output.write()
    for row, bar in zip(cells, bars, strict=True):
        output.write(output.aligned([*_right(row, widths), bar], [*widths, _BAR]))


def _right(row: Sequence[str], widths: Sequence[int]) -> Iterable[str]:
    """Return the cells of a row, all but the first moved to the right."""
    label, *figures = row
    return [label, *(figure.rjust(width) for figure, width in zip(figures, widths[1:], strict=True))]


# -- JSON --------------------------------------------------------------------------------------------------------------


def _plain(part: Part) -> dict[str, Any]:
    match part:
        case Total(clients):
            return {"clients": clients}
        case Added(spans):
            return {"added": list(map(_plain_span, spans))}
        case Countries(kinds):
            return {"countries": [_plain_kind("country", kind) for kind in kinds]}
        case Categories(kinds):
            return {"categories": [_plain_kind("category", kind) for kind in kinds]}
        case Money(owed):
            return {"amounts": list(map(_plain_owed, owed))}
        case Debtors(by_currency):
            return {"debtors": [_plain_debtor(currency, debtor) for currency, those in by_currency for debtor in those]}


def _plain_span(span: Span) -> dict[str, Any]:
    start, end = (day.isoformat() if day else None for day in (span.start, span.end))
    return {"from": start, "to": end, "clients": span.clients, "query": span.query}


def _plain_kind(name: str, kind: Kind) -> dict[str, Any]:
    return {name: kind.value, "clients": kind.clients, "query": kind.query}


def _plain_owed(owed: Owed) -> dict[str, Any]:
    amounts = {name: money.to_plain(getattr(owed, name), owed.currency) for name in ("open", "overdue", "credit")}
    asked = {"open": narrowing.OPEN, "overdue": narrowing.OVERDUE, "credit": narrowing.CREDIT}
    return {
        "currency": owed.currency,
        **amounts,
        "clients": owed.clients,
        "overdue_clients": owed.overdue_clients,
        "credit_clients": owed.credit_clients,
        "queries": {name: narrowing.in_currency(query, owed.currency) for name, query in asked.items()},
    }


def _plain_debtor(currency: str, debtor: Debtor) -> dict[str, Any]:
    return {
        "currency": currency,
        "id": debtor.client_id,
        "name": debtor.name,
        "company_name": debtor.company_name,
        "open": money.to_plain(debtor.open, currency),
        "overdue": money.to_plain(debtor.overdue, currency),
    }
