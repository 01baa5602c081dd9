"""Query texts that narrow a list: what is written to find just the clients of a month, a country or a category."""

from datetime import date

from tui_clients.domain import money, query_parser, query_values
from tui_clients.domain.conditions import OneOf
from tui_clients.domain.query_parser import QueryMistake

NOTHING = ""
"""For what no query can ask for."""

OPEN, OVERDUE, CREDIT = "open:>0", "overdue:>0", "open:<0"


def added_in(year: int, month: int = 0) -> str:
    """Return the query for clients added in a month, or in a whole year."""
    return f"added:{year:04}-{month:02}" if month else f"added:{year:04}"


def added_before(day: date) -> str:
    """Return the query for clients added before a day."""
    return f"added:<{day.isoformat()}"


def added_since(day: date) -> str:
    """Return the query for clients added on a day or later."""
    return f"added:>={day.isoformat()}"


def of_country(code: str) -> str:
    """Return the query for the clients of a country, those without one for ""."""
    return _one_of("country", code, code)


def of_category(name: str) -> str:
    """Return the query for the clients of a category or sub-category, those without one for ""."""
    return _one_of("category", name, query_values.folded(name))


def in_currency(amount: str, currency: str) -> str:
    """Return the query for an amount in one currency; in any, where it is no currency."""
    return f"{amount}{currency}" if money.is_currency(currency) else amount


def _one_of(key: str, value: str, meant: str) -> str:
    """Return the query for a value, if it is read as the value that is meant."""
    if not value:
        return f"-has:{key}"
    quoted = value.replace('"', '""')
    text = f"{key}:{value}" if value.isalnum() else f'{key}:"{quoted}"'
    try:
        is_exact = query_parser.parse(text) == (OneOf(key, (meant,)),)
    except QueryMistake:
        return NOTHING
    return text if is_exact else NOTHING


def narrowed(text: str, term: str) -> str:
    """Return a query that asks for a term too: in front of it, where no open quotation mark swallows the term."""
    both = f"{term} {text}".strip()
    return text if {*query_parser.parse(both)} == {*query_parser.parse(text)} else both
