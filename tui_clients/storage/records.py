"""Clients as records of text, straight from their rows: what `record.to_record` gives, in a third of the time."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from tui_clients.domain.client import ContactPoint
from tui_clients.domain.fields import by_name
from tui_clients.domain.query import Query
from tui_clients.domain.record import to_text
from tui_clients.storage.clients import Clients

_CHUNK = 500
_MOMENT = "strftime('%Y-%m-%dT%H:%M:%SZ', c.{name}, 'unixepoch')"
_EXPRESSIONS = {
    "created_at": _MOMENT.format(name="created_at"),
    "updated_at": _MOMENT.format(name="updated_at"),
    "category": "coalesce(k.name, '')",
    "sub_category": "coalesce(k.sub_category, '')",
}
_LOADED: Mapping[str, Callable[[str], Any]] = {"tags": json.loads, "extra": json.loads}
_POINTS = {"more_emails": "email", "more_phones": "phone"}


class ClientRecords(Clients):
    """The clients of a database as the records that files hold."""

    def records(self, query: Query, names: Sequence[str]) -> Iterator[dict[str, str]]:
        """Yield some fields of every client a query finds, in its order, in constant memory but for the ids."""
        ids = iter(self.find(query))
        while chunk := list(islice(ids, _CHUNK)):
            for part in self._small(chunk) if "picture" in names else [chunk]:
                yield from self._records(part, names)

    def _records(self, ids: list[int], names: Sequence[str]) -> Iterator[dict[str, str]]:
        others = self._other_texts(ids, names)
        apart = others.keys() | _POINTS.keys() | {"picture"}
        texts = (("''" if name in apart else _EXPRESSIONS.get(name, f"c.{name}")) for name in names)
        rows = self._database.sql(
            f"""SELECT c.id, {", ".join(texts)}
                FROM json_each(?) AS wanted CROSS JOIN client AS c ON c.id = wanted.value
                LEFT JOIN category AS k ON k.id = c.category_id
                WHERE c.deleted_at IS NULL ORDER BY wanted.key""",
            json.dumps(ids),
        )
        written = [name for name in _LOADED if name in names]
        for id_, *values in rows:
            record = dict(zip(names, values, strict=True))
            for name in written:
                if record[name]:
                    record[name] = to_text(by_name()[name], _LOADED[name](record[name]))
            for name, by_id in others.items():
                record[name] = by_id.get(id_, "")
            yield record

    def _other_texts(self, ids: list[int], names: Sequence[str]) -> dict[str, dict[int, str]]:
        """Return the texts of what stands beside the clients' rows, by field and client; no field that none has."""
        found: dict[str, dict[int, str]] = {}
        if "picture" in names:
            field = by_name()["picture"]
            found["picture"] = {id_: to_text(field, picture) for id_, picture in self._pictures(ids).items()}
        if wanted := [name for name in _POINTS if name in names]:
            points = self._points(ids)
            for name in wanted:
                kind, field = _POINTS[name], by_name()[name]
                found[name] = {
                    id_: to_text(field, [ContactPoint(label, value) for each, label, value in those if each == kind])
                    for id_, those in points.items()
                }
        return {name: by_id for name, by_id in found.items() if by_id}
