"""What other processes do to a search index in the tests; importable, so that they can be started afresh."""

import os
import time
from itertools import count
from pathlib import Path

from tui_clients.domain.client import Client
from tui_clients.services import reindexing
from tui_clients.storage import derived, search_index
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import open_database


def rebuild(path: Path) -> str:
    """Bring the index to the last client."""
    database = open_database(path)
    reindexing.rebuild(database)
    database.close_all()
    return "built"


def write_until_whole(path: Path) -> float:
    """Add, change and delete clients, each by itself, until the index is whole; return the longest wait in seconds."""
    database = open_database(path)
    clients = Clients(database)
    longest = 0.0
    for number in count(1):
        is_whole = search_index.is_whole(database)
        begun = time.monotonic()
        clients.add(Client(name=f"Late {number}"), "worker")
        longest = max(longest, time.monotonic() - begun)
        clients.delete([number * 7], "worker")
        if is_whole:
            break
    database.close_all()
    return longest


def rebuild_or_write(path: Path) -> str | float:
    """Rebuild in the first, third … process to come here, write in the others."""
    for number in count():
        try:
            (path.parent / f"turn-{number}").touch(exist_ok=False)
        except FileExistsError:
            continue
        return write_until_whole(path) if number % 2 else rebuild(path)
    raise AssertionError


def die_while_building(path: str) -> None:
    """Begin to build, and end like a process that lost its power, in the middle of the second step."""
    database = open_database(path)

    def refresh(after: int, up_to: int) -> None:
        derived.refresh(database, after, up_to)
        if after:
            os.kill(os.getpid(), 9)

    search_index.build(database, refresh, lambda _reached, _highest: None)
