"""Tells in objects of JSON what belongs to a client from the client's own fields; knows no file."""

from collections.abc import Mapping, Sequence
from typing import Any

from tui_clients.domain.fields import by_name
from tui_clients.domain.plain import BELONGINGS
from tui_clients.formats.targets import CLIENTS

_LEVELS = 4  # of objects in each other that are taken apart; what lies deeper stays text
_NOTHING: tuple[Any, ...] = (None, "", [], {})


def names(records: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    """Return the names under which the clients of a file hold what belongs to them.

    In a file of another hand a name counts where one of its values is a list or an object: it may be a mere column
    ("notes") as well. In a file that has every field of ours, all of them count.
    """
    if by_name().keys() <= {name for record in records for name in record}:
        return frozenset(BELONGINGS)
    return frozenset(name for name in BELONGINGS if any(_is_nested(record.get(name)) for record in records))


def flat(record: dict[str, Any], levels: int = _LEVELS) -> dict[str, Any]:
    """Return a record with the fields of objects in it beside its own ("address.street"), but for custom fields."""
    if not levels or not any(isinstance(value, dict) for value in record.values()):
        return record
    found: dict[str, Any] = {}
    for name, value in record.items():
        if isinstance(value, dict) and value and name not in BELONGINGS and not _is_extra(name):
            inner = {f"{name}.{each}": text for each, text in flat(value, levels - 1).items()}
            found |= {each: text for each, text in inner.items() if each not in record}
        else:
            found[name] = value
    return found


def _is_extra(name: str) -> bool:
    found = CLIENTS.find(name)
    return found is not None and found[0] == "extra"


def parted(record: Mapping[str, Any], known: frozenset[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a client's own fields, and what belongs to it by the names of `BELONGINGS`."""
    apart = {
        name: record[name] for name in BELONGINGS if name in record and (name in known or _is_nested(record[name]))
    }
    own = {name: value for name, value in record.items() if name not in apart}
    return own, {name: value for name, value in apart.items() if value not in _NOTHING}


def _is_nested(value: Any) -> bool:
    return isinstance(value, (list, dict))
