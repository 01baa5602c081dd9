"""Tries an import out: on the database itself, or on a copy of it once somebody else wants to write; knows no file."""

from collections.abc import Callable
from typing import TypeVar

from tui_clients.services.progress import Watch
from tui_clients.storage import maintenance, rooms
from tui_clients.storage.database import Database, open_database

Answer = TypeVar("Answer")


class InTheWay(Exception):
    """Ends a try while others wait until they may write."""


def tried(attempt: Callable[[Database], Answer], database: Database, watch: Watch) -> Answer:
    """Return what an attempt answers that changes nothing in the end; who waits for it is let write at once.

    It begins anew then, with a copy for which nobody waits: what it has written so far, nobody is ever to see. The copy
    of one that was killed goes with the next.
    """
    rooms.sweep(database.path.parent)
    try:
        return attempt(database)
    except InTheWay:
        with maintenance.copied(database.path, database.path.parent, watch.follow) as path:
            copy = open_database(path)
            try:
                return attempt(copy)
            finally:
                copy.close_all()
