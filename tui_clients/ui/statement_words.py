"""A statement of account in words: what every form of it says, in the user's language; knows no textual.

Texts are raw: each form makes harmless what comes from the database.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from tui_clients.domain.client import Client
from tui_clients.domain.statement import Account, Entry, Kind, Statement
from tui_clients.i18n import _
from tui_clients.ui import show, words


class Line(NamedTuple):
    """One movement of the account as it is read; what there is none of is empty."""

    day: str
    entry: str
    due: str
    invoiced: str
    paid: str
    balance: str


class Labelled(NamedTuple):
    """An amount and what it is."""

    label: str
    amount: str


def headings() -> Line:
    """Return the headings of the columns."""
    return Line(_("Date"), _("Entry"), _("Due"), _("Invoiced"), _("Paid"), _("Balance"))


def line(entry: Entry, currency: str, amount: Callable[[int, str], str] = show.amount) -> Line:
    """Return a movement in words, its amounts with the currency or as another function writes them."""
    day, balance = show.day(entry.on), amount(entry.balance, currency)
    if entry.kind is Kind.INVOICE:
        due = show.day(entry.due) if entry.due else ""
        text = _("Invoice {number}").format(number=entry.number)
        return Line(day, text, due, amount(entry.amount, currency), "", balance)
    text = _("Payment {number}").format(number=entry.number)
    if entry.method:
        text = f"{text} ({entry.method})"
    return Line(day, text, "", "", amount(-entry.amount, currency), balance)


def opening(statement: Statement) -> Labelled:
    """Return what was owed before the period."""
    return Labelled(_("Opening balance"), show.amount(statement.opening, statement.currency))


def closing(statement: Statement) -> Labelled:
    """Return what is owed after the period."""
    return Labelled(_("Closing balance"), show.amount(statement.closing, statement.currency))


def moved(statement: Statement) -> tuple[Labelled, Labelled]:
    """Return what was invoiced and what was paid in the period."""
    invoiced, paid = (show.amount(sum_, statement.currency) for sum_ in (statement.invoiced, statement.paid))
    return Labelled(_("Invoiced"), invoiced), Labelled(_("Paid"), paid)


def ages(statement: Statement) -> Sequence[Labelled]:
    """Return what is open at the end of the period by its age."""
    return [
        Labelled(words.age(age), show.amount(sum_, statement.currency)) for age, sum_ in statement.ageing.open.items()
    ]


def credit(statement: Statement) -> Labelled | None:
    """Return what was paid too much or in advance, None where nothing was."""
    sum_ = statement.ageing.credit
    return Labelled(_("Credit"), show.amount(sum_, statement.currency)) if sum_ else None


def period(account: Account) -> str:
    """Return the days of which the statement tells."""
    end = show.day(account.end)
    if account.start is None:
        return _("until {end}").format(end=end)
    return _("{start} to {end}").format(start=show.day(account.start), end=end)


def nothing(account: Account) -> str:
    """Return the sentence for a client to whom nothing was ever invoiced."""
    return _("Nothing was invoiced or paid until {end}.").format(end=show.day(account.end))


def addressee(client: Client) -> Sequence[str]:
    """Return the lines of an address: company, name, address, postal code and city, country."""
    place = f"{client.postal_code} {client.city}".strip()
    country = show.country(client.country) if client.country else ""
    lines = (client.company_name, client.name, *client.address.split("\n"), place, client.state, country)
    return [text for text in lines if text.strip()]
