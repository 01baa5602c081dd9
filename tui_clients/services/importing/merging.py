"""What becomes of a client when a row says more about it: the row overwrites, or fills what is empty."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

from tui_clients.domain import uniting
from tui_clients.domain.client import Client
from tui_clients.domain.email import lookup_key
from tui_clients.domain.text import tells_nothing
from tui_clients.domain.validate import Problem
from tui_clients.services.importing.reading import Record

Item = TypeVar("Item")

_EMPTY = Client()
_GIVEN_ONCE = frozenset({"uid", "updated_at", "created_by", "updated_by"})
_ALWAYS_SAID = frozenset({"status"})  # a client has one from the first, so there is nothing to fill
_SAYS_WHAT_IT_SAYS = frozenset({"name", "note", "extra"})


def changes(
    present: Client, given: Client, record: Record, problems: Sequence[Problem], *, is_filling: bool
) -> dict[str, Any]:
    """Return the values of a row that change what is known of its client; an empty cell says nothing.

    Tags, custom fields, further e-mails and phones are united with what is there.
    """
    flagged = {problem.field for problem in problems}
    found: dict[str, Any] = {}
    for name in sorted(record, key=_UNITED.__contains__):  # those that are united last, beside what the others became
        value, known = getattr(given, name), getattr(present, name)
        is_left_out = name in flagged and value == getattr(_EMPTY, name)
        if name in _GIVEN_ONCE or is_left_out or not _says_something(name, record[name], known):
            continue
        if unite := _UNITED.get(name):
            value = unite(replace(present, **found), known, value, is_filling)
        elif not (_may_fill(name, present, given) if is_filling else _may_overwrite(name, present, value)):
            continue
        if value != known:
            found[name] = value
    return found


def _says_something(name: str, text: str, known: object) -> bool:
    """Whether a cell has anything to say; "n/a" and "-" have not where something better is known."""
    if not text.strip():
        return False
    return not known or name in _SAYS_WHAT_IT_SAYS or not tells_nothing(text)


def _may_fill(name: str, present: Client, given: Client) -> bool:
    if name in _ALWAYS_SAID or getattr(present, name) != getattr(_EMPTY, name):
        return False
    # A sub-category goes with its category, not with another one.
    return name != "sub_category" or present.category in ("", given.category)


def _may_overwrite(name: str, present: Client, value: Any) -> bool:
    """Whether a value takes another's place; an address or number at which the client is reached already does not."""
    if name not in uniting.FURTHER or not getattr(present, name):
        return True
    return lookup_key(value) not in {lookup_key(point.value) for point in getattr(present, uniting.FURTHER[name])}


def _tags(_present: Client, known: Sequence[str], given: Sequence[str], _is_filling: bool) -> tuple[str, ...]:
    return uniting.tags(known, given)


def _extra(_present: Client, known: Mapping[str, str], given: Mapping[str, str], is_filling: bool) -> Mapping[str, str]:
    said = {name: text for name, text in given.items() if text.strip()}
    return {**known, **{name: text for name, text in said.items() if not (is_filling and known.get(name, "").strip())}}


_UNITED: Mapping[str, Callable[[Client, Any, Any, bool], Any]] = {
    "tags": _tags,
    "more_emails": uniting.points,
    "more_phones": uniting.points,
    "extra": _extra,
}


def filled(stored: Item, wanted: Item) -> Item:
    """Return what belongs to a client as it is stored, with what is empty in it as it is wanted."""
    values = {each.name: getattr(wanted, each.name) for each in fields(stored)}  # type: ignore[arg-type]
    is_empty = {name: getattr(stored, name) in (None, "", ()) for name in values}
    return replace(stored, **{name: value for name, value in values.items() if is_empty[name]})  # type: ignore[type-var]
