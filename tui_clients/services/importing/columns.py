"""Reads the rows of a chunk field by field, if there is nothing to say about them; knows no file and no database.

Texts come again and again, and one step for many rows takes a third of the time that many steps for one row take.
A row of which more is to be said is left to `reading.client_of`, which would make the same of every other.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Any

from tui_clients.domain import email, phone
from tui_clients.domain.fields import Kind, by_name
from tui_clients.domain.record import read_value
from tui_clients.domain.text import is_storable
from tui_clients.domain.validate import rules_by_name
from tui_clients.formats.by_field import Texts
from tui_clients.services.importing import matching
from tui_clients.services.importing.matching import Forms
from tui_clients.services.importing.reading import Meaning, Problems, meant
from tui_clients.storage.rows import ASIDE, NewRow, new_rows, stored_of

_REMEMBERED = 4096
_FEW = 100  # new texts in a chunk
_LONGEST = 200  # characters of a text that is remembered
_ALWAYS = ("country", "name")  # numbers are read by the country; who has no name is rejected


@dataclass(frozen=True, slots=True)
class Plain:
    """What some rows say: what is stored of them, column by column, and their forms under each key.

    `others` are the places of the rows that say more than this.
    """

    columns: Mapping[str, Sequence[Any]]
    forms: Sequence[Sequence[Forms]]
    others: frozenset[int]

    def new(self, at: int, by: str) -> list[NewRow]:
        """Return what is stored of each row, if it is none of the `others`; `at` in seconds."""
        return new_rows(self.columns, len(self.columns["name"]), at, by)


class Columns:
    """The fields of a file, chunk after chunk, all looked up by the same keys."""

    def __init__(self, meaning: Meaning, keys: Sequence[str]) -> None:
        self._meaning = meaning
        self._keys = keys
        self._fields: dict[str, _Field] = {}

    def read(self, given: Texts, count: int) -> Plain:
        """Return what so many rows say, given the texts of their fields."""
        columns: dict[str, Sequence[Any]] = {}
        forms: dict[str, list[Sequence[Forms]]] = {key: [] for key in self._keys}
        others: set[int] = set()
        for name in dict.fromkeys((*_ALWAYS, *given)):
            texts: Sequence[Any] = given.get(name) or [""] * count
            field = self._fields.get(name) or self._fields.setdefault(name, _Field(name, self._meaning, self._keys))
            if field.is_phone:
                texts = [*zip(texts, columns["country"], strict=True)]
            taken, unsound = field.take(texts)
            columns |= zip(field.columns, taken, strict=False)
            for key, column in zip(field.keys, taken[len(field.columns) :], strict=True):
                forms[key].append(column)
            others.update(unsound)
        nothing = [()] * count
        return Plain(columns, [_together(forms[key]) or nothing for key in self._keys], frozenset(others))


class _Field:
    """What has been made of the texts of a field, those of a phone with their countries."""

    def __init__(self, name: str, meaning: Meaning, keys: Sequence[str]) -> None:
        self._name = name
        self._meaning = meaning
        self.is_phone = by_name()[name].kind is Kind.PHONE
        stored = stored_of(name)
        forms = {key: each for key in keys if (each := matching.forms_in(key, name))}
        self.columns, self.keys = tuple(stored), tuple(forms)
        self._makers = (*stored.values(), *forms.values())
        self._is_itself = _tells_itself(name)
        self._blank, _is_sound = value_of(name, "", meaning)
        self._made: dict[Any, tuple[Any, ...]] = {}
        self._unsound: set[Any] = set()

    def take(self, texts: Sequence[Any]) -> tuple[list[Sequence[Any]], list[int]]:
        """Return what follows from texts: the columns and the forms under each key; and the places of those to look at.

        A text that says more than that gives what none gives.
        """
        new = [*{*texts}.difference(self._made)]
        values = [self._value(text) for text in new]
        made = [values if make is None else map(make, values) for make in self._makers]
        self._made.update(zip(new, zip(*made, strict=True) if made else repeat(()), strict=False))
        taken: list[Sequence[Any]] = [*zip(*map(self._made.__getitem__, texts), strict=True)]
        unsound = self._unsound
        places = [] if unsound.isdisjoint(texts) else [place for place, text in enumerate(texts) if text in unsound]
        # Of what is seldom said twice, and of what is long, nothing is remembered.
        long = any(len(text[0] if self.is_phone else text) > _LONGEST for text in new)
        if long or len(new) > _FEW or len(self._made) > _REMEMBERED:
            self._made.clear()
            unsound.clear()
        return taken, places

    def _value(self, given: Any) -> Any:
        text, country = given if self.is_phone else (given, "")
        if self._is_itself is not None and self._is_itself(text):
            return text
        value, is_sound = value_of(self._name, text, self._meaning, country)
        if is_sound and (self._name not in ASIDE or value == self._blank):
            return value
        self._unsound.add(given)
        return self._blank


def value_of(name: str, text: str, meaning: Meaning, country: str = "") -> tuple[Any, bool]:
    """Return what `client_of` makes of one text of a record, and whether nothing is wrong with it.

    `country` is the code of the record's country, if it has one. A picture is seen as a whole by `client_of` only.
    """
    found = Problems()
    how = meaning.reading.of_country(country)
    value, is_sound = read_value(name, meant(name, text, meaning, found), how)
    return value, is_sound and not found and is_storable(text)


def _tells_itself(name: str) -> Callable[[str], bool] | None:
    """Return what tells, in less time, that `value_of` gives a text as it is; None for a field in which few are so."""
    kind = by_name()[name].kind
    if kind in (Kind.PHONE, Kind.EMAIL):
        return phone.is_plain if kind is Kind.PHONE else email.is_plain
    if name == "uid" or kind not in (Kind.TEXT, Kind.URL):
        return None
    is_sound = rules_by_name()[name]
    return lambda text: text[:1] != "'" and text == text.strip() and is_storable(text) and is_sound(text)


def _together(columns: Sequence[Sequence[Forms]]) -> Sequence[Forms]:
    """Return the forms of each row that its fields have together."""
    if len(columns) < 2:
        return columns[0] if columns else ()
    return [(*chain.from_iterable(each),) for each in zip(*columns, strict=True)]
