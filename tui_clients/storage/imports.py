"""The imports that were run and taken back, and how an import finds the clients its rows mean."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import SQL, fn

from tui_clients.domain.client import now
from tui_clients.domain.email import lookup_key
from tui_clients.domain.text import sort_key
from tui_clients.storage import import_steps
from tui_clients.storage.database import Database
from tui_clients.storage.models import ClientModel
from tui_clients.storage.moments import moment
from tui_clients.storage.parts import ContactModel, ImportModel, InvoiceModel, NoteModel, ProjectModel
from tui_clients.storage.search import filled

_MATCHED: dict[str, Any] = {
    "uid": ClientModel.uid,
    "email": fn.lower(ClientModel.email),
    "name": ClientModel.name,
    "mobile": ClientModel.mobile,
}
_TABLES = {
    "clients": ClientModel,
    "projects": ProjectModel,
    "invoices": InvoiceModel,
    "contacts": ContactModel,
    "notes": NoteModel,
}
MATCHES = tuple(_MATCHED)
"""The fields of clients that `lookup` knows."""


_RUN = (
    ImportModel.id, ImportModel.at, ImportModel.by, ImportModel.source, ImportModel.target, ImportModel.counts,
    ImportModel.reverted_at, ImportModel.reverted_by, ImportModel.left_count, ImportModel.has_steps,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ImportRun:
    """An import that was run; `source` is the file's name, `target` what its rows were, `counts` what became of them.

    `left` is how many rows stayed when it was taken back, since they were changed after it. `has_steps` is whether
    it noted what it did to belongings, as those of older versions did not.
    """

    id: int
    at: datetime
    by: str
    source: str
    target: str
    counts: Mapping[str, int]
    reverted_at: datetime | None = None
    reverted_by: str = ""
    left: int = 0
    has_steps: bool = True

    @property
    def is_finished(self) -> bool:
        """Whether it has come to its end, be it that it was taken back."""
        return bool(self.counts) or self.reverted_at is not None

    @property
    def is_taken_back(self) -> bool:
        """Whether nothing of it is left that could be taken back."""
        return self.reverted_at is not None and not self.left


def match_key(field: str, value: str) -> str:
    """Return `value` as `lookup` compares it."""
    return lookup_key(value) if field == "email" else value


class Imports:
    """The imports of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, source: str, target: str, by: str) -> int:
        """Record an import of a file inside the caller's transaction and return its id."""
        values = {"at": int(now().timestamp()), "by": by, "source": source, "target": target, "counts": ""}
        nothing = {"reverted_by": "", "left_count": 0, "has_steps": 1}
        return self._database.insert(ImportModel.insert(**values, **nothing))

    def finish(self, import_id: int, counts: Mapping[str, int]) -> None:
        """Record how many rows became what; until then the import counts as one that was interrupted."""
        import_steps.settle(self._database, import_id)
        query = ImportModel.update(counts=json.dumps(counts)).where(ImportModel.id == import_id)
        self._database.change(query)

    def runs(self) -> Iterator[ImportRun]:
        """Yield the imports that were run, the newest first."""
        return map(_run, self._database.stream(ImportModel.select(*_RUN).order_by(ImportModel.id.desc())))

    def get(self, import_id: int) -> ImportRun | None:
        """Return an import, or None if there is no such one."""
        rows = self._database.rows(ImportModel.select(*_RUN).where(ImportModel.id == import_id))
        return _run(rows[0]) if rows else None

    def forget(self, import_id: int, by: str, left: int) -> None:
        """Leave no trace of an import that was taken back unfinished, or where rows of it stayed say so."""
        import_steps.settle(self._database, import_id)
        refer = " UNION ALL ".join(f"SELECT 1 FROM {table} WHERE import_id = ?1" for table in ("change", "import_step"))
        if self._database.sql(f"{refer} LIMIT 1", import_id):
            self.mark_reverted(import_id, by, left)
        else:
            self._database.change(ImportModel.delete().where(ImportModel.id == import_id))

    def mark_reverted(self, import_id: int, by: str, left: int) -> None:
        """Record that an import was taken back, but for so many rows."""
        values = {"reverted_at": int(now().timestamp()), "reverted_by": by, "left_count": left}
        self._database.change(ImportModel.update(**values).where(ImportModel.id == import_id))

    def is_empty(self, target: str) -> bool:
        """Whether there is none yet of what an import of `target` brings ("invoices")."""
        model = _TABLES[target]
        return not self._database.rows(model.select(model.id).limit(1))

    def lookup(self, field: str, keys: Collection[str]) -> dict[str, list[int]]:
        """Return for each key (see `match_key`) the ids of the clients that have it, the oldest first."""
        column = _MATCHED[field]
        query = ClientModel.select(column, ClientModel.id).where(_among(column, keys), ClientModel.deleted_at.is_null())
        if field == "name":  # the name has no index of its own, the key it is sorted by has
            query = query.where(_among(ClientModel.sort_name, {sort_key(key) for key in keys}))
        if field in ("email", "mobile"):
            query = query.where(filled(field))
        found: dict[str, list[int]] = {}
        for key, id_ in self._database.rows(query.order_by(ClientModel.id)):
            found.setdefault(key, []).append(id_)
        return found


def _run(row: tuple[Any, ...]) -> ImportRun:
    id_, at, by, source, target, counts, reverted_at, reverted_by, left, has_steps = row
    known = json.loads(counts) if counts else {}
    back = None if reverted_at is None else moment(reverted_at)
    return ImportRun(id_, moment(at), by, source, target, known, back, reverted_by, left, bool(has_steps))


def _among(column: Any, texts: Collection[str]) -> Any:
    return column.in_(SQL("(SELECT value FROM json_each(?))", (json.dumps(list(texts), ensure_ascii=False),)))
