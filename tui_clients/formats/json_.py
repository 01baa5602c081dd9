"""Reads records from JSON (RFC 8259) and JSON Lines, one at a time; knows no field.

What is read is a list of objects, an object that has such a list under a key ("clients", "results"), or objects one
after another. Numbers stay text, digit for digit.
"""

from collections.abc import Generator, Iterator, Mapping
from typing import Any

from tui_clients.formats import json_data
from tui_clients.formats.json_text import SYNTAX, Item, Text
from tui_clients.formats.keys import words
from tui_clients.formats.source import TextSource
from tui_clients.formats.targets import CLIENTS, says_who

_AROUND = words(
    "clients contacts customers results result data items records people persons value values entries leads companies"
    " users accounts organizations organisations members subscribers partners profiles rows list content connections"
    " elements response payload body d hits docs nodes edges export root _embedded kunden kontakte adressen"
    " personen firmen debitoren clientes contactos"
)
"""Names under which answers of programs have the list of what was asked for, or an object with that list."""
_DEEPEST = 4  # objects around a list
_OWN = "clients"


def read(source: TextSource) -> Iterator[Item]:
    """Yield the objects of a file, also those of a list that an object around them has, as programs answer.

    FileRefused names the line and the reason: no JSON, no object, NaN, a name twice, nested too deeply, half a
    surrogate pair.
    """
    text = Text(source)
    if text.peek() == "[":
        yield from _elements(text)
    elif text.peek() == "{":
        yield from _object_or_list(text)
        while text.peek() == "{":
            yield text.item()
    if text.peek():
        text.refuse(SYNTAX)


def _elements(text: Text) -> Iterator[Item]:
    """Yield the objects of the list that stands next."""
    for _ in text.places():
        yield text.item()


def _object_or_list(text: Text) -> Iterator[Item]:
    """Yield the object that stands next, or what it has in a list of clients."""
    line = text.line
    values = yield from _listed(text)
    if values is not None:
        yield from _keyed(values, line) or [Item(line, values)]


def _listed(text: Text, depth: int = 0) -> Generator[Item, None, dict[str, Any] | None]:
    """Yield what the object that stands next has in a list of clients; return the object if it has none."""
    values: dict[str, Any] = {}
    has_list = False
    if not depth:
        text.begin()
    for name in text.names(values):
        sign = text.peek() if _is_around(name, values) else ""
        if sign == "[":
            has_list = True
            yield from _elements(text)
            text.begin()
        elif sign == "{" and depth < _DEEPEST:
            inner = yield from _listed(text, depth + 1)
            has_list = has_list or inner is None
            values.update({} if inner is None else {name: inner})
        else:
            values[name] = text.member(name, json_data.PATH)
    return None if has_list else values


def _is_around(name: str, before: Mapping[str, Any]) -> bool:
    """Whether a list of that name holds clients; a client itself may have "contacts" behind its name."""
    return name == _OWN or (name.lower() in _AROUND and not says_who(before))


def _keyed(values: Mapping[str, Any], line: int) -> list[Item]:
    """Return the clients of an object that has each under its identifier, as databases of documents write them."""
    is_keyed = len(values) > 1 and all(any(map(str.isdecimal, name)) for name in values)
    if not is_keyed or not all(isinstance(each, dict) and says_who(each) for each in values.values()):
        return []
    return [
        Item(line, each if any(_is_uid(own) for own in each) else {"id": name, **each}) for name, each in values.items()
    ]


def _is_uid(name: str) -> bool:
    found = CLIENTS.find(name)
    return found is not None and found[0] == "uid"
