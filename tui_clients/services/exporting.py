"""Writes clients to a file or a stream, one after the other, however many there are; knows no screen."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from tui_clients.domain.client import Client
from tui_clients.domain.fields import FIELDS
from tui_clients.domain.joined import Rows
from tui_clients.domain.plain import BELONGINGS
from tui_clients.domain.query import Query
from tui_clients.domain.record_json import to_plain
from tui_clients.errors import N_, FileRefused, UsageError
from tui_clients.formats import atomic, csv_, table
from tui_clients.formats.csv_ import Dialect
from tui_clients.formats.table import Format, Writer
from tui_clients.formats.xlsx import too_many
from tui_clients.services import exporting_nested
from tui_clients.services.progress import Listener, Progress, Watch, never, nobody
from tui_clients.services.spreadsheet import GUARD_COLUMN, guarded
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database
from tui_clients.storage.records import ClientRecords

_NAMES = tuple(field.name for field in FIELDS)
_STEP = 100  # clients between two looks at the watch


def run(
    database: Database,
    query: Query,
    target: Path | BinaryIO,
    format_name: str = "",
    *,
    fields: Sequence[str] = (),
    is_spreadsheet_safe: bool = False,
    dialect: Dialect | None = None,
    progress: Listener = nobody,
    is_canceled: Callable[[], bool] = never,
) -> int:
    """Write the clients a query finds, in its order, and return how many there were.

    The format is by the file's name where none is given, else CSV; `fields` are names of `fields.FIELDS`, in JSON
    of `plain.BELONGINGS` too, without any all that the format does not leave out. CSV is written in a `dialect`, by
    the file's name where none is given. A file is replaced when everything is written; until then, and if the user
    stops (`Canceled`), what was there stays.
    """
    chosen = format_of(target, format_name)
    write = _writer(chosen, target, dialect)
    columns = _columns(fields, chosen)
    if isinstance(target, Path) and database.owns(target):
        raise FileRefused(N_("{path} is the database itself. Name another file for the export."), path=target)
    watch = Watch(progress, is_canceled)
    if chosen.is_plain:
        content: Iterable[Any] = _records(database, query, chosen, columns, watch)
    else:
        content = _rows(database, query, chosen, columns, watch)
        if is_spreadsheet_safe and chosen.is_guardable:
            columns, content = (*columns, GUARD_COLUMN), (rows.changed(guarded, "yes") for rows in content)
    if not isinstance(target, Path):
        return write(target, columns, content)
    with atomic.replacing(target) as stream:
        return write(stream, columns, content)


def format_of(target: Path | BinaryIO, name: str = "") -> Format:
    """Return the format in which a file is written: the one by that name, else the one that its name ends in."""
    by_extension = table.by_extension(target) if isinstance(target, Path) and not name else None
    return by_extension or table.by_name(name or "csv")


def _writer(chosen: Format, target: Path | BinaryIO, dialect: Dialect | None) -> Writer:
    if chosen.write is csv_.write:
        by_name = csv_.dialect_of(target if isinstance(target, Path) else None)
        return partial(csv_.write, dialect=dialect or by_name)
    if dialect is not None:
        raise UsageError(N_("Only CSV has a delimiter and a byte order mark."))
    return chosen.write


def _columns(fields: Sequence[str], chosen: Format) -> tuple[str, ...]:
    names = (*_NAMES, *BELONGINGS) if chosen.is_whole else _NAMES
    for name in fields:
        if name not in names:
            message = N_("There is no field “{name}”. The fields are: {known}.")
            raise UsageError(message, name=name, known=", ".join(names))
    return tuple(fields) or tuple(name for name in names if name not in chosen.leaves_out)


def _records(
    database: Database, query: Query, chosen: Format, columns: Sequence[str], watch: Watch
) -> Iterator[Mapping[str, Any]]:
    clients = Clients(database)
    total = clients.count(query)
    kinds = [kind for kind in BELONGINGS if kind in columns]
    for chunk in exporting_nested.chunks(_watched(clients.iterate(query), total, watch)):
        nested = exporting_nested.of_clients(database, chunk, kinds)
        yield from (to_plain(client) | nested[client.id] for client in chunk)


def _watched(clients: Iterable[Client], total: int, watch: Watch) -> Iterator[Client]:
    for count, client in enumerate(clients):
        if count % _STEP == 0:
            watch.check(Progress(count, total))
        yield client


def _rows(database: Database, query: Query, chosen: Format, columns: Sequence[str], watch: Watch) -> Iterator[Rows]:
    clients = ClientRecords(database)
    ids = clients.find(query)
    if chosen.most and len(ids) > chosen.most:
        raise too_many()
    return _watched_rows(clients.rows_of_text(ids, columns), len(ids), watch)


def _watched_rows(parts: Iterable[Rows], total: int, watch: Watch) -> Iterator[Rows]:
    done = 0
    watch.check(Progress(done, total))
    for rows in parts:
        yield rows
        done += len(rows.texts)
        watch.check(Progress(done, total))
