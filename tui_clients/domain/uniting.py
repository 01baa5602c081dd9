"""What is known of several clients as one: which value stands for each field, and where those that lose are kept."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from tui_clients.domain.choices import ClientStatus
from tui_clients.domain.client import Client, ContactPoint
from tui_clients.domain.email import lookup_key
from tui_clients.domain.fields import by_name, editable
from tui_clients.domain.record import to_text
from tui_clients.domain.text import sort_key

Picks = Mapping[str, int]
"""Whose value stands for a field: field → the client's id."""

FURTHER = {"email": "more_emails", "mobile": "more_phones", "office_phone": "more_phones"}
"""Where an address or number is kept that is not the first."""

UNITED = ("tags", "note", "more_emails", "more_phones", "extra")
"""Fields that hold what all clients say."""

_TOGETHER = (("address", "postal_code", "city", "state", "country"), ("tax_name", "tax_number"))
"""Fields that make one value: of another client's they are only filled where nothing contradicts."""

_GOES_ALONG = {"sub_category": "category"}
_EMPTY = Client()
_BETWEEN_NOTES = "\n\n"


@cache
def chosen() -> tuple[str, ...]:
    """Return the fields of which one client's value stands, in the order of the form; some others go along."""
    return tuple(f.name for f in editable() if f.name not in UNITED and f.name not in _GOES_ALONG)


def proposed(clients: Sequence[Client]) -> dict[str, int]:
    """Return whose values stand if nobody chooses: those of the first, filled up by the others in their order."""
    picks: dict[str, int] = {}
    in_groups = {name for group in _TOGETHER for name in group}
    for group in (*_TOGETHER, *((name,) for name in chosen() if name not in in_groups)):
        known: dict[str, Client] = {}
        for client in clients:
            if all(_agrees(name, client, known.get(name)) for name in group):
                known |= {name: client for name in group if name not in known and is_filled(client, name)}
        picks |= {name: known.get(name, clients[0]).id for name in group}
    return picks


def _agrees(name: str, client: Client, known: Client | None) -> bool:
    return known is None or not is_filled(client, name) or _compared(client, name) == _compared(known, name)


def _compared(client: Client, name: str) -> str:
    return sort_key(to_text(by_name()[name], getattr(client, name)))


def is_filled(client: Client, name: str) -> bool:
    """Whether a client says anything in a field."""
    return bool(getattr(client, name) != getattr(_EMPTY, name) or isinstance(getattr(client, name), ClientStatus))


def united(clients: Sequence[Client], picks: Picks) -> Client:
    """Return the first of several clients with what all of them say; what is not picked is as `proposed`.

    Tags, notes, custom fields and whatever they are reached by are united; the date added is the earliest.
    """
    first, by_id = clients[0], {client.id: client for client in clients}
    whose = {**proposed(clients), **picks}
    values = {name: getattr(by_id[whose[name]], name) for name in chosen()}
    values |= {name: getattr(by_id[whose[leader]], name) for name, leader in _GOES_ALONG.items()}
    dates = [client.created_at for client in clients if client.created_at]
    made = replace(first, **values, created_at=min(dates, default=None))
    for client in clients:
        made = replace(made, tags=tags(made.tags, client.tags), **_reached(made, client))
    leading = [by_id[id_] for id_ in dict.fromkeys((picks.get("note", first.id), *by_id))]
    keys = [by_id[id_] for id_ in dict.fromkeys((picks.get("extra", first.id), *by_id))]
    return replace(made, note=_notes([client.note for client in leading]), extra=_extras([c.extra for c in keys]))


def _reached(made: Client, client: Client) -> dict[str, Any]:
    """Return the further points of a client that is being made, with every address and number of another."""
    found = {}
    for further in ("more_emails", "more_phones"):
        own = [ContactPoint("", value) for value in _own(client, further)]
        given = [point for point in (*own, *getattr(client, further)) if point.value]
        known = points(made, getattr(made, further), given, is_filling=True)
        found[further] = tuple(point for point in known if point.label or point.value not in _own(made, further))
    return found


def _own(made: Client, further: str) -> tuple[str, ...]:
    return tuple(getattr(made, name) for name, place in FURTHER.items() if place == further)


def _notes(notes: Sequence[str]) -> str:
    """Return notes one below the other; one that others hold already says nothing, one for which there is no room is
    left out.
    """
    made = ""
    for note in notes:
        longer = f"{made}{_BETWEEN_NOTES}{note}" if made else note
        if note.strip() and note.strip() not in made and len(longer) <= by_name()["note"].max_length:
            made = longer
    return made


def _extras(several: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Return the custom fields of all, what differs under a name with a number: "Size" and "Size (2)"."""
    made: dict[str, str] = {}
    for extra in several:
        for name, text in extra.items():
            if not text.strip() or text in (made.get(known) for known in _numbered(name, made)):
                continue
            if not made.get(name, "").strip():
                made[name] = text
            else:
                made[next(free for free in _numbered(name, made) if free not in made)] = text
    return made


def _numbered(name: str, made: Mapping[str, str]) -> Iterator[str]:
    yield name
    yield from (f"{name} ({number})" for number in range(2, len(made) + 3))


def given_way(client: Client, made: Client) -> dict[str, tuple[str, str]]:
    """Return the fields in which a client said something that does not stand in the one that was made of it."""
    found = {}
    for name in (*chosen(), *_GOES_ALONG, "note"):
        field = by_name()[name]
        said, stands = (to_text(field, getattr(each, name)) for each in (client, made))
        if is_filled(client, name) and said != stands and not (name == "note" and said.strip() in stands):
            found[name] = (said, stands)
    return found


# -- values that are united --------------------------------------------------------------------------


def points(
    present: Client, known: Sequence[ContactPoint], given: Sequence[ContactPoint], is_filling: bool
) -> tuple[ContactPoint, ...]:
    """Return points with those that are new behind them; one that is there without a label may get one."""
    own = {lookup_key(value) for name in FURTHER if (value := getattr(present, name))}
    united = list(known)
    places = {lookup_key(point.value): place for place, point in reversed(list(enumerate(known)))}
    there = {(point.label, lookup_key(point.value)) for point in known}
    for point in given:
        key = lookup_key(point.value)
        if key not in places and key not in own:
            places[key] = len(united)
            united.append(point)
        elif key in places and point.label and (point.label, key) not in there:
            present_one = united[places[key]]
            if not (is_filling and present_one.label):
                united[places[key]] = replace(present_one, label=point.label)
    return tuple(united)


def tags(known: Sequence[str], given: Sequence[str]) -> tuple[str, ...]:
    """Return tags with those that are new behind them."""
    there = {tag.casefold() for tag in known}
    return (*known, *(tag for tag in given if tag.casefold() not in there))
