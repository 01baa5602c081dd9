"""What clients say, side by side, and what of it will stand when they are one; knows no widget."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tui_clients.domain import uniting
from tui_clients.domain.client import Client
from tui_clients.domain.email import lookup_key
from tui_clients.domain.fields import Field, by_name
from tui_clients.i18n import _
from tui_clients.ui import show, words
from tui_clients.ui.screens.two_sides import said

_WITH_SUB = {"category": "sub_category"}


class Row(NamedTuple):
    """A field: its label, what each client says, and whether one of them has to be chosen."""

    name: str
    label: str
    texts: tuple[str, ...]
    is_choice: bool
    is_same: bool


@dataclass(frozen=True, slots=True)
class Sides:
    """Clients side by side; the first stays. `picks` is what the user has chosen, field → the client's id."""

    clients: tuple[Client, ...]
    picks: Mapping[str, int]

    def rows(self) -> list[Row]:
        """Return the fields in which anybody says something: first what has to be chosen, last what is the same."""
        found = [row for row in self._rows() if any(text != show.MISSING for text in row.texts)]
        return sorted(found, key=_rank)

    def _rows(self) -> Iterator[Row]:
        for name in (*uniting.chosen(), *uniting.UNITED):
            texts = tuple(_said(by_name()[name], client) for client in self.clients)
            is_same = len(set(texts)) == 1
            yield Row(name, words.label(name), texts, name not in uniting.UNITED and not is_same, is_same)

    def whose(self) -> dict[str, int]:
        """Return whose value stands for each field that is chosen."""
        return {**uniting.proposed(self.clients), **self.picks}

    def cells(self, row: Row, whose: Mapping[str, int]) -> list[str]:
        """Return a row of the table: what stands has a filled circle, what is united a plus sign."""
        shown = []
        for client, text in zip(self.clients, row.texts, strict=True):
            mark = " "
            if row.is_choice:
                mark = "●" if whose[row.name] == client.id else "○"
            elif not row.is_same and text != show.MISSING:
                mark = "+"
            shown.append(f"{mark} {text}")
        return [row.label, *shown]

    def about(self, row: Row, whose: Mapping[str, int]) -> str:
        """Return what becomes of a row."""
        if row.is_same:
            return _("{field}: all say the same.").format(field=row.label)
        if not row.is_choice:
            return _("{field}: what all of them say is kept.").format(field=row.label)
        chosen = next(text for c, text in zip(self.clients, row.texts, strict=True) if c.id == whose[row.name])
        others = [text for text in dict.fromkeys(row.texts) if text != show.MISSING and not _is_same(text, chosen)]
        stands = _("{field}: {value} stands.").format(field=row.label, value=chosen)
        if not others:
            return stands
        kept = _("Kept beside it: {values}.") if row.name in uniting.FURTHER else _("In the history: {values}.")
        return f"{stands} {kept.format(values=', '.join(others))}"


def _is_same(one: str, other: str) -> bool:
    return lookup_key(one) == lookup_key(other)


def _said(field: Field, client: Client) -> str:
    text = said(field, client)
    sub = said(by_name()[_WITH_SUB[field.name]], client) if field.name in _WITH_SUB else show.MISSING
    return text if sub == show.MISSING else f"{text} / {sub}"


def _rank(row: Row) -> tuple[bool, bool, bool]:
    says_something = sum(text != show.MISSING for text in row.texts)
    return row.is_same, not row.is_choice, says_something == 1


def picked(sides: Sides, row: Row, steps: int) -> dict[str, int]:
    """Return the picks with the value of the next client, or the one before, for a row that is chosen."""
    if not row.is_choice:
        return dict(sides.picks)
    ids = [client.id for client in sides.clients]
    place = (ids.index(sides.whose()[row.name]) + steps) % len(ids)
    return {**sides.picks, row.name: ids[place]}


def all_of(client: Client) -> dict[str, int]:
    """Return the picks by which all values of a client stand, where it says something."""
    return {name: client.id for name in (*uniting.chosen(), "note", "extra") if uniting.is_filled(client, name)}


def heading(client: Client, is_first: bool) -> str:
    """Return what stands above the values of a client."""
    label = _("{id} stays") if is_first else _("{id} goes")
    return label.format(id=client.id)


def titles(clients: Sequence[Client]) -> list[str]:
    """Return the headings of clients, the first of which stays."""
    return [heading(client, index == 0) for index, client in enumerate(clients)]
