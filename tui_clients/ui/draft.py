"""What a form describes: what was changed, what is wrong, what forbids saving; knows no textual."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, TypeVar

from tui_clients.domain.client import Client
from tui_clients.domain.fields import editable
from tui_clients.domain.record import Reading, from_record, to_record
from tui_clients.domain.validate import Code, Problem, validate

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Thing = TypeVar("Thing")
Instance = TypeVar("Instance", bound="DataclassInstance")


@dataclass(frozen=True, slots=True)
class Draft(Generic[Thing]):
    """A thing as it would be saved, and its problems in the order of the fields."""

    thing: Thing
    changed: frozenset[str]
    problems: tuple[Problem, ...]

    @property
    def blocking(self) -> list[Problem]:
        """What forbids saving: what is missing, and whatever the user has just typed.

        What an import kept as it was given ("call reception" for a phone) may stay until somebody changes it.
        """
        return [found for found in self.problems if found.code is Code.REQUIRED or found.field in self.changed]


def changes(given: Mapping[str, str], record: Mapping[str, str]) -> frozenset[str]:
    """Return the names of what differs in a form's record from what it began with."""
    return frozenset(name for name, text in record.items() if text != given[name])


def merged(
    base: Instance, mine: Instance, theirs: Instance, to_texts: Callable[[Instance], Mapping[str, str]]
) -> Instance:
    """Return their thing with what I changed in it, ready to be saved over theirs."""
    return replace(theirs, **{name: getattr(mine, name) for name in changes(to_texts(base), to_texts(mine))})


# -- clients --------------------------------------------------------------------------------------


def to_form(client: Client) -> dict[str, str]:
    """Return the fields of a client that a form holds, as text."""
    record = to_record(client)
    return {field.name: record[field.name] for field in editable()}


def read(base: Client, record: Mapping[str, str], country: str) -> Draft[Client]:
    """Return the draft of a form's record; `base` is the client it began with, `country` that of local numbers.

    What was not touched stays as it is in `base`, but for a value that was wrong and can be read by what else
    was typed: a local number once its country is given.
    """
    changed = changes(to_record(base), record)
    client, found = from_record(record, Reading(country=country))
    wrong = {problem.field for problem in found}
    cured = {problem.field for problem in validate(base)} - wrong if "country" in changed else set()
    values = {name: getattr(client, name) for name in record if name in changed | cured}
    order = [field.name for field in editable()]
    problems = sorted((problem for problem in found if problem.field in record), key=lambda p: order.index(p.field))
    return Draft(replace(base, **values), changed, tuple(problems))


def problem_of(name: str, record: Mapping[str, str], country: str) -> Problem | None:
    """Return what is wrong with one field of a form's record."""
    needed = {key: record[key] for key in (name, "country")}
    _client, found = from_record(needed, Reading(country=country))
    return next((problem for problem in found if problem.field == name), None)
