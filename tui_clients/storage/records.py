"""Clients as rows of text, straight from the database: what `record.to_record` gives, in a tenth of the time."""

import json
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from secrets import token_hex
from typing import Any

from tui_clients.domain.client import ContactPoint
from tui_clients.domain.fields import by_name
from tui_clients.domain.joined import Rows
from tui_clients.domain.record import tags_text, to_text
from tui_clients.storage.clients import Clients
from tui_clients.storage.driver import library

_CHUNK = 200
_PICTURES = 2**21  # bytes of pictures in rows that are held at once
_SEPARATOR = "\x1f"
_HAS_CONCAT = (3, 44)  # the version of SQLite that brought concat_ws, which halves the time
_MOMENT = "coalesce(strftime('%Y-%m-%dT%H:%M:%SZ', c.{name}, 'unixepoch'), '')"
_EXPRESSIONS = {
    "created_at": _MOMENT.format(name="created_at"),
    "updated_at": _MOMENT.format(name="updated_at"),
    "category": "coalesce(k.name, '')",
    "sub_category": "coalesce(k.sub_category, '')",
}
_POINTS = {"more_emails": "email", "more_phones": "phone"}
_BESIDE = {"picture": "picture", "more_emails": "contact_point", "more_phones": "contact_point"}
"""The tables of what does not stand in a client's row."""

_APART = frozenset({"tags", *_BESIDE})
_SELECT = """SELECT {texts} FROM json_each(?2) AS wanted CROSS JOIN client AS c ON c.id = wanted.value
    LEFT JOIN category AS k ON k.id = c.category_id WHERE c.deleted_at IS NULL ORDER BY wanted.key"""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is read of clients: `places` are those of a row that have not their text yet, by the names of fields."""

    statement: str
    places: dict[int, str]
    separators: int

    @property
    def has_pictures(self) -> bool:
        return "picture" in self.places.values()


class ClientRecords(Clients):
    """The clients of a database as rows that tables hold."""

    def rows_of_text(self, ids: "array[int]", names: Sequence[str]) -> Iterator[Rows]:
        """Yield some fields of clients in the order of their ids, some clients at a time; deleted ones are missing."""
        wanted = self._wanted(names)
        for start in range(0, len(ids), _CHUNK):
            chunk = ids[start : start + _CHUNK].tolist()
            for part in self._small(chunk, _PICTURES) if wanted.has_pictures else [chunk]:
                found = self._read(part, wanted, _SEPARATOR)
                if sum(text.count(_SEPARATOR) for text in found.texts) != len(found.texts) * wanted.separators:
                    found = self._read(part, wanted, _SEPARATOR + token_hex(16))  # that no cell has
                yield found

    def _wanted(self, names: Sequence[str]) -> _Wanted:
        """Return how fields are read: those that need no further look come as one text where they stand together."""
        present = {name for name, table in _BESIDE.items() if self._database.sql(f"SELECT 1 FROM {table} LIMIT 1")}
        texts: list[str] = []
        places: dict[int, str] = {}
        for is_apart, group in groupby(enumerate(names), lambda pair: pair[0] + 1 if pair[1] in _APART else 0):
            expressions = [_expression(name, present) for _place, name in group]
            if is_apart and (name := names[is_apart - 1]) in present | {"tags"}:
                places[len(texts)] = name
            texts.append(_joined(expressions))
        return _Wanted(_SELECT.format(texts=", ".join(texts)), places, len(names) - 1)

    def _read(self, ids: list[int], wanted: _Wanted, separator: str) -> Rows:
        rows = self._database.sql(wanted.statement, separator, json.dumps(ids))
        for place, name in wanted.places.items():
            _finish(rows, place, _tags if name == "tags" else self._texts(ids, name).get)
        return Rows(separator, list(map(separator.join, rows)))

    def _texts(self, ids: list[int], name: str) -> dict[int, str]:
        """Return the texts of what stands beside the rows of clients, by their ids."""
        field, kind = by_name()[name], _POINTS.get(name)
        if kind is None:
            return {id_: to_text(field, picture) for id_, picture in self._pictures(ids).items()}
        return {
            id_: to_text(field, [ContactPoint(label, value) for each, label, value in points if each == kind])
            for id_, points in self._points(ids).items()
        }


def _expression(name: str, present: set[str]) -> str:
    """Return what is selected for a field of a client `c`: its id in place of what stands beside its row."""
    if name in _BESIDE:
        return "c.id" if name in present else "''"
    return _EXPRESSIONS.get(name, f"c.{name}")


def _joined(expressions: Sequence[str]) -> str:
    if len(expressions) == 1:
        return expressions[0]
    if library.sqlite_version_info >= _HAS_CONCAT:
        return f"concat_ws(?1, {', '.join(expressions)})"
    return " || ?1 || ".join(expressions)


def _finish(rows: list[tuple[Any, ...]], place: int, text_of: Callable[[Any], str | None]) -> None:
    """Put the text of what was selected at a place of rows there."""
    for number, row in enumerate(rows):
        if row[place]:
            rows[number] = (*row[:place], text_of(row[place]) or "", *row[place + 1 :])


@lru_cache(maxsize=4096)
def _tags(stored: str) -> str:
    return tags_text(json.loads(stored))
