"""Tells in objects of JSON what belongs to a client from the client's own fields; knows no file."""

from collections.abc import Mapping, Sequence
from typing import Any

from tui_clients.domain.json_points import are_points
from tui_clients.domain.plain import BELONGINGS
from tui_clients.formats.keys import words
from tui_clients.formats.targets import CLIENTS, is_own, says_who

_LEVELS = 4  # of objects in each other that are taken apart; what lies deeper stays text
_MOST_OBJECTS = 3  # of a list that are taken apart; a longer one stays text
_HOLDERS = words(
    "properties attributes fields person profile node _source data personal personal_info personalinfo contact_info"
    " contactinfo details general names"
)
_NOTHING: tuple[Any, ...] = (None, "", [], {})


def names(records: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    """Return the names under which the clients of a file hold what belongs to them.

    In a file of another hand a name counts where one of its values is a list or an object: it may be a mere column
    ("notes") as well. In a file that has every field of ours, all of them count.
    """
    if is_own({name for record in records for name in record}):
        return frozenset(BELONGINGS)
    return frozenset(name for name in BELONGINGS if any(_is_nested(record.get(name)) for record in records))


def flat(record: dict[str, Any], levels: int = _LEVELS) -> dict[str, Any]:
    """Return a record with the fields of objects in it beside its own ("address.street"), but for custom fields.

    Of a list of objects the first ones are taken apart ("addresses.city", "addresses 2.city"). What an object holds
    that is only there to hold it, such as "properties", is called as if it stood in the record itself.
    """
    if not levels or not any(isinstance(value, (dict, list)) for value in record.values()):
        return record
    found: dict[str, Any] = {}
    for name, value in record.items():
        objects = {} if name in BELONGINGS or _is_extra(name) else _objects(name, value)
        if not objects:
            found[name] = value
        for prefix, each in objects.items():
            inner = flat(each, levels - 1)
            is_holder = name.lower() in _HOLDERS and says_who(inner)
            for part, text in inner.items():
                is_free = is_holder and part not in record and part not in found
                key = part if is_free else f"{prefix}.{part}"
                if key not in record:
                    found[key] = text
    return found


def _objects(name: str, value: Any) -> dict[str, dict[str, Any]]:
    """Return the objects that a value holds, by what their fields are called after; none if it is anything else."""
    if isinstance(value, dict):
        return {name: value} if value else {}
    is_list = isinstance(value, list) and 0 < len(value) <= _MOST_OBJECTS
    if not is_list or not all(isinstance(each, dict) and each for each in value) or are_points(value):
        return {}
    return {name if place == 1 else f"{name} {place}": each for place, each in enumerate(value, 1)}


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
