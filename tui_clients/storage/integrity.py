"""Asks SQLite whether a database file is whole, apart from its search index."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from tui_clients.errors import IndexDamaged
from tui_clients.storage.failures import translated

_Execute = Callable[[str], Iterable[tuple[Any, ...]]]
_SOUND = "ok"


def damage(execute: _Execute, path: str) -> Iterator[str]:
    """Yield SQLite's words for each damaged place of a file that `execute` runs statements on.

    SQLite 3.44 and later look into the search index too, and give up at one that they cannot open: then the other
    tables are looked at one by one.
    """
    try:
        yield from _answers(execute, "PRAGMA integrity_check", path)
    except IndexDamaged:
        for (name,) in execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY name"):
            if not name.startswith(("client_index", "sqlite_")):
                yield from _answers(execute, f'PRAGMA integrity_check("{name}")', path)


def _answers(execute: _Execute, statement: str, path: str) -> list[str]:
    with translated(path):
        answers = [str(answer) for (answer,) in execute(statement)]
    return [answer for answer in answers if answer != _SOUND and "client_index" not in answer]
