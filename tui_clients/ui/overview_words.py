"""The rows of the overview in the user's language, for the screen and for the command line; knows no textual."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tui_clients import i18n
from tui_clients.domain import narrowing
from tui_clients.domain.query import Query
from tui_clients.i18n import _, ngettext
from tui_clients.services.overview import Kind, Span
from tui_clients.storage.owing import Debtor, Owed
from tui_clients.ui import list_words, show


@dataclass(frozen=True, slots=True)
class Row:
    """A row with a bar: `share` is how long that is, up to 1; opened it leads to a query, or to a client."""

    label: str
    share: float
    figures: tuple[str, ...]
    query: str = narrowing.NOTHING
    client_id: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a heading, and what their figures are called."""

    heading: str
    figures: tuple[str, ...]
    rows: Sequence[Row] = ()


def heading(query: Query, clients: int) -> str:
    """Return what the overview is of: "1,234 clients · “berg” · added this year"."""
    count = ngettext("{total} client", "{total} clients", clients).format(total=show.number(clients))
    text = _("“{text}”").format(text=query.text.strip()) if query.text.strip() else ""
    return " · ".join(part for part in (count, text, list_words.added(query.added)) if part)


def added(spans: Sequence[Span] = ()) -> Table:
    """Return how many clients were added when; years have bars of their own, as they are twelve times as long."""
    largest_month = max((span.clients for span in spans if _is_month(span)), default=0)
    largest = max((span.clients for span in spans if not _is_month(span)), default=0)
    rows = [
        Row(
            _span(span),
            _share(span.clients, largest_month if _is_month(span) else largest),
            (show.number(span.clients),),
            span.query,
        )
        for span in spans
    ]
    return Table(_("Added"), (_("Clients"),), rows)


def countries(kinds: Sequence[Kind] = ()) -> Table:
    """Return how many clients are in which country."""
    return Table(_("Country"), (_("Clients"),), _kinds(kinds, [show.country(kind.value) for kind in kinds]))


def categories(kinds: Sequence[Kind] = ()) -> Table:
    """Return how many clients are of which category."""
    return Table(_("Category"), (_("Clients"),), _kinds(kinds, [kind.value for kind in kinds]))


def money(owed: Iterable[Owed] = ()) -> Table:
    """Return what is open in each currency, how much of it is overdue, and what clients have to their credit."""
    return Table(_("Amounts"), (_("Sum"), _("Clients")), [row for one in owed for row in _money(one)])


def debtors(currency: str, those: Sequence[Debtor] = ()) -> Table:
    """Return who owes most in a currency."""
    largest = max((debtor.open for debtor in those), default=0)
    rows = [
        Row(
            ", ".join(name for name in (debtor.name, debtor.company_name) if name),
            _share(debtor.open, largest),
            (show.amount(debtor.overdue, currency) if debtor.overdue else "", show.amount(debtor.open, currency)),
            client_id=debtor.client_id,
        )
        for debtor in those
    ]
    title = _("Largest debtors in {currency}").format(currency=currency) if currency else _("Largest debtors")
    return Table(title, (_("Overdue"), _("Open")), rows)


def _kinds(kinds: Sequence[Kind], labels: Sequence[str]) -> list[Row]:
    largest = max((kind.clients for kind in kinds), default=0)
    return [
        Row(label or _("not given"), _share(kind.clients, largest), (show.number(kind.clients),), kind.query)
        for kind, label in zip(kinds, labels, strict=True)
    ]


def _money(owed: Owed) -> Iterator[Row]:
    """Yield the rows of a currency: what is overdue is a part of what is open."""
    largest = max(owed.open, owed.overdue, owed.credit)
    rows = (
        (_("{currency} open"), owed.open, owed.clients, narrowing.OPEN),
        (_("{currency} overdue"), owed.overdue, owed.overdue_clients, narrowing.OVERDUE),
        (_("{currency} credit"), owed.credit, owed.credit_clients, narrowing.CREDIT),
    )
    for form, amount, clients, query in rows:
        if amount or query != narrowing.CREDIT:
            figures = (show.amount(amount, owed.currency), show.number(clients))
            label = form.format(currency=owed.currency)
            yield Row(label, _share(amount, largest), figures, narrowing.in_currency(query, owed.currency))


def _share(value: int, largest: int) -> float:
    return value / largest if largest else 0.0


def _is_month(span: Span) -> bool:
    return bool(span.start and span.end and span.start.month == span.end.month)


def _span(span: Span) -> str:
    if span.start is None:
        return _("until {day}").format(day=show.day(span.end)) if span.end else ""
    if span.end is None:
        return _("since {day}").format(day=show.day(span.start))
    return _month(span.start) if _is_month(span) else str(span.start.year)


def _month(first: date) -> str:
    from babel.dates import format_skeleton

    return str(format_skeleton("yMMM", first, locale=i18n.current().locale))
